"""The time-free part of a verdict, from which the lane at any near moment follows cheaply."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dm_assistant.domain.model import DraftState, InboundClass, Lane, Purpose
from dm_assistant.domain.rules import hours
from dm_assistant.domain.rules.case import Case, case_of, conversation_closes_at
from dm_assistant.domain.rules.consent import ENDLESS, asked_in_public_at, best_basis
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PersonFacts
from dm_assistant.domain.rules.gate import Judged, judge
from dm_assistant.domain.rules.pace import takes_first_place
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.sameness import fixed_until
from dm_assistant.domain.rules.timing import talk_ends_at
from dm_assistant.domain.rules.true_purpose import RULE as TRUE_PURPOSE
from dm_assistant.domain.rules.verdict import Finding, Stage, Status, Verdict

LONGEST_NIGHT = timedelta(days=4)
"""No opening hours stay closed for longer and still have a next opening."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_THEIR_NO = frozenset({"opt_out", "erased", "refused", "under_age", "no_dm_notice", "soft_no"})
"""Rules that block because of the person; what else blocks is a matter of the message."""

_AT_ANY_MOMENT = frozenset({"quiet_hours", "pace"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a draft stands, for as long as its facts stay and the clock is before ``recheck_at``.

    With ``timed`` unset, ``lane`` is the answer whatever the clock and the pace say. Else it is
    the lane while nothing holds it: not before ``hold_until`` (the latest hold but for quiet hours
    and pace), not while the hours named ``hours_key`` are closed ("" when none apply), and not
    while the account's pace is full. ``ends_at`` is when a permission runs out: when the pace
    fills up, a standing that ends within two days is worth a fresh look.
    """

    lane: Lane
    timed: bool = False
    hold_until: datetime | None = None
    hours_key: str = ""
    first_contact: bool = False
    recheck_at: datetime | None = None
    ends_at: datetime | None = None


def standing(
    person: PersonFacts, account: AccountFacts, draft: DraftFacts, policy: Policy, now: datetime
) -> Standing:
    """Return what stays true of the draft's lane until ``recheck_at``."""
    return standing_of(judge(case_of(person, account, draft, policy, now, stage=Stage.DRAFT)))


def standing_of(judged: Judged) -> Standing:
    """Return the standing of a draft that was judged as one, at the moment it was.

    An approved draft holds its own place under the pace: it is looked at again every second.
    """
    case = judged.case
    draft, now = case.draft, case.machine_now
    lane = _lane(judged.status, judged.findings, draft.purpose)
    ends = _ends(case)
    ends_at = min(ends, default=None)
    if draft.state is DraftState.APPROVED:
        return Standing(lane, recheck_at=now + _SECOND, ends_at=ends_at)
    recheck_at = min([*ends, *_turning_points(case)], default=None)
    if now < case.now or not _only_time(judged):
        return Standing(lane, recheck_at=recheck_at, ends_at=ends_at)
    key = _hours_key(case)
    return Standing(
        Lane.INVITE if draft.purpose is Purpose.INVITE else Lane.READY,
        timed=True,
        hold_until=_hold_until(judged.findings),
        hours_key=key,
        first_contact=takes_first_place(case),
        recheck_at=_before_the_last_chance(case, judged, key, recheck_at, ends_at),
        ends_at=ends_at,
    )


def lane_at(
    standing: Standing,
    now: datetime,
    closed: Callable[[str, datetime], bool],
    pace_full_first: bool,
    pace_full_all: bool,
) -> Lane:
    """Return the lane at ``now``, which must be before the standing's ``recheck_at``."""
    if not standing.timed:
        return standing.lane
    held = (
        pace_full_all
        or (pace_full_first and standing.first_contact)
        or (standing.hold_until is not None and now < standing.hold_until)
        or (standing.hours_key != "" and closed(standing.hours_key, now))
    )
    return Lane.HELD if held else standing.lane


def lane_of(verdict: Verdict, draft: DraftFacts) -> Lane:
    """Return the lane a verdict puts its draft in."""
    return _lane(verdict.status, verdict.findings, draft.purpose)


def _lane(status: Status, findings: Sequence[Finding], purpose: Purpose) -> Lane:
    if status is Status.BLOCK:
        blocking = {found.rule for found in findings if found.status is Status.BLOCK}
        if blocking & _THEIR_NO or any(found.said_no for found in findings):
            return Lane.BLOCKED
        sells = any(
            found.rule == TRUE_PURPOSE and found.status is not Status.ALLOW for found in findings
        )
        invited = any(found.invited for found in findings)
        earned = "consent" in blocking and purpose is not Purpose.INVITE and not sells
        return Lane.INVITE if earned and not invited else Lane.HELD
    if status in {Status.HOLD, Status.WAIT, Status.FIX}:
        return Lane.HELD
    return Lane.INVITE if purpose is Purpose.INVITE else Lane.READY


def _only_time(judged: Judged) -> bool:
    """Return whether nothing but holds is in the way (hours that never open count as one)."""
    return not any(
        found.status.severity > Status.HOLD.severity and found.rule != "quiet_hours"
        for found in judged.findings
        if found.status is not Status.ALLOW
    )


def _hold_until(findings: Sequence[Finding]) -> datetime | None:
    return max(
        (
            found.until
            for found in findings
            if found.status is Status.HOLD
            and found.until is not None
            and found.rule not in _AT_ANY_MOMENT
        ),
        default=None,
    )


def _hours_key(case: Case) -> str:
    if case.purpose is Purpose.INVITE:
        return ""
    talking_until = talk_ends_at(case)
    if talking_until is not None and case.now < talking_until:
        return ""
    return hours.hours_key(case.person.contact, case.account)


def _ends(case: Case) -> list[datetime]:
    """Return when the permissions that the message needs run out, those to come."""
    ends = [case.draft.code_ends_at] if case.draft.code else []
    basis = None if case.purpose is Purpose.INVITE else best_basis(case)
    ends.append(basis.end if basis is not None and basis.end != ENDLESS else None)
    return [end for end in ends if end is not None and end > case.now]


def _turning_points(case: Case) -> Iterator[datetime]:
    """Give the later moments at which a rule may say something new, but for the ends of holds."""
    recorded = case.account.last_recorded_at
    if recorded is not None and recorded > case.machine_now:
        yield recorded
        trusted_at = recorded - case.policy.clock_behind
        if trusted_at > case.machine_now:
            yield trusted_at
    failed_at = case.person.cannot_receive_at
    asked_at = asked_in_public_at(case)
    points = [
        case.joins_until,
        talk_ends_at(case),
        conversation_closes_at(case.person, case.draft, case.since_inbound),
        fixed_until(case),
        failed_at + case.policy.cannot_receive if failed_at is not None else None,
        asked_at + case.policy.invite_gap if asked_at is not None else None,
    ]
    points += [
        inbound.known_at + case.policy.review
        for inbound in case.person.unclassed
        if inbound.preselected is InboundClass.REVIEW
    ]
    for point in points:
        if point is not None and point > case.now:
            yield point


def _before_the_last_chance(
    case: Case,
    judged: Judged,
    key: str,
    recheck_at: datetime | None,
    ends_at: datetime | None,
) -> datetime | None:
    """Bring the recheck forward to where a night may outlast a permission or a conversation.

    From that evening on the draft is not held but blocked, although the permission still lives.
    """
    if not key:
        return recheck_at
    fleeting = case.talking or case.joins_until is not None
    if judged.free_at is None:
        sooner = case.now + _DAY
    elif fleeting or (ends_at is not None and ends_at - judged.free_at <= LONGEST_NIGHT + _DAY):
        sooner = hours.next_closing(key, judged.free_at, case.policy)
    elif ends_at is not None:
        sooner = ends_at - LONGEST_NIGHT
    else:
        return recheck_at
    return sooner if recheck_at is None else min(sooner, recheck_at)
