"""Reads the text files of TikTok's own data export: chats under marker lines, blocks of keys.

Folders and files are named in the account's language, the markers and keys are English
(formats.md, section 1.6). Times are UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.chats import key_of, person_named
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.own_lists import tie
from dm_assistant.importers.walking import Found
from dm_assistant.importers.words import MAX_TEXT, BadValueError, Who, is_empty, who
from dm_assistant.importers.writers import Writers

MARK = ">>> "
_LONGEST = 4 << 20
_SAMPLE = 20
_SENTENCE = 400
_message = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?: UTC)? ([^\s:]*) ?: ?(.*)", re.DOTALL
).fullmatch
_moment = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d").match
_pair = re.compile(r"([^:]{1,60}): ?(.*)", re.DOTALL).fullmatch
_starts = re.compile(rb">>> (?:Chat History|Group Chat) with ", re.IGNORECASE).match
_block = re.compile(rb"[\w() ]{1,60}: ?[^\n]*(?:\r?\n|$)").match
_NAMES = {
    "follower": TieKind.FOLLOWS_ME,
    "followers": TieKind.FOLLOWS_ME,
    "followerlist": TieKind.FOLLOWS_ME,
    "fanslist": TieKind.FOLLOWS_ME,
    "following": TieKind.I_FOLLOW,
    "followinglist": TieKind.I_FOLLOW,
    "blocklist": TieKind.BLOCKED,
}
"""The English names of the files whose content is nothing but names and dates."""

_OF_POSTS = frozenset({"whocanview", "allowcomments", "likes", "title"})
_NO_LIST = (
    "a list of TikTok users that does not say which: they may follow you, be followed or be "
    "blocked; ask for the JSON form of your export"
)
_UNREAD = "a section of a TikTok export, not read"


class Sort(StrEnum):
    """What a text file of an export holds."""

    CHATS = "chats"
    TIES = "ties"
    POSTS = "posts"
    PROFILE = "profile"
    EMPTY = "empty"


class Row(NamedTuple):
    """A message or a block: its line, the title of its chat, and its values by their keys."""

    line: int
    title: str
    values: dict[str, str]


@dataclass(slots=True)
class TextPart:
    """A text file of an export, and what a look through it found."""

    found: Found
    sort: Sort
    tie: TieKind | None = None
    owner: str = ""
    newest: str = ""
    gone: int = 0
    writers: Writers = field(default_factory=Writers)


def text_part(found: Found) -> TextPart | None:
    """Return what a text file of an export holds; ``None`` for another file.

    Raises UnknownShapeError for a section that is not read, or of which nobody can say what it
    is.
    """
    if _starts(found.head):
        part: TextPart | None = TextPart(found, Sort.CHATS)
    else:
        part = _of_blocks(found) if _block(found.head) else _empty(found)
    if part is not None:
        _survey(part)
    return part


def _survey(part: TextPart) -> None:
    """Go through a file once: how new it is, who writes to whom, whose account is no more."""
    for row in rows_of(part.sort, part.found.input):
        said = next((value for key, value in row.values.items() if key.lower() == "date"), "")
        found = _moment(said)
        part.newest = max(part.newest, found[0]) if found else part.newest
        if part.tie is not None:
            part.gone += tie(part.tie, 0, row.values) is None
        chat = chat_with(row.title)
        if part.sort is Sort.CHATS and row.values and isinstance(chat, Who):
            with suppress(BadValueError):
                part.writers.hear(chat.key, key_of(row.values["From"]))


def rows_of(sort: Sort, source: Input) -> Iterator[Row]:
    """Yield the rows of a file that holds such things."""
    if sort is Sort.CHATS:
        return chat_rows(source)
    return block_rows(source) if sort in (Sort.TIES, Sort.POSTS) else iter(())


def _of_blocks(found: Found) -> TextPart | None:
    keys: set[str] = set()
    for number, row in enumerate(block_rows(found.input)):
        keys |= set(map(_key, row.values))
        if number == _SAMPLE or "date" not in keys:
            break
    if "date" not in keys:
        return _profile(found)
    if keys == {"date", "username"}:
        kind = _NAMES.get(_stem(found))
        if kind is None:
            raise UnknownShapeError(f"{found.input.name}: {_NO_LIST}")
        return TextPart(found, Sort.TIES, tie=kind)
    if {"date", "link"} <= keys and keys & _OF_POSTS:
        return TextPart(found, Sort.POSTS)
    if keys <= {"date", "link", "comment", "photo", "url", "searchterm", "likes"}:
        raise UnknownShapeError(f"{found.input.name}: {_UNREAD}")
    return None


def _profile(found: Found) -> TextPart | None:
    for row in block_rows(found.input):
        values = {_key(key): value for key, value in row.values.items()}
        name = values.get("username", "")
        if len(values) < 2 or is_empty(name):  # noqa: PLR2004 - a name alone is any text
            return None
        try:
            owner = who(name, Platform.TIKTOK)
        except BadValueError:
            return None
        return TextPart(found, Sort.PROFILE, owner=owner.handle)
    return None


def _empty(found: Found) -> TextPart | None:
    """Look at what may be an empty section, which holds one sentence in any language."""
    kind = _NAMES.get(_stem(found))
    if kind is None or found.input.size > _SENTENCE or b"\n" in found.head.strip():
        return None
    return TextPart(found, Sort.EMPTY, tie=kind) if b"," not in found.head else None


def _stem(found: Found) -> str:
    stem, _, end = found.inside[-1].rpartition(".") if found.inside else ("", "", "")
    return squeeze(stem) if end.lower() == "txt" else ""


def _key(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def chat_rows(source: Input) -> Iterator[Row]:
    """Yield the messages under the marker lines; raises BadInputError.

    A line without a time goes on with the message before it. What is under no message has no
    values.
    """
    title, row, blanks = "", None, 0
    for line, text in _lines(source):
        found = _message(text)
        if text.startswith(MARK) or found:
            if row is not None:
                yield row
            row, blanks = None, 0
        if text.startswith(MARK):
            title = text[len(MARK) :].strip()
        elif found:
            at, writer, said = found.groups()
            row = Row(line, title, {"Date": at, "From": writer, "Content": said})
        elif not text.strip():
            blanks += 1
        elif row is None:
            yield Row(line, title, {})
        else:
            said = "\n".join((row.values["Content"], *[""] * blanks, text))
            row.values["Content"] = said[: MAX_TEXT + 1]
            blanks = 0
    if row is not None:
        yield row


def block_rows(source: Input) -> Iterator[Row]:
    """Yield the blocks of ``Key: value`` lines, which blank lines part; raises BadInputError."""
    values: dict[str, str] = {}
    start, last = 0, ""
    for line, text in _lines(source):
        found = _pair(text)
        if not text.strip():
            if values:
                yield Row(start, "", values)
            values = {}
        elif found and (not values or found[1] not in values):
            start = start if values else line
            last = found[1]
            values[last] = found[2]
        elif found:
            yield Row(start, "", values)
            values, start, last = {found[1]: found[2]}, line, found[1]
        elif values:
            values[last] = f"{values[last]}\n{text}"[: MAX_TEXT + 1]
        else:
            yield Row(line, "", {})
    if values:
        yield Row(start, "", values)


def _lines(source: Input) -> Iterator[tuple[int, str]]:
    """Yield the lines without their ends, numbered from one."""
    with source.open() as stream:
        number = 0
        while raw := stream.readline(_LONGEST):
            number += 1
            if len(raw) == _LONGEST:
                raise source.refusal("the line is too long", line=number)
            try:
                yield number, raw.decode().rstrip("\r\n")
            except UnicodeDecodeError:
                raise source.undecodable() from None


@lru_cache(1 << 10)
def chat_with(title: str) -> Who | str | None:
    """Return whose chat a marker line begins, why nobody's, or ``None`` for a group's."""
    return None if title.lower().startswith("group chat with ") else person_named(title)
