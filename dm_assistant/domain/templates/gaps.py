"""Which purposes have templates in which languages, and what people get where one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dm_assistant.domain.templates.library import DEFAULT_LANGUAGE
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.templates.naming import FOLDERS, folder_of

LANGUAGES = ("en", "es", "pt", "fr", "de", "id")
"""The languages that the shipped templates are written in."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How many templates a purpose has in a language; ``instead`` is what is used without any.

    ``instead`` is empty where there are some, and where nothing at all could be used.
    """

    folder: str
    language: str
    count: int
    instead: str = ""


def gaps(templates: Iterable[Template], languages: Sequence[str] = ()) -> tuple[Gap, ...]:
    """Count templates by purpose and language: the shipped languages, those used, those asked."""
    found = [(folder_of(each), each.language) for each in templates]
    columns = dict.fromkeys([*LANGUAGES, *sorted({spoken for _, spoken in found}), *languages])
    return tuple(_gap(folder, language, found) for folder in FOLDERS for language in columns)


def _gap(folder: str, language: str, found: Sequence[tuple[str, str]]) -> Gap:
    count = found.count((folder, language))
    return Gap(folder, language, count, "" if count else _instead(folder, language, found))


def _instead(folder: str, language: str, found: Sequence[tuple[str, str]]) -> str:
    for code in (language.split("-", maxsplit=1)[0], DEFAULT_LANGUAGE):
        if (folder, code) in found:
            return code
    return ""
