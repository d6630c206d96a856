"""Collabs: what is made with others as a board, and each step of it by one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from dm_assistant.domain import collabs as stages
from dm_assistant.domain.collabs import Stage, Whose
from dm_assistant.services.collab_views import CollabChange, CollabLine, CollabValues, No
from dm_assistant.services.views import DraftReport, Person
from dm_assistant.tui import late, late_places
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.comparing import Comparing
from dm_assistant.tui.screens.stepping import Stepping
from dm_assistant.tui.widgets.collab_board import CollabBoard
from dm_assistant.tui.widgets.collab_page import CollabPanel
from dm_assistant.tui.widgets.sheet import Sheet, ours, said
from dm_assistant.tui.wording import counted

if TYPE_CHECKING:
    from dm_assistant.tui.modals.person import Candidate

EDITED = ("idea", "i_give", "they_give", "terms", "next_step", "due_on")
ASKED = {
    Stage.PITCHED: stages.PROMISE,
    Stage.TALKING: ("idea",),
    Stage.AGREED: (*stages.PROMISE, "terms", "next_step", "due_on"),
    Stage.MADE: ("made", "made_on"),
    Stage.REVIEWED: ("review",),
}
"""What is asked when a stage is begun and lacks something."""

TIPS = {
    "new": "Begin a collaboration with an idea: with whom, what, and what each gives",
    "draft": "Draft the pitch; it lies in the inbox until you approve it",
    "edit": "Change the idea, what each gives, the terms, the next step and its day",
    "close": "Say that nothing comes of it: whose no, and why",
    "import": "Read a file of their public comments, to see who comments on both of you",
    "open": "Show all there is to know of it",
    "leave": "Stop comparing",
}

NOBODY = (
    "No collaborations yet.\n\nPress {new} for an idea with somebody: what you would make, what\n"
    "you give and what they give. Then {draft} drafts the pitch.\n\n"
    "Or run: dm-assistant collabs add HANDLE --idea … --i-give … --they-give …"
)


class Collabs(Comparing, Stepping):
    """The board, and the chosen collaboration in short."""

    NAME = "collabs"
    _stand_on: int | None = None
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "new",
        "draft",
        "edit",
        "next_stage",
        "stage_before",
        "open",
        "close",
        "import",
        "log_reply",
        "write_note",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"draft": "Pitch", "close": "No", "import": "Overlap", "leave": "Stop"},
        tips=TIPS,
    )

    def body(self) -> ComposeResult:
        """Lay out the board above the panel."""
        with Vertical(id="desk"):
            with Vertical(id="queue-side"):
                yield CollabBoard()
                yield Sheet(id="nobody")
            yield CollabPanel()

    def on_mount(self) -> None:
        """Begin on the board."""
        self.query_one("#queue-side").border_title = "Collabs"
        self.query_one("#nobody", Sheet).paragraphs = (said(*ours(NOBODY, "$foreground-muted")),)
        self.query_one(CollabBoard).focus()

    def verb(self, binding: Binding) -> str:
        """Name the stage that a key leads to."""
        one = self.current
        if one is not None and binding.action == "next_stage":
            to = stages.next_stage(one.stage)
            return f"To {to.value}" if to else binding.description
        if one is not None and binding.action == "stage_before":
            to = stages.stage_before(one.stage)
            return f"Back to {to.value}" if to else binding.description
        return binding.description

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is to do with the card under the cursor."""
        del parameters
        if not self.is_mounted or action not in NEEDS:
            return True
        if action == "leave":
            return self.comparing
        one = self.current
        return True if one is not None and NEEDS[action](one) else None

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the board."""
        self.read("collabs", self.desk.collabs.board, self._take)

    def load_at(self, stand_on: int | None) -> None:
        """Read the board, and stand on one of its cards, whoever reads it anew meanwhile."""
        self._stand_on = stand_on
        self.load()

    def _take(self, lines: Sequence[CollabLine]) -> None:
        board = self.query_one(CollabBoard)
        board.show(lines, self._stand_on)
        self._stand_on = None
        board.display = bool(lines)
        self.query_one("#nobody", Sheet).display = not lines
        self.query_one(CollabPanel).display = bool(lines)
        marked = sum(bool(each.warning) for each in lines)
        side = self.query_one("#queue-side")
        aged = f", ! {marked:,} to look at" if marked else ""
        side.border_subtitle = Content(counted(len(lines), "collaboration") + aged)
        self.refresh_bindings()
        self.stages_shown()

    @on(CollabBoard.Moved)
    def _moved(self) -> None:
        self.query_one(CollabPanel).show(self.current)
        self.refresh_bindings()

    @on(CollabBoard.Opened)
    def _opened(self) -> None:
        self.action_open()

    # --- what is said of it ------------------------------------------------------------------

    def action_new(self) -> None:
        """Ask with whom, and what."""
        self.app.push_screen(late_places.who_with(self.desk), self._with)

    def _with(self, person: Candidate | None) -> None:
        if person is not None:
            title = f"An idea with @{person.handle}"
            self.ask_and_write(
                lambda: late_places.collab_form(title, None, stages.PROMISE),
                partial(self.desk.collabs.add, person.command),
                self._changed,
            )

    def action_edit(self) -> None:
        """Change what is said of it."""
        one = self.current
        if one is None:
            return
        names = (*EDITED, *(("made", "made_on", "review") if one.collab.made else ()))
        title = f"With @{one.handle}"
        self.ask_and_write(
            lambda: late_places.collab_form(title, one, names),
            partial(self.desk.collabs.change, one.id),
            self._changed,
        )

    def _changed(self, change: CollabChange) -> None:
        line = change.line
        words = "\n".join([f"@{line.handle}: {line.stage.value}", *change.notes])
        self.app.notify(words)
        self.load_at(line.id)

    # --- from stage to stage -----------------------------------------------------------------

    def action_next_stage(self) -> None:
        """Go on, asking for what the next stage needs."""
        self.press_step(1)

    def action_stage_before(self) -> None:
        """Go back."""
        self.press_step(-1)

    def step(self, by: int) -> None:
        """Move the card by a stage."""
        one = self.current
        there = stages.next_stage if by > 0 else stages.stage_before
        to = None if one is None else there(one.stage)
        if one is None or to is None:
            return
        job = partial(self.desk.collabs.move, one.id, to)
        if by > 0 and stages.missing(one.collab, to):
            title, asked = f"@{one.handle}: to {to.value}", ASKED[to]
            self.ask_and_write(
                lambda: late_places.collab_form(title, one, asked), job, self._changed
            )
        else:
            self.write_step(partial(job, CollabValues()), self._changed)

    def action_close(self) -> None:
        """Say that nothing comes of it: whose no, and why."""
        one = self.current
        if one is not None:
            self.app.push_screen(late_places.whose_no(one.handle), partial(self._why, one))

    def _why(self, one: CollabLine, whose: Whose | None) -> None:
        if whose is not None:
            self.app.push_screen(
                late.ask("Nothing comes of it", "Why, if you want to remember it"),
                partial(self._close, one, whose),
            )

    def _close(self, one: CollabLine, whose: Whose, why: str | None) -> None:
        if why is not None:
            self.write(lambda: self.desk.collabs.close(one.id, No(whose, why)), self._ended)

    def _ended(self, change: CollabChange) -> None:
        self._changed(change)
        if change.line.collab.closed_by is Whose.THEIRS:
            handle = change.line.handle
            self.app.push_screen(
                late.question(
                    "Log their words?",
                    f"If @{handle} wrote it to you, log it and class it as “not interested”: "
                    "their no then counts for every such message.",
                    "Log what they wrote",
                ),
                lambda sure: self.ask_reply(handle) if sure else None,
            )

    # --- messages and notes ------------------------------------------------------------------

    def action_draft(self) -> None:
        """Draft the pitch."""
        one = self.current
        if one is not None:
            self.write(lambda: self.desk.collabs.pitch(one.id), self._drafted)

    def _drafted(self, report: DraftReport) -> None:
        for card in report.drafts:
            lane = card.row.lane.value
            self.app.notify(
                f"Drafted for @{card.row.handle}: it lies in {lane} ({self.key('place.inbox')})"
            )

    def action_log_reply(self) -> None:
        """Log what they wrote."""
        one = self.current
        self.ask_reply("" if one is None else one.handle)

    def action_write_note(self) -> None:
        """Write a note about the person."""
        one = self.current
        if one is not None:
            number = one.collab.contact_id
            self.read("act", lambda: self.desk.person(number), self._ask_note)

    def _ask_note(self, person: Person) -> None:
        number, handle = person.contact.contact_id, person.contact.handle
        self.app.push_screen(
            late.ask("Note", f"What to remember about @{handle}", person.notes),
            lambda text: self._note(number, text),
        )

    def _note(self, number: int, text: str | None) -> None:
        if text is not None:
            self.write(
                lambda: self.desk.note(number, text), lambda _: self.app.notify("Note saved")
            )


def _open(one: CollabLine) -> bool:
    return one.stage in stages.OPEN


NEEDS: dict[str, Callable[[CollabLine], object]] = {
    "draft": lambda one: one.stage is Stage.IDEA,
    "edit": lambda _: True,
    "open": lambda _: True,
    "next_stage": lambda one: stages.next_stage(one.stage),
    "stage_before": lambda one: stages.stage_before(one.stage),
    "close": _open,
    "import": lambda _: True,
    "write_note": lambda _: True,
    "leave": lambda _: True,
}
"""What an act needs of the card under the cursor."""
