"""Makes records of the chats and lists of an Instagram export."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.domain.text import shorten, to_screen, unstorable_reason
from dm_assistant.importers import instagram_lines
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.instagram_files import Part, items
from dm_assistant.importers.instagram_text import entries, labelled, repaired, string
from dm_assistant.importers.json_value import JsonProblem, decode
from dm_assistant.importers.own_lists import since
from dm_assistant.importers.records import (
    GroupMessageRecord,
    MessageRecord,
    Record,
    Rejected,
    TieRecord,
)
from dm_assistant.importers.times import Clock
from dm_assistant.importers.words import BadValueError, Who, text, who

_WIDTH = 100
_PEOPLE = 2
_UTC = Clock()
_GONE = re.compile(r"instagram_?user(?:_?\d+)?", re.IGNORECASE).fullmatch
_profile = re.compile(r"https?://(?:www\.)?instagram\.com/(?:_u/)?([\w.]+)/?").fullmatch
_LABELS = frozenset({"username", "benutzername", "nombre de usuario", "nome de usuário"})


Maker = Callable[[int, Any], Record | None]


@dataclass(slots=True)
class Chat:
    """A chat of an export, of one or more pages: with whom, or which group.

    ``person`` is who it is with, or why nobody can be said; ``None`` for a deleted account.
    """

    pages: list[Part]
    people: tuple[str, ...]
    title: str
    person: Who | str | None
    in_requests: bool

    @property
    def is_group(self) -> bool:
        """Return whether more than two take part."""
        return len(self.people) > _PEOPLE


@dataclass(frozen=True, slots=True)
class Me:
    """The creator as an export names them: the name in its chats, and the key of the handle."""

    name: str
    key: str


def person_of(folder: str) -> Who | str | None:
    """Return whose chat lies in a folder ``<handle>_<thread id>``; ``None`` for nobody any more."""
    handle = folder.rpartition("_")[0]
    if _GONE(handle) or _GONE(folder):
        return None
    try:
        return who(handle, Platform.INSTAGRAM)
    except BadValueError as problem:
        return f"the chat names nobody: {problem}"


def name_key(name: str) -> str:
    """Return by what a writer is known of whom the export says the name only."""
    try:
        return who(name, Platform.INSTAGRAM).key
    except BadValueError:
        return name.casefold()


def message_maker(chat: Chat, me: Me) -> Maker | None:
    """Return what makes a record of each message of a chat; ``None`` for a deleted account's."""
    if chat.is_group:
        return partial(_group_message, chat, me)
    if chat.person is None:
        return None
    if isinstance(chat.person, str):
        reason = chat.person
        return lambda place, _row: Rejected(place, reason)
    return partial(_message, chat, chat.person, me)


def records_of(source: Input, keys: Collection[str], make: Maker, start: int) -> Iterator[Record]:
    """Yield the records of the lists under some keys, numbered on from ``start``.

    The items of a bare list lie under the empty key.
    """
    place = start
    for leaf in items(source):
        if not leaf.number or len(leaf.path) > 1 or "".join(leaf.path) not in keys:
            continue
        try:
            row = decode(leaf.raw)
        except JsonProblem as problem:
            raise source.refusal(str(problem), item=leaf.number) from None
        except UnicodeDecodeError:
            raise source.undecodable() from None
        record = make(place + 1, row)
        if record is None:
            continue
        place += 1
        if isinstance(record, Rejected):
            where = "/".join(re.split(r"[/!]", source.name)[-2:])
            record = Rejected(place, f"{where} item {leaf.number}: {record.reason}")
        yield record


def tie(kind: TieKind, place: int, row: object) -> TieRecord | Rejected | None:
    """Return one person of a list; ``None`` for an account that is no more."""
    if not isinstance(row, dict):
        return Rejected(place, "not an object with string_list_data")
    values = entries(row, "string_list_data")
    value = values[0] if values else {}
    handle = string(value, "value") or string(row, "title") or _addressed(value) or _labelled(row)
    if not handle:
        return Rejected(place, "no handle") if values or row else None
    if _GONE(handle):
        return None
    try:
        person = who(handle, Platform.INSTAGRAM)
    except BadValueError as problem:
        return Rejected(place, str(problem))
    at = since(value.get("timestamp") or row.get("timestamp") or None)
    return TieRecord(place, person.handle, person.key, kind, at, Platform.INSTAGRAM)


def _addressed(value: dict[str, Any]) -> str:
    found = _profile(string(value, "href"))
    return found[1] if found else ""


def _labelled(row: dict[str, Any]) -> str:
    found = labelled(row)
    return next((value for label, value in found.items() if label.casefold() in _LABELS), "")


def _message(chat: Chat, person: Who, me: Me, place: int, row: object) -> Record | None:
    found = _said(place, row)
    if not isinstance(found, tuple):
        return found
    at, sender, said = found
    if sender == me.name:
        writer = me.key
    else:
        writer = person.key if sender in chat.people or len(chat.people) < _PEOPLE else ""
    return MessageRecord(
        place,
        person.handle,
        person.key,
        at,
        writer,
        said,
        Platform.INSTAGRAM,
        chat.in_requests,
    )


def _group_message(chat: Chat, me: Me, place: int, row: object) -> Record | None:
    found = _said(place, row)
    if not isinstance(found, tuple):
        return found
    at, sender, said = found
    shown = shorten(to_screen(sender), _WIDTH)
    key = me.key if sender == me.name else ""
    group = shorten(to_screen(chat.title), _WIDTH)
    return GroupMessageRecord(place, group, shown, key, at, said, Platform.INSTAGRAM)


def _said(place: int, row: object) -> tuple[datetime, str, str] | Rejected | None:
    """Return time, sender and words of a message; ``None`` for a line that is nobody's words."""
    if not isinstance(row, dict):
        return Rejected(place, "not an object with sender_name and timestamp_ms")
    try:
        sender = repaired(text(row.get("sender_name"), "the sender"))
        said = repaired(text(row.get("content"), "the content"))
        sort = instagram_lines.line(row, sender, said)
        if sort is instagram_lines.Line.NOTICE:
            return None
        said = said if sort is instagram_lines.Line.WORDS else ""
        problem = unstorable_reason(said)
        if problem:
            return Rejected(place, f"the content {problem}")
        return _UTC.at(row.get("timestamp_ms"), ""), sender, said
    except BadValueError as problem:
        return Rejected(place, str(problem))
