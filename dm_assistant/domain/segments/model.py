"""A filter as values: terms joined by *and*, *or* and *not*; equal filters are equal values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


class FilterError(ValueError):
    """A filter that cannot be read; ``at`` is the place of the first wrong character, from 0."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Words:
    """Words as the search box takes them; single blanks between them."""

    text: str


@dataclass(frozen=True, slots=True)
class Called:
    """The person who goes, or went, by a user name; ``key`` is the name as it is matched."""

    key: str


@dataclass(frozen=True, slots=True)
class Term:
    """A field, how it is compared, and with what; a bare field has neither sign nor value."""

    field: str
    sign: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """Everybody whom the inner filter leaves out."""

    inner: Node


@dataclass(frozen=True, slots=True)
class And:
    """Those whom every part takes; without parts everybody."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Those whom at least one part takes."""

    parts: tuple[Node, ...]


Node = Words | Called | Term | Not | And | Or
EVERYBODY = And()


def both(nodes: Iterable[Node]) -> Node:
    """Join filters by *and*; joined ones among them lose their brackets."""
    parts = [part for node in nodes for part in (node.parts if isinstance(node, And) else (node,))]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def either(nodes: Iterable[Node]) -> Node:
    """Join filters by *or*; joined ones among them lose their brackets."""
    parts = [part for node in nodes for part in (node.parts if isinstance(node, Or) else (node,))]
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def leaves(node: Node) -> Iterator[Words | Called | Term]:
    """Yield the terms of a filter, in their order."""
    if isinstance(node, Not):
        yield from leaves(node.inner)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    else:
        yield node
