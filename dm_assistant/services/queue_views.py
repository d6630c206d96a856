"""What the lanes show of each item: the few views that the first frame waits for."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, overload

from dm_assistant.domain.model import (
    DraftState,
    InboundClass,
    Lane,
    Platform,
    Purpose,
    Source,
)

ItemKind = Literal["draft", "inbound"]


@dataclass(frozen=True, slots=True)
class ItemId:
    """What one line of the queue stands for: a draft, or a message that waits for an answer."""

    kind: ItemKind
    id: int


FEW = 8
"""So many items are looked for one by one; more are left out in one go through the lane."""


class LaneItems(Sequence[ItemId]):
    """The items of one lane in its order, eight bytes each however many there are."""

    def __init__(self, kind: ItemKind, ids: Iterable[int] = ()) -> None:
        self.kind = kind
        self._ids = ids if isinstance(ids, array) else array("q", ids)

    @classmethod
    def of(cls, items: Sequence[ItemId]) -> LaneItems:
        """Return items of one lane in this form."""
        return cls(items[0].kind if items else "draft", [item.id for item in items])

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> ItemId: ...

    @overload
    def __getitem__(self, place: slice) -> LaneItems: ...

    def __getitem__(self, place: int | slice) -> ItemId | LaneItems:
        if isinstance(place, slice):
            return LaneItems(self.kind, self._ids[place])
        return ItemId(self.kind, self._ids[place])

    def __iter__(self) -> Iterator[ItemId]:
        return (ItemId(self.kind, each) for each in self._ids)

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Return where an item stands; raise ValueError where it does not."""
        if not isinstance(value, ItemId) or value.kind != self.kind:
            raise ValueError(value)
        return self._ids.index(value.id, start, len(self._ids) if stop is None else stop)

    def __contains__(self, value: object) -> bool:
        return isinstance(value, ItemId) and value.kind == self.kind and value.id in self._ids

    def without(self, gone: Collection[ItemId], near: int) -> tuple[LaneItems, int]:
        """Return the items but for those that are gone, and how many of these stood before a place.

        What is gone may be of another lane.
        """
        left = [item.id for item in gone if item.kind == self.kind]
        if len(left) > FEW:
            leaving = set(left)
            before = sum(each in leaving for each in self._ids[:near])
            return LaneItems(self.kind, (each for each in self._ids if each not in leaving)), before
        kept, before = self._ids[:], 0
        for each in left:
            with suppress(ValueError):
                place = kept.index(each)
                del kept[place]
                before += place < near - before
        return LaneItems(self.kind, kept), before


@dataclass(frozen=True, slots=True)
class LaneCounts:
    """How many items each lane holds now, and how many approved messages wait for hand-over."""

    reply: int = 0
    ready: int = 0
    invite: int = 0
    held: int = 0
    blocked: int = 0
    approved: int = 0
    handed_over: int = 0

    def of(self, lane: Lane) -> int:
        """Return the count of one lane."""
        return int(getattr(self, lane.value))


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of a lane. ``until`` is when a held item comes back or a reply window closes.

    ``asks`` says that its text holds a question to be answered first.
    """

    item: ItemId
    lane: Lane
    contact_id: int
    handle: str
    name: str
    platform: Platform
    purpose: Purpose
    state: DraftState | None
    score: float
    text: str
    template: str = ""
    until: datetime | None = None
    reply_class: InboundClass | None = None
    sources: tuple[Source, ...] = ()
    asks: bool = False
