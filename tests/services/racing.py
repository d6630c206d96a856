"""One of several processes that work on the same workspace at once; started by test_races."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from dm_assistant.domain.model import DraftState, FrontEnd, Purpose, SuppressionReason
from dm_assistant.errors import DmAssistantError
from dm_assistant.services import drafting, life, people, queue, undoing, workspace
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts
from tests.services.workshop import NOON

DAY_SECONDS = 0.4
"""How long a day lasts for all racers; it is noon all day long."""


def race(folder: Path, seed: int, acts: int, started: float, stops: int) -> Counter[str]:
    """Do random acts as quickly as possible; count what was done, and by what it was refused."""
    rng = random.Random(seed)  # noqa: S311 - chance for a test
    told: Counter[str] = Counter()
    with workspace.open_workspace(folder, front_end=FrontEnd.TUI) as ws:
        names = [each.handle for each in people.ranked(ws)]
        for _ in range(acts):
            days = max(int((time.time() - started) / DAY_SECONDS), 0)
            ws.fixed_now = NOON + timedelta(days=days)
            name, act = _chosen(ws, rng, names, stops)
            try:
                act()
            except DmAssistantError as error:
                told[f"{name} refused"] += 1
                told["locked"] += any(each in str(error) for each in ("is locked", "is busy"))
            else:
                told[name] += 1
                stops -= name == "suppress"
    return told


def _chosen(
    ws: Workspace, rng: random.Random, names: list[str], stops: int
) -> tuple[str, Callable[[], object]]:
    """Choose an act and what it is done to, from what this process saw a moment ago."""
    with ws.database.read() as tx:
        found = drafts.get(tx, drafts.in_states(tx, drafts.ALIVE))
    by_state: dict[DraftState, list[int]] = {}
    for one in found.values():
        by_state.setdefault(one.state, []).append(one.id)

    def some(*states: DraftState) -> int:
        mine = [each for state in states for each in by_state.get(state, [])]
        return rng.choice(mine) if mine else 1

    choices: list[tuple[int, str, Callable[[], object]]] = [
        (30, "approve", lambda: life.approve(ws, [some(DraftState.DRAFTED)])),
        (20, "handover", lambda: life.hand_over(ws, some(DraftState.APPROVED))),
        (20, "sent", lambda: life.sent(ws, [some(*drafts.BINDING)])),
        (6, "failed", lambda: life.could_not_send(ws, [some(DraftState.HANDED_OVER)])),
        (6, "skip", lambda: life.skip(ws, [some(DraftState.DRAFTED, DraftState.APPROVED)])),
        (10, "draft", lambda: _draft(ws, rng.choice(names), rng)),
        (8, "undo", lambda: undoing.undo(ws)),
        (8, "look", lambda: queue.counts(ws)),
        (2 if stops > 0 else 0, "suppress", lambda: _stop(ws, rng.choice(names))),
    ]
    weights = [weight for weight, _, _ in choices]
    _, name, act = rng.choices(choices, weights)[0]
    return name, act


def _draft(ws: Workspace, name: str, rng: random.Random) -> None:
    drafting.make(ws, rng.choice([Purpose.THANKS, Purpose.FEEDBACK]), names=[name])


def _stop(ws: Workspace, name: str) -> None:
    people.suppress(ws, name, SuppressionReason.OPT_OUT)


def tell(pipe: Connection, folder: Path, seed: int, acts: int, started: float, stops: int) -> None:
    """Race, and send what was counted through a pipe."""
    pipe.send(race(folder, seed, acts, started, stops))
