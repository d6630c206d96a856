"""Reading a QR code as a phone does: what the cells of a terminal look like, decoded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import zxingcpp

PIXELS = 4


def decoded(modules: Sequence[Sequence[bool]]) -> str | None:
    """Return what a picture says, one light or dark square for each module."""
    image = np.array(modules, dtype=np.uint8) * 255
    square = np.ones((PIXELS, PIXELS), dtype=np.uint8)
    found = zxingcpp.read_barcode(np.kron(image, square), try_invert=False)
    return None if found is None else found.text


def read(lines: Iterable[str], *, light_ground: bool = False) -> str | None:
    """Return what the drawn lines say; letters are light and the ground dark, or turned round."""
    modules: list[list[bool]] = []
    for line in lines:
        modules.append([(cell in "▀█") is not light_ground for cell in line])
        modules.append([(cell in "▄█") is not light_ground for cell in line])
    return decoded(modules)
