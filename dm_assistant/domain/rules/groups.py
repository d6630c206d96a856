"""Rules that look at the same facts, and how to tell that those facts are not there.

Nearly nobody has all that the rules ask about: most were never refused, snoozed, complained about.
Where a group's facts are missing, what its rules say is known beforehand and none is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dm_assistant.domain.model import COMMERCIAL, InboundClass, Purpose
from dm_assistant.domain.rules.case import Case
from dm_assistant.domain.rules.frequency import ASKS
from dm_assistant.domain.rules.verdict import Finding, Stage


class Rule(NamedTuple):
    """One line of the table; ``timed`` is whether its answer can change as time passes."""

    judge: Callable[[Case], Finding]
    timed: bool = True


class Group(NamedTuple):
    """Rules that follow one another in the table; where ``silent``, each says what it ``says``."""

    rules: tuple[Callable[[Case], Finding], ...]
    silent: Callable[[Case], bool]
    says: tuple[Finding, ...]


# Looked up in the class, a member of an enumeration costs more than a whole silent group.
_LATER = InboundClass.LATER
_DRAFT = Stage.DRAFT
_PLAIN = frozenset(Purpose) - COMMERCIAL - ASKS - {Purpose.INVITE}


def always_asked(_: Case) -> bool:
    """Say nothing beforehand."""
    return False


def nothing_refused(case: Case) -> bool:
    """Return whether nothing they did or are forbids a message."""
    person = case.person
    contact = person.contact
    return (
        person.no_contact is None
        and contact.no_contact is None
        and not person.unclassed
        and person.cannot_receive_at is None
        and contact.birth_age is None
    )


def nothing_postponed(case: Case) -> bool:
    """Return whether neither they nor the creator asked for a rest."""
    person = case.person
    return (
        person.soft_no_at is None
        and person.snoozed_until is None
        and case.draft.snoozed_until is None
        and person.last_inbound_class is not _LATER
        and person.requests_pending < case.policy.pending_requests
    )


def never_touched(case: Case) -> bool:
    """Return whether no earlier touch counts."""
    return not (case.touches or case.talking)


def neither_asks_nor_sells(case: Case) -> bool:
    """Return whether the purpose needs no balance."""
    return case.purpose in _PLAIN


def has_room(case: Case) -> bool:
    """Return whether the account and the words are far from every limit."""
    account, draft, policy = case.account, case.draft, case.policy
    first = len(account.first_contacts_at)
    return (
        len(account.messages_at) < policy.messages_a_day
        and first < policy.first_contacts_a_day
        and first < policy.first_contacts_an_hour
        and account.health_limited_at is None
        and draft.paused is None
        and len(draft.template_given_at) < policy.template_people
    )


def nothing_pending(case: Case) -> bool:
    """Return whether there is a draft only: no approval, no code, nothing else on its way."""
    draft = case.draft
    recorded = case.account.last_recorded_at
    return (
        draft.approved_at is None
        and case.stage is _DRAFT
        and case.person.other_slot is None
        and not (draft.code or draft.pool_empty)
        and (recorded is None or recorded <= case.machine_now)
    )


def wordless(case: Case) -> bool:
    """Return whether there are no words yet."""
    return not case.draft.worded
