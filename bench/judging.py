"""``gate`` and ``lanes``: verdicts for everybody, and what the inbox reads at its start."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from bench import workspaces
from bench.results import Result, interleaved, seconds
from bench.stage import Stage
from dm_assistant.collecting import uncollected
from dm_assistant.domain.model import Lane, Purpose
from dm_assistant.services import queue, standing
from dm_assistant.services.workspace import DATABASE, Workspace
from dm_assistant.storage import database
from dm_assistant.storage.bulk import driver

CHUNK = 2_000
LANES_READ = ("standings", "drafts", "inbounds", "contacts", "handles", "touches", "journal")


def run_gate(stage: Stage) -> Iterator[Result]:
    """Measure verdicts for everybody against the bare statements that fetch the same facts."""
    with workspaces.opened(stage.workspace(stage.people)) as ws:
        statements = _statements(ws, stage.people)
        ours, reference = interleaved(
            lambda: seconds(lambda: _judge(ws, stage.people)),
            lambda: seconds(lambda: _fetch(ws, statements)),
            stage.runs,
        )
    note = "against the bare SELECTs of the same facts"
    yield Result("gate", ours, reference, stage.people, stage.runs, note=note)


@uncollected()
def _judge(ws: Workspace, people: int) -> int:
    """Ask the gate about everybody; returns how many may be thanked."""
    allowed = 0
    with ws.database.read() as tx:
        for start in range(1, people + 1, CHUNK):
            ids = range(start, min(start + CHUNK, people + 1))
            bench = standing.Bench(tx, ws, ids)
            for person in bench.people.values():
                allowed += bench.unworded(person, Purpose.THANKS).allowed
    return allowed


def _statements(ws: Workspace, people: int) -> list[str]:
    """Return the SELECTs that gathering these facts consists of, as SQLite sees them."""
    said: list[str] = []
    with ws.database.read() as tx:
        db = driver(tx)
        db.set_trace_callback(said.append)
        try:
            for start in range(1, people + 1, CHUNK):
                standing.Bench(tx, ws, range(start, min(start + CHUNK, people + 1)))
        finally:
            db.set_trace_callback(None)
    return [each for each in said if each.startswith("SELECT")]


def _fetch(ws: Workspace, statements: list[str]) -> None:
    with closing(database.connect(ws.path / DATABASE)) as db:
        for each in statements:
            db.execute(each).fetchall()


def run_lanes(stage: Stage) -> Iterator[Result]:
    """Measure counts and the first window against one scan of each table they are read from."""
    runs = 4 * stage.runs + 1
    with workspaces.opened(stage.workspace(stage.people)) as ws:
        queue.counts(ws)
        ours, reference = interleaved(
            lambda: seconds(lambda: (queue.counts(ws), queue.first(ws, Lane.READY))),
            lambda: seconds(lambda: _scan(ws)),
            runs,
        )
    note = "against count(*) of the tables they are read from"
    yield Result("lanes", ours, reference, stage.people, runs, note=note)


def _scan(ws: Workspace) -> None:
    with closing(sqlite3.connect(ws.path / DATABASE)) as db:
        for table in LANES_READ:
            db.execute(f"SELECT count(*) FROM {table}").fetchone()
