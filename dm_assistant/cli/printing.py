"""Writing answers: one JSON document or short aligned text, never a raw byte from outside."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    import re
    from datetime import datetime

Json = Mapping[str, object] | Sequence[object] | str | int | float | bool | None

SURROGATES = "[\ud800-\udfff]"
UNSEEN = (
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""What JSON lets through raw although a terminal or an editor acts on it."""


class Answer(NamedTuple):
    """What a command says: a document for programs, lines for people, and the exit code."""

    document: Callable[[], Json]
    lines: Callable[[], Iterable[str]]
    code: int = 0


def say(document: Json, *lines: str) -> Answer:
    """Make an answer whose document and lines are known."""
    return Answer(lambda: document, lambda: lines)


def write(answer: Answer, *, as_json: bool) -> None:
    """Print an answer on standard output."""
    if as_json:
        plain = not (sys.stdout.encoding or "utf-8").lower().startswith("utf")
        _put(sys.stdout, document_text(answer.document(), ascii_only=plain) + "\n")
        return
    for line in answer.lines():
        write_line(line)


def write_line(line: str) -> None:
    """Print one line on standard output, made fit to show."""
    _put(sys.stdout, f"{shown(line)}\n")


def write_error(line: str) -> None:
    """Print one line on standard error, made fit to show."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
    _put(sys.stderr, f"dm-assistant: {shown(line)}\n")
    sys.stderr.flush()


def shown(text: str) -> str:
    """Return text as it may be shown on one line."""
    from dm_assistant.domain.text import to_screen

    return to_screen(text)


def document_text(document: Json, *, ascii_only: bool = False) -> str:
    """Return the document as JSON in which nothing acts on the terminal that shows it."""
    import json
    import re

    text = json.dumps(document, ensure_ascii=ascii_only, allow_nan=False, indent=2)
    return re.sub(UNSEEN, _escaped, re.sub(SURROGATES, "\ufffd", text))


def clock(at: datetime | None) -> str:
    """Return an instant as text for people: UTC to the minute, a dash when there is none."""
    from datetime import UTC

    return "-" if at is None else at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def deadline(at: datetime | None) -> str:
    """Return an instant as ``clock`` does, rounded up: nothing is held for less than it says."""
    from datetime import timedelta

    whole = at and at.replace(second=0, microsecond=0)
    return clock(at if whole == at else whole and whole + timedelta(minutes=1))


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> list[str]:
    """Lay rows out in columns as wide as their cells; the last one takes what the screen leaves.

    ``right`` names the columns whose cells are numbers.
    """
    from dm_assistant.cli.parser import screen_width
    from dm_assistant.domain.text import columns, shorten, to_screen

    cells = [[to_screen(cell) for cell in row] for row in (heads, *rows)]
    widths = [min(max(map(columns, column)), 40) for column in zip(*cells, strict=True)]
    rest = max(screen_width() - sum(widths[:-1]) - 2 * (len(widths) - 1), 16)
    widths[-1] = min(rest, max(columns(row[-1]) for row in cells))
    return [
        "  ".join(
            padded(shorten(cell, size), size, right=at in right)
            for at, (cell, size) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]


def padded(text: str, size: int, *, right: bool = False) -> str:
    """Return text filled with blanks to ``size`` terminal cells."""
    from dm_assistant.domain.text import columns

    blanks = " " * max(size - columns(text), 0)
    return blanks + text if right else text + blanks


def paragraph(text: str, indent: str = "  ") -> list[str]:
    """Return text of several lines wrapped to the screen, each line indented."""
    import textwrap

    from dm_assistant.cli.parser import screen_width
    from dm_assistant.domain.text import to_screen

    size = screen_width() - len(indent)
    lines: list[str] = []
    for line in to_screen(text, lines=True).split("\n"):
        lines += [indent + part for part in textwrap.wrap(line, size)] or [""]
    return lines


def _put(stream: TextIO, text: str) -> None:
    """Write what the stream can spell; a reader who has left is no failure of the command."""
    encoding = stream.encoding or "utf-8"
    with contextlib.suppress(BrokenPipeError):
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _escaped(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
