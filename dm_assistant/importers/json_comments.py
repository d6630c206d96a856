"""Reads the comments of a JSON document: its rows, what format they are, their records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dm_assistant.importers.aliases import FIELDS, squeeze
from dm_assistant.importers.comments import CommentMaker
from dm_assistant.importers.json_document import JsonDocument, comments_in
from dm_assistant.importers.picking import KeyPicker
from dm_assistant.importers.records import Record, Rejected

_REPLIES = ("replies", "reply_comment", "reply_list", "answers")
_ID, _POST_ID, _POST_URL, _PARENT = map(
    FIELDS.index, ("comment_id", "post_id", "post_url", "parent_id")
)
_SCRAPER = frozenset(map(squeeze, ("comment_id", "username", "comment", "create_time")))
_WEB = frozenset(map(squeeze, ("cid", "user.unique_id")))
_BUSINESS = frozenset(map(squeeze, ("comment_id", "unique_identifier")))

Row = tuple[int, Any, dict[str, Any] | None]
"""Number, object, and the object of the comment above when this is a reply inside it."""


def name_format(keys: set[str], *, around: bool) -> str:
    """Return the name of the format whose squeezed keys these are; ``around``: on a page."""
    if around and keys >= _SCRAPER:
        return "tiktok-scraper"
    if keys >= _WEB:
        return "tiktok-web"
    return "tiktok-business" if keys >= _BUSINESS else "apify"


def rows_of(document: JsonDocument) -> Iterator[Row | Rejected]:
    """Yield each comment and, after it, its replies; raises BadInputError."""
    for number, raw in document.values():
        value = document.decode(number, raw)
        if b"\\u0000" in raw and _holds_nul(value):
            yield Rejected(number, "the row holds a NUL character")
            continue
        page = comments_in(value)
        if page is None:
            yield from _tree(number, value, None)
        else:
            for each in page:
                yield from _tree(number, each, None)


def records_of(document: JsonDocument, picker: KeyPicker, maker: CommentMaker) -> Iterator[Record]:
    """Yield the record of each row; raises BadInputError."""
    for row in rows_of(document):
        if isinstance(row, Rejected):
            yield row
            continue
        number, found, above = row
        values = picker.pick(found)
        if above is not None:
            _inherit(values, picker.pick(above))
        yield maker.make(number, values)


def _tree(number: int, row: Any, above: dict[str, Any] | None) -> Iterator[Row | Rejected]:  # noqa: ANN401 - JSON is any value
    if type(row) is not dict:
        yield Rejected(number, "not an object with a comment's facts")
        return
    yield number, row, above
    for key in _REPLIES:
        replies = row.get(key)
        if type(replies) is list:
            for each in replies:
                yield from _tree(number, each, row)


def _inherit(values: list[object], above: list[object]) -> None:
    """Give a reply the comment it answers and that comment's post, where it names none."""
    if values[_PARENT] in (None, "", "0", 0):
        values[_PARENT] = above[_ID]
    if not values[_POST_ID] and not values[_POST_URL]:
        values[_POST_ID], values[_POST_URL] = above[_POST_ID], above[_POST_URL]


def _holds_nul(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any("\0" in key or _holds_nul(each) for key, each in value.items())
    return isinstance(value, list) and any(map(_holds_nul, value))
