"""One sentence from each other place for a week's review: what runs, and what the account did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.statistics.experiment_words import evidence
from dm_assistant.domain.statistics.impact import SHOWN, Impact
from dm_assistant.domain.statistics.review import DAYS, Span
from dm_assistant.services import campaigns, experiments, impact, timing
from dm_assistant.services.workspace import Workspace

Line = tuple[str, str]
FIGURES = (DailyFigure.VIDEO_VIEWS, DailyFigure.COMMENTS)
RUNNING = frozenset({"open", "running"})


def every(ws: Workspace, span: Span) -> Iterator[Line]:
    """Yield what each place says of a week; one that has nothing to say is left out."""
    for place in PLACES:
        yield from place(ws, span)


def _campaigns(ws: Workspace, span: Span) -> Iterator[Line]:
    """Say in the present week which campaigns run, with how far they are."""
    if not span.holds(ws.now()):
        return
    running = [each for each in campaigns.listing(ws) if each.stands in RUNNING and each.drafted]
    told = [f"{each.name}: {each.replied} of {each.sent} sent answered" for each in running]
    if told:
        yield "Campaigns", "; ".join(told)


def _account(ws: Workspace, span: Span) -> Iterator[Line]:
    """Say what the account's figures were, and of how many days they are known."""
    today = impact.impact(ws, shown=1).last_on
    first = span.first_on - timedelta(days=DAYS)
    found = impact.impact(ws, since=first, until=min(span.last_on, today))
    if found.newest_on is None:
        yield "Account", "– (no figures of it were imported)"
        return
    told = [_figure(found, name) for name in FIGURES]
    yield "Account", "; ".join(told)


def _figure(found: Impact, name: DailyFigure) -> str:
    values = found.figures[name]
    now, before = (
        [each for each in half if each is not None] for half in (values[DAYS:], values[:DAYS])
    )
    if not now:
        return f"{SHOWN[name]} – (no day of the week is known)"
    told = f"{SHOWN[name]} {sum(now):,} in {len(now)} of {len(values[DAYS:])} days"
    return f"{told}, before {sum(before):,} in {len(before)} of {DAYS}" if before else told


def _tests(ws: Workspace, span: Span) -> Iterator[Line]:
    """Say in the present week how each test of words stands."""
    if span.holds(ws.now()):
        told = [f"{each.name}: {evidence(each)}" for each in experiments.wordings(ws).experiments]
        if told:
            yield "Tests", " ".join(told)


def _hours(ws: Workspace, span: Span) -> Iterator[Line]:
    """Say in the present week whether any time to send is better."""
    if span.holds(ws.now()):
        yield "Hours", timing.sending(ws).sentences()[0]


PLACES: tuple[Callable[[Workspace, Span], Iterator[Line]], ...] = (
    _campaigns,
    _tests,
    _hours,
    _account,
)
"""The places, in the order in which they are told."""
