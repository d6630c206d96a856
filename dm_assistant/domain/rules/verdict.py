"""What the gate answers: every finding, the earliest time, and the act that helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


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


_SEVERITY = {status: rank for rank, status in enumerate(Status)}


class Stage(StrEnum):
    """The step of a message's life for which the gate is asked."""

    DRAFT = "draft"
    APPROVE = "approve"
    HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says; ``until`` is when a hold lifts or a dated refusal ends.

    ``said_no`` marks what they refused themselves: there is nothing to invite them to.
    """

    rule: str
    status: Status
    detail: str
    until: datetime | None = None
    overridable: bool = False
    said_no: bool = False


def allow(rule: str, detail: str) -> Finding:
    """Return a finding that has nothing against it; made once per rule and used again."""
    return Finding(rule, Status.ALLOW, detail)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer; ``until`` is the earliest moment at which it would be allowed."""

    status: Status
    findings: tuple[Finding, ...]
    until: datetime | None = None
    unlock: str = ""

    @property
    def allowed(self) -> bool:
        """Return whether the message may go now, with or without a warning."""
        return self.status is Status.ALLOW or self.status is Status.WARN

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """Return the findings that speak against it, worst first."""
        against = [found for found in self.findings if found.status is not Status.ALLOW]
        return tuple(sorted(against, key=lambda found: -found.status.severity))

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
