"""User names: the key that one person is matched by, and what only looks like it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from dm_assistant.domain.confusables import DIGIT_LOOKS, DOT_LOOKS, LOOK_ALIKES, STYLED
from dm_assistant.domain.model import Platform
from dm_assistant.domain.text import INVISIBLE, shows_nothing
from dm_assistant.errors import BadInputError

MAX_LENGTH = 64
"""Longer than any platform allows; the rest is somebody's text in the wrong column."""

_LONGEST_ADDRESS = 2_000


class HandleError(BadInputError, ValueError):
    """Words that are not a user name; the reason is one line and does not repeat them."""


_AROUND = " \t\r\n\u00a0\u3000"
_ORDINARY = re.compile(rf"[a-z0-9_][a-z0-9_.]{{0,{MAX_LENGTH - 1}}}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SITES = {
    Platform.TIKTOK: re.compile(r"(?:(?:www|m)\.)?tiktok\.com", re.IGNORECASE),
    Platform.INSTAGRAM: re.compile(r"(?:(?:www|m)\.)?instagram\.com", re.IGNORECASE),
}
_NOT_A_PROFILE = re.compile(
    "about|accounts|direct|directory|discover|explore|foryou|legal|live|music|p|reels?|search"
    "|share|t|tag|tv|video",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(r"[/\\@:?#<>\"|,;]")
_NAMES = {Platform.TIKTOK: "TikTok", Platform.INSTAGRAM: "Instagram"}


def normalise(raw: str, platform: Platform | None = None) -> str:
    """Return the key that ``raw`` is matched by: two handles are one person only if keys are equal.

    Blanks around it, a profile address and ``@`` fall away; compatibility forms (NFKC) and case
    are evened out. Dots, underscores and accents matter. Raises HandleError for what is no
    handle: among others any invisible character, so that none is silently left out.
    """
    ordinary = raw.strip(_AROUND).removeprefix("@").lower()
    if _ORDINARY.fullmatch(ordinary) and not _is_site(ordinary):
        return ordinary
    return _key(written(raw, platform))


def written(raw: str, platform: Platform | None = None) -> str:
    """Return the handle as its owner writes it, without ``@``, address and blanks around it.

    Raises HandleError where ``normalise`` does.
    """
    bare = raw.strip(_AROUND)
    ordinary = bare.removeprefix("@")
    if _ORDINARY.fullmatch(ordinary.lower()) and not _is_site(ordinary):
        return ordinary
    if not bare or (shows_nothing(bare) and not _has_control(bare)):
        raise HandleError("the handle is empty")
    if len(bare) > _LONGEST_ADDRESS:
        raise HandleError(f"the handle is longer than {MAX_LENGTH} characters")
    _check_letters(bare)
    bare = _from_address(bare, platform)
    bare = bare.removeprefix("@").removeprefix("＠")
    _check_letters(bare)
    key = _key(bare)
    _check_letters(key)
    if shows_nothing(bare) or not key.strip("."):
        raise HandleError("the handle is empty")
    if _FORBIDDEN.search(key):
        raise HandleError("the handle holds a character that no handle has")
    if max(len(bare), len(key)) > MAX_LENGTH:
        raise HandleError(f"the handle is longer than {MAX_LENGTH} characters")
    if _is_site(key):
        raise HandleError("the address names no profile")
    return bare


def look_alike(key: str) -> str:
    """Return the skeleton of ``key``: handles that share one are easily taken for each other.

    Letters of other scripts fall on the Latin ones they look like, ``1``, ``l`` and ``i`` and
    ``0`` and ``o`` on each other; doubled dots and underscores and the invisible do not count.
    Accents, and dot against hyphen against nothing, keep handles apart.
    """
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", key)).casefold()
    text = text.translate(_LOOKS).translate(DIGIT_LOOKS)
    text = re.sub(r"([._])\1+", r"\1", text)
    return unicodedata.normalize("NFC", text.replace("rn", "m").replace("vv", "w"))


_LOOKS = LOOK_ALIKES | STYLED | DOT_LOOKS | {ord("ı"): "i"}


def profile_link(platform: Platform, handle: str) -> str:
    """Return the address of a profile. Raises HandleError when ``handle`` is none."""
    name = quote(written(handle, platform), safe="")
    if platform is Platform.TIKTOK:
        return f"https://www.tiktok.com/@{name}"
    return f"https://www.instagram.com/{name}/"


def _key(bare: str) -> str:
    """Even out compatibility forms and case; twice, since either may uncover the other."""
    for _ in range(2):
        bare = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).lower())
    return bare


def _is_site(text: str) -> bool:
    """Return whether ``text`` is the bare name of a platform's site."""
    return any(site.fullmatch(text) for site in _SITES.values())


def _has_control(text: str) -> bool:
    """Return whether ``text`` holds a control or half a character."""
    return any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text)


def _check_letters(text: str) -> None:
    """Raise HandleError for blanks, controls, invisible and half characters."""
    if _has_control(text):
        raise HandleError("the handle holds a control character or half a character")
    if any(letter.isspace() for letter in text):
        raise HandleError("the handle has a blank inside")
    found = INVISIBLE.search(text)
    if found:
        raise HandleError(f"the handle holds an invisible character (U+{ord(found[0]):04X})")


def _from_address(text: str, platform: Platform | None) -> str:
    """Return the user name that a pasted address leads to, or ``text`` when it is no address."""
    if "/" not in text:
        return text
    try:
        parts = urlsplit(text if _SCHEME.match(text) else f"https://{text}")
        host = parts.hostname or ""
    except ValueError:
        raise HandleError("the address cannot be read") from None
    site = next((found for found, name in _SITES.items() if name.fullmatch(host)), None)
    if site is None or parts.scheme.lower() not in {"http", "https"}:
        if "." not in host:
            raise HandleError("the handle holds a slash")
        raise HandleError("this is no TikTok or Instagram address")
    if platform not in {None, site}:
        raise HandleError(f"this is an address on {_NAMES[site]}, not on {_NAMES[platform]}")
    steps = [unquote(step, errors="surrogateescape") for step in parts.path.split("/") if step]
    if site is Platform.INSTAGRAM and steps and steps[0] in {"_u", "stories"}:
        steps = steps[1:]
    if not steps or _NOT_A_PROFILE.fullmatch(steps[0]):
        raise HandleError("the address names no profile")
    if site is Platform.TIKTOK and not steps[0].startswith("@"):
        raise HandleError("the address names no profile")
    return steps[0]
