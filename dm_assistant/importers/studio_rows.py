"""Makes records of the rows of a TikTok Studio table, whichever of its sections it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from dm_assistant.domain.figures import AudienceKind, DailyFigure
from dm_assistant.domain.text import csv_uncell, shows_nothing, unstorable_reason
from dm_assistant.importers.contacts import shown
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.records import (
    DayRecord,
    FigureRecord,
    HourRecord,
    PostRecord,
    Rejected,
    ShareRecord,
)
from dm_assistant.importers.studio_days import (
    DaysError,
    Written,
    consecutive,
    earliest,
    newest,
    written,
)
from dm_assistant.importers.times import id_time
from dm_assistant.importers.words import BadValueError, is_empty, text

POST_COLUMNS = (
    "Time",
    "Video title",
    "Video link",
    "Post time",
    "Total likes",
    "Total comments",
    "Total shares",
    "Total views",
)
_MOST = 10**15
_LONGEST_LABEL = 64
_HOURS = 24
_DAY = timedelta(days=1)

whole = re.compile(r"-?[0-9]{1,15}").fullmatch
_fraction = re.compile(r"(?:0|1|0?\.[0-9]{1,20}|1\.0{1,20})").fullmatch
_hour = re.compile(r"([0-9]{1,2})(?::00)?").fullmatch
_link = re.compile(
    r"https://www\.tiktok\.com/@([\w.]{1,64})/(?:video|photo)/([0-9]{18,19})/?", re.ASCII
).match

Row = tuple[int, list[str]]


@dataclass(slots=True)
class Table:
    """A table's rows and the day it was made; what is found on the way is noted here."""

    source: Input
    rows: Sequence[Row | Rejected]
    columns: Mapping[str, int]
    made_on: date | None
    notes: list[str] = field(default_factory=list)
    owner: str = ""

    def refuse_undated(self) -> date:
        """Return the day of the download; refuse a file of which it is not known."""
        if self.made_on is None:
            raise self.source.refusal("its days have no year, and nothing says when it was made")
        return self.made_on


def days(table: Table) -> list[FigureRecord | Rejected]:
    """Make a record of each day."""
    names = {DailyFigure(name): at for name, at in table.columns.items() if name != "date"}
    empty = 0

    def make(row: Row, day: date) -> FigureRecord:
        nonlocal empty
        line, cells = row
        found = {name: _number(cells[at], name.value) for name, at in names.items()}
        if DailyFigure.VIEWERS in found and found[DailyFigure.VIEWERS] is None:
            # Studio writes 0 beside a total that it does not know.
            found = {}
        known = tuple((name, value) for name, value in found.items() if value is not None)
        empty += not known
        return DayRecord(line, day, known)

    made = _dated(table, make, once=True)
    if empty:
        table.notes.append(f"days without data: {empty:,}")
    return made


def hours(table: Table) -> list[FigureRecord | Rejected]:
    """Make a record of each hour."""
    seen: set[tuple[date, int]] = set()

    def make(row: Row, day: date) -> FigureRecord:
        line, cells = row
        said = _hour(cells[table.columns["hour"]].strip())
        if said is None or int(said[1]) >= _HOURS:
            raise BadValueError("the hour is no number from 0 to 23")
        active = _number(cells[table.columns["active"]], "active followers")
        if active is None or active < 0:
            raise BadValueError("there is no number of active followers")
        hour = int(said[1])
        if (day, hour) in seen:
            raise BadValueError("this hour is in the table twice")
        seen.add((day, hour))
        return HourRecord(line, day, hour, active)

    return _dated(table, make, once=False)


def shares(table: Table) -> list[FigureRecord | Rejected]:
    """Make a record of each group's share; the table has no day but that of its download."""
    day = table.refuse_undated()
    kind = AudienceKind(next(name for name in table.columns if name != "share"))
    seen: set[str] = set()

    def make(row: Row) -> FigureRecord:
        line, cells = row
        label = csv_uncell(cells[table.columns[kind.value]]).strip()
        share = cells[table.columns["share"]].strip()
        if shows_nothing(label) or len(label) > _LONGEST_LABEL or unstorable_reason(label):
            raise BadValueError("the group has no name that can be kept")
        if not _fraction(share):
            raise BadValueError(f'the share "{shown(share)}" is no fraction from 0 to 1')
        if label in seen:
            raise BadValueError("this group is in the table twice")
        seen.add(label)
        return ShareRecord(line, day, kind, label, float(share))

    return [row if isinstance(row, Rejected) else _tried(make, row) for row in table.rows]


def posts(table: Table) -> list[FigureRecord | Rejected]:
    """Make a record of each post of the list of top posts, dated by the posts' own ids."""
    until = table.refuse_undated()
    table.notes.append("a list of top posts, not of all")
    seen: set[str] = set()

    def make(row: Row) -> FigureRecord:
        line, cells = row
        at = {name: csv_uncell(cells[place]) for name, place in table.columns.items()}
        link = _link(at["Video link"].strip())
        second = id_time(link[2]) if link else None
        if link is None or second is None:
            raise BadValueError("the link is none of a TikTok post")
        if table.owner and link[1].lower() != table.owner.lower():
            raise BadValueError("the post is of another account than the first one")
        if link[2] in seen:
            raise BadValueError("this post is in the table twice")
        seen.add(link[2])
        table.owner = table.owner or link[1]
        made = datetime.fromtimestamp(second, UTC).date()
        found = [_number(at[name], name.lower()) for name in POST_COLUMNS[4:]]
        if any(value is None or value < 0 for value in found):
            raise BadValueError("a total is missing")
        likes, comments, shared, views = (value or 0 for value in found)
        return PostRecord(
            line=line,
            day=_one_day(at["Time"], lambda each: newest(each, until)),
            post_id=link[2],
            posted_on=_one_day(at["Post time"], lambda each: earliest(each, made - _DAY)),
            title=text(at["Video title"], "the title"),
            views=views,
            likes=likes,
            comments=comments,
            shares=shared,
        )

    return [row if isinstance(row, Rejected) else _tried(make, row) for row in table.rows]


def _one_day(cell: str, place: Callable[[Mapping[str, tuple[int, int]]], date | None]) -> date:
    said = written(cell)
    found = said.whole or place(said.by_language or {})
    if found is None:
        raise BadValueError("the day means another one in another language")
    return found


def _tried(make: Callable[[Row], FigureRecord], row: Row) -> FigureRecord | Rejected:
    try:
        return make(row)
    except BadValueError as problem:
        return Rejected(row[0], str(problem))


def _dated(
    table: Table, make: Callable[[Row, date], FigureRecord], *, once: bool
) -> list[FigureRecord | Rejected]:
    """Make records of rows that begin with a day; ``once``: a day has one row."""
    cells, problems = _days_written(table)
    runs = list(range(len(cells))) if once else _runs(table)
    dates = _dates(table, cells, runs)
    done: set[date] = set()
    made: list[FigureRecord | Rejected] = []
    for place, row in enumerate(table.rows):
        day = dates[place]
        if isinstance(row, Rejected):
            made.append(row)
        elif day is None:
            made.append(Rejected(row[0], problems[place]))
        elif once and day in done:
            made.append(Rejected(row[0], "this day is in the table twice"))
        else:
            done.add(day)
            made.append(_tried(lambda each, day=day: make(each, day), row))  # type: ignore[misc]  # bound now
    return made


def _days_written(table: Table) -> tuple[list[Written | None], dict[int, str]]:
    """Read the day of each row, and why it cannot be read."""
    cells: list[Written | None] = []
    problems: dict[int, str] = {}
    for place, row in enumerate(table.rows):
        cells.append(None)
        if isinstance(row, Rejected):
            continue
        try:
            cells[place] = written(row[1][table.columns["date"]])
        except BadValueError as problem:
            problems[place] = str(problem)
    return cells, problems


def _runs(table: Table) -> list[int]:
    """Return a number of its own for each day; rows with the same words are of one day."""
    runs: list[int] = []
    before: str | None = None
    for row in table.rows:
        said = before if isinstance(row, Rejected) else row[1][table.columns["date"]]
        step = bool(runs) and said != before
        runs.append((runs[-1] if runs else 0) + step)
        before = said
    return runs


def _dates(table: Table, cells: Sequence[Written | None], runs: Sequence[int]) -> list[date | None]:
    """Return the day of each row, ``None`` where it cannot be read; refuses a gap."""
    said = [each for each in cells if each is not None]
    if not said or all(each.whole for each in said):
        return [None if each is None else each.whole for each in cells]
    if any(each.whole for each in said):
        place = next(at for at, each in enumerate(cells) if each is not None and each.whole)
        raise _refusal(table, DaysError(place, "some days have a year and others have none"))
    slots: list[Written | None] = [None] * (runs[-1] + 1)
    for slot, each in zip(runs, cells, strict=True):
        slots[slot] = slots[slot] or each
    until = table.refuse_undated()
    try:
        found = consecutive(slots, until)
    except DaysError as problem:
        raise _refusal(table, DaysError(runs.index(problem.row), str(problem))) from None
    table.notes.append(
        f"days without a year are read as {min(found)} to {max(found)}, "
        f"by the time of the file ({until})"
    )
    return [None if each is None else found[slot] for slot, each in zip(runs, cells, strict=True)]


def _refusal(table: Table, problem: DaysError) -> Exception:
    row = table.rows[problem.row]
    return table.source.refusal(
        str(problem), line=row.line if isinstance(row, Rejected) else row[0]
    )


def _number(cell: str, what: str) -> int | None:
    """Return a whole number, ``None`` for no data; raises BadValueError."""
    word = cell.strip()
    if is_empty(word) or word.upper() == "NAN":
        return None
    if whole(word) and abs(int(word)) <= _MOST:
        return int(word)
    raise BadValueError(f'{what}: "{shown(word)}" is no whole number without separators')
