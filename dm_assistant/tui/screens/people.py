"""People: everybody, best first, with what is known of each and what to do next."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from dm_assistant.services.finding import Crowd, Found
from dm_assistant.services.views import Match, Person, RankedContact
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.hearing import unseen
from dm_assistant.tui.screens.knowing import ACTS, HIDDEN, TIPS, Knowing
from dm_assistant.tui.screens.place import BESIDE
from dm_assistant.tui.widgets.filter_box import FilterBox
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.people_view import PeopleHeadings, PeopleView
from dm_assistant.tui.widgets.person_panel import PersonPanel
from dm_assistant.tui.widgets.sheet import Sheet, ours, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import counted

FIRST = 60
"""As many as the tallest screen shows: those further down, and how many, come after."""
MOST = 1_000
PAUSE = 0.03
TYPING_PAUSE = 0.12
DIM = "$foreground-muted"


NEED_A_PERSON = frozenset({*ACTS, "open", "mark"}) - {"log_reply", "offers", "seen"}
NEED_ONE = frozenset(ACTS) - {"draft", "never", "tags", "log_reply", "offers", "seen"}
"""What is for one person, also while several are marked."""


class People(Knowing):
    """The ranked list, a search, and one person in full."""

    NAME = "people"
    HORIZONTAL_BREAKPOINTS = BESIDE
    _found: Found | None = None
    _crowd: Crowd | None = None
    BINDINGS: ClassVar[list[BindingType]] = keys(
        *ACTS,
        "words",
        "filter",
        "save_filter",
        "open",
        "mark",
        "mark_all",
        "import",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        tips={**TIPS, "open": "Show this person in full", "leave": "Leave the search, the marks"},
        hidden={"leave", "import", "words", "save_filter", "mark", *HIDDEN},
    )

    def body(self) -> ComposeResult:
        """Lay out search, list and person."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                yield FilterBox()
                yield PeopleHeadings()
                yield PeopleView()
                yield Sheet(id="nobody")
            with Vertical(id="panels"):
                yield PersonPanel(classes="chosen")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one("#queue-side").border_title = "People"
        self.query_one(PeopleView).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a person, or a filter to be saved."""
        del parameters
        if action == "save_filter":
            return True if self._found is not None and self._found.filter else None
        if action == "seen" and self.is_mounted:
            person = self.query_one(PersonPanel).person
            return True if person is not None and unseen(person) is not None else None
        if not self.is_mounted or action not in NEED_A_PERSON:
            return True
        view = self.query_one(PeopleView)
        if len(view.marked) > 1 and action in NEED_ONE:
            return None
        return True if view.chosen else None

    def present_people(self) -> tuple[RankedContact, ...]:
        """Return who is marked, else whom the cursor is on."""
        return self.query_one(PeopleView).chosen

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the list, and what a filter can name."""
        if wanted := self.program.take_wanted():
            self.query_one(Field).value = wanted
        self._look(0.0)
        self.read("crowd", self.desk.registry.crowd, self._take_crowd)
        self.read("values", self.desk.filter_values, self.query_one(FilterBox).know)

    def _look(self, pause: float) -> None:
        text = self.query_one(FilterBox).text
        # Whoever stands further down stays there when the list is read anew.
        most = FIRST if self.query_one(PeopleView).cursor < FIRST else MOST
        self.read("people", lambda: self.desk.find_first(text, most), self._take, delay=pause)

    def _take(self, found: Found | str) -> None:
        box = self.query_one(FilterBox)
        box.problem = found if isinstance(found, str) else ""
        if isinstance(found, str):
            # The list stays as it is until the filter can be read.
            return
        self._found = found
        people = found.people
        if not found.counted or len(people) < min(found.count, MOST):
            # What is on the screen comes first; those further down follow.
            text = self.query_one(FilterBox).text
            self.read("rest", lambda: self.desk.find(text, MOST), self._take_rest)
        self.query_one(PeopleView).show(people, self.program.clock())
        self._head()
        nobody = self.query_one("#nobody", Sheet)
        nobody.display = not people
        self.query_one(PeopleView).display = bool(people)
        nobody.paragraphs = (said(*ours("Nobody is found." if found.filter else NOBODY, DIM)),)
        self.refresh_bindings()

    def _take_rest(self, found: Found | str) -> None:
        if isinstance(found, Found) and found.filter == (self._found or found).filter:
            self._found = found
            self.query_one(PeopleView).show(found.people, self.program.clock())
            self._head()

    def _take_crowd(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._head()

    def _head(self) -> None:
        side, marked = self.query_one("#queue-side"), len(self.query_one(PeopleView).marked)
        words = f"{marked:,} marked · " if marked else ""
        if self._found is not None:
            words += _subtitle(self._found, self._crowd)
        everybody, colon, spread = words.partition(": ")
        narrow = bool(colon) and len(words) > side.content_size.width - BORDER
        side.border_title = f"People: {everybody}" if narrow else "People"
        side.border_subtitle = Content(spread if narrow else words)

    @on(Field.Changed)
    def _typing(self) -> None:
        self._look(TYPING_PAUSE)

    @on(Field.Submitted)
    def _typed(self) -> None:
        self.query_one(PeopleView).focus()

    @on(LineView.Moved)
    def _follow(self) -> None:
        person = self.query_one(PeopleView).current
        if person is None:
            self._show(None)
        else:
            number, text = person.contact_id, self.query_one(FilterBox).text

            def job() -> tuple[Person, tuple[Match, ...]]:
                return self.desk.person(number), self.desk.registry.matches(number, text)

            self.read("person", job, lambda found: self._show(*found), delay=PAUSE)

    def _show(self, person: Person | None, matches: tuple[Match, ...] = ()) -> None:
        panel = self.query_one(PersonPanel)
        panel.set_reactive(PersonPanel.clock, self.program.clock())
        panel.set_reactive(PersonPanel.matches, matches)
        panel.set_reactive(PersonPanel.person, None)
        panel.person = person
        self.refresh_bindings()

    # --- the keys ----------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Go to the search."""
        self.query_one(Field).focus()

    def action_leave(self) -> None:
        """Leave the search: everybody shows again."""
        self.query_one(Field).value = ""
        self.query_one(PeopleView).unmark()
        self.query_one(PeopleView).focus()

    def action_save_filter(self) -> None:
        """Ask under which name the filter is to be a segment."""
        found = self._found
        if found is not None and found.filter:
            words = f"{_counted(found)}: {found.filter}. Its name, in one word; then segment:NAME"
            self.app.push_screen(
                late.ask("Save as a segment", words), partial(self._save_filter, found.filter)
            )

    def _save_filter(self, text: str, name: str | None) -> None:
        if name:
            self.write(
                partial(self.desk.save_segment, name, text),
                lambda _: self.app.notify(f"Saved as segment:{name.strip().casefold()}"),
            )

    def action_open(self) -> None:
        """Show the person in full."""
        person = self.query_one(PeopleView).current
        if person is not None:
            self.app.push_screen(late.person_page(person.contact_id))

    @on(LineView.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_mark(self) -> None:
        """Mark the person."""
        self.query_one(PeopleView).toggle_mark()

    def action_mark_all(self) -> None:
        """Mark everybody in the list."""
        self.query_one(PeopleView).mark_all()

    @on(PeopleView.MarksChanged)
    def _marked(self) -> None:
        self._head()
        self.refresh_bindings()

    def acted(self) -> None:
        """Take the marks off once their act is done."""
        self.query_one(PeopleView).unmark()

    def action_import(self) -> None:
        """Go and choose files to import."""
        self.program.begin_import()


BORDER = 4
"""Cells of a border that its words leave free."""


def _subtitle(found: Found, crowd: Crowd | None) -> str:
    if found.filter or crowd is None:
        return _counted(found) + (", S saves the filter" if found.filter else "")
    lanes = crowd.lanes
    parts = (
        (lanes.ready, "ready"),
        (lanes.invite, "invite"),
        (lanes.held, "held"),
        (lanes.blocked, "blocked"),
        (lanes.approved + lanes.handed_over, "approved"),
        (crowd.quiet, "quiet"),
    )
    spread = ", ".join(f"{number:,} {name}" for number, name in parts if number)
    shown = f"; {len(found.people):,} shown" if len(found.people) < found.count else ""
    return f"{counted(found.everybody, 'person', 'people')}: {spread}{shown}"


def _counted(found: Found) -> str:
    """Say how many of how many people there are, and how many of them the list holds."""
    total = counted(found.everybody, "person", "people")
    if not found.counted:
        return f"more than {found.count - 1:,} of {total}"
    words = total if found.count == found.everybody else f"{found.count:,} of {total}"
    return words if found.count == len(found.people) else f"{words}, {len(found.people):,} shown"


NOBODY = (
    "Nobody yet.\n\nHere stands everybody who wrote to you, best first, with all you know of them."
    "\nPress {import} to choose a file of comments, or run: dm-assistant import FILE --dry-run"
)
