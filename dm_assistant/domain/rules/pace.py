"""Rules about the creator's own account: what platforms punish is volume."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.policy import LIMITS
from dm_assistant.domain.rules.verdict import Finding, Status, allow
from dm_assistant.domain.rules.wording import days, moment

if TYPE_CHECKING:
    from dm_assistant.domain.rules.case import Case

DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)

_IN_PACE = allow("pace", "The account is within its pace.")
_HEALTHY = allow("account_health", "The platform has not limited this account.")
_WITHIN_REACH = allow("template_reach", "Few enough people were given these very words.")


def pace(case: Case) -> Finding:
    """Spread the account's messages, first contacts above all."""
    account, policy = case.account, case.policy
    windows = [("messages", account.messages_at, policy.messages_a_day, DAY)]
    if takes_first_place(case):
        first = account.first_contacts_at
        windows += [
            ("first contacts", first, policy.first_contacts_a_day, DAY),
            ("first contacts", first, policy.first_contacts_an_hour, HOUR),
        ]
    worst = None
    for what, times, limit, window in windows:
        until = free_at(times, limit, window, case.now, case.reserved_at)
        if until is not None and (worst is None or until > worst[0]):
            worst = until, what, limit, window
    if worst is None:
        return _IN_PACE
    until, what, limit, window = worst
    detail = (
        f"{limit} of {limit} {what} in the last {days(window)}; "
        f"the next place is free on {moment(until, case.now)}."
    )
    most = LIMITS["first_contacts_a_day"].most
    beyond = what == "first contacts" and len(account.first_contacts_at) >= most
    return Finding("pace", Status.HOLD, detail, until, overridable=not beyond)


def takes_first_place(case: Case) -> bool:
    """Return whether the message would count among the account's first contacts."""
    return case.first_contact and case.joins_until is None and case.purpose is not Purpose.INVITE


def free_at(
    times: tuple[datetime, ...],
    limit: int,
    window: timedelta,
    now: datetime,
    own: datetime | None = None,
) -> datetime | None:
    """Return when a place comes free; ``None`` when one is. ``own`` is a place already held."""
    nth = limit
    if own is not None and len(times) >= limit and own >= times[-limit]:
        nth = limit + 1
    if len(times) < nth:
        return None
    until = times[-nth] + window
    return until if now < until else None


def account_health(case: Case) -> Finding:
    """Rest after the platform warned or limited the account."""
    limited_at = case.account.health_limited_at
    if limited_at is None or case.now >= limited_at + case.policy.account_rest:
        return _HEALTHY
    until = limited_at + case.policy.account_rest
    detail = (
        f"The platform limited this account on {moment(limited_at, case.now)}; "
        f"it rests until {moment(until, case.now)}."
    )
    return Finding("account_health", Status.HOLD, detail, until)


def template_reach(case: Case) -> Finding:
    """Give the same words only to so many people, and to nobody once too many asked to stop."""
    paused, policy = case.draft.paused, case.policy
    if paused is not None:
        detail = (
            f"These words are paused: {paused.words}. Take another variant, or say on page Words "
            "why they go on."
        )
        return Finding("template_reach", Status.WAIT, detail)
    until = free_at(
        case.draft.template_given_at, policy.template_people, policy.template_window, case.now
    )
    if until is None:
        return _WITHIN_REACH
    detail = (
        f"{policy.template_people} people were given these words in the last "
        f"{days(policy.template_window)}; the next place is free on {moment(until, case.now)}."
    )
    return Finding("template_reach", Status.HOLD, detail, until, overridable=True)
