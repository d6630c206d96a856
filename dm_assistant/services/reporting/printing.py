"""A page as a PDF, by a browser of this computer that is given no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from dm_assistant.errors import BadInputError

NAMES: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
OPTIONS: Final = (
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing listens there: whatever it asks for goes nowhere.
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
)
PATIENCE: Final = 90
"""Seconds that the browser may take."""

NO_BROWSER: Final = "a PDF needs Chromium, Chrome or Edge here; write --to report.html and print it"


def browser() -> str | None:
    """Return the browser of this computer, if there is one that prints."""
    named = (shutil.which(name) for name in NAMES)
    return next((found for found in named if found), None) or next(
        (place for place in PLACES if Path(place).exists()), None
    )


def pdf(page: bytes) -> bytes:
    """Return a page as a PDF. Raises BadInputError without a browser, or where it fails."""
    program = browser()
    if program is None:
        raise BadInputError(NO_BROWSER)
    with tempfile.TemporaryDirectory(prefix="dm-assistant-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_bytes(page)
        command = (
            program,
            *OPTIONS,
            *(("--no-sandbox",) if _root() else ()),
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={made}",
            source.as_uri(),
        )
        try:
            subprocess.run(  # noqa: S603 - a browser of this computer, and files of ours
                command, check=True, timeout=PATIENCE, capture_output=True
            )
            return made.read_bytes()
        except (subprocess.SubprocessError, OSError):
            name = Path(program).name
            raise BadInputError(
                f"{name} made no PDF; write --to report.html and print it"
            ) from None


def _root() -> bool:
    """Return whether this runs as root: Chromium refuses its sandbox then."""
    return sys.platform != "win32" and os.geteuid() == 0
