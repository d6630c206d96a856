"""Hints: what is missing in a workspace, one line each with what to do, until it is put away."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from dm_assistant.domain.model import FollowState
from dm_assistant.errors import BadInputError
from dm_assistant.services import backups, queue, texts
from dm_assistant.services.workspace import BACKUPS, Workspace
from dm_assistant.storage import accounts, contacts, journal, keywords
from dm_assistant.storage.database import Tx

AWAY = "hints_away"
"""Under this key the workspace remembers which hints are not wanted."""

STALE = timedelta(days=7)
"""Older than this the newest backup says little about today."""

SKEW = timedelta(minutes=5)
"""Clocks that are apart by less than this are the same clock."""

FEW = 5
"""Of fewer people no language is a reason to write templates."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that is missing, and what to do about it; ``place`` is where it is felt."""

    name: str
    words: str
    act: str
    place: str = ""


def hints(ws: Workspace, *, away: bool = False) -> tuple[Hint, ...]:
    """Return what is missing, most felt first; those put away only if asked for."""
    invited = queue.counts(ws).invite
    with ws.database.read() as tx:
        unwanted = put_away_names(tx) if not away else frozenset()
        found = list(_of_people(tx, ws, invited))
        clock = list(_clock(tx, ws))
    every = (*clock, *found, *_backup(ws), *_templates(ws))
    return tuple(hint for hint in every if hint.name not in unwanted)


def put_away(ws: Workspace, name: str) -> None:
    """Show a hint no more; ``doctor`` still does. Raises BadInputError where there is none."""
    known = [hint.name for hint in hints(ws, away=True)]
    if name not in known:
        raise BadInputError(f"there is no such hint; now there are: {', '.join(known) or 'none'}")
    with ws.database.write() as tx:
        names = sorted(put_away_names(tx) | {name})
        accounts.set_meta(tx, AWAY, json.dumps(names))


def put_away_names(tx: Tx) -> frozenset[str]:
    """Return the hints that are not wanted."""
    return frozenset(json.loads(accounts.fact(tx, AWAY) or "[]"))


def of_terminal(environment: Mapping[str, str]) -> tuple[Hint, ...]:
    """Return what the terminal cannot do, as far as it says so."""
    found = []
    locale = next(
        (environment[n] for n in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(n)), ""
    )
    kind = environment.get("TERM", "")
    if locale and "utf8" not in locale.lower().replace("-", ""):
        found.append(
            Hint(
                "letters",
                "The terminal does not announce UTF-8: names and emoji may look broken.",
                "set LANG to one that ends in .UTF-8",
            )
        )
    if kind in {"dumb", "linux"}:
        found.append(
            Hint(
                "clipboard",
                f"A terminal of the kind {kind} has no clipboard: texts cannot be pasted from it.",
                "use a terminal window, or the QR code in the hand-over",
            )
        )
    return tuple(found)


def _of_people(tx: Tx, ws: Workspace, invited: int) -> Iterator[Hint]:
    known = contacts.count(tx)
    if not any(account.handle for account in ws.accounts):
        yield Hint(
            "account",
            "No account of yours is named: your own comments count as somebody's.",
            "import your own data export, it says who you are (Import in the terminal)",
            "import",
        )
    if not known:
        yield Hint(
            "people",
            "Nobody is known yet.",
            "Import in the terminal, or dm-assistant import FILE --dry-run",
            "import",
        )
        return
    yield from _words(tx, ws, invited)
    if contacts.in_follow_state(tx, FollowState.UNKNOWN) == known:
        yield Hint(
            "follows",
            f"Of none of {known:,} people is it known who follows whom.",
            "import your own data export (Import in the terminal)",
            "import",
        )
    yield from _languages(contacts.languages(tx), ws, known)


def _words(tx: Tx, ws: Workspace, waiting: int) -> Iterator[Hint]:
    now = ws.now()
    if waiting and not any(word.live(now) for word in keywords.all_keywords(tx)):
        yield Hint(
            "keyword",
            f"No word is announced, so nobody in Invite ({waiting:,}) can agree by writing one.",
            "announce one in the inbox, or dm-assistant keywords add WORD --for thanks",
            "inbox",
        )


def _languages(spoken: Mapping[str, int], ws: Workspace, known: int) -> Iterator[Hint]:
    there = {template.language for template in texts.library(ws).templates}
    for code, people in spoken.items():
        if people >= FEW and not {code, code.partition("-")[0]} & there:
            yield Hint(
                f"language-{code}",
                f"{people:,} of {known:,} people read '{code}', and no template is in it.",
                "Templates makes a copy to translate; until then they get English",
                "templates",
            )


def _clock(tx: Tx, ws: Workspace) -> Iterator[Hint]:
    last = journal.last_at(tx)
    if last is not None and last - ws.now() > SKEW:
        yield Hint(
            "clock",
            f"The last act was recorded {last - ws.now()} from now: a clock was or is wrong.",
            "set the clock of this machine; no limit opens earlier by it",
        )


def _backup(ws: Workspace) -> Iterator[Hint]:
    with ws.database.read() as tx:
        began = journal.first_at(tx)
    copies = backups.all_backups(ws)
    newest = backups.made_at(copies[0]) if copies else began
    if newest is not None and ws.now() - newest > STALE:
        days = (ws.now() - newest).days
        yield Hint(
            "backup",
            f"The newest backup is {days} days old."
            if copies
            else f"In {days} days no backup was made.",
            f"dm-assistant backup, and copy the folder {BACKUPS} to another disk",
        )


def _templates(ws: Workspace) -> Iterator[Hint]:
    broken = texts.library(ws).problems
    if broken:
        yield Hint(
            "templates",
            f"{len(broken)} of your templates cannot be used; the first: {broken[0]}",
            "dm-assistant templates check",
            "templates",
        )
