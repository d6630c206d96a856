"""Restoring a backup: an older database in the place of this one, told first what it cannot know.

Only the database comes back; the policy, the settings and the templates stay as they are.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dm_assistant.domain.model import FrontEnd
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import WorkspaceError
from dm_assistant.services import acts, backups, erasing, workspace
from dm_assistant.services.reapplying import Again, judge, reapply
from dm_assistant.services.workspace import BACKUPS, DATABASE, POLICY, Workspace
from dm_assistant.storage import (
    anchor,
    database,
    faults,
    journal,
    kinship,
    secret,
    soundness,
    turns,
)
from dm_assistant.storage.database import Tx

ACT = "restore"
"""The act by which a copy was told what holds, the last one of the older database."""

LEFTOVERS = ("-journal", "-wal", "-shm")
"""What a database leaves beside it while it is open; SQLite would apply them to another one."""

MOVE_AWAY = f"to have a copy in its place, move {DATABASE} out of the folder first"


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did, or would do.

    ``kept_before`` is the copy made of what was there, None where nothing was there or kept.
    ``again`` is what the copy was told, ``lost`` counts what it has not.
    """

    backup: str
    made: datetime
    kept_before: str | None
    again: Again
    dry_run: bool
    had_database: bool
    lost: dict[str, int] = field(default_factory=dict)


def restore(folder: Path, wanted: str, *, front_end: FrontEnd, dry_run: bool = False) -> Restored:
    """Put a backup's database in the place of the workspace's, by its name or its folder.

    The workspace is copied first. A dry run does everything to a copy and keeps nothing. Raises
    WorkspaceError, with nothing changed, for a copy that is damaged or another workspace's, and
    where the present database cannot be read.
    """
    source = _found(folder, wanted)
    if workspace.exists(folder):
        with _opened(folder, front_end) as ws:
            if not dry_run:
                _finish_erasure(ws)
            with turns.alone(folder / turns.WRITERS), _throwaway(folder) as making:
                return _restore(ws, source, making, dry_run)
    with turns.alone(folder / turns.WRITERS), _throwaway(folder) as making:
        return _put_in(folder, source, making, front_end, dry_run)


def _found(folder: Path, wanted: str) -> Path:
    """Return the folder of a backup, named as it is listed or by its path."""
    place = folder / BACKUPS / wanted
    if not (Path(wanted).name == wanted and place.is_dir()):
        place = Path(wanted).expanduser()
    if (place / DATABASE).is_file():
        if place.resolve() == folder.resolve():
            raise WorkspaceError("that is the workspace itself, not a copy of it")
        return place
    raise WorkspaceError(
        f"there is no copy {to_screen(wanted)!r}: 'dm-assistant restore' lists those there are"
    )


@contextlib.contextmanager
def _opened(folder: Path, front_end: FrontEnd) -> Iterator[Workspace]:
    """Open the present workspace; say what to do where its database cannot be read."""
    try:
        ws = workspace.open_workspace(folder, front_end=front_end)
    except WorkspaceError as error:
        raise WorkspaceError(f"{error}; {MOVE_AWAY}") from None
    except faults.FAULTS as error:
        raise _unreadable(error) from None
    try:
        with ws:
            ws.secret()
            yield ws
    except faults.FAULTS as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> WorkspaceError:
    return WorkspaceError(f"{DATABASE} cannot be read: {faults.cause(error)}; {MOVE_AWAY}")


def _finish_erasure(ws: Workspace) -> None:
    with ws.database.read() as tx:
        due = erasing.rewrite_is_due(tx)
    if due:
        erasing.rewrite(ws)


@contextlib.contextmanager
def _throwaway(folder: Path) -> Iterator[Path]:
    """Give a private folder that is gone afterwards, and remove those of killed restores.

    The caller has the writers' turn alone, so no other restore is at work.
    """
    for left in backups.left_behind(folder):
        shutil.rmtree(left, ignore_errors=True)
    making = Path(tempfile.mkdtemp(dir=folder, prefix=backups.RESTORING))
    try:
        yield making
    finally:
        shutil.rmtree(making, ignore_errors=True)


# --- the copy of the copy --------------------------------------------------------------------


def _restore(ws: Workspace, source: Path, making: Path, dry_run: bool) -> Restored:
    """Prepare the copy while nobody writes, keep what is there, and change one for the other."""
    with _copy(ws.path, source, making, ws.front_end) as copy, ws.database.read() as theirs:
        copy.fixed_now = ws.fixed_now or copy.fixed_now
        made, again = _tell(copy, source, theirs)
    lost = kinship.lost(making / DATABASE, ws.path / DATABASE)
    kept = None if dry_run else _swap(ws, making)
    return Restored(
        backup=source.name,
        made=made,
        kept_before=kept,
        again=again,
        dry_run=dry_run,
        had_database=True,
        lost=lost,
    )


@contextlib.contextmanager
def _copy(folder: Path, source: Path, making: Path, front_end: FrontEnd) -> Iterator[Workspace]:
    """Copy a backup aside, prove it, and open it; the backup itself stays as it is."""
    try:
        _take(folder, source, making)
        copy = workspace.open_workspace(making, front_end=front_end)
    except WorkspaceError as error:
        raise _unusable(source, str(error)) from None
    except OSError as error:
        raise _unusable(source, error.strerror or type(error).__name__) from None
    except faults.FAULTS as error:
        raise _unusable(source, faults.cause(error)) from None
    with copy:
        yield copy


def _take(folder: Path, source: Path, making: Path) -> None:
    """Put what is needed of a backup into a folder where it may be changed."""
    own = secret.read(folder)
    try:
        same = secret.read(source) == own
    except WorkspaceError:
        raise WorkspaceError(f"its {secret.FILE} is missing or damaged") from None
    if not same:
        raise WorkspaceError("it is of another workspace, with another secret")
    database.Database(source / DATABASE).copy_to(making / DATABASE)
    heads = anchor.read(source)
    if heads is not None:
        anchor.put(making, heads)
    backups.copy_file(folder / secret.FILE, making / secret.FILE)
    if (folder / POLICY).is_file():
        backups.copy_file(folder / POLICY, making / POLICY)
    backups.prove(making, "it is not as it was when it was made")


def _unusable(source: Path, reason: str) -> WorkspaceError:
    name = to_screen(source.name)
    return WorkspaceError(f"{name} cannot be restored: {reason}; nothing was changed")


def _tell(copy: Workspace, source: Path, theirs: Tx | None) -> tuple[datetime, Again]:
    """Tell the copy in one act what holds now, and check that it is sound with it."""
    with copy.database.write() as tx:
        last = journal.last_at(tx)
        made = backups.made_at(source) if backups.named(source) else last or copy.now()
        act = acts.begin(tx, copy, ACT, undoable=False)
        if theirs is not None:
            # Also where this machine's clock was set back since.
            act.now = max(act.now, journal.last_at(theirs) or act.now)
        again = reapply(act, copy, theirs)
        act.finish(**_detail(source, again, theirs))
        judge(tx, copy, again)
    _finish_erasure(copy)
    with copy.database.light() as db:
        flaws = soundness.flaws(db)
    if flaws:
        raise _unusable(source, flaws[0])
    return made, again


def _detail(source: Path, again: Again, theirs: Tx | None) -> dict[str, object]:
    """Return what the journal keeps: counts, and where the history that was left ended."""
    counts = {
        "suppressions": again.suppressions,
        "erased": again.erased,
        "withdrawals": again.withdrawals,
        "touches": again.touches,
        "messages": again.messages,
    }
    left = None if theirs is None else journal.head(theirs)
    name = source.name if backups.named(source) else ""
    return {"backup": name, "again": counts, "count": sum(counts.values()), "left": left}


# --- one for the other -----------------------------------------------------------------------


def _swap(ws: Workspace, making: Path) -> str:
    """Keep what is there, then put the prepared file's content in its place.

    The anchor goes back to what both journals hold before the content changes, and forward after
    it: killed in between, either database stands and the anchor fits it.
    """
    try:
        kept = backups.backup(ws, backups.BEFORE_RESTORE)
    except WorkspaceError as error:
        raise WorkspaceError(f"{error}; {MOVE_AWAY}") from None
    shared = kinship.common(making / DATABASE, ws.path / DATABASE)
    before, after = anchor.read(ws.path), anchor.read(making)
    anchor.put(ws.path, shared)
    try:
        ws.database.take_over(making / DATABASE)
    except WorkspaceError:
        if before is not None:
            anchor.advance(ws.path, before)
        raise
    if after is not None:
        anchor.advance(ws.path, after)
    return kept.name


def _put_in(
    folder: Path, source: Path, making: Path, front_end: FrontEnd, dry_run: bool
) -> Restored:
    """Put a copy in where there is no database; there is nothing newer that it could be told."""
    if workspace.exists(folder):
        raise WorkspaceError("somebody has just put a database in: restore again to replace it")
    beside = [name for each in LEFTOVERS if (folder / (name := DATABASE + each)).exists()]
    if beside:
        raise WorkspaceError(
            f"{' and '.join(beside)} is left of the lost database: move it out of the folder first"
        )
    secret.read(folder)
    with _copy(folder, source, making, front_end) as copy:
        made, again = _tell(copy, source, None)
    if not dry_run:
        after = anchor.read(making)
        if after is not None:
            anchor.put(folder, after)
        (making / DATABASE).rename(folder / DATABASE)
        backups.settle(folder)
    return Restored(
        backup=source.name,
        made=made,
        kept_before=None,
        again=again,
        dry_run=dry_run,
        had_database=False,
    )
