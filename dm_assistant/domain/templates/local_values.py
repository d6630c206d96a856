"""What a creator says in several languages: ``perk.es`` is the ``perk`` of Spanish messages."""

from __future__ import annotations

from collections.abc import Mapping

from dm_assistant.domain.calendar_words import said
from dm_assistant.domain.templates.frontmatter import LANGUAGE
from dm_assistant.domain.templates.variables import VARIABLES

DAYS = frozenset({"code_ends", "challenge_ends", "sent_day"})
"""The variables that are days; one given as 2026-05-31 is put into words."""


def variable_of(key: str) -> tuple[str, str]:
    """Return the variable and the language that a key names; the language may be empty."""
    name, dot, language = key.partition(".")
    if dot and name in VARIABLES and LANGUAGE.fullmatch(language.lower()):
        return name, language.lower()
    return key, ""


def in_language(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Return given values by variable, as a message in this language says them.

    What is said for the language goes before what is said for all; for a region (``pt-br``) its
    own words go before those of the language.
    """
    nearest = ("", language.partition("-")[0], language)
    found: dict[str, str] = {}
    ranks: dict[str, int] = {}
    for key, value in values.items():
        name, only_in = variable_of(key)
        if only_in in nearest and nearest.index(only_in) >= ranks.get(name, 0):
            ranks[name] = nearest.index(only_in)
            found[name] = said(value, language) if name in DAYS else value
    return found
