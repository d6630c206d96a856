"""Challenges: inviting selected people, noting who took part, and how often that was watched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from dm_assistant.domain.challenges import CAMPAIGN, Challenge, Entry, Funnel, funnel
from dm_assistant.domain.model import Purpose
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, drafting, targets
from dm_assistant.services.feedback import line_of, link_of
from dm_assistant.services.occasions import facts_of
from dm_assistant.services.views import DraftReport, LeftOut
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import challenges, contacts, feedback
from dm_assistant.storage.database import Tx
from dm_assistant.storage.feedback import Message

LONGEST_TAG = 40
MOST_VIEWS = 10**12


@dataclass(frozen=True, slots=True)
class Taker:
    """One person of a challenge: how far their invitation came, and what they made.

    ``state`` is that of the invitation, empty for somebody who took part without one.
    """

    contact_id: int
    handle: str
    state: str
    replied: bool
    entries: tuple[Entry, ...]

    @property
    def views(self) -> int | None:
        """Return the views of what they made, in all; None where none are known."""
        known = [entry.views for entry in self.entries if entry.views is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """A challenge with its steps; ``over`` says that nobody is invited any more."""

    challenge: Challenge
    funnel: Funnel
    over: bool


@dataclass(frozen=True, slots=True)
class ChallengePage:
    """A challenge with its people; ``likely`` wrote its tag under a post and are not noted yet."""

    line: ChallengeLine
    takers: tuple[Taker, ...]
    likely: tuple[tuple[str, str], ...]


# --- reading ---------------------------------------------------------------------------------


def all_challenges(ws: Workspace) -> tuple[ChallengeLine, ...]:
    """Return every challenge with its steps, the newest first."""
    with ws.database.read() as tx:
        made = challenges.entries(tx)
        messages = feedback.of_campaigns(tx, CAMPAIGN)
        return tuple(
            _line(ws, each, made.get(each.id, []), messages.get(each.campaign, []))
            for each in challenges.all_challenges(tx)
        )


def _line(
    ws: Workspace, one: Challenge, made: Sequence[Entry], messages: Sequence[Message]
) -> ChallengeLine:
    steps = funnel(
        (each.contact_id for each in messages if each.out),
        (each.contact_id for each in messages if each.replied),
        made,
        len({each.contact_id for each in messages if each.waiting}),
    )
    return ChallengeLine(one, steps, one.over(_today(ws)))


def _today(ws: Workspace) -> date:
    return ws.now().astimezone(ws.timezone).date()


def page(ws: Workspace, name: str) -> ChallengePage:
    """Return one challenge with everybody in it, and who may have taken part."""
    with ws.database.read() as tx:
        one = wanted(tx, name)
        made = challenges.entries(tx).get(one.id, [])
        messages = feedback.of_campaign(tx, one.campaign)
        takers = _takers(tx, messages, made)
        likely = _likely(tx, ws, one, {entry.contact_id for entry in made})
        return ChallengePage(_line(ws, one, made, messages), takers, likely)


DROPPED = frozenset({"skipped", "cancelled", "could_not_send"})


def _takers(tx: Tx, messages: Iterable[Message], made: Sequence[Entry]) -> tuple[Taker, ...]:
    """Return everybody who was invited or took part: who made something first."""
    invited = {each.contact_id: each for each in messages if each.state not in DROPPED}
    known = contacts.by_ids(tx, [*invited, *(entry.contact_id for entry in made)])
    found = [
        Taker(
            contact_id=contact_id,
            handle=person.contact.handle,
            state=invited[contact_id].state if contact_id in invited else "",
            replied=contact_id in invited and invited[contact_id].replied,
            entries=tuple(entry for entry in made if entry.contact_id == contact_id),
        )
        for contact_id, person in known.items()
    ]
    return tuple(
        sorted(found, key=lambda each: (not each.entries, -(each.views or 0), each.handle))
    )


def _likely(tx: Tx, ws: Workspace, one: Challenge, noted: set[int]) -> tuple[tuple[str, str], ...]:
    if not one.tag:
        return ()
    start = _midnight(ws, one.starts_on) if one.starts_on else one.made_at
    end = _midnight(ws, one.ends_on, days=1) if one.ends_on else ws.now() + timedelta(seconds=1)
    wrote = challenges.wrote_under(tx, one.tag, start, end)
    tagged = {who: text for who, text in wrote.items() if who not in noted and _has(text, one.tag)}
    known = contacts.by_ids(tx, list(tagged))
    return tuple(
        (person.contact.handle, tagged[contact_id]) for contact_id, person in known.items()
    )


def _has(text: str, tag: str) -> bool:
    """Return whether a tag stands in a text as a whole word."""
    words = text.casefold().replace("#", " #").split()
    return any(word.rstrip(".,;:!?…)”\"'") == f"#{tag.casefold()}" for word in words)


def _midnight(ws: Workspace, day: date, days: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(), tzinfo=ws.timezone)


def wanted(tx: Tx, name: str) -> Challenge:
    """Return the challenge of a name; raise BadInputError for none."""
    known = challenges.all_challenges(tx)
    for each in known:
        if each.name.casefold() == name.strip().casefold():
            return each
    if not known:
        raise BadInputError("there are no challenges yet: challenges add NAME --task TASK")
    names = ", ".join(repr(to_screen(each.name)) for each in known[:5])
    raise BadInputError(f"there is no challenge {to_screen(name)!r}; there is {names}")


# --- making and ending -----------------------------------------------------------------------


def add(
    ws: Workspace,
    name: str,
    task: str,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    tag: str = "",
) -> ChallengeLine:
    """Make a challenge. Raises BadInputError for a name that there is, or days that are past."""
    new = Challenge(
        id=0,
        name=line_of(name, "a challenge"),
        task=line_of(task, "its task"),
        made_at=ws.now(),
        starts_on=starts_on,
        ends_on=ends_on,
        tag=_tag(tag),
    )
    if ends_on is not None and ends_on < max(starts_on or ends_on, _today(ws)):
        raise BadInputError("a challenge ends on a day that is still to come, not before it begins")
    with ws.database.write() as tx:
        if any(
            each.name.casefold() == new.name.casefold() for each in challenges.all_challenges(tx)
        ):
            raise BadInputError(f"there is a challenge {to_screen(new.name)!r} already")
        act = acts.begin(tx, ws, "challenge_add")
        number = challenges.add(act, new)
        act.finish(challenge=number)
        return _line(ws, wanted(tx, new.name), [], [])


def _tag(text: str) -> str:
    tag = text.strip().removeprefix("#")
    if tag and (len(tag) > LONGEST_TAG or not tag.replace("_", "").isalnum()):
        raise BadInputError(f"a tag is one word of letters and digits, at most {LONGEST_TAG}")
    return tag


def end(ws: Workspace, name: str) -> ChallengeLine:
    """End a challenge: nobody is invited any more; who took part can still be noted."""
    with ws.database.write() as tx:
        one = wanted(tx, name)
        if one.ended_at is not None:
            raise BadInputError(f"{to_screen(one.name)!r} is ended already")
        act = acts.begin(tx, ws, "challenge_end")
        challenges.end(act, one.id)
        act.finish(challenge=one.id)
    return page(ws, name).line


def invite(
    ws: Workspace,
    name: str,
    *,
    names: Sequence[str] = (),
    segment: str | None = None,
    top: int | None = None,
    dry_run: bool = False,
) -> DraftReport:
    """Draft an invitation for these people, or for the best of a segment; nobody twice."""
    with ws.database.read() as tx:
        one = wanted(tx, name)
        skipped = {
            each.contact_id: each.draft_id
            for each in feedback.of_campaign(tx, one.campaign)
            if each.state == "skipped"
        }
        left, able = _not_skipped(tx, names, skipped)
    if one.over(_today(ws)):
        raise BadInputError(f"{to_screen(one.name)!r} is over: nobody is invited any more")
    if names and not able:
        return DraftReport((), left, dry_run)
    report = drafting.make(
        ws,
        Purpose.CHALLENGE,
        names=able,
        segment=segment,
        top=top,
        campaign=one.campaign,
        extra=facts_of(one),
        dry_run=dry_run,
    )
    return replace(report, left_out=(*left, *report.left_out))


def _not_skipped(
    tx: Tx, names: Sequence[str], skipped: dict[int, int]
) -> tuple[tuple[LeftOut, ...], list[str]]:
    left, able = [], []
    for name in names:
        contact_id = targets.resolve(tx, name)
        if contact_id in skipped:
            reason = f"you skipped this invitation (draft {skipped[contact_id]})"
            handle = contacts.by_ids(tx, [contact_id])[contact_id].contact.handle
            left.append(LeftOut(handle, reason))
        else:
            able.append(name)
    return tuple(left), able


# --- who took part ---------------------------------------------------------------------------


def took_part(
    ws: Workspace,
    name: str,
    handle: str,
    *,
    link: str = "",
    views: int | None = None,
    at: datetime | None = None,
) -> ChallengePage:
    """Note that somebody took part, whether invited or not; a link of theirs is kept once.

    A link given later completes an entry without one; a second link is a second entry.
    """
    moment = at or ws.now()
    if moment > ws.now():
        raise BadInputError("nobody can have taken part at a time still to come")
    _require_views(views)
    place = link_of(link)
    with ws.database.write() as tx:
        one = wanted(tx, name)
        contact_id = _person(tx, handle)
        act = acts.begin(tx, ws, "challenge_entry")
        known = _entries(tx, one, contact_id)
        same = [entry for entry in known if entry.link == place or not entry.link]
        if same or (known and not place):
            entry_id = (same or known)[-1].id
        else:
            entry_id = challenges.enter(act, one.id, contact_id, moment, place)
        values: dict[str, Any] = {"link": place} if place else {}
        values |= {} if at is None else {"at": at}
        values |= {} if views is None else {"views": views, "views_at": act.now}
        if values:
            challenges.change(act, entry_id, **values)
        if act.changed:
            act.finish(challenge=one.id, contacts=[contact_id], views=views)
    return page(ws, name)


def note_views(ws: Workspace, name: str, handle: str, views: int, link: str = "") -> ChallengePage:
    """Note how often somebody's entry was watched by now; which one, its link says."""
    _require_views(views)
    with ws.database.write() as tx:
        one = wanted(tx, name)
        contact_id = _person(tx, handle)
        known = _entries(tx, one, contact_id)
        found = [entry for entry in known if not link or entry.link == link_of(link)]
        if not found:
            raise BadInputError(
                f"@{to_screen(handle.removeprefix('@'))} has no such entry: "
                f"challenges took-part {to_screen(one.name)!r} HANDLE"
            )
        if len(found) > 1:
            links = ", ".join(to_screen(entry.link) or "one without" for entry in found)
            raise BadInputError(f"they made several, say which with --link: {links}")
        act = acts.begin(tx, ws, "challenge_views")
        challenges.change(act, found[0].id, views=views, views_at=act.now)
        act.finish(challenge=one.id, contacts=[contact_id], views=views)
    return page(ws, name)


def _require_views(views: int | None) -> None:
    if views is not None and not 0 <= views <= MOST_VIEWS:
        raise BadInputError(f"views are a number from 0 to {MOST_VIEWS:,}")


def _person(tx: Tx, handle: str) -> int:
    contact_id = targets.resolve(tx, handle)
    if contacts.by_ids(tx, [contact_id])[contact_id].contact.own:
        raise BadInputError("this is your own account")
    return contact_id


def _entries(tx: Tx, one: Challenge, contact_id: int) -> list[Entry]:
    made = challenges.entries(tx).get(one.id, [])
    return [entry for entry in made if entry.contact_id == contact_id]
