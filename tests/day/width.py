"""Looking over whole screens: every line as wide as the terminal, every box closed, nothing cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.geometry import Region
from wcwidth import iter_graphemes

CORNERS = {"╭": ("╮", "╰"), "┌": ("┐", "└"), "┏": ("┓", "┗")}
SIDES = frozenset("│┃║├┤┣┫┼╰╯└┘┗┛╭╮┌┐┏┓")
BOX = range(0x2500, 0x2580)
FILLER = ""
LEAST_KEPT = 8
"""So many characters of a name stand before it is cut."""


def faults(lines: Sequence[str], width: int, names: Sequence[str] = ()) -> Iterator[str]:
    """Yield what is wrong with a screen; only ``names`` of strangers may be cut in a heading."""
    for number, line in enumerate(lines):
        if cell_len(line) != width:
            yield f"line {number} is {cell_len(line)} wide, not {width}: {line!r}"
        for char in sorted({each for each in line if _acts(each)}):
            yield f"line {number} holds {char!r}: {line!r}"
    for line in (lines[0], *lines[-2:]):
        if _cut(line, names):
            yield f"a bar is cut: {line!r}"
    grid = [_cells(line) for line in lines]
    for row, cells in enumerate(grid):
        for column, char in enumerate(cells):
            if char in CORNERS:
                yield from _box(grid, row, column, names)


def within(lines: Sequence[str], place: Region) -> list[str]:
    """Return what a part of the screen shows, such as a dialog that lies over the rest."""
    rows = lines[place.y : place.bottom]
    return ["".join(_cells(line)[place.x : place.right]) for line in rows]


def _acts(char: str) -> bool:
    """Return whether a character could move the cursor, or turn the reading direction."""
    kind = unicodedata.category(char)
    return kind in {"Cc", "Cs", "Co"} or (kind == "Cf" and char not in "\u200d\u200c")


def _cells(line: str) -> list[str]:
    """Return what stands in each column; the second half of a wide character is empty."""
    found: list[str] = []
    for cluster in iter_graphemes(line):
        found += [cluster, *[FILLER] * (cell_len(cluster) - 1)]
    return found


def _cut(words: str, names: Sequence[str]) -> bool:
    """Return whether something is cut that is no stranger's name."""
    before, dots, _ = words.partition("…")
    return bool(dots) and not any(name[:LEAST_KEPT] in before for name in names)


def _box(grid: Sequence[Sequence[str]], top: int, left: int, names: Sequence[str]) -> Iterator[str]:
    """Follow a box from its upper left corner all the way round."""
    opens = grid[top][left]
    closes, foot = CORNERS[opens]
    where = f"box at line {top}, column {left}"
    right = next((at for at in range(left + 1, len(grid[top])) if grid[top][at] == closes), None)
    if right is None:
        yield f"{where} has no upper right corner: {''.join(grid[top])!r}"
        return
    heading = "".join(grid[top][left : right + 1])
    if _cut(heading, names):
        yield f"{where} has a heading that is cut: {heading!r}"
    for row in range(top + 1, len(grid)):
        line = grid[row]
        if left < len(line) and line[left] == foot:
            below = "".join(line[left : right + 1])
            if _cut(below, names):
                yield f"{where} has a foot that is cut: {below!r}"
            return
        if max(left, right) >= len(line) or line[left] not in SIDES or line[right] not in SIDES:
            yield f"{where} is open at line {row}: {''.join(line)!r}"
            return
        for at in (left + 1, right - 1):
            if line[at].isalnum() and ord(line[at][0]) not in BOX:
                yield f"{where} has words at its edge in line {row}: {''.join(line)!r}"
    yield f"{where} has no foot"
