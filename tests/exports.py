"""Data exports as TikTok writes them, in three generations of keys; nothing in them is real."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

OWNER = "me.me"
GENERATIONS = (1, 2, 3)

_CHATS = {
    1: ("Direct Messages", "Chat History", "ChatHistory"),
    2: ("Direct Message", "Direct Messages", "ChatHistory"),
    3: ("Direct Message", "Direct Messages", "ChatHistory"),
}
_GROUPS = ("Direct Message", "Group Chat", "GroupChat")
_PROFILE = {
    1: ("Profile", "Profile Information", "ProfileMap"),
    2: ("Profile", "Profile Info", "ProfileMap"),
    3: ("Profile And Settings", "Profile Info", "ProfileMap"),
}
_FOLLOWERS = {
    1: ("Activity", "Follower List", "FansList"),
    2: ("Your Activity", "Follower", "FansList"),
    3: ("Profile And Settings", "Follower", "FansList"),
}
_FOLLOWING = {
    1: ("Activity", "Following List", "Following"),
    2: ("Your Activity", "Following", "Following"),
    3: ("Profile And Settings", "Following", "Following"),
}
_POSTS = {
    1: ("Video", "Videos", "VideoList"),
    2: ("Post", "Posts", "VideoList"),
    3: ("Post", "Posts", "VideoList"),
}
_WATCHED = {
    1: ("Activity", "Video Browsing History", "VideoList"),
    2: ("Your Activity", "Watch History", "VideoList"),
    3: ("Your Activity", "Watch History", "VideoList"),
}


def message(at: datetime, who: str, text: str = "hello") -> dict[str, str]:
    """Return one message; ``at`` is in UTC."""
    return {"Date": f"{at:%Y-%m-%d %H:%M:%S}", "From": who, "Content": text}


def talk(start: datetime, *said: tuple[str, str], apart: float = 60) -> list[dict[str, str]]:
    """Return a chat, newest first as exports have it, from (who, text) pairs from old to new."""
    found = [
        message(start + timedelta(seconds=apart * place), who, text)
        for place, (who, text) in enumerate(said)
    ]
    return found[::-1]


def export(
    chats: Mapping[str, Any] | None,
    *,
    generation: int = 3,
    owner: str = OWNER,
    groups: Mapping[str, Sequence[Any]] | None = None,
    lists: bool = False,
) -> dict[str, Any]:
    """Return an export with these chats by their person; without an owner it has no profile."""
    made: dict[str, Any] = {}
    if chats is not None:
        named = {f"Chat History with {name}:": said for name, said in chats.items()}
        _put(made, _CHATS[generation], named)
    if groups is not None:
        named = {f"Group Chat with Group_Chat_{name}:": said for name, said in groups.items()}
        _put(made, _GROUPS, named)
    if lists:
        day = {"Date": "2024-01-01 00:00:00", "UserName": "somebody"}
        _put(made, _FOLLOWERS[generation], [day, day])
        _put(made, _FOLLOWING[generation], [day])
        _put(made, _POSTS[generation], [{"Date": "2024-01-01 00:00:00", "Link": "x"}] * 3)
        _put(made, _WATCHED[generation], [{"Date": "2024-01-01 00:00:00", "Link": "x"}] * 4)
    if owner:
        _put(made, _PROFILE[generation], {"userName": owner, "followerCount": 3})
    return made


def _put(made: dict[str, Any], path: Iterable[str], value: object) -> None:
    *above, last = path
    for name in above:
        made = made.setdefault(name, {})
    made[last] = value


def write(path: Path, value: object) -> Path:
    """Write an export as TikTok does: indented by two."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False), "utf-8")
    return path
