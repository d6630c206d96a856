"""Where the words of a filter stand in a text, however the text writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from dm_assistant.domain.segments.model import And, Node, Not, Or, Words
from dm_assistant.domain.text import clusters, fold


def looked_for(node: Node) -> tuple[str, ...]:
    """Return the words that a filter looks for; those it excludes are left out."""
    return tuple(dict.fromkeys(_wanted(node)))


def _wanted(node: Node) -> Iterator[str]:
    if isinstance(node, Words):
        yield node.text
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    elif isinstance(node, Not) and isinstance(node.inner, Not):
        yield from _wanted(node.inner.inner)


def places(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return where words stand in a text, from one character to another; nothing overlaps.

    Case, accents and the many ways to write a letter make no difference, as in a search.
    """
    signs = list(clusters(text))
    starts = [0, *accumulate(map(len, signs))]
    plain: list[str] = []
    owners: list[int] = []
    for place, sign in enumerate(signs):
        letters = " " if sign.isspace() else fold(sign)
        plain.append(letters)
        owners += [place] * len(letters)
    whole = "".join(plain)
    marked: set[int] = set()
    for word in filter(None, map(fold, words)):
        at = whole.find(word)
        while at >= 0:
            marked.update(owners[at : at + len(word)])
            at = whole.find(word, at + len(word))
    return tuple(_runs(marked, starts))


def _runs(marked: set[int], starts: list[int]) -> Iterator[tuple[int, int]]:
    begin = None
    for place in range(len(starts)):
        if place in marked and begin is None:
            begin = place
        elif place not in marked and begin is not None:
            yield starts[begin], starts[place]
            begin = None
