"""Reading a QR code as a phone does: what the cells of a terminal look like, decoded."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import zxingcpp

UPPER = {" ": 0, "▄": 0, "▀": 255, "█": 255}
LOWER = {" ": 0, "▄": 255, "▀": 0, "█": 255}
PIXELS = 4


def read(lines: Iterable[str], *, light_ground: bool = False) -> str | None:
    """Return what the drawn lines say; letters are light and the ground dark, or turned round."""
    rows = []
    for line in lines:
        rows += [[UPPER[cell] for cell in line], [LOWER[cell] for cell in line]]
    image = np.array(rows, dtype=np.uint8)
    if light_ground:
        image = 255 - image
    found = zxingcpp.read_barcode(
        np.kron(image, np.ones((PIXELS, PIXELS), dtype=np.uint8)), try_invert=False
    )
    return None if found is None else found.text
