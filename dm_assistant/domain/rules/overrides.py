"""Overriding one rule for one message: what may be, with which reason, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dm_assistant.domain.rules.verdict import Finding, Status, Verdict
from dm_assistant.domain.rules.wording import moment

LEAST_REASON = 15
"""Characters: enough to make somebody say why."""

PERSON_REST = timedelta(days=30)
"""One override per person within so long."""

MOST_A_DAY = 3
DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Override:
    """What the creator asks for: one rule to be set aside, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Spent:
    """When overrides were used before: for this person, in the whole workspace, on this draft."""

    person_at: Sequence[datetime] = ()
    all_at: Sequence[datetime] = ()
    on_draft: bool = False


def reason_flaw(reason: str, what: str = "an override") -> str:
    """Return what is wrong with a reason, or nothing."""
    if len("".join(reason.split())) < LEAST_REASON:
        return f"{what} needs a reason of {LEAST_REASON} characters or more"
    return ""


def set_aside(finding: Finding) -> Finding:
    """Return a finding as it stands once it is overridden: it still warns."""
    detail = f"{finding.detail} You overrode this with a reason."
    return finding._replace(status=Status.WARN, detail=detail, until=None, overridable=False)


def against(verdict: Verdict) -> list[Finding]:
    """Return the findings that keep a message from going."""
    return [each for each in verdict.reasons if each.status is not Status.WARN]


def candidate(verdict: Verdict) -> Finding | None:
    """Return the one finding whose override would let a message go, if there is just such a one.

    Where words made a message count as another kind, that reading is what to correct.
    """
    found = against(verdict)
    read_as = verdict.finding("true_purpose")
    if found and read_as is not None and read_as.overridable:
        return read_as
    return found[0] if len(found) == 1 and found[0].overridable else None


def refusal(rule: str, verdict: Verdict, let: Verdict, spent: Spent, now: datetime) -> str:
    """Return why a rule may not be overridden here, or nothing; every reason there is.

    ``let`` is the verdict as it would be with the rule set aside.
    """
    wanted = verdict.finding(rule)
    name = rule.replace("_", " ")
    reasons = []
    if wanted is None or wanted.status is Status.ALLOW or verdict.allowed:
        reasons.append(f"{name} has nothing against it")
    elif not wanted.overridable:
        reasons.append(f"{name} cannot be overridden here")
    others = [each.rule.replace("_", " ") for each in against(let) if each.rule != rule]
    if others:
        reasons.append(f"{', '.join(others)} would still stop it, and two are never overridden")
    if spent.on_draft:
        reasons.append("this message had its override already")
    free_at = _free_at(spent.person_at, 1, PERSON_REST, now)
    if free_at is not None:
        reasons.append(f"one override per person in 30 days: next on {moment(free_at, now)}")
    free_at = _free_at(spent.all_at, MOST_A_DAY, DAY, now)
    if free_at is not None:
        reasons.append(f"{MOST_A_DAY} overrides in 24 hours: next on {moment(free_at, now)}")
    return "; ".join(reasons)


def _free_at(
    used_at: Sequence[datetime], most: int, window: timedelta, now: datetime
) -> datetime | None:
    """Return when a place is free again, or nothing when one is."""
    inside = sorted(at for at in used_at if now - at < window)
    return inside[-most] + window if len(inside) >= most else None
