"""The first steps in a new workspace: comments, who is in them, why most wait, the first draft."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from dm_assistant.domain.model import Lane
from dm_assistant.services.views import Beginning, Card
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.first_steps import PAGES, STEPS, head
from dm_assistant.tui.widgets.sheet import Sheet
from dm_assistant.tui.wording import LANE_NAMES

FILES, PEOPLE, DRAFT = 0, 1, len(PAGES) - 1


class BeginningPlace(Place):
    """One page per step; enter does what the page is about, escape leaves for the inbox."""

    NAME = "beginning"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "open",
        "import",
        "next_stage",
        "stage_before",
        "leave",
        words={
            "import": "Choose files",
            "next_stage": "Skip",
            "stage_before": "Back",
            "leave": "To the inbox",
        },
        tips={
            "next_stage": "Go on to the next step",
            "stage_before": "Go back to the step before",
            "leave": "Leave for the inbox; what was done stays",
        },
    )

    def __init__(self) -> None:
        super().__init__()
        self.page = FILES
        self.known: Beginning | None = None

    def body(self) -> ComposeResult:
        """Lay out the steps and the page."""
        with Vertical(id="welcome"):
            yield Sheet(id="path")
            yield Sheet(id="page")

    def verb(self, binding: Binding) -> str:
        """Say what enter comes to on this page."""
        if binding.action == "open":
            return self._main()
        return binding.description

    def sentence(self, binding: Binding) -> str:
        """Say the same in help."""
        if binding.action == "open":
            return f"{self._main()}: the next thing to do on this page"
        return super().sentence(binding)

    def _main(self) -> str:
        if self.page == FILES and not self._people():
            return "Choose files"
        return "Make the draft" if self.page == DRAFT and self._people() else "Next"

    def _people(self) -> int:
        return self.known.people if self.known is not None else 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done on this page."""
        del parameters
        if not self.is_mounted:
            return True
        if action == "open":
            return True if self.page != DRAFT or self._people() else None
        if action == "next_stage":
            return self.page == FILES and not self._people()
        if action == "stage_before":
            return self.page != FILES
        return True

    # --- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read how far one has come."""
        self.read("beginning", self.desk.beginning.look, self._take)

    def _take(self, known: Beginning) -> None:
        came = known.people > self._people()
        self.known = known
        if came and self.page == FILES:
            self.page = PEOPLE
        self._draw()

    def _draw(self) -> None:
        if self.known is None:
            return
        frame = self.query_one("#welcome")
        frame.border_title = Content("First steps")
        frame.border_subtitle = Content(f"step {self.page + 2} of {len(STEPS)}")
        self.query_one("#path", Sheet).paragraphs = (head(self.page + 1),)
        self.query_one("#page", Sheet).paragraphs = tuple(PAGES[self.page](self.known))
        self.refresh_bindings()

    def _turn(self, by: int) -> None:
        self.page = max(FILES, min(DRAFT, self.page + by))
        self._draw()

    # --- going on ----------------------------------------------------------------------------

    def action_open(self) -> None:
        """Do what this page is about."""
        if self.page == FILES and not self._people():
            self.action_import()
        elif self.page == DRAFT:
            self.write_quietly(self.desk.beginning.first_draft, self._drafted, self.refused)
        else:
            self._turn(1)

    def action_next_stage(self) -> None:
        """Go on without doing it."""
        self._turn(1)

    def action_stage_before(self) -> None:
        """Go back."""
        self._turn(-1)

    def action_import(self) -> None:
        """Choose files; a look comes first."""
        self.app.push_screen(late.choose_paths(self.program.clock()), self._chosen)

    def _chosen(self, paths: tuple[Path, ...] | None) -> None:
        if paths:
            self.program.begin_import(paths, back=self.NAME)

    def _drafted(self, card: Card) -> None:
        lane = card.row.lane
        self.program.show_lane(lane)
        self.app.notify(
            f"Your first draft, for @{card.row.handle}, lies in {LANE_NAMES[lane]}. "
            f"{self.program.keyed(NEXT[lane])}",
        )

    def action_leave(self) -> None:
        """Go to the inbox."""
        self.app.switch_mode("inbox")


NEXT = {
    Lane.READY: "Read it; {approve} approves it, {hand_over} then hands it over.",
    Lane.INVITE: (
        "{panel} shows why; {approve} approves a public reply that asks them to write first."
    ),
    Lane.HELD: "{panel} shows why, and when it comes back by itself.",
    Lane.BLOCKED: "{panel} shows why. It stays here; nobody is messaged.",
    Lane.REPLY: "They wrote to you; {open} answers them.",
}
"""What to do with the first draft, by the lane it lies in."""
