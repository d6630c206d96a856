"""Marks in a text: which of its words are marked, also while it is being changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dm_assistant.domain.rules.verdict import Finding, Place
from dm_assistant.tui.cells import Part

MARKED = "bold underline"
"""How marked words are drawn: no colour is needed to see it."""


def places_of(findings: Iterable[Finding]) -> tuple[Place, ...]:
    """Return every place that findings name, in the order of the text."""
    return tuple(sorted({each for found in findings for each in found.places}))


def carried(places: Iterable[Place], old: str, new: str) -> tuple[Place, ...]:
    """Return where the words stand after the one edit that made ``new`` of ``old``.

    Words that the edit touched are left out.
    """
    if old == new:
        return tuple(places)
    begins = _common(old, new)
    rest = min(len(old), len(new)) - begins
    ends = len(old) - min(_common(old[::-1], new[::-1]), rest)
    moved = len(new) - len(old)
    kept = []
    for each in places:
        if each.end <= begins:
            kept.append(each)
        elif each.start >= ends:
            kept.append(each._replace(start=each.start + moved, end=each.end + moved))
    return tuple(kept)


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def marked(text: str, places: Sequence[Place]) -> list[Part]:
    """Return a text in parts, the words at these places marked; a mark covers whole words."""
    parts: list[Part] = []
    at = 0
    for each in sorted(places):
        start, end = max(each.start, at), min(each.end, len(text))
        while at < start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        if start < end:
            parts += [(text[at:start], ""), (text[start:end], MARKED)]
            at = end
    return [part for part in [*parts, (text[at:], "")] if part[0]]
