"""The inbox: one lane at a time, the message beside its reasons and its person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from dm_assistant.domain.model import Lane
from dm_assistant.services.queue_views import ItemId, LaneCounts, QueueRow
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.returning import Returning
from dm_assistant.tui.screens.searching import Searching
from dm_assistant.tui.screens.sitting import LaneItems, Sitting
from dm_assistant.tui.screens.teaching import Teaching
from dm_assistant.tui.widgets.lanes_bar import LanesBar
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.queue_view import Headings, QueueView
from dm_assistant.tui.wording import LANE_EMPTY, LANE_NAMES
from dm_assistant.tui.working import start

if TYPE_CHECKING:
    from dm_assistant.services.queue import Opening
    from dm_assistant.services.views import Card

PAUSE = 0.03
"""Seconds the cursor rests before its card is read, so that held keys stay quick."""

TIMED = frozenset({Lane.REPLY, Lane.HELD})
"""The lanes whose items have a time: a window that closes, a hold that lifts."""


class Inbox(Teaching, Sitting, Searching, Returning):
    """Reply, Ready, Invite, Held and Blocked."""

    NAME = "inbox"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "approve",
        "override",
        "edit",
        "variant",
        "skip",
        "snooze",
        "never",
        "open",
        "classify",
        "theme",
        "close",
        "hand_over",
        "session",
        "log_reply",
        "seen",
        "complaint",
        "words",
        "merge",
        "mark",
        "mark_all",
        "filter",
        "next_lane",
        "previous_lane",
        "panel",
        "scroll_panel.3",
        "scroll_panel.-3",
        "import",
        words={"open": "Answer", "close": "Archive"},
        hidden={"import", "seen", "complaint", "merge", "words", "theme"},
    )

    def __init__(self, opening: Opening | None = None) -> None:
        super().__init__()
        self._opening = opening
        self._painted = False

    def body(self) -> ComposeResult:
        """Lay out lanes, queue and panels."""
        yield LanesBar()
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                yield Headings()
                yield QueueView()
            yield Vertical(id="panels")

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read counts and the lane; at the start, the first lane that holds anything."""
        opening, self._opening = self._opening, None
        if opening is not None:
            self._start(opening)
            return
        if not self._painted:
            self.read("lane", self._first_lane, self._start)
            return
        self.read("counts", self.desk.counts, self._take_counts)
        wanted = self.program.take_lane()
        if wanted is not None and wanted is not self.lane_shown:
            self.open_lane(wanted)
        else:
            self._load_items()

    def _first_lane(self) -> Opening:
        wanted = self.program.take_lane()
        for lane in Lane if wanted is None else (wanted,):
            rows = self.first_rows(lane, self.search)
            if rows:
                return lane, rows
        return wanted or Lane.READY, ()

    def _start(self, found: Opening) -> None:
        lane, rows = found
        self._show_lane(lane)
        self.queue.now = self.program.clock().now
        self.queue.show_first(rows)
        self.call_after_refresh(self._after_first_frame)

    async def _lay_panels(self) -> None:
        if self.panels is None:
            self.panels = late.item_panels()
            await self.query_one("#panels").mount(self.panels)

    async def _after_first_frame(self) -> None:
        """Read the rest only when the first lines are on screen: it imports a good deal."""
        await self._lay_panels()
        self._painted = True
        self.program.warm(self.desk)
        self.read("counts", self.desk.counts, self._first_counts)
        self._load_items()
        self._show_card(None)
        self._follow()
        if not self.queue.count():
            self.lead_on()

    def say_empty(self) -> None:
        """Show in an empty lane what to do next."""
        if not self.queue.count():
            self._show_card(None)

    def _first_counts(self, counts: LaneCounts) -> None:
        """Ask first about what was handed over and never confirmed, unless one is elsewhere."""
        self._take_counts(counts)
        if counts.handed_over and self.is_current:
            self.app.switch_mode("hand_over")

    def search_again(self) -> None:
        """Show what is found in the lane."""
        self.open_lane(self.lane_shown)

    def open_lane(self, lane: Lane) -> None:
        """Show another lane from its head."""
        self.wanted = None
        self._show_lane(lane)
        search = self.search
        self.read("lane", lambda: self.first_rows(lane, search), self._take_first)

    def _show_lane(self, lane: Lane) -> None:
        self.lane_shown = lane
        self.query_one(LanesBar).lane = lane
        self.queue.timed = self.query_one(Headings).timed = lane in TIMED
        self._head()
        self.refresh_bindings()

    def _take_first(self, rows: Sequence[QueueRow]) -> None:
        self.queue.now = self.program.clock().now
        self.queue.show_first(rows)
        self._show_card(None)
        self._follow()
        self._load_items()

    def _load_items(self) -> None:
        lane, search = self.lane_shown, self.search
        self.read("items", lambda: self.lane_items(lane, search), self._take_lane)

    def _take_lane(self, found: LaneItems) -> None:
        """Show the lane; in a session go on once its last planned card is done."""
        done, running = self.lane_is_done(self.lane_shown, found.running), found.running
        following = [lane for lane in Lane if running is not None and running.of(lane)]
        if done and following:
            self.open_lane(following[0])
            return
        self._take_items(found.items)
        if done and self.is_current:
            self.program.go_on(running)

    def _take_items(self, items: Sequence[ItemId]) -> None:
        self.queue.show_items(items, self.leaving)
        self.go_to_wanted()
        self.queue.ask_again()
        self._head()
        if not items:
            self._show_card(None)
            self.look_around()
        self.refresh_bindings()

    def _take_counts(self, counts: LaneCounts) -> None:
        self.query_one(LanesBar).counts = counts
        self._head()

    def _head(self) -> None:
        side = self.query_one("#queue-side")
        named = f"{LANE_NAMES[self.lane_shown]}{self.searched_for()}{self.session_words()}"
        side.border_title = Content(named)
        total = self.queue.count()
        place = f"{self.queue.cursor + 1:,} of {total:,}" if total else "empty"
        marked = f"{len(self.queue.marked):,} marked · " if self.queue.marked else ""
        side.border_subtitle = Content(marked + place)

    @on(QueueView.RowsWanted)
    def _fetch(self, event: QueueView.RowsWanted) -> None:
        start(self, partial(self._rows, event.items), "read-rows")

    async def _rows(self, items: tuple[ItemId, ...]) -> None:
        await self._read(lambda: self.desk.rows(items), self.queue.take_rows, 0.0)

    @on(LineView.Moved)
    def _follow(self) -> None:
        self._head()
        item = self.queue.current
        if self.lane_shown is Lane.INVITE:
            self.refresh_bindings()
        if item is not None and self._painted:
            self.read("card", lambda: self.desk.card(item), self._take_card, delay=PAUSE)

    def _take_card(self, card: Card) -> None:
        if card.row.item == self.queue.current:
            self._show_card(card)
            self.look_at_reply(card)
            self.refresh_bindings()

    def _show_card(self, card: Card | None) -> None:
        self.card_shown = card
        words = self.nothing_found() or self.empty_words(LANE_EMPTY[self.lane_shown])
        if self.panels is not None:
            empty = self.program.keyed(words)
            self.panels.show(card, self.queue.current_row, self.program.clock(), empty)

    def tick(self) -> None:
        """Show the time, and count down."""
        super().tick()
        self.queue.now = self.program.clock().now

    # --- going about -------------------------------------------------------------------------

    @on(QueueView.MarksChanged)
    def _marked(self) -> None:
        self._head()

    @on(LineView.Opened)
    def _opened(self) -> None:
        self.action_open()

    @on(LanesBar.Chosen)
    def _lane_clicked(self, event: LanesBar.Chosen) -> None:
        self.open_lane(event.lane)

    def action_next_lane(self) -> None:
        """Show the next lane."""
        self._turn(1)

    def action_previous_lane(self) -> None:
        """Show the lane before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        lanes = list(Lane)
        self.open_lane(lanes[(lanes.index(self.lane_shown) + by) % len(lanes)])

    def action_panel(self) -> None:
        """Show the next panel, where there is room for one only."""
        if self.panels is not None:
            self.panels.turn()

    def action_hand_over(self) -> None:
        """Go and send what is approved; without any, what went out before is there too."""
        bar = self.query_one(LanesBar)
        if bar.counts is not None and not bar.waiting:
            self.app.notify(f"Nothing is approved yet: {self.key('approve')} approves a message.")
        self.program.begin_hand_over()

    def action_import(self) -> None:
        """Go and choose files to import."""
        self.program.begin_import()
