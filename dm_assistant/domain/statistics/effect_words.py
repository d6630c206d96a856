"""The sentences about what messages moved: the same on screens, in commands and in reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from dm_assistant.domain.statistics.differences import Difference
from dm_assistant.domain.statistics.holdout import Holdout
from dm_assistant.domain.statistics.placebo import Rank
from dm_assistant.domain.statistics.series import Followed
from dm_assistant.domain.statistics.thresholds import EFFECT_WINDOW, PROBABLY

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.effect import Trial

TOO_LITTLE: Final = (
    "Not enough data to say. It would take about 200 fans with half of them held out."
)
IF_ASKED: Final = "Top commenters nearly always slow down after the month they were picked for."
NO_CAUSE: Final = "This does not show that the DMs caused it."
FAINT: Final = 0.01


class Size(NamedTuple):
    """How often a hold-out of this size shows an effect of a size; simulated, statistics 5.2."""

    people: int
    held_out: int
    third_more: float
    half_more: float


SIZES: Final = (
    Size(40, 10, 0.23, 0.69),
    Size(100, 20, 0.41, 0.89),
    Size(200, 40, 0.63, 0.99),
    Size(200, 100, 0.84, 1.0),
    Size(400, 200, 0.96, 1.0),
)
"""Of people who comment steadily; ``third_more`` is ×1.3 and ``half_more`` ×1.6."""


def trial(found: Trial) -> Iterator[str]:
    """Say what a hold-out shows, and who is not part of it."""
    outcome, left = found.outcome, found.left
    if outcome.reason:
        yield TOO_LITTLE
        if outcome.held_out.n:
            yield (
                f"So far {_people(outcome.messaged.n)} messaged and "
                f"{_people(outcome.held_out.n)} held out can be compared."
            )
    else:
        yield holdout(outcome)
        yield adjusted(outcome)
    if left.young:
        due = "" if found.due_on is None else f", the first of them from {_day(found.due_on)} on"
        yield f"{_people(left.young)} cannot be compared yet{due}."
    if left.written_to:
        yield (
            f"{_people(left.written_to)} held out got a message all the same and "
            f"{'counts' if left.written_to == 1 else 'count'} as drawn."
        )
    if left.erased:
        yield f"Of {_people(left.erased)} who asked to be erased nothing is known."


def holdout(found: Holdout) -> str:
    """Say the two means, and how easily chance makes a gap like theirs."""
    weeks = EFFECT_WINDOW.days // 7
    more = "" if found.ratio is None else f" ({_signed(100 * (found.ratio - 1))} %)"
    head = (
        f"Fans you messaged wrote {_mean(found.messaged.mean)} comments in the {weeks} weeks "
        f"after; held-out fans {_mean(found.held_out.mean)}{more}."
    )
    if found.p is None or found.adjusted is None:
        return head
    if not found.probable:
        return (
            f"{head} A gap this large would appear in {chance(found.p)} of cases without any "
            "effect: not shown."
        )
    turned = "raised" if found.adjusted > 0 else "lowered"
    return (
        f"{head} A gap this large would appear in only {chance(found.p)} of cases without any "
        f"effect: the DMs probably {turned} comments."
    )


def adjusted(found: Holdout) -> str:
    """Say the gap once what everybody wrote before is allowed for."""
    return (
        "Allowing for how much each of them wrote in the weeks before the draw, the gap is "
        f"{gap(found)}."
    )


def gap(found: Holdout) -> str:
    """Say how large that gap is, and how sure that is."""
    if found.adjusted is None:
        return "not known"
    likely = ""
    if found.low is not None and found.high is not None:
        likely = f" (likely {_signed(found.low, 1)} to {_signed(found.high, 1)})"
    return f"{_signed(found.adjusted, 1)} comments{likely}"


def difference(found: Difference) -> str:
    """Say how messaged people changed beside others."""
    if found.ratio is None or found.low is None or found.high is None:
        return f"Fans who got a DM beside fans who got none: {found.reason}."
    return (
        f"Compared with similar periods and fans who got no DM: ×{found.ratio:.1f} "
        f"(likely ×{found.low:.1f} to ×{found.high:.1f}). "
        "Not randomised, so other reasons are possible."
    )


def followed(found: Followed) -> str:
    """Say whether days with messages were followed by more of a figure."""
    if found.p is None or found.correlation is None:
        return f"{found.label.capitalize()} after days with DMs: not enough data ({found.reason})."
    also = f"You also posted on {found.posted} of these {found.dm_days} days."
    strong = f"(chance pattern this strong: {chance(found.p)})"
    if found.p > PROBABLY:
        return (
            f"Days with more DMs were not clearly followed by more or fewer {found.label} the next "
            f"day {strong}. {also}"
        )
    turned = "more" if found.correlation > 0 else "fewer"
    return (
        f"Days with more DMs were followed by {turned} {found.label} the next day {strong}. "
        f"{also} {NO_CAUSE}"
    )


def rank(found: Rank) -> str:
    """Say how large the rise after a date is among comparable ones."""
    head = f"The rise in {found.label} after {_day(found.on)}"
    if found.larger is None:
        return f"{head} cannot be ranked among other dates: {found.reason}."
    return f"{head} is larger than at {found.larger} of {found.dates} comparable dates."


def chance(p: float) -> str:
    """Say how often chance does so."""
    return "less than 1 %" if p < FAINT else f"about {100 * p:.0f} %"


def distance(days: int) -> str:
    """Say how far a day lies from another one."""
    if not days:
        return "this day"
    many = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{many} {'later' if days > 0 else 'before'}"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _day(day: object) -> str:
    return f"{day:%d %b %Y}".lstrip("0")


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _signed(value: float, decimals: int = 0) -> str:
    """Write a number with its sign; what rounds to 0 has none."""
    rounded = round(value, decimals)
    return (
        f"{abs(rounded):.{decimals}f}"
        if not rounded
        else f"{rounded:+.{decimals}f}".replace("-", "−")
    )
