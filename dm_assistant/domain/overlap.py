"""How much of two audiences is one: counts of people, and what may be said of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dm_assistant.domain.statistics.intervals import wilson
from dm_assistant.domain.statistics.thresholds import EARLY_FROM, RATE_FROM
from dm_assistant.domain.statistics.words import percent

SPAN = timedelta(days=28)
"""How long after something was made its newcomers are counted, and before it to compare."""

NO_PROOF = "Other things happened too: this is no proof that the collaboration brought them."


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of two audiences is one, by a partner's file of comments; people are counted.

    ``ours`` are our commenters of the file's time, or of all time without ``same_time``.
    ``newcomers`` are ours who first wrote within ``SPAN`` of what was made together, and
    ``newcomers_shared`` those of them in the file; ``None`` where the file ends before it.
    """

    name: str
    at: datetime
    from_at: datetime
    until_at: datetime
    same_time: bool
    shared: int
    theirs: int
    ours: int
    newcomers: int | None = None
    newcomers_shared: int | None = None


def share(part: int, whole: int) -> str:
    """Return a part as a percentage, or nothing where there are too few for one."""
    return percent(part / whole, whole) if whole >= EARLY_FROM else ""


def overlap_words(one: Overlap) -> str:
    """Say "41 people comment on both of us: 8 % of your 512, 3 % of their 1,367"."""
    people = "person comments" if one.shared == 1 else "people comment"
    ours, theirs = (
        f"{share(one.shared, whole)} of {whose} {whole:,}".strip()
        for whole, whose in ((one.ours, "your"), (one.theirs, "their"))
    )
    return f"{one.shared:,} {people} on both of us: {ours}, {theirs}"


def confidence(one: Overlap) -> str:
    """Say how sure these shares are, and of which time they are."""
    least = min(one.ours, one.theirs)
    if least < EARLY_FROM:
        sure = "too few people to say more than their number"
    elif least < RATE_FROM:
        sure = "early: a few people more or less would change it"
    else:
        likely = wilson(one.shared, one.ours)
        sure = f"of yours likely {100 * likely.low:.0f}–{100 * likely.high:.0f} %"
    when = (
        "both over the time of the file"
        if one.same_time
        else "yours of all time: none of your comments are of the file's time"
    )
    return f"{sure}; {when}"


def newcomer_words(one: Overlap) -> str:
    """Say how many who came after it was made are known from the partner's side."""
    if not one.newcomers or one.newcomers_shared is None:
        return ""
    people = "newcomer" if one.newcomers == 1 else "newcomers"
    return (
        f"{one.newcomers_shared:,} of {one.newcomers:,} {people} in the {SPAN.days} days after it "
        "also comment on them"
    )


def bar(part: int, whole: int, cells: int) -> str:
    """Draw a part of a whole; whoever is there shows, however few."""
    if not whole or cells < 1:
        return ""
    full = min(cells, max(round(cells * part / whole), int(part > 0)))
    return "█" * full + "░" * (cells - full)
