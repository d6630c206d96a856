"""One collaboration in full: its history, its messages, two audiences, and what it brought."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dm_assistant.domain import collabs as stages
from dm_assistant.domain.collabs import Collab, Stage
from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.model import Purpose
from dm_assistant.domain.overlap import SPAN
from dm_assistant.importers.posts import find_post
from dm_assistant.services import collabs
from dm_assistant.services.collab_views import Brought, CollabDetail, Figure, Said, Span
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import audiences, drafts, inbounds
from dm_assistant.storage import collabs as kept
from dm_assistant.storage.database import Tx

MOST_SAID = 10
FIGURES = (
    DailyFigure.VIDEO_VIEWS,
    DailyFigure.PROFILE_VIEWS,
    DailyFigure.NEW_FOLLOWERS,
    DailyFigure.NET_GROWTH,
)
OF_A_COLLAB = frozenset({Purpose.COLLAB, Purpose.ANSWER})


def detail(ws: Workspace, collab_id: int) -> CollabDetail:
    """Return all there is to know of one collaboration."""
    with ws.database.read() as tx:
        found = collabs.known(tx, collab_id)
        [line] = collabs.lines(tx, ws, [found])
        return CollabDetail(
            line=line,
            history=(*kept.steps(tx, collab_id), *stages.by_itself(found)),
            messages=_messages(tx, found),
            overlaps=tuple(kept.overlaps(tx, collab_id)),
            brought=_brought(tx, ws, found),
        )


def _messages(tx: Tx, found: Collab) -> tuple[Said, ...]:
    """Return what the two wrote to each other since it was opened, oldest first."""
    said = [
        Said(each.at, theirs=True, text=each.text, detail=each.kind.value)
        for each in inbounds.of_contact(tx, found.contact_id)
        if each.at >= found.opened_at
    ]
    for each in drafts.of_contacts(tx, [found.contact_id], sorted(stages.LEFT)):
        at = each.sent_at or each.handed_over_at
        mine = each.id == found.pitch_id or each.purpose in OF_A_COLLAB
        if mine and at is not None and at >= found.opened_at:
            text = each.sent_text or each.text
            said.append(Said(at, theirs=False, text=text, detail=each.purpose.value))
    said.sort(key=lambda each: each.at)
    return tuple(said[-MOST_SAID:])


def _brought(tx: Tx, ws: Workspace, found: Collab) -> Brought | None:
    """Count what came after the day it was made, beside as long a time before it."""
    if found.made_on is None or stages.reached(found).stage not in (Stage.MADE, Stage.REVIEWED):
        return None
    day = found.made_on
    days = min(SPAN.days, (collabs.today(ws) - day).days)
    post = find_post("", found.made).id or found.made
    under = audiences.under_post(tx, post, found.contact_id)
    return Brought(
        made_on=day,
        before=_span(tx, ws, found, day - timedelta(days=days), days),
        after=_span(tx, ws, found, day, days),
        figures=tuple(each for name in FIGURES if (each := _figure(tx, name, day, days))),
        comments=None if under is None else under[0],
        people=None if under is None else under[1],
        known_until=audiences.newest_comment(tx),
    )


def _span(tx: Tx, ws: Workspace, found: Collab, start: date, days: int) -> Span:
    begin = datetime.combine(start, time(), tzinfo=ws.timezone)
    end = datetime.combine(start + timedelta(days=days), time(), tzinfo=ws.timezone)
    return Span(days, len(audiences.newcomers(tx, begin, end, found.contact_id)))


def _figure(tx: Tx, name: DailyFigure, day: date, days: int) -> Figure | None:
    length = timedelta(days=days)
    before, before_days = audiences.added_up(tx, name, day - length, day)
    after, after_days = audiences.added_up(tx, name, day, day + length)
    if before is None and after is None:
        return None
    return Figure(name.value, before, before_days, after, after_days, days)
