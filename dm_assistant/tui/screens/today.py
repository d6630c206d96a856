"""Today: what the day holds and a plan for one's minutes; Enter goes to what a line is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical

from dm_assistant.domain.model import Lane
from dm_assistant.domain.sessions import STEP, allowed_minutes
from dm_assistant.tui.guides import GUIDES
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.place import BESIDE, Place
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.plan_panel import PlanPanel
from dm_assistant.tui.widgets.today_view import TodayView, lines_of
from dm_assistant.tui.wording import counted

if TYPE_CHECKING:
    from dm_assistant.services.session_views import Begun, Today


class TodayPlace(Place):
    """The day in lines, the plan beside it."""

    NAME = "today"
    HORIZONTAL_BREAKPOINTS = BESIDE
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "open",
        "session",
        "more_minutes",
        "fewer_minutes",
        "draft",
        "panel",
        "import",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"open": "Go", "draft": "Drafts", "panel": "Plan"},
        tips={
            "draft": "Draft thanks first for people who have no draft, or do not",
            "panel": "Show the plan card by card, or the day",
        },
    )

    def __init__(self) -> None:
        super().__init__()
        self.day: Today | None = None
        self.minutes: int | None = None
        self.drafts = True
        self._beginning = False

    def body(self) -> ComposeResult:
        """Lay out the day and the plan."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                yield TodayView()
            with Vertical(id="panels"):
                yield PlanPanel()

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one("#queue-side").border_title = "Today"
        self.query_one(TodayView).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey planning while a session runs, and while there is nothing to plan."""
        del parameters
        day = self.day
        if action in {"more_minutes", "fewer_minutes", "draft"}:
            return True if day is not None and day.session is None else None
        return True

    def verb(self, binding: Binding) -> str:
        """Say what the key of a session comes to now."""
        if binding.action == "session" and self.day is not None:
            return "Begin" if self.day.session is None else "Stop"
        return super().verb(binding)

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the day."""
        job = partial(self.desk.sessions.today, self.minutes, drafts=self.drafts)
        self.read("today", job, self._take)

    def _take(self, day: Today) -> None:
        self.day = day
        self.minutes = day.plan.minutes
        if day.session is None:
            self.program.in_session = False
        self._show()
        running = day.session is not None
        self.query_one(PlanPanel).show(day.plan, self.program.clock(), running=running)
        self.refresh_bindings()

    def _show(self) -> None:
        if self.day is not None:
            clock = self.program.clock()
            lines = lines_of(
                self.day,
                clock,
                self.program.key_names,
                drafts=self.drafts,
                in_session=self.program.in_session,
            )
            self.query_one(TodayView).show(lines)
            subtitle = counted(self.day.people, "person known", "people known")
            self.query_one("#queue-side").border_subtitle = subtitle

    def tick(self) -> None:
        """Show the time, and what is left of it."""
        super().tick()
        self._show()

    # --- planning ----------------------------------------------------------------------------

    def action_more_minutes(self) -> None:
        """Plan more time."""
        self._plan_for(STEP)

    def action_fewer_minutes(self) -> None:
        """Plan less time."""
        self._plan_for(-STEP)

    def _plan_for(self, by: int) -> None:
        if self.minutes is not None:
            self.minutes = allowed_minutes(self.minutes + by)
            self.load()

    def action_draft(self) -> None:
        """Draft thanks first, or do not."""
        self.drafts = not self.drafts
        self.load()

    def action_panel(self) -> None:
        """Show the plan where there is room for one thing only."""
        self.toggle_class("plan")

    def action_import(self) -> None:
        """Go and choose files to import."""
        self.program.begin_import()

    # --- going -------------------------------------------------------------------------------

    @on(LineView.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Begin or go on with the session, or go to what the line is about."""
        line = self.query_one(TodayView).current
        if line is None or not line.goes:
            return
        if line.goes == "plan":
            self._go_on()
        elif line.goes == "missing":
            self.show_missing()
        elif line.goes == "week":
            titles = [title for title, _ in GUIDES["numbers"].pages]
            self.program.show_page("numbers", titles.index("Week"))
        elif line.goes == "lane":
            self.program.show_lane(Lane(line.to))
        elif line.to == "import" and self.day is not None and not self.day.people:
            self.program.begin_import()
        else:
            self.app.switch_mode(line.to or "hand_over")

    def _go_on(self) -> None:
        day = self.day
        if day is None:
            return
        if day.session is None:
            self.begin()
        else:
            self.program.in_session = True
            self.program.go_on(day.session)

    def action_session(self) -> None:
        """Begin what is planned, or stop what runs."""
        if self.day is not None and self.day.session is None:
            self.begin()
        else:
            self.program.in_session = True
            self.program.action_session()

    def begin(self) -> None:
        """Begin a session: drafts first, where they are wanted."""
        if self.day is None or self._beginning:
            return
        self._beginning = True
        plan = self.day.plan
        if plan.drafts:
            self.app.notify(f"Drafting thanks for {counted(plan.drafts, 'person', 'people')} …")
        job = partial(self.desk.sessions.begin, plan.minutes, drafts=self.drafts)
        self.write_quietly(job, self._begun, self._not_begun)

    def _not_begun(self, error: Exception) -> None:
        self._beginning = False
        self.app.notify(str(error), severity="warning", timeout=10)
        self.load()

    def _begun(self, begun: Begun) -> None:
        self._beginning = False
        self.program.in_session = True
        stops, undo = self.key("session"), self.key("undo")
        words = f"{counted(len(begun.plan.lines), 'card')} planned; {stops} stops at any time."
        if begun.drafted:
            left = f", {begun.left_out:,} left out" if begun.left_out else ""
            made = counted(begun.drafted, "draft")
            words = f"{made} made{left}; {undo} takes them back. {words}"
        self.app.notify(words, timeout=8)
        self.read("session", self.desk.sessions.running, self.program.go_on)
