"""What a template is called: ``thanks/warm`` or ``thanks/warm.es``, and the file that names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dm_assistant.domain.templates.frontmatter import FENCE, LANGUAGE
from dm_assistant.domain.templates.library import DEFAULT_LANGUAGE, FOLDERS
from dm_assistant.domain.templates.model import FOLLOW_UP
from dm_assistant.domain.text import to_screen

LONGEST = 60
_VARIANT = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """A template's name in its parts; ``language`` is empty where the name says none."""

    folder: str
    variant: str
    language: str = ""

    @property
    def spoken(self) -> str:
        """Return the language of the file this names."""
        return self.language or DEFAULT_LANGUAGE

    @property
    def file(self) -> str:
        """Return the file below a folder of templates, with ``/``."""
        language = f".{self.language}" if self.language else ""
        return f"{self.folder}/{self.variant}{language}.md"

    def __str__(self) -> str:
        return self.file.removesuffix(".md")


def name_of(typed: str) -> Name:
    """Read a typed name; raises ValueError with what a name is like."""
    folder, slash, rest = typed.strip().removesuffix(".md").partition("/")
    variant, dot, language = rest.partition(".")
    language = language.lower().replace("_", "-")
    shown = to_screen(typed[:LONGEST])
    if not slash or folder not in FOLDERS:
        raise ValueError(f"{shown!r} is not named like thanks/warm; there are {', '.join(FOLDERS)}")
    if not _VARIANT.fullmatch(variant) or len(variant) > LONGEST:
        raise ValueError(f"{shown!r}: a variant is named like warm or after-chat, in small letters")
    if dot and not LANGUAGE.fullmatch(language):
        raise ValueError(f"{shown!r}: the end is not a language code such as es or pt-br")
    return Name(folder, variant, language)


def for_place(text: str, place: Name) -> str:
    """Return a template's text as it may lie in another place.

    What its front matter says of purpose, language and what it follows would contradict the new
    folder or name.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return text
    said = {"purpose": place.folder, "language": place.spoken}
    kept = [lines[0]]
    for at, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return "\n".join([*kept, *lines[at:]])
        key, _, value = (part.strip() for part in line.partition(":"))
        if key == "follows" and place.folder != FOLLOW_UP:
            continue
        if said.get(key, value) == value:
            kept.append(line)
    return text
