"""The people of the sample audience: who they are, where they live, how much they say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from dm_assistant.services.demo import names

Kind = Literal["superfan", "regular", "casual", "guest", "hunter", "ring", "promoter"]

SUPERFANS, REGULARS = 18, 62
ZONE_KNOWN, COUNTRY_KNOWN = 0.8, 0.9
"""Shares of the people whose time zone is known, and whose country at least is."""

AGREEING: dict[Kind, float] = {"superfan": 0.7, "regular": 0.75, "casual": 0.5}
DRESSED_UP = 0.2
WITH_SURNAME = 0.3


@dataclass(frozen=True, slots=True)
class Fan:
    """One person of the audience. ``home`` is the zone they live in, ``timezone`` the known one."""

    handle: str
    name: str
    user_id: str
    kind: Kind
    language: str
    home: str
    timezone: str = ""
    country: str = ""
    agrees: bool = False
    mutual: bool = False
    tags: str = ""
    joined: int = 0
    """How many days before the end of the story they first come by."""

    @property
    def known(self) -> bool:
        """Return whether the creator has noted more about them than their comments tell."""
        return self.agrees or self.mutual or self.kind == "guest"


def audience(chance: random.Random, story_days: int) -> tuple[Fan, ...]:
    """Make the whole audience, the most faithful people first."""
    places = [region for region in names.REGIONS for _ in range(region.people)]
    chance.shuffle(places)
    numbers = count(1001)
    taken = {guest.handle for guest in names.GUESTS}
    fans = []
    for position, region in enumerate(places):
        kind: Kind = "casual"
        if position < SUPERFANS + REGULARS:
            kind = "superfan" if position < SUPERFANS else "regular"
        fans.append(_fan(chance, region, kind, f"demo-{next(numbers)}", taken, story_days))
    return (*fans, *_others(numbers))


def _fan(
    chance: random.Random,
    region: names.Region,
    kind: Kind,
    user_id: str,
    taken: set[str],
    story_days: int,
) -> Fan:
    name, letters = chance.choice(region.names)
    handle = _handle(chance, letters, taken)
    known = chance.random()
    return Fan(
        handle=handle,
        name=_shown_name(chance, name),
        user_id=user_id,
        kind=kind,
        language=region.language,
        home=region.timezone,
        timezone=region.timezone if known < ZONE_KNOWN else "",
        country=region.country if known < COUNTRY_KNOWN else "",
        agrees=chance.random() < AGREEING[kind],
        mutual=kind == "superfan" and chance.random() < 1 / 3,
        joined=chance.randint(story_days // 2 if kind == "superfan" else 5, story_days),
    )


def _handle(chance: random.Random, letters: str, taken: set[str]) -> str:
    """Make up a handle nobody of the audience has; its place is on no map."""
    while True:
        place = chance.choice(names.PLACES)
        form = chance.choice(("{0}.of.{1}", "{0}_{1}", "{1}.{0}", "{0}.{1}{2}", "{0}{2}_{1}"))
        handle = form.format(letters, place, chance.randint(2, 99))
        if handle not in taken:
            taken.add(handle)
            return handle


def _shown_name(chance: random.Random, name: str) -> str:
    if chance.random() < WITH_SURNAME and name.isascii():
        name = f"{name} {chance.choice(names.SURNAMES)}"
    if chance.random() < DRESSED_UP:
        name = chance.choice(names.DECORATIONS).format(name)
    return name


def _others(numbers: Iterator[int]) -> Iterator[Fan]:
    """Make the guests, and those who come for something else than paintings."""
    for guest in names.GUESTS:
        yield _stranger(guest.handle, guest.name, "guest", numbers)
    for handle in names.HUNTERS:
        yield _stranger(handle, handle, "hunter", numbers)
    for handle in names.RING:
        yield _stranger(handle, "", "ring", numbers)
    for handle in names.PROMOTERS:
        yield _stranger(handle, "GROW FAST 📈", "promoter", numbers)


def _stranger(handle: str, name: str, kind: Kind, numbers: Iterator[int]) -> Fan:
    return Fan(
        handle=handle,
        name=name,
        user_id=f"demo-{next(numbers)}",
        kind=kind,
        language="en",
        home="Europe/London",
        timezone="Europe/London" if kind == "guest" else "",
        joined=120,
    )
