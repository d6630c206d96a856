"""Reads the rows of the lists in TikTok's own data export: who follows, is followed, is blocked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.domain.text import unstorable_reason
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.records import OwnPostRecord, Rejected, TieRecord
from dm_assistant.importers.times import Clock
from dm_assistant.importers.words import BadValueError, count, is_empty, text, who

TIES = {
    "fanslist": TieKind.FOLLOWS_ME,
    "following": TieKind.I_FOLLOW,
    "blocklist": TieKind.BLOCKED,
}
POSTS = "videolist"
_ONLY_UNDER = {
    "following": frozenset({"following", "followinglist"}),
    POSTS: frozenset({"posts", "videos"}),
}
"""Names that other lists have too, and what lies right above the ones that are meant."""

_lasting = re.compile(
    r"https://(?:www\.)?(?:tiktok\.com/@[\w.]+/video|tiktokv\.com/share/video)/\d{5,25}/?"
).fullmatch
_UTC = Clock()


def list_name(names: Sequence[str]) -> str:
    """Return the name of the list that squeezed keys lead to, empty for another of that name."""
    name = names[-1] if names else ""
    under = _ONLY_UNDER.get(name)
    return "" if under is not None and under.isdisjoint(names[-2:-1]) else name


def tie(kind: TieKind, place: int, row: object) -> TieRecord | Rejected | None:
    """Return one person of a list; ``None`` for an account that is no more."""
    if not isinstance(row, dict):
        return Rejected(place, "not an object with Date and UserName")
    fields = {squeeze(key): value for key, value in row.items()}
    if "username" not in fields:
        return Rejected(place, "there is no UserName")
    if is_empty(fields["username"]):
        return None
    try:
        person = who(fields["username"], Platform.TIKTOK)
    except BadValueError as problem:
        return Rejected(place, str(problem))
    at = since(fields.get("date"))
    return TieRecord(place, person.handle, person.key, kind, at, Platform.TIKTOK)


def since(value: object) -> datetime | None:
    """Return when somebody came onto a list; a block without a usable time is a block."""
    try:
        return None if is_empty(value) else _UTC.at(value, "")
    except BadValueError:
        return None


def post(place: int, row: object) -> OwnPostRecord | Rejected:
    """Return one post of the creator's own; a link that expires is none."""
    if not isinstance(row, dict):
        return Rejected(place, "not an object with Date and Link")
    fields = {squeeze(key): value for key, value in row.items()}
    try:
        at = _UTC.at(fields.get("date"), "")
        title = _words(fields.get("title"))
    except BadValueError as problem:
        return Rejected(place, str(problem))
    link = fields.get("link")
    url = link if isinstance(link, str) and _lasting(link) else ""
    return OwnPostRecord(place, at, title, url, _likes(fields), Platform.TIKTOK)


def _words(value: object) -> str:
    said = text(None if is_empty(value) else value, "the title")
    problem = unstorable_reason(said)
    if problem:
        raise BadValueError(f"the title {problem}")
    return said


def _likes(fields: Mapping[str, Any]) -> int | None:
    value = fields.get("likes")
    try:
        return None if is_empty(value) else count(value, "the likes")
    except BadValueError:
        return None
