"""Makes a contact record, or the reason why not, of one row of our contacts CSV."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dm_assistant.domain.model import FollowState, Platform, Relation
from dm_assistant.domain.text import csv_uncell, shorten, to_screen
from dm_assistant.importers.records import ContactRecord, Rejected
from dm_assistant.importers.words import BadValueError, count, text, who

COLUMNS = (
    "handle",
    "platform",
    "name",
    "language",
    "timezone",
    "country",
    "relation",
    "follow_state",
    "followers",
    "tags",
    "notes",
)
NEEDED = ("handle",)
LIST_MARK = ";"
_SHOWN = 40
_language = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*").fullmatch
_country = re.compile(r"[A-Za-z]{2}").fullmatch
_zone_name = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*").fullmatch

Choice = TypeVar("Choice", bound=StrEnum)


def contact(line: int, cells: Sequence[str]) -> ContactRecord | Rejected:
    """Return the record of cells in the order of ``COLUMNS``."""
    try:
        return _contact(line, [csv_uncell(cell) for cell in cells])
    except BadValueError as problem:
        return Rejected(line, str(problem))


def choice(kind: type[Choice], cell: str, what: str) -> Choice | None:
    """Return the member that a cell names, ``None`` when it is empty; raises BadValueError."""
    word = cell.strip().lower()
    if not word:
        return None
    try:
        return kind(word)
    except ValueError:
        names = ", ".join(kind)
        raise BadValueError(f'the {what} "{shown(cell)}" is none of {names}') from None


def shown(cell: str) -> str:
    """Return a cell short and fit to show in a reason."""
    return shorten(to_screen(cell.strip()[: _SHOWN * 2]), _SHOWN)


@lru_cache(1024)
def find_zone(name: str) -> ZoneInfo | None:
    """Return the time zone of an IANA name, ``None`` when there is none."""
    try:
        return ZoneInfo(name) if _zone_name(name) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _contact(line: int, cells: Sequence[str]) -> ContactRecord:
    (handle, where, name, language, zone, country, relation, follow, followers, tags, notes) = cells
    platform = choice(Platform, where, "platform")
    person = who(handle, platform)
    if language.strip() and not _language(language.strip()):
        raise BadValueError(f'the language "{shown(language)}" is no code such as en or pt-BR')
    if zone.strip() and not find_zone(zone.strip()):
        raise BadValueError(f'there is no time zone "{shown(zone)}"')
    if country.strip() and not _country(country.strip()):
        raise BadValueError(f'the country "{shown(country)}" is no two-letter code')
    return ContactRecord(
        line,
        person.handle,
        person.key,
        platform,
        text(name, "the name"),
        language.strip().replace("_", "-"),
        zone.strip(),
        country.strip().upper(),
        choice(Relation, relation, "relation"),
        choice(FollowState, follow, "follow_state"),
        count(followers, "followers") if followers.strip() else None,
        tuple(dict.fromkeys(filter(None, map(str.strip, tags.split(LIST_MARK))))),
        text(notes, "the notes"),
    )
