"""Surveys TikTok's own data export as JSON: whose it is, what it holds, how new it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.errors import BadInputError
from dm_assistant.importers import own_lists
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.chats import (
    CHATS,
    GROUPS,
    chat_maker,
    chat_of,
    fields,
    key_of,
    right_below,
)
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.json_tree import Leaf, Path, leaves
from dm_assistant.importers.json_value import JsonProblem, decode
from dm_assistant.importers.own_lists import POSTS, TIES, list_name
from dm_assistant.importers.records import Record
from dm_assistant.importers.times import Clock
from dm_assistant.importers.words import BadValueError, Who, is_empty, who
from dm_assistant.importers.writers import Writers

PROFILE = "profilemap"
NOT_READ = {"commentslist": "your own comments", "itemfavoritelist": "likes you gave"}
"""Lists of the export that are not read, by their names, in words."""

_COMMENT_PAGES = (("comments",), ("data", "comments"))
_dates = re.compile(rb'"[Dd]ate"\s*:\s*"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)').findall
_is_date = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d").match
_DATE = 19
_UTC = Clock()


@dataclass(slots=True)
class Contents:
    """What an export holds: whose it is, its lists, and what of it is not read.

    ``owner`` is the handle of its profile section, empty without one. ``gone`` counts the people
    of its lists whose account is no more.
    """

    owner: str = ""
    chats: bool = False
    groups: int = 0
    posts: bool = False
    gone: int = 0
    ties: frozenset[TieKind] = frozenset()
    as_of: datetime | None = None
    not_read: Counter[str] = field(default_factory=Counter)
    writers: Writers = field(default_factory=Writers)

    @property
    def useful(self) -> bool:
        """Return whether it holds anything that is read."""
        return self.chats or bool(self.groups) or self.posts or bool(self.ties)

    def notes(self) -> tuple[str, ...]:
        """Return what the person should know of it."""
        notes = ["times are UTC"]
        if self.gone:
            notes.append(f"skipped: {self.gone:,} deleted account{'s' * (self.gone != 1)}")
        if self.not_read:
            notes.append(f"not read: {self.unread()}")
        return tuple(notes)

    def unread(self) -> str:
        """Return the lists that are not read, with their lengths."""
        return ", ".join(f"{name} ({count:,})" for name, count in self.not_read.items())

    def see_time(self, moment: datetime) -> None:
        """Take note of how new it is at least."""
        if self.as_of is None or moment > self.as_of:
            self.as_of = moment


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


def records(source: Input) -> Iterator[Record]:
    """Yield what is read in file order, numbered through; raises BadInputError."""
    place = 0
    path: Path = ()
    make: Callable[[int, object], Record | None] | None = None
    for leaf in leaves(source):
        if leaf.path is not path:
            path = leaf.path
            make = chat_maker(path) or _list_maker(path)
        if make is None or _is_nothing(leaf):
            continue
        try:
            record = make(place + 1, decode(leaf.raw))
        except JsonProblem as problem:
            raise source.refusal(str(problem), item=place + 1) from None
        except UnicodeDecodeError:
            raise source.undecodable() from None
        if record is not None:
            place += 1
            yield record


def _list_maker(path: Path) -> Callable[[int, object], Record | None] | None:
    name = list_name([squeeze(each) for each in path])
    if name in TIES:
        return partial(own_lists.tie, TIES[name])
    return own_lists.post if name == POSTS else None


class _Survey:
    """Looks at the leaves of a file, one by one."""

    def __init__(self) -> None:
        self.known = False
        self._found = Contents()
        self._path: Path = ()
        self._names: list[str] = []
        self._name = ""
        self._chat = ""
        self._newest = ""

    def see(self, leaf: Leaf) -> None:
        """Take note of one leaf."""
        if leaf.path is not self._path:
            self._path = leaf.path
            self._names = [squeeze(name) for name in leaf.path]
            self._name = list_name(self._names)
            self._enter()
        if leaf.number or leaf.raw == b"[]":
            self._see_list(leaf)
        elif PROFILE in self._names[-2:-1] and self._names[-1] == "username":
            self._found.owner = _handle(leaf)

    def _see_list(self, leaf: Leaf) -> None:
        if self._name in TIES:
            self._found.ties |= {TIES[self._name]}
        self._found.posts |= self._name == POSTS
        if not leaf.number:
            return
        if self._chat:
            self._hear(leaf)
            return
        for date in _dates(leaf.raw):
            self._newest = max(self._newest, date.decode())
        if self._name in NOT_READ:
            self._found.not_read[NOT_READ[self._name]] += 1
        elif self._name in TIES:
            self._found.gone += _is_gone(leaf)

    def contents(self) -> Contents:
        """Return what was seen."""
        try:
            self._found.as_of = _UTC.at(self._newest, "")
        except BadValueError:
            self._found.as_of = None
        return self._found

    def _enter(self) -> None:
        names = self._names
        self._found.chats |= CHATS in names
        self._found.groups += right_below(names, GROUPS)
        listed = self._name in TIES or self._name in NOT_READ or self._name == POSTS
        self.known |= listed or not {CHATS, GROUPS, PROFILE}.isdisjoint(names)
        chat = chat_of(self._path)
        self._chat = chat.key if isinstance(chat, Who) else ""

    def _hear(self, leaf: Leaf) -> None:
        """Note who writes in chats of several people, and when."""
        try:
            row = decode(leaf.raw)
            if not isinstance(row, dict):
                return
            at, writer, _ = fields(row)
            if isinstance(at, str) and at > self._newest and _is_date(at):
                self._newest = at[:_DATE]
            self._found.writers.hear(self._chat, key_of(writer))
        except (JsonProblem, UnicodeDecodeError, BadValueError):
            return


def _is_nothing(leaf: Leaf) -> bool:
    """Tell whether a leaf only says that there is no message: an empty list, or null for one."""
    return not leaf.number and leaf.raw in (b"[]", b"{}", b"null", b'""')


def _is_gone(leaf: Leaf) -> bool:
    try:
        return own_lists.tie(TieKind.BLOCKED, 0, decode(leaf.raw)) is None
    except (JsonProblem, UnicodeDecodeError):
        return False


def _handle(leaf: Leaf) -> str:
    try:
        value = decode(leaf.raw)
        return "" if is_empty(value) else who(value, Platform.TIKTOK).handle
    except (BadValueError, JsonProblem, UnicodeDecodeError):
        return ""
