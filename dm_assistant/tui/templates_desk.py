"""The use cases about templates as the screens call them, off the event loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dm_assistant.errors import BadInputError, DmAssistantError

if TYPE_CHECKING:
    from dm_assistant.domain.templates.gaps import Gap
    from dm_assistant.services.own_templates import OwnFile
    from dm_assistant.services.previewing import Preview
    from dm_assistant.services.shelf import TemplateLine
    from dm_assistant.services.template_check import Checked
    from dm_assistant.services.workspace import Workspace


NOBODY = (
    "Of nobody is all known that it needs. P chooses somebody all the same; importing comments (0) "
    "brings more people."
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything on the shelf, and what its files looked like when it was read."""

    lines: tuple[TemplateLine, ...]
    gaps: tuple[Gap, ...]
    stamp: object


@dataclass(frozen=True, slots=True)
class Look:
    """One template's file, the people it fits, and how it reads to one person.

    ``more`` says that there may be more people it fits, ``trouble`` why there is no preview.
    """

    text: str = ""
    readers: tuple[int, ...] = ()
    more: bool = False
    preview: Preview | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What would be said of a text if it were the template, and how it reads to one person."""

    checked: Checked
    preview: Preview | None = None


class TemplatesDesk:
    """What templates there are, how they read, and the creator's own files."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def shelf(self) -> Shelf:
        """Return every template with what became of its messages."""
        from dm_assistant.services import shelf

        # The stamp first: what changes while the rest is read is seen at the next look.
        stamp = self.stamp()
        return Shelf(shelf.listing(self._ws), shelf.gaps(self._ws), stamp)

    def stamp(self) -> object:
        """Return what differs as soon as a file of a template does."""
        from dm_assistant.services import texts

        return texts.stamp(self._ws)

    def text(self, line: TemplateLine) -> str:
        """Return a template's file."""
        from dm_assistant.services import own_templates

        return own_templates.text_of(self._ws, line.path)

    def look(self, line: TemplateLine, contact_id: int | None) -> Look:
        """Read a template's file, and show it to a person; by default to the first it fits."""
        from dm_assistant.services import previewing

        try:
            text = self.text(line)
        except DmAssistantError as error:
            return Look(trouble=str(error))
        if line.template is None:
            return Look(text)
        readers = previewing.readers(self._ws, line.template)
        person = next(iter(readers), None) if contact_id is None else contact_id
        if person is None:
            return Look(text, trouble=NOBODY)
        made = previewing.of_template(self._ws, line.template, person)
        return Look(text, readers, len(readers) == previewing.MOST, made)

    def try_text(self, name: str, text: str, contact_id: int | None) -> Tried:
        """Judge a text as if it were the template of this name; nothing is kept."""
        from dm_assistant.services import own_templates, previewing

        checked = own_templates.trial(self._ws, own_templates.place_of(name), text)
        if checked.template is None or contact_id is None:
            return Tried(checked)
        return Tried(checked, previewing.of_template(self._ws, checked.template, contact_id))

    def save(self, name: str, text: str) -> None:
        """Write an own template."""
        from dm_assistant.services import own_templates

        own_templates.save(self._ws, own_templates.place_of(name), text)

    def copy(self, new: str, source: str) -> str:
        """Make an own template from another one; returns its name."""
        from dm_assistant.services import own_templates

        return str(own_templates.copy(self._ws, new, source).place)

    def own_file(self, name: str) -> OwnFile:
        """Return the creator's own file of a template, copied first where it is shipped."""
        from dm_assistant.services import editor, own_templates

        editor.command()
        return own_templates.own_file(self._ws, name)

    def edit_outside(self, file: OwnFile, run: Callable[[Path], None]) -> Checked | None:
        """Have ``run`` open a file; returns what is to be said of it, if anything changed."""
        from dm_assistant.services import own_templates

        if not own_templates.edit(file, run):
            return None
        if not file.path.exists():
            raise BadInputError(f"{file.place} is not there any more")
        return own_templates.checked(self._ws, file)

    def drop(self, name: str) -> str:
        """Put an own template away; returns where it lies, within the workspace."""
        from dm_assistant.services import own_templates

        _, kept = own_templates.drop(self._ws, name)
        return kept.relative_to(self._ws.path).as_posix()
