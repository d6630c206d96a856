"""Taking contacts and consents from a file: one row at a time, within the import's act."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Any

from dm_assistant.domain.model import (
    Consent,
    ConsentKind,
    Contact,
    Platform,
)
from dm_assistant.domain.strictness import LEAVES_NOTHING
from dm_assistant.importers.records import ConsentRecord, ContactRecord
from dm_assistant.services import moves
from dm_assistant.storage import consent, contacts, suppression
from dm_assistant.storage import secret as secrets
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.journal import Act

TAKES_AWAY = frozenset({ConsentKind.WITHDRAWN, ConsentKind.REFUSED})


class Outcome(Enum):
    """What a row did."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERASED = "erased"


class People:
    """The people a contacts or consents file speaks of, found or made."""

    def __init__(self, act: Act, key: bytes, batch_id: int) -> None:
        self.act = act
        self.key = key
        self.batch_id = batch_id
        self.suppressed = suppression.reasons(act.tx)
        self.changed: set[int] = set()
        self.erased = 0

    def contact(self, record: ContactRecord) -> Outcome:
        """Store what a contacts row says; fields it leaves empty stay as they are."""
        contact_id, fresh = self._person(record.handle, record.key, record.platform)
        if contact_id is None:
            return Outcome.ERASED
        known = contacts.by_ids(self.act.tx, [contact_id])[contact_id].contact
        values = {
            name: value
            for name, value in self._given(record).items()
            if value not in ("", None) and value != _current(known, name)
        }
        new_tags = set(record.tags) - set(known.tags)
        if new_tags:
            contacts.add_tags_in_batch(self.act.tx, self.batch_id, contact_id, sorted(new_tags))
        if values:
            if "follow_state" in values:
                values["follow_learned_at"] = seconds(self.act.now)
            values["facts_changed_at"] = seconds(self.act.now)
            contacts.change_in_batch(self.act.tx, self.batch_id, contact_id, values)
        if values or new_tags:
            contacts.reindex(self.act.tx, [contact_id])
            self.changed.add(contact_id)
        if fresh:
            return Outcome.NEW
        return Outcome.CHANGED if values or new_tags else Outcome.SAME

    def _given(self, record: ContactRecord) -> dict[str, Any]:
        return {
            "name": record.name,
            "language": record.language,
            "timezone": record.timezone,
            "country": record.country,
            "relation": None if record.relation is None else record.relation.value,
            "follow_state": None if record.follow_state is None else record.follow_state.value,
            "followers": record.followers,
            "notes": record.notes,
        }

    def consent(self, record: ConsentRecord) -> tuple[Outcome, str, bool]:
        """Append a ledger entry for a consents row.

        Returns the outcome, why the row cannot be used (else empty), and whether the person is
        new. A file never gives back what the person withdrew: that takes their own new words.
        """
        contact_id, fresh = self._person(record.handle, record.key, record.platform)
        if contact_id is None:
            return Outcome.ERASED, "", False
        entries = consent.of_contacts(self.act.tx, [contact_id])
        if any(_same(entry, record) for entry in entries):
            return Outcome.SAME, "", fresh
        if record.kind not in TAKES_AWAY:
            gone = [
                entry
                for entry in entries
                if entry.kind in TAKES_AWAY and entry.purposes & record.purposes
            ]
            if gone:
                on = f"{gone[-1].event_at:%Y-%m-%d}"
                reason = f"they withdrew this on {on}; only their own new words give it back"
                return Outcome.SAME, reason, fresh
        consent.append(
            self.act,
            consent.Entry(
                contact_id=contact_id,
                platform=record.platform or Platform.TIKTOK,
                purposes=record.purposes,
                kind=record.kind,
                event_at=record.at,
                words=record.words,
                where=record.where,
                handle_seen=record.handle,
                batch_id=self.batch_id,
            ),
        )
        if record.kind in TAKES_AWAY:
            moves.withdraw_purposes(self.act, contact_id, record.purposes)
        self.changed.add(contact_id)
        return Outcome.NEW, "", fresh

    def _person(self, handle: str, key: str, platform: Platform | None) -> tuple[int | None, bool]:
        """Return (contact id, newly made); no id for somebody who was erased."""
        known = contacts.find(self.act.tx, key, platform)
        if known:
            return known[0].contact_id, False
        place = platform or Platform.TIKTOK
        reason = self.suppressed.get(secrets.digest(self.key, place, key))
        if reason in LEAVES_NOTHING:
            self.erased += 1
            return None, False
        made = contacts.make(
            self.act.tx,
            platform=place,
            handle=handle,
            key=key,
            batch_id=self.batch_id,
            no_contact=reason,
            at=seconds(self.act.now),
        )
        return made, True


def _current(known: Contact, name: str) -> object:
    value = getattr(known, name)
    return value.value if isinstance(value, StrEnum) else value


def _same(entry: Consent, record: ConsentRecord) -> bool:
    return (
        entry.purposes == record.purposes
        and entry.kind is record.kind
        and entry.event_at == record.at
        and entry.words == record.words
    )
