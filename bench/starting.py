"""``start``: from the start of the process to an inbox that shows real rows.

In a pseudo-terminal; the references are a Textual program that shows one word, the inbox over a
hundredth of the drafts, and neomutt over ten thousand messages where it is installed.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import workspaces
from bench.empty_app import WORD
from bench.results import Result, interleaved
from bench.stage import Stage, environment, program
from bench.terminal import Terminal
from dm_assistant.domain.model import Lane
from dm_assistant.services import queue

RUNS = 9
MESSAGES = 10_000


def run(stage: Stage) -> Iterator[Result]:
    """Measure the time to the first rows."""
    large, small = stage.workspace(stage.people), stage.workspace(max(stage.people // 100, 50))
    shown, shown_small = first_line(large)[1], first_line(small)[1]
    ours, empty = interleaved(lambda: inbox(large, shown), _empty_app, RUNS)
    note = "against a Textual app with one word"
    yield Result("start", ours, empty, stage.people, RUNS, note=note)
    ours, less = interleaved(lambda: inbox(large, shown), lambda: inbox(small, shown_small), RUNS)
    note = "against a hundredth of the drafts"
    yield Result("start by size", ours, less, stage.people, RUNS, note=note)
    if shutil.which("neomutt") is None:
        note = "neomutt is not installed"
        yield Result("start against neomutt", ours, None, stage.people, RUNS, note=note)
        return
    mail = _maildir(stage.folder / "mail")
    ours, peer = interleaved(lambda: inbox(large, shown), lambda: _neomutt(mail), RUNS)
    note = f"against neomutt over {MESSAGES:,} messages"
    yield Result("start against neomutt", ours, peer, stage.people, RUNS, note=note)


def first_line(home: Path) -> tuple[Lane, str]:
    """Return the lane an inbox opens on, and a word on the screen when its rows are."""
    with workspaces.opened(home) as ws:
        for lane in Lane:
            rows = queue.first(ws, lane, limit=1)
            if rows:
                return lane, rows[0].name.split()[0]
    raise RuntimeError("there is nothing in the inbox")


def inbox(home: Path, shown: str) -> float:
    """Return the seconds until the inbox shows its first row."""
    with Terminal(program("--workspace", str(home)), environment()) as terminal:
        return terminal.shows(shown)


def _empty_app() -> float:
    command = [sys.executable, "-m", "bench.empty_app"]
    with Terminal(command, environment()) as terminal:
        return terminal.shows(WORD)


def _neomutt(mail: Path) -> float:
    # Without a folder of its own it would ask whether to make one.
    command = ["neomutt", "-n", "-F", "/dev/null", "-e", f"set folder={mail}", "-f", str(mail)]
    with Terminal(command, environment()) as terminal:
        return terminal.shows("Msgs:")


def _maildir(folder: Path) -> Path:
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(MESSAGES):
        (folder / "cur" / f"{1_700_000_000 + number}.{number}.bench:2,S").write_text(
            f"From: Fan{number} <fan{number}@example.org>\nTo: me@example.org\n"
            f"Subject: hello {number}\nMessage-ID: <{number}@example.org>\n"
            f"Date: Tue, 14 Nov 2023 {number // 3600:02}:{number // 60 % 60:02}:{number % 60:02} "
            "+0000\n\nSo kind!\n",
            encoding="ascii",
        )
    return folder
