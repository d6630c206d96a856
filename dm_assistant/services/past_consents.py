"""What past messages grant: announced words, and that people wrote at all."""

from __future__ import annotations

from datetime import datetime

from dm_assistant.domain.model import InboundClass, Platform
from dm_assistant.services import keywords, replies
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import consent, contacts
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.keywords import Said


class PastConsents:
    """What the messages of one import may grant, kept until all of them are read."""

    def __init__(self, ws: Workspace, act: Act, batch_id: int) -> None:
        self.ws = ws
        self.act = act
        self.batch_id = batch_id
        self._words = keywords.announced(act.tx)
        self._listens = keywords.listener(self._words)
        self._heard: list[Said] = []
        self._newest: dict[int, Said] = {}

    def hear(
        self, contact_id: int, platform: Platform, kind: InboundClass, at: datetime, text: str
    ) -> None:
        """Take note of one new message of theirs."""
        if kind in replies.STOPPING:
            return
        newest = self._newest.get(contact_id)
        later = newest is None or newest.at <= at
        heard = kind not in keywords.SAYS_NO and self._listens(seconds(at), text)
        if later or heard:
            said = Said(contact_id, platform, at, text, batch_id=self.batch_id)
            if later:
                self._newest[contact_id] = said
            if heard:
                self._heard.append(said)

    def append(self) -> tuple[int, set[int]]:
        """Append what was granted; nothing for people who are never to be messaged.

        Returns how many entries that were, and who agreed to be written to by an announced word.
        """
        since = self.act.now - self.ws.policy.wrote_first
        known = contacts.by_ids(self.act.tx, self._newest)
        entries = [
            replies.wrote_first(said, known[contact_id].contact.handle)
            for contact_id, said in self._newest.items()
            if said.at > since and known[contact_id].contact.no_contact is None
        ]
        consent.append_all(self.act, entries)
        granted = keywords.take(self.act, self._words, self._heard)
        return len(entries) + len(granted), {*granted.values()}
