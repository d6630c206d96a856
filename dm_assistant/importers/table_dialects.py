"""Tables of comments that have a shape of their own: what is known of each from its makers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from dm_assistant.domain.handles import HandleError, written
from dm_assistant.domain.model import Platform
from dm_assistant.importers.aliases import FIELDS, squeeze
from dm_assistant.importers.json_comments import inherit, tree
from dm_assistant.importers.picking import KeyPicker
from dm_assistant.importers.python_text import python_value
from dm_assistant.importers.records import CommentRecord, Record, Rejected
from dm_assistant.importers.spans import moment_said
from dm_assistant.importers.table_rows import TableRows
from dm_assistant.importers.times import Clock

Make = Callable[[int, Sequence[object]], CommentRecord | Rejected]
_HANDLE, _NAME, _POST_URL, _USER_ID, _PARENT, _PLATFORM = map(
    FIELDS.index, ("handle", "name", "post_url", "user_id", "parent_id", "platform")
)
_MAX_TITLE = 2_000
_numbered = re.compile(r"\s*(\d{1,9})\s*").fullmatch
_of_parent = re.compile(r"\s*(\d{1,9})\s*[-.]\s*\d{1,9}\s*").fullmatch


class Dialect:
    """How the tables of one tool are read where they differ from all others.

    ``order`` has the columns of some fields, squeezed. ``timeless`` says that the times change
    with the day the table was made.
    """

    name = ""
    order: Mapping[str, tuple[str, ...]] = {}
    platform: Platform | None = None
    timeless = False
    post_url = post_title = owner_key = since_words = ""

    def __init__(self, rows: TableRows) -> None:
        """Learn what stands above the header."""

    def clock(self, clock: Clock) -> Clock:
        """Return how the times of this table are read, as far as it says so itself."""
        return clock

    def values(self, cells: Sequence[str], values: list[object]) -> list[object]:  # noqa: ARG002 - others look at them
        """Return the values of a row, put right."""
        return values

    def records(
        self, line: int, cells: Sequence[str], values: Sequence[object], make: Make
    ) -> Iterator[Record]:
        """Yield what a row says."""
        made = make(line, self.values(cells, list(values)))
        yield made if isinstance(made, Rejected) else self.placed(made, cells)

    def placed(self, record: CommentRecord, cells: Sequence[str]) -> CommentRecord:  # noqa: ARG002 - as above
        """Return a record under the comment it answers."""
        return record


class ExportComments(Dialect):
    """ExportComments.com: two columns without a name, for the numbers of comment and reply."""

    name = "exportcomments"
    order: Mapping[str, tuple[str, ...]] = {
        "handle": ("username", "name", "profileurl"),
        "name": ("name",),
        "post_url": ("commenturl",),
    }
    platform: Platform | None = Platform.INSTAGRAM

    def __init__(self, rows: TableRows) -> None:
        super().__init__(rows)
        forms = [squeeze(each) for each in rows.header]
        self._numbers = forms[:2] == ["", ""]
        self._user, self._profile, self._comment = (
            forms.index(each) if each in forms else len(forms)
            for each in ("username", "profileurl", "commenturl")
        )
        self._top: tuple[str, str] = ("", "")

    def values(self, cells: Sequence[str], values: list[object]) -> list[object]:
        """Take the user name from the profile's address, where its own cell is blank."""
        row = [*cells, ""][: len(cells) + 1]
        profile, address = _cell(row, self._profile), _cell(row, self._comment)
        if not _cell(row, self._user):
            named = values[_HANDLE]
            values[_HANDLE] = _in_profile(profile) or named
            if values[_NAME] == named == values[_HANDLE]:
                values[_NAME] = ""
        for platform in Platform:
            if f"{platform.value}.com/" in (profile or address).lower():
                values[_PLATFORM] = platform.value
        return values

    def placed(self, record: CommentRecord, cells: Sequence[str]) -> CommentRecord:
        """Put a reply under the comment whose number it bears, when that stands right above."""
        if not self._numbers:
            return record
        first, second = cells[0], cells[1]
        if not second.strip():
            found = _numbered(first)
            self._top = (found[1] if found else "", record.comment_id)
            return record
        found = _numbered(first) or _of_parent(second)
        if record.parent_id or not found or found[1] != self._top[0]:
            return record
        return record._replace(parent_id=self._top[1])


class Cubernetes(Dialect):
    """TikTokCommentScraper by cubernetes: the post stands above the header, comments lack ids."""

    name = "cubernetes"
    order: Mapping[str, tuple[str, ...]] = {
        "handle": ("user@",),
        "text": ("commenttext",),
        "at": ("time",),
        "name": ("nickname",),
        "comment_id": (),
    }
    timeless = True

    def __init__(self, rows: TableRows) -> None:
        super().__init__(rows)
        facts = {squeeze(row[0]): row[1] for row in reversed(rows.above) if len(row) > 1}
        self.post_url = facts.get("posturl", "")
        self.post_title = facts.get("description", "")[:_MAX_TITLE]
        self.owner_key = _in_profile(facts.get("publisher@", "")).lower()
        self._since = moment_said(facts.get("now", ""))
        self.since_words = "" if self._since is None else "the moment at the top of the file"
        forms = [squeeze(each) for each in rows.header]
        self._second, self._above = (
            forms.index(each) if each in forms else len(forms)
            for each in ("is2ndlevelcomment", "userrepliedto")
        )
        self._top: CommentRecord | None = None

    def clock(self, clock: Clock) -> Clock:
        """Count back from the moment above the header; days come before months."""
        return Clock(clock.offset, clock.zone, self._since or clock.since, day_first=True)

    def placed(self, record: CommentRecord, cells: Sequence[str]) -> CommentRecord:
        """Put a reply under the comment above it, when that is by the person it names."""
        if _cell(cells, self._second).lower() != "yes":
            self._top = record
            return record
        top = self._top
        if top is None or _cell(cells, self._above) != top.name.strip():
            return record
        return record._replace(parent_id=top.comment_id)


class Pyktok(Dialect):
    """pyktok: the answers of the web interface, with inner objects as Python shows them."""

    name = "pyktok"

    def __init__(self, rows: TableRows) -> None:
        super().__init__(rows)
        forms = [squeeze(each) for each in rows.header]
        self._user = forms.index("user")
        self._replies = forms.index("replycomment") if "replycomment" in forms else len(forms)
        self._picker = KeyPicker({})

    def values(self, cells: Sequence[str], values: list[object]) -> list[object]:
        """Take the person out of the object that stands in one cell."""
        person = python_value(cells[self._user])
        if isinstance(person, dict):
            values[_HANDLE] = _known(person, "unique_id")
            values[_NAME] = _known(person, "nickname")
            values[_USER_ID] = _known(person, "uid")
        return values

    def records(
        self, line: int, cells: Sequence[str], values: Sequence[object], make: Make
    ) -> Iterator[Record]:
        """Yield the comment and the replies in one of its cells."""
        own = self.values(cells, list(values))
        yield make(line, own)
        replies = python_value(_cell(cells, self._replies))
        for each in replies if isinstance(replies, list) else ():
            for row in tree(line, each, None):
                if isinstance(row, Rejected):
                    yield row
                    continue
                picked = self._picker.pick(row[1])
                inherit(picked, own if row[2] is None else self._picker.pick(row[2]))
                yield make(line, picked)


def dialect_of(header: Sequence[str]) -> type[Dialect] | None:
    """Return whose table this is by its header, ``None`` for one that all readers know."""
    forms = set(map(squeeze, header))
    if forms >= {"user@", "commenttext", "time"}:
        return Cubernetes
    if forms >= {"cid", "awemeid", "user", "text"} and "uniqueid" not in forms:
        return Pyktok
    if forms >= {"comment", "date"} and forms & {"name", "username"}:
        return ExportComments if forms & {"profileurl", "commenturl", "profileid"} else None
    return None


def by_name(name: str) -> type[Dialect] | None:
    """Return the dialect of a format."""
    return next((each for each in (ExportComments, Cubernetes, Pyktok) if each.name == name), None)


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _in_profile(address: str) -> str:
    """Return the user name in the address of a profile, or the name itself; empty for others."""
    try:
        return written(address)
    except HandleError:
        return ""


def _known(person: Mapping[object, object], key: str) -> object:
    value = person.get(key)
    return value if isinstance(value, str | int) else ""
