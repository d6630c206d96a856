"""Segments: what a name or a filter means, and filters saved under names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dm_assistant.domain.segments.fields import ALONE, OLD_NAMES, OPERATORS
from dm_assistant.domain.segments.model import (
    EVERYBODY,
    Called,
    FilterError,
    Node,
    Term,
    Words,
    leaves,
)
from dm_assistant.domain.segments.syntax import parse
from dm_assistant.domain.segments.writing import written
from dm_assistant.domain.templates.frontmatter import did_you_mean
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import filters, segments
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.database import Tx
from dm_assistant.storage.filters import Condition

LONGEST_NAME = 40
MOST_TERMS = 200
"""Terms of a filter and of all saved ones it uses."""


def meant(tx: Tx, segment: str) -> Node:
    """Return the filter that a segment stands for: an old name, a saved one, or a filter itself.

    Raises BadInputError, also for a single word that is no name: it would be searched for.
    """
    name = segment.strip().casefold()
    if name in OLD_NAMES:
        return parse(OLD_NAMES[name])
    known = segments.saved(tx)
    if name in known:
        return Term("segment", ":", name)
    node = read(segment)
    if node == EVERYBODY or (isinstance(node, Words) and node.text == segment.strip().split()[0]):
        names = [*OLD_NAMES, *known]
        hint = did_you_mean(name, names) if name else f"; known: {', '.join(names)}"
        raise BadInputError(
            f"there is no segment {to_screen(segment)!r}{hint} "
            "(a single word to search for goes in quotes)"
        )
    return node


def read(text: str) -> Node:
    """Return the filter that a text is; raises BadInputError that says at which character."""
    try:
        return parse(text)
    except FilterError as error:
        where = f"{to_screen(text)!r}, character {error.at + 1}: " if text.strip() else ""
        raise BadInputError(where + to_screen(str(error))) from None


def condition(tx: Tx, node: Node, now: datetime) -> Condition:
    """Return a filter as the database takes it, with the saved ones it uses."""
    return filters.condition(driver(tx), node, now, _used(tx, node))


def _used(tx: Tx, node: Node, name: str = "") -> dict[str, Node]:
    """Return the saved filters that one uses, however deep; none may use itself.

    ``name`` is that under which the filter is to be saved.
    """
    names = _names(node)
    if not names:
        return {}
    texts = {each.name: each.filter for each in segments.saved(tx).values()}
    found: dict[str, Node] = {}
    _follow(node, (name,), texts, found)
    if _size(node, found) > MOST_TERMS:
        raise BadInputError(f"with the segments it uses the filter has over {MOST_TERMS} terms")
    return found


def _follow(
    node: Node, path: tuple[str, ...], texts: Mapping[str, str], found: dict[str, Node]
) -> None:
    for name in _names(node):
        if name in path:
            raise BadInputError(f"segment:{to_screen(name)} would be a part of itself")
        if name not in texts:
            raise BadInputError(
                f"there is no segment {to_screen(name)!r}; saved: {', '.join(texts) or 'none'}"
            )
        if name not in found:
            found[name] = read(texts[name])
        _follow(found[name], (*path, name), texts, found)


def _names(node: Node) -> list[str]:
    terms = (each for each in leaves(node) if isinstance(each, Term))
    return list(dict.fromkeys(each.value for each in terms if each.field == "segment"))


def _size(node: Node, found: Mapping[str, Node]) -> int:
    return sum(
        _size(found[each.value], found) if isinstance(each, Term) and each.field == "segment" else 1
        for each in leaves(node)
    )


# --- saving ----------------------------------------------------------------------------------


def save(ws: Workspace, name: str, text: str) -> str:
    """Save a filter under a name, in place of the one that has it; returns its canonical text.

    One act. Raises BadInputError for a name that means something else, a filter that takes
    everybody or names a person, and one that would use itself.
    """
    key = _name(name)
    node = read(text)
    if node == EVERYBODY:
        raise BadInputError("a segment needs a filter; everybody needs no name")
    if any(isinstance(each, Called) for each in leaves(node)):
        raise BadInputError(
            "a saved segment names no person, who may be forgotten: give them a tag, and say tag:"
        )
    with ws.database.write() as tx:
        _used(tx, node, key)
        act = acts.begin(tx, ws, "segment_save")
        number = segments.save(act, key, written(node))
        act.finish(segment=number)
    return written(node)


def drop(ws: Workspace, name: str) -> str:
    """Forget a saved segment, unless another one uses it; returns its filter."""
    key = name.strip().casefold()
    with ws.database.write() as tx:
        known = segments.saved(tx)
        if key not in known:
            raise BadInputError(
                f"there is no segment {to_screen(name)!r}; saved: {', '.join(known) or 'none'}"
            )
        users = [each.name for each in known.values() if key in _names(read(each.filter))]
        if users:
            raise BadInputError(f"segment {to_screen(key)!r} is used by {', '.join(users)}")
        act = acts.begin(tx, ws, "segment_drop")
        segments.drop(act, known[key].id)
        act.finish(segment=known[key].id)
    return known[key].filter


def known_values(ws: Workspace) -> dict[str, tuple[str, ...]]:
    """Return by field the values that exist, to complete a half-typed filter with."""
    with ws.database.read() as tx:
        return segments.known_values(tx)


def _name(name: str) -> str:
    key = name.strip().casefold()
    if not key or not all(letter.isalnum() or letter in "-_" for letter in key):
        raise BadInputError("a segment's name is one word of letters, digits, - and _")
    if key.startswith("-"):
        raise BadInputError("a segment's name begins with a letter or a digit")
    if len(key) > LONGEST_NAME:
        raise BadInputError(f"a segment's name has at most {LONGEST_NAME} characters")
    if key in OLD_NAMES or key in ALONE or key in OPERATORS:
        raise BadInputError(f"{key!r} has a meaning of its own in filters; take another name")
    return key
