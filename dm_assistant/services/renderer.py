"""Checking and rendering templates in a confined process that is kept running between drafts."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import dm_assistant
from dm_assistant.domain.templates.model import Flaw, Inspection, Problem, Template
from dm_assistant.errors import DmAssistantError

TIME_LIMIT = 5.0
"""Seconds that one request may take, checking included."""
START_LIMIT = 30.0
"""Seconds that the process may take to come up on a busy machine."""

_REMEMBERED = 1_000
_BATCH = 250
_BATCH_CHARACTERS = 2_000_000
_BOOT = (
    "import json, sys\n"
    "sys.path[:] = json.loads(sys.argv[1])\n"
    "from dm_assistant.services.confined import serve\n"
    "serve()\n"
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message, or why it could not be made; never both, never a part."""

    text: str = ""
    problem: Problem | None = None


class Values(Protocol):
    """Values by variable: a mapping, or what makes each when it is asked for."""

    def get(self, name: str, default: str, /) -> str:
        """Return the value of a variable."""


class _StoppedError(Exception):
    """The process was stopped or ended by itself while it worked on a request."""


class Renderer:
    """Checks and renders templates in a child process; may be used from several threads.

    The process is started when it is first needed, and again after a template was stopped.
    """

    def __init__(self, time_limit: float = TIME_LIMIT) -> None:
        self._time_limit = time_limit
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] | None = None
        self._inspections: dict[str, Inspection] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """Return the child's process id while it runs."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """Stop the process; it is started again when it is needed again."""
        with self._lock:
            self._stop()

    def inspect(self, template: Template) -> Inspection:
        """Return what a template prints and tests, and its flaws; a text is looked at once."""
        found = self._inspections.get(template.body)
        if found is None:
            try:
                found = self._inspect(template.body)
            except _StoppedError:
                return Inspection((self._stopped(),))
            if len(self._inspections) > _REMEMBERED:
                self._inspections.clear()
            self._inspections[template.body] = found
        return found

    def check(self, template: Template) -> tuple[Problem, ...]:
        """Return everything wrong with a template, by line of its file."""
        return tuple(template.problem(flaw) for flaw in self.inspect(template).flaws)

    def render(self, template: Template, values: Values) -> Rendered:
        """Return one message; see ``render_many``."""
        return self.render_many(template, [values])[0]

    def render_many(self, template: Template, values: Sequence[Values]) -> list[Rendered]:
        """Return one message, or the reason against it, for each set of values, in their order.

        Values are by variable; one that is left out counts as not known.
        """
        found = self.inspect(template)
        if found.flaws:
            return [Rendered(problem=template.problem(found.flaws[0]))] * len(values)
        names = sorted(found.prints | found.tests)
        rows = ([row.get(name, "") for name in names] for row in values)
        rendered: list[Rendered] = []
        for batch in _batches(rows):
            try:
                answer = self._ask({"body": template.body, "rows": batch})
            except _StoppedError:
                stopped = Rendered(problem=template.problem(self._stopped()))
                return rendered + [stopped] * (len(values) - len(rendered))
            rendered += [_rendered(template, out) for out in answer["out"]]
        return rendered

    def _inspect(self, body: str) -> Inspection:
        answer = self._ask({"body": body})
        return Inspection(
            tuple(Flaw(line, reason) for line, reason in answer["flaws"]),
            frozenset(answer.get("prints", ())),
            frozenset(answer.get("tests", ())),
            tuple(answer.get("asks", ())),
        )

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            try:
                answer: dict[str, Any] = self._exchange(self._running(), request, self._time_limit)
            except _StoppedError:
                self._stop()
                raise
            return answer

    def _stopped(self) -> Flaw:
        return Flaw(1, f"was stopped: it took more than {self._time_limit:g} s or 512 MB")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is None:
            return self._process
        self._stop()
        package = Path(dm_assistant.__file__).resolve().parents[1]
        path = [str(package), *(os.path.abspath(p) for p in sys.path if p)]  # noqa: PTH100 - as is
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, our own words
            [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Windows cannot start an interpreter without this one.
            env={k: v for k, v in os.environ.items() if k.upper() == "SYSTEMROOT"},
            cwd=package.anchor,
        )
        self._end = weakref.finalize(self, _end, self._process)
        try:
            self._exchange(self._process, None, START_LIMIT)
        except _StoppedError as error:
            self._stop()
            raise DmAssistantError("the process that renders templates does not start") from error
        return self._process

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], request: object, limit: float) -> Any:  # noqa: ANN401 - JSON
        """Send one request, if any, and wait for the one line that answers it."""
        watch = threading.Timer(limit, process.kill)
        watch.daemon = True
        watch.start()
        try:
            if process.stdin is None or process.stdout is None:
                raise _StoppedError
            if request is not None:
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()
            line = process.stdout.readline()
        except OSError as error:
            raise _StoppedError from error
        finally:
            watch.cancel()
        if not line.endswith(b"\n"):
            raise _StoppedError
        return json.loads(line)

    def _stop(self) -> None:
        if self._end:
            self._end()
        self._process = self._end = None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and leave nothing behind: no process, no zombie, no open pipe."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            # What is still unsent has no reader any more.
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def _rendered(template: Template, out: str | list[Any]) -> Rendered:
    if isinstance(out, str):
        return Rendered(text=out)
    return Rendered(problem=template.problem(Flaw(out[0], out[1])))


def _batches(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Cut rows into requests that stay small in number and in characters."""
    batch: list[list[str]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(map(len, row))
        if len(batch) == _BATCH or size > _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
