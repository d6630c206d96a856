"""The comments of the sample audience: who said what under which post, and when."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dm_assistant.services.demo import calendar, names, words
from dm_assistant.services.demo.people import Fan

OFTEN = {"superfan": 0.72, "regular": 0.4, "casual": 0.13, "guest": 0.4}
"""How likely somebody comments under a post that is up while they are there."""

AGAIN = 0.15
"""How likely a comment is followed by a second one under the same post."""

IN_OWN_LANGUAGE = 0.35
SHORT_ONES = 0.1
QUESTIONS = 0.25
JOKES = 0.1
ANSWERED = 0.05
MOST_TRIES = 60


@dataclass(frozen=True, slots=True)
class Said:
    """One comment; ``fan`` is None where the creator wrote it."""

    id: str
    post: int
    fan: Fan | None
    at: datetime
    text: str
    likes: int
    parent: str = ""


def conversation(chance: random.Random, fans: Sequence[Fan]) -> list[Said]:
    """Make every comment of the sample, oldest first."""
    speakers = _Speakers(chance)
    said: list[Said] = []
    for position, post in enumerate(words.POSTS):
        speakers.turn_to(position, post)
        said += speakers.fans([fan for fan in fans if fan.kind in OFTEN])
        said += speakers.strangers(fans)
    said += speakers.at_least_one(fans, {each.fan for each in said})
    said += speakers.answers(said)
    said.append(speakers.public_stop(fans))
    return sorted(said, key=lambda each: (each.at, each.id))


class _Speakers:
    """Makes comments post by post, so that no text is said twice by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.post = words.POSTS[0]
        self.position = 0
        self.up_at = calendar.NOW
        self.number = 0
        self.used: set[str] = set()

    def turn_to(self, position: int, post: words.Post) -> None:
        """Go on to a post."""
        self.post, self.position = post, position
        self.up_at = calendar.posted_at(position, len(words.POSTS))

    def fans(self, fans: Sequence[Fan]) -> Iterator[Said]:
        """Let those who come for the paintings comment."""
        for fan in fans:
            if self.up_at < calendar.NOW - timedelta(days=fan.joined):
                continue
            if self.chance.random() < OFTEN[fan.kind]:
                yield self._one(fan, self._words(fan))
                if self.chance.random() < AGAIN:
                    yield self._one(fan, self._words(fan))

    def strangers(self, fans: Sequence[Fan]) -> Iterator[Said]:
        """Let in those who come for something else."""
        ring = [fan for fan in fans if fan.kind == "ring"]
        if self.position in (len(words.POSTS) - 2, len(words.POSTS) - 9):
            minutes = sorted(self.chance.sample(range(90, 150), len(ring)))
            for fan, minute in zip(ring, minutes, strict=True):
                at = self.up_at + timedelta(minutes=minute)
                yield self._said(fan, at, words.RING_TEXT, 0)
        for fan in fans:
            if fan.kind == "hunter" and self.post.giveaway:
                for text in self.chance.sample(words.HUNTING, 3):
                    yield self._one(fan, text)
            elif fan.kind == "promoter" and self.chance.random() < 1 / 9:
                yield self._one(fan, self.chance.choice(words.PROMOTION))

    def at_least_one(self, fans: Sequence[Fan], heard: set[Fan | None]) -> Iterator[Said]:
        """Let everybody who has been silent so far say something under a late post."""
        for fan in fans:
            if fan not in heard:
                position = self.chance.randrange(len(words.POSTS) - 8, len(words.POSTS) - 1)
                self.turn_to(position, words.POSTS[position])
                text = words.PROMOTION[0] if fan.kind == "promoter" else self._words(fan)
                yield self._one(fan, text)

    def answers(self, said: Sequence[Said]) -> Iterator[Said]:
        """Let the creator answer some of them under the post."""
        for each in said:
            asked = each.fan is not None and each.fan.kind in OFTEN
            at = each.at + timedelta(hours=self.chance.uniform(0.5, 9))
            if asked and at < calendar.NOW and self.chance.random() < ANSWERED:
                text = self.chance.choice(words.OWN)
                self.position = each.post
                yield self._said(None, at.replace(microsecond=0), text, 3, each.id)

    def public_stop(self, fans: Sequence[Fan]) -> Said:
        """Let one of them ask in public not to be messaged."""
        fan = next(fan for fan in fans if fan.handle == names.GUESTS[-1].handle)
        self.position = len(words.POSTS) - 1
        return self._said(fan, calendar.at(0, "07:48"), words.PUBLIC_STOP, 2)

    def _one(self, fan: Fan, text: str) -> Said:
        """Say it some time after the post went up: most come early, a few days later."""
        hours = min(self.chance.expovariate(1 / 20), 150)
        at = self.up_at + timedelta(hours=hours, minutes=4)
        latest = calendar.at(0, "08:20")
        if at > latest:
            at = self.up_at + (latest - self.up_at) * self.chance.random()
        likes = int(self.chance.expovariate(1 / 3)) if self.chance.random() < 1 / 2 else 0
        return self._said(fan, at.replace(microsecond=0), text, likes)

    def _said(self, fan: Fan | None, at: datetime, text: str, likes: int, parent: str = "") -> Said:
        self.number += 1
        return Said(f"demo-{self.number:05}", self.position, fan, at, text, likes, parent)

    def _words(self, fan: Fan) -> str:
        """Find words nobody used under a post, but for the short ones that everybody uses."""
        if self.chance.random() < SHORT_ONES:
            return self.chance.choice(words.SHORT)
        local = words.LOCAL.get(fan.language)
        if local and self.chance.random() < IN_OWN_LANGUAGE:
            free = [text for text in local if f"{self.position}{text}" not in self.used]
            if free:
                text = self.chance.choice(free)
                self.used.add(f"{self.position}{text}")
                return text
        return self._in_english()

    def _in_english(self) -> str:
        for _ in range(MOST_TRIES):
            kind = self.chance.random()
            if kind < QUESTIONS:
                form = self.chance.choice(words.QUESTIONS)
            elif kind < QUESTIONS + JOKES:
                form = self.chance.choice(words.JOKES)
            else:
                form = self.chance.choice(words.PRAISE)
            text = form.format(thing=self.chance.choice(self.post.things))
            if text not in self.used:
                self.used.add(text)
                return text
        return self.chance.choice(words.SHORT)
