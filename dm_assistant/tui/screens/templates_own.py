"""The acts on the creator's own templates: editing, copying, dropping."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.app import SuspendNotSupported

from dm_assistant.errors import BadInputError, DmAssistantError
from dm_assistant.services import editor
from dm_assistant.services.own_templates import OwnFile
from dm_assistant.services.shelf import TemplateLine
from dm_assistant.services.template_check import Checked
from dm_assistant.tui import late, late_places
from dm_assistant.tui.screens.place import Place


class OwnTemplates(Place):
    """What changes files; a subclass shows them and says which one is meant."""

    def __init__(self) -> None:
        super().__init__()
        self.pinned: int | None = None

    def current(self) -> TemplateLine | None:
        """Return the template that is meant."""
        return None

    def shown_person(self) -> int | None:
        """Return for whom the preview is."""
        return None

    def stand_on(self, path: str) -> None:
        """Put the cursor on a file as soon as it is listed."""

    # --- editing here ------------------------------------------------------------------------

    def action_open(self) -> None:
        """Edit the template."""
        self.action_edit()

    def action_edit(self) -> None:
        """Edit the template here; a shipped one is saved as the creator's own."""
        line = self.current()
        if line is not None:
            job = partial(self.desk.templates.text, line)
            self.read("text", job, partial(self._edit, line))

    def _edit(self, line: TemplateLine, text: str) -> None:
        self.app.push_screen(
            late_places.edit_template(
                self.desk.templates, line.path, text, self.shown_person(), self.program.clock()
            ),
            partial(self._edited, line),
        )

    def _edited(self, line: TemplateLine, saved: bool | None) -> None:
        if saved:
            self.app.notify(f"Saved {line.path}. Its results begin anew with these words.")
            self.load()

    # --- editing outside ---------------------------------------------------------------------

    def action_edit_outside(self) -> None:
        """Edit the template in the creator's own editor."""
        line = self.current()
        if line is not None:
            self.write_quietly(
                partial(self.desk.templates.own_file, line.path), self._outside, self.refused
            )

    def _outside(self, file: OwnFile) -> None:
        try:
            checked = self.desk.templates.edit_outside(file, self._in_editor)
        except DmAssistantError as error:
            self.refused(error)
        else:
            self._came_back(file, checked)
        self.load()

    def _in_editor(self, path: Path) -> None:
        """Give the terminal to the editor until it is closed."""
        try:
            with self.app.suspend():
                editor.run(path)
        except SuspendNotSupported:
            raise BadInputError("this terminal cannot be lent to an editor; e edits here") from None

    def _came_back(self, file: OwnFile, checked: Checked | None) -> None:
        if checked is None:
            self.app.notify("Nothing was changed.")
        elif checked.template is None:
            self.app.notify(
                f"Saved, but it cannot be used: {checked.notes[0]}", severity="warning", timeout=10
            )
        else:
            self.app.notify(f"Saved {file.place}. Its results begin anew with these words.")

    # --- copying and dropping ----------------------------------------------------------------

    def action_new(self) -> None:
        """Make an own template from a copy of the one under the cursor."""
        line = self.current()
        if line is not None:
            self.app.push_screen(
                late_places.new_template(line.name, line.language or "en"),
                partial(self._copy, line.path),
            )

    def _copy(self, source: str, name: str | None) -> None:
        if name is not None:
            self.write(partial(self.desk.templates.copy, name, source), self._copied)

    def _copied(self, name: str) -> None:
        self.app.notify(f"Made {name}. {self.key('edit')} edits it.")
        self.stand_on(f"{name}.md")

    def action_close(self) -> None:
        """Put an own template away, after a question."""
        line = self.current()
        if line is None or line.origin == "shipped":
            return
        back = " The shipped one of this name is used again." if "over" in line.origin else ""
        self.app.push_screen(
            late.question(
                f"Drop {line.path}?",
                f"The file goes to the bin folder of your workspace.{back} What was sent keeps its "
                "words and its results.",
                "Drop it",
            ),
            partial(self._drop, line.path),
        )

    def _drop(self, path: str, sure: bool | None) -> None:
        if sure:
            self.write(
                partial(self.desk.templates.drop, path),
                lambda kept: self.app.notify(
                    f"Dropped; it lies in {kept}. Back with: dm-assistant templates back "
                    f"{path.removesuffix('.md')}",
                    timeout=12,
                ),
            )
