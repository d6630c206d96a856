"""The single door: ``evaluate`` says whether a message may go, and if not, when and what helps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from dm_assistant.domain.rules import contact, content, frequency, pace, timing
from dm_assistant.domain.rules.case import Case, case_of, moved_to
from dm_assistant.domain.rules.consent import consent
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PersonFacts
from dm_assistant.domain.rules.overrides import set_aside
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.sameness import sameness
from dm_assistant.domain.rules.tone import tone
from dm_assistant.domain.rules.true_purpose import true_purpose
from dm_assistant.domain.rules.unlock import unlock
from dm_assistant.domain.rules.verdict import Finding, Stage, Status, Verdict
from dm_assistant.domain.rules.wording import moment

HORIZON = timedelta(days=400)
"""A hold that lifts later than this is shown without a time."""

_MOST_STEPS = 100


class Rule(NamedTuple):
    """One line of the table; ``timed`` is whether its answer can change as time passes."""

    judge: Callable[[Case], Finding]
    timed: bool = True


RULES = (
    Rule(contact.opt_out),
    Rule(contact.erased, timed=False),
    Rule(contact.refused),
    Rule(contact.under_age, timed=False),
    Rule(contact.no_dm_notice, timed=False),
    Rule(contact.unread_reply, timed=False),
    Rule(consent),
    Rule(frequency.soft_no),
    Rule(frequency.snooze),
    Rule(frequency.pending_request, timed=False),
    Rule(frequency.gap),
    Rule(frequency.cap),
    Rule(frequency.backoff),
    Rule(frequency.sunset),
    Rule(frequency.balance),
    Rule(frequency.open_complaint, timed=False),
    Rule(frequency.invite_gap),
    Rule(pace.pace),
    Rule(pace.account_health),
    Rule(pace.template_reach),
    Rule(timing.quiet_hours),
    Rule(timing.clock),
    Rule(timing.one_slot, timed=False),
    Rule(timing.stale_approval),
    Rule(timing.code_life),
    Rule(content.unfilled, timed=False),
    Rule(content.evidence, timed=False),
    Rule(sameness),
    Rule(content.length),
    Rule(content.links),
    Rule(content.disclosure, timed=False),
    Rule(tone, timed=False),
    Rule(true_purpose, timed=False),
)
"""Every rule, in the order in which findings are listed."""


def rule_names() -> tuple[str, ...]:
    """Return the id of every rule, in the order of the table."""
    return tuple(rule.judge.__name__ for rule in RULES)


ABOUT_WORDS = (
    content.unfilled,
    content.evidence,
    sameness,
    content.length,
    content.links,
    content.disclosure,
    tone,
    true_purpose,
)
"""The rules about a message's words: an edit can change what they find."""


WORD_RULES = frozenset(rule.__name__ for rule in ABOUT_WORDS)
"""Their ids."""


def about_words(case: Case) -> tuple[Finding, ...]:
    """Return what the rules about words have against a message, whoever and whenever it is for."""
    found = [rule(case) for rule in ABOUT_WORDS]
    return tuple(each for each in found if each.status is not Status.ALLOW)


_ALL = tuple(rule.judge for rule in RULES)
_TIMED = tuple(rule.judge for rule in RULES if rule.timed)
_ALLOW = Status.ALLOW


class Judged(NamedTuple):
    """Findings about a case, and when all its holds will have lifted (``None``: never so)."""

    case: Case
    findings: tuple[Finding, ...]
    status: Status
    free_at: datetime | None


def evaluate(
    person: PersonFacts,
    account: AccountFacts,
    draft: DraftFacts,
    policy: Policy,
    now: datetime,
    *,
    stage: Stage,
) -> Verdict:
    """Judge one message to one person at ``now``, for one step of its life."""
    return verdict_of(judge(case_of(person, account, draft, policy, now, stage=stage)))


def judge(case: Case) -> Judged:
    """Ask every rule, and where only time is in the way, find the moment it gives way."""
    findings = _asked(_ALL, case)
    status = worst(findings)
    if status is Status.HOLD:
        return _after_the_holds(case, findings)
    free_at = case.now if status in {Status.ALLOW, Status.WARN} else None
    return Judged(case, findings, status, free_at)


def _asked(rules: Iterable[Callable[[Case], Finding]], case: Case) -> tuple[Finding, ...]:
    findings = tuple([rule(case) for rule in rules])
    override = case.draft.override
    if not override:
        return findings
    return tuple(
        set_aside(found) if found.rule == override and found.overridable else found
        for found in findings
    )


def verdict_of(judged: Judged) -> Verdict:
    """Put the answer into the form that is shown and stored."""
    status, until = judged.status, None
    if status is Status.HOLD and judged.free_at is not None:
        until = judged.free_at if judged.free_at - judged.case.now <= HORIZON else None
    act = unlock(judged.case, judged.findings, status, until)
    return Verdict(status, judged.findings, until, act)


def worst(findings: Iterable[Finding]) -> Status:
    """Return the status that decides."""
    decides, weight = _ALLOW, _ALLOW.severity
    for found in findings:
        status = found.status
        if status is not _ALLOW and status is not decides and status.severity > weight:
            decides, weight = status, status.severity
    return decides


def _after_the_holds(case: Case, findings: tuple[Finding, ...]) -> Judged:
    """Go from hold to hold until nothing moves: the least moment at which none is left.

    A hold found at one moment lasts until its own end, so no earlier moment can be free. What has
    run out is looked at only there: so the answer is the same from whichever moment one asks.
    """
    at, found = case.now, list(findings)
    for _ in range(_MOST_STEPS):
        holds = [each.until for each in found if each.status is Status.HOLD and each.until]
        if not holds:
            if worst(found).severity > Status.HOLD.severity:
                return _given_up(case, findings, found, at)
            return Judged(case, findings, Status.HOLD, at)
        at = max(holds)
        later = moved_to(case, at)
        found = list(_asked(_TIMED, later))
    return Judged(case, findings, Status.HOLD, None)


def _given_up(
    case: Case, findings: tuple[Finding, ...], later: list[Finding], at: datetime
) -> Judged:
    """Say what will have run out by the earliest moment; waiting alone cannot help then."""
    changed: dict[str, Finding] = {}
    for found in later:
        if found.status is Status.WAIT:
            changed[found.rule] = replace(
                found, detail=f"By {moment(at, case.now)}: {found.detail}"
            )
        elif found.status.severity > Status.WAIT.severity:
            detail = f"It cannot become allowed: by {moment(at, case.now)}, {_lower(found.detail)}"
            changed[found.rule] = Finding(found.rule, Status.BLOCK, detail)
    merged = tuple(changed.get(found.rule, found) for found in findings)
    return Judged(case, merged, worst(merged), None)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
