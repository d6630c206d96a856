"""The values of the template library: a template, what is wrong with one, and why it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dm_assistant.domain.model import Purpose

MAX_CHARACTERS = 16_384
"""How long a template may be; a message is a few hundred characters."""


class Lever(StrEnum):
    """What makes the message worth opening for the person who gets it."""

    PERSONAL = "personal"
    EXCLUSIVE = "exclusive"
    IMMEDIATE = "immediate"
    CURIOUS = "curious"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a text, at a line counted from its own first line."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a template file; line 0 means the file as a whole."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Template:
    """One variant of a message; ``version`` is the content hash of its file.

    ``needs`` names the variables without which the variant must not be used, ``first_line`` the
    line of the file on which ``body`` begins.
    """

    purpose: Purpose
    name: str
    language: str
    version: str
    path: str
    body: str
    first_line: int = 1
    title: str = ""
    lever: Lever | None = None
    value: str = ""
    needs: frozenset[str] = frozenset()
    notes: str = ""
    origin: str = ""

    def problem(self, flaw: Flaw) -> Problem:
        """Place a flaw of the body at its line of the file."""
        return Problem(self.path, self.first_line + flaw.line - 1, flaw.reason)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a body asks for: the variables it prints, those it only tests, and its flaws."""

    flaws: tuple[Flaw, ...]
    prints: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()
