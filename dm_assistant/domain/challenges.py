"""Challenges: what there is to do and until when, who was invited, who took part, who watched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from dm_assistant.domain.statistics.figures import Rate, share

CAMPAIGN = "challenge: "


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge; without a last day it lasts until it is ended. ``tag`` is without its #."""

    id: int
    name: str
    task: str
    made_at: datetime
    starts_on: date | None = None
    ends_on: date | None = None
    tag: str = ""
    ended_at: datetime | None = None

    @property
    def campaign(self) -> str:
        """Return the campaign of its invitations."""
        return f"{CAMPAIGN}{self.name}"

    def over(self, today: date) -> bool:
        """Return whether it is over on a day."""
        return self.ended_at is not None or (self.ends_on is not None and today > self.ends_on)


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody made for a challenge; ``views`` is the latest number known, and since when."""

    id: int
    challenge_id: int
    contact_id: int
    at: datetime
    link: str = ""
    views: int | None = None
    views_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Views:
    """How often entries were watched, as far as known: of ``known`` entries out of ``entries``."""

    total: int
    middle: float | None
    known: int
    entries: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps of a challenge, each a part of the invited; ``uninvited`` took part all the same.

    ``waiting`` are drafts that were not sent yet.
    """

    invited: int
    answered: Rate
    took_part: Rate
    uninvited: int
    waiting: int
    views: Views


def funnel(
    invited: Iterable[int], answered: Iterable[int], entries: Sequence[Entry], waiting: int
) -> Funnel:
    """Return the steps of a challenge, counted in people."""
    asked, wrote = set(invited), set(answered)
    made = {entry.contact_id for entry in entries}
    return Funnel(
        invited=len(asked),
        answered=share(len(wrote & asked), len(asked)),
        took_part=share(len(made & asked), len(asked)),
        uninvited=len(made - asked),
        waiting=waiting,
        views=watched(entries),
    )


def watched(entries: Sequence[Entry]) -> Views:
    """Return the views of entries, in all and of the one in the middle."""
    known = [entry.views for entry in entries if entry.views is not None]
    return Views(sum(known), median(known) if known else None, len(known), len(entries))
