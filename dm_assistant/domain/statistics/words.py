"""The sentences, bars and small curves by which figures are told, on screens and in reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import ceil, floor
from typing import TYPE_CHECKING

from dm_assistant.domain.statistics.figures import Group, OpenRate, PositiveRate, Rate, Table
from dm_assistant.domain.statistics.thresholds import DECIMAL_FROM, EARLY_FROM, SAMENESS_SPAN

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.steps import Step

METHOD = (
    "If the same message went to very many similar people, a rate outside this range would be"
    " surprising (method: {method} 95 %)."
)
NOT_A_TEST = "not a test: the groups differ"

STEPS = {
    "invited": "invited in public",
    "wrote": "wrote first",
    "answered": "answered",
    "redeemed": "redeemed a code",
}
"""The steps of an invited person, as they are called."""

BY_THE_CLOCK = frozenset({"weekday", "block"})
"""The dimensions that depend on whose clock is looked at."""

_METHODS = {"wilson": "Wilson", "kaplan-meier": "Kaplan-Meier with Wilson"}
_PERCENT = 100
_BLOCKS = "▁▂▃▄▅▆▇█"


def counted(rate: Rate, verb: str = "replied") -> str:
    """Say ``rate`` as "12 of 40 replied (30 %, likely 18-45 %)", or as much as may be shown."""
    head = f"{rate.k:,} of {rate.n:,} {verb}"
    if rate.rate is None or rate.low is None or rate.high is None:
        if rate.why:
            return f"{head}; {rate.why}"
        return f"{head} so far" if rate.method == "kaplan-meier" else head
    early = ", early" if rate.shown == "early" else ""
    if rate.rate == 0:
        return f"{head}; the true rate is probably below {_ceiling(rate.high, rate.n)}{early}"
    return f"{head} ({_shown(rate)}){early}"


def reply_sentence(group: Group) -> str:
    """Say the reply rate of ``group``, and how many messages may still be answered."""
    rate = group.reply
    if rate.method == "wilson" or rate.rate is None or rate.low is None or rate.high is None:
        return f"{counted(rate)}."
    days = group.window.days
    young = group.sent - group.mature
    figure = f"{_point(rate.rate, rate.n)} ({likely(rate)})"
    if rate.rate == 0:
        figure = f"probably below {_ceiling(rate.high, rate.n)}"
    still = (
        "1 of them is still inside its" if young == 1 else f"{young} of them are still inside their"
    )
    early = " (early)" if rate.shown == "early" else ""
    return (
        f"Reply rate within {_days(days)}: {figure}, from {rate.n} messages{early};"
        f" {still} {_days(days)}."
    )


def open_sentence(opens: OpenRate, sent: int) -> str:
    """Say what is known of opens among ``sent`` messages, and how little that may be."""
    if opens.low_bound is None or opens.high_bound is None:
        return "Opened: nothing was sent."
    if sent < EARLY_FROM:
        return f"Opened: {opens.known} of {sent} for certain; of the others nothing is known."
    low, high = percent(opens.low_bound, sent), percent(opens.high_bound, sent)
    bounds = low if low == high else f"somewhere between {low} and {high}"
    rate = opens.rate
    if rate.rate is None:
        return f"Opened: {bounds} of {sent}."
    known = (
        f"Opened: {rate.k} of the {rate.n} messages whose read status is visible ({_shown(rate)})."
    )
    return f"{known} Of all {sent}: {bounds}."


def positive_sentence(positive: PositiveRate) -> str:
    """Say how many answers were hoped for, what is not sorted yet, and of those who answered."""
    said = f"{counted(positive.rate, 'answered with interest or a question')}."
    if positive.unsorted:
        are = "reply is" if positive.unsorted == 1 else "replies are"
        low, high = positive.rate.k, positive.rate.k + positive.unsorted
        said += f" {positive.unsorted:,} {are} not sorted yet: it is {low:,} to {high:,}."
    if positive.sorted_replies:
        said += f" Of those who answered: {counted(positive.of_answers, 'did')}."
    return said


def weekly_sentence(weekly: Sequence[int]) -> str:
    """Say what the small curve of sending shows; nothing where there is none."""
    if not weekly:
        return ""
    if len(weekly) == 1:
        return f"sent in the last week: {weekly[0]:,}"
    return f"sent in each of the last {len(weekly)} weeks, at most {max(weekly):,}"


def empty_sentence(table: Table) -> str:
    """Say why there is nothing to count; nothing where there is something."""
    group = table.totals
    if group.sent:
        return ""
    if group.unconfirmed:
        was, it_was = ("message was", "it was")
        if group.unconfirmed > 1:
            was, it_was = ("messages were", "they were")
        return (
            f"{group.unconfirmed:,} {was} handed over and nobody said whether {it_was} sent: "
            "that is in no rate."
        )
    if table.since is None and table.until is None:
        return "Nothing was sent yet."
    since = f" from {table.since:%Y-%m-%d %H:%M}" if table.since else ""
    until = f" until {table.until:%Y-%m-%d %H:%M}" if table.until else ""
    return f"No first message was sent{since}{until} (UTC): no rate."


def step_sentence(step: Step) -> str:
    """Say what became of the messages of a step of a campaign."""
    name = "First message" if step.step == 0 else f"Follow-up {step.step}"
    return f"{name}: {counted(step.reply, 'were answered next')}."


def clock_sentence(table: Table) -> str:
    """Say whose clock weekdays and hours are told by; nothing for other dimensions."""
    if table.by not in BY_THE_CLOCK:
        return ""
    total = table.totals.sent + table.totals.unconfirmed
    if not table.own_clock:
        return "By the clock of the person written to."
    if table.own_clock == total:
        return "By your clock: nobody's time zone is known."
    return (
        f"By the clock of the person written to; for {table.own_clock:,} of {total:,} by yours, "
        "since theirs is not known."
    )


def conduct_sentences(table: Table) -> Iterator[tuple[str, str]]:
    """Yield, each with its name, what is said of the creator's own ways."""
    if table.conduct is None:
        return
    mine = table.conduct.answering
    if mine.median is None or mine.worst is None:
        said = "You have answered none of their messages yet"
        if table.since or table.until:
            said = "You answered no message of theirs in that time"
    else:
        said = f"You answered {mine.n:,}: half within {span(mine.median)}, the slowest took "
        said += span(mine.worst)
    waits = "1 waits" if mine.waiting == 1 else f"{mine.waiting:,} wait"
    since = f", the longest for {span(mine.longest)}" if mine.longest is not None else ""
    yield "Your answers", f"{said}; {waits} now{since}."
    balance = table.conduct.balance
    if balance.n:
        asks = "asks" if balance.asks == 1 else "ask"
        gives = "gives" if balance.gives == 1 else "give"
        said = (
            f"{balance.asks:,} : {balance.gives:,}. Of {balance.n:,} messages {balance.asks:,} "
            f"{asks} for feedback, a collaboration, a challenge or a message; {balance.gives:,} "
            f"{gives} recognition, knowledge, a reward or access. One may do both."
        )
        yield "Asks to gives", said
    alike = table.conduct.near_copies
    if alike.n:
        said = (
            f"{alike.k:,} of the last {alike.n:,} messages of {SAMENESS_SPAN.days} days are "
            "near-copies of one to somebody else."
        )
        yield "Sameness", said


def method_sentence(rate: Rate) -> str:
    """Say what the range of ``rate`` means."""
    return METHOD.format(method=_METHODS[rate.method])


def percent(share: float, n: int) -> str:
    """Return ``share`` as a percentage no finer than ``n`` messages bear."""
    return f"{_figure(share, n)} %"


def _point(share: float, n: int) -> str:
    """Return a rate in percent: what happened is never 0 %, what failed once is never 100 %."""
    decimals = _decimals(n)
    text, least = _figure(share, n), 10.0**-decimals
    if share > 0 and not float(text):
        return f"under {least:.{decimals}f} %"
    if share < 1 and float(text) == _PERCENT:
        return f"over {_PERCENT - least:.{decimals}f} %"
    return f"{text} %"


def _shown(rate: Rate) -> str:
    """Return a rate with its range; of what never happened only what it is probably below."""
    if not rate.rate or rate.high is None:
        return f"probably below {_ceiling(rate.high or 0.0, rate.n)}"
    return f"{_point(rate.rate, rate.n)}, {likely(rate)}"


def likely(rate: Rate) -> str:
    """Return the range of a rate that is shown."""
    if rate.low is None or rate.high is None:
        raise ValueError("a rate that is only counted has no range")
    return f"likely {_figure(rate.low, rate.n)}–{_figure(rate.high, rate.n)} %"


def brief(rate: Rate) -> str:
    """Say ``rate`` as "30 % (18-45)", "early 25 % (9-53)", "below 9 %", or why there is none."""
    if rate.rate is None or rate.low is None or rate.high is None:
        return "no rate" if rate.why else "counted only"
    early = "early " if rate.shown == "early" else ""
    if rate.rate == 0:
        return f"{early}below {_ceiling(rate.high, rate.n)}"
    low, high = _figure(rate.low, rate.n), _figure(rate.high, rate.n)
    return f"{early}{_point(rate.rate, rate.n)} ({low}–{high})"


def range_bar(
    low: float, high: float, width: int, *, point: float | None = None, firm: bool = True
) -> str:
    """Draw a range between 0 and 1 in ``width`` columns, solid where it is firm, and its point."""
    if width < 1:
        return ""
    first, last = _cell(low, width), _cell(high, width)
    inside = "█" if firm else "░"
    cells = ["─"] * first + [inside] * (last - first + 1) + ["─"] * (width - 1 - last)
    cells[first], cells[last] = "┤", "├"
    if point is not None:
        cells[_cell(point, width)] = "●"
    return "".join(cells)


def interval_bar(rate: Rate, width: int) -> str:
    """Draw the range of ``rate`` between 0 and 100 % in ``width`` columns.

    The dot is the rate; the range is solid where it may be ranked and light where it is early.
    Counts alone have no bar: the columns stay blank.
    """
    if rate.rate is None or rate.low is None or rate.high is None:
        return " " * width
    return range_bar(rate.low, rate.high, width, point=rate.rate, firm=rate.shown == "rate")


def _cell(share: float, width: int) -> int:
    return max(0, min(width - 1, floor(share * width)))


def sparkline(values: Sequence[float | None], width: int) -> str:
    """Draw ``values`` in ``width`` columns, the newest at the right and 0 at the bottom.

    More values than columns are averaged; ``None`` and columns without a value are blank.
    """
    columns = min(width, len(values))
    means = [
        _mean(values[column * len(values) // columns : (column + 1) * len(values) // columns])
        for column in range(columns)
    ]
    known = [mean for mean in means if mean is not None]
    bottom, top = min([0.0, *known]), max([0.0, *known])
    cells = [" " if mean is None else _block(mean - bottom, top - bottom) for mean in means]
    return "".join(cells).rjust(width)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _block(height: float, full: float) -> str:
    if full <= 0:
        return _BLOCKS[0]
    return _BLOCKS[min(len(_BLOCKS) - 1, floor(height / full * len(_BLOCKS)))]


def _figure(share: float, n: int) -> str:
    return f"{100 * share:.{_decimals(n)}f}"


def _ceiling(share: float, n: int) -> str:
    """Return ``share`` rounded up: "below 9 %" must not be said of 9.4."""
    scale = 10 ** _decimals(n)
    return f"{ceil(100 * share * scale) / scale:.{_decimals(n)}f} %"


def _decimals(n: int) -> int:
    return 1 if n >= DECIMAL_FROM else 0


def span(time: timedelta) -> str:
    """Return a time in its two greatest units, rounded down: ``3 d 4 h``, ``2 h 10 min``."""
    minutes = max(0, int(time / timedelta(minutes=1)))
    days, hours = minutes // (24 * 60), minutes // 60 % 24
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"
    return f"{minutes} min"


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
