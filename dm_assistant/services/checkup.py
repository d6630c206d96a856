"""The doctor: every promise about a workspace that can be looked at, looked at now."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dm_assistant import config
from dm_assistant.domain.model import Lane
from dm_assistant.domain.rules import hours
from dm_assistant.domain.rules.standing import lane_at
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import DmAssistantError
from dm_assistant.services import backups, codes, queue, recounting, standing, texts
from dm_assistant.services.erasing import rewrite_is_due
from dm_assistant.services.workspace import BACKUPS, DATABASE, POLICY, SETTINGS, Workspace
from dm_assistant.storage import (
    anchor,
    chain,
    consent,
    database,
    faults,
    journal,
    lanes,
    soundness,
    standings,
)
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment

EXPECTED: tuple[type[Exception], ...] = (DmAssistantError, OSError, *faults.FAULTS)
"""What a look at a damaged workspace may raise; it becomes the check's answer."""

FULL = "2"
"""How SQLite names ``synchronous = FULL``."""

SHOWN = 5
"""How many ids one line names."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is as it should be, and what was found, in one line."""

    name: str
    ok: bool
    detail: str


def doctor(ws: Workspace) -> tuple[Check, ...]:
    """Check the workspace; changes nothing."""
    # The anchor is read before the journal: a record written in between is then merely newer.
    heads = anchor.read(ws.path)
    looks: tuple[tuple[str, Callable[[], tuple[bool, str]]], ...] = (
        ("sqlite", _sqlite),
        ("journal mode", lambda: _setting(ws, "journal_mode", database.journal_mode().lower())),
        ("synchronous", lambda: _setting(ws, "synchronous", FULL)),
        ("foreign keys", lambda: _setting(ws, "foreign_keys", "1")),
        ("integrity", lambda: _clean(ws, soundness.integrity, "pages, indexes and rows are sound")),
        ("references", lambda: _clean(ws, soundness.references, "no row refers to a missing one")),
        ("triggers", lambda: _clean(ws, soundness.triggers, "all there and as shipped")),
        ("permissions", lambda: _permissions(ws)),
        ("journal", lambda: _chain(ws, journal.prove, heads)),
        ("consent ledger", lambda: _chain(ws, consent.prove, heads)),
        ("anchor", lambda: _anchor(ws, heads)),
        ("standings", lambda: _standings(ws)),
        ("numbers", lambda: _numbers(ws)),
        ("erasure", lambda: _erasure(ws)),
        ("secret", lambda: _secret(ws)),
        ("backup", lambda: _backup(ws)),
        ("templates", lambda: _templates(ws)),
        ("policy", lambda: _policy(ws)),
        ("settings", lambda: _settings(ws)),
        ("codes", lambda: _codes(ws)),
        ("terminal", lambda: _terminal(os.environ)),
    )
    with ws.database.as_it_is():
        return tuple(_check(name, look) for name, look in looks)


def _check(name: str, look: Callable[[], tuple[bool, str]]) -> Check:
    try:
        ok, detail = look()
    except EXPECTED as error:
        ok, detail = False, faults.cause(error)
    return Check(name, ok, to_screen(detail))


def _sqlite() -> tuple[bool, str]:
    mode = database.journal_mode()
    why = "two processes may share a WAL file"
    if mode != "WAL":
        why = "before 3.51.3 a WAL file can be damaged when two processes meet at a checkpoint"
    return True, f"SQLite {faults.LINKED} is linked, so {mode} is used: {why}"


def _setting(ws: Workspace, name: str, wanted: str) -> tuple[bool, str]:
    with ws.database.light() as db:
        found = soundness.settings(db)[name]
    return found == wanted, found if found == wanted else f"is {found}, should be {wanted}"


def _clean(ws: Workspace, look: Callable[[lanes.Light], list[str]], fine: str) -> tuple[bool, str]:
    with ws.database.light() as db:
        found = look(db)
    return not found, "; ".join(found) or fine


def _codes(ws: Workspace) -> tuple[bool, str]:
    return True, "; ".join(codes.warnings(ws)) or "no pool runs low or ends soon"


def _permissions(ws: Workspace) -> tuple[bool, str]:
    if sys.platform == "win32":
        return True, "cannot be told on Windows: the folder inherits who may read it"
    wrong = [f"{path.name or path} is {mode:04o}" for path, mode in _open_to_others(ws.path)]
    return not wrong, "; ".join(wrong) or "the folder is 0700, its files are 0600"


def _open_to_others(folder: Path) -> Iterator[tuple[Path, int]]:
    """Yield what others than the owner may touch; the creator's own texts are left to them."""
    ours = [path for path in folder.iterdir() if path.name not in {POLICY, SETTINGS}]
    copies = folder / BACKUPS
    for path in (folder, *sorted(ours), *sorted(copies.rglob("*"))):
        if path.is_symlink():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        wanted = 0o700 if path.is_dir() else 0o600
        if (path.is_file() or path in (folder, copies)) and mode & ~wanted:
            yield path, mode


def _chain(
    ws: Workspace,
    prove: Callable[[Any, anchor.Heads | None], chain.Proof],
    heads: anchor.Heads | None,
) -> tuple[bool, str]:
    with ws.database.read() as tx:
        proof = prove(tx, heads)
    return not proof.problem, proof.problem or f"{proof.count} records, each follows the last"


def _anchor(ws: Workspace, heads: anchor.Heads | None) -> tuple[bool, str]:
    with ws.database.read() as tx:
        last = journal.recent(tx, 1)
    count = last[0].id if last else 0
    if heads is None:
        missing = f"{anchor.FILE} is missing or cannot be read: nothing shows a cut-off end"
        return not count, missing if count else "nothing to anchor yet"
    detail = f"holds record {heads.journal} of {count} and ledger entry {heads.ledger}"
    return heads.journal <= count, detail


def _standings(ws: Workspace) -> tuple[bool, str]:
    """Compare the lane of every open draft by the cache with its lane by the rules.

    People who are due to be judged again are left out: the next look at the queue does that.
    """
    with ws.database.read() as tx:
        db = driver(tx)
        at = queue.moment_of(db, ws)
        due = set(lanes.due(db, at))
        stored = _lanes(ws, at, standings.stored(tx, due))
        people = [each for each in standings.people_with_drafts(tx) if each not in due]
        rebuilt = _lanes(ws, at, standing.placed(tx, ws, people))
    wrong = sorted(
        number
        for number in stored.keys() | rebuilt.keys()
        if stored.get(number) != rebuilt.get(number)
    )
    if wrong:
        shown = ", ".join(map(str, wrong[:SHOWN]))
        return False, f"{len(wrong)} drafts stand in another lane than the rules say: {shown}"
    return True, f"{len(rebuilt)} open drafts stand where the rules put them"


def _lanes(ws: Workspace, at: lanes.Moment, placed: Iterable[standings.Placed]) -> dict[int, Lane]:
    now = moment(at.now)
    return {
        each.draft_id: lane_at(
            each.standing,
            now,
            lambda key, when: not hours.is_open(key, when, ws.policy),
            each.account_id in at.full_first,
            each.account_id in at.full_all,
        )
        for each in placed
    }


def _numbers(ws: Workspace) -> tuple[bool, str]:
    """Count every shown number again from the journal and the imports' own rows."""
    found = recounting.recount(ws)
    if not found.differences:
        return True, f"{found.numbers:,} numbers counted twice, all the same"
    first = "; ".join(map(str, found.differences[:SHOWN]))
    return False, f"{len(found.differences):,} of {found.numbers:,} numbers differ: {first}"


def _erasure(ws: Workspace) -> tuple[bool, str]:
    with ws.database.read() as tx:
        due = rewrite_is_due(tx)
    if due:
        return False, "erased words may still be in unused parts of the file: make a backup"
    return True, "nothing erased is left in the file"


def _secret(ws: Workspace) -> tuple[bool, str]:
    return bool(ws.secret()), "there"


def _backup(ws: Workspace) -> tuple[bool, str]:
    found = backups.all_backups(ws)
    if not found:
        return True, "none yet: make one with 'dm-assistant backup'"
    newest = found[0]
    age = ws.now() - backups.made_at(newest)
    days = "today" if age.days < 1 else f"{age.days} days ago"
    for path in found:
        if not (path / DATABASE).is_file():
            return False, f"{path.name} holds no {DATABASE} any more"
    detail = f"{newest.name}, checked when it was made, {days}; {len(found)} in all"
    left = backups.left_behind(ws.path)
    if left:
        detail += f"; {left[0].name} is left of a restore that was killed, the next one removes it"
    return True, detail


def _templates(ws: Workspace) -> tuple[bool, str]:
    found = texts.library(ws)
    reasons = "; ".join(map(str, found.problems))
    return not found.problems, reasons or f"{len(found.templates)} templates can be used"


def _policy(ws: Workspace) -> tuple[bool, str]:
    return True, f"version {config.load_policy(ws.path / POLICY).version}"


def _settings(ws: Workspace) -> tuple[bool, str]:
    config.load_settings(ws.path / SETTINGS)
    there = (ws.path / SETTINGS).exists()
    return True, f"{SETTINGS} can be read" if there else f"no {SETTINGS}: the defaults hold"


def _terminal(environment: Mapping[str, str]) -> tuple[bool, str]:
    """Say what the terminal claims to be able to; nothing here is needed for the commands."""
    language = next(
        (value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := environment.get(name))), ""
    )
    letters = "UTF-8" if "utf8" in language.lower().replace("-", "") else "UTF-8 not announced"
    kind = environment.get("TERM", "")
    if environment.get("NO_COLOR"):
        colours = "no colours wanted"
    elif environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        colours = "16 million colours"
    elif "256color" in kind:
        colours = "256 colours"
    else:
        colours = "no colours" if kind in {"", "dumb"} else "16 colours"
    return True, f"{kind or 'no terminal named'}, {letters}, {colours}"
