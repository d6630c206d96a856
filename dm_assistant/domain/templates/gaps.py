"""Which purposes have templates in which languages, and what people get where one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dm_assistant.domain.templates.library import DEFAULT_LANGUAGE, FOLDERS
from dm_assistant.domain.templates.model import Template

LANGUAGES = ("en", "es", "pt", "fr", "de", "id")
"""The languages that the shipped templates are written in."""

_Names = Mapping[str, AbstractSet[str]]


@dataclass(frozen=True, slots=True)
class Gap:
    """How many templates a folder has in a language, and which of its others it has not.

    ``instead`` is the language that is used where there are none; empty where there are some, and
    where nothing at all could be used.
    """

    folder: str
    language: str
    count: int
    missing: tuple[str, ...] = ()
    instead: str = ""


def gaps(templates: Iterable[Template], languages: Sequence[str] = ()) -> tuple[Gap, ...]:
    """Count templates by folder and language: the shipped languages, those used, those asked."""
    there: dict[str, dict[str, set[str]]] = {folder: {} for folder in FOLDERS}
    spoken: set[str] = set()
    for each in templates:
        there[each.folder].setdefault(each.language, set()).add(each.name)
        spoken.add(each.language)
    columns = dict.fromkeys([*LANGUAGES, *sorted(spoken), *languages])
    return tuple(_gap(folder, code, there[folder]) for folder in FOLDERS for code in columns)


def _gap(folder: str, language: str, there: _Names) -> Gap:
    has = there.get(language, frozenset())
    every = frozenset[str]().union(*there.values())
    instead = "" if has else _instead(language, there)
    return Gap(folder, language, len(has), tuple(sorted(every - has)), instead)


def _instead(language: str, there: _Names) -> str:
    for code in (language.split("-", maxsplit=1)[0], DEFAULT_LANGUAGE):
        if code in there:
            return code
    return ""


def untranslated(found: Iterable[Gap]) -> dict[str, tuple[str, ...]]:
    """Return by full name the languages in which others of its folder are there, but not this."""
    lacking: dict[str, list[str]] = {}
    for gap in found:
        for name in gap.missing if gap.count else ():
            lacking.setdefault(f"{gap.folder}/{name}", []).append(gap.language)
    return {name: tuple(languages) for name, languages in lacking.items()}
