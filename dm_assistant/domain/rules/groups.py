"""Rules that look at the same facts, and how to tell that those facts are not there.

Nearly nobody has all that the rules ask about: most were never refused, snoozed, complained about.
Where a group's facts are missing, what its rules say is known beforehand and none is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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


class Step(NamedTuple):
    """What silent groups say, and the rules to ask after them."""

    says: tuple[Finding, ...]
    rules: tuple[Callable[[Case], Finding], ...]


class Grouped:
    """Groups in their order; for most people nearly all are silent, and always the same ones."""

    def __init__(self, of: Iterable[Group]) -> None:
        self._groups = tuple(of)
        self._silent = tuple(group.silent for group in self._groups)
        self._steps: dict[tuple[bool, ...], tuple[Step, ...]] = {}

    def steps(self, case: Case) -> tuple[Step, ...]:
        """Return what is known beforehand of a case and what to ask, in the order of the table."""
        silent = tuple([each(case) for each in self._silent])
        steps = self._steps.get(silent)
        if steps is None:
            steps = self._steps[silent] = tuple(self._joined(silent))
        return steps

    def _joined(self, silent: Iterable[bool]) -> Iterator[Step]:
        says: tuple[Finding, ...] = ()
        for group, known in zip(self._groups, silent, strict=True):
            if known:
                says += group.says
            else:
                yield Step(says, group.rules)
                says = ()
        yield Step(says, ())


# Looked up in the class, a member of an enumeration costs more than a whole silent group.
_LATER = InboundClass.LATER
_DRAFT = Stage.DRAFT
_MAY_FORBID = frozenset(
    {InboundClass.OPT_OUT, InboundClass.ERASURE, InboundClass.AGE, InboundClass.REVIEW}
)
_PLAIN = frozenset(Purpose) - COMMERCIAL - ASKS - {Purpose.INVITE}


def always_asked(_: Case) -> bool:
    """Say nothing beforehand."""
    return False


def nothing_refused(case: Case) -> bool:
    """Return whether nothing they did, said or are forbids a message."""
    person = case.person
    contact = person.contact
    if not (
        person.no_contact is None
        and contact.no_contact is None
        and person.cannot_receive_at is None
        and contact.birth_age is None
    ):
        return False
    waiting = person.unclassed
    return not waiting or _MAY_FORBID.isdisjoint([each.preselected for each in waiting])


def all_classed(case: Case) -> bool:
    """Return whether a person has looked at every message of theirs."""
    return not case.person.unclassed


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


def long_rested(case: Case) -> bool:
    """Return whether there are too few touches for any cap, and the last was long ago."""
    if case.talking:
        return False
    touches, policy = case.touches, case.policy
    if not touches:
        return True
    few = len(touches)
    if few >= policy.sunset_touches:
        return False
    for limit in policy.caps:
        if few >= limit.touches:
            return False
    since = case.now - touches[-1].last_at
    return since >= policy.gap and since >= policy.backoff


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
