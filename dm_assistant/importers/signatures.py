"""Knows by their first bytes the files that are never read, and says what they are."""

from __future__ import annotations

HEAD = 4096
WEB_PAGE = "a web page: ask for the JSON form of your export"
NO_TEXT = "no text"
EMPTY = "the file is empty"

_PICTURE, _VIDEO, _SOUND = "a picture", "a video", "a sound"
_BEGINNINGS = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"\x1aE\xdf\xa3", _VIDEO),
    (b"\0\0\x01\xba", _VIDEO),
    (b"\0\0\x01\xb3", _VIDEO),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"fLaC", _SOUND),
    (b"%PDF", "a PDF: export as CSV or JSON"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office file: save as CSV or XLSX"),
    (b"{\\rtf", "a text document: save as CSV"),
    (b"\x1f\x8b", "an archive other than a zip: unpack first"),
    (b"7z\xbc\xaf\x27\x1c", "an archive other than a zip: unpack first"),
    (b"Rar!", "an archive other than a zip: unpack first"),
    (b"\xfd7zXZ", "an archive other than a zip: unpack first"),
    (b"BZh", "an archive other than a zip: unpack first"),
    (b"PK\x07\x08", "a piece of a split archive: join the pieces first"),
    (b"PK00PK", "a piece of a split archive: join the pieces first"),
    (b"SQLite format 3\0", "a database"),
    (b"MZ\x90\0", "a program"),
    (b"\x7fELF", "a program"),
)
_RIFF = {b"WEBP": _PICTURE, b"AVI ": _VIDEO, b"WAVE": _SOUND}
_FRAMED = ((b"hei", _PICTURE), (b"mif1", _PICTURE), (b"avif", _PICTURE), (b"M4A", _SOUND))
_PAGES = (b"<!doctype html", b"<html")
_FRAMES = slice(4, 8)
_BRAND = slice(8, 12)


def known_by(head: bytes) -> str:
    """Return what a file is by its first bytes, empty for what may be read."""
    for beginning, what in _BEGINNINGS:
        if head.startswith(beginning):
            return what
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[_BRAND], NO_TEXT)
    if head[_FRAMES] == b"ftyp":
        brand = head[_BRAND]
        return next((what for start, what in _FRAMED if brand.startswith(start)), _VIDEO)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if text.startswith(_PAGES):
        return WEB_PAGE
    if text.startswith(b"<?xml"):
        return WEB_PAGE if b"<html" in head.lower() else "an XML file"
    return ""
