"""Templates: what messages say, how that reads to a real person, and what it brought."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from dm_assistant.services.shelf import TemplateLine
from dm_assistant.tui import late_places
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.templates_own import OwnTemplates
from dm_assistant.tui.templates_desk import Look, Shelf
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.sheet import Panel, Sheet, ours, said
from dm_assistant.tui.widgets.shelf_view import By, ShelfHeadings, ShelfView
from dm_assistant.tui.widgets.template_pages import file_page, gaps_page, preview_page
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import called, counted

if TYPE_CHECKING:
    from dm_assistant.tui.modals.person import Candidate

PAUSE = 0.05
LOOK = 3.0
"""Seconds between two looks at whether a file was changed by another program."""

NOBODY = (
    "No template is found. An empty search shows all; if there is none at all, the program is\n"
    "not whole: dm-assistant doctor"
)


class TemplatesPlace(OwnTemplates):
    """The shelf beside a preview, the file and the languages."""

    NAME = "templates"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "edit",
        "edit_outside",
        "new",
        "preview_as",
        "next_lane",
        "previous_lane",
        "panel",
        "by",
        "filter",
        "close",
        "open",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"next_lane": "Next person", "close": "Drop", "open": "Edit", "by": "By language"},
        hidden={"open", "leave"},
    )

    def __init__(self) -> None:
        super().__init__()
        self._shelf: Shelf | None = None
        self._by = By.PURPOSE
        self._look = Look()
        self._chosen: int | None = None
        self._wanted = ""

    def body(self) -> ComposeResult:
        """Lay out search, list and panels."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                yield Field(
                    placeholder="/ search by name, language, lever or words",
                    id="search",
                    compact=True,
                )
                yield ShelfHeadings()
                yield ShelfView()
                yield Sheet(id="nobody")
            with Vertical(id="panels"):
                yield Panel(id="preview")
                yield Panel(id="file")
                yield Panel(id="gaps")

    def on_mount(self) -> None:
        """Begin in the list, and keep an eye on the files."""
        self.query_one("#queue-side").border_title = "Templates"
        self.query_one("#preview", Panel).head("Preview")
        self.query_one("#file", Panel).head("File")
        self.query_one("#gaps", Panel).head("Languages")
        self.query_one(ShelfView).focus()
        self.set_interval(LOOK, self.glance)

    def verb(self, binding: Binding) -> str:
        """Say what the list would be ordered by."""
        if binding.action == "by" and self._by is By.LANGUAGE:
            return "By purpose"
        return binding.description

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a template, an own one, or another person."""
        del parameters
        line = self.current() if self.is_mounted else None
        if action in {"edit", "edit_outside", "new", "open", "preview_as"}:
            return True if line is not None else None
        if action == "close":
            return True if line is not None and line.origin != "shipped" else None
        if action in {"next_lane", "previous_lane"}:
            return True if len(self._look.readers) > 1 else None
        return True

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the shelf."""
        self.read("shelf", self.desk.templates.shelf, self._take)

    def glance(self) -> None:
        """Read again what another program changed, while this place is on screen."""
        if self._shelf is not None and self.is_current:
            self.read("stamp", self.desk.templates.stamp, self._compare)

    def _compare(self, stamp: object) -> None:
        if self._shelf is not None and stamp != self._shelf.stamp:
            self.load()

    def _take(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.query_one("#gaps", Panel).page(gaps_page(shelf.gaps))
        self._list()

    def _list(self) -> None:
        if self._shelf is None:
            return
        wanted = self.query_one(Field).value.strip().casefold()
        lines = [each for each in self._shelf.lines if wanted in _words(each)]
        view, nobody = self.query_one(ShelfView), self.query_one("#nobody", Sheet)
        view.order(lines, self._by)
        if self._wanted and view.stand_on(self._wanted):
            self._wanted = ""
        view.display, nobody.display = bool(lines), not lines
        nobody.paragraphs = (said(*ours(NOBODY, "$foreground-muted")),)
        broken = sum(not each.version for each in self._shelf.lines)
        said_ = f", {counted(broken, 'cannot be used', 'cannot be used')}" if broken else ""
        side = self.query_one("#queue-side")
        side.border_subtitle = Content(counted(len(lines), "template") + said_)
        self.refresh_bindings()

    def current(self) -> TemplateLine | None:
        """Return the template under the cursor."""
        return self.query_one(ShelfView).current

    def stand_on(self, path: str) -> None:
        """Put the cursor on a file as soon as it is listed."""
        self._wanted = path

    @on(LineView.Moved)
    def _moved(self) -> None:
        self._chosen = None
        self._follow()

    def _follow(self) -> None:
        line = self.current()
        if line is None:
            self._show(None, Look())
            return
        person = self._chosen or self.pinned
        job = partial(self.desk.templates.look, line, person)
        self.read("look", job, partial(self._show, line), delay=PAUSE)

    def _show(self, line: TemplateLine | None, look: Look) -> None:
        self._look = look
        preview, file = self.query_one("#preview", Panel), self.query_one("#file", Panel)
        made, clock = look.preview, self.program.clock()
        if line is None:
            preview.page(())
            file.page(())
            return
        preview.head("Preview")
        if made is not None:
            preview.head(f"For {called(made.name, '@' + made.handle)}", self._which(look))
        preview.page(preview_page(made, look.trouble or _why_not(line), clock))
        file.head(line.name, f"{line.origin} · {line.language}" if line.language else line.origin)
        file.page(file_page(line, look.text, clock))
        self.refresh_bindings()

    @staticmethod
    def _which(look: Look) -> str:
        if look.preview is None or look.preview.contact_id not in look.readers:
            return "chosen with P"
        place = look.readers.index(look.preview.contact_id) + 1
        people = counted(len(look.readers), "person", "people")
        return f"{place:,} of {'the first ' if look.more else ''}{people} it fits"

    # --- the keys ----------------------------------------------------------------------------

    @on(Field.Changed)
    def _typing(self) -> None:
        self._list()

    @on(Field.Submitted)
    def _typed(self) -> None:
        self.query_one(ShelfView).focus()

    def action_filter(self) -> None:
        """Go to the search."""
        self.query_one(Field).focus()

    def action_leave(self) -> None:
        """Leave the search, or the person who was chosen."""
        if isinstance(self.focused, Field):
            self.focused.value = ""
            self.query_one(ShelfView).focus()
        elif self.pinned is not None:
            self.pinned = self._chosen = None
            self._follow()

    def action_by(self) -> None:
        """List by language, or by purpose again."""
        self._by = By.LANGUAGE if self._by is By.PURPOSE else By.PURPOSE
        self._list()

    def action_panel(self) -> None:
        """Show the next panel: preview, file, languages; beside each other where there is room."""
        narrow = self.has_class("-narrow")
        if self.has_class("gaps"):
            self.remove_class("gaps")
        elif narrow and not self.has_class("file"):
            self.add_class("file")
        else:
            self.remove_class("file")
            self.add_class("gaps")

    def action_next_lane(self) -> None:
        """Preview as the next person it fits."""
        self._step(1)

    def action_previous_lane(self) -> None:
        """Preview as the person before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        readers = self._look.readers
        if readers:
            shown = self._look.preview.contact_id if self._look.preview is not None else 0
            place = readers.index(shown) + by if shown in readers else 0
            self._chosen = readers[place % len(readers)]
            self._follow()

    def action_preview_as(self) -> None:
        """Choose whom to preview for, in all templates."""
        self.app.push_screen(late_places.choose_reader(self.desk), self._pin)

    def _pin(self, person: Candidate | None) -> None:
        if person is not None:
            self.pinned, self._chosen = person.contact_id, None
            self._follow()

    @on(LineView.Opened)
    def _opened(self) -> None:
        self.action_edit()

    def shown_person(self) -> int | None:
        """Return for whom the preview is."""
        return None if self._look.preview is None else self._look.preview.contact_id


def _words(line: TemplateLine) -> str:
    template = line.template
    more = (template.title, template.body) if template is not None else ()
    return " ".join(
        (line.name, line.language, line.lever, line.gives, line.origin, *line.follows, *more)
    ).casefold()


def _why_not(line: TemplateLine) -> str:
    return "" if line.version else "It cannot be used as it is; the file says why."
