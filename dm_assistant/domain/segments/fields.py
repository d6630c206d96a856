"""What a filter can ask about a person: one table that help, README, completion and errors read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from dm_assistant.domain.model import (
    CodeState,
    FollowState,
    Platform,
    Purpose,
    Relation,
    Tier,
)


class Kind(StrEnum):
    """What a field is compared with."""

    CHOICE = "one of"
    TEXT = "text"
    NUMBER = "number"
    AGE = "age"
    FLAG = "nothing"


COMPARISONS: Final = ("<=", ">=", "<", ">", "=")
SIGNS: Final = {
    Kind.CHOICE: (":",),
    Kind.TEXT: (":",),
    Kind.NUMBER: COMPARISONS,
    Kind.AGE: ("<", "<=", ">", ">="),
    Kind.FLAG: (),
}
UNITS: Final = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to ask; ``alone`` says that the bare name asks whether it ever happened."""

    name: str
    kind: Kind
    meaning: str
    example: str
    choices: tuple[str, ...] = ()
    alone: bool = False

    @property
    def signs(self) -> tuple[str, ...]:
        """Return the signs that may follow the name."""
        return SIGNS[self.kind]

    @property
    def signs_shown(self) -> str:
        """Return the signs as help shows them."""
        return " ".join(self.signs) or "stands alone"


def _choice(name: str, values: Sequence[str], meaning: str, example: str) -> Field:
    return Field(name, Kind.CHOICE, meaning, example, tuple(str(each) for each in values))


_MESSAGES: Final = [each for each in Purpose if each is not Purpose.INVITE]
_CODES: Final = [each for each in CodeState if each is not CodeState.FREE]

_TABLE: Final = (
    _choice("tier", list(Tier), "how they stand by score and time", "tier:superfan"),
    _choice("relation", list(Relation), "what they are to you", "relation:customer"),
    _choice("follow", list(FollowState), "who follows whom, as last learned", "follow:mutual"),
    _choice("platform", list(Platform), "where they have an account", "platform:tiktok"),
    Field("tag", Kind.TEXT, "a tag of yours, written as you wrote it", "tag:paint"),
    Field("language", Kind.TEXT, "their known language; es also finds es-MX", "language:es"),
    Field("country", Kind.TEXT, "their known country, two letters", "country:GB"),
    Field("score", Kind.NUMBER, "the score as it is shown, 0 to 100", "score>40"),
    Field("comments", Kind.NUMBER, "how many comments they wrote", "comments>=5"),
    Field("posts", Kind.NUMBER, "under how many posts they wrote", "posts>=3"),
    Field("questions", Kind.NUMBER, "how many of their comments ask something", "questions>=1"),
    Field("followers", Kind.NUMBER, "their followers, where known", "followers>=10000"),
    Field("last", Kind.AGE, "how long ago their last comment was", "last<30d"),
    Field("first", Kind.AGE, "how long ago their first comment was", "first>90d"),
    Field("wrote", Kind.AGE, "they wrote to you; the last time", "wrote<7d", (), alone=True),
    Field(
        "messaged",
        Kind.AGE,
        "a message left for them; the last one",
        "messaged<30d",
        (),
        alone=True,
    ),
    Field("never-messaged", Kind.FLAG, "no message ever left for them", "never-messaged"),
    Field("sent", Kind.NUMBER, "how many messages left for them", "sent>=2"),
    Field(
        "replied", Kind.AGE, "they answered a message; the last time", "replied<90d", (), alone=True
    ),
    _choice(
        "consent",
        _MESSAGES,
        "they said yes to it in their own words, and no since; an announced word counts 30 days",
        "consent:offer",
    ),
    Field("stopped", Kind.FLAG, "never to be messaged", "stopped"),
    _choice("draft", list(Purpose), "one for this purpose waits or is under way", "draft:offer"),
    Field("campaign", Kind.TEXT, "they have a message of this campaign", "campaign:spring"),
    _choice(
        "code",
        _CODES,
        "a code is reserved for them, was given to them, or was redeemed",
        "code:redeemed",
    ),
    Field("purchase", Kind.FLAG, "they bought: a code redeemed, or the ledger says so", "purchase"),
    Field("name", Kind.TEXT, "a part of the name they show", "name:mia"),
    Field("notes", Kind.TEXT, "a part of your notes on them", "notes:birthday"),
    Field("segment", Kind.TEXT, "they are in this saved segment", "segment:spring"),
)

FIELDS: Final = {field.name: field for field in _TABLE}
"""Every field by its name, in the order of the help page."""

ALONE: Final = frozenset(
    name for name, field in FIELDS.items() if field.alone or field.kind is Kind.FLAG
)
"""Names that are a term without sign and value."""

OPERATORS: Final = ("and", "or", "not")

OLD_NAMES: Final = {
    **{each.value: f"tier:{each.value}" for each in Tier},
    **{each.value: f"relation:{each.value}" for each in Relation},
    **{each.value: f"follow:{each.value}" for each in FollowState},
}
"""Segments that have a name of their own: every tier, relation and follow state."""

OTHERS: Final = (
    ("blue lamp", "words: in name, handle, notes, tags, or all in one comment of theirs"),
    ("@mia.paints", "the person who goes, or went, by that name"),
    ('"and so on"', "quotes make words of anything; two quotes inside stand for one"),
    ("a b", "both; “a and b” is the same"),
    ("a or b", "at least one; and binds closer than or"),
    ("-a", "not; “not a” is the same"),
    ("(a or b) -c", "brackets hold together"),
)
"""What else can stand in a filter: an example, and what it means."""


def age(value: str) -> timedelta:
    """Return the span that an age such as ``30d`` stands for."""
    return int(value[:-1]) * UNITS[value[-1]]
