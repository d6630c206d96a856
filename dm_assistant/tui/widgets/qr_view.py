"""A QR code on the screen: black on white whatever the theme, so that a phone reads it."""

from __future__ import annotations

from typing import NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

LIGHT_ON_DARK = Style(color=Color.from_rgb(255, 255, 255), bgcolor=Color.from_rgb(0, 0, 0))
"""The drawn halves are the light modules; no theme may turn them round."""


class QrPage(NamedTuple):
    """One code: what it is, and its lines."""

    title: str
    code: tuple[str, ...]


class QrView(Widget):
    """The lines of one code, with its quiet zone."""

    DEFAULT_CSS = "QrView { width: auto; height: auto; }"

    code: reactive[tuple[str, ...]] = reactive((), layout=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if y >= len(self.code):
            return Strip.blank(self.size.width)
        return Strip([Segment(self.code[y], LIGHT_ON_DARK)], len(self.code[y]))

    def get_content_width(self, _container: Size, _viewport: Size) -> int:
        """Return as many columns as the code has modules."""
        return len(self.code[0]) if self.code else 0

    def get_content_height(self, _container: Size, _viewport: Size, _width: int) -> int:
        """Return half as many lines as the code has modules."""
        return len(self.code)
