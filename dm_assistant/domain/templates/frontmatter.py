"""The front matter of a template file: ``key: value`` lines between two lines of ``---``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.templates.model import Flaw, Gives, Lever
from dm_assistant.domain.templates.variables import VARIABLES

FENCE = "---"
_FEW = 8
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


@dataclass(slots=True)
class FrontMatter:
    """What a template file says about itself, the text below it, and what is wrong with it."""

    body: str
    first_line: int = 1
    title: str = ""
    purpose: Purpose | None = None
    language: str = ""
    lever: Lever | None = None
    value: str = ""
    needs: frozenset[str] = frozenset()
    notes: str = ""
    gives: Gives | None = None
    follows: frozenset[Purpose] = frozenset()
    flaws: list[Flaw] = field(default_factory=list)


def did_you_mean(word: str, known: list[str]) -> str:
    """Return a hint at the nearest known word, else at all of them when they are few."""
    near = get_close_matches(word, known, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; there are {', '.join(known)}" if len(known) <= _FEW else ""


def read_front_matter(text: str) -> FrontMatter:
    r"""Read a file's text with ``\n`` line ends; everything wrong with it is in ``flaws``."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return FrontMatter(body=text)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return FrontMatter("", flaws=[Flaw(1, "the front matter is not closed by a line of ---")])
    front = FrontMatter(body="\n".join(lines[end + 1 :]), first_line=min(end + 2, len(lines)))
    seen: set[str] = set()
    for number, line in enumerate(lines[1:end], 2):
        if not line.strip():
            continue
        reason = _take(front, line, seen)
        if reason:
            front.flaws.append(Flaw(number, reason))
    return front


def _take(front: FrontMatter, line: str, seen: set[str]) -> str:
    key, colon, value = (part.strip() for part in line.partition(":"))
    if not colon:
        return "expected a line like `title: Warm thanks`"
    if key not in _READERS:
        return f"unknown key {key}" + did_you_mean(key, list(_READERS))
    if key in seen:
        return f"{key} is given twice"
    seen.add(key)
    if not value:
        return f"{key} has no value; leave the line out instead"
    return _READERS[key](front, value)


def _title(front: FrontMatter, value: str) -> str:
    front.title = value
    return ""


def _value(front: FrontMatter, value: str) -> str:
    front.value = value
    return ""


def _notes(front: FrontMatter, value: str) -> str:
    front.notes = value
    return ""


def _purpose(front: FrontMatter, value: str) -> str:
    if value not in list(Purpose):
        return f"unknown purpose {value}" + did_you_mean(value, [str(p) for p in Purpose])
    front.purpose = Purpose(value)
    return ""


def _language(front: FrontMatter, value: str) -> str:
    if not LANGUAGE.fullmatch(value.lower()):
        return f"{value} is not a language code such as en or pt-br"
    front.language = value.lower()
    return ""


def _lever(front: FrontMatter, value: str) -> str:
    if value not in list(Lever):
        return f"unknown lever {value}" + did_you_mean(value, [str(lever) for lever in Lever])
    front.lever = Lever(value)
    return ""


def _gives(front: FrontMatter, value: str) -> str:
    if value not in list(Gives):
        known = [str(kind) for kind in Gives]
        return f"unknown kind of value {value}" + did_you_mean(value, known)
    front.gives = Gives(value)
    return ""


def _follows(front: FrontMatter, value: str) -> str:
    names = [name.strip() for name in value.split(",")]
    for name in names:
        if name not in _OPENERS:
            return f"follows names no opener: {name}" + did_you_mean(name, _OPENERS)
    front.follows = frozenset(map(Purpose, names))
    return ""


# An answer follows what they wrote, and a public reply is made once.
_OPENERS = [str(each) for each in Purpose if each not in {Purpose.ANSWER, Purpose.INVITE}]


def _needs(front: FrontMatter, value: str) -> str:
    names = [name.strip() for name in value.split(",")]
    for name in names:
        if name not in VARIABLES:
            return f"needs names no variable: {name}" + did_you_mean(name, list(VARIABLES))
    front.needs = frozenset(names)
    return ""


_READERS: dict[str, Callable[[FrontMatter, str], str]] = {
    "title": _title,
    "purpose": _purpose,
    "language": _language,
    "lever": _lever,
    "value": _value,
    "gives": _gives,
    "follows": _follows,
    "needs": _needs,
    "notes": _notes,
}
