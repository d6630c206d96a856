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


class Gives(StrEnum):
    """What kind of value the person has from the message, whether they answer or not."""

    RECOGNITION = "recognition"
    KNOWLEDGE = "knowledge"
    REWARD = "reward"
    ACCESS = "access"
    SAY = "say"
    TOGETHER = "together"


FOLLOW_UP = "follow-up"
"""The folder of the templates that follow a message which got no answer."""


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
    line of the file on which ``body`` begins. ``value`` says in words what is in it for the person,
    ``gives`` of which kind that is. One with ``follows`` may follow an opener of these purposes and
    has the opener's purpose.
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
    gives: Gives | None = None
    follows: frozenset[Purpose] = frozenset()

    @property
    def folder(self) -> str:
        """Return the folder it lies in: its purpose, or that of what follows others."""
        return FOLLOW_UP if self.follows else self.purpose.value

    @property
    def full_name(self) -> str:
        """Return the name a person types: ``thanks/warm``, or ``follow-up/gentle``."""
        return f"{self.folder}/{self.name}"

    @property
    def kept_name(self) -> str:
        """Return the name a message keeps; a follow-up is not taken for the opener of its name."""
        return self.full_name if self.follows else self.name

    def problem(self, flaw: Flaw) -> Problem:
        """Place a flaw of the body at its line of the file."""
        return Problem(self.path, self.first_line + flaw.line - 1, flaw.reason)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a body asks for: variables it prints or only tests, questions, and its flaws."""

    flaws: tuple[Flaw, ...]
    prints: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()
    asks: tuple[str, ...] = ()
