"""A week looked back on: what went out, what came back, and what may be done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from dm_assistant.domain.statistics.changes import Change, change
from dm_assistant.domain.statistics.conduct import Answering
from dm_assistant.domain.statistics.figures import Group, Rate, share
from dm_assistant.domain.statistics.rates import Opener, summarise

DAYS = 7


@dataclass(frozen=True, slots=True)
class Span:
    """A week of the creator's calendar, from Monday to Monday, and its ends as instants."""

    first_on: date
    start: datetime
    end: datetime
    zone: tzinfo = UTC

    @property
    def last_on(self) -> date:
        """Return its Sunday."""
        return self.first_on + timedelta(days=DAYS - 1)

    @property
    def name(self) -> str:
        """Return what it is called: ``2026-W20``."""
        return week_name(self.first_on)

    def holds(self, at: datetime | None) -> bool:
        """Return whether an instant lies in it."""
        return at is not None and self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """What one week's records say.

    ``judged`` are the openers whose window ended in the week: each of them had its whole time.
    ``replies`` counts first replies that came in, by the Monday of the week of their message.
    """

    sent: int
    judged: Group
    replies: tuple[tuple[date, int], ...]
    opted_out: Rate
    codes_used: Rate

    @property
    def came_in(self) -> int:
        """Return how many first replies came in."""
        return sum(count for _, count in self.replies)


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing worth doing, with the command and the place that show it."""

    words: str
    command: str
    place: str


@dataclass(frozen=True, slots=True)
class Week:
    """A week in one view; ``lines`` are other places' own sentences, each with its label."""

    span: Span
    asked_at: datetime
    figures: WeekFigures
    before: WeekFigures
    answering: Answering
    """Of the messages answered in the week, and of now."""
    waiting: tuple[tuple[str, datetime], ...]
    """Who waits now and since when, the longest first."""
    standing_out: str
    lines: tuple[tuple[str, str], ...]
    to_do: tuple[ToDo, ...]
    recent: tuple[int, ...] = ()
    """What was sent in each of the last weeks, this one last."""

    @property
    def running(self) -> bool:
        """Return whether the week is not over yet."""
        return self.asked_at < self.span.end

    @property
    def changes(self) -> dict[str, Change]:
        """Return what changed against the week before, by the name of the figure."""
        now, before = self.figures, self.before
        return {
            "reply": change(now.judged.reply, before.judged.reply),
            "positive": change(now.judged.positive.rate, before.judged.positive.rate),
            "opt_out": change(now.opted_out, before.opted_out),
            "codes_used": change(now.codes_used, before.codes_used),
        }

    def as_json(self) -> dict[str, object]:
        """Return the document that ``review --json`` prints."""
        return {
            "week": self.span.name,
            "since": self.span.first_on.isoformat(),
            "until": self.span.last_on.isoformat(),
            "running": self.running,
            "sent": self.figures.sent,
            "sent_before": self.before.sent,
            "sent_by_week": list(self.recent),
            "replies": {
                "came_in": self.figures.came_in,
                "of_week_of": {day.isoformat(): count for day, count in self.figures.replies},
            },
            "judged": self.figures.judged.as_json(),
            "changes": {name: each.as_json() for name, each in self.changes.items()},
            "answering": self._answering(),
            "standing_out": self.standing_out,
            "lines": [{"about": about, "words": words} for about, words in self.lines],
            "to_do": [{"words": each.words, "command": each.command} for each in self.to_do],
        }

    def _answering(self) -> dict[str, object]:
        waiting = [{"handle": handle, "since": _iso(since)} for handle, since in self.waiting]
        told = self.answering.as_json()
        return told | {"answered": self.answering.n, "waiting": waiting}


def week_name(day: date) -> str:
    """Return what the week of a day is called."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def monday_of(at: datetime, zone: tzinfo) -> date:
    """Return the Monday of the week in which an instant lies by the clock of a zone."""
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def sent_by_week(openers: Iterable[Opener], span: Span, weeks: int) -> tuple[int, ...]:
    """Return what was sent in each of so many weeks, a week being the last of them."""
    sent = Counter(monday_of(each.sent_at, span.zone) for each in openers if each.confirmed)
    days = (span.first_on - timedelta(days=DAYS * number) for number in reversed(range(weeks)))
    return tuple(sent[day] for day in days)


def week_figures(
    openers: Sequence[Opener], span: Span, now: datetime, window: timedelta
) -> WeekFigures:
    """Compute what the records say of a week, as known at ``now``."""
    out = [each for each in openers if each.confirmed]
    ended = [
        each for each in out if span.holds(each.sent_at + window) and each.sent_at + window <= now
    ]
    came = Counter(
        monday_of(each.sent_at, span.zone)
        for each in out
        if span.holds(each.first_reply_at)
        and each.first_reply_at is not None
        and each.sent_at <= each.first_reply_at <= now
    )
    return WeekFigures(
        sent=sum(span.holds(each.sent_at) and each.sent_at <= now for each in out),
        judged=summarise(ended, now, window),
        replies=tuple(sorted(came.items(), reverse=True)),
        opted_out=_opted_out(out, span, now),
        codes_used=_codes_used(out, span, now),
    )


def _opted_out(openers: Sequence[Opener], span: Span, now: datetime) -> Rate:
    """Return who asked to stop in the week, of all who had a message and had not done so before."""
    there, left = set(), set()
    for each in openers:
        gone_at = each.opted_out_at
        if (
            each.sent_at > now
            or each.sent_at >= span.end
            or (gone_at is not None and gone_at < span.start)
        ):
            continue
        there.add(each.contact_id)
        if gone_at is not None and span.holds(gone_at) and each.sent_at < gone_at <= now:
            left.add(each.contact_id)
    return share(len(left), len(there))


def _codes_used(openers: Sequence[Opener], span: Span, now: datetime) -> Rate:
    """Return whose code was used in the week, of all who held one then and had not used it."""
    held, used = set(), set()
    for each in openers:
        given_at, used_at, ends_at = each.code_given_at, each.code_redeemed_at, each.code_ends_at
        if given_at is None or given_at > now or given_at >= span.end:
            continue
        if (used_at is not None and used_at < span.start) or (
            ends_at is not None and ends_at < span.start
        ):
            continue
        held.add(each.contact_id)
        if span.holds(used_at) and used_at is not None and used_at <= now:
            used.add(each.contact_id)
    return share(len(used), len(held))


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
