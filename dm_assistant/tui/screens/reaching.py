"""Reaching the person: their link in the browser, link and text as QR codes, the clipboard."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.domain.text import clean_message
from dm_assistant.tui import clipboard, desktop, late
from dm_assistant.tui.screens.hearing import Hearing
from dm_assistant.tui.widgets.qr_view import QrPage
from dm_assistant.tui.working import start

if TYPE_CHECKING:
    from dm_assistant.services.views import HandOver


class Reaching(Hearing):
    """A place with a message that is out; which one is up to the subclass."""

    present: HandOver | None = None

    def to_clipboard(self, text: str) -> None:
        """Offer a text to the terminal's clipboard and the desktop's; neither says if it took."""
        words = clean_message(text)
        self.app.copy_to_clipboard(words)
        start(self, partial(asyncio.to_thread, clipboard.offer, words), "clipboard")

    def action_qr(self) -> None:
        """Show the link, then the text, for the phone."""
        if self.present is not None:
            self.read("codes", partial(self._codes, self.present), self._show_codes)

    def _codes(self, message: HandOver) -> tuple[QrPage, ...]:
        link = "the link to the post" if message.answers and message.answers.link else "the profile"
        return (
            QrPage(f"{link} of @{message.handle}", self.desk.handing.qr(message.link)),
            QrPage("the text", self.desk.handing.qr(message.text)),
        )

    def _show_codes(self, pages: tuple[QrPage, ...]) -> None:
        self.app.push_screen(late.qr_code(pages))

    def action_open_link(self) -> None:
        """Open the link where there is a desktop; elsewhere say where it stands."""
        if self.present is None:
            return
        link = self.present.link
        if self.app.is_web:
            self.app.open_url(link)
        elif desktop.there_is_a_desktop(os.environ):
            self.read("browser", partial(desktop.show, link), self._opened)
        else:
            self._opened(taken=False)

    def _opened(self, taken: bool) -> None:
        if not taken:
            words = "No browser opens from here: the link is on the screen, {qr} shows its QR"
            self.app.notify(self.program.keyed(words))
