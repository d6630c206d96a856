"""The program's end of a page: it leaves when nobody is at the other end any more."""

from __future__ import annotations

import contextlib
import os
from functools import partial

from textual import messages
from textual.app import App
from textual.drivers.web_driver import WebDriver


class PageDriver(WebDriver):
    """Textual's own driver, which would wait for ever for a server that was killed."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = partial(_write_if_read, self.fileno)

    def run_input_thread(self) -> None:
        """Read keys until their source ends, then leave."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())


def _write_if_read(end: int, data: bytes) -> int:
    with contextlib.suppress(BrokenPipeError):
        return os.write(end, data)
    return len(data)
