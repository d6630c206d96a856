"""The order of everybody by score, kept while nothing is written: a search only picks from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from dm_assistant.domain.text import fold
from dm_assistant.storage import contacts, journal
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx

if TYPE_CHECKING:
    from dm_assistant.services.workspace import Workspace

FEW = 16
"""One of so many people is few: sorting them is quicker than going through everybody."""

AT_ONCE = 200
MOST_ASKED = 2_000
"""So many of the first people are asked what they wrote, before everybody is."""


class Names:
    """What the search box looks through of everybody, in one text: one person to a line."""

    def __init__(self, known: Iterable[tuple[int, str]]) -> None:
        lines = [(number, line.replace("\n", " ")) for number, line in known]
        self._ids = [number for number, _ in lines]
        self._text = "\n".join(line for _, line in lines)
        self._starts = [0, *accumulate(len(line) + 1 for _, line in lines)]

    def holding(self, part: str) -> set[int]:
        """Return in whose line a folded text stands."""
        found: set[int] = set()
        at = self._text.find(part)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            found.add(self._ids[place])
            at = self._text.find(part, self._starts[place + 1])
        return found


@dataclass(slots=True)
class Order:
    """Everybody, highest score first, as of an hour and of the last act."""

    asked: tuple[str, datetime]
    ids: list[int]
    places: dict[int, int]
    names: Names | None = None

    def said_by(self, tx: Tx, words: str) -> set[int]:
        """Return whose names, notes, tags or comments hold these words."""
        return self._named(tx, words) | contacts.who_wrote(tx, words)

    def first_said_by(self, tx: Tx, words: str, most: int) -> list[int] | None:
        """Return the first of ``said_by`` in the order, and one more where there is one.

        None where all of them are found as quickly, or the first ones stand far down.
        """
        if not contacts.often_wrote(tx, words):
            return None
        named = self._named(tx, words)
        found: list[int] = []
        for start in range(0, MOST_ASKED, AT_ONCE):
            some = self.ids[start : start + AT_ONCE]
            wrote = contacts.who_of_them_wrote(tx, words, some)
            found += [each for each in some if each in wrote or each in named]
            if len(found) > most:
                return found[: most + 1]
        return None

    def _named(self, tx: Tx, words: str) -> set[int]:
        if self.names is None:
            self.names = Names(contacts.searched(tx))
        return self.names.holding(fold(words))

    def pick(self, chosen: Collection[int]) -> list[int]:
        """Return these people in the order; whoever is not in it is left out."""
        if len(chosen) * FEW < len(self.ids):
            return sorted((each for each in chosen if each in self.places), key=self.places.get)  # type: ignore[arg-type]  # all are in it
        return [each for each in self.ids if each in chosen]


def of(tx: Tx, ws: Workspace) -> Order:
    """Return the order, worked out anew after an act and every hour: scores fall slowly."""
    now = ws.now()
    # Every act leaves another hash, also in another program.
    asked = (str(journal.head(tx)["hash"]), now.replace(minute=0, second=0, microsecond=0))
    order = ws.order
    if order is None or order.asked != asked:
        ids = contacts.top(tx, seconds(now))
        order = Order(asked, ids, {each: place for place, each in enumerate(ids)})
        ws.order = order
    return order
