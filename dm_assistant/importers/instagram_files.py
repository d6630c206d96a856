"""Knows the files of an Instagram export by their content, and surveys those that are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dm_assistant.domain.model import TieKind
from dm_assistant.errors import BadInputError
from dm_assistant.importers import instagram_lines
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.instagram_text import entries, labelled, repaired, string
from dm_assistant.importers.json_cutter import Cutter
from dm_assistant.importers.json_tree import Leaf, leaves
from dm_assistant.importers.json_value import JsonProblem, decode
from dm_assistant.importers.times import Clock
from dm_assistant.importers.walking import Found
from dm_assistant.importers.words import BadValueError

Row = dict[str, Any]
TIES = {
    "relationships_followers": TieKind.FOLLOWS_ME,
    "relationships_following": TieKind.I_FOLLOW,
    "relationships_blocked_users": TieKind.BLOCKED,
}
_NOT_READ = {
    "relationships_close_friends": "close friends",
    "relationships_follow_requests_sent": "follow requests you sent",
    "comments_reels_comments": "your own comments on reels",
    "ig_secret_conversations": "devices of secret chats",
}
OTHER = "a part of an Instagram export, not read"
_MARKS = re.compile(
    rb'"(?:participants|sender_name|relationships_\w+|string_list_data|string_map_data'
    rb'|label_values|profile_user|creation_timestamp|ig_secret_conversations)"'
).search
_times = re.compile(rb'"timestamp(?:_ms)?"\s*:\s*(\d{9,13})\b').findall
_DIALECTS = frozenset({"string_map_data", "label_values", "string_list_data"})
_MOST_PEOPLE = 1_000
_UTC = Clock()


@dataclass(slots=True)
class Thread:
    """What a page of a chat says of it: who is in it, under which path, how new it is."""

    people: list[str] = field(default_factory=list)
    title: str = ""
    path: str = ""
    messages: int = 0
    notices: int = 0
    newest: int = 0


@dataclass(slots=True)
class Part:
    """A file of an Instagram export that is read: a page of a chat, a list, or the profile."""

    found: Found
    thread: Thread | None = None
    tie: TieKind | None = None
    profile: dict[str, str] | None = None
    newest: int = 0

    @property
    def as_of(self) -> datetime | None:
        """Return the newest time in it."""
        try:
            return _UTC.at(self.newest, "") if self.newest else None
        except BadValueError:
            return None


def instagram_part(found: Found) -> Part | None:
    """Return what a JSON file of an Instagram export holds; ``None`` for other JSON.

    Raises UnknownShapeError for a part of an export that is not read, and BadInputError for one
    that breaks.
    """
    if not _MARKS(found.head):
        return None
    if found.head.startswith(b"["):
        return _list(found)
    return _object(found)


def items(source: Input) -> Iterator[Leaf]:
    """Yield the values of a file; the items of a bare list lie under no key."""
    with source.open() as stream:
        cutter = Cutter(stream, source)
        if cutter.peek() == b"[":
            for number, raw in cutter.items():
                yield Leaf((), number, raw)
            cutter.end()
            return
    yield from leaves(source)


def _list(found: Found) -> Part | None:
    """Look at a bare list: followers come so, and parts that are not read."""
    part = Part(found, tie=TieKind.FOLLOWS_ME)
    for leaf in items(found.input):
        row = _row(found.input, leaf)
        if leaf.number == 1 and not _is_follower(row):
            if _is_instagram(row):
                raise _unread(found, "your own comments" if _is_comment(row) else "")
            return None
        part.newest = max(part.newest, *_seconds(leaf.raw), 0)
    return part


def _is_follower(row: Row) -> bool:
    """Tell whether a row of a bare list is a person: a name, a time and a profile's address."""
    values = entries(row, "string_list_data")
    return bool(values) and "media_list_data" in row and "/p/" not in string(values[0], "href")


def _is_instagram(row: Row) -> bool:
    if not _DIALECTS.isdisjoint(row):
        return True
    return any("creation_timestamp" in each for each in (row, *entries(row, "media")))


def _is_comment(row: Row) -> bool:
    return "media_list_data" in row and isinstance(row.get("string_map_data"), dict)


def _object(found: Found) -> Part | None:
    part = Part(found)
    thread = Thread()
    for leaf in items(found.input):
        key = leaf.path[0] if leaf.path else ""
        listed = bool(leaf.number) or leaf.raw == b"[]"
        if len(leaf.path) > 1 or not listed:
            _see_word(thread, leaf, found.input)
        elif key in TIES:
            if part.tie not in (None, TIES[key]):
                raise _unread(found, "two lists of people in one file")
            part.tie = TIES[key]
            part.newest = max(part.newest, *_seconds(leaf.raw), 0)
        elif key == "profile_user":
            part.profile = {**(part.profile or {}), **labelled(_row(found.input, leaf))}
        elif key in ("participants", "messages"):
            part.thread = thread
            _see(thread, leaf, found.input)
        elif part.thread is None and leaf.number:
            known = key in _NOT_READ or key.startswith("relationships_")
            if known or _is_instagram(_row(found.input, leaf)):
                raise _unread(found, _NOT_READ.get(key, ""))
    if part.thread is not None:
        part.newest = thread.newest
        if not thread.people and not thread.newest:
            return None
    return part if part.thread or part.tie or part.profile is not None else None


def _see_word(thread: Thread, leaf: Leaf, source: Input) -> None:
    """Take note of a value that stands by itself: the title of a chat, and its path."""
    if leaf.path == ("title",):
        thread.title = _text(source, leaf)
    elif leaf.path == ("thread_path",):
        thread.path = _text(source, leaf)


def _see(thread: Thread, leaf: Leaf, source: Input) -> None:
    """Take note of one participant or one message."""
    if not leaf.number:
        return
    row = _row(source, leaf)
    if leaf.path == ("participants",):
        if len(thread.people) < _MOST_PEOPLE:
            thread.people.append(string(row, "name"))
        return
    thread.messages += 1
    sender, text = string(row, "sender_name"), string(row, "content")
    notice = instagram_lines.line(row, sender, text) is instagram_lines.Line.NOTICE
    thread.notices += notice
    at = row.get("timestamp_ms")
    if type(at) is int and 0 < at < 10**14:
        thread.newest = max(thread.newest, at)


def _seconds(raw: bytes) -> list[int]:
    return [int(each) for each in _times(raw)]


def _row(source: Input, leaf: Leaf) -> Row:
    value = _value(source, leaf)
    return value if isinstance(value, dict) else {}


def _text(source: Input, leaf: Leaf) -> str:
    value = _value(source, leaf)
    return repaired(value) if isinstance(value, str) else ""


def _value(source: Input, leaf: Leaf) -> Any:  # noqa: ANN401 - JSON is any value
    try:
        return decode(leaf.raw)
    except JsonProblem as problem:
        raise source.refusal(str(problem), item=leaf.number or None) from None
    except UnicodeDecodeError:
        raise source.undecodable() from None


def _unread(found: Found, what: str) -> BadInputError:
    reason = f"{OTHER}: {what}" if what else OTHER
    return UnknownShapeError(f"{found.input.name}: {reason}")
