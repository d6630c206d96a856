"""Rules about who the person is and what they said: what nobody may talk themselves past."""

from __future__ import annotations

from datetime import datetime

from dm_assistant.domain.model import InboundClass, Purpose, SuppressionReason
from dm_assistant.domain.rules.case import Case
from dm_assistant.domain.rules.verdict import Finding, Status, allow
from dm_assistant.domain.rules.wording import moment
from dm_assistant.domain.text import to_screen

ADULT_AGE = 18

_NO_OPT_OUT = allow("opt_out", "They have not asked to be left alone.")
_QUESTION_AFTER = allow("opt_out", "They opted out, but asked a question since: one answer is due.")
_NOT_ERASED = allow("erased", "They were never erased.")
_NOT_REFUSED = allow("refused", "They have not refused, reported or blocked us.")
_OLD_ENOUGH = allow("under_age", "Nothing says that they are under age.")
_NO_NOTICE = allow("no_dm_notice", "Their profile does not refuse messages.")
_ALL_CLASSED = allow("unread_reply", "Every message of theirs has been read.")

_REFUSALS = {
    SuppressionReason.REFUSED: "They declined, or you chose never to message them.",
    SuppressionReason.BLOCKED: "They are blocked, or blocked us.",
    SuppressionReason.COMPLAINT: "They reported us or complained.",
}
_STOPS = frozenset({InboundClass.OPT_OUT, InboundClass.ERASURE})


def opt_out(case: Case) -> Finding:
    """Refuse whoever asked not to be messaged, but for one answer to a later question."""
    if _suppressed(case, SuppressionReason.OPT_OUT):
        if _may_answer_once(case):
            return _QUESTION_AFTER
        asked_at = _asked_since(case)
        if asked_at is not None:
            detail = (
                f"They opted out, but asked for a message of the kind '{case.purpose}' "
                f"on {moment(asked_at, case.now)}."
            )
            return Finding("opt_out", Status.WARN, detail)
        at = case.person.no_contact_at or case.person.contact.no_contact_at
        when = f" on {moment(at, case.now)}" if at else ""
        detail = f"They asked not to be messaged{when}.{_maybe_another(case)}"
        return Finding("opt_out", Status.BLOCK, detail)
    for inbound in case.person.unclassed:
        if inbound.preselected in _STOPS:
            detail = f"Their message of {moment(inbound.at, case.now)} asks us to stop."
            return Finding("opt_out", Status.BLOCK, detail)
        review_ends = inbound.known_at + case.policy.review
        if inbound.preselected is InboundClass.REVIEW and case.now >= review_ends:
            hours = int(case.policy.review.total_seconds() // 3600)
            detail = f"A message that may ask us to stop was left unread for {hours} hours."
            return Finding("opt_out", Status.BLOCK, detail)
    return _NO_OPT_OUT


def erased(case: Case) -> Finding:
    """Refuse whoever had their data erased."""
    if _suppressed(case, SuppressionReason.ERASED):
        return Finding("erased", Status.BLOCK, "They asked to be erased.")
    return _NOT_ERASED


def refused(case: Case) -> Finding:
    """Refuse whoever blocked, declined, reported, or could not receive a message of late."""
    for reason, words in _REFUSALS.items():
        if _suppressed(case, reason):
            return Finding("refused", Status.BLOCK, f"{words}{_maybe_another(case)}")
    failed_at = case.person.cannot_receive_at
    if failed_at is not None:
        until = failed_at + case.policy.cannot_receive
        if case.now < until:
            detail = f"They cannot receive our messages; worth a new try on {moment(until)}."
            return Finding("refused", Status.BLOCK, detail, until)
    return _NOT_REFUSED


def under_age(case: Case) -> Finding:
    """Refuse children; those not yet of age get only answers to their own messages."""
    if _suppressed(case, SuppressionReason.UNDER_AGE) or any(
        inbound.preselected is InboundClass.AGE for inbound in case.person.unclassed
    ):
        return Finding("under_age", Status.BLOCK, f"They are under age.{_maybe_another(case)}")
    age = case.person.contact.birth_age
    if age is None or age >= ADULT_AGE:
        return _OLD_ENOUGH
    if age < case.policy.least_age:
        detail = f"They are {age}, under {case.policy.least_age}."
        return Finding("under_age", Status.BLOCK, detail)
    if case.purpose is not Purpose.ANSWER:
        detail = f"They are {age}: only answers to their own messages."
        return Finding("under_age", Status.BLOCK, detail)
    return _OLD_ENOUGH


def no_dm_notice(case: Case) -> Finding:
    """Respect a profile that says no messages."""
    if _suppressed(case, SuppressionReason.NO_DM_NOTICE):
        return Finding("no_dm_notice", Status.BLOCK, "Their profile says no messages.")
    return _NO_NOTICE


def unread_reply(case: Case) -> Finding:
    """Wait until a person has looked at every message of theirs."""
    waiting = case.person.unclassed
    if not waiting:
        return _ALL_CLASSED
    oldest = moment(waiting[0].at, case.now)
    detail = f"{len(waiting)} of their messages not classed yet, the oldest of {oldest}."
    if len(waiting) == 1:
        detail = f"Their message of {oldest} is not classed yet."
    return Finding("unread_reply", Status.WAIT, detail)


def _maybe_another(case: Case) -> str:
    """Say that an old name may be somebody else's by now; it stays blocked all the same."""
    if not case.person.asked_as:
        return ""
    return f" @{to_screen(case.person.asked_as)} is an earlier name and may be someone else."


def _suppressed(case: Case, reason: SuppressionReason) -> bool:
    return case.person.no_contact is reason or case.person.contact.no_contact is reason


def _asked_since(case: Case) -> datetime | None:
    """Return when they asked for this very purpose after opting out, in words that are quoted."""
    opted_out_at = _opted_out_at(case)
    return max(
        (
            entry.event_at
            for entry in case.person.consents
            if entry.lifts
            and case.purpose in entry.purposes
            and opted_out_at is not None
            and entry.event_at > opted_out_at
        ),
        default=None,
    )


def _opted_out_at(case: Case) -> datetime | None:
    person = case.person
    return max(
        (at for at in (person.no_contact_at, person.contact.no_contact_at) if at is not None),
        default=None,
    )


def _may_answer_once(case: Case) -> bool:
    person = case.person
    opted_out_at = _opted_out_at(case)
    return (
        case.purpose is Purpose.ANSWER
        and person.last_inbound_class is InboundClass.QUESTION
        and case.last_inbound_at is not None
        and opted_out_at is not None
        and case.last_inbound_at > opted_out_at
        and case.since_inbound == 0
    )
