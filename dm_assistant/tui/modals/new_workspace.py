"""Making a workspace: whose account it is, and where its clock stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.domain.model import Platform
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.widgets.writing import Field


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a workspace is made from; ``path`` is a first file to import, if any."""

    handle: str
    platform: Platform
    timezone: str
    language: str
    path: str = ""


class NewWorkspace(Dialog[NewAccount]):
    """Asks for the account; Enter goes on, and saves from the last field."""

    DEFAULT_CSS = "NewWorkspace Sheet { margin: 0; } NewWorkspace Field { margin-bottom: 1; }"

    BINDINGS: ClassVar[list[BindingType]] = keys("save")

    def __init__(self, timezone: str, *, with_file: bool) -> None:
        super().__init__("Your workspace")
        self._fields: Sequence[tuple[str, str, str, str]] = (
            ("handle", "Your own handle", "", "@you"),
            ("platform", "Platform: tiktok or instagram", Platform.TIKTOK.value, ""),
            ("timezone", "Your time zone", timezone, "Europe/London"),
            ("language", "The language you write in", "en", "en"),
        )
        if with_file:
            self._fields = (*self._fields, ("path", "The file to import", "", "comments.json"))

    def body(self) -> ComposeResult:
        """Show the fields."""
        for name, words, value, example in self._fields:
            yield Sheet([said((words, "$foreground-muted"))])
            yield Field(value, id=name, placeholder=example, compact=True)

    @on(Field.Submitted)
    def _go_on(self, event: Field.Submitted) -> None:
        if event.input.id == self._fields[-1][0]:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Answer, if the platform is one there is."""
        said_by_id = {field.id: field.value.strip() for field in self.query(Field)}
        try:
            platform = Platform(said_by_id["platform"].lower())
        except ValueError:
            self.app.notify("The platform is tiktok or instagram.", severity="warning")
            self.query_one("#platform").focus()
            return
        self.dismiss(
            NewAccount(
                said_by_id["handle"],
                platform,
                said_by_id["timezone"],
                said_by_id["language"] or "en",
                said_by_id.get("path", ""),
            )
        )
