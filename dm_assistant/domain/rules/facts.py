"""The plain values a use case gathers before it asks the gate; nothing is looked up later.

All tuples of times and touches run from old to new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from dm_assistant.domain.model import (
    Consent,
    Contact,
    DraftState,
    Inbound,
    InboundClass,
    Platform,
    Purpose,
    SuppressionReason,
)
from dm_assistant.domain.statistics.guard import Stopped


class PastTouch(NamedTuple):
    """One message of ours that counts: sent, unconfirmed, reserved or imported, on any platform.

    ``at`` is the hand-over or sending, or the approval while it is only reserved.
    Messages are given one by one; the rules join bubbles of ten minutes to one touch.
    Of an ``imported`` one the purpose is a guess.
    """

    at: datetime
    purpose: Purpose
    draft_id: int = 0
    imported: bool = False


class Alike(NamedTuple):
    """A message that somebody else was given, and its likeness to the judged one, 0 to 1.

    ``runs`` are its runs of three words, as ``sameness.Runs`` tells them.
    """

    at: datetime
    share: float
    contact_id: int
    runs: frozenset[int] = frozenset()


class Slot(NamedTuple):
    """The draft that holds a person's one slot; ``where`` says which terminal took it."""

    draft_id: int
    state: DraftState
    at: datetime
    where: str = ""
    purpose: Purpose | None = None


class PersonFacts(NamedTuple):
    """What is known of the person, over all handles and platforms.

    ``no_contact`` is the suppression table's word, found by hash; the contact's own mark counts
    as well. ``touches`` are all there ever were, since silence is never forgotten; they may hold
    the draft's own reservation, which is told by its ``draft_id`` and left out. ``unclassed``
    are inbound messages that no person has confirmed a class for.
    ``last_inbound_platform`` and ``last_inbound_class`` belong to the last of ``inbounds_at``.
    ``soft_no_at`` is when they said "not interested", and ``soft_no_purpose`` to what.
    ``complaint_at`` is when their oldest complaint that is still open was made. ``asked_as`` is an
    earlier name of theirs by which they were asked for.
    """

    contact: Contact
    no_contact: SuppressionReason | None = None
    no_contact_at: datetime | None = None
    cannot_receive_at: datetime | None = None
    consents: tuple[Consent, ...] = ()
    touches: tuple[PastTouch, ...] = ()
    inbounds_at: tuple[datetime, ...] = ()
    last_inbound_class: InboundClass | None = None
    last_inbound_platform: Platform | None = None
    unclassed: tuple[Inbound, ...] = ()
    requests_pending: int = 0
    snoozed_until: datetime | None = None
    soft_no_at: datetime | None = None
    soft_no_purpose: Purpose | None = None
    complaint_at: datetime | None = None
    other_slot: Slot | None = None
    asked_as: str = ""

    @property
    def suppressed(self) -> bool:
        """Return whether they are not to be messaged, for whatever reason."""
        return self.no_contact is not None or self.contact.no_contact is not None

    @property
    def last_inbound_at(self) -> datetime | None:
        """Return when they last wrote."""
        return self.inbounds_at[-1] if self.inbounds_at else None


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What is known of the creator's account that would send.

    ``first_contacts_at`` and ``messages_at`` reach back 24 h and hold the reservation of every
    approved draft, the judged one included. ``last_recorded_at`` is the newest recorded instant of
    the whole workspace.
    """

    timezone: str
    first_contacts_at: tuple[datetime, ...] = ()
    messages_at: tuple[datetime, ...] = ()
    health_limited_at: datetime | None = None
    last_recorded_at: datetime | None = None


class DraftFacts(NamedTuple):
    """What is known of the message.

    ``phrases`` are its words that are tied to a recorded fact about this very person and
    ``foreign_phrases`` those tied to somebody else; ``quotes`` are those of the phrases that they
    wrote themselves. ``template_given_at`` holds, for each *other*
    person given this template version in the last 168 h, when. ``pool_empty`` says that it wants
    a code and there is none left. ``alike`` are the messages to others that these words resemble,
    as far back as the policy looks, from old to new. ``approved_hash`` is ``content.text_hash`` of
    the approved text. ``worded`` is false while only the purpose is known: the rules about words
    then have no say.
    ``override`` is the one rule that the creator set aside for this approval, with a reason.
    ``paused`` is by what numbers these words are paused since too many asked to stop.
    """

    purpose: Purpose
    text: str = ""
    platform: Platform = Platform.TIKTOK
    id: int = 0
    state: DraftState = DraftState.DRAFTED
    phrases: tuple[str, ...] = ()
    foreign_phrases: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    code: str = ""
    code_ends_at: datetime | None = None
    pool_empty: bool = False
    approved_at: datetime | None = None
    approved_hash: str = ""
    snoozed_until: datetime | None = None
    template_version: str = ""
    template_given_at: tuple[datetime, ...] = ()
    alike: tuple[Alike, ...] = ()
    worded: bool = True
    override: str = ""
    paused: Stopped | None = None
