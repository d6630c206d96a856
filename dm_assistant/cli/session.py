"""Which workspace a command works on, and opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from contextlib import AbstractContextManager
    from pathlib import Path

    from dm_assistant.services.workspace import Workspace


def home(args: argparse.Namespace) -> Path:
    """Return the folder named by ``--workspace``, else the default one."""
    from pathlib import Path

    from dm_assistant.services.workspace import default_home

    return Path(args.workspace).expanduser() if args.workspace else default_home()


def spoken(args: argparse.Namespace, command: str) -> str:
    """Return a command as it is typed for the workspace that this one works on."""
    import shlex

    there = f"--workspace {shlex.quote(args.workspace)} " if args.workspace else ""
    return f"dm-assistant {there}{command}"


def opened(
    args: argparse.Namespace, *, keys_checked: bool = True
) -> AbstractContextManager[Workspace]:
    """Open the workspace of a command; leaving the block closes it.

    What time alone has brought about is taken in first: no command works past an unheard stop.
    Keys and macros that nobody could use are refused, but where they are what is to be mended.
    """
    from dm_assistant.domain.model import FrontEnd
    from dm_assistant.services.queue import hear_silence
    from dm_assistant.services.workspace import open_workspace

    workspace = open_workspace(home(args), front_end=FrontEnd.CLI)
    try:
        if keys_checked and (workspace.settings.keys or workspace.settings.macros):
            from dm_assistant.tui.keyboard import require_sound

            require_sound(workspace.settings)
        hear_silence(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace
