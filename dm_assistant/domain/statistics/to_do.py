"""What is worth doing, by plain rules from the records: a fact, and the command that acts on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dm_assistant.domain.statistics.figures import Group
from dm_assistant.domain.statistics.intervals import guard_trips
from dm_assistant.domain.statistics.review import ToDo
from dm_assistant.domain.statistics.thresholds import (
    CLOSES_WITHIN,
    FIGURES_FRESH,
    GUARD_OPT_OUTS,
    RATE_FROM,
    TO_DO,
)
from dm_assistant.domain.statistics.words import span

BEGIN = ToDo(
    "Nothing was sent yet: choose people, and draft the first messages.",
    "draft --for thanks --top 10",
    "people",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules look at; ``templates`` are all openers by template.

    ``paused`` are words with the numbers that paused them. ``closing`` are the ends of reply
    windows that are open, ``due`` campaigns with people who may be written to once more,
    ``unheld`` running campaigns of enough people without a hold-out.
    """

    now: datetime
    today: date
    waiting: tuple[datetime, ...] = ()
    closing: tuple[datetime, ...] = ()
    unconfirmed: int = 0
    unsorted: int = 0
    approved: int = 0
    templates: tuple[tuple[str, Group], ...] = ()
    paused: tuple[tuple[str, str], ...] = ()
    due: tuple[tuple[str, int, int], ...] = ()
    unheld: tuple[tuple[str, int], ...] = ()
    figures_on: date | None = None
    sent: int = 0


def to_do(standing: Standing) -> tuple[ToDo, ...]:
    """Return the first few things worth doing, what hurts people first."""
    found = tuple(_every(standing))[:TO_DO]
    return found or (() if standing.sent else (BEGIN,))


def _every(now: Standing) -> Iterator[ToDo]:
    yield from _paused(now.paused)
    paused = {name for name, _ in now.paused}
    yield from _opt_outs([each for each in now.templates if each[0] not in paused])
    yield from _waiting(now)
    if now.unconfirmed:
        yield ToDo(
            f"{_many(now.unconfirmed, 'message was', 'messages were')} handed over and not"
            " confirmed: in no rate.",
            "queue",
            "inbox",
        )
    if now.unsorted:
        yield ToDo(
            f"{_many(now.unsorted, 'reply is', 'replies are')} not sorted: in no positive rate"
            " yet.",
            "queue --lane reply",
            "inbox",
        )
    for name, quiet, sent in now.due:
        yield ToDo(
            f"{name}: {quiet} of {sent} sent had no answer; one more message may go.",
            "campaigns",
            "campaigns",
        )
    if now.approved:
        yield ToDo(
            f"{_many(now.approved, 'approved message waits', 'approved messages wait')} to be"
            " handed over.",
            "handover",
            "inbox",
        )
    yield from _blind_spots(now)


def _paused(paused: Sequence[tuple[str, str]]) -> Iterator[ToDo]:
    for name, why in paused:
        yield ToDo(
            f"Template {name} is paused: {why}. Change the words, or let them go on with a reason.",
            "experiments",
            "numbers",
        )


def _opt_outs(templates: Sequence[tuple[str, Group]]) -> Iterator[ToDo]:
    for name, group in templates:
        if guard_trips(group.opt_out.k, group.opt_out.n):
            yield ToDo(
                f"Template {name}: {group.opt_out.k} of {group.opt_out.n} opted out. With"
                f" {GUARD_OPT_OUTS} or more and a rate that is almost surely above 3 %, use it no"
                " more.",
                "templates list",
                "templates",
            )


def _waiting(now: Standing) -> Iterator[ToDo]:
    if not now.waiting:
        return
    longest = now.now - min(now.waiting)
    soon = sum(timedelta(0) < each - now.now <= CLOSES_WITHIN for each in now.closing)
    closing = f"; {_many(soon, 'window closes', 'windows close')} within 24 h" if soon else ""
    many = _many(len(now.waiting), "person waits", "people wait")
    yield ToDo(f"{many}, one for {span(longest)}{closing}.", "queue --lane reply", "inbox")


def _blind_spots(now: Standing) -> Iterator[ToDo]:
    if now.sent and now.figures_on is None:
        yield ToDo(
            "No figures of your account are here: whether messages moved anything cannot be seen.",
            "import FILE",
            "import",
        )
    elif now.figures_on is not None and now.today - now.figures_on > FIGURES_FRESH:
        days = (now.today - now.figures_on).days
        yield ToDo(
            f"The newest figures of your account are {days} days old.", "import FILE", "import"
        )
    for name, people in now.unheld:
        if people >= RATE_FROM:
            yield ToDo(
                f"{name} has no hold-out: with {people} people, what it moves can be known only"
                " if some of them are drawn by chance and not written to.",
                "campaigns",
                "campaigns",
            )


def _many(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
