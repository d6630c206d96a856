"""Drawing a screen as an SVG: plain shapes and text, nothing fetched from anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME as THEME
from textual.strip import Strip
from wcwidth import iter_graphemes

WIDE, HIGH, BASE = 10, 20, 15
"""A cell in pixels, and how far below its upper edge the letters stand."""
SIZE = 16.6
"""Of a letter; in most monospaced fonts six tenths of it are its width, a cell."""
EDGE = 10
BLOCKS: Final = {
    "█": (0, 0, 8, 8),
    "▀": (0, 0, 8, 4),
    "▌": (0, 0, 4, 8),
    "▐": (4, 0, 4, 8),
    **{chr(0x2580 + part): (0, 8 - part, 8, part) for part in range(1, 8)},
    **{chr(0x2590 - part): (0, 0, part, 8) for part in range(1, 8)},
}
"""Shapes that fill so many eighths of a cell: left, top, width, height."""
LINES: Final = {
    "─": "M0 10H10",
    "│": "M5 0V20",
    "╭": "M10 10Q5 10 5 15V20",
    "╮": "M0 10Q5 10 5 15V20",
    "╰": "M5 0V5Q5 10 10 10",
    "╯": "M5 0V5Q5 10 0 10",
}
"""Lines of boxes, in pixels of a cell: a font leaves gaps between them."""
SHAPES: Final = "".join((*BLOCKS, *LINES))
JOINED: Final = "█▀─" + "".join(chr(0x2580 + part) for part in range(1, 8))
"""Those that make one shape where several stand in a row."""
FONTS = "'Fira Code','DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace"


def svg(strips: Sequence[Strip], about: str) -> str:
    """Return the picture; ``about`` is its title for those who cannot see it."""
    looks: dict[str, str] = {}
    _, page = _colours(next(_runs(strips[-1]))[1])
    grounds = [shape for row, strip in enumerate(strips) for shape in _grounds(strip, row, page)]
    words = [shape for row, strip in enumerate(strips) for shape in _text(strip, row, looks)]
    styles = "\n".join(f".{name}{{{rules}}}" for rules, name in looks.items())
    shapes = "\n".join((*grounds, *words))
    wide = max(strip.cell_length for strip in strips) * WIDE + 2 * EDGE
    high = len(strips) * HIGH + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
        f' role="img">\n<title>{escape(about)}</title>\n<style>\n'
        f"text{{font:{SIZE}px {FONTS};white-space:pre}}\nrect{{shape-rendering:crispEdges}}\n"
        f'{styles}\n</style>\n<rect width="100%" height="100%" fill="{page}"/>\n'
        f'<g transform="translate({EDGE} {EDGE})">\n{shapes}\n</g>\n</svg>\n'
    )


def _grounds(strip: Strip, row: int, page: str) -> Iterator[str]:
    column = 0
    for ground, runs in groupby(_runs(strip), key=lambda run: _colours(run[1])[1]):
        cells = sum(length for _, _, length in runs)
        if ground != page:
            yield (
                f'<rect x="{column * WIDE}" y="{row * HIGH}" width="{cells * WIDE}"'
                f' height="{HIGH}" fill="{ground}"/>'
            )
        column += cells


def _text(strip: Strip, row: int, looks: dict[str, str]) -> Iterator[str]:
    column = 0
    for text, style, cells in _runs(strip):
        name = looks.setdefault(_rules(style), f"s{len(looks)}")
        for words, start, length in _pieces(text):
            at = f'{(column + start) * WIDE}" y="{row * HIGH + BASE}'
            yield (
                f'<text class="{name}" x="{at}" textLength="{length * WIDE}">'
                f"{escape(words, quote=False)}</text>"
            )
        for char, start, length in _shapes(text):
            yield _shape(char, (column + start) * WIDE, row * HIGH, length, _colours(style)[0])
        column += cells


def _shapes(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the blocks and lines of a run, those that go on as one."""
    for found in re.finditer(f"([{SHAPES}])\\1*", text):
        before = cell_len(text[: found.start()])
        if found[1] in JOINED:
            yield found[1], before, len(found[0])
        else:
            yield from ((found[1], before + at, 1) for at in range(len(found[0])))


def _shape(char: str, left: int, top: int, length: int, ink: str) -> str:
    if char in BLOCKS:
        x, y, wide, high = BLOCKS[char]
        return (
            f'<rect x="{left + x * WIDE / 8:g}" y="{top + y * HIGH / 8:g}"'
            f' width="{length * wide * WIDE / 8:g}" height="{high * HIGH / 8:g}" fill="{ink}"/>'
        )
    line = f"M0 10H{length * WIDE}" if char == "─" else LINES[char]
    return f'<path d="{line}" transform="translate({left} {top})" stroke="{ink}" fill="none"/>'


def _runs(strip: Strip) -> Iterator[tuple[str, Style, int]]:
    for segment in strip.simplify():
        if segment.text and segment.style is not None and not segment.control:
            yield segment.text, segment.style, segment.cell_length


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a run, each where it begins; what is wide stands alone."""
    at = 0
    for part in re.split("( {2,})", re.sub(f"[{SHAPES}]", " ", text)):
        words = ""
        for cluster in iter_graphemes(part):
            if len(cluster) == cell_len(cluster) == 1:
                words += cluster
                continue
            yield from _words(words, at)
            at += cell_len(words)
            yield cluster, at, cell_len(cluster)
            at += cell_len(cluster)
            words = ""
        yield from _words(words, at)
        at += cell_len(words)


def _words(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield what is not blank."""
    if words := text.strip():
        yield words, at + len(text) - len(text.lstrip()), len(words)


def _colours(style: Style) -> tuple[str, str]:
    ink = (style.color.get_truecolor(THEME) if style.color else THEME.foreground_color).hex
    ground = (style.bgcolor.get_truecolor(THEME) if style.bgcolor else THEME.background_color).hex
    return (ground, ink) if style.reverse else (ink, ground)


def _rules(style: Style) -> str:
    rules = [f"fill:{_colours(style)[0]}"]
    rules += ["font-weight:bold"] if style.bold else []
    rules += ["font-style:italic"] if style.italic else []
    rules += ["text-decoration:underline"] if style.underline else []
    rules += ["text-decoration:line-through"] if style.strike else []
    return ";".join(rules)
