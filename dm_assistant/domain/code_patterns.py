"""Exclusive codes as words: what a code may look like, and making new ones to a pattern."""

from __future__ import annotations

import re
from collections.abc import Collection
from math import prod
from random import Random

from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.domain.text import INVISIBLE, unstorable_reason

LONGEST = VARIABLES["code"].longest
"""A longer code would not fit the place that messages have for it."""

DIGITS = "23456789"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
ALPHABETS = {"#": DIGITS, "?": LETTERS, "*": DIGITS + LETTERS}
"""What a sign of a pattern stands for; nobody has to tell 0 from O or 1 from I."""

ROOM = 1_000
"""So many possible codes for each one there is make guessing hopeless."""
LEAST_ROOM = 2
"""With fewer, even finding new ones would take long."""

_spoils = re.compile(r"[\s,;|\"]")


def flaw(code: str) -> str | None:
    """Return why nobody could type a code or a message could not hold it, or nothing."""
    if len(code) > LONGEST:
        return f"a code has more than {LONGEST} characters"
    if unstorable_reason(code) or INVISIBLE.search(code) or not code.isprintable():
        return "a code holds a character that nobody can type"
    if _spoils.search(code):
        return "one code a line: this one holds a blank or a separator"
    return None


def possibilities(pattern: str) -> int:
    """Return how many codes a pattern allows; 1 when nothing of it is open."""
    return prod(len(ALPHABETS[sign]) for sign in pattern if sign in ALPHABETS)


def like(pattern: str, count: int, known: Collection[str], draw: Random) -> list[str]:
    """Make so many different codes to a pattern, none of which is ``known`` by its case-free key.

    The pattern allows at least ``LEAST_ROOM`` times as many as there will be.
    """
    taken = set(known)
    made: list[str] = []
    while len(made) < count:
        code = "".join(
            draw.choice(ALPHABETS[sign]) if sign in ALPHABETS else sign for sign in pattern
        )
        if code.casefold() not in taken:
            taken.add(code.casefold())
            made.append(code)
    return made
