"""The child process in which templates are checked and rendered, and the limits it lives under.

It speaks one JSON document a line over its own standard input and output and needs nothing else:
before it reads the first request it gives up opening files.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from typing import Any

import jinja2.debug  # noqa: F401 - loaded while files can still be opened

from dm_assistant.domain.templates.render import TemplateError, compile_body
from dm_assistant.domain.templates.syntax import inspect

# Windows has no such limits; there the parent's time limit stands alone.
if sys.platform != "win32":
    import resource

MEMORY = 512 * 1024 * 1024
"""The most memory the process may have, in bytes."""
SECONDS = 5
"""The most processor time one request may take."""

_WARM_UP = (
    "{% if name == 'a' %}{{ name|sentence }}{% else %}{{ quote }}{% endif %}"
    "{% clause %}, {{ since }}{% otherwise %}{{ 'what?'|ask }}{% endclause %}"
)


def serve() -> None:
    """Answer requests until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = sys.stdout.buffer
    for warm_up in ("a", "b", "é"):
        _render(_WARM_UP, [[warm_up, "b", ""]])
    _confine()
    answers.write(b'"ready"\n')
    answers.flush()
    for line in sys.stdin.buffer:
        _renew_time()
        answers.write(json.dumps(_answer(json.loads(line))).encode() + b"\n")
        answers.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    if "rows" in request:
        return {"out": _render(request["body"], request["rows"])}
    found = inspect(request["body"])
    if not found.flaws:
        compile_body(request["body"])
    return {
        "flaws": [[flaw.line, flaw.reason] for flaw in found.flaws],
        "prints": sorted(found.prints),
        "tests": sorted(found.tests),
        "asks": list(found.asks),
    }


def _render(body: str, rows: list[list[str]]) -> list[str | list[Any]]:
    """Return a text, or [line, reason], for each row of values in the order of their names."""
    program = compile_body(body)
    out: list[str | list[Any]] = []
    for row in rows:
        try:
            out.append(program.render(dict(zip(program.names, row, strict=True))))
        except TemplateError as error:
            out.append([error.flaws[0].line, error.flaws[0].reason])
    return out


def _confine() -> None:
    if sys.platform == "win32":
        return
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def _renew_time() -> None:
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + SECONDS + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
