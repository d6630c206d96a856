"""A filter as its one canonical text: reading that text gives the same filter again."""

from __future__ import annotations

import re
from itertools import pairwise

from dm_assistant.domain.segments.fields import ALONE, OPERATORS
from dm_assistant.domain.segments.model import And, Called, Node, Not, Or, Term, Words

_QUOTED = re.compile(r'[\s()"]')
_LIKE_A_FIELD = re.compile(r"[a-z][a-z-]*(?:[:<>=])", re.IGNORECASE)


def written(node: Node) -> str:
    """Return the canonical text of a filter; nothing for everybody."""
    if isinstance(node, Words):
        return _words(node.text)
    if isinstance(node, Called):
        return f"@{node.key}"
    if isinstance(node, Term):
        value = quoted(node.value) if _QUOTED.search(node.value) else node.value
        return f"{node.field}{node.sign}{value}"
    if isinstance(node, Not):
        return f"-{_one(node.inner)}"
    if isinstance(node, Or):
        return " or ".join(_bracketed(part, Or) for part in node.parts)
    texts = [_bracketed(part, Or) for part in node.parts]
    for place, (one, other) in enumerate(pairwise(node.parts), start=1):
        # Side by side they would be read as words of one search.
        if isinstance(one, Words) and isinstance(other, Words):
            texts[place] = f"and {texts[place]}"
    return " ".join(texts)


def quoted(text: str) -> str:
    """Return text in quotes."""
    return '"' + text.replace('"', '""') + '"'


def is_plain(word: str) -> bool:
    """Return whether a word stands for itself without quotes."""
    return not (
        _QUOTED.search(word)
        or _LIKE_A_FIELD.match(word)
        or word.startswith(("-", "@"))
        or word.casefold() in OPERATORS
        or word.casefold() in ALONE
    )


def _words(text: str) -> str:
    return text if all(map(is_plain, text.split())) else quoted(text)


def _one(node: Node) -> str:
    """Write what *not* takes: a single term, else brackets."""
    if isinstance(node, Words) and " " in node.text:
        return quoted(node.text)
    return f"({written(node)})" if isinstance(node, And | Or) else written(node)


def _bracketed(node: Node, inside: type[Or]) -> str:
    return f"({written(node)})" if isinstance(node, inside) else written(node)
