"""The single door: ``evaluate`` says whether a message may go, and if not, when and what helps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from dm_assistant.domain.model import Contact, Platform, Purpose
from dm_assistant.domain.rules import contact, content, frequency, groups, pace, timing
from dm_assistant.domain.rules.case import Case, case_of, moved_to
from dm_assistant.domain.rules.consent import consent
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PersonFacts
from dm_assistant.domain.rules.groups import Group, Grouped, Rule
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


_ABOUT_WORDS = (
    Rule(content.unfilled, timed=False),
    Rule(content.evidence, timed=False),
    Rule(sameness),
    Rule(content.length),
    Rule(content.links),
    Rule(content.disclosure, timed=False),
    Rule(tone, timed=False),
    Rule(true_purpose, timed=False),
)
_TABLE: tuple[tuple[Callable[[Case], bool], tuple[Rule, ...]], ...] = (
    (
        groups.nothing_refused,
        (
            Rule(contact.opt_out),
            Rule(contact.erased, timed=False),
            Rule(contact.refused),
            Rule(contact.under_age, timed=False),
            Rule(contact.no_dm_notice, timed=False),
        ),
    ),
    (groups.all_classed, (Rule(contact.unread_reply, timed=False),)),
    (groups.always_asked, (Rule(consent),)),
    (
        groups.nothing_postponed,
        (
            Rule(frequency.soft_no),
            Rule(frequency.snooze),
            Rule(frequency.pending_request, timed=False),
        ),
    ),
    (
        groups.long_rested,
        (
            Rule(frequency.gap),
            Rule(frequency.cap),
            Rule(frequency.backoff),
            Rule(frequency.sunset),
        ),
    ),
    (
        groups.neither_asks_nor_sells,
        (
            Rule(frequency.balance),
            Rule(frequency.open_complaint, timed=False),
            Rule(frequency.invite_gap),
        ),
    ),
    (
        groups.has_room,
        (
            Rule(pace.pace),
            Rule(pace.account_health),
            Rule(pace.template_reach),
        ),
    ),
    (groups.always_asked, (Rule(timing.quiet_hours),)),
    (
        groups.nothing_pending,
        (
            Rule(timing.clock),
            Rule(timing.one_slot, timed=False),
            Rule(timing.stale_approval),
            Rule(timing.code_life),
        ),
    ),
    (groups.wordless, _ABOUT_WORDS),
)
RULES = tuple(rule for _, rules in _TABLE for rule in rules)
"""Every rule, in the order in which findings are listed."""


def rule_names() -> tuple[str, ...]:
    """Return the id of every rule, in the order of the table."""
    return tuple(rule.judge.__name__ for rule in RULES)


ABOUT_WORDS = tuple(rule.judge for rule in _ABOUT_WORDS)
"""The rules about a message's words: an edit can change what they find."""


WORD_RULES = frozenset(rule.__name__ for rule in ABOUT_WORDS)
"""Their ids."""


def about_words(case: Case) -> tuple[Finding, ...]:
    """Return what the rules about words have against a message, whoever and whenever it is for."""
    found = [rule(case) for rule in ABOUT_WORDS]
    return tuple(each for each in found if each.status is not Status.ALLOW)


_NOBODY = case_of(
    PersonFacts(Contact(0, Platform.TIKTOK, "")),
    AccountFacts("UTC"),
    DraftFacts(Purpose.THANKS, worded=False),
    Policy(),
    datetime.max.replace(tzinfo=UTC),
    stage=Stage.DRAFT,
)
"""Nobody ever: what a silent group of rules says of them, it says of everybody."""


def _group(silent: Callable[[Case], bool], rules: Iterable[Rule]) -> Group:
    asked = tuple(rule.judge for rule in rules)
    known = silent is not groups.always_asked
    return Group(asked, silent, tuple([rule(_NOBODY) for rule in asked]) if known else ())


GROUPS = tuple(_group(silent, rules) for silent, rules in _TABLE)
"""Every rule by its group; a silent one answers for all its rules without asking any."""

_ALL = Grouped(GROUPS)
_TIMED = Grouped(
    _group(silent, timed)
    for silent, rules in _TABLE
    if (timed := [rule for rule in rules if rule.timed])
)
_ALLOW = Status.ALLOW
_WARN = Status.WARN
_HOLD = Status.HOLD


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
    findings, status = _asked(_ALL, case)
    if status is _HOLD:
        return _after_the_holds(case, findings)
    return Judged(case, findings, status, case.now if status is _ALLOW or status is _WARN else None)


def _asked(of: Grouped, case: Case) -> tuple[tuple[Finding, ...], Status]:
    """Return what the rules say, and the status that decides."""
    said: list[Finding] = []
    decides, override = _ALLOW, case.draft.override
    for says, rules in of.steps(case):
        said += says
        for rule in rules:
            found = rule(case)
            if override and found.rule == override and found.overridable:
                found = set_aside(found)
            said.append(found)
            status = found.status
            if status is not _ALLOW and (decides is _ALLOW or status.severity > decides.severity):
                decides = status
    return tuple(said), decides


def verdict_of(judged: Judged) -> Verdict:
    """Put the answer into the form that is shown and stored."""
    status, until = judged.status, None
    if status is _HOLD and judged.free_at is not None:
        until = judged.free_at if judged.free_at - judged.case.now <= HORIZON else None
    allowed = status is _ALLOW or status is _WARN
    act = "" if allowed else unlock(judged.case, judged.findings, status, until)
    return Verdict(status, judged.findings, until, act)


def worst(findings: Iterable[Finding]) -> Status:
    """Return the status that decides."""
    return max((found.status for found in findings), key=lambda each: each.severity)


def _after_the_holds(case: Case, findings: tuple[Finding, ...]) -> Judged:
    """Go from hold to hold until nothing moves: the least moment at which none is left.

    A hold found at one moment lasts until its own end, so no earlier moment can be free. What has
    run out is looked at only there: so the answer is the same from whichever moment one asks.
    """
    at, found, status = case.now, findings, _HOLD
    for _ in range(_MOST_STEPS):
        holds = [each.until for each in found if each.status is _HOLD and each.until]
        if not holds:
            if status.severity > _HOLD.severity:
                return _given_up(case, findings, found, at)
            return Judged(case, findings, _HOLD, at)
        at = max(holds)
        found, status = _asked(_TIMED, moved_to(case, at))
    return Judged(case, findings, _HOLD, None)


def _given_up(
    case: Case, findings: tuple[Finding, ...], later: tuple[Finding, ...], at: datetime
) -> Judged:
    """Say what will have run out by the earliest moment; waiting alone cannot help then."""
    changed: dict[str, Finding] = {}
    for found in later:
        if found.status is Status.WAIT:
            changed[found.rule] = found._replace(
                detail=f"By {moment(at, case.now)}: {found.detail}"
            )
        elif found.status.severity > Status.WAIT.severity:
            detail = f"It cannot become allowed: by {moment(at, case.now)}, {_lower(found.detail)}"
            changed[found.rule] = Finding(found.rule, Status.BLOCK, detail)
    merged = tuple(changed.get(found.rule, found) for found in findings)
    return Judged(case, merged, worst(merged), None)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
