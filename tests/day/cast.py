"""Who is in the day in the life: 263 people by the part they play in it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from tests.day import names

PARTS = {
    "known before": {
        "ready again": 10,
        "ready first": 24,
        "yesterday thanked": 8,
        "yesterday offered": 4,
        "waits for an answer": 11,
        "asleep": 8,
        "never asked": 12,
        "opted out": 2,
        "never": 1,
        "not interested": 2,
        "cannot receive": 2,
        "sixteen": 1,
        "took it back": 1,
        "quiet": 71,
    },
    "new in the file": {"new": 76, "wrote the word": 10, "long ago": 20},
}
"""How many people play which part; by the end of the import they fill the lanes as below."""

LANES = {
    "ready": ("ready again", "ready first"),
    "invite": ("never asked", "new"),
    "held": (
        *("yesterday thanked", "yesterday offered", "waits for an answer"),
        *("asleep", "wrote the word"),
    ),
    "blocked": (
        *("opted out", "never", "not interested", "cannot receive", "sixteen", "took it back"),
    ),
}
QUIET = ("quiet", "long ago")

TALKED_WITH = (
    *("ready again", "yesterday offered", "opted out", "never"),
    *("not interested", "cannot receive", "sixteen"),
)
"""Who was there early, and has been written to before this week."""

AGREE = (
    *("ready again", "ready first", "yesterday thanked", "yesterday offered"),
    *("waits for an answer", "asleep", "opted out", "never", "not interested"),
    *("cannot receive", "sixteen", "took it back"),
)
"""Who has said yes to a thank-you at some time."""


@dataclass(frozen=True, slots=True)
class One:
    """One person and the part they play; nothing is known of where a new one lives."""

    handle: str
    name: str
    user_id: str
    part: str
    timezone: str = ""
    country: str = ""
    language: str = ""


def cast(chance: random.Random) -> tuple[One, ...]:
    """Make everybody, in the order of the parts; the hostile names are spread over them."""
    numbers = count(5001)
    taken: set[str] = set()
    found = [
        _one(chance, part, next(numbers), taken, new=new)
        for new, parts in ((False, PARTS["known before"]), (True, PARTS["new in the file"]))
        for part, size in parts.items()
        for _ in range(size)
    ]
    return tuple(_with_hostile(found))


def _one(chance: random.Random, part: str, number: int, taken: set[str], *, new: bool) -> One:
    homes: Sequence[names.Home] = names.AWAKE
    if part == "asleep":
        homes = names.ASLEEP
    elif part not in {"ready first", "new", "quiet"}:
        homes = names.EUROPE
    home = chance.choice(homes)
    name, letters = chance.choice(home.names)
    handle = _handle(chance, letters, taken)
    shown = chance.choice(names.DRESSES).format(name)
    if new:
        return One(handle, shown, f"day-{number}", part)
    return One(handle, shown, f"day-{number}", part, home.timezone, home.country, home.language)


def _handle(chance: random.Random, letters: str, taken: set[str]) -> str:
    while True:
        place = chance.choice(names.PLACES)
        form = chance.choice(("{0}.of.{1}", "{0}_{1}", "{1}.{0}", "{0}{2}.{1}"))
        handle = form.format(letters, place, chance.randint(2, 99))
        if handle not in taken:
            taken.add(handle)
            return handle


def _with_hostile(people: Sequence[One]) -> Iterator[One]:
    """Give hostile names to the first and the third of some parts, so that every lane has one."""
    hostile = iter(names.HOSTILE)
    seen: dict[str, int] = {}
    for one in people:
        place = seen[one.part] = seen.get(one.part, 0) + 1
        wanted = place == 1 or (place == 3 and one.part in {"new", "ready first", "asleep"})
        name = next(hostile, "") if wanted and one.part != "quiet" else ""
        if name:
            one = One(one.handle, name, *_rest(one))  # noqa: PLW2901 - the same person, renamed
        yield one


def _rest(one: One) -> tuple[str, str, str, str, str]:
    return one.user_id, one.part, one.timezone, one.country, one.language
