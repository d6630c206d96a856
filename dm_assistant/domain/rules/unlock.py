"""Names the single cheapest act that would let a message go sooner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules import hours
from dm_assistant.domain.rules.case import Case
from dm_assistant.domain.rules.frequency import ASKS
from dm_assistant.domain.rules.verdict import Finding, Status
from dm_assistant.domain.rules.wording import span

_FINAL = ("erased", "under_age", "refused", "no_dm_notice")
_ALLOW, _WARN, _HOLD = Status.ALLOW, Status.WARN, Status.HOLD
_INVITE, _ANSWER = Purpose.INVITE, Purpose.ANSWER
_OF_PURPOSE = frozenset({"consent", "soft_no", "balance", "open_complaint"})
_ACTS = {
    "opt_out": "log a later message of theirs that takes it back",
    "unread_reply": "class their message",
    "consent": "invite them publicly",
    "soft_no": "log their own words asking for it",
    "pending_request": "log their answer",
    "sunset": "log their answer",
    "balance": "log their answer",
    "open_complaint": "settle their complaint and close it",
    "template_reach": "let these words go on, with a reason",
    "quiet_hours": "set their time zone",
    "clock": "set this machine's clock",
    "one_slot": "finish or withdraw the other message",
    "stale_approval": "approve it again",
    "code_life": "add codes to the pool",
}


def unlock(case: Case, findings: Iterable[Finding], status: Status, until: datetime | None) -> str:
    """Return one act in a few words; "" when it is allowed or when nothing helps."""
    if status is _ALLOW or status is _WARN:
        return ""
    against = [found for found in findings if found.status is status]
    if status is _HOLD:
        return _for_a_hold(case, against, until)
    for found in against:
        if found.rule in _FINAL:
            return f"wait {span(found.until - case.now)}" if found.until is not None else ""
    if any(found.said_no for found in against):
        return _ACTS["soft_no"]
    return _for_a_rule(case, against[0].rule)


def _for_a_hold(case: Case, holds: list[Finding], until: datetime | None) -> str:
    key = hours.hours_key(case.person.contact, case.account)
    if not key.startswith(hours.ZONE) and all(hold.rule == "quiet_hours" for hold in holds):
        return _ACTS["quiet_hours"]
    return f"wait {span(until - case.now)}" if until is not None else "wait"


def _for_a_rule(case: Case, rule: str) -> str:
    if rule in _OF_PURPOSE and case.purpose is not case.draft.purpose:
        return "take out what sells"
    if rule == "consent" and (case.purpose is _ANSWER or case.purpose is _INVITE):
        return "log their message"
    if rule == "consent" and _invited(case):
        return "log their message when they write"
    if rule == "code_life" and case.draft.code:
        return "let the codes of the pool end later, or take another pool"
    if rule == "balance" and case.purpose in ASKS:
        return "send thanks first"
    return _ACTS.get(rule, "edit the text")


def _invited(case: Case) -> bool:
    """Return whether a public reply to them is on its way or out, so that it is their turn."""
    slot = case.person.other_slot
    if slot is not None and slot.purpose is _INVITE:
        return True
    recent = case.now - case.policy.invite_gap
    return any(each.purpose is _INVITE and each.at > recent for each in case.sent)
