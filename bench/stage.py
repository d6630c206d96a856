"""What the benchmarks of one run share: a throw-away folder, sizes, and what was made already."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import data, workspaces
from bench.results import say

ROOT = Path(__file__).resolve().parents[1]
SLOW = 200_000
"""From so many comments on, an import is measured once a format: it takes minutes."""


@dataclass(slots=True)
class Stage:
    """A folder that goes away after the run, and how large things are made in it.

    ``rows`` is the number of comments; people and waiting drafts are a tenth of them, messages to
    be drafted a hundredth.
    """

    folder: Path
    rows: int
    runs: int
    _made: dict[str, Path] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Return how many people and waiting drafts there are."""
        return max(self.rows // 10, 50)

    @property
    def drafts(self) -> int:
        """Return how many messages are drafted."""
        return max(self.rows // 100, 20)

    @property
    def long_runs(self) -> int:
        """Return how often to repeat what takes minutes at full size."""
        return 1 if self.rows >= SLOW else self.runs

    def csv(self) -> Path:
        """Return the file of comments as CSV."""
        return self._file("csv", lambda path: data.write_csv(path, data.comments(self.rows)))

    def jsonl(self) -> Path:
        """Return the file of comments as JSON lines."""
        return self._file("jsonl", lambda path: data.write_jsonl(path, data.comments(self.rows)))

    def _file(self, kind: str, write: Callable[[Path], Path]) -> Path:
        if kind not in self._made:
            path = self.folder / f"comments.{kind}"
            say(f"writing {self.rows:,} comments as {kind}")
            self._made[kind] = write(path)
        return self._made[kind]

    def workspace(self, people: int) -> Path:
        """Return a workspace of so many people, each with a year behind and a draft waiting."""
        name = f"people-{people}"
        if name not in self._made:
            say(f"making a workspace of {people:,} people")
            self._made[name] = workspaces.filled(self.folder / name, people)
        return self._made[name]

    def fresh(self, name: str) -> Path:
        """Return a path in the folder at which nothing is."""
        path = self.folder / name
        if path.is_file():
            path.unlink()
        shutil.rmtree(path, ignore_errors=True)
        return path


def environment() -> dict[str, str]:
    """Return the environment of programs that are measured: this checkout, a plain terminal."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DM_ASSISTANT")}
    return kept | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def program(*arguments: str) -> list[str]:
    """Return the command line of the program, as installed where it is."""
    script = Path(sys.executable).with_name("dm-assistant")
    start = [str(script)] if script.exists() else [sys.executable, "-m", "dm_assistant"]
    return [*start, *arguments]
