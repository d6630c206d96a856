"""Reads the direct messages and group chats of TikTok's own data export, as JSON.

The lists are found by their names wherever they lie, since the sections around them were renamed
twice (formats.md, section 1). Times are UTC.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from dm_assistant.domain.model import Platform
from dm_assistant.domain.text import shorten, to_screen, unstorable_reason
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.json_tree import Path
from dm_assistant.importers.records import GroupMessageRecord, MessageRecord, Rejected
from dm_assistant.importers.times import Clock
from dm_assistant.importers.words import BadValueError, Who, is_empty, text, who

CHATS, GROUPS = "chathistory", "groupchat"
Made = MessageRecord | GroupMessageRecord | Rejected
Maker = Callable[[int, object], Made]

_GROUP_WIDTH = 100
_with = re.compile(r"chat history with (.*?):*\s*", re.IGNORECASE | re.DOTALL).fullmatch
_group = re.compile(r"group chat with (.*?):*\s*", re.IGNORECASE | re.DOTALL).fullmatch
_USUAL = ("Date", "From", "Content")
_UTC = Clock()


def chat_maker(path: Path) -> Maker | None:
    """Return what makes records of the rows under these keys; ``None`` where no chat lies."""
    chat = chat_of(path)
    if chat is not None:
        return message_maker(chat)
    names = [squeeze(name) for name in path]
    return group_maker(path[-1]) if right_below(names, GROUPS) else None


def message_maker(chat: Who | str) -> Maker:
    """Return what makes records of the messages of a chat with a person, or says why of nobody."""
    return partial(_message, chat)


def group_maker(title: str) -> Maker:
    """Return what makes records of the messages of the group chat with this title."""
    return partial(_group_message, group_named(title))


def chat_of(path: Path) -> Who | str | None:
    """Return whose chat lies under these keys: a person, why none, or ``None`` for no chat."""
    names = [squeeze(name) for name in path]
    if CHATS not in names:
        return None
    if not right_below(names, CHATS):
        return "not in a list named 'Chat History with …'"
    return person_named(path[-1])


def person_named(title: str) -> Who | str:
    """Return whom the title of a chat names, or why nobody."""
    found = _with(title)
    if found is None:
        return "not in a list named 'Chat History with …'"
    try:
        return who(found[1], Platform.TIKTOK)
    except BadValueError as problem:
        return f"the chat names nobody: {problem}"


def group_named(title: str) -> str:
    """Return the name of a group chat by its title, fit to show."""
    found = _group(title)
    return shorten(to_screen((found[1] if found else title).strip()), _GROUP_WIDTH)


def right_below(names: Sequence[str], what: str) -> bool:
    """Return whether a path ends right below a list's name; its section may have the same."""
    return what in names[-2:-1] and names[-1] != what


def _message(chat: Who | str, place: int, row: object) -> MessageRecord | Rejected:
    try:
        if not isinstance(row, dict):
            return Rejected(place, "not an object with Date, From and Content")
        if isinstance(chat, str):
            return Rejected(place, chat)
        at, writer, content = fields(row)
        said = words(content)
        return MessageRecord(place, chat.handle, chat.key, _UTC.at(at, ""), key_of(writer), said)
    except BadValueError as problem:
        return Rejected(place, str(problem))


def _group_message(group: str, place: int, row: object) -> GroupMessageRecord | Rejected:
    try:
        if not isinstance(row, dict):
            return Rejected(place, "not an object with Date, From and Content")
        at, writer, content = fields(row)
        said, moment = words(content), _UTC.at(at, "")
        one = Who("", "") if is_empty(writer) else who(writer, Platform.TIKTOK)
    except BadValueError as problem:
        return Rejected(place, str(problem))
    return GroupMessageRecord(place, group, one.handle, one.key, moment, said)


def words(content: object) -> str:
    """Return what a message says; raises BadValueError for what cannot be kept."""
    said = text(None if is_empty(content) else content, "the content")
    problem = unstorable_reason(said)
    if problem:
        raise BadValueError(f"the content {problem}")
    return said


def fields(row: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    """Return date, writer and content of a message; raises BadValueError without date or writer."""
    if tuple(row) != _USUAL:
        row = {squeeze(key): value for key, value in row.items()}
        missing = [name for name in _USUAL[:2] if name.lower() not in row]
        if missing:
            raise BadValueError(f"there is no {' and no '.join(missing)}")
        return row["date"], row["from"], row.get("content")
    return row["Date"], row["From"], row["Content"]


def key_of(value: object) -> str:
    """Return the key of who wrote a message; empty for an account that is no more."""
    return "" if is_empty(value) else who(value, Platform.TIKTOK).key
