"""A place in a session: it shows the planned cards, how far one is, and goes on by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from dm_assistant.domain.model import Lane
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.wording import counted

if TYPE_CHECKING:
    from dm_assistant.services.session_views import Running
    from dm_assistant.services.views import ItemId, QueueRow

FIRST = 64


class LaneItems(NamedTuple):
    """The items of a lane to show, and how far the session is, if one runs."""

    items: Sequence[ItemId]
    running: Running | None


class Sitting(Place):
    """A place that takes part in a session."""

    def __init__(self) -> None:
        super().__init__()
        self.running: Running | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show the key of a session while one is in it; it works all the same."""
        if action == "session":
            return self.is_mounted and self.program.in_session
        return super().check_action(action, parameters)

    def verb(self, binding: Binding) -> str:
        """Say what the key of a session comes to now."""
        if binding.action == "session" and self.program.in_session:
            return "End" if self.running is not None and self.running.all_done else "Stop"
        return super().verb(binding)

    # --- reading, in a thread ------------------------------------------------------------------

    def _running_now(self) -> Running | None:
        return self.desk.sessions.running() if self.program.in_session else None

    def lane_items(self, lane: Lane, search: str) -> LaneItems:
        """Return a lane's items: in a session the planned ones, where it has any."""
        running = self._running_now()
        planned = running.of(lane) if running and not search else ()
        return LaneItems(planned or self.desk.ids(lane, search), running)

    def first_rows(self, lane: Lane, search: str) -> tuple[QueueRow, ...]:
        """Return the head of a lane, in a session of the planned items."""
        running = self._running_now()
        planned = running.of(lane) if running and not search else ()
        return self.desk.rows(planned[:FIRST]) if planned else self.desk.first(lane, search)

    def look_at_session(self) -> None:
        """Read how far the session is, and show it."""
        self.read("session", self._running_now, self._take_running)

    def _take_running(self, running: Running | None) -> None:
        self.running = running
        self.session_changed()

    def session_changed(self) -> None:
        """Show how far the session is, where the list has a name of its own."""
        name = self.list_name()
        if name:
            self.query_one("#queue-side").border_title = f"{name}{self.session_words()}"
            self.refresh_bindings()

    def list_name(self) -> str:
        """Return what the list is called; nothing where it names itself."""
        return ""

    # --- showing -----------------------------------------------------------------------------

    def session_words(self) -> str:
        """Return how far the session is and when it is done at the present pace."""
        running = self.running
        if running is None:
            return ""
        clock = self.program.clock()
        done = f" · {running.count:,} of {running.total:,}"
        if running.all_done:
            return f"{done}, all done: {self.key('session')} ends"
        return f"{done}, done about {clock.when(clock.now + running.left)[-5:]}"

    def lane_is_done(self, lane: Lane, running: Running | None) -> bool:
        """Return whether the last planned card of a lane went since the last look."""
        before = self.running
        self.running = running
        if before is None or running is None or before.id != running.id:
            return False
        if running.gone > before.gone:
            went = counted(running.gone - before.gone, "card")
            self.app.notify(f"{went} left the plan: held by the rules for now, or taken back")
        return bool(before.of(lane)) and not running.of(lane)
