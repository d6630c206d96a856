"""One person in full, over the list one came from: what is known beside all that happened."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from dm_assistant.errors import BadInputError
from dm_assistant.services.in_full import InFull
from dm_assistant.services.views import RankedContact, Topic
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.hearing import unseen
from dm_assistant.tui.screens.knowing import ACTS, HIDDEN, TIPS, Knowing
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.person_page import full_page
from dm_assistant.tui.widgets.sheet import Panel, Sheet, said
from dm_assistant.tui.widgets.timeline_view import TimelineView, entry_in_full
from dm_assistant.tui.wording import called, counted


class PersonPlace(Knowing):
    """The page of one person; escape goes back to where one was."""

    NAME = "people"
    DEFAULT_CSS = """
    PersonPlace #known { height: 1fr; }
    PersonPlace #history { height: 1fr; border: round $foreground 25%; }
    PersonPlace #history:focus-within { border: round $primary; }
    PersonPlace #history { border-title-color: $text-accent; border-title-style: bold; }
    PersonPlace #history { border-subtitle-color: $foreground-muted; }
    PersonPlace #timeline { height: 1fr; }
    PersonPlace #entry { height: auto; max-height: 6; padding: 0 1; background: $surface; }
    PersonPlace #body { height: 1fr; layout: vertical; }
    PersonPlace.-wide #body { layout: horizontal; }
    PersonPlace.-narrow.facts #history { display: none; }
    PersonPlace.-narrow.past #known { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys(
        *ACTS,
        "by",
        "panel",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"by": "Kind", "leave": "Back"},
        tips={
            **TIPS,
            "by": "Show one kind of entry of the timeline alone: comments, messages, replies …",
            "panel": "Give what is known, or what happened, the whole height",
            "leave": "Go back to the list, at the same person",
        },
        hidden=HIDDEN,
    )

    def __init__(self, contact: int) -> None:
        super().__init__()
        self._contact = contact
        self._topic: Topic | None = None
        self._found: InFull | None = None

    def body(self) -> ComposeResult:
        """Lay out what is known and what happened."""
        with Container(id="body"):
            yield Panel(id="known")
            with Vertical(id="history"):
                yield TimelineView()
                yield Sheet(id="entry")

    def on_mount(self) -> None:
        """Begin in the timeline."""
        self.query_one(TimelineView).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a message that nobody said was seen, or another kind of entry."""
        del parameters
        found = self._found
        if action == "seen":
            return True if found is not None and unseen(found.person) is not None else None
        if action == "by":
            return True if found is not None and len(found.topics) > 1 else None
        return True

    def present_people(self) -> tuple[RankedContact, ...]:
        """Return the person of the page."""
        return () if self._found is None else (self._found.person.contact,)

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the person; whoever is not there any more is left, or whoever gives way."""
        if self.program.wants_person:
            # Another place asked for somebody else: the list below finds them.
            self.dismiss(None)
            return
        self.read("person", self._look, self._show)

    def _look(self) -> InFull | None:
        try:
            return self.desk.registry.in_full(self._contact)
        except BadInputError:
            return None

    def _show(self, found: InFull | None) -> None:
        if found is None:
            self.gone()
            return
        self._found = found
        contact = found.person.contact
        clock = self.program.clock()
        panel = self.query_one("#known", Panel)
        name = called(contact.name, f"@{contact.handle}")
        panel.head(name, f"{contact.tier.value}, {contact.relation.value}")
        at = panel.scroll_offset.y
        panel.page(full_page(found, clock))
        panel.scroll_to(y=at, animate=False, force=True)
        if self._topic is not None and self._topic not in found.topics:
            self._topic = None
        self._show_timeline()
        self.refresh_bindings()

    def _show_timeline(self) -> None:
        if self._found is None:
            return
        entries = self._found.entries(self._topic)
        total = len(self._found.person.timeline)
        side = self.query_one("#history")
        side.border_title = "So far" if self._topic is None else self._topic.value.capitalize()
        of = "" if self._topic is None else f" of {total:,}"
        side.border_subtitle = Content(
            f"{len(entries):,}{of} entries" if of else counted(total, "entry", "entries")
        )
        self.query_one(TimelineView).show(entries, self.program.clock())

    @on(LineView.Moved)
    def _follow(self) -> None:
        entry = self.query_one(TimelineView).current
        nothing = said(("Nothing has happened yet.", "$foreground-muted"))
        shown = nothing if entry is None else entry_in_full(entry, self.program.clock())
        self.query_one("#entry", Sheet).paragraphs = (shown,)

    # --- the keys ----------------------------------------------------------------------------

    def action_by(self) -> None:
        """Show the next kind of entry alone, and everything after the last."""
        if self._found is not None:
            kinds = (None, *self._found.topics)
            self._topic = kinds[(kinds.index(self._topic) + 1) % len(kinds)]
            self._show_timeline()

    def action_panel(self) -> None:
        """Show both, then what is known alone, then what happened alone."""
        names = ("", "facts", "past")
        present = next((each for each in names[1:] if self.has_class(each)), "")
        after = names[(names.index(present) + 1) % len(names)]
        for each in names[1:]:
            self.set_class(each == after, each)

    def action_leave(self) -> None:
        """Go back to the list."""
        self.dismiss(None)

    def gone(self) -> None:
        """Go back once there is nobody to show."""
        if self.is_current:
            self.dismiss(None)
