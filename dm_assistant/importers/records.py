"""What an import file says, row by row: comments, contacts, consents, messages, ties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from dm_assistant.domain.model import (
    ConsentKind,
    FollowState,
    Platform,
    Purpose,
    Relation,
    TieKind,
)


class CommentRecord(NamedTuple):
    """One public comment; a tuple because a million of them are made six times as quickly.

    ``line`` is the line (CSV, JSON lines) or the item number (JSON); a reply that lies inside its
    parent has its parent's. ``key`` is the handle normalised for matching. ``owner`` says that the
    creator wrote it. ``comment_id`` starts with ``h:`` when the file has none and we made one.
    """

    line: int
    comment_id: str
    post_id: str
    post_url: str
    post_title: str
    handle: str
    key: str
    name: str
    user_id: str
    text: str
    at: datetime
    likes: int
    parent_id: str
    owner: bool
    platform: Platform


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """What a contacts file says of one person; empty and ``None`` mean not given."""

    line: int
    handle: str
    key: str
    platform: Platform | None
    name: str
    language: str
    timezone: str
    country: str
    relation: Relation | None
    follow_state: FollowState | None
    followers: int | None
    tags: tuple[str, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One event of a consents file; ``platform`` is ``None`` when the file does not say."""

    line: int
    handle: str
    key: str
    platform: Platform | None
    purposes: frozenset[Purpose]
    kind: ConsentKind
    at: datetime
    words: str
    where: str


class MessageRecord(NamedTuple):
    """One past direct message of a chat with one person; a tuple for the same reason.

    ``handle`` and ``key`` are the chat's person, whoever wrote; ``writer`` is the key of who did,
    empty for an account that is no more. A message without words has an empty text.
    ``in_requests`` says that the chat lies among the requests.
    """

    line: int
    handle: str
    key: str
    at: datetime
    writer: str
    text: str
    platform: Platform = Platform.TIKTOK
    in_requests: bool = False


class GroupMessageRecord(NamedTuple):
    """One message of a chat of several people; ``handle`` and ``key`` are its writer's.

    A writer of whom the export only says the name has that for a handle, and an empty key.
    """

    line: int
    group: str
    handle: str
    key: str
    at: datetime
    text: str
    platform: Platform = Platform.TIKTOK


class TieRecord(NamedTuple):
    """One person of the account's lists of followers, of followed and of blocked people."""

    line: int
    handle: str
    key: str
    kind: TieKind
    at: datetime | None
    platform: Platform
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is left out, with a reason that is fit to show."""

    line: int
    reason: str


Record = (
    CommentRecord
    | ContactRecord
    | ConsentRecord
    | MessageRecord
    | GroupMessageRecord
    | TieRecord
    | Rejected
)
