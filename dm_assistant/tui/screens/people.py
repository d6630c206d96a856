"""People: everybody, best first, with what is known of each and what to do next."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from dm_assistant.domain.languages import spoken_words
from dm_assistant.domain.model import Purpose
from dm_assistant.services.finding import Found
from dm_assistant.services.views import DraftReport, Person, RankedContact
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.hearing import Hearing, unseen
from dm_assistant.tui.widgets.filter_box import FilterBox
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.people_view import PeopleHeadings, PeopleView
from dm_assistant.tui.widgets.person_panel import PersonPanel
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import counted

MOST = 1_000
PAUSE = 0.03
TYPING_PAUSE = 0.12
DIM = "$foreground-muted"


NEED_A_PERSON = frozenset(
    {"draft", "write_note", "language", "tags", "complaint", "merge", "never"}
)


class People(Hearing):
    """The ranked list, a search, and one person in full."""

    NAME = "people"
    _found: Found | None = None
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "draft",
        "log_reply",
        "seen",
        "write_note",
        "language",
        "tags",
        "complaint",
        "merge",
        "never",
        "words",
        "filter",
        "save_filter",
        "open",
        "import",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        hidden={"leave", "open", "import", "words", "save_filter", "tags"},
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
        return True if self.query_one(PeopleView).current is not None else None

    def present_person(self) -> RankedContact | None:
        """Return whom the cursor is on."""
        return self.query_one(PeopleView).current

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the list, and what a filter can name."""
        if wanted := self.program.take_wanted():
            self.query_one(Field).value = wanted
        self._look(0.0)
        self.read("values", self.desk.filter_values, self.query_one(FilterBox).know)

    def _look(self, pause: float) -> None:
        text = self.query_one(FilterBox).text
        self.read("people", lambda: self.desk.find(text, MOST), self._take, delay=pause)

    def _take(self, found: Found | str) -> None:
        box = self.query_one(FilterBox)
        box.problem = found if isinstance(found, str) else ""
        if isinstance(found, str):
            # The list stays as it is until the filter can be read.
            return
        self._found = found
        people = found.people
        self.query_one(PeopleView).show(people, self.program.clock())
        self.query_one("#queue-side").border_subtitle = Content(_subtitle(found))
        nobody = self.query_one("#nobody", Sheet)
        nobody.display = not people
        self.query_one(PeopleView).display = bool(people)
        nobody.paragraphs = (said(("Nobody is found." if found.filter else NOBODY, DIM)),)
        self.refresh_bindings()

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
            number = person.contact_id
            self.read("person", lambda: self.desk.person(number), self._show, delay=PAUSE)

    def _show(self, person: Person | None) -> None:
        panel = self.query_one(PersonPanel)
        panel.set_reactive(PersonPanel.clock, self.program.clock())
        panel.person = person
        self.refresh_bindings()

    # --- the keys ----------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Go to the search."""
        self.query_one(Field).focus()

    def action_leave(self) -> None:
        """Leave the search: everybody shows again."""
        self.query_one(Field).value = ""
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
        """Draft for the person."""
        self.action_draft()

    def action_draft(self) -> None:
        """Ask for a purpose and draft a message."""
        person = self.query_one(PeopleView).current
        if person is not None:
            self.app.push_screen(
                late.purpose_choice(person.handle), partial(self._draft, person.handle)
            )

    def _draft(self, handle: str, purpose: Purpose | None) -> None:
        if purpose is not None:
            self.write(partial(self.desk.draft, purpose, handle), self._drafted)

    def _drafted(self, report: DraftReport) -> None:
        for left in report.left_out:
            self.app.notify(f"No draft for @{left.handle}: {left.reason}", severity="warning")
        for card in report.drafts:
            lane = card.row.lane.value
            self.app.notify(f"Drafted for @{card.row.handle}: it lies in {lane}")

    def action_never(self) -> None:
        """Never message this person, after a question."""
        person = self.query_one(PeopleView).current
        if person is None:
            return
        handle = person.handle
        self.app.push_screen(
            late.question(
                f"Never message @{handle}?",
                "Their drafts are taken back, and imports will not bring them back.",
                "Never message them",
            ),
            lambda sure: self._never(handle) if sure else None,
        )

    def _never(self, handle: str) -> None:
        self.write(
            partial(self.desk.suppress, handle),
            lambda gone: self.app.notify(
                f"@{handle} will never be messaged; {counted(len(gone), 'draft')} taken back"
            ),
        )

    def action_write_note(self) -> None:
        """Write a note."""
        person = self.query_one(PeopleView).current
        if person is not None:
            number = person.contact_id
            self.read(
                "act",
                lambda: self.desk.person(number),
                lambda full: self.app.push_screen(
                    late.ask("Note", f"What to remember about @{person.handle}", full.notes),
                    partial(self._note, number),
                ),
            )

    def _note(self, number: int, text: str | None) -> None:
        if text is not None:
            self.write(
                partial(self.desk.note, number, text), lambda _: self.app.notify("Note saved")
            )

    def action_language(self) -> None:
        """Say which language the person reads."""
        person = self.query_one(PeopleView).current
        if person is not None:
            number = person.contact_id
            self.read("act", lambda: self.desk.person(number), self._ask_language)

    def _ask_language(self, person: Person) -> None:
        handle, known = person.contact.handle, not person.language_from
        reads = spoken_words(person.language, person.language_from) or "nothing is known"
        self.app.push_screen(
            late.ask(
                f"Which language does @{handle} read?",
                f"Now: {reads}. A code such as en, es or pt-br; leave it empty for the guess.",
                person.language if known else "",
            ),
            partial(self._language, person.contact.contact_id),
        )

    def _language(self, number: int, code: str | None) -> None:
        if code is not None:
            self.write(partial(self.desk.say_language, number, code), self._said_language)

    def _said_language(self, person: Person) -> None:
        reads = spoken_words(person.language, person.language_from) or "no language that is known"
        self.app.notify(f"@{person.contact.handle} reads {reads}")

    def action_tags(self) -> None:
        """Write the tags anew."""
        person = self.query_one(PeopleView).current
        if person is not None:
            dialog = late.ask(
                "Tags", f"On @{person.handle}, with commas between them", ", ".join(person.tags)
            )
            self.app.push_screen(dialog, partial(self._tag, person.contact_id))

    def _tag(self, number: int, text: str | None) -> None:
        if text is not None:
            tags = [each for each in text.split(",") if each.strip()]
            self.write(
                partial(self.desk.tag, number, tags),
                lambda kept: self.app.notify(f"Tags: {', '.join(kept) or 'none'}"),
            )

    def action_import(self) -> None:
        """Go and choose files to import."""
        self.program.begin_import()


def _subtitle(found: Found) -> str:
    return _counted(found) + (", S saves the filter" if found.filter else "")


def _counted(found: Found) -> str:
    """Say how many of how many people there are, and how many of them the list holds."""
    total = counted(found.everybody, "person", "people")
    words = total if found.count == found.everybody else f"{found.count:,} of {total}"
    return words if found.count == len(found.people) else f"{words}, {len(found.people):,} shown"


NOBODY = (
    "Nobody yet.\n\nPress i to import a file of comments,\n"
    "or run: dm-assistant import FILE --dry-run"
)
