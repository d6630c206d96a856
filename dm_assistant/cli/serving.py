"""The command ``serve``: the inbox in a browser of this machine."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, write_line
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

PORT = 8642
LAST_PORT = 65535
TOKEN_BYTES = 32
MISSING = "the browser needs one more part: pip install 'dm-assistant[browser]'"


def register(commands: Commands) -> None:
    """Add the command that shows the inbox in a browser."""
    serve = commands.add(
        "serve",
        "open the inbox in your browser, on this machine only",
        serve_inbox,
        example="serve --open\nserve --demo",
        more="Prints a link that opens it, until you stop it with ctrl+c. Nothing is reachable\n"
        "from other machines, and nothing is loaded from anywhere.",
    )
    serve.add_argument(
        "--port", metavar="N", type=_port, default=PORT, help=f"default {PORT}; 0 for any free one"
    )
    serve.add_argument(
        "--host",
        metavar="ADDRESS",
        type=arguments.words,
        default="127.0.0.1",
        help="127.0.0.1 (default) or ::1",
    )
    serve.add_argument("--open", action="store_true", help="open the browser at once")
    serve.add_argument("--demo", action="store_true", help="on a throw-away sample workspace")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LAST_PORT))):
        raise argparse.ArgumentTypeError(f"'{text}' is not a port (0 to {LAST_PORT})")
    if int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port (0 to {LAST_PORT})")
    return int(text)


def serve_inbox(args: argparse.Namespace) -> Answer:
    """Serve the inbox until it is stopped."""
    import secrets

    if args.json:
        raise BadInputError("the inbox has no JSON; name a command (see dm-assistant --help)")
    try:
        from dm_assistant.tui.browser.server import BrowserServer, listening
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("dm_assistant"):
            raise
        raise BadInputError(MISSING) from None
    with listening(args.host, args.port) as taken, _folder(args) as folder:
        command = [*_program(), "--workspace", str(folder.absolute())]
        server = BrowserServer(command, taken, secrets.token_urlsafe(TOKEN_BYTES))
        write_line(f"Your inbox is at {server.door.link}")
        write_line("Whoever has this link can use it, on this machine only. Stop with ctrl+c.")
        sys.stdout.flush()
        if args.open:
            import webbrowser

            webbrowser.open(server.door.link)
        server.serve()
    return Answer(lambda: None, lambda: ("Stopped; everything is written.",))


@contextlib.contextmanager
def _folder(args: argparse.Namespace) -> Iterator[Path]:
    """Give the workspace to serve; what is wrong with it is said here, not in the browser."""
    import tempfile
    from pathlib import Path

    from dm_assistant.tui import desk

    if not args.demo:
        folder = session.home(args)
        if desk.exists(folder):
            desk.open_desk(folder).close()
        yield folder
        return
    from dm_assistant.services import demo

    with tempfile.TemporaryDirectory(prefix="dm-assistant-demo-") as made:
        folder = Path(made) / "workspace"
        demo.write(folder)
        yield folder


def _program() -> list[str]:
    """Return how this program was started, without its arguments: a page starts it the same way."""
    return [sys.executable, *sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv) + 1]]
