"""Making a workspace: whose account it is, and where its clock stands."""

from __future__ import annotations

from dataclasses import dataclass

from dm_assistant.domain.model import Platform
from dm_assistant.tui.modals.dialog import Form


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a workspace is made from; ``path`` is a first file to import, if any."""

    handle: str
    platform: Platform
    timezone: str
    language: str
    path: str = ""


class NewWorkspace(Form[NewAccount]):
    """Asks for the account."""

    def __init__(self, timezone: str, *, with_file: bool) -> None:
        fields = [
            ("handle", "Your own handle", "", "@you"),
            ("platform", "Platform: tiktok or instagram", Platform.TIKTOK.value, ""),
            ("timezone", "Your time zone", timezone, "Europe/London"),
            ("language", "The language you write in", "en", "en"),
        ]
        if with_file:
            fields.append(("path", "The file to import", "", "comments.json"))
        super().__init__("Your workspace", fields)

    def action_save(self) -> None:
        """Answer, if the platform is one there is."""
        typed = self.typed()
        try:
            platform = Platform(typed["platform"].lower())
        except ValueError:
            self.again("platform", "The platform is tiktok or instagram.")
            return
        self.dismiss(
            NewAccount(
                typed["handle"],
                platform,
                typed["timezone"],
                typed["language"] or "en",
                typed.get("path", ""),
            )
        )
