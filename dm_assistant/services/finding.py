"""Finding people by a filter: who passes it, how many of how many, and how they spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dm_assistant.domain.model import Tier
from dm_assistant.domain.segments.fields import OLD_NAMES
from dm_assistant.domain.segments.model import EVERYBODY, Node, Term, Words, both
from dm_assistant.domain.segments.writing import written
from dm_assistant.services import ordering, people, queue, segments
from dm_assistant.services.views import LaneCounts, RankedContact
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, drafts
from dm_assistant.storage import segments as stored
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx

FIRST = 10


@dataclass(frozen=True, slots=True)
class Found:
    """The first of the people whom a filter takes, how many it takes, and how many there are.

    Not ``counted``, it takes at least so many.
    """

    people: tuple[RankedContact, ...]
    count: int
    everybody: int
    filter: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A saved segment, and how many people are in it now, of how many there are."""

    name: str
    filter: str
    count: int
    everybody: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SegmentPage:
    """A segment in full: its people by tier, and the first of them."""

    name: str
    found: Found
    tiers: dict[Tier, int]


def first(ws: Workspace, text: str, most: int) -> Found:
    """Return the first whom a filter takes; words that very many wrote are not counted.

    For a list that is to stand there while one types: ``find`` then counts. Raises BadInputError
    with the character.
    """
    node = segments.read(text)
    if isinstance(node, Words):
        with ws.database.read() as tx:
            order = ordering.of(tx, ws)
            ids = order.first_said_by(tx, node.text, most)
            if ids is not None:
                some = Found((), len(ids), len(order.ids), written(node), counted=False)
                return _lines(tx, ws, ids[:most], some)
    return find(ws, text, most)


def find(ws: Workspace, text: str, most: int) -> Found:
    """Return whom a filter takes, best first; raises BadInputError with the character."""
    node = segments.read(text)
    now = ws.now()
    with ws.database.read() as tx:
        order = ordering.of(tx, ws)
        if node == EVERYBODY:
            ids = order.ids
        elif isinstance(node, Words):
            ids = order.pick(order.said_by(tx, node.text))
        else:
            ids = order.pick(contacts.passing(tx, seconds(now), segments.condition(tx, node, now)))
        return _lines(tx, ws, ids[:most], Found((), len(ids), len(order.ids), written(node)))


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody: what waits in the lanes of the inbox, and how many have no open message."""

    everybody: int
    lanes: LaneCounts
    quiet: int


def crowd(ws: Workspace) -> Crowd:
    """Return how everybody spreads over the lanes, by the same count as the inbox."""
    lanes = queue.counts(ws)
    with ws.database.read() as tx:
        everybody = contacts.how_many(tx, seconds(ws.now()))
        return Crowd(everybody, lanes, max(0, everybody - drafts.people_with_open(tx)))


def all_segments(ws: Workspace) -> tuple[SegmentLine, ...]:
    """Return every saved segment with its present count, by name."""
    now = ws.now()
    with ws.database.read() as tx:
        everybody = contacts.how_many(tx, seconds(now))
        return tuple(
            SegmentLine(
                each.name,
                each.filter,
                _count(tx, Term("segment", ":", each.name), now),
                everybody,
                each.made_at,
            )
            for each in stored.saved(tx).values()
        )


def show(ws: Workspace, segment: str) -> SegmentPage:
    """Return a segment in full, by its name or its filter."""
    now = ws.now()
    with ws.database.read() as tx:
        node = segments.meant(tx, segment)
        found = _found(tx, ws, node, FIRST)
        tiers = {
            tier: _count(tx, both([node, Term("tier", ":", tier.value)]), now) for tier in Tier
        }
        name = segment.strip().casefold()
        saved = stored.saved(tx).get(name)
    own = name if saved is not None or name in OLD_NAMES else ""
    said = found.filter if saved is None else saved.filter
    return SegmentPage(own, Found(found.people, found.count, found.everybody, said), tiers)


def _found(tx: Tx, ws: Workspace, node: Node, most: int) -> Found:
    now = ws.now()
    where = segments.condition(tx, node, now)
    ids = contacts.top(tx, seconds(now), where=where)
    everybody = contacts.how_many(tx, seconds(now))
    return _lines(tx, ws, ids[:most], Found((), len(ids), everybody, written(node)))


def _lines(tx: Tx, ws: Workspace, ids: Sequence[int], found: Found) -> Found:
    known = contacts.by_ids(tx, ids)
    return replace(found, people=tuple(people.line(ws, known[each]) for each in ids))


def _count(tx: Tx, node: Node, now: datetime) -> int:
    return contacts.how_many(tx, seconds(now), segments.condition(tx, node, now))
