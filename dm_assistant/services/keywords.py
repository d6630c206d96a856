"""Announced words: announcing and ending them, and the permission that lies in writing one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dm_assistant.domain.keywords import (
    PURPOSES,
    Announced,
    Keyword,
    granted,
    key_of,
    unfit_reason,
)
from dm_assistant.domain.model import Consent, ConsentKind, Inbound, InboundClass, Purpose
from dm_assistant.domain.text import to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, standing
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import consent, contacts, drafts, keywords
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act
from dm_assistant.storage.keywords import Said

SAYS_NO = frozenset({InboundClass.SOFT_NO, InboundClass.LATER, InboundClass.REVIEW})
"""Classes a person may give a message, in which a keyword is no yes."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announced word, and how many ledger entries it brought."""

    word: str
    purpose: Purpose
    from_at: datetime
    until_at: datetime | None
    found: int


def add(
    ws: Workspace,
    word: str,
    purpose: Purpose,
    *,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
) -> Announcement:
    """Announce a word: whoever writes it from then on agrees to one message for the purpose.

    With an earlier ``from_at`` what is stored already is searched in the same act. Raises
    BadInputError for a word that people write by chance or that is announced at the same time.
    """
    _require_fit(word, purpose)
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "keywords_add")
        start = (from_at or act.now).replace(microsecond=0)
        if until_at is not None and until_at <= start:
            raise BadInputError("--until must lie after --from (which is now when it is not given)")
        new = Keyword(0, word, purpose, start, until_at)
        _require_free(tx, new)
        number = keywords.add(act, new)
        given: dict[int, int] = {}
        if start < act.now:
            said = keywords.written(tx, start, act.now + timedelta(seconds=1))
            given = take(act, Announced([new]), said)
            # Each entry belongs to its comment's import; undoing this act answers it as well.
            act.detail["entries"] = list(given)
        people = sorted(set(given.values()))
        act.finish(keyword=number, contacts=people)
        standing.refresh(tx, ws, people)
        return _announcements(tx)[number]


def end(ws: Workspace, word: str) -> Announcement:
    """End a word: from now on it counts no more; what was written before stays said."""
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "keywords_end")
        key = key_of(word)
        lasting = [
            each
            for each in keywords.all_keywords(tx)
            if each.key == key
            and (each.until_at is None or each.until_at > max(act.now, each.from_at))
        ]
        if not lasting:
            raise BadInputError(f"{to_screen(word)!r} is not announced now")
        keywords.end(act, lasting[0].id, max(act.now, lasting[0].from_at))
        act.finish(keyword=lasting[0].id)
        return _announcements(tx)[lasting[0].id]


def all_announcements(ws: Workspace) -> tuple[Announcement, ...]:
    """Return every announced word, those that ended included, with what it brought."""
    with ws.database.read() as tx:
        return tuple(_announcements(tx).values())


def _announcements(tx: Tx) -> dict[int, Announcement]:
    found = keywords.found(tx)
    return {
        each.id: Announcement(
            each.word, each.purpose, each.from_at, each.until_at, found.get(each.id, 0)
        )
        for each in keywords.all_keywords(tx)
    }


def _require_fit(word: str, purpose: Purpose) -> None:
    reason = unstorable_reason(word) or unfit_reason(word)
    if reason is not None:
        raise BadInputError(f"{to_screen(word)!r} cannot be announced: {reason}")
    if purpose not in PURPOSES:
        raise BadInputError(
            f"no word is announced for {purpose}: "
            + ", ".join(each.value for each in Purpose if each in PURPOSES)
        )


def _require_free(tx: Tx, new: Keyword) -> None:
    """Refuse a word that would mean two things, or one thing twice, at one time."""
    for each in keywords.all_keywords(tx):
        if each.key != new.key or not _meet(each, new):
            continue
        until = "" if each.until_at is None else f" until {each.until_at:%Y-%m-%d %H:%M} UTC"
        raise BadInputError(
            f"{new.word!r} is announced for {each.purpose} from {each.from_at:%Y-%m-%d %H:%M} UTC"
            f"{until}; end it first, or take another word"
        )


def _meet(one: Keyword, other: Keyword) -> bool:
    start = max(one.from_at, other.from_at)
    return one.live(start) and other.live(start)


# --- what people write -----------------------------------------------------------------------


def announced(tx: Tx) -> Announced:
    """Return the announced words, made ready to be looked for."""
    return Announced(keywords.all_keywords(tx))


def listener(words: Announced) -> Callable[[int, str], bool]:
    """Return what picks the texts worth a closer look, by their second and their words."""
    if not words.keywords:
        return lambda _at, _text: False
    start = min(seconds(each.from_at) for each in words.keywords)
    ends = [each.until_at for each in words.keywords]
    before = max((seconds(end) for end in ends if end is not None), default=0)
    endless = None in ends
    return lambda at, text: start <= at and (endless or at < before) and words.may_be_in(text)


def take(act: Act, words: Announced, said: Iterable[Said]) -> dict[int, int]:
    """Append a ledger entry for each text in which somebody writes an announced word.

    Nothing for one's own account, for people who are never to be messaged, and for words of a
    time still to come. Returns the person of each new entry, by its id.
    """
    # The order is that of the writing, whatever the order of the file.
    heard = sorted(
        (each for each in said if each.at <= act.now and words.may_be_in(each.text)),
        key=lambda each: (each.at, each.comment_id or 0),
    )
    people = list(dict.fromkeys(each.contact_id for each in heard))
    known = contacts.by_ids(act.tx, people)
    entries: dict[int, list[Consent]] = {}
    for entry in consent.of_contacts(act.tx, people):
        entries.setdefault(entry.contact_id, []).append(entry)
    new: list[consent.Entry] = []
    for each in heard:
        person = known.get(each.contact_id)
        if person is None or person.contact.own or person.contact.no_contact is not None:
            continue
        ledger = entries.get(each.contact_id, [])
        new += [
            _entry(each, word, person.contact.handle)
            for word in granted(words, each.text, each.at, each.comment_id, ledger)
        ]
    ids = consent.append_all(act, new)
    return {number: entry.contact_id for number, entry in zip(ids, new, strict=True)}


def _entry(said: Said, word: Keyword, handle: str) -> consent.Entry:
    return consent.Entry(
        contact_id=said.contact_id,
        platform=said.platform,
        purposes=frozenset({word.purpose}),
        kind=ConsentKind.KEYWORD,
        event_at=said.at,
        words=said.text,
        where="dm" if said.comment_id is None else "comment",
        shown=word.word,
        handle_seen=handle,
        comment_id=said.comment_id,
        batch_id=said.batch_id,
    )


def hear(act: Act, inbound: Inbound) -> None:
    """Take a direct message that was just stored, unless its class says no."""
    if inbound.kind not in SAYS_NO:
        said = Said(inbound.contact_id, inbound.platform, inbound.at, inbound.text)
        take(act, announced(act.tx), [said])


# --- inviting --------------------------------------------------------------------------------


def to_write(tx: Tx, contact_id: int, now: datetime) -> str:
    """Return the word to invite a person with: the latest that fits what waits for them.

    With nothing waiting any word will do; empty when none fits.
    """
    waiting = {draft.purpose for draft in drafts.of_contacts(tx, [contact_id], drafts.OPEN)}
    wanted = waiting - {Purpose.INVITE}
    fitting = [
        each.word
        for each in keywords.all_keywords(tx)
        if each.live(now) and (each.purpose in wanted or not wanted)
    ]
    return fitting[-1] if fitting else ""
