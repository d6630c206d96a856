"""Taking the platform's own figures from a file: to which account they belong, and storing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from dm_assistant.domain import handles
from dm_assistant.domain.model import Platform
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.records import (
    DayRecord,
    FigureRecord,
    HourRecord,
    PostRecord,
    ShareRecord,
)
from dm_assistant.importers.sources import Source
from dm_assistant.services.reading import Reader
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import figures
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.figures import Figure, FigureLoader, Outcome
from dm_assistant.storage.journal import Act

KINDS = (DayRecord, HourRecord, ShareRecord, PostRecord)


def begun(reader: Reader, now: datetime) -> Iterator[FigureRecord]:
    """Yield the figures of days that have begun somewhere by now; reject the others."""
    tomorrow = (now + timedelta(days=1)).date()
    for record in reader.usable():
        if not isinstance(record, KINDS):
            continue
        if record.day > tomorrow:
            reader.reject(record.line, "the day is still to come")
        else:
            yield record


def account_of(ws: Workspace, source: Source, said: str | None) -> int:
    """Return the account whose figures a file holds.

    ``said`` is the one the person names; else the file's own name or links say it, and where they
    do not it is the workspace's. Raises BadInputError for an account that is none of these.
    """
    mine = [each for each in ws.accounts if each.platform is Platform.TIKTOK]
    if not mine:
        raise BadInputError(f"{source.name}: this workspace has no TikTok account")
    named = said or source.owner
    if not named:
        return mine[0].id
    try:
        key = handles.normalise(named, Platform.TIKTOK)
    except handles.HandleError:
        key = ""
    for each in mine:
        if each.handle and handles.normalise(each.handle, Platform.TIKTOK) == key:
            return each.id
    unnamed = next((each for each in mine if not each.handle), None)
    if unnamed is not None:
        return unnamed.id
    own = ", ".join(f"@{to_screen(each.handle)}" for each in mine)
    if said:
        raise BadInputError(f"{source.name}: @{to_screen(said)} is no account here; {own} is")
    raise BadInputError(
        f"{source.name}: these are the figures of @{to_screen(source.owner)}, not of {own}; "
        "if they are yours under an earlier name, say so with --account"
    )


def take(
    act: Act, records: Iterator[FigureRecord], batch_id: int, account_id: int
) -> tuple[Counter[Outcome], bool]:
    """Store the figures; returns what became of each row, and whether anything is worth keeping.

    A row that holds no data did nothing.
    """
    found = list(records)
    counts: Counter[Outcome] = Counter()
    if not found:
        return counts, False
    db = driver(act.tx)
    said_on = max(record.day for record in found).isoformat()
    loader = FigureLoader(db, batch_id, account_id, said_on)
    for kind, group in groupby(found, key=lambda record: getattr(record, "kind", None)):
        rows = list(group)
        if kind is not None:
            shares = [(row.label, row.share) for row in rows if isinstance(row, ShareRecord)]
            if figures.same_audience(db, account_id, kind.value, shares):
                counts[Outcome.SAME] += len(rows)
                continue
        for row in rows:
            done = {loader.add(figure) for figure in _figures(row)}
            # A row that says anything new is new, and else changed if it changes anything.
            counts.update([each for each in Outcome if each in done][:1])
    kept = loader.finish()
    # The same file again says nothing, also where another one has said otherwise in between.
    return counts if kept else Counter({Outcome.SAME: counts.total()}), kept


def _figures(row: FigureRecord) -> list[Figure]:
    day = row.day.isoformat()
    if isinstance(row, DayRecord):
        return [Figure("daily_figures", (day, name.value), (value,)) for name, value in row.figures]
    if isinstance(row, HourRecord):
        return [Figure("hourly_activity", (day, row.hour), (row.active,))]
    if isinstance(row, ShareRecord):
        return [Figure("audience_shares", (day, row.kind.value, row.label), (row.share,))]
    counted = (row.views, row.likes, row.comments, row.shares)
    said = (row.posted_on.isoformat(), row.title, *counted)
    return [Figure("post_figures", (row.post_id, day), said)]
