"""``queue``: from a key to paint, over many waiting drafts against a hundredth of them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import workspaces
from bench.results import Result
from bench.stage import Stage, environment, program
from bench.starting import first_line
from bench.terminal import Terminal
from dm_assistant.domain.model import Lane
from dm_assistant.services import queue

KEYS = {"down": "\x1b[B", "page down": "\x1b[6~", "end": "\x1b[F"}
HOME = "\x1b[H"
PRESSES = 25
FILTERS = 5
CLEARING = ("\x01", "\x0b")
"""To the beginning of the field, and away with everything after it."""
ASKED = "handle or words"
"""What the question for a search is known by."""
SLOWEST_S = 0.016
NOTE = "against a hundredth of the drafts"


Inbox = tuple[Terminal, Path]


def run(stage: Stage) -> Iterator[Result]:
    """Measure keys, the filter and memory in two inboxes side by side."""
    few = max(stage.people // 100, 50)
    with ExitStack() as stack:
        large, small = (_inbox(stage, people, stack) for people in (stage.people, few))
        medians = []
        for name, keys in KEYS.items():
            ours, reference = _medians(
                [(_pressed(large[0], keys), _pressed(small[0], keys)) for _ in range(PRESSES)]
            )
            medians.append(ours)
            yield _result(stage, f"queue {name}", ours, reference, PRESSES)
        wanted = zip(_late_names(large[1]), _late_names(small[1]), strict=False)
        pairs = [(_filtered(large[0], a), _filtered(small[0], b)) for a, b in wanted]
        yield _result(stage, "queue filter", *_medians(pairs), len(pairs))
        slowest = max(medians)
        note = "the slowest median against what is allowed"
        yield Result("queue slowest key", slowest, SLOWEST_S, stage.people, PRESSES, note=note)
        held, less = large[0].memory_mb(), small[0].memory_mb()
        yield Result("queue memory", held, less, stage.people, 1, "MB", NOTE)


def _result(stage: Stage, name: str, ours: float, reference: float, runs: int) -> Result:
    return Result(name, ours, reference, stage.people, runs, note=NOTE)


def _medians(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def _inbox(stage: Stage, people: int, stack: ExitStack) -> Inbox:
    """Open an inbox on its Ready lane."""
    home = stage.workspace(people)
    lane, shown = first_line(home)
    terminal = stack.enter_context(Terminal(program("--workspace", str(home)), environment()))
    terminal.shows(shown)
    terminal.settle()
    if lane is not Lane.READY:
        terminal.press("\t")
        terminal.settle()
    return terminal, home


def _pressed(terminal: Terminal, keys: str) -> float:
    """Press a key at the head of the lane, where each of them changes what is on the screen."""
    terminal.press(HOME)
    return terminal.paints(keys)


def _late_names(home: Path) -> list[str]:
    """Return names of people far down the Ready lane, whose handles are nobody else's beginning."""
    with workspaces.opened(home) as ws:
        late = queue.ids(ws, Lane.READY)[-10 * FILTERS :]
        rows = sorted(queue.rows(ws, late), key=lambda row: -row.contact_id)
    return [row.name.split()[0] for row in rows[:FILTERS]]


def _filtered(terminal: Terminal, name: str) -> float:
    """Look for a person and return the seconds from Enter to their line; then look for nobody."""
    for words in (name.lower(), ""):
        terminal.shows(ASKED, terminal.press("/"))
        terminal.settle()
        for keys in (*CLEARING, words):
            terminal.press(keys)
            terminal.settle()
        begun = terminal.press("\r")
        if words:
            taken = terminal.shows(name, begun)
        terminal.settle()
    return taken
