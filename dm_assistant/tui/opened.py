"""An open workspace: whose it is, and what time it is there."""
# ruff: noqa: PLC0415 - the first frame waits for nothing it does not show

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.config import Macro
    from dm_assistant.services.workspace import Workspace


class Opened:
    """An open workspace: whose it is, and what time it is there, and the settings."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    @property
    def path(self) -> Path:
        """Return the folder of the workspace."""
        return self._ws.path

    @property
    def account(self) -> str:
        """Return what the creator's account is called."""
        return self._ws.settings.account or self._ws.account_label

    @property
    def mark(self) -> str:
        """Return DEMO or PRACTICE, or nothing for a workspace of real people."""
        return "DEMO" if self._ws.demo else "PRACTICE" if self._ws.practice else ""

    @property
    def log_path(self) -> Path:
        """Return where failures of the program are written down."""
        return self._ws.log_path

    def keys(self) -> dict[str, str]:
        """Return the keys the person chose, by the id of the verb."""
        return dict(self._ws.settings.keys)

    @property
    def theme(self) -> str:
        """Return the theme the person chose, or nothing."""
        return self._ws.settings.theme

    @property
    def motion(self) -> str:
        """Return whether anything may move: ``none`` or ``full``."""
        return self._ws.settings.motion

    @property
    def macros(self) -> dict[str, Macro]:
        """Return the macros the person wrote, by name."""
        return self._ws.settings.macros

    def take_settings(self) -> bool:
        """Read the settings again where their file changed; return whether it did."""
        from dm_assistant.tui.themes import require_usable

        return self._ws.take_settings(require_usable)

    def zone(self) -> tzinfo:
        """Return the zone in which the creator reads the time."""
        return self._ws.timezone

    def now(self) -> datetime:
        """Return the present moment of the workspace."""
        return self._ws.now()

    def close(self) -> None:
        """Close the workspace."""
        self._ws.close()
