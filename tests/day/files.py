"""The files of the day: older comments, what is known of people, and the file of 412 rows."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

from dm_assistant.domain.model import ConsentKind, Purpose
from tests.day import calendar, cast, words
from tests.day.cast import One

COMMENTS = (
    *("cid", "uniqueId", "nickname", "uid", "text", "videoWebUrl", "videoTitle"),
    *("createTimeISO", "diggCount", "repliesToId"),
)
CONTACTS = ("handle", "platform", "name", "language", "timezone", "country", "follow_state", "tags")
CONSENTS = ("handle", "platform", "purposes", "kind", "when", "words", "where")
ORDERS = ("Name", "Paid at", "Financial Status", "Discount Code")

NEW, DUPLICATE, REJECTED = 400, 9, 3
ROWS = NEW + DUPLICATE + REJECTED
KEYWORD = "BRASSLIST"
LAST_IMPORT = calendar.at(8, "10:00")
FIRST_IMPORT = calendar.at(45, "10:00")
REGULAR, FAITHFUL = 5, 9
"""How many comments somebody who comes back has written, and those who are talked with."""


@dataclass(frozen=True, slots=True)
class Said:
    """One comment under one of the videos."""

    id: str
    one: One
    post: int
    at: datetime
    text: str
    likes: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """One row of a consents file."""

    one: One
    purposes: tuple[Purpose, ...]
    when: datetime
    words: str
    kind: ConsentKind = ConsentKind.EXPLICIT


class Speaker:
    """Lets people say things, none of them twice, always the same ones."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._texts = words.sayings(chance)
        self._number = 0

    def says(self, one: One, post: int, at: datetime, text: str = "") -> Said:
        """Have somebody say something under a video."""
        self._number += 1
        said = text or next(self._texts)
        likes = self.chance.choice((0, 0, 0, 1, 2, 5))
        return Said(f"day-{self._number:05}", one, post, at, said, likes)

    def before(self, people: Iterable[One]) -> list[Said]:
        """Let those who are known have said what they are known for, oldest first."""
        said: list[Said] = []
        for one in people:
            if one.part == "quiet":
                said.append(self._under(one, self.chance.randrange(2)))
                continue
            often = FAITHFUL if one.part in cast.TALKED_WITH else REGULAR
            said += [self._under(one, post) for post in range(11 - often, 11)]
        return sorted(said, key=lambda each: (each.at, each.id))

    def _under(self, one: One, post: int) -> Said:
        up_at = calendar.at(calendar.POSTED[post], "18:30")
        minutes = self.chance.randrange(20, 4000)
        return self.says(one, post, min(up_at + timedelta(minutes=minutes), self._before_last()))

    def _before_last(self) -> datetime:
        return LAST_IMPORT - timedelta(minutes=self.chance.randrange(5, 600))

    def since(self, people: Sequence[One]) -> list[Said]:
        """Let people say the 400 things that are new on the Saturday, oldest first."""
        long_ago = [one for one in people if one.part == "long ago"]
        said = [self._long_ago(one) for one in long_ago]
        writers = [one for one in people if one.part == "wrote the word"]
        wishes = zip(writers, words.WORD_FOR, strict=True)
        said += [self._lately(one, f"{KEYWORD} please, for {what}") for one, what in wishes]
        news = [one for one in people if one.part == "new"]
        kept = {"new", "wrote the word", "long ago", "quiet", *cast.LANES["blocked"]}
        known = [one for one in people if one.part not in kept]
        said += [self._lately(one) for one in chain(writers, news, news, known, known)]
        rest = chain.from_iterable(repeat(news))
        said += [self._lately(one) for one, _ in zip(rest, range(NEW - len(said)), strict=False)]
        return sorted(said, key=lambda each: (each.at, each.id))

    def _long_ago(self, one: One) -> Said:
        days = self.chance.randrange(34, 50)
        return self.says(one, 5, calendar.at(days, f"{self.chance.randrange(10, 22)}:15"))

    def _lately(self, one: One, text: str = "") -> Said:
        span = int((calendar.at(0, "08:50") - LAST_IMPORT).total_seconds())
        at = LAST_IMPORT + timedelta(seconds=self.chance.randrange(60, span))
        up = [post for post in (9, 10, 11) if calendar.at(calendar.POSTED[post], "18:30") < at]
        return self.says(one, self.chance.choice(up), at, text)


def comments(path: Path, said: Iterable[Said]) -> Path:
    """Write comments as a scraper exports them."""
    return _write(path, COMMENTS, map(_comment, said))


def saturday(path: Path, fresh: Sequence[Said], older: Sequence[Said]) -> Path:
    """Write the file of 412 rows: what is new, six known rows, three twice, three unusable."""
    rows = [_comment(each) for each in fresh]
    known = [_comment(each) for each in older[-6:]]
    link = rows[0][5]
    broken = [
        ("day-bad-1", "someone.solderby", "Someone", "day-9001", "nice", link, "", "soon", 0, ""),
        ("day-bad-2", "", "Nobody", "day-9002", "lovely", link, "", _iso(calendar.NOW), 0, ""),
        ("day-bad-3", "cut.off.clampford", "Cut off", "day-9003", "and then"),
    ]
    rows = [*known, *rows[:150], broken[0], *rows[150:290], broken[1], *rows[290:], *rows[20:23]]
    return _write(path, COMMENTS, [*rows, broken[2]])


def _comment(said: Said) -> tuple[object, ...]:
    link = f"https://www.tiktok.com/@{words.CREATOR}/video/{2_000_000_000_000_001 + said.post}"
    who = said.one.handle, said.one.name, said.one.user_id
    title = words.POSTS[said.post]
    return said.id, *who, said.text, link, title, _iso(said.at), said.likes, ""


def contacts(path: Path, people: Iterable[One]) -> Path:
    """Write what the creator knows of people beyond their comments."""
    return _write(
        path,
        CONTACTS,
        (
            (one.handle, "tiktok", "", one.language, one.timezone, one.country, "", "bench")
            for one in people
        ),
    )


def consents(path: Path, agreed: Iterable[Agreed]) -> Path:
    """Write who agreed to what, with their words."""
    return _write(
        path,
        CONSENTS,
        (
            (
                each.one.handle,
                "tiktok",
                ";".join(each.purposes),
                each.kind.value,
                _iso(each.when),
                each.words,
                "comment",
            )
            for each in agreed
        ),
    )


def orders(path: Path, codes: Iterable[str], at: datetime) -> Path:
    """Write a shop's orders in which these codes were used."""
    rows = [(f"#{3001 + place}", _iso(at), "paid", code) for place, code in enumerate(codes)]
    return _write(path, ORDERS, rows)


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def sample(people: Sequence[One], part: str) -> Iterator[One]:
    """Yield those who play a part."""
    return (one for one in people if one.part == part)
