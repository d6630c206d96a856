"""Drawing a square of dark and light modules in a terminal: two modules above each other per cell.

The light modules are the drawn ones, so that a terminal with light letters on a dark ground shows
dark on light, also without any colour; for a light ground it is the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence

QUIET = 4
"""Light modules that a QR code needs on each side of it (ISO/IEC 18004)."""

_CELLS = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
"""What a cell shows, by whether its upper and its lower module are dark."""


def drawn(matrix: Sequence[Sequence[int]], *, light_ground: bool = False) -> tuple[str, ...]:
    """Return the lines of a square whose dark modules are true, with its quiet zone around it."""
    width = len(matrix) + 2 * QUIET
    light = (False,) * width
    sides = (False,) * QUIET
    rows = [light] * QUIET
    rows += [(*sides, *(bool(each) for each in row), *sides) for row in matrix]
    rows += [light] * QUIET
    rows += [light] * (len(rows) % 2)
    return tuple(
        "".join(
            _CELLS[above != light_ground, below != light_ground]
            for above, below in zip(upper, lower, strict=True)
        )
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
