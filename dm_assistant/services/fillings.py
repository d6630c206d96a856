"""Filling drafts: what is known of each person and said with the order, and its receipts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dm_assistant.domain import filling
from dm_assistant.domain.keywords import key_of
from dm_assistant.domain.model import Comment, Inbound, Purpose, Source
from dm_assistant.domain.quoting import KIND
from dm_assistant.domain.templates.blanks import answered
from dm_assistant.domain.templates.local_values import variable_of
from dm_assistant.domain.templates.model import Template
from dm_assistant.services import blanks, keywords
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import inbounds
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import Tx

if TYPE_CHECKING:
    from dm_assistant.services.drafting import Order


class Filler:
    """Fills the variables for the people of one order."""

    def __init__(self, ws: Workspace, tx: Tx, order: Order, now: datetime) -> None:
        self.ws = ws
        self.tx = tx
        self.order = order
        self.now = now
        self._wrote: dict[int, Inbound] | None = None

    def look_at(self, contact_ids: Sequence[int]) -> None:
        """Read at once what these people wrote last."""
        self._wrote = inbounds.latest(self.tx, contact_ids)

    def fill(
        self,
        ranked: Ranked,
        written: Sequence[Comment],
        *,
        extra: Mapping[str, str],
        pool: Mapping[str, str],
        language: str,
    ) -> filling.Filling:
        """Fill the variables for one person from their comments, newest first.

        ``extra`` is said of this person alone, over what the order says of everybody.
        """
        person = ranked.contact
        last = self._last_message(person.id)
        own = self.order.sources.get(person.id, {})
        said = self.order.extra or {}
        if own or extra:
            said = {**said, **{name: source.phrase for name, source in own.items()}, **extra}
        return filling.fill(
            person,
            written,
            self.now,
            posts=ranked.activity.posts,
            extra=said,
            sources=own,
            announced=self._keyword(person.id),
            pool=pool,
            settings=self.ws.settings.facts,
            their_words="" if last is None else last.text,
            their_words_at=None if last is None else last.at,
            language=language,
        )

    def _last_message(self, contact_id: int) -> Inbound | None:
        """Return their last message if, by what it was classed as, it may be quoted."""
        if self._wrote is None:
            last = inbounds.latest(self.tx, [contact_id]).get(contact_id)
        else:
            last = self._wrote.get(contact_id)
        return last if last is not None and last.kind in KIND else None

    def _keyword(self, contact_id: int) -> dict[str, str]:
        """Return the announced word a public reply names; the word of the settings is the last.

        What the settings say that their word gets is true of no other word.
        """
        if self.order.purpose is not Purpose.INVITE:
            return {}
        word = keywords.to_write(self.tx, contact_id, self.now)
        if not word:
            return {}
        own = self.ws.settings.facts.get("keyword", "")
        return {"keyword": word} | ({} if key_of(own) == key_of(word) else {"keyword_gets": ""})

    def worded(
        self, contact_id: int, template: Template, filled: filling.Filling, text: str
    ) -> tuple[str, tuple[Source, ...]]:
        """Return a rendered text with the order's answers in it, and its receipts."""
        names = dict.fromkeys(variable_of(name)[0] for name in self.order.extra or {})
        values = {name: filled.get(name) for name in names}
        theirs = self.order.sources.get(contact_id, {})
        own = blanks.receipts(values, self.order.answers, theirs)
        used = filled.used(template.body, text)
        return answered(text, self.order.answers), (*used, *own)


def missing(choices: Sequence[Template], filled: filling.Filling) -> str:
    """Say what is not known of a person, for the variant that needs least."""
    if not choices:
        return "there is no template for this purpose in a language of theirs"
    fewest = min((filling.missing(filled, each.needs) for each in choices), key=len)
    return f"not known: {', '.join(HINTS.get(name, name) for name in fewest)}"


HINTS = {
    "quote": "a comment worth quoting",
    "question": "a question of theirs",
    "comment_count": "three comments or more",
    "since": "a first comment over two months ago",
    "code": "a free code (codes add POOL --from FILE)",
    "perk": "what the code gives (--fill perk=TEXT, or facts.perk in config.toml)",
    "keyword": "your keyword (keywords add WORD --for PURPOSE, or facts.keyword in config.toml)",
    "idea": "the idea (--fill idea=TEXT)",
    "their_words": "a kind message of theirs",
    "theme": "what they asked for (--fill theme=TEXT)",
    "made": "what you made (--fill made=TEXT)",
    "challenge": "the challenge (--fill challenge=TEXT)",
    "sent_day": "the message that this one follows",
}


def code_day(ends_at: datetime | None, zone: ZoneInfo) -> str:
    """Return the last day of a code such as 2026-05-31; an end at midnight is of the day before.

    ``zone`` is the creator's.
    """
    if ends_at is None:
        return ""
    return (ends_at - timedelta(seconds=1)).astimezone(zone).date().isoformat()
