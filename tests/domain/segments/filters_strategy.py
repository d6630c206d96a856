"""Any filter there can be, as a value."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from dm_assistant.domain.segments.fields import COMPARISONS, FIELDS, Field, Kind
from dm_assistant.domain.segments.model import Called, Node, Not, Term, Words, both, either

TEXTS = ("paint", "oil paint", 'so "called"', "(half)", "a:b", "é")
ODD_WORDS = ("blue", "lamp", "or", "not", "-x", "@", "x:y", "3=3", '"', "wild*", "100%", "replied")


def terms(
    numbers: Sequence[str] = ("0", "1", "2", "40.5"),
    ages: Sequence[str] = ("1h", "30d", "4w", "1y"),
    texts: Sequence[str] = TEXTS,
    *,
    without: Sequence[str] = (),
) -> st.SearchStrategy[Node]:
    """Return terms of every field with values that fit."""

    def of(field: Field) -> st.SearchStrategy[Node]:
        bare = [Term(field.name)] if field.alone or field.kind is Kind.FLAG else []
        if field.kind is Kind.NUMBER:
            made = [Term(field.name, sign, each) for sign in COMPARISONS for each in numbers]
        elif field.kind is Kind.AGE:
            made = [Term(field.name, sign, each) for sign in field.signs for each in ages]
        elif field.kind is Kind.CHOICE:
            made = [Term(field.name, ":", each) for each in field.choices]
        elif field.kind is Kind.TEXT:
            made = [Term(field.name, ":", _normal(field.name, each)) for each in texts]
        else:
            made = []
        return st.sampled_from([*bare, *made])

    return st.one_of([of(each) for each in FIELDS.values() if each.name not in without])


def _normal(name: str, text: str) -> str:
    if name == "country":
        return text.upper()
    return text.casefold() if name in {"language", "segment"} else text


def filters(leaf: st.SearchStrategy[Node], most: int = 12) -> st.SearchStrategy[Node]:
    """Return filters made of such terms."""

    def joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(inner, min_size=2, max_size=3)
        return st.one_of(several.map(both), several.map(either), inner.map(Not))

    return st.recursive(leaf, joined, max_leaves=most)


def any_words(words: Sequence[str] = ODD_WORDS) -> st.SearchStrategy[Node]:
    """Return searches for some of these words."""
    listed = st.lists(st.sampled_from(words), min_size=1, max_size=3)
    return listed.map(lambda each: Words(" ".join(each)))


names: st.SearchStrategy[Node] = st.sampled_from(["mia", "mia.paints", "tom_inks"]).map(Called)
