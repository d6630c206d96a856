"""Rules about the moment: their clock, our clock, and what has grown stale by now."""

from __future__ import annotations

from datetime import datetime

from dm_assistant.domain.model import DraftState, Purpose
from dm_assistant.domain.rules import hours
from dm_assistant.domain.rules.case import Case
from dm_assistant.domain.rules.content import text_hash
from dm_assistant.domain.rules.verdict import Finding, Stage, Status, allow
from dm_assistant.domain.rules.wording import moment, span

_INVITE = Purpose.INVITE
_PUBLIC = allow("quiet_hours", "A public reply wakes nobody.")
_STILL_TALKING = allow("quiet_hours", "They wrote a moment ago, so they are awake.")
_OPEN = allow("quiet_hours", "It is a good time of day for them.")
_MIDDAY = Finding(
    "quiet_hours",
    Status.WARN,
    "Their time zone is not known; it is the middle of the day on your clock.",
)
_CLOCK_RIGHT = allow("clock", "The clock agrees with the records.")
_SLOT_FREE = allow("one_slot", "No other message to them is on its way.")
_FRESH = allow("stale_approval", "The approval still stands.")
_NOT_APPROVED_YET = allow("stale_approval", "Not approved yet.")
_CODE_LIVES = allow("code_life", "No code, or one that lasts.")


def quiet_hours(case: Case) -> Finding:
    """Write only at a decent hour on the recipient's own clock."""
    if case.purpose is _INVITE:
        return _PUBLIC
    talking_until = talk_ends_at(case)
    if talking_until is not None and case.now < talking_until:
        return _STILL_TALKING
    policy = case.policy
    key = hours.hours_key(case.person.contact, case.account)
    if hours.is_open(key, case.now, policy):
        if key.startswith(hours.CREATOR):
            return _MIDDAY
        return _OPEN
    until = hours.next_opening(key, case.now, policy)
    if until is None:
        detail = f"No hour is decent in every time zone of {key.partition(':')[2]}."
        return Finding("quiet_hours", Status.WAIT, detail)
    detail = f"{_local(key, case)}; open from {moment(until, case.now)}."
    decent = hours.is_decent(key, case.now)
    return Finding("quiet_hours", Status.HOLD, detail, until, overridable=decent)


def talk_ends_at(case: Case) -> datetime | None:
    """Return until when their own message shows that they are awake."""
    if case.last_inbound_at is None:
        return None
    return case.last_inbound_at + case.policy.still_talking


def clock(case: Case) -> Finding:
    """Refuse to count time by a clock that runs behind the last record."""
    recorded = case.account.last_recorded_at
    if recorded is None or recorded - case.machine_now <= case.policy.clock_behind:
        return _CLOCK_RIGHT
    behind = span(recorded - case.machine_now)
    detail = f"This machine's clock is {behind} behind the last record of {moment(recorded)}."
    return Finding("clock", Status.BLOCK, detail)


def one_slot(case: Case) -> Finding:
    """Have one message on its way to a person at a time."""
    slot = case.person.other_slot
    if slot is None or slot.draft_id == case.draft.id:
        return _SLOT_FREE
    done = "handed over" if slot.state is DraftState.HANDED_OVER else "approved"
    where = f" in {slot.where}" if slot.where else ""
    detail = f"Another message to them was {done} on {moment(slot.at, case.now)}{where}."
    return Finding("one_slot", Status.BLOCK, detail)


def stale_approval(case: Case) -> Finding:
    """Ask for a new approval when time, facts or the text have moved on."""
    draft = case.draft
    if case.stage is Stage.APPROVE:
        return _FRESH
    if draft.approved_at is None or draft.state is not DraftState.APPROVED:
        if case.stage is Stage.HANDOVER:
            return Finding("stale_approval", Status.FIX, "It is not approved.")
        return _NOT_APPROVED_YET
    stale = _staleness(case, draft.approved_at)
    return Finding("stale_approval", Status.FIX, stale) if stale else _FRESH


def _staleness(case: Case, approved_at: datetime) -> str:
    if case.draft.approved_hash != text_hash(case.draft.text):
        return "The text changed since it was approved."
    changed_at = case.person.contact.facts_changed_at
    if changed_at is not None and changed_at > approved_at:
        return "What is known of them changed since it was approved."
    if case.now >= approved_at + case.policy.approval:
        return f"The approval of {moment(approved_at, case.now)} is too old."
    return ""


def code_life(case: Case) -> Finding:
    """Give no code that is over, and no promise of one from an empty pool."""
    draft = case.draft
    if draft.pool_empty:
        return Finding("code_life", Status.BLOCK, "The pool has no code left.")
    ends_at = draft.code_ends_at
    if draft.code and ends_at is not None and case.now >= ends_at:
        detail = f"The code ended on {moment(ends_at, case.now)}."
        return Finding("code_life", Status.BLOCK, detail)
    return _CODE_LIVES


def _local(key: str, case: Case) -> str:
    name = key.partition(":")[2]
    if key.startswith(hours.COUNTRY):
        return f"Their time zone is not known, and it is not daytime in all of {name}"
    wall = hours.local_time(key, case.now)
    said = f"{wall.hour:02}:{wall.minute:02}"
    if key.startswith(hours.CREATOR):
        return f"Their time zone is not known, and it is {said} on your clock"
    return f"It is {said} for them ({name})"
