"""The exception tree: what a front end turns into one line and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.rules.verdict import Verdict


class DmAssistantError(Exception):
    """An error the person can act on; its text is one line and goes to them as it is."""


class BadInputError(DmAssistantError):
    """A file, row, template, setting or argument that cannot be used (exit code 2)."""


class RefusedError(DmAssistantError):
    """An act that a rule forbids now (exit code 3); carries the verdict that says why."""

    def __init__(self, message: str, verdict: Verdict | None = None) -> None:
        super().__init__(message)
        self.verdict = verdict


class WorkspaceError(BadInputError):
    """The workspace is missing, foreign, newer than this program or damaged; it was not changed."""
