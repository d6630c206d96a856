"""Leading from place to place: to a lane, into the hand-over, through a session to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dm_assistant.domain.model import Lane
from dm_assistant.tui import late
from dm_assistant.tui.preferring import Preferring
from dm_assistant.tui.screens.place import Place

if TYPE_CHECKING:
    from dm_assistant.errors import DmAssistantError
    from dm_assistant.services.session_views import EndCard, Running
    from dm_assistant.tui.clock import Clock

INBOX = "inbox"


def go_to(program: Preferring, mode: str) -> None:
    """Go to a place, and show anew what it shows where one is there already."""
    if program.current_mode == mode and isinstance(program.screen, Place):
        program.screen.load()
    else:
        program.switch_mode(mode)


class Leading(Preferring):
    """The program as far as it leads one on; ``in_session`` while it follows a plan."""

    in_session = False
    _beginning = False
    _lane: Lane | None = None
    _page: int | None = None
    _listening = False

    def clock(self) -> Clock:
        """Return the present moment as the creator reads it."""
        raise NotImplementedError

    def show_lane(self, lane: Lane) -> None:
        """Go to the inbox, and there to a lane."""
        self._lane = lane
        go_to(self, INBOX)

    def take_lane(self) -> Lane | None:
        """Return, once, which lane is to be shown."""
        wanted, self._lane = self._lane, None
        return wanted

    def show_page(self, place: str, number: int) -> None:
        """Go to a place of pages, and there to one of them."""
        self._page = number
        go_to(self, place)

    def take_page(self) -> int | None:
        """Return, once, the number of the page that is to be shown."""
        wanted, self._page = self._page, None
        return wanted

    def begin_hand_over(self) -> None:
        """Go to the hand-over and begin at once."""
        self._beginning = True
        self.switch_mode("hand_over")

    def take_beginning(self) -> bool:
        """Return, once, whether the hand-over was asked to begin."""
        wanted, self._beginning = self._beginning, False
        return wanted

    def take_listening(self) -> bool:
        """Return, once, whether the hand-over is to show what went out before."""
        wanted, self._listening = self._listening, False
        return wanted

    # --- a session ---------------------------------------------------------------------------

    def action_session(self) -> None:
        """Stop the session one is in; where none runs, go to the day's plan."""
        if not self.in_session:
            self.switch_mode("today")
        elif isinstance(self.screen, Place):
            self.screen.write_quietly(
                self.screen.desk.sessions.end, self._session_ended, self._session_is_over
            )

    def _session_is_over(self, error: DmAssistantError) -> None:
        """Say that it was ended elsewhere, as in another terminal."""
        self.in_session = False
        self.notify(str(error), severity="warning")

    def go_on(self, running: Running | None) -> None:
        """Go to what the session has next: a lane, the hand-over, what came of earlier ones."""
        if running is None:
            return
        lanes = [lane for lane in Lane if running.of(lane)]
        if lanes:
            self.show_lane(lanes[0])
        elif running.waiting:
            self.begin_hand_over()
        elif running.news:
            self._listening = True
            self.switch_mode("hand_over")
        else:
            self.notify(self.keyed("Every planned card is done: {session} ends the session."))

    def _session_ended(self, card: EndCard) -> None:
        self.in_session = False
        self.push_screen(late.end_card(card, self.clock()), self._after_session)

    def _after_session(self, place: str | None) -> None:
        self.switch_mode(place or "today")
