"""Opening a link in the desktop's browser, where there is a desktop."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Mapping


def there_is_a_desktop(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Return whether a browser would open a window where the creator sees it.

    Without one the standard library takes a browser for the terminal, which would draw over this.
    """
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    if platform in {"darwin", "win32"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def show(link: str) -> bool:
    """Open a link; return whether a browser took it."""
    try:
        return link.startswith("https://") and webbrowser.open(link)
    except webbrowser.Error:
        return False
