"""The suppression list: who is on it, taking it elsewhere, and adding to it, never taking away."""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dm_assistant.domain import handles
from dm_assistant.domain.model import Contact, Handle, Platform, SuppressionReason
from dm_assistant.domain.rules.facts import PersonFacts
from dm_assistant.domain.rules.verdict import iso
from dm_assistant.domain.strictness import strictest
from dm_assistant.domain.text import csv_cell, fold, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.suppressions import COLUMNS, SuppressionRecord, read_suppressions
from dm_assistant.services import acts, moves, standing, targets
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, secret, suppression
from dm_assistant.storage.database import Tx, make_private
from dm_assistant.storage.journal import Act


@dataclass(frozen=True, slots=True)
class SuppressionLine:
    """One suppression; ``handle`` is empty for somebody who is not among the people here."""

    handle: str
    platform: Platform | None
    reason: SuppressionReason
    at: datetime
    kind: str
    digest: str


@dataclass(frozen=True, slots=True)
class ListImported:
    """What a list brought: ``new`` hashes, ``known`` ones, and the people it stopped here."""

    rows: int
    new: int
    known: int
    stopped: tuple[str, ...]
    rejected: tuple[tuple[int, str], ...]


def listed(ws: Workspace, search: str = "") -> tuple[SuppressionLine, ...]:
    """Return the suppressions, newest first.

    A search finds known people by any part of a handle, and everybody else, erased people too, by
    the whole handle: only its hash is kept.
    """
    key = ws.secret()
    with ws.database.read() as tx:
        names = by_digest(key, contacts.handles_of_stopped(tx))
        found = [_line(entry, names.get(entry.digest)) for entry in suppression.entries(tx)]
    found.reverse()
    wanted = fold(search.strip().removeprefix("@"))
    if not wanted:
        return tuple(found)
    exact = _typed(key, search, Platform)
    return tuple(
        line
        for line in found
        if line.digest in exact or (line.handle and wanted in fold(line.handle))
    )


def _typed(key: bytes, search: str, places: Iterable[Platform]) -> dict[str, Platform]:
    """Return the hashes that a typed handle would have on some platforms."""
    found = {}
    for each in places:
        with contextlib.suppress(handles.HandleError):
            found[secret.digest(key, each, handles.normalise(search, each))] = each
    return found


def only_listed(tx: Tx, ws: Workspace, handle: str) -> PersonFacts | None:
    """Return somebody of whom only the hash of this handle is kept, with the strictest reason."""
    platform, bare = targets.placed(handle)
    known = _typed(ws.secret(), bare, [platform] if platform else list(Platform))
    found = [each for each in suppression.entries(tx) if each.digest in known]
    if not found:
        return None
    strict = strictest(each.reason for each in found)
    entry = next(each for each in found if each.reason is strict)
    return PersonFacts(
        Contact(0, known[entry.digest], bare.removeprefix("@")),
        no_contact=entry.reason,
        no_contact_at=entry.at,
    )


def by_digest(key: bytes, known: Iterable[Handle]) -> dict[str, Handle]:
    """Return handles by the hashes under which their people are suppressed."""
    found = {}
    for each in known:
        if each.user_id:
            found[secret.digest(key, each.platform, f"id:{each.user_id}")] = each
        found[secret.digest(key, each.platform, each.key)] = each
    return found


def _line(entry: suppression.Entry, known: Handle | None) -> SuppressionLine:
    return SuppressionLine(
        handle="" if known is None else known.handle,
        platform=None if known is None else known.platform,
        reason=entry.reason,
        at=entry.at,
        kind=entry.kind,
        digest=entry.digest,
    )


def export(ws: Workspace, to: Path) -> int:
    """Write the list as a private CSV that ``add_list`` reads; returns how many rows it has.

    The hashes work wherever the secret is this one; another workspace takes the handles.
    """
    lines = listed(ws)
    mark = secret.fingerprint(ws.secret())
    name = to_screen(str(to))
    try:
        make_private(to)
        with to.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for line in reversed(lines):
                by_name = line.handle if line.kind == "handle" else ""
                place = line.platform.value if line.platform and by_name else ""
                row = (by_name, place, line.reason.value, iso(line.at) or "", line.kind)
                writer.writerow(map(csv_cell, (*row, line.digest, mark)))
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise BadInputError(f"{name}: is there already; name a new file") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInputError(f"{name}: cannot be written ({reason})") from None
    return len(lines)


def add_list(ws: Workspace, path: Path) -> ListImported:
    """Add everybody on a list; nobody is ever taken off by one. One act, without undo.

    A row by hash needs the secret it was made with. Raises BadInputError with file and line.
    """
    key = ws.secret()
    rows = list(read_suppressions(path))
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "suppressions_add", undoable=False)
        adding = _Adding(ws, act, key)
        for row in rows:
            if isinstance(row, Rejected):
                adding.rejected.append((row.line, row.reason))
            else:
                adding.add(row)
        if adding.new:
            act.finish(count=adding.new, contacts=sorted(adding.stopped))
            standing.refresh(tx, ws, adding.stopped)
        people = contacts.by_ids(tx, adding.stopped)
    names = tuple(people[each].contact.handle for each in sorted(people))
    return ListImported(len(rows), adding.new, adding.known, names, tuple(adding.rejected))


class _Adding:
    """One list on its way in, within one act."""

    def __init__(self, ws: Workspace, act: Act, key: bytes) -> None:
        self.ws = ws
        self.act = act
        self.key = key
        self.mark = secret.fingerprint(key)
        self.people = by_digest(key, contacts.all_handles(act.tx))
        self.new = self.known = 0
        self.stopped: set[int] = set()
        self.rejected: list[tuple[int, str]] = []

    def add(self, row: SuppressionRecord) -> None:
        """Add one row, and stop the person it means if they are here."""
        if row.handle:
            place = row.platform or self.ws.accounts[0].platform
            kind, digest = "handle", secret.digest(self.key, place, row.key)
        elif row.secret == self.mark:
            kind, digest = row.kind, row.digest
        else:
            reason = "a hash of another workspace says nothing here; a handle is needed"
            self.rejected.append((row.line, reason))
            return
        at = min(row.at or self.act.now, self.act.now)
        added = suppression.add(self.act.tx, [(kind, digest)], row.reason, at)
        self.new += added
        self.known += not added
        person = self.people.get(digest)
        if added and person is not None:
            moves.stop(self.act, self.ws, person.contact_id, row.reason, at)
            self.stopped.add(person.contact_id)
