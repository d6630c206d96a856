"""Recognises the tables of TikTok Studio's analytics by their headers, and reads them.

One table is at most some years of days, so it is read whole: its last row dates all the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dm_assistant.domain.figures import AudienceKind, DailyFigure
from dm_assistant.importers import studio_rows
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.mapping import listed, resolve
from dm_assistant.importers.records import FigureRecord, Rejected
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.studio_days import written
from dm_assistant.importers.table_rows import TableRows
from dm_assistant.importers.words import BadValueError, is_empty

FORMAT = "tiktok-studio"
MOST_ROWS = 20_000
ADVICE = "switch Studio's language to English and download it again, or name them with --map"

_FIGURES = {
    **{squeeze(each.value): each for each in DailyFigure},
    "totalviewers": DailyFigure.VIEWERS,
}
_TELLING = frozenset({"videoviews", "reachedaudience", "totalviewers"})
"""Columns that only Studio's daily tables have."""
_IGNORED = "differenceinfollowersfrompreviousday"
_FOLLOWERS = (frozenset({"date", "followers"}), frozenset({"date", "followers", _IGNORED}))
_HOURS = frozenset({"date", "hour", "activefollowers"})
_SHARES = {
    frozenset({"gender", "distribution"}): AudienceKind.GENDER,
    frozenset({"topterritories", "distribution"}): AudienceKind.TERRITORY,
}
_POSTS = frozenset(map(squeeze, studio_rows.POST_COLUMNS))
_FIELDS = ("date", "hour", "active", *DailyFigure)
_MARK = "date"
_SAMPLE = 3

_name = re.compile(
    r"(?:^|[/!])(?:Overview_\d{4}-\d\d-\d\d_(?P<epoch>\d{10})|Followers|Viewers|Content)"
    r"_(?P<handle>[\w.]{1,64}?)(?: \(\d+\))?(?:\.zip!|/)"
).search
_HINT_SLACK = timedelta(days=4)
"""A table never ends later after the moment in its name than this."""

Columns = Mapping[str, int]
Maker = Callable[[studio_rows.Table], list[FigureRecord | Rejected]]


@dataclass(frozen=True, slots=True)
class _Section:
    """Which table it is: where its columns are, and what makes records of its rows."""

    columns: Columns
    make: Maker
    unknown: tuple[str, ...] = ()


def is_studio_header(header: Sequence[str]) -> bool:
    """Return whether these are the headings of one of Studio's tables."""
    return _section(header, {}) is not None


def studio_source(source: Input, rows: TableRows, options: Options) -> Source | None:
    """Return the source when a table is one of Studio's; raises BadInputError for a spoilt one."""
    asked = options.as_format == FORMAT
    given: dict[str, str] = {}
    if options.mapping and (asked or _MARK in options.mapping):
        if not asked and not set(options.mapping) <= set(_FIELDS):
            return None
        place = source.place(line=rows.header_line)
        given = resolve(options.mapping, _FIELDS, list(rows.header), place)
    elif options.mapping or options.as_format not in {None, FORMAT}:
        return None
    section = _section(rows.header, given)
    if section is None:
        if asked or (not options.as_format and _looks_translated(rows)):
            raise UnknownShapeError(
                f"{source.place(line=rows.header_line)}: the headings of this Studio table are "
                f"not known; {rows.found}; {ADVICE}"
            )
        return None
    return _read(source, rows, section, given)


def _read(source: Input, rows: TableRows, section: _Section, given: Mapping[str, str]) -> Source:
    named = _name(source.name)
    table = studio_rows.Table(source, _bounded(source, rows), section.columns, _made_at(source))
    records = tuple(section.make(table))
    header = rows.header
    return Source(
        name=source.name,
        format=FORMAT,
        kind=Kind.FIGURES,
        matched=tuple(f"{name}={listed((header[at],))}" for name, at in section.columns.items()),
        notes=tuple(table.notes),
        warnings=(f"columns not known: {listed(section.unknown)}",) if section.unknown else (),
        header_key=rows.header_key,
        mapping=given,
        unit="line",
        _input=source,
        _stream=lambda: iter(records),
        owner=table.owner or (named["handle"] if named else ""),
    )


def _bounded(source: Input, rows: TableRows) -> list[tuple[int, list[str]] | Rejected]:
    found: list[tuple[int, list[str]] | Rejected] = []
    for row in rows.rows():
        if len(found) == MOST_ROWS:
            line = row.line if isinstance(row, Rejected) else row[0]
            raise source.refusal(f"a Studio table has at most {MOST_ROWS:,} rows", line=line)
        found.append(row)
    return found


def _made_at(source: Input) -> date | None:
    """Return the day of the download: by the file's time, or by its name where that is earlier."""
    named = _name(source.name)
    made_at = source.modified_at
    if named and named["epoch"] and made_at is not None:
        said = datetime.fromtimestamp(int(named["epoch"]), UTC)
        return min(made_at, said + _HINT_SLACK).date()
    return None if made_at is None else made_at.date()


def _section(header: Sequence[str], given: Mapping[str, str]) -> _Section | None:
    if given:
        return _mapped(header, given)
    forms = [squeeze(name) for name in header]
    names = frozenset(filter(None, forms))
    at = {form: place for place, form in enumerate(forms)}
    if names >= _POSTS:
        known = {name: at[squeeze(name)] for name in studio_rows.POST_COLUMNS}
        return _Section(known, studio_rows.posts)
    if names in _SHARES:
        kind = _SHARES[names]
        group = next(form for form in forms if form != "distribution")
        columns = {kind.value: at[group], "share": at["distribution"]}
        return _Section(columns, studio_rows.shares)
    if names == _HOURS:
        columns = {"date": at["date"], "hour": at["hour"], "active": at["activefollowers"]}
        return _Section(columns, studio_rows.hours)
    if "date" in names and (names & _TELLING or names in _FOLLOWERS):
        columns = {"date": at["date"]}
        columns |= {_FIGURES[form].value: at[form] for form in forms if form in _FIGURES}
        strange = names - _FIGURES.keys() - {"date", _IGNORED}
        return _Section(columns, studio_rows.days, tuple(header[at[form]] for form in strange))
    return None


def _mapped(header: Sequence[str], given: Mapping[str, str]) -> _Section | None:
    columns = {name: header.index(column) for name, column in given.items()}
    if {"date", "hour", "active"} == set(columns):
        return _Section(columns, studio_rows.hours)
    figures = set(columns) - {"date"}
    if "date" in columns and figures and figures <= set(DailyFigure):
        return _Section(columns, studio_rows.days)
    return None


def _looks_translated(rows: TableRows) -> bool:
    """Return whether the first column holds days and all others numbers."""
    seen = 0
    if len(rows.header) < len(("date", "figure")) or not rows.header[0]:
        return False
    for row in rows.rows():
        if isinstance(row, Rejected):
            return False
        first, *others = row[1]
        try:
            written(first)
        except BadValueError:
            return False
        if not all(studio_rows.whole(cell) or is_empty(cell) for cell in others):
            return False
        seen += 1
        if seen == _SAMPLE:
            break
    return seen > 0
