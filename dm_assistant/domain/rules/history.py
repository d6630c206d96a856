"""The facts of a past moment: what the records made before it say, and nothing of later ones.

Some facts are kept without their history: a time zone, a country, an age, a platform id or the
words of a code's pool are taken as they are known today. A snooze that is over, a request that was
pending and a place that was given back leave no dates, and are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from dm_assistant.domain.model import Consent, FollowState, Inbound, InboundClass, Purpose
from dm_assistant.domain.rules.facts import AccountFacts, PastTouch, PersonFacts

DAY = timedelta(hours=24)
LONGEST_APPROVAL = timedelta(days=8)
"""No policy lets an approval stand so long: what was approved earlier had left or was void."""


class Granted(NamedTuple):
    """An entry of the consent ledger, and when it was taken out again, if it was."""

    consent: Consent
    taken_out_at: datetime | None = None


class Heard(NamedTuple):
    """A message of theirs: when a person classed it, whether it was private, what it answers."""

    inbound: Inbound
    classed_at: datetime | None = None
    private: bool = True
    about: Purpose | None = None

    def kind_at(self, moment: datetime) -> InboundClass:
        """Return what it counted as."""
        return self.inbound.kind if self._classed(moment) else self.inbound.preselected

    def _classed(self, moment: datetime) -> bool:
        return self.inbound.confirmed is not None and (
            self.classed_at is None or self.classed_at <= moment
        )

    def waiting_at(self, moment: datetime) -> bool:
        """Return whether it was there and nobody had classed it yet."""
        return not self._classed(moment) and self.inbound.known_at <= moment


class Went(NamedTuple):
    """A message of ours: when it was approved, where that is known, and when it left."""

    at: datetime
    purpose: Purpose
    draft_id: int
    approved_at: datetime | None = None
    first: bool = False
    imported: bool = False

    def placed_at(self, moment: datetime) -> datetime | None:
        """Return since when it took a place then: from its approval, and anew as it left."""
        if self.at <= moment:
            return self.at
        if self.approved_at is not None and self.approved_at <= moment:
            return self.approved_at
        return None


class Complained(NamedTuple):
    """A complaint, and when it was settled."""

    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonHistory:
    """Everything dated about a person; ``today`` holds what is kept without dates."""

    today: PersonFacts
    granted: tuple[Granted, ...] = ()
    heard: tuple[Heard, ...] = ()
    went: tuple[Went, ...] = ()
    complained: tuple[Complained, ...] = ()
    failed_at: tuple[datetime, ...] = ()

    def at(self, moment: datetime, *, leaving_out: int = 0) -> PersonFacts:
        """Return the facts of a moment, without the message that is judged."""
        contact = self.today.contact
        if contact.no_contact_at is not None and contact.no_contact_at > moment:
            contact = contact._replace(no_contact=None, no_contact_at=None)
        if contact.facts_changed_at is not None and contact.facts_changed_at > moment:
            contact = contact._replace(facts_changed_at=None)
        if contact.follow_learned_at is not None and contact.follow_learned_at > moment:
            contact = contact._replace(follow_state=FollowState.UNKNOWN, follow_learned_at=None)
        heard = [each for each in self.heard if each.inbound.at <= moment]
        private = [each for each in heard if each.private]
        last = private[-1] if private else None
        soft_no = [each for each in heard if each.kind_at(moment) is InboundClass.SOFT_NO]
        return PersonFacts(
            contact=contact,
            no_contact=contact.no_contact,
            no_contact_at=contact.no_contact_at,
            cannot_receive_at=max((at for at in self.failed_at if at <= moment), default=None),
            consents=tuple(_live(self.granted, moment)),
            touches=tuple(sorted(_touches(self.went, moment, leaving_out))),
            inbounds_at=tuple(each.inbound.at for each in private),
            last_inbound_class=None if last is None else last.kind_at(moment),
            last_inbound_platform=None if last is None else last.inbound.platform,
            unclassed=tuple(
                each.inbound._replace(confirmed=None) for each in heard if each.waiting_at(moment)
            ),
            soft_no_at=soft_no[-1].inbound.at if soft_no else None,
            soft_no_purpose=soft_no[-1].about if soft_no else None,
            complaint_at=_open_complaint(self.complained, moment),
        )


def _live(granted: Iterable[Granted], moment: datetime) -> Iterable[Consent]:
    for each in granted:
        if each.consent.recorded_at <= moment and not (
            each.taken_out_at is not None and each.taken_out_at <= moment
        ):
            yield each.consent


def _touches(went: Iterable[Went], moment: datetime, leaving_out: int) -> Iterable[PastTouch]:
    for each in went:
        at = each.placed_at(moment)
        if at is not None and not (leaving_out and each.draft_id == leaving_out):
            yield PastTouch(at, each.purpose, each.draft_id, each.imported)


def _open_complaint(complained: Iterable[Complained], moment: datetime) -> datetime | None:
    return min(
        (
            each.opened_at
            for each in complained
            if each.opened_at <= moment and (each.closed_at is None or each.closed_at > moment)
        ),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class AccountHistory:
    """The messages of an account, in the order they left, and when it was last limited."""

    timezone: str
    went: Sequence[Went]
    limited_at: datetime | None = None

    def at(self, moment: datetime, own: int) -> AccountFacts:
        """Return the facts of a moment; the judged message, ``own``, has its reserved place."""
        start = bisect_right(self.went, moment - DAY, key=_left_at)
        end = bisect_left(self.went, moment + LONGEST_APPROVAL, key=_left_at)
        placed = []
        for each in self.went[start:end]:
            at = each.approved_at or each.at if each.draft_id == own else each.placed_at(moment)
            if at is not None and moment - at < DAY:
                placed.append((at, each.first))
        placed.sort()
        limited = self.limited_at
        return AccountFacts(
            timezone=self.timezone,
            first_contacts_at=tuple(at for at, first in placed if first),
            messages_at=tuple(at for at, _ in placed),
            health_limited_at=limited if limited is not None and limited <= moment else None,
            last_recorded_at=moment,
        )


def _left_at(went: Went) -> datetime:
    return went.at
