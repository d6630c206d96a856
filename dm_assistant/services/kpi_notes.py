"""What a creator notes beside the figures, and takes back: figures, goals, others, changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dm_assistant.domain.goals import NO_GOALS, Changed, Goal, Look
from dm_assistant.domain.handles import HandleError, normalise
from dm_assistant.domain.measures import NAMES, Measure, Noted, Said, fault
from dm_assistant.domain.model import Platform
from dm_assistant.domain.text import clean_message, to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.importers.kpis import KpiTable, read_kpis
from dm_assistant.importers.records import Rejected
from dm_assistant.services import acts
from dm_assistant.services.kpi import account_of, newest_days, today_of
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import kpis
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

LONGEST_WORDS = 500
MOST = 10**12

KINDS = {
    "figure": "noted_figures",
    "goal": "goals",
    "competitor": "competitor_looks",
    "change": "own_changes",
}
"""What may be taken back, and where it is kept."""


# --- figures ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file of figures did, or would do."""

    name: str
    new: int
    changed: int
    same: int
    rejected: tuple[Rejected, ...]
    unknown: tuple[str, ...]
    dry_run: bool


def listed(ws: Workspace, account: str | None = None) -> tuple[Noted, ...]:
    """Return the figures noted of an account, the newest days first."""
    with ws.database.read() as tx:
        found = kpis.noted(tx, account_of(tx, ws, account).id)
    return tuple(sorted(found, key=newest_days, reverse=True))


def note(ws: Workspace, said: Said, account: str | None = None) -> Noted:
    """Note a figure; one of just the same days gives way to it.

    Raises BadInputError for one that cannot be, or is noted already.
    """
    with ws.database.write() as tx:
        own = account_of(tx, ws, account)
        why = fault(said, today_of(ws, own))
        if why:
            raise BadInputError(why)
        counts, act = _keep(tx, ws, own.id, [said])
        if act is None:
            raise BadInputError(f"that is noted already ({counts[2]} the same)")
        act.finish(count=1)
        return kpis.noted(tx, own.id)[-1]


def read(
    ws: Workspace, path: Path, *, account: str | None = None, dry_run: bool = False
) -> Imported:
    """Note the figures of a file, all that can be used in one act.

    Raises BadInputError where no line can, with what is wrong with the first one.
    """
    with ws.database.read() as tx:
        own = account_of(tx, ws, account)
    table = read_kpis(path.expanduser(), today_of(ws, own))
    if not table.said:
        first = table.rejected[0]
        raise BadInputError(f"{table.name}:{first.line}: {first.reason}")
    if dry_run:
        with ws.database.read() as tx:
            return _report(table, _sorted(tx, own.id, _several(table))[0], dry_run=True)
    with ws.database.write() as tx:
        counts, act = _keep(tx, ws, own.id, _several(table))
        if act is not None:
            act.finish(count=counts[0] + counts[1])
        return _report(table, counts, dry_run=False)


def _several(table: KpiTable) -> list[Said]:
    return [said for _, said in table.said]


def _report(table: KpiTable, counts: tuple[int, int, int], *, dry_run: bool) -> Imported:
    return Imported(table.name, *counts, table.rejected, table.unknown, dry_run)


def _keep(
    tx: Tx, ws: Workspace, account_id: int, several: Sequence[Said]
) -> tuple[tuple[int, int, int], Act | None]:
    """Keep what is new and what another value is said of; no act where nothing is."""
    counts, fresh, gone = _sorted(tx, account_id, several)
    if not fresh:
        return counts, None
    act = acts.begin(tx, ws, "kpi_note")
    for each in gone:
        kpis.take(act, KINDS["figure"], each)
    kpis.note(act, account_id, fresh)
    return counts, act


def _sorted(
    tx: Tx, account_id: int, several: Sequence[Said]
) -> tuple[tuple[int, int, int], list[Said], list[int]]:
    """Return how many are new, changed and the same; what to keep, and what gives way to it."""
    known = {_place(each.said): each for each in kpis.noted(tx, account_id)}
    wanted = {_place(each): each for each in several}
    same = [place for place, said in wanted.items() if place in known and known[place].said == said]
    fresh = {place: said for place, said in wanted.items() if place not in same}
    gone = [known[place].id for place in fresh if place in known]
    repeats = len(several) - len(wanted)
    return (len(fresh) - len(gone), len(gone), len(same) + repeats), [*fresh.values()], gone


def _place(said: Said) -> tuple[object, ...]:
    return (*said.key, said.first_on, said.last_on)


def take(ws: Workspace, kind: str, number: int) -> None:
    """Take back a line of one kind; raise BadInputError when there is none of this number."""
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "kpi_take")
        if not kpis.take(act, KINDS[kind], number):
            raise BadInputError(f"there is no {kind} {number}")
        act.finish(kind=kind, number=number)


# --- goals -----------------------------------------------------------------------------------


def set_goal(
    ws: Workspace, measure: Measure, target: float, by_on: date, account: str | None = None
) -> Goal:
    """Set a goal from today on; one of the same figure is changed and keeps its beginning."""
    with ws.database.write() as tx:
        own = account_of(tx, ws, account)
        today = today_of(ws, own)
        if measure in NO_GOALS:
            raise BadInputError(f"{NAMES[measure].lower()} do not add up to a goal")
        if not 0 < target <= MOST or not float(target).is_integer():
            raise BadInputError("a goal is a whole number of at least 1")
        if by_on <= today:
            raise BadInputError(f"a goal is reached by a day to come; {by_on} is not")
        known = next((each for each in kpis.goals(tx, own.id) if each.measure is measure), None)
        act = acts.begin(tx, ws, "kpi_goal")
        if known is not None:
            goal = replace(known, target=target, by_on=by_on)
            if goal == known:
                raise BadInputError("that is the goal already")
            kpis.change_goal(act, goal)
        else:
            goal = Goal(0, measure, target, today, by_on)
            goal = replace(goal, id=kpis.add_goal(act, own.id, goal))
        act.finish(goals=[goal.id])
        return goal


# --- others and changes ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """What another account showed; what is None was not looked at."""

    followers: int | None = None
    posts: int | None = None
    views: int | None = None
    note: str = ""


def look(
    ws: Workspace, handle: str, platform: Platform, seen: Seen, on: date | None = None
) -> Look:
    """Note what another account shows; of one day the last look counts."""
    words = _words(seen.note, "the note", empty=True)
    numbers = (seen.followers, seen.posts, seen.views)
    if all(each is None for each in numbers):
        raise BadInputError("say what you saw: --followers, --posts or --views")
    if any(each is not None and not 0 <= each <= MOST for each in numbers):
        raise BadInputError("what you saw is a whole number of at least 0")
    try:
        name = normalise(handle, platform)
    except HandleError as error:
        raise BadInputError(f"@{to_screen(handle)}: {error}") from None
    with ws.database.write() as tx:
        own = account_of(tx, ws)
        day = _past(on or today_of(ws, own), today_of(ws, own))
        if any(
            each.platform is platform and each.handle and normalise(each.handle, platform) == name
            for each in ws.accounts
        ):
            raise BadInputError(f"@{name} is your own account")
        found = Look(0, name, platform, day, *numbers, words)
        act = acts.begin(tx, ws, "kpi_competitor")
        for each in kpis.looks(tx):
            if each.key == found.key and each.on == day:
                kpis.take(act, KINDS["competitor"], each.id)
        found = replace(found, id=kpis.add_look(act, found))
        act.finish(looks=[found.id])
        return found


def note_change(ws: Workspace, words: str, on: date | None = None, number: int = 0) -> Changed:
    """Note what was changed on a day, or say it anew where it has a ``number``."""
    said = _words(words, "what you changed")
    with ws.database.write() as tx:
        today = today_of(ws, account_of(tx, ws))
        known = {each.id: each for each in kpis.changes(tx)}
        if number and number not in known:
            raise BadInputError(f"there is no change {number}")
        found = Changed(number, _past(on or today, today), said)
        if found in known.values():
            raise BadInputError("that is what it says already")
        act = acts.begin(tx, ws, "kpi_change")
        if number:
            kpis.change_words(act, found)
        else:
            found = replace(found, id=kpis.add_change(act, found))
        act.finish(changes=[found.id])
        return found


def _past(day: date, today: date) -> date:
    if day > today:
        raise BadInputError(f"{day} is still to come")
    return day


def _words(text: str, what: str, *, empty: bool = False) -> str:
    reason = unstorable_reason(text)
    if reason:
        raise BadInputError(f"{what} cannot be kept: {reason}")
    said = " ".join(clean_message(text).split())
    if not said and not empty:
        raise BadInputError(f"{what} is missing")
    if len(said) > LONGEST_WORDS:
        raise BadInputError(f"{what} is longer than {LONGEST_WORDS} characters")
    return said
