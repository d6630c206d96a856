"""QR codes over the whole screen: the link, then the text, then back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from dm_assistant.tui.cells import cut
from dm_assistant.tui.keys import keys
from dm_assistant.tui.widgets.qr_view import QrPage, QrView
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, Sheet, ours, said


class QrCode(ModalScreen[None]):
    """One code at a time, with as much of the screen as there is."""

    DEFAULT_CSS = """
    QrCode Container { align: center middle; background: $background; }
    QrCode Static { dock: bottom; height: 1; text-align: center; text-wrap: nowrap; }
    QrCode Sheet { width: 64; max-width: 92%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = keys("qr", "leave")

    def __init__(self, pages: Sequence[QrPage]) -> None:
        super().__init__()
        self._pages = tuple(pages)
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the code, what stands in its place, and the line below."""
        with Container():  # without colours nothing else hides the place below
            yield QrView()
            yield Sheet()
            yield Static(markup=False)

    def on_mount(self) -> None:
        """Begin with the first."""
        self._turn()

    def on_resize(self, _event: events.Resize) -> None:
        """Show the code once it fits."""
        self._turn()

    def _turn(self) -> None:
        page = self._pages[self._at]
        lines, columns = len(page.code), len(page.code[0])
        fits = lines < self.size.height and columns <= self.size.width
        view, sheet = self.query_one(QrView), self.query_one(Sheet)
        view.code, view.display = page.code, fits
        sheet.paragraphs, sheet.display = (() if fits else self._no_room(page)), not fits
        rest = self._pages[self._at + 1 :]
        following = f"Q {rest[0].title}" if rest else "Q back"
        words = f"{page.title} · {following} · esc back"
        self.query_one(Static).update(Content(cut(words, self.size.width)))

    def _no_room(self, page: QrPage) -> tuple[Paragraph, ...]:
        need = f"{len(page.code[0])} columns and {len(page.code) + 1} lines"
        have = f"{self.size.width} and {self.size.height}"
        return (
            said((f"There is no room for {page.title} as a QR code.", "bold")),
            BLANK,
            said(
                f"It needs {need}; this terminal has {have}. A larger window or smaller letters "
                "(often ctrl and minus) make room; it then appears by itself."
            ),
            BLANK,
            said(*ours("Or copy it: {leave}, then {hand_over} offers it once more.")),
        )

    def action_qr(self) -> None:
        """Go on to the next code, and back after the last."""
        if self._at + 1 < len(self._pages):
            self._at += 1
            self._turn()
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
