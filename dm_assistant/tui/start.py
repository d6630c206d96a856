"""Starting the terminal: opens the workspace, runs the screens, and leaves nothing behind."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from dm_assistant.tui import desk
from dm_assistant.tui.app import DmAssistantApp

GONE = (
    "The sample workspace is gone, with everything in it. To begin for real, run dm-assistant "
    "and choose 2, or: dm-assistant init --account YOU"
)
"""What is said to those who leave a demo."""


def run(path: Path | None = None) -> int:
    """Show the inbox of the workspace in ``path``, else of the creator's own; return the exit code.

    Without a workspace the welcome screen is shown. WorkspaceError and BadInputError go to the
    caller before the screen is touched.
    """
    folder = path or desk.default_path()
    opened = desk.open_desk(folder) if desk.exists(folder) else None
    app = DmAssistantApp(opened, folder)
    try:
        code = app.run()
    finally:
        if app.desk is not None:
            app.desk.close()
        if app.throw_away is not None:
            shutil.rmtree(app.throw_away, ignore_errors=True)
            sys.stdout.write(f"{GONE}\n")
    return code if code is not None else app.return_code or 0
