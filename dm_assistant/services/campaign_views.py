"""Frozen views of campaigns: their lines, their figures, and what a run does for each person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dm_assistant.domain.campaigns import Arm, Assigned, Campaign, Outcome, Variant
from dm_assistant.domain.model import DraftState, Lane, Purpose
from dm_assistant.domain.statistics.experiments import Experiment
from dm_assistant.domain.statistics.figures import Group


@dataclass(frozen=True, slots=True)
class CampaignWish:
    """What a new campaign is to be; days are the creator's, and empty ones mean no limit.

    Without a ``seed`` chance gives one.
    """

    name: str
    purpose: Purpose
    segment: str = ""
    variants: tuple[Variant, ...] = ()
    pool: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    holdout: int = 0
    extra: dict[str, str] = field(default_factory=dict)
    notes: str = ""
    seed: str = ""
    plan: int | None = None


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One campaign with how far it is; every count is of people, each counted once.

    ``campaign`` is missing where drafts carry a name and no more. ``stands`` is planned, open,
    running, over, ended, or plain.
    """

    name: str
    purpose: Purpose
    stands: str
    campaign: Campaign | None = None
    eligible: int = 0
    held_out: int = 0
    drafted: int = 0
    waiting: int = 0
    approved: int = 0
    sent: int = 0
    seen: int = 0
    replied: int = 0
    skipped: int = 0
    cancelled: int = 0
    could_not_send: int = 0
    followed: int = 0
    follow_ups_sent: int = 0


@dataclass(frozen=True, slots=True)
class VariantLine:
    """One variant's people and rates; ``random`` of its ``people`` drew it in a whole draw."""

    name: str
    share: int
    people: int
    random: int
    figures: Group


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """One campaign in full: its line, the rates of its first messages, and what is left to do.

    Of the held out, ``broken`` were written to all the same; ``held_until`` is when the last of
    them is free again. ``left`` says of how many people what is still to come, and why. With
    several variants ``experiment`` says how they compare.
    """

    line: CampaignLine
    figures: Group
    variants: tuple[VariantLine, ...] = ()
    broken: int = 0
    held_until: datetime | None = None
    left: tuple[tuple[int, str], ...] = ()
    experiment: Experiment | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a campaign and where their message is; the handle of an erased one is empty.

    ``lane`` is that of a draft; ``until`` is when it comes back, or when a hold-out ends.
    """

    contact_id: int
    handle: str
    arm: Arm
    variant: str = ""
    assigned: Assigned = Assigned.MANUAL
    state: DraftState | None = None
    draft: int | None = None
    lane: Lane | None = None
    out_at: datetime | None = None
    until: datetime | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a run does for one person; ``reason`` is empty only for a draft that may go now.

    Of a follow-up, ``out_at`` is when the message went out that it follows.
    """

    contact_id: int
    handle: str
    outcome: Outcome
    reason: str = ""
    until: datetime | None = None
    variant: str = ""
    arm: Arm | None = None
    assigned: Assigned | None = None
    draft: int | None = None
    out_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did, or would do; of a segment it lists everybody it came to.

    ``follow_up`` is whether it is about second messages. ``days`` is how long sending takes at
    the pace of first contacts.
    """

    campaign: str
    people: tuple[Outlook, ...]
    dry_run: bool
    follow_up: bool = False
    days: int = 0

    @property
    def would(self) -> dict[Outcome, int]:
        """Return how many people each outcome has."""
        found = Counter(each.outcome for each in self.people)
        return {each: found[each] for each in Outcome}

    @property
    def drafts(self) -> tuple[int, ...]:
        """Return the drafts that were made."""
        return tuple(each.draft for each in self.people if each.draft is not None)

    def kept_nothing(self) -> Run:
        """Return the same without the drafts, which are not there."""
        return replace(self, people=tuple(replace(each, draft=None) for each in self.people))
