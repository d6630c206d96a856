"""Who plays which part in the sample: who says yes when, and who is kept for the last morning."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dm_assistant.domain.model import ConsentKind, Purpose
from dm_assistant.services.demo import calendar, names, words
from dm_assistant.services.demo.comments import Said
from dm_assistant.services.demo.files import Agreed
from dm_assistant.services.demo.people import Fan

IMPORTS = (
    calendar.at(90, "10:00"),
    calendar.at(60, "09:30"),
    calendar.at(30, "09:30"),
    calendar.at(10, "09:30"),
    calendar.at(0, "09:32"),
)
"""When the creator takes in new comments, contacts and consents."""

LAST = len(IMPORTS) - 1
GIFTS = (Purpose.THANKS, Purpose.FEEDBACK)
AWAKE, BEST, ASLEEP, UNPLACED = 23, 4, 5, 2
"""How many people are won in the last days: of those awake at the end so many superfans."""

WELCOME = ("look-alike", "markup in the name", "an escape sequence in the name")
FAITHFUL = ("superfan", "regular")
FAITH = (*FAITHFUL, "casual")
LATE_YES = 0.3
PURCHASE, COLLABORATION, KEYWORD = 0.06, 0.1, 0.4
OLD_DEAL = timedelta(days=190)


@dataclass(frozen=True, slots=True)
class Cast:
    """The audience with its parts.

    ``agreed`` holds who says yes before each import; those of the last one are ``awake``,
    ``asleep`` and ``unplaced``. ``strangers`` are faithful but never said yes.
    """

    fans: tuple[Fan, ...]
    comments: tuple[tuple[Said, ...], ...]
    newcomers: tuple[tuple[Fan, ...], ...]
    agreed: tuple[tuple[Fan, ...], ...]
    awake: tuple[Fan, ...]
    asleep: tuple[Fan, ...]
    unplaced: tuple[Fan, ...]
    strangers: tuple[Fan, ...]


def cast(chance: random.Random, fans: Sequence[Fan], said: Sequence[Said]) -> Cast:
    """Give everybody a part; ``said`` is oldest first."""
    arrival = _arrivals(said)
    willing = [fan for fan in fans if fan.agrees]
    chance.shuffle(willing)
    parts = {guest.handle: guest.part for guest in names.GUESTS}
    guests = _taken([fan for fan in fans if parts.get(fan.handle) in WELCOME], AWAKE)
    best = _taken(willing, BEST, lambda fan: fan.kind == "superfan" and _is_day(fan))
    awake = best + guests
    awake += _taken(willing, AWAKE - len(awake), _is_day)
    asleep = _taken(willing, ASLEEP, lambda fan: fan.timezone.startswith("America/"))
    unplaced = _taken(willing, UNPLACED, lambda fan: not (fan.timezone or fan.country))
    agreed: list[list[Fan]] = [[] for _ in IMPORTS]
    for fan in willing:
        number = min(arrival[fan] + (chance.random() < LATE_YES), LAST - 1)
        if arrival[fan] < LAST:
            agreed[number].append(fan)
    for yes in agreed:
        yes.sort(key=lambda fan: FAITH.index(fan.kind))
    agreed[LAST] = awake + asleep + unplaced
    return Cast(
        fans=tuple(fans),
        comments=tuple(tuple(_between(said, number)) for number in range(len(IMPORTS))),
        newcomers=tuple(
            tuple(fan for fan, place in arrival.items() if place == number)
            for number in range(len(IMPORTS))
        ),
        agreed=tuple(map(tuple, agreed)),
        awake=tuple(awake),
        asleep=tuple(asleep),
        unplaced=tuple(unplaced),
        strangers=tuple(fan for fan in fans if fan.kind in FAITHFUL and _is_stranger(fan)),
    )


def _arrivals(said: Sequence[Said]) -> dict[Fan, int]:
    """Return which import brings each person's first comment."""
    found: dict[Fan, int] = {}
    for number in range(len(IMPORTS)):
        for each in _between(said, number):
            if each.fan is not None:
                found.setdefault(each.fan, number)
    return found


def _between(said: Sequence[Said], number: int) -> Iterator[Said]:
    """Yield what one import brings: what was said since the one before."""
    for each in said:
        if each.at < IMPORTS[number] and not (number and each.at < IMPORTS[number - 1]):
            yield each


def _taken(fans: list[Fan], number: int, fits: Callable[[Fan], bool] = lambda _: True) -> list[Fan]:
    """Take the first few that fit out of a list."""
    found = [fan for fan in fans if fits(fan)][:number]
    for fan in found:
        fans.remove(fan)
    return found


def _is_stranger(fan: Fan) -> bool:
    return not (fan.agrees or fan.mutual)


def _is_day(fan: Fan) -> bool:
    """Return whether it is day for them at the end, as far as is known."""
    return bool(fan.timezone) and not fan.timezone.startswith("America/")


def words_of_consent(chance: random.Random, fans: Sequence[Fan], number: int) -> list[Agreed]:
    """Let people say yes in the days before an import, each in one of the ways there are."""
    before = IMPORTS[number]
    return [_agreed(chance, fan, before, last=number == LAST) for fan in fans]


def _agreed(chance: random.Random, fan: Fan, before: datetime, *, last: bool) -> Agreed:
    when = before - timedelta(minutes=chance.randint(200, 5 * 24 * 60))
    how = chance.random()
    if last and how < KEYWORD:
        where = f"comment under “{words.POSTS[-2].title}”"
        return Agreed(fan.handle, GIFTS, when, "MIST", where, ConsentKind.KEYWORD)
    if how < PURCHASE:
        deal = ("ordered the harbour print", "shop", ConsentKind.PURCHASE)
        return Agreed(fan.handle, GIFTS, when - OLD_DEAL, *deal)
    if how < COLLABORATION:
        deal = ("we drew the swap post together", "post", ConsentKind.COLLABORATION)
        return Agreed(fan.handle, GIFTS, when - OLD_DEAL, *deal)
    return Agreed(fan.handle, GIFTS, when, chance.choice(words.AGREED))
