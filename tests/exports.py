"""Data exports as TikTok and Instagram write them, of any size; nothing in them is real."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

OWNER = "me.me"
GENERATIONS = (1, 2, 3)
DAY = "2024-01-01 00:00:00"

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
_BLOCKED = {
    1: ("App Settings", "Block", "BlockList"),
    2: ("App Settings", "Block List", "BlockList"),
    3: ("Profile And Settings", "Block List", "BlockList"),
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
    followers: Iterable[str] | None = None,
    following: Iterable[str] | None = None,
    blocked: Iterable[str] | None = None,
) -> dict[str, Any]:
    """Return an export with these chats by their person; without an owner it has no profile.

    The lists of handles that are given are complete.
    """
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
    for where, handles in (
        (_FOLLOWERS, followers),
        (_FOLLOWING, following),
        (_BLOCKED, blocked),
    ):
        if handles is not None:
            _put(made, where[generation], [{"Date": DAY, "UserName": name} for name in handles])
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


def write_text(
    folder: Path,
    chats: Mapping[str, Sequence[Mapping[str, str]]],
    *,
    owner: str = OWNER,
    groups: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    followers: Iterable[str] | None = None,
    following: Iterable[str] | None = None,
    blocked: Iterable[str] | None = None,
    utc: str = " UTC",
    messages: str = "Direct Messages",
) -> Path:
    """Write an export as TikTok does as text; ``messages`` is what the account's language says."""
    root = folder / "TikTok"
    _write_chats(root / messages / f"{messages}.txt", "Chat History with ", chats, utc)
    if groups is not None:
        named = {f"Group_Chat_{name}": said for name, said in groups.items()}
        _write_chats(root / "Group Chat" / "Group Chat.txt", "Group Chat with ", named, utc)
    for name, handles in (
        ("Follower", followers),
        ("Following", following),
        ("Block List", blocked),
    ):
        if handles is not None:
            rows = [f"Date: {DAY}{utc}\nUsername: {handle}\n" for handle in handles]
            text = "\n".join(rows) or "You have no data in this section\n"
            _write(root / "Profile And Settings" / f"{name}.txt", text)
    if owner:
        profile = f"Profile Photo: None\nUsername: {owner}\nLikes Received: None\n"
        _write(root / "Profile And Settings" / "Profile Info.txt", profile)
    return root


def _write_chats(
    path: Path, title: str, chats: Mapping[str, Sequence[Mapping[str, str]]], utc: str
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for name, said in chats.items():
            file.write(f">>> {title}{name}::\n\n")
            for each in said:
                file.write(f"{each['Date']}{utc} {each['From']}: {each['Content']}\n")
            file.write("\n")
        if not chats:
            file.write("No hay datos en esta sección\n")


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def mojibake(value: Any) -> Any:
    """Return what Instagram writes for a value: the bytes of each text as Latin-1 letters."""
    if isinstance(value, str):
        return value.encode("utf-8").decode("latin-1")
    if isinstance(value, dict):
        return {mojibake(key): mojibake(each) for key, each in value.items()}
    return [mojibake(each) for each in value] if isinstance(value, list) else value


def page(
    people: Sequence[str], said: Iterable[Mapping[str, Any]], *, path: str = "", title: str = ""
) -> dict[str, Any]:
    """Return a page of a chat; what is said has Date, From (a name) and Content, or is a row."""
    return {
        "participants": [{"name": name} for name in people],
        "messages": [_said(each) for each in said],
        "title": title,
        "is_still_participant": True,
        "thread_path": path,
        "magic_words": [],
    }


def _said(each: Mapping[str, Any]) -> dict[str, Any]:
    if "Date" not in each:
        return dict(each)
    at = datetime.fromisoformat(f"{each['Date']}+00:00")
    row = {"sender_name": each["From"], "timestamp_ms": int(at.timestamp()) * 1000 + 7}
    return {**row, "content": each["Content"]} if each["Content"] else row


def person(handle: str, *, newer: bool = False) -> dict[str, Any]:
    """Return one person of Instagram's lists, in the older or the newer shape."""
    address = "https://www.instagram.com/"
    if newer:
        values = {"href": f"{address}_u/{handle}", "timestamp": 1_704_067_200}
        return {"title": handle, "string_list_data": [values]}
    values = {"href": address + handle, "value": handle, "timestamp": 1_704_067_200}
    return {"title": "", "media_list_data": [], "string_list_data": [values]}


def write_instagram(
    root: Path,
    chats: Mapping[str, Sequence[Mapping[str, str]]],
    *,
    owner: str = OWNER,
    name: str = "Me Myself",
    requests: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    followers: Iterable[str] | None = None,
    following: Iterable[str] | None = None,
    blocked: Iterable[str] | None = None,
    page_size: int = 10_000,
) -> Path:
    """Write an export as Instagram does; in the chats ``owner`` writes, or the chat's person.

    Without an owner there is no profile. Everybody is called by their handle in capitals.
    """
    mine = root / "your_instagram_activity" / "messages"
    for box, found in (("inbox", chats), ("message_requests", requests or {})):
        for number, (handle, said) in enumerate(found.items()):
            path = f"{box}/{handle}_{1_000 + number}"
            rows = [{**row, "From": _name(row["From"], owner, name)} for row in said]
            for start in range(0, max(1, len(rows)), page_size):
                made = page(
                    (handle.upper(), name),
                    rows[start : start + page_size],
                    path=path,
                    title=handle.upper(),
                )
                write_mojibake(mine / path / f"message_{start // page_size + 1}.json", made)
    ties = root / "connections" / "followers_and_following"
    if followers is not None:
        write_mojibake(ties / "followers_1.json", [person(each) for each in followers])
    if following is not None:
        rows = [person(each, newer=True) for each in following]
        write_mojibake(ties / "following.json", {"relationships_following": rows})
    if blocked is not None:
        rows = [person(each, newer=True) for each in blocked]
        write_mojibake(ties / "blocked_profiles.json", {"relationships_blocked_users": rows})
    if owner:
        values = {"Username": {"value": owner}, "Name": {"value": name}}
        profile = {"profile_user": [{"title": "", "string_map_data": values}]}
        where = root / "personal_information" / "personal_information"
        write_mojibake(where / "personal_information.json", profile)
    return root


def _name(writer: str, owner: str, name: str) -> str:
    return name if writer in (owner, OWNER) else writer.upper()


def write_mojibake(path: Path, value: Any) -> Path:
    """Write a file of an Instagram export."""
    return _write(path, json.dumps(mojibake(value), indent=2))


PACKED_AT = (2026, 3, 14, 12, 0, 0)


def zipped(folder: Path, path: Path) -> Path:
    """Pack a folder as it is downloaded."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                # Not the file's own time: the same folder is to give the same bytes.
                entry = zipfile.ZipInfo(str(file.relative_to(folder)), PACKED_AT)
                archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return path
