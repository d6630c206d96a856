"""Fitting text to terminal cells, whole clusters at a time; strangers' text is made safe here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content, Span

from dm_assistant.domain.text import to_screen

Part = tuple[str, str]
"""Words with the style they are drawn in; the style may be empty."""

ELLIPSIS = "…"
COLOURED = "\ufe0f"
JOINER = "\u200d"
LEAST_HEAD = 4
CODE_POINTS_PER_CELL = 40
"""How much of a text is looked at for one cell of a column; the rest cannot be seen there."""


ALONE = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a"
    "\u2018-\u2026\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001faff]*"
)
"""Letters and signs of a cell or two that join nothing before them: each begins a cluster."""


def clusters_of(text: str) -> Iterable[str]:
    """Return the signs a reader sees."""
    # Its tables take a while to load, and the first lines on screen seldom need them.
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


def plain(text: str) -> Content:
    """Return strangers' text as content in which nothing is markup."""
    return Content(to_screen(text))


def steady(text: str) -> str:
    """Return ``text`` without the mark that asks for the coloured form of a sign.

    Terminals do not agree how wide it makes them, and all that follows on the line would be moved.
    """
    return text.replace(COLOURED, "")


def cut(text: str, width: int) -> str:
    """Return ``text`` on one line in at most ``width`` cells, with an ellipsis where it goes on."""
    if width <= 0:
        return ""
    seen = text[: (width + 2) * CODE_POINTS_PER_CELL]
    line = to_screen(seen)
    if line.isascii():
        return line if len(line) <= width else line[: width - 1] + ELLIPSIS
    if len(seen) == len(text) and cell_len(line) <= width:
        return line
    signs: Iterable[str] = line[:width]
    if not ALONE.fullmatch(line, 0, width):
        signs = clusters_of(line)
    kept: list[str] = []
    used = 0
    for cluster in signs:
        used += cell_len(cluster)
        if used > width - 1:
            break
        kept.append(cluster)
    while kept and cell_len("".join(kept)) > width - 1:
        kept.pop()
    return "".join(kept) + ELLIPSIS


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return ``text`` on one line in exactly ``width`` cells, in its steady form."""
    # A joiner at the end would take the blank after it for what it joins.
    line = cut(steady(text), width).rstrip(JOINER)
    blank = " " * (width - cell_len(line))
    return blank + line if right else line + blank


def cut_middle(text: str, width: int, tail: str) -> str:
    """Return ``text`` in at most ``width`` cells: cut before its ``tail``, else the tail alone.

    ``tail`` begins with the sign that divides it from what stands before it.
    """
    whole = cut(text, width)
    room = width - cell_len(to_screen(tail[: width * CODE_POINTS_PER_CELL]))
    if whole == to_screen(text):
        return whole
    if room < LEAST_HEAD:
        return cut(tail[1:], width)
    head = text.removesuffix(tail)
    return cut(head, room) + to_screen(tail)


def flow(parts: Iterable[Part], width: int, *, hang: int = 0) -> list[Content]:
    """Wrap styled words into lines of at most ``width`` cells; line breaks in the words hold.

    Lines after the first are moved in by ``hang`` cells. No cluster is ever divided.
    """
    lines: list[Content] = []
    room = max(2, width - hang)
    for row, line in enumerate(_lines(_words(parts), max(2, width), room)):
        drawn = _draw(line)
        lines.append(Content(" " * hang) + drawn if row and hang and drawn else drawn)
    return lines


def _words(parts: Iterable[Part]) -> Iterator[tuple[str, str, int]]:
    """Yield words, single blanks and line breaks, each with its style and width in cells."""
    for text, style in parts:
        shown = steady(to_screen(text, lines=True))
        for index, line in enumerate(shown.split("\n")):
            if index:
                yield "\n", style, 0
            for gap, word in enumerate(line.split(" ")):
                if gap:
                    yield " ", style, 1
                if word:
                    yield word, style, cell_len(word)


def _lines(words: Iterable[tuple[str, str, int]], first: int, room: int) -> Iterator[list[Part]]:
    line: list[Part] = []
    used = 0
    limit = first
    for word, style, width in words:
        if word == "\n":
            yield line
            line, used, limit = [], 0, room
            continue
        if used + width <= limit:
            line.append((word, style))
            used += width
            continue
        if used and word == " ":
            yield line
            line, used, limit = [], 0, room
            continue
        if used:
            yield line
            line, used, limit = [], 0, room
        if width <= limit:
            line, used = [(word, style)], width
            continue
        *full, rest = _pieces(word, limit, room)
        for piece in full:
            yield [(piece, style)]
        line, used = [(rest, style)], cell_len(rest)
        limit = room if full else limit
    yield line


def _pieces(word: str, first: int, room: int) -> Sequence[str]:
    """Divide a word that is longer than a line between its clusters."""
    pieces: list[str] = []
    piece = ""
    limit = first
    for cluster in clusters_of(word):
        if piece and cell_len(piece + cluster) > limit:
            pieces.append(piece)
            piece, limit = "", room
        piece += cluster
    return [*pieces, piece]


def _draw(line: list[Part]) -> Content:
    while line and line[-1][0] == " ":
        line = line[:-1]
    text = ""
    spans: list[Span] = []
    for words, style in line:
        if style:
            spans.append(Span(len(text), len(text) + len(words), style))
        text += words
    return Content(text, spans)
