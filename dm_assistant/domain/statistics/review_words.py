"""The sentences of a week's review, the same on the screen, in the command and in the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dm_assistant.domain.statistics.changes import change_words
from dm_assistant.domain.statistics.figures import Group
from dm_assistant.domain.statistics.review import Week, WeekFigures
from dm_assistant.domain.statistics.thresholds import RATE_FROM
from dm_assistant.domain.statistics.words import NOT_A_TEST, counted, span

VERBS = {
    "reply": ("Replied", "replied"),
    "positive": ("Positive", "were interested"),
    "opt_out": ("Opt-outs", "asked to stop"),
    "codes_used": ("Codes", "used theirs"),
}
"""What the shares of a week are called, and what the people counted did."""

_NOBODY = {
    "reply": "no message's time to be answered ended",
    "positive": "no message's time to be answered ended",
    "opt_out": "nobody had been written to",
    "codes_used": "nobody held a code",
}


def title(week: Week) -> str:
    """Return what the week is called, and whether it is over."""
    first, last = week.span.first_on, week.span.last_on
    running = ", not over yet" if week.running else ""
    return f"Week {week.span.name[-2:]}: {first:%d %b} to {last:%d %b %Y}{running}"


def lines(week: Week, *, named: bool) -> Iterator[tuple[str, str]]:
    """Yield a label and a sentence for each figure; people are named only where that is asked."""
    yield "Sent", f"{week.figures.sent:,} first messages; the week before {week.before.sent:,}"
    unsorted = week.figures.judged.positive.unsorted
    for name, (label, verb) in VERBS.items():
        found = week.changes[name]
        told = counted(found.now, verb) if found.now.n else f"– ({missing(name)})"
        more = f", {unsorted} not sorted" if name == "positive" and unsorted else ""
        yield label, f"{told}{more}; {change_words(found)}"
    yield from besides(week, named=named)


def besides(week: Week, *, named: bool) -> Iterator[tuple[str, str]]:
    """Yield what is no share of anything: what came in, who waits, what other places say."""
    yield "Replies in", _came_in(week.figures, week.span.first_on)
    yield "Your answers", answering_sentence(week)
    yield "Waiting now", waiting_sentence(week, named=named)
    if week.standing_out:
        yield "Templates", week.standing_out
    yield from week.lines


def missing(name: str) -> str:
    """Say why a figure of the week is of nobody."""
    return _NOBODY[name]


def _came_in(now: WeekFigures, monday: date) -> str:
    """Say how many first replies came in and to the messages of which week they belong."""
    if not now.came_in:
        return "0"
    parts = []
    for first_on, count in now.replies:
        weeks = (monday - first_on).days // 7
        whose = (
            "this week's" if not weeks else "last week's" if weeks == 1 else f"{weeks} weeks old"
        )
        parts.append(f"{count:,} to {whose}")
    few = parts[:3]
    rest = sum(count for _, count in now.replies[3:])
    return f"{now.came_in:,}: {', '.join(few)}{f', {rest:,} to older' if rest else ''} messages"


def answering_sentence(week: Week) -> str:
    """Say how long people waited who were answered in the week."""
    found = week.answering
    if found.median is None or found.worst is None:
        return "– (nobody was answered in that week)"
    if found.n == 1:
        return f"1 message was answered, after {span(found.median)}"
    return (
        f"{found.n:,} answered, half within {span(found.median)}, the slowest after "
        f"{span(found.worst)}"
    )


def waiting_sentence(week: Week, *, named: bool) -> str:
    """Say how many wait for an answer now and how long the first of them has."""
    waiting = week.waiting
    if not waiting:
        return "nobody"
    handle, since = waiting[0]
    longest = span(max(week.asked_at - since, timedelta(0)))
    who = f"@{handle}" if named else "the longest"
    people = "1 person" if len(waiting) == 1 else f"{len(waiting):,} people"
    return f"{people}, {who} for {longest}"


def standing_out(templates: Sequence[tuple[str, Group]]) -> str:
    """Name the templates with the highest and lowest reply rate, only where their ranges part."""
    ranked = [(name, group.reply) for name, group in templates if group.reply.shown == "rate"]
    if len(ranked) < 2:  # noqa: PLR2004 - one alone is neither best nor worst
        return ""
    best = max(ranked, key=lambda each: each[1].low or 0.0)
    worst = min(ranked, key=lambda each: each[1].high or 1.0)
    if (best[1].low or 0.0) <= (worst[1].high or 1.0):
        return f"none of the {len(ranked)} with {RATE_FROM} messages or more stands out"
    return (
        f"highest {best[0]}, {counted(best[1])}; lowest {worst[0]}, {counted(worst[1])}"
        f" ({NOT_A_TEST})"
    )
