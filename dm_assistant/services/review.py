"""The weekly review: one view of a week, each part from the place that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from dm_assistant.domain.model import Lane, Purpose
from dm_assistant.domain.statistics.figures import Table
from dm_assistant.domain.statistics.review import (
    DAYS,
    Span,
    Week,
    monday_of,
    sent_by_week,
    week_figures,
)
from dm_assistant.domain.statistics.review_words import standing_out
from dm_assistant.domain.statistics.thresholds import REVIEW_WEEKS
from dm_assistant.domain.statistics.to_do import Standing, to_do
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import campaigns, conduct, guarding, numbers, queue, review_lines
from dm_assistant.services.campaign_views import CampaignLine
from dm_assistant.services.queue_views import QueueRow
from dm_assistant.services.today import follow_ups
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import answering, contacts, days

RUNNING = frozenset({"open", "running"})
FIRST_YEAR = 2000
"""Older weeks were before the platforms; the calendar itself ends near the year 1."""


def week(ws: Workspace, *, week: str | None = None) -> Week:
    """Return a week by its name (``2026-W20``), or the present one.

    Raises BadInputError for a name that is none, and for a week that has not begun.
    """
    now = ws.now()
    asked = _monday(week) if week else monday(ws)
    if asked > monday(ws):
        raise BadInputError(f"the week {to_screen(week or '')} has not begun")
    span = span_of(ws, asked)
    rows = queue.first(ws, Lane.REPLY, None)
    with ws.database.read() as tx:
        openers = numbers.openers(tx, ws)
        answered = conduct.times(tx, ws, span.start, span.end)
        waiting = answering.waiting(tx)
        people = contacts.by_ids(tx, [contact_id for contact_id, _ in waiting])
        newest = max(days.newest(tx).values(), default=None)
    lines = campaigns.listing(ws)
    templates = numbers.stats(ws, by="template")
    standing = _standing(ws, templates, rows, [at for _, at in waiting], lines, newest)
    before = span_of(ws, asked - timedelta(days=DAYS))
    return Week(
        span=span,
        asked_at=now,
        figures=week_figures(openers, span, now, templates.window),
        before=week_figures(openers, before, now, templates.window),
        answering=answered,
        waiting=tuple((people[who].contact.handle, at) for who, at in waiting),
        standing_out=standing_out(standing.templates),
        lines=tuple(review_lines.every(ws, span)),
        to_do=to_do(standing),
        recent=sent_by_week(openers, span, REVIEW_WEEKS),
    )


def monday(ws: Workspace) -> date:
    """Return the Monday of the present week on the creator's calendar."""
    return monday_of(ws.now(), ws.timezone)


def span_of(ws: Workspace, first_on: date) -> Span:
    """Return the week that begins on a Monday."""
    begin, end = (
        datetime.combine(day, time(), ws.timezone).astimezone(UTC)
        for day in (first_on, first_on + timedelta(days=DAYS))
    )
    return Span(first_on, begin, end, ws.timezone)


def _monday(name: str) -> date:
    year, _, number = name.partition("-W")
    try:
        found = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        raise BadInputError(f"{to_screen(name)!r} is not a week such as 2026-W20") from None
    if found.year < FIRST_YEAR:
        raise BadInputError(f"{to_screen(name)!r} is before there was anything to look back on")
    return found


def _standing(
    ws: Workspace,
    templates: Table,
    rows: Sequence[QueueRow],
    waiting: Sequence[datetime],
    lines: Sequence[CampaignLine],
    newest: date | None,
) -> Standing:
    now = ws.now()
    running = [each for each in lines if each.stands in RUNNING and each.campaign is not None]
    return Standing(
        now=now,
        today=now.astimezone(ws.timezone).date(),
        waiting=tuple(waiting),
        closing=tuple(row.until for row in rows if row.until is not None),
        unconfirmed=templates.totals.unconfirmed,
        unsorted=templates.totals.positive.unsorted,
        approved=queue.counts(ws).approved,
        templates=templates.groups,
        paused=tuple((each.template, each.why.words) for each in guarding.listing(ws)),
        due=tuple(follow_ups(ws, now)),
        unheld=tuple(
            (each.name, each.eligible)
            for each in running
            if not each.held_out and each.purpose is not Purpose.INVITE
        ),
        figures_on=newest,
        sent=templates.totals.sent,
    )
