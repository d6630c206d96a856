"""What the gate answers: every finding, the earliest time, and the act that helps."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from dm_assistant.domain.text import shorten


class Status(StrEnum):
    """How a finding weighs, from harmless to final; ``severity`` orders them."""

    ALLOW = "allow"
    WARN = "warn"
    HOLD = "hold"
    WAIT = "wait"
    FIX = "fix"
    BLOCK = "block"

    @property
    def severity(self) -> int:
        """Return 0 for allow up to 5 for block."""
        return _SEVERITY[self]


# Looked up in its class, a member costs more than most of what is asked about one.
_ALLOW, _WARN = Status.ALLOW, Status.WARN
_SEVERITY = {status: rank for rank, status in enumerate(Status)}


class Stage(StrEnum):
    """The step of a message's life for which the gate is asked."""

    DRAFT = "draft"
    APPROVE = "approve"
    HANDOVER = "handover"


class Place(NamedTuple):
    """Words of a message that a rule is about, from one character of its text to another.

    ``text`` is what stands there, ``note`` says more about it where there is more to say.
    """

    start: int
    end: int
    text: str
    note: str = ""

    @property
    def words(self) -> str:
        """Return what stands there on one line, as a finding quotes it."""
        return " ".join(self.text.split())


LONGEST_QUOTE = 60
"""So many columns of the words of a message are quoted in a finding."""


def quoted(words: Place) -> str:
    """Return how a finding quotes the words at a place."""
    return f"'{shorten(words.words, LONGEST_QUOTE)}'"


def place_of(text: str, start: int, end: int, note: str = "") -> Place:
    """Return the place of a text between two of its characters."""
    return Place(start, end, text[start:end], note)


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Return the line and the character in it, both counted from 1, at which a place begins."""
    before = text[:at]
    return before.count("\n") + 1, at - before.rfind("\n")


class Finding(NamedTuple):
    """What one rule says; ``until`` is when a hold lifts or a dated refusal ends.

    ``said_no`` marks what they refused themselves: there is nothing to invite them to. ``invited``
    marks what they were asked for in public and have not written yet: there is nothing to ask.
    ``places`` are the words of the message that it is about, in their order.
    """

    rule: str
    status: Status
    detail: str
    until: datetime | None = None
    overridable: bool = False
    said_no: bool = False
    invited: bool = False
    places: tuple[Place, ...] = ()

    @property
    def wordless(self) -> str:
        """Return the sentence without the words of the message, fit for what is never erased."""
        sentence = self.detail
        for each in self.places:
            sentence = sentence.replace(quoted(each), "'…'")
        return sentence


def allow(rule: str, detail: str) -> Finding:
    """Return a finding that has nothing against it; made once per rule and used again."""
    return Finding(rule, Status.ALLOW, detail)


class Verdict(NamedTuple):
    """The gate's answer; ``until`` is the earliest moment at which it would be allowed."""

    status: Status
    findings: tuple[Finding, ...]
    until: datetime | None = None
    unlock: str = ""

    @property
    def allowed(self) -> bool:
        """Return whether the message may go now, with or without a warning."""
        return self.status is _ALLOW or self.status is _WARN

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """Return the findings that speak against it, worst first."""
        against = [found for found in self.findings if found.status is not Status.ALLOW]
        return tuple(sorted(against, key=lambda found: -found.status.severity))

    @property
    def why(self) -> str:
        """Return what weighs most against it in one sentence; nothing where it is allowed."""
        return "" if self.allowed else next((found.detail for found in self.reasons), "")

    def finding(self, rule: str) -> Finding | None:
        """Return what ``rule`` found, or ``None`` for a rule that is not in the table."""
        return next((found for found in self.findings if found.rule == rule), None)

    def as_json(self) -> dict[str, Any]:
        """Return the keys that ``check --json`` promises."""
        return {
            "status": self.status.value,
            "until": iso(self.until),
            "findings": [
                {
                    "rule": found.rule,
                    "status": found.status.value,
                    "detail": found.detail,
                    "until": iso(found.until),
                    "overridable": found.overridable,
                    "places": [
                        {"start": each.start, "end": each.end, "text": each.text}
                        for each in found.places
                    ],
                }
                for found in self.findings
            ],
            "unlock": self.unlock,
        }


def iso(moment: datetime | None) -> str | None:
    """Return a moment as ``2026-05-14T09:30:00Z``."""
    if moment is None:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
