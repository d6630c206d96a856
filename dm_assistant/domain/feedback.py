"""What people ask for: themes, who asked for which, and what one more reply seems to ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dm_assistant.domain.model import InboundClass
from dm_assistant.domain.statistics.figures import Rate, share


class ThemeState(StrEnum):
    """How far a theme has come, from being asked for to being made."""

    OPEN = "open"
    IDEA = "idea"
    MAKING = "making"
    MADE = "made"
    DROPPED = "dropped"


STEPS = (ThemeState.OPEN, ThemeState.IDEA, ThemeState.MAKING, ThemeState.MADE)
"""The states one after another; dropping a theme is beside them."""

KEYS = "abcdefghijklmoprstvwxyz"
"""The letters a theme may have: n, q and u are verbs wherever one codes."""

SAYS_NOTHING = frozenset(
    {InboundClass.OPT_OUT, InboundClass.ERASURE, InboundClass.AGE, InboundClass.REVIEW}
)
"""Classes of messages that are no opinion: a stop, or what may be one."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
LEAST_OVERLAP = 1.0
"""Below this, what a message and a theme have in common is chance."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Something people ask for, what the creator thinks of making of it, and what was made."""

    id: int
    name: str
    key: str
    state: ThemeState
    opened_at: datetime
    idea: str = ""
    made_title: str = ""
    made_link: str = ""
    made_on: date | None = None

    @property
    def campaign(self) -> str:
        """Return the campaign under which those who asked are told that it is made."""
        return campaign_of(self.name)


CAMPAIGN = "made: "


def campaign_of(name: str) -> str:
    """Return the campaign of a theme with this name."""
    return f"{CAMPAIGN}{name}"


@dataclass(frozen=True, slots=True)
class Coding:
    """A message or comment that was read for what it asks; without a theme it asks for nothing."""

    id: int
    theme_id: int | None
    contact_id: int
    at: datetime
    inbound_id: int | None = None
    comment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """How many people ask for a theme: of those who answered an ask, and elsewhere."""

    answered: Rate
    elsewhere: int

    @property
    def people(self) -> int:
        """Return everybody who asked for it."""
        return self.answered.k + self.elsewhere


def weights(
    themes: Iterable[Theme], codings: Iterable[Coding], answered: Collection[int]
) -> dict[int, Weight]:
    """Return the weight of each theme: people are counted, however often one of them says it."""
    asked: dict[int, set[int]] = {theme.id: set() for theme in themes}
    for coding in codings:
        if coding.theme_id in asked:
            asked[coding.theme_id].add(coding.contact_id)
    here = set(answered)
    return {
        theme_id: Weight(share(len(people & here), len(here)), len(people - here))
        for theme_id, people in asked.items()
    }


def ordered(themes: Iterable[Theme], found: Mapping[int, Weight]) -> list[Theme]:
    """Return the themes as they are listed: dropped ones last, then by people, then by name."""
    return sorted(
        themes,
        key=lambda each: (
            each.state is ThemeState.DROPPED,
            -found[each.id].people,
            each.name.casefold(),
        ),
    )


def next_state(state: ThemeState, by: int) -> ThemeState | None:
    """Return the step after or before a state; None where there is none.

    A dropped theme comes back to its beginning, and dropping is the step before that.
    """
    if state is ThemeState.DROPPED:
        return ThemeState.OPEN if by > 0 else None
    place = STEPS.index(state) + by
    if place < 0:
        return ThemeState.DROPPED
    return STEPS[place] if place < len(STEPS) else None


def free_key(name: str, taken: Collection[str]) -> str:
    """Return a free letter for a theme: of its longest word first, else any; else nothing."""
    words = sorted(name.casefold().split(), key=len, reverse=True)
    letters = [*(word[0] for word in words), *name.casefold(), *KEYS]
    return next((each for each in letters if each in KEYS and each not in taken), "")


class Vocabulary:
    """The words of each theme, by which a further message is recognised."""

    def __init__(self, said: Iterable[tuple[int, str]]) -> None:
        """Take in (theme, words) of what was coded, and of the themes' own names."""
        self._words: dict[int, set[str]] = {}
        for theme_id, text in said:
            self._words.setdefault(theme_id, set()).update(stems(text))
        self._themes_of = Counter(word for words in self._words.values() for word in words)

    def suggest(self, text: str) -> int | None:
        """Return the theme whose words a message shares most; None where that may be chance.

        A word counts for less the more themes have it.
        """
        words = stems(text)
        found = {
            theme_id: sum(1 / self._themes_of[word] for word in words & known)
            for theme_id, known in self._words.items()
        }
        likely = [each for each in found if found[each] >= LEAST_OVERLAP]
        return max(likely, key=lambda each: (found[each], -each), default=None)


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words of a text, the commonest words left out."""
    words = (word[:_STEM] for word in _WORD.findall(text.casefold()))
    return frozenset(words) - _COMMON


_SAID_ANYWAY = (
    "about again also because been being could does doing even ever from have here into just know "
    "like love made make many maybe more most much need next only other please really show some "
    "thank thanks that them then there these they thing things think this those very video videos "
    "want wants well were what when where which will with would your yours "
    "avec dans pour plus vous como para porque pero gracias mucho muito mais quero para você "
    "aber auch bitte danke eine einen kannst mehr nicht oder sehr wenn yang untuk dengan"
)
_COMMON = frozenset(word[:_STEM] for word in _SAID_ANYWAY.split())
