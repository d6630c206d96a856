"""Making a workspace: whose account it is, and where its clock stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult

from dm_assistant.domain.model import Platform
from dm_assistant.tui.modals.dialog import Form
from dm_assistant.tui.widgets.first_steps import head
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, Sheet, said

DIM = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a workspace is made from."""

    handle: str
    platform: Platform
    timezone: str
    language: str


class NewWorkspace(Form[NewAccount]):
    """Asks for the account; time zone and language are the machine's until said otherwise."""

    def __init__(self, path: Path, timezone: str, language: str) -> None:
        super().__init__(
            "Your workspace",
            [
                ("handle", "Your own handle (may stay empty)", "", "@you"),
                ("platform", "Platform: tiktok or instagram", Platform.TIKTOK.value, ""),
                ("timezone", "Your time zone, as this machine says", timezone, "Europe/London"),
                ("language", "The language you write in", language, "en"),
            ],
        )
        self._path = path

    def body(self) -> ComposeResult:
        """Show the step, the fields, and where the workspace will lie."""
        yield Sheet([head(0), BLANK])
        yield from super().body()
        yield Sheet(self._where())

    def _where(self) -> Iterator[Paragraph]:
        yield said(("Nothing is written until you save. Then it lies in ", DIM), str(self._path))

    def action_save(self) -> None:
        """Answer, if the platform is one there is."""
        typed = self.typed()
        try:
            platform = Platform(typed["platform"].lower())
        except ValueError:
            self.again("platform", "The platform is tiktok or instagram.")
            return
        self.dismiss(
            NewAccount(typed["handle"], platform, typed["timezone"], typed["language"] or "en")
        )
