"""Campaigns: how far each one is, who would get what, their people, and the pools of codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import ContentSwitcher

from dm_assistant.services.campaign_views import CampaignLine, CampaignPage, Member, Run
from dm_assistant.services.codes import PoolCounts
from dm_assistant.tui.cells import cut
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.campaigning import Campaigning
from dm_assistant.tui.screens.pooling import Pooling
from dm_assistant.tui.widgets.campaign_panel import NOTHING_YET, CampaignPanel
from dm_assistant.tui.widgets.campaigns_view import (
    CampaignsView,
    MembersView,
    OutlooksView,
)
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.pools_view import PoolLines, PoolsView, concerns
from dm_assistant.tui.widgets.sheet import Sheet
from dm_assistant.tui.wording import counted

LIST, PEOPLE, RUN, CODES = "campaigns", "people", "run", "codes"
PAUSE = 0.03
TITLE_WIDTH = 40
NEED_ONE = frozenset({"dry_run", "draft", "follow_up", "open", "edit", "close"})
RUNS = frozenset({"dry_run", "draft", "follow_up"})
"""What is offered beside the people of a campaign as well."""

NEED_SETUP = frozenset({"dry_run", "draft", "edit", "close"})


class Campaigns(Campaigning, Pooling):
    """The campaigns and what each comes to; ``p`` turns to the codes."""

    NAME = "campaigns"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "new",
        "dry_run",
        "draft",
        "follow_up",
        "open",
        "edit",
        "close",
        "panel",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"open": "People", "close": "End", "panel": "Codes", "edit": "Change"},
        tips={
            "new": "Make a campaign: what for, for whom, with which variants and codes",
            "draft": "Draft it for those who are new; how many is asked first",
            "open": "Show its people, and where each one's message is",
            "edit": "Change it; what was drafted stays",
            "close": "End it: nothing more is drafted",
            "panel": "Turn to the pools of codes, and back",
            "leave": "Go back to the campaigns",
        },
    )

    def body(self) -> ComposeResult:
        """Lay out the lists, of which one shows, and the panel."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                with ContentSwitcher(initial=LIST, id="pages"):
                    yield CampaignsView(id=LIST)
                    yield MembersView(id=PEOPLE)
                    yield OutlooksView(id=RUN)
                    yield PoolsView(id=CODES)
                yield Sheet(NOTHING_YET, id="nobody")
                yield Sheet(id="concerns")
            with Vertical(id="panels"):
                yield CampaignPanel()

    def on_mount(self) -> None:
        """Begin in the list."""
        self._turn(LIST)

    def verb(self, binding: Binding) -> str:
        """Say what a key comes to on the page that shows."""
        if binding.action == "panel" and self.page_shown == CODES:
            return "Campaigns"
        if binding.action == "open" and self.page_shown in {PEOPLE, RUN}:
            return "Person"
        return binding.description

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a campaign, and what a mere name on drafts cannot do."""
        del parameters
        if not self.is_mounted or action not in {*NEED_ONE, "new", "leave"}:
            return True
        page = self.page_shown
        if page == PEOPLE and action in RUNS:
            return self._able(action)
        if page != LIST:
            return action == "leave" or self._drafts(action) or self._opens(action)
        return action != "leave" and (action == "new" or self._able(action))

    def _drafts(self, action: str) -> bool:
        """Return whether a key drafts what the dry run shows."""
        run = self.tried if self.page_shown == RUN else None
        return run is not None and (action == "draft" or (run.follow_up and action == "follow_up"))

    def _opens(self, action: str) -> bool:
        """Return whether there is somebody under the cursor to go to."""
        return action == "open" and bool(self._handle)

    @property
    def _handle(self) -> str:
        """Return whom the cursor stands on, where the page is one of people."""
        if self.page_shown == PEOPLE:
            member = self.query_one(MembersView).current
            return member.handle if member is not None else ""
        outlook = self.query_one(OutlooksView).current if self.page_shown == RUN else None
        return outlook.handle if outlook is not None else ""

    def _able(self, action: str) -> bool | None:
        line = self.query_one(CampaignsView).current
        if line is None or (action in NEED_SETUP and line.campaign is None):
            return None
        return None if action == "close" and line.stands == "ended" else True

    # --- pages -------------------------------------------------------------------------------

    @property
    def page_shown(self) -> str:
        """Return which list shows."""
        return self.query_one("#pages", ContentSwitcher).current or LIST

    def _turn(self, page: str) -> None:
        self.query_one("#pages", ContentSwitcher).current = page
        self._frame()
        rows = self._rows(page)
        rows.focus()
        self.refresh_bindings()

    def _rows(self, page: str) -> LineView:
        """Return the list of a page."""
        return self.query_one(PoolLines) if page == CODES else self.query_one(f"#{page}", LineView)

    def _frame(self) -> None:
        """Say on the border what the list is, and in its place what to do while it is empty."""
        side, page = self.query_one("#queue-side"), self.page_shown
        titles = {LIST: "Campaigns", PEOPLE: f"People of {self.of}", CODES: "Codes"}
        what = "Follow-ups of" if self.tried is not None and self.tried.follow_up else "Dry run of"
        side.border_title = Content(cut(titles.get(page, f"{what} {self.of}"), TITLE_WIDTH))
        rows = self._rows(page)
        nouns = {LIST: ("campaign", ""), CODES: ("pool", "")}
        side.border_subtitle = counted(rows.count(), *nouns.get(page, ("person", "people")))
        empty = page == LIST and not rows.count()
        self.query_one("#nobody").display = empty
        self.query_one("#pages").display = not empty
        alone = empty or page == CODES
        self.query_one("#panels").display = not alone
        self.set_class(alone, "alone")
        notes = self.query_one("#concerns", Sheet)
        notes.display = page == LIST and bool(notes.paragraphs)

    def load(self) -> None:
        """Read the campaigns, the pools, and what else shows."""
        self.read("campaigns", self.desk.campaigns.listing, self._take)
        self.load_pools()
        if self.page_shown == PEOPLE:
            self._read_members()

    def _take(self, lines: Sequence[CampaignLine]) -> None:
        self.query_one(CampaignsView).show(lines, self.program.clock())
        self._frame()
        self.refresh_bindings()

    def show_pools(self, pools: tuple[PoolCounts, ...]) -> None:
        """Show the pools on their page, and beside the campaigns what to look after in them."""
        super().show_pools(pools)
        self.query_one("#concerns", Sheet).paragraphs = concerns(pools)
        self._frame()

    def _take_members(self, people: Sequence[Member]) -> None:
        self.query_one(MembersView).show(people, self.program.clock())
        self._frame()

    @on(LineView.Moved, "#campaigns")
    def _on_campaign(self) -> None:
        line = self.query_one(CampaignsView).current
        if line is not None and self.page_shown == LIST:
            name = line.name
            self.read("page", lambda: self.desk.campaigns.page(name), self._show, delay=PAUSE)
        self.refresh_bindings()

    def _show(self, page: CampaignPage) -> None:
        if self.page_shown == LIST:
            self.query_one(CampaignPanel).show_page(page, self.program.clock())

    @on(LineView.Moved, "#people")
    def _on_member(self) -> None:
        if self.page_shown == PEOPLE:
            one = self.query_one(MembersView).current
            self.query_one(CampaignPanel).show_member(self.of, one, self.program.clock())

    @on(LineView.Moved, "#run")
    def _on_outlook(self) -> None:
        if self.page_shown == RUN and self.tried is not None:
            one = self.query_one(OutlooksView).current
            self.query_one(CampaignPanel).show_run(self.tried, one, self.program.clock())

    @on(LineView.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Show the people of the campaign, or of these people the one under the cursor."""
        if self._handle:
            self.program.show_person(self._handle)
            return
        line = self.query_one(CampaignsView).current
        if line is not None and self.page_shown == LIST:
            self.of = line.name
            self._turn(PEOPLE)
            self._read_members()

    def _read_members(self) -> None:
        name = self.of
        self.read("members", lambda: self.desk.campaigns.members(name), self._take_members)

    def action_panel(self) -> None:
        """Turn to the codes, or back."""
        self.tried = None
        self._turn(LIST if self.page_shown == CODES else CODES)
        self.load()

    def action_leave(self) -> None:
        """Go back to the campaigns."""
        self.rest()
        self.load()

    # --- for what acts on them ---------------------------------------------------------------

    def present(self) -> CampaignLine | None:
        """Return the campaign under the cursor."""
        return self.query_one(CampaignsView).current

    def rest(self) -> None:
        """Go back to the list."""
        self.tried = None
        self._turn(LIST)

    def show_run(self, run: Run) -> None:
        """Turn to who would get what."""
        self.tried = run
        self._turn(RUN)
        self.query_one(OutlooksView).show(run.people, self.program.clock())
        self._frame()
