"""The first look at a template's tokens: its tags, and caps that keep the parser shallow."""

from __future__ import annotations

from collections.abc import Iterable

from dm_assistant.domain.templates.model import Flaw
from dm_assistant.domain.text import to_screen

MAX_TOKENS = 4_000
MAX_TOKENS_IN_A_TAG = 80
MAX_DEPTH = 8
MAX_DIGITS = 20
TAGS = ("if", "elif", "else", "endif", "clause", "otherwise", "endclause")

_BELONGS = {
    "elif": "if",
    "else": "if",
    "endif": "if",
    "otherwise": "clause",
    "endclause": "clause",
}

_OPENING = {"variable_begin": "{{", "block_begin": "{%"}
_CLOSING = {"variable_end", "block_end"}


def token_flaws(tokens: Iterable[tuple[int, str, str]]) -> list[Flaw]:
    """Return what is wrong with (line, kind, text) tokens; stops reading at the first cap."""
    reader = _Reader()
    for count, (line, kind, text) in enumerate(tokens, 1):
        if count > MAX_TOKENS:
            return [Flaw(line, f"more than {MAX_TOKENS:,} parts; make the template shorter")]
        if kind not in {"whitespace", "data"}:
            reader.take(line, kind, text)
        if reader.too_much:
            return [Flaw(line, reader.too_much)]
    return reader.end()


class _Reader:
    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.too_much = ""
        self._open: tuple[int, str] | None = None
        self._size = 0
        self._brackets = 0
        self._blocks: list[tuple[int, str]] = []

    def take(self, line: int, kind: str, text: str) -> None:
        if kind in _OPENING:
            self._open, self._size, self._brackets = (line, _OPENING[kind]), 0, 0
        elif kind in _CLOSING:
            self._open = None
        elif kind == "raw_begin":
            self.flaws.append(Flaw(line, "unknown tag raw; there are " + ", ".join(TAGS)))
        elif self._open:
            self._inside(line, kind, text)

    def _inside(self, line: int, kind: str, text: str) -> None:
        self._size += 1
        if self._size == 1 and self._open and self._open[1] == "{%":
            self._tag(line, text)
        if kind in {"integer", "float"} and len(text) > MAX_DIGITS:
            self.too_much = "a number that long is not part of a message"
        if kind == "operator":
            self._brackets += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(text, 0)
        if self._brackets > MAX_DEPTH or len(self._blocks) > MAX_DEPTH:
            self.too_much = f"nested more than {MAX_DEPTH} deep"
        elif self._size > MAX_TOKENS_IN_A_TAG:
            self.too_much = f"more than {MAX_TOKENS_IN_A_TAG} parts between one pair of braces"

    def _tag(self, line: int, name: str) -> None:
        if name not in TAGS:
            known = ", ".join(TAGS)
            self.flaws.append(Flaw(line, f"unknown tag {to_screen(name[:40])}; there are {known}"))
        elif name not in _BELONGS:
            self._blocks.append((line, name))
        elif not self._blocks:
            self.flaws.append(Flaw(line, f"{name} without {_a(_BELONGS[name])} before it"))
        elif self._blocks[-1][1] != _BELONGS[name]:
            begun, inner = self._blocks[-1]
            self.flaws.append(Flaw(line, f"{name} while the {inner} of line {begun} is open"))
        elif name.startswith("end"):
            self._blocks.pop()

    def end(self) -> list[Flaw]:
        if self._open:
            line, sign = self._open
            self.flaws.append(Flaw(line, f"{sign} is not closed"))
        self.flaws.extend(
            Flaw(line, f"this {name} has no end{name}") for line, name in self._blocks
        )
        return sorted(self.flaws, key=lambda flaw: flaw.line)


def _a(name: str) -> str:
    return f"an {name}" if name == "if" else f"a {name}"
