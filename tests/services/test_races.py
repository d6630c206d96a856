"""Several processes at once: no slot, cap or "no" is broken, and nobody meets a locked file."""

from __future__ import annotations

import json
import multiprocessing
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dm_assistant.services import life, queue, safety
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import anchor, consent, journal
from tests.services import racing
from tests.services.terminals import at_once, crowd
from tests.services.workshop import (
    draft,
    tables,
    touches,
)
from tests.workspaces import reopened

# All are forked from one process that has read the program, where a system can do that: eight
# times reading it took longer than their acts.
FORKS = "forkserver" in multiprocessing.get_all_start_methods()
PROCESSES: ForkServerContext | SpawnContext = (
    multiprocessing.get_context("forkserver") if FORKS else multiprocessing.get_context("spawn")
)
PROCESSES.set_forkserver_preload([racing.__name__])


class Racer(NamedTuple):
    """A process at work, and the end of the pipe at which it tells what it was told."""

    process: BaseProcess
    heard: Connection


STATES = {"approve": "approved", "handover": "handed_over", "sent": "sent",
          "failed": "could_not_send", "skip": "skipped", "approval_void": "drafted"}  # fmt: skip
SLOT = {"approved", "handed_over"}


@dataclass
class Replay:
    """The journal read again from the first act: who stood where, and when."""

    owner: dict[int, int]
    states: dict[int, str] = field(default_factory=dict)
    placed: dict[int, datetime] = field(default_factory=dict)
    firsts: set[int] = field(default_factory=set)
    stopped: set[int] = field(default_factory=set)
    before: dict[int, dict[int, tuple[str | None, datetime | None]]] = field(default_factory=dict)

    def follow(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Go through all records and check at each one what may never be."""
        for number, at, _, _, act, _, text, undoes, *_ in sorted(rows):
            detail, now = json.loads(text), datetime.fromtimestamp(at, UTC)
            ids = detail.get("drafts", [])
            if act == "undo":
                self._put_back(undoes)
            elif act in {*STATES, "draft", "suppress"}:
                self.before[number] = {
                    each: (self.states.get(each), self.placed.get(each)) for each in ids
                }
                self._apply(act, ids, now)
                if act == "suppress":
                    self.stopped |= set(detail["contacts"])
            self._check(act, ids, now)

    def _apply(self, act: str, ids: list[int], now: datetime) -> None:
        for each in ids:
            if act == "approve":
                person = self.owner[each]
                known = any(self.owner[other] == person for other in self.placed)
                (self.firsts.discard if known else self.firsts.add)(each)
            if act in {"approve", "handover"} or (act == "sent" and self._state(each) in SLOT):
                was_out = self._state(each) == "handed_over"
                self.placed[each] = self.placed[each] if was_out else now
            elif act != "sent":
                self.placed.pop(each, None)
            new = {"draft": "drafted", "suppress": "cancelled"}
            self.states[each] = {**STATES, **new}[act]

    def _state(self, number: int) -> str:
        return self.states.get(number, "")

    def _put_back(self, undone: int) -> None:
        for each, (state, placed) in self.before.get(undone, {}).items():
            self.states.pop(each, None)
            self.placed.pop(each, None)
            if state is not None:
                self.states[each] = state
            if placed is not None:
                self.placed[each] = placed

    def _check(self, act: str, ids: list[int], now: datetime) -> None:
        busy = Counter(self.owner[each] for each, state in self.states.items() if state in SLOT)
        assert not busy or max(busy.values()) == 1
        if act not in {"approve", "handover"}:
            return
        for each in ids:
            person = self.owner[each]
            assert person not in self.stopped
            # What goes out at one moment is one touch: a message and its second bubble.
            others = {
                at
                for number, at in self.placed.items()
                if self.owner[number] == person and number != each and at != now
            }
            assert all(now - at >= timedelta(days=7) for at in others)
            assert sum(now - at < timedelta(days=30) for at in others) < 2
        day = [number for number, at in self.placed.items() if now - at < timedelta(days=1)]
        assert len(day) <= 40
        assert sum(number in self.firsts for number in day) <= 10


def started(folder: Path, seeds: Iterable[int], acts: int, stops: int) -> list[Racer]:
    """Start processes that work on one workspace at random."""
    start = time.time()
    return [_started(folder, seed, acts, start, stops) for seed in seeds]


def _started(folder: Path, *rest: float) -> Racer:
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=racing.tell, args=(theirs, folder, *rest), daemon=True)
    process.start()
    theirs.close()
    return Racer(process, ours)


def racers(folder: Path, count: int, acts: int, stops: int) -> Counter[str]:
    """Run processes against one workspace and return what they were told, all together."""
    told: Counter[str] = Counter()
    for each in started(folder, range(count), acts, stops):
        told += each.heard.recv()
        each.process.join(60)
        assert each.process.exitcode == 0
        each.heard.close()
    return told


def proven(ws: Workspace) -> Counter[str]:
    """Check everything the journal tells against the rules and the tables; returns its acts."""
    found = tables(ws)
    told = [number for row in found["journal"] for number in json.loads(row[6]).get("drafts", [])]
    # Of a draft that undo removed nobody knows any more whose it was.
    replay = Replay({each: -each for each in told} | {row[0]: row[1] for row in found["drafts"]})
    replay.follow(found["journal"])
    assert {row[0]: row[13] for row in found["drafts"]} == replay.states
    assert {row[3]: row[4] for row in found["touches"] if row[6] != "withdrawn"} == {
        number: int(at.timestamp()) for number, at in replay.placed.items()
    }
    heads = anchor.read(ws.path)
    with ws.database.read() as tx:
        assert journal.prove(tx, heads).problem == ""
        assert consent.prove(tx, heads).problem == ""
    ws.fixed_now = datetime.fromtimestamp(max(row[1] for row in found["journal"]), UTC)
    assert [each for each in safety.doctor(ws) if not each.ok] == []
    return Counter(row[4] for row in found["journal"])


@pytest.mark.slow
@pytest.mark.parametrize(("count", "acts"), [(2, 200), (8, 60)])
def test_nothing_is_broken_by_many_at_once(empty: Workspace, count: int, acts: int) -> None:
    crowd(empty)
    empty.close()
    done = racers(empty.path, count, acts, stops=3)
    assert done["locked"] == 0
    assert done["approve"] > 3
    assert done["approve refused"] + done["handover refused"] > 0
    acknowledged = proven(empty)
    # Handing over again is no second act; what was acknowledged once is on record once.
    for act in ("approve", "sent", "failed", "skip", "suppress", "undo"):
        assert acknowledged[act] == done[act], act


def records(ws: Workspace) -> int:
    """Return how many acts are in the journal."""
    with ws.database.read() as tx:
        return int(tx.exec_driver_sql("SELECT count(*) FROM journal").scalar_one())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 here")
def test_killed_at_random_moments_nothing_is_broken_and_what_left_is_asked_about(
    empty: Workspace,
) -> None:
    crowd(empty)
    empty.close()
    moments = random.Random(7)  # noqa: S311 - chance for a test
    for round_ in range(2):
        told = records(empty)
        running = started(empty.path, range(round_ * 4, round_ * 4 + 4), 10_000, stops=1)
        by = time.monotonic() + 60
        while records(empty) < told + 40:
            assert time.monotonic() < by, "they never got under way"
            time.sleep(0.05)
        for each in running:
            time.sleep(moments.random() * 0.7)
            each.process.kill()
            each.process.join(60)
            assert each.process.exitcode == -signal.SIGKILL
            each.heard.close()
        proven(empty)
        again = reopened(empty)
        again.fixed_now = empty.fixed_now
        found = tables(again)
        left = [row[0] for row in found["drafts"] if row[13] == "handed_over"]
        asked = [row.item.id for row in queue.outbox(again)]
        assert set(asked[: len(left)]) == set(left)
        for number in left:
            life.hand_over(again, number)
        assert tables(again)["touches"] == found["touches"]
        if left:
            life.sent(again, left)
        empty = reopened(again)
    assert proven(empty)["approve"] > 3


@pytest.mark.slow
def test_of_two_terminals_one_hands_over_and_both_have_the_same_words(ws: Workspace) -> None:
    number = draft(ws)
    life.approve(ws, [number])
    told = at_once(ws, *[f"print(life.hand_over(ws, {number}).text[:8])"] * 2)
    assert told[0] == told[1]
    assert touches(ws) == [(number, "handed_over")]
