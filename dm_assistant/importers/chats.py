"""Reads the direct messages of TikTok's own data export, in each generation of its keys.

The lists are found by their names wherever they lie, since the sections around them were renamed
twice (formats.md, section 1). Times are UTC.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dm_assistant.domain.model import Platform
from dm_assistant.domain.text import unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.json_tree import Leaf, Path, leaves
from dm_assistant.importers.json_value import JsonProblem, decode
from dm_assistant.importers.records import MessageRecord, Rejected
from dm_assistant.importers.times import Clock
from dm_assistant.importers.words import BadValueError, Who, is_empty, text, who

CHATS, GROUPS, PROFILE = "chathistory", "groupchat", "profilemap"
NOT_READ = {
    "fanslist": "followers",
    "following": "following",
    "blocklist": "blocks",
    "commentslist": "your own comments",
    "itemfavoritelist": "likes you gave",
    "videolist": "posts",
}
"""Lists of the export that are not read, by their names, in words."""

_ONLY_UNDER = {
    "following": frozenset({"following", "followinglist"}),
    "videolist": frozenset({"posts", "videos"}),
}
"""Names that other lists have too, and what lies right above the ones that are meant."""

_COMMENT_PAGES = (("comments",), ("data", "comments"))
_with = re.compile(r"chat history with (.*?):*\s*", re.IGNORECASE | re.DOTALL).fullmatch
_USUAL = ("Date", "From", "Content")
_UTC = Clock()


@dataclass(slots=True)
class Contents:
    """What an export holds: whose it is, its messages, and what of it is not read.

    ``owner`` is the handle of its profile section, empty without one. ``writers`` are the keys of
    those who write in two chats or more without being the chat's person: only the creator can.
    ``others`` do so in one chat: the creator, or the person under another name.
    """

    owner: str = ""
    chats: bool = False
    groups: int = 0
    group_messages: int = 0
    not_read: Counter[str] = field(default_factory=Counter)
    writers: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def notes(self) -> tuple[str, ...]:
        """Return what the person should know of it."""
        notes = ["times are UTC"]
        if self.groups:
            chats, said = self.groups, self.group_messages
            notes.append(
                f"left out: {chats:,} group chat{'s' * (chats != 1)} "
                f"with {said:,} message{'s' * (said != 1)}"
            )
        if self.not_read:
            notes.append(f"not read: {self.unread()}")
        return tuple(notes)

    def unread(self) -> str:
        """Return the lists that are not read, with their lengths."""
        return ", ".join(f"{name} ({count:,})" for name, count in self.not_read.items())


def survey(source: Input) -> Contents | None:
    """Return what an export holds, or ``None`` when the JSON object is no such export.

    A file that breaks before anything of an export was found is left to other readers; later
    it raises BadInputError.
    """
    found = _Survey()
    try:
        for leaf in leaves(source):
            if leaf.path in _COMMENT_PAGES and leaf.number:
                return None
            found.see(leaf)
    except BadInputError:
        if found.known:
            raise
    return found.contents() if found.known else None


def messages(source: Input) -> Iterator[MessageRecord | Rejected]:
    """Yield the messages in file order, numbered through; raises BadInputError."""
    place = 0
    path: Path = ()
    chat: Who | str | None = None
    for leaf in leaves(source):
        if leaf.path is not path:
            path = leaf.path
            chat = _chat(path)
        if chat is None or _is_nothing(leaf):
            continue
        place += 1
        yield _message(source, place, leaf, chat)


class _Survey:
    """Looks at the leaves of a file, one by one."""

    def __init__(self) -> None:
        self.known = False
        self._found = Contents()
        self._path: Path = ()
        self._names: list[str] = []
        self._chat = ""
        self._first_chat: dict[str, str] = {}
        self._writers: set[str] = set()

    def see(self, leaf: Leaf) -> None:
        """Take note of one leaf."""
        if leaf.path is not self._path:
            self._path = leaf.path
            self._names = [squeeze(name) for name in leaf.path]
            self._enter()
        names = self._names
        if PROFILE in names[-2:-1] and names[-1] == "username":
            self._found.owner = _handle(leaf)
        elif leaf.number and _right_below(names, GROUPS):
            self._found.group_messages += 1
        elif leaf.number and self._chat:
            self._hear(leaf)
        elif leaf.number and (what := self._unread()):
            self._found.not_read[what] += 1

    def contents(self) -> Contents:
        self._found.writers = frozenset(self._writers)
        self._found.others = frozenset(self._first_chat) - self._writers
        return self._found

    def _enter(self) -> None:
        names = self._names
        self._found.chats |= CHATS in names
        self._found.groups += _right_below(names, GROUPS)
        self.known |= not {CHATS, GROUPS, PROFILE}.isdisjoint(names) or bool(self._unread())
        chat = _chat(self._path)
        self._chat = chat.key if isinstance(chat, Who) else ""

    def _unread(self) -> str:
        name, above = self._names[-1] if self._names else "", self._names[-2:-1]
        under = _ONLY_UNDER.get(name)
        if under is not None and under.isdisjoint(above):
            return ""
        return NOT_READ.get(name, "")

    def _hear(self, leaf: Leaf) -> None:
        """Note who writes in chats of several people."""
        try:
            row = decode(leaf.raw)
            writer = _writer(_fields(row)[1]) if isinstance(row, dict) else ""
        except (JsonProblem, UnicodeDecodeError, BadValueError):
            return
        if writer in ("", self._chat):
            return
        if self._first_chat.setdefault(writer, self._chat) != self._chat:
            self._writers.add(writer)


def _chat(path: Path) -> Who | str | None:
    """Return whose chat lies under these keys: a person, why none, or ``None`` for no chat."""
    names = [squeeze(name) for name in path]
    if CHATS not in names:
        return None
    found = _with(path[-1]) if _right_below(names, CHATS) else None
    if found is None:
        return "not in a list named 'Chat History with …'"
    try:
        return who(found[1], Platform.TIKTOK)
    except BadValueError as problem:
        return f"the chat names nobody: {problem}"


def _right_below(names: Sequence[str], what: str) -> bool:
    """Return whether a path ends right below a list's name; its section may have the same."""
    return what in names[-2:-1] and names[-1] != what


def _is_nothing(leaf: Leaf) -> bool:
    """Tell whether a leaf only says that there is no message: an empty list, or null for one."""
    return not leaf.number and leaf.raw in (b"[]", b"{}", b"null", b'""')


def _message(source: Input, place: int, leaf: Leaf, chat: Who | str) -> MessageRecord | Rejected:
    try:
        row = decode(leaf.raw)
        if not isinstance(row, dict):
            return Rejected(place, "not an object with Date, From and Content")
        if isinstance(chat, str):
            return Rejected(place, chat)
        at, writer, content = _fields(row)
        said = text(None if is_empty(content) else content, "the content")
        problem = unstorable_reason(said)
        if problem:
            return Rejected(place, f"the content {problem}")
        moment = _UTC.at(at, "")
        return MessageRecord(place, chat.handle, chat.key, moment, _writer(writer), said)
    except BadValueError as problem:
        return Rejected(place, str(problem))
    except JsonProblem as problem:
        raise source.refusal(str(problem), item=place) from None
    except UnicodeDecodeError:
        raise source.undecodable() from None


def _fields(row: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    """Return date, writer and content of a message; raises BadValueError without date or writer."""
    if tuple(row) != _USUAL:
        row = {squeeze(key): value for key, value in row.items()}
        missing = [name for name in _USUAL[:2] if name.lower() not in row]
        if missing:
            raise BadValueError(f"there is no {' and no '.join(missing)}")
        return row["date"], row["from"], row.get("content")
    return row["Date"], row["From"], row["Content"]


def _writer(value: object) -> str:
    """Return the key of who wrote a message; empty for an account that is no more."""
    return "" if is_empty(value) else who(value, Platform.TIKTOK).key


def _handle(leaf: Leaf) -> str:
    try:
        return who(decode(leaf.raw), Platform.TIKTOK).handle
    except (BadValueError, JsonProblem, UnicodeDecodeError):
        return ""
