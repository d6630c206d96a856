"""Knows the lines that Instagram writes into a chat by itself; they are nobody's words.

The wordings are those seen in exports and in the app in English, French, Portuguese, Spanish and
German. In other languages the shape tells: calls and unsent messages have keys of their own, and
a line that comes with an attachment and names its sender was not written by hand.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any


class Line(StrEnum):
    """What a message of an export is."""

    WORDS = "words"
    ATTACHMENT = "attachment"
    NOTICE = "notice"


_SIGN = r"[^\w\s]\S{0,19}"
_reaction = re.compile(
    r"liked a message"
    rf"|reacted {_SIGN} to your message"
    r"|a aimé un message"
    rf"|a réagi (?:avec )?{_SIGN} à votre message"
    r"|curtiu uma mensagem"
    rf"|reagiu (?:com )?{_SIGN} à sua mensagem"
    r"|le gustó un mensaje"
    rf"|reaccionó (?:con )?{_SIGN} a tu mensaje"
    r"|gefällt eine nachricht",
    re.IGNORECASE,
).fullmatch
_attachment = re.compile(
    r"sent an? (?:attachment|photo|video|voice message|gif|sticker|reel|post|story|link)"
    r"|enviou um anexo",
    re.IGNORECASE,
).fullmatch
_notice = re.compile(
    r"unsent a message"
    r"|(?:started|missed) an? (?:audio call|video call|video chat|call)"
    r"|(?:audio call|video call|video chat) ended",
    re.IGNORECASE,
).fullmatch
_MEDIA = ("share", "photos", "videos", "audio_files", "gifs", "sticker", "files")
_OURSELVES = ("You ", "Você ")


def line(row: dict[str, Any], sender: str, text: str) -> Line:
    """Tell what a message is; ``text`` and ``sender`` are repaired."""
    if row.get("is_unsent") is True or "call_duration" in row:
        return Line.NOTICE
    bare = _without_name(text.strip(), sender)
    said = bare.rstrip(".").rstrip()
    if _reaction(said) or _notice(said):
        return Line.NOTICE
    named = bare != text.strip()
    if not text or (named and _attachment(said)):
        return Line.ATTACHMENT
    if sender and sender in text and text.endswith(".") and any(row.get(key) for key in _MEDIA):
        return Line.ATTACHMENT
    return Line.WORDS


def _without_name(text: str, sender: str) -> str:
    for name in (f"{sender} ", *_OURSELVES):
        if len(name) > 1 and text.startswith(name):
            return text[len(name) :]
    return text
