"""Rules about how often one person is written to: windows are rolling, never calendar days."""

from __future__ import annotations

from datetime import timedelta

from dm_assistant.domain.model import COMMERCIAL, InboundClass, Purpose
from dm_assistant.domain.rules.case import Case
from dm_assistant.domain.rules.consent import own_words_since
from dm_assistant.domain.rules.verdict import Finding, Status, allow
from dm_assistant.domain.rules.wording import days, moment, span

LEAST_GAP = timedelta(hours=72)
"""No override reaches below this."""

ASKS = frozenset({Purpose.COLLAB, Purpose.FEEDBACK})
GIVES = frozenset({Purpose.THANKS, Purpose.OFFER, Purpose.ANSWER})

_NO_SOFT_NO = allow("soft_no", "They have not said that they are not interested.")
_NOT_SNOOZED = allow("snooze", "Nobody asked for a pause.")
_NOTHING_PENDING = allow("pending_request", "No message of ours waits in their requests.")
_GAP_OVER = allow("gap", "The last message was long enough ago.")
_UNDER_CAP = allow("cap", "There is a free place in every window.")
_NO_BACKOFF = allow("backoff", "No recent message of ours is unanswered.")
_NO_SUNSET = allow("sunset", "They have not left our messages unanswered.")
_BALANCED = allow("balance", "What we ask is in balance with what we gave.")
_NO_COMPLAINT = allow("open_complaint", "No complaint of theirs stands in the way.")
_NOT_INVITED = allow("invite_gap", "No recent public invite.")
_TALKING = {
    rule: allow(rule, "You are in conversation: an answer is free of this.")
    for rule in ("gap", "cap", "backoff", "sunset")
}


def soft_no(case: Case) -> Finding:
    """Close the purpose they did not care for and all that sells; let the rest rest."""
    said_at = case.person.soft_no_at
    if said_at is None or own_words_since(case, said_at):
        return _NO_SOFT_NO
    said = f"They were not interested on {moment(said_at, case.now)}"
    if case.commercial or case.purpose is case.person.soft_no_purpose:
        return Finding("soft_no", Status.BLOCK, f"{said}: {case.purpose} stays closed.")
    wrote_at = case.last_inbound_at
    if case.purpose is Purpose.ANSWER and wrote_at is not None and wrote_at > said_at:
        return _NO_SOFT_NO
    until = said_at + case.policy.soft_no
    if case.now >= until:
        return _NO_SOFT_NO
    detail = f"{said}; other messages rest until {moment(until, case.now)}."
    return Finding("soft_no", Status.HOLD, detail, until, overridable=True)


def snooze(case: Case) -> Finding:
    """Keep the creator's own snooze, and give whoever said "later" their time."""
    later_until = None
    if case.person.last_inbound_class is InboundClass.LATER and case.last_inbound_at is not None:
        later_until = case.last_inbound_at + case.policy.said_later
        if case.now >= later_until:
            later_until = None
    own = [
        until
        for until in (case.person.snoozed_until, case.draft.snoozed_until)
        if until is not None and case.now < until
    ]
    if later_until is not None:
        until = max([later_until, *own])
        detail = f'They said "later"; resting until {moment(until, case.now)}.'
        return Finding("snooze", Status.HOLD, detail, until)
    if own:
        detail = f"You snoozed this until {moment(max(own), case.now)}."
        return Finding("snooze", Status.HOLD, detail, max(own), overridable=True)
    return _NOT_SNOOZED


def pending_request(case: Case) -> Finding:
    """Wait while a message of ours lies unanswered in their requests."""
    pending = case.person.requests_pending
    if pending < case.policy.pending_requests:
        return _NOTHING_PENDING
    detail = f"{pending} message of ours waits in their message requests."
    if pending > 1:
        detail = f"{pending} messages of ours wait in their message requests."
    return Finding("pending_request", Status.WAIT, detail)


def gap(case: Case) -> Finding:
    """Leave time between one touch and the next."""
    if case.talking:
        return _TALKING["gap"]
    if not case.touches:
        return _GAP_OVER
    since = case.now - case.touches[-1].last_at
    if since >= case.policy.gap:
        return _GAP_OVER
    until = case.touches[-1].last_at + case.policy.gap
    detail = (
        f"The last message was {span(since)} ago; the rule is {days(case.policy.gap)}, "
        f"which end on {moment(until, case.now)}."
    )
    return Finding("gap", Status.HOLD, detail, until, overridable=since >= LEAST_GAP)


def cap(case: Case) -> Finding:
    """Keep every rolling window's number of touches; the window that lasts longest speaks."""
    if case.talking:
        return _TALKING["cap"]
    worst = None
    for limit in case.policy.caps:
        if len(case.touches) < limit.touches:
            continue
        until = case.touches[-limit.touches].last_at + limit.window
        if case.now < until and (worst is None or until > worst[0]):
            worst = until, limit
    if worst is None:
        return _UNDER_CAP
    until, limit = worst
    count = sum(1 for touch in case.touches if case.now - touch.last_at < limit.window)
    detail = (
        f"{count} of {limit.touches} messages in the last {days(limit.window)}; "
        f"the next place is free on {moment(until, case.now)}."
    )
    return Finding("cap", Status.HOLD, detail, until, overridable=count == limit.touches)


def backoff(case: Case) -> Finding:
    """Rest longer after a touch that got no answer."""
    if case.talking:
        return _TALKING["backoff"]
    if not case.unanswered:
        return _NO_BACKOFF
    until = case.touches[-1].last_at + case.policy.backoff
    if case.now >= until:
        return _NO_BACKOFF
    detail = (
        f"They have not answered the last message; it rests {days(case.policy.backoff)}, "
        f"until {moment(until, case.now)}."
    )
    return Finding("backoff", Status.HOLD, detail, until)


def sunset(case: Case) -> Finding:
    """Stop after too many unanswered touches, until they write."""
    if case.talking:
        return _TALKING["sunset"]
    unanswered = case.unanswered
    if unanswered < case.policy.sunset_touches:
        return _NO_SUNSET
    return Finding("sunset", Status.WAIT, f"{unanswered} messages in a row got no answer.")


def balance(case: Case) -> Finding:
    """Sell neither first nor often nor into silence, and give before asking."""
    if case.commercial:
        return _commercial_balance(case)
    if case.purpose in ASKS and not any(each.purpose in GIVES for each in case.earlier):
        detail = f"A {case.purpose} request comes after a thanks, an answer or an offer, not first."
        return Finding("balance", Status.WAIT, detail, overridable=True)
    return _BALANCED


def open_complaint(case: Case) -> Finding:
    """Sell nothing to somebody whose complaint is still open."""
    complained_at = case.person.complaint_at
    if complained_at is None or not case.commercial:
        return _NO_COMPLAINT
    detail = f"Their complaint of {moment(complained_at, case.now)} is still open."
    return Finding("open_complaint", Status.WAIT, detail)


def invite_gap(case: Case) -> Finding:
    """Invite one person in public once in a while only."""
    if case.purpose is not Purpose.INVITE:
        return _NOT_INVITED
    invites = [each.at for each in case.sent if each.purpose is Purpose.INVITE]
    if not invites or case.now >= invites[-1] + case.policy.invite_gap:
        return _NOT_INVITED
    until = invites[-1] + case.policy.invite_gap
    detail = (
        f"Invited {span(case.now - invites[-1])} ago; once in {days(case.policy.invite_gap)}, "
        f"next on {moment(until, case.now)}."
    )
    return Finding("invite_gap", Status.HOLD, detail, until)


def _commercial_balance(case: Case) -> Finding:
    if not case.earlier:
        detail = f"A message of the kind '{case.purpose}' is never the first one."
        return Finding("balance", Status.WAIT, detail)
    sold = [each for each in case.earlier if each.purpose in COMMERCIAL]
    if not sold:
        return _BALANCED
    last = sold[-1]
    what = "message that may have been an offer" if last.imported else "offer"
    if case.last_inbound_at is None or case.last_inbound_at <= last.at:
        detail = f"They have not written since the last {what} of {moment(last.at, case.now)}."
        return Finding("balance", Status.WAIT, detail)
    until = last.at + case.policy.commercial_gap
    if case.now >= until:
        return _BALANCED
    detail = (
        f"The last {what} was {span(case.now - last.at)} ago; one in "
        f"{days(case.policy.commercial_gap)}, next on {moment(until, case.now)}."
    )
    return Finding("balance", Status.HOLD, detail, until)
