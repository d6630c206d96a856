"""How alike two texts are: the share of letters that both have, in the same order."""

from __future__ import annotations


def likeness(one: str, other: str) -> float:
    """Return twice the letters in common over all letters, from 0 to 1 (normalised indel)."""
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(one, other))
