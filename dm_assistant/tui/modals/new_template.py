"""A new template from a copy: its name and its language."""

from __future__ import annotations

from dm_assistant.domain.templates.naming import name_of
from dm_assistant.tui.modals.dialog import Form


class NewTemplate(Form[str]):
    """Asks what the copy is called; answers with the name as a command takes it."""

    def __init__(self, source: str, language: str) -> None:
        self._folder = source.partition("/")[0]
        super().__init__(
            f"A new template from a copy of {source}",
            (
                ("name", "Its name: a word of yours, or purpose/word", "", f"{self._folder}/mine"),
                ("language", "The language you will write it in", language, "en"),
            ),
        )

    def action_save(self) -> None:
        """Answer, if a file may be called so."""
        typed = self.typed()
        language = typed["language"] or "en"
        name = typed["name"] if "/" in typed["name"] else f"{self._folder}/{typed['name']}"
        name += "" if language == "en" else f".{language}"
        try:
            self.dismiss(str(name_of(name)))
        except ValueError as error:
            self.again("name", str(error))
