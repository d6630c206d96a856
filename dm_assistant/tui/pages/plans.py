"""Goals: how far each is, other accounts beside one's own, and what was changed."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.domain.goals import Changed, Competitor, Goal, Look, Progress
from dm_assistant.domain.statistics.kpi_board import Board
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.kpis import (
    NewGoal,
    SayChange,
    SeeAccount,
    SeenAccount,
    SetGoal,
    what_new,
)
from dm_assistant.tui.screens.paged import Page
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.plans_view import EMPTY, Plan, PlansView, plan_page, plans
from dm_assistant.tui.widgets.sheet import Panel

DAYS = 28


class PlansPage(Page):
    """The lines, and the one under the cursor in full."""

    TITLE = "Goals"
    DEFAULT_CSS = """
    PlansPage Panel { height: auto; max-height: 40%; }
    PlansPage.empty PlansView { height: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "new",
        "edit",
        "close",
        words={"close": "Take back"},
        tips={
            "new": "Set a goal, note another account or what you changed",
            "edit": "Say anew what is under the cursor",
            "close": "Take back what is under the cursor",
        },
    )

    def __init__(self) -> None:
        super().__init__()
        self._found: Board | None = None

    def compose(self) -> ComposeResult:
        """Lay out the lines and the words below them."""
        yield PlansView()
        yield Panel(id="plan")

    def begin(self) -> None:
        """Take the keys to the list."""
        self.query_one(PlansView).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a line of one's own making."""
        del parameters
        if action in {"edit", "close"} and self.is_mounted:
            line = self.query_one(PlansView).current
            if line is None or line.taken is None:
                return None
            return None if action == "edit" and line.kind == "figure" else True
        return True

    def load(self) -> None:
        """Read the goals."""
        self.read("plans", lambda: self.desk.kpis.board(DAYS, 0), self._take)

    def _take(self, found: Board) -> None:
        self._found = found
        lines = plans(found)
        self.set_class(not lines, "empty")
        self.query_one(PlansView).show(lines)
        self._draw()

    @on(LineView.Moved)
    def _draw(self) -> None:
        panel, line = self.query_one("#plan", Panel), self.query_one(PlansView).current
        panel.head("Goals, others and changes" if line is None else "In full")
        panel.page(EMPTY if line is None else plan_page(line))
        self.refresh_bindings()

    # --- new and other words -----------------------------------------------------------------

    def action_new(self) -> None:
        """Ask what is to be made, then for it."""
        self.app.push_screen(what_new(), self._new)

    def _new(self, kind: str | None) -> None:
        if kind is not None:
            self._ask(kind, None)

    def action_edit(self) -> None:
        """Ask anew for what is under the cursor."""
        line = self.query_one(PlansView).current
        if line is not None and line.taken is not None and line.kind != "figure":
            self._ask(line.taken[0], line)

    def _ask(self, kind: str, line: Plan | None) -> None:
        value = None if line is None else line.value
        if kind == "goal":
            known = value if isinstance(value, Progress) else None
            self.place.ask_and_write(lambda: SetGoal(known), self._set_goal, self._goal_set)
        elif kind == "competitor":
            look = value.look if isinstance(value, Competitor) else None
            self.place.ask_and_write(lambda: SeeAccount(look), self._see, self._seen)
        elif self._found is not None:
            today = self._found.last_on
            change = value if isinstance(value, Changed) else None
            self.place.ask_and_write(lambda: SayChange(today, change), self._change, self._changed)

    def _set_goal(self, new: NewGoal) -> Goal:
        return self.desk.kpis.set_goal(new.measure, new.target, new.by_on)

    def _goal_set(self, goal: Goal) -> None:
        self.app.notify(f"The goal counts from {goal.begun_on}")

    def _see(self, account: SeenAccount) -> Look:
        return self.desk.kpis.look(account.handle, account.platform, account.seen)

    def _seen(self, look: Look) -> None:
        self.app.notify(f"@{look.handle} stands beside you, as seen on {look.on}")

    def _change(self, change: Changed) -> Changed:
        return self.desk.kpis.note_change(change.words, change.on, change.id)

    def _changed(self, change: Changed) -> None:
        self.app.notify(f"Noted for {change.on}; it stands among your days")

    # --- taking back -------------------------------------------------------------------------

    def action_close(self) -> None:
        """Take back what is under the cursor."""
        line = self.query_one(PlansView).current
        if line is None or line.taken is None:
            return
        kind, number = line.taken
        self.place.write(partial(self.desk.kpis.take, kind, number), lambda _: self._taken(kind))

    def _taken(self, kind: str) -> None:
        self.app.notify(f"The {kind} is taken back; {self.place.key('undo')} brings it again")
