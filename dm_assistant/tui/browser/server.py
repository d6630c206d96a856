"""Serving the terminal program to a browser of this machine, and to nobody else."""

from __future__ import annotations

import asyncio
import logging
import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.server import Server

from dm_assistant.errors import BadInputError
from dm_assistant.tui.browser.door import START, TOKEN, Admission, Asked, Door

LOOPBACK: Final = ("127.0.0.1", "::1")
PAGE = Path(__file__).with_name("page")
REFUSAL = "Open this page with the link that dm-assistant printed in its terminal.\n"
DRIVER = "dm_assistant.tui.browser.driver:PageDriver"
LOGS = ("textual-serve", "aiohttp.server", "aiohttp.web")


def listening(host: str, port: int) -> socket.socket:
    """Take a port of this machine alone; 0 takes any. BadInputError where that cannot be."""
    if host not in LOOPBACK:
        raise BadInputError(
            f"--host {host}: only this machine may look in; say {' or '.join(LOOPBACK)}"
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share a port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen()
    except OSError as error:
        taken.close()
        raise BadInputError(
            f"port {port} of {host} cannot be used ({error.strerror or error}); "
            "choose another with --port, or --port 0 for any that is free"
        ) from None
    return taken


class BrowserServer(Server):
    """textual-serve behind a door: one process of the program for each page that is open."""

    def __init__(self, command: Sequence[str], taken: socket.socket, token: str) -> None:
        host, port = taken.getsockname()[:2]
        self.door = Door(host, port, token)
        self.taken = taken
        self._open: set[asyncio.Task[object]] = set()
        super().__init__(
            _line(command), host, port, "dm-assistant", self.door.origin, templates_path=PAGE
        )

    def serve(self, debug: bool = False) -> None:
        """Serve until ctrl+c; every open page has written all it had to before this returns."""
        self.debug = debug
        self.initialize_logging()
        web.run_app(self._make_app(), sock=self.taken, access_log=None, print=None)

    def initialize_logging(self) -> None:
        """Log nothing: a traceback could show what people wrote; the program has its own log."""
        for name in LOGS:
            log = logging.getLogger(name)
            log.addHandler(logging.NullHandler())
            log.propagate = False

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.router.add_static("/page", PAGE)
        app.middlewares.append(self._guard)
        app.on_response_prepare.append(self._seal)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing here; the command does."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Let every open page end as if it had been left."""
        del app
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the program for one page."""
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
            task.add_done_callback(self._open.discard)
        return await super().handle_websocket(request)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who holds the token; whatever else is asked for, the answer is the same."""
        admission = self.door.admit(self._asked(request))
        if admission is Admission.REFUSED:
            return web.Response(status=403, text=REFUSAL)
        if admission is Admission.GREETED:
            clean = web.Response(status=303, headers={"Location": START})
            clean.set_cookie(
                self.door.cookie_name, self.door.token, httponly=True, samesite="Strict"
            )
            return clean
        return await handler(request)

    def _asked(self, request: web.Request) -> Asked:
        said = request.headers
        return Asked(
            request.path,
            said.get("Host", ""),
            request.method,
            said.get("Origin", ""),
            said.get("Sec-Fetch-Site", ""),
            request.query.get(TOKEN, ""),
            request.cookies.get(self.door.cookie_name, ""),
            socket=request.path == "/ws" or said.get("Upgrade", "").lower() == "websocket",
        )

    async def _seal(self, request: web.Request, response: web.StreamResponse) -> None:
        """Keep the page from loading, being shown in, or being kept by anything but itself."""
        del request
        response.headers.update(
            {
                "Content-Security-Policy": (
                    "default-src 'none'; script-src 'self'; font-src 'self'; img-src 'self'; "
                    # xterm.js writes the sizes of its cells into style elements of its own.
                    "style-src 'self' 'unsafe-inline'; "
                    f"connect-src ws://{self.door.address}; "
                    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                ),
                "Cache-Control": "no-store",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY",
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
            }
        )
        response.headers.pop("Server", None)


def _line(command: Sequence[str]) -> str:
    """Return a command as one line for the shell of this system."""
    if sys.platform == "win32":
        return subprocess.list2cmdline(command)
    return f"TEXTUAL_DRIVER={DRIVER} exec {shlex.join(command)}"
