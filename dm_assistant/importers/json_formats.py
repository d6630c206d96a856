"""Names the format of JSON comments by their keys and by what stands around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dm_assistant.domain.model import Platform
from dm_assistant.domain.text import shorten, to_screen
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.json_pages import TIKTOK_NOTICE

_SCRAPER = frozenset(map(squeeze, ("comment_id", "username", "comment", "create_time")))
_GRAPH = frozenset(map(squeeze, ("id", "username", "text", "timestamp")))
_GRAPH_MARKS = frozenset(
    map(squeeze, ("like_count", "hidden", "media.id", "from.id", "legacy_instagram_comment_id"))
)
_BY_KEYS = tuple(
    (name, frozenset(map(squeeze, keys)))
    for name, keys in (
        ("tiktok-web", ("cid", "user.unique_id")),
        ("tiktok-business", ("comment_id", "unique_identifier")),
        ("instaloader", ("owner.username", "created_at", "text")),
        ("instagram-graph", ("from.username", "text", "timestamp")),
    )
)
_RESEARCH = frozenset(map(squeeze, ("id", "video_id", "text", "create_time")))
_NAMELESS = "names no authors, so nobody can be ranked by it"

PLATFORMS = dict.fromkeys(
    ("instagram-graph", "instagram-webhook", "instaloader"), Platform.INSTAGRAM
)
"""Formats that only one platform has, where it is not the usual one."""


def name_format(keys: set[str], *, around: bool, notice: str = "", tool: str = "") -> str:
    """Return the name of the format whose squeezed keys these are.

    ``around`` says that the comments are on a page, ``notice`` which webhook brought them, and
    ``tool`` that yt-dlp wrote the file.
    """
    if notice or tool:
        return notice or "yt-dlp"
    if around and keys >= _SCRAPER:
        return "tiktok-scraper"
    if keys >= _GRAPH and not keys.isdisjoint(_GRAPH_MARKS):
        return "instagram-graph"
    return next((name for name, marks in _BY_KEYS if keys >= marks), "apify")


def check_authors(source: Input, found: Collection[str], keys: set[str], notice: str) -> None:
    """Refuse comments of a kind that never says who wrote them; raises UnknownShapeError."""
    if "handle" in found:
        return
    if notice == TIKTOK_NOTICE:
        raise UnknownShapeError(
            f"{source.name}: notices of comment.update have no user names, only numbers of people; "
            "take the answer of /business/comment/list/ instead"
        )
    if keys >= _RESEARCH:
        raise UnknownShapeError(
            f"{source.name}: an answer of TikTok's Research API {_NAMELESS}; take your comments "
            "from the Business API or a comment exporter instead"
        )


def tool_of(frame: Mapping[str, Any]) -> str:
    """Return what yt-dlp calls the site a file is from, empty for a file that is not its."""
    name = frame.get("extractor_key") or frame.get("extractor")
    known = isinstance(name, str) and ("webpage_url" in frame or "_type" in frame)
    return name.lower() if known and isinstance(name, str) else ""


def check_tool(source: Input, tool: str, *, comments: bool) -> None:
    """Refuse a file of yt-dlp without comments, or from another site; raises UnknownShapeError."""
    if tool.startswith("tiktok"):
        reason = "yt-dlp gives no comments for TikTok; take them with a comment exporter"
    elif not tool.startswith("instagram"):
        site = shorten(to_screen(tool), 30)
        reason = f"comments of TikTok and Instagram are read, this file of yt-dlp is from {site}"
    elif not comments:
        reason = "this file of yt-dlp holds no comments; make it with --write-comments"
    else:
        return
    raise UnknownShapeError(f"{source.name}: {reason}")
