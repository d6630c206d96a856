"""The people who signed a list at classes and open days: whom they are, and what they write.

They stand beside the audience, with a chance of their own, so that neither story moves the other.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from dm_assistant.domain.model import Purpose
from dm_assistant.services.demo import calendar, files, names, words
from dm_assistant.services.demo.cast import GIFTS, IMPORTS
from dm_assistant.services.demo.comments import Said
from dm_assistant.services.demo.people import Fan
from dm_assistant.services.demo.words import POSTS

SEED = 20260514
CLASS, OPEN_DAY, LIST = "evening-class", "open-day", "mailing-list"
SIGNED = {CLASS: (26, 0), OPEN_DAY: (66, 0), LIST: (54, 1)}
"""How many signed which list, and with which import the creator takes it in."""

ZONES = {
    "Europe/London": 62,
    "Europe/Dublin": 16,
    "America/New_York": 28,
    "America/Los_Angeles": 12,
    "Australia/Sydney": 28,
}
COUNTRIES = dict(zip(ZONES, ("GB", "IE", "US", "US", "AU"), strict=True))

COMMENTS_A_DAY = 0.75 / 28
AFTER_A_MESSAGE, FOR_SO_LONG = 2.6, timedelta(days=32)
"""How much more somebody comments who was written to, and for how long."""

FIRST_SEEN = timedelta(days=62)
"""How long before their list was taken in they have been around."""

EVENING, SPREAD = 20.2, 1.7
"""The hour of their own clock around which they comment."""

TAILS = (
    "see you at the next class",
    "my class paper is still on the fridge",
    "from the back row of the open day",
    "the studio smelled of rain that day",
    "still thinking of the open day",
    "I brought the biscuits, remember",
    "painting along from the kitchen again",
    "third cup of tea with this one",
)


class Circle:
    """The people of the lists; ``written_to`` is when each of them last got a message."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)  # noqa: S311 - a story that is the same every time, no secret
        self.members = tuple(_members(self.chance))
        self.by_handle = {each.handle: each for each in self.members}
        self.written_to: dict[str, datetime] = {}
        self._numbers = count(1)
        self._used: set[str] = set()

    def newcomers(self, number: int) -> list[Fan]:
        """Return whose list is taken in with an import."""
        return [each for each in self.members if SIGNED[each.tags][1] == number]

    def consents(self, number: int) -> Iterator[files.Agreed]:
        """Yield what they signed."""
        for each in self.newcomers(number):
            at = IMPORTS[number] - timedelta(hours=self.chance.randint(20, 90))
            where = "list at the open day" if each.tags == OPEN_DAY else "list at the class"
            agreed = "yes, write to me"
            yield files.Agreed(each.handle, GIFTS, at, agreed, where)
            if each.tags == CLASS:
                purposes = (Purpose.OFFER,)
                yield files.Agreed(each.handle, purposes, at, "and about prints", where)

    def said(self, number: int) -> list[Said]:
        """Return what they commented since the import before; those written to comment more."""
        found: list[Said] = []
        for each in self.members:
            began = SIGNED[each.tags][1]
            if began > number:
                continue
            first = began == number
            start = IMPORTS[number] - FIRST_SEEN if first else IMPORTS[number - 1]
            found += self._of(each, start, IMPORTS[number] - timedelta(hours=1), at_least_one=first)
        return sorted(found, key=lambda each: each.at)

    def _of(
        self, fan: Fan, start: datetime, end: datetime, *, at_least_one: bool
    ) -> Iterator[Said]:
        days = (end - start).days
        heard = self.written_to.get(fan.handle)
        spoke = False
        for number in range(days):
            day = start + timedelta(days=number)
            warmed = heard is not None and heard <= day < heard + FOR_SO_LONG
            rate = COMMENTS_A_DAY * (AFTER_A_MESSAGE if warmed else 1.0)
            last = at_least_one and not spoke and number == days - 1
            if self.chance.random() < 1 - math.exp(-rate) or last:
                spoke = True
                at = self._in_the_evening(fan, day)
                if start <= at < end:
                    yield self._one(fan, at)
                elif last:
                    yield self._one(fan, start + timedelta(days=number))

    def _in_the_evening(self, fan: Fan, day: datetime) -> datetime:
        hour = min(max(self.chance.gauss(EVENING, SPREAD), 0), 23.9)
        local = day.astimezone(ZoneInfo(fan.timezone)).replace(hour=int(hour), second=0)
        return local.replace(minute=int(hour % 1 * 60), microsecond=0).astimezone(UTC)

    def _one(self, fan: Fan, at: datetime) -> Said:
        post = max(
            (place for place in range(len(POSTS)) if calendar.posted_at(place, len(POSTS)) <= at),
            default=0,
        )
        while True:
            praise = self.chance.choice(words.PRAISE)
            text = praise.format(thing=self.chance.choice(POSTS[post].things))
            text = f"{text}, {self.chance.choice(TAILS)}"
            if text not in self._used:
                break
        self._used.add(text)
        return Said(f"circle-{next(self._numbers):05}", post, fan, at, text, 0)


def _members(chance: random.Random) -> Iterator[Fan]:
    zones = [zone for zone, number in ZONES.items() for _ in range(number)]
    chance.shuffle(zones)
    lists = [name for name, (number, _) in SIGNED.items() for _ in range(number)]
    first = names.REGIONS[0].names + names.REGIONS[2].names
    for number, (zone, name) in enumerate(zip(zones, lists, strict=True)):
        shown, letters = first[number % len(first)]
        place = names.PLACES[(5 * (number // len(first)) + number) % len(names.PLACES)]
        yield Fan(
            handle=f"{letters}.paints.{place}",
            name=shown,
            user_id=f"circle-{number + 1}",
            kind="casual",
            language="en",
            home=zone,
            timezone=zone,
            country=COUNTRIES[zone],
            agrees=True,
            tags=name,
        )
