"""The words of messages: what people were given of late, and the open drafts beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.model import Contact, Platform
from dm_assistant.domain.rules.sameness import Given, Runs, runs_to
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.names import SHOWN
from dm_assistant.storage.receipts import load_sources

_KEPT = 4096
"""So many open drafts are taken apart once, however often they are gone through."""

_WORDS = (
    "d.contact_id, d.text, d.sources, coalesce(k.code, ''), c.name, coalesce(h.platform, ''), "
    "coalesce(h.handle, '')"
)
_GIVEN = (
    "t.contact_id, coalesce(nullif(d.sent_text, ''), d.text, t.text) AS said, "
    "coalesce(d.sources, ''), coalesce(k.code, ''), c.name, coalesce(h.platform, ''), "
    "coalesce(h.handle, '')"
)
_WHOSE = (
    "JOIN contacts AS c ON c.id = d.contact_id "
    "LEFT JOIN handles AS h ON h.id = "
    f"{SHOWN} "
    "LEFT JOIN codes AS k ON k.id = d.code_id"
)


class Kept(NamedTuple):
    """A message that was given, beside the row it was made of."""

    row: tuple[Any, ...]
    given: Given


_GIVEN_SINCE = (
    f"SELECT t.id, t.at, {_GIVEN} FROM touches AS t LEFT JOIN drafts AS d ON d.id = t.draft_id "
    "JOIN contacts AS c ON c.id = t.contact_id "
    f"LEFT JOIN handles AS h ON h.id = {SHOWN} LEFT JOIN codes AS k ON k.id = d.code_id "
    "WHERE t.account_id IN (SELECT id FROM accounts) AND t.at > ? "
    "AND t.state <> 'withdrawn' AND said <> '' "
)


def given(
    tx: Connection, since: datetime, known: Mapping[int, Kept] = MappingProxyType({})
) -> dict[int, Kept]:
    """Return the messages that hold a place under the caps since then, old to new, by touch.

    Each in the words it was really sent in; those sent outside the program are among them.
    What is ``known`` and reads as it did is not taken apart again.
    """
    rows = driver(tx).execute(f"{_GIVEN_SINCE} ORDER BY t.at, t.id", (seconds(since),))
    return {row[0]: _kept(row, known.get(row[0])) for row in rows}


def newest(tx: Connection, since: datetime, most: int) -> list[Given]:
    """Return the newest of the messages given since then, at most so many, old to new."""
    rows = (
        driver(tx)
        .execute(f"{_GIVEN_SINCE} ORDER BY t.at DESC, t.id DESC LIMIT ?", (seconds(since), most))
        .fetchall()
    )
    return [_kept(row, None).given for row in reversed(rows)]


def _kept(row: tuple[Any, ...], known: Kept | None) -> Kept:
    if known is not None and known.row == row:
        return known
    return Kept(row, Given(row[2], moment(row[1]), _taken_apart(*row[3:])))


def waiting(tx: Connection) -> Iterator[Given]:
    """Yield the words of every open draft, as if it were given when it was made."""
    rows = driver(tx).execute(
        f"SELECT d.created_at, {_WORDS} FROM drafts AS d {_WHOSE} "
        "WHERE d.state IN ('drafted', 'snoozed') AND d.text <> ''"
    )
    for row in rows:
        yield Given(row[1], moment(row[0]), _runs(*row[2:]))


def _taken_apart(text: str, sources: str, code: str, name: str, platform: str, handle: str) -> Runs:
    contact = Contact(0, Platform(platform or Platform.TIKTOK), handle, name=name)
    return runs_to(contact, text, load_sources(sources), code)


_runs = lru_cache(_KEPT)(_taken_apart)
