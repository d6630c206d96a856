"""Reads the comments of a JSON document: its rows, and their records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from dm_assistant.importers.aliases import FIELDS
from dm_assistant.importers.comments import CommentMaker
from dm_assistant.importers.json_document import JsonDocument
from dm_assistant.importers.json_pages import PAGE_KEYS, Around, Page, Refused, pages_in
from dm_assistant.importers.picking import KeyPicker
from dm_assistant.importers.records import Record, Rejected

_REPLY_KEYS = ("replies", "reply_comment", "reply_list", "answers")
_REPLIES = frozenset(_REPLY_KEYS)
_EMPTY_PARENTS = (None, "", "0", 0, "root")
_ID, _POST_ID, _POST_URL, _TITLE, _PARENT = map(
    FIELDS.index, ("comment_id", "post_id", "post_url", "post_title", "parent_id")
)


class Row(NamedTuple):
    """One comment as a JSON object.

    ``above`` is the object of the comment that it lies in as a reply, ``around`` the post that
    its page names, ``notice`` the format of the webhook that brought it.
    """

    number: int
    found: dict[str, Any]
    above: dict[str, Any] | None
    around: Around | None = None
    notice: str = ""


def rows_of(document: JsonDocument) -> Iterator[Row | Rejected]:
    """Yield each comment and, after it, its replies; raises BadInputError."""
    for number, raw in document.values():
        value = document.decode(number, raw)
        if b"\\u0000" in raw and _holds_nul(value):
            yield Rejected(number, "the row holds a NUL character")
            continue
        if type(value) is not dict or PAGE_KEYS.isdisjoint(value):
            yield from tree(number, value, None)
            continue
        page = None
        for page in pages_in(value):
            if isinstance(page, Refused):
                yield Rejected(number, page.reason)
                continue
            for each in page.rows:
                yield from _of_page(number, each, page)
        if page is None:
            yield from tree(number, value, None)


def records_of(document: JsonDocument, picker: KeyPicker, maker: CommentMaker) -> Iterator[Record]:
    """Yield the record of each row; raises BadInputError."""
    make = maker.make
    for row in rows_of(document):
        yield row if isinstance(row, Rejected) else make(row[0], values_of(row, picker))


def values_of(row: Row, picker: KeyPicker) -> list[object]:
    """Return what a row says, in the order of ``aliases.FIELDS``."""
    _, found, above, around, _ = row
    values = picker.pick(found)
    if above is not None:
        inherit(values, picker.pick(above))
    if around is not None and not values[_POST_ID] and not values[_POST_URL]:
        values[_POST_ID], values[_POST_URL] = around.post_id, around.url
        values[_TITLE] = values[_TITLE] or around.title
    return values


def _of_page(number: int, value: object, page: Page) -> Iterator[Row | Rejected]:
    for row in tree(number, value, None):
        if isinstance(row, Rejected):
            yield row
        else:
            yield row._replace(around=page.around, notice=page.notice)


def tree(number: int, row: Any, above: dict[str, Any] | None) -> Iterator[Row | Rejected]:  # noqa: ANN401 - JSON is any value
    """Yield a comment and the replies in it, to any depth."""
    if type(row) is not dict:
        yield Rejected(number, "not an object with a comment's facts")
        return
    yield Row(number, row, above)
    if _REPLIES.isdisjoint(row):
        return
    for key in _REPLY_KEYS:
        replies = row.get(key)
        if type(replies) is dict:
            replies = replies.get("data")
        if type(replies) is list:
            for each in replies:
                yield from tree(number, each, row)


def inherit(values: list[object], above: list[object]) -> None:
    """Give a reply the comment it answers and that comment's post, where it names none."""
    if values[_PARENT] in _EMPTY_PARENTS:
        values[_PARENT] = above[_ID]
    if not values[_POST_ID] and not values[_POST_URL]:
        values[_POST_ID], values[_POST_URL] = above[_POST_ID], above[_POST_URL]


def _holds_nul(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any("\0" in key or _holds_nul(each) for key, each in value.items())
    return isinstance(value, list) and any(map(_holds_nul, value))
