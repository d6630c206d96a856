"""The variables a template may use: what each means, how long it gets, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Rung(Enum):
    """Where a value may come from; the words are those of the manual."""

    # One that is made from the name each time takes as long as the look-up it is for.
    __hash__ = object.__hash__

    ORDER = "what you say with the order (--fill NAME=TEXT)"
    NAME = "the first name in their display name"
    HANDLE = "their handle"
    FRESH = "a kind comment of the last 30 days"
    OLDER = "an older kind comment, with its age as a flag"
    COUNTED = "counted from their comments"
    LAST_MESSAGE = "their last message to you if it is kind, with its age as a flag after 30 days"
    ANNOUNCED = "the word that is announced for it (keywords add)"
    POOL = "the code pool"
    SETTINGS = "facts in config.toml"


@dataclass(frozen=True, slots=True)
class Variable:
    """A documented variable; every value is one line of plain text, empty when not known.

    ``personal`` marks a recorded fact about this very person, which is what the ``evidence`` rule
    asks for; ``longest`` is the length in characters to which the value is shortened. ``ladder``
    says where the value comes from: the first of these that knows one, else nothing.
    """

    name: str
    meaning: str
    example: str
    longest: int
    ladder: tuple[Rung, ...]
    personal: bool = False


_COMMENTS = (Rung.FRESH, Rung.OLDER)
_SAID = (Rung.ORDER, Rung.SETTINGS)
_ORDER = (Rung.ORDER,)
_CODE = (Rung.POOL, Rung.ORDER)

_ALL = (
    Variable("name", "their first name as people say it; never a handle", "Mia", 24, (Rung.NAME,)),
    Variable("handle", "their handle, without @", "mia.paints", 32, (Rung.HANDLE,)),
    Variable("creator", "the creator's own name", "Jo", 24, _SAID),
    Variable(
        "quote",
        "a short part of a comment of theirs, in their own words",
        "the light in this one is unreal",
        60,
        _COMMENTS,
        personal=True,
    ),
    Variable(
        "quote_post",
        "the title of the post under which they wrote `quote`",
        "Painting fog in ten minutes",
        60,
        _COMMENTS,
        personal=True,
    ),
    Variable(
        "question",
        "a question from a comment of theirs, in their own words",
        "which paper do you use?",
        60,
        _COMMENTS,
        personal=True,
    ),
    Variable(
        "comment_count",
        "how many comments they have written, in digits; only from 3 on",
        "14",
        4,
        (Rung.COUNTED,),
        personal=True,
    ),
    Variable(
        "post_count",
        "under how many posts they have written, in digits; only from 3 on",
        "9",
        4,
        (Rung.COUNTED,),
        personal=True,
    ),
    Variable(
        "since",
        "the month of their first comment, when that is two months ago or more",
        "March",
        20,
        (Rung.COUNTED,),
        personal=True,
    ),
    Variable(
        "their_words",
        "a short part of their last message to the creator",
        "do you ever sell prints?",
        60,
        (Rung.LAST_MESSAGE,),
        personal=True,
    ),
    Variable("code", "the code from the pool that is set aside for them", "MIA-7K2Q", 24, _CODE),
    Variable("code_ends", "the last day of the code", "Sunday 31 May", 30, _CODE),
    Variable(
        "perk",
        "what the code gives, as a noun",
        "15 % off prints",
        40,
        (Rung.ORDER, Rung.POOL, Rung.SETTINGS),
    ),
    Variable(
        "keyword",
        "the word that is announced to ask for a message",
        "PAPER",
        12,
        (Rung.ORDER, Rung.ANNOUNCED, Rung.SETTINGS),
    ),
    Variable(
        "keyword_gets",
        "what that word was announced for, as a noun",
        "my paper list",
        20,
        (Rung.ORDER, Rung.ANNOUNCED, Rung.SETTINGS),
    ),
    Variable(
        "idea", "the idea of the collaboration, as a noun", "a fog painting side by side", 60, _SAID
    ),
    Variable(
        "i_give", "what the creator brings to it, as a noun", "the filming and the cut", 40, _SAID
    ),
    Variable("they_give", "what they would bring to it, as a noun", "one painting", 40, _SAID),
    Variable(
        "theme",
        "what they asked the creator for, as a noun",
        "a video about paper",
        60,
        _ORDER,
        personal=True,
    ),
    Variable(
        "made", "what the creator made of it, as a title or a noun", "Paper for fog", 60, _ORDER
    ),
    Variable("challenge", "the name of the challenge, as a noun", "the fog week", 60, _ORDER),
    Variable("challenge_task", "what there is to do in it, as a noun", "one fog a day", 60, _ORDER),
    Variable("challenge_ends", "the last day of the challenge", "Sunday 31 May", 30, _ORDER),
    Variable(
        "sent_day", "the day of the message that this one follows", "Tuesday 12 May", 30, _ORDER
    ),
)

VARIABLES: dict[str, Variable] = {variable.name: variable for variable in _ALL}
"""Every documented variable by name, in the order of the manual."""

ORDERED: frozenset[str] = frozenset(v.name for v in _ALL if Rung.ORDER in v.ladder)
"""The variables that an order may say; the others come from what is recorded alone."""

COUNTED: frozenset[str] = frozenset(v.name for v in _ALL if Rung.COUNTED in v.ladder)
"""The variables that are figures about the person, not words of theirs."""

EVIDENCE: frozenset[str] = frozenset(v.name for v in _ALL if v.personal)
"""The variables that tie a message to a recorded fact about the person; a name is not one."""
