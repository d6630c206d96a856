"""Finds out which post a comment belongs to, from an id or an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dm_assistant.domain.handles import HandleError, normalise
from dm_assistant.domain.model import Platform

_POSTS_KEPT = 1 << 12
_MAX_URL = 2_000
_address = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE).fullmatch
_tiktok = re.compile(r"(?:/@([^/?#]+))?/(?:video|photo|v)/(\d{5,25})").search
_instagram = re.compile(
    r"instagram\.com/(?:[^/?#]+/)?(?:p|reel|reels|tv)/([\w-]+)", re.ASCII
).search


@dataclass(frozen=True, slots=True)
class Post:
    """A post as a row names it; ``owner_key`` is the account in its address, if there is one."""

    id: str
    url: str
    owner_key: str
    platform: Platform | None


@lru_cache(_POSTS_KEPT)
def find_post(identifier: str, address: str) -> Post:
    """Return the post that an id and an address name; either may be empty or hold the other."""
    url = next((each for each in (address, identifier) if _is_address(each)), "")
    given = identifier or (address if address.isdigit() else "")
    owner, found, platform = _in_address(url)
    if not given or _is_address(given):
        given = found or url
    return Post(given, url, owner, platform)


def _is_address(word: str) -> bool:
    return len(word) <= _MAX_URL and bool(_address(word))


def _in_address(url: str) -> tuple[str, str, Platform | None]:
    insta = _instagram(url)
    if insta:
        return "", insta[1], Platform.INSTAGRAM
    tiktok = _tiktok(url)
    if not tiktok:
        return "", "", None
    try:
        owner = normalise(tiktok[1]) if tiktok[1] else ""
    except HandleError:
        owner = ""
    return owner, tiktok[2], Platform.TIKTOK
