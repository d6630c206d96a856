"""Campaigns: how far each one is, who would get what, their people, and the pools of codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widgets import ContentSwitcher

from dm_assistant.domain.campaigns import Outcome
from dm_assistant.services.campaign_views import CampaignLine, CampaignPage, Member, Run
from dm_assistant.services.codes import PoolCounts
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.campaign import RunWish
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.campaign_panel import NOTHING_YET, CampaignPanel, reasons
from dm_assistant.tui.widgets.campaigns_view import (
    CampaignsView,
    MembersView,
    OutlooksView,
    PoolLines,
)
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.sheet import Sheet
from dm_assistant.tui.wording import counted

LIST, PEOPLE, RUN, CODES = "campaigns", "people", "run", "codes"
PAUSE = 0.03
NEED_ONE = frozenset({"dry_run", "draft", "follow_up", "open", "edit", "close"})
NEED_SETUP = frozenset({"dry_run", "draft", "edit", "close"})


class Campaigns(Place):
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
    )

    def __init__(self) -> None:
        super().__init__()
        self._tried: Run | None = None
        self._of = ""

    def body(self) -> ComposeResult:
        """Lay out the lists, of which one shows, and the panel."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                with ContentSwitcher(initial=LIST, id="pages"):
                    yield CampaignsView(id=LIST)
                    yield MembersView(id=PEOPLE)
                    yield OutlooksView(id=RUN)
                    yield PoolLines(id=CODES)
                yield Sheet(NOTHING_YET, id="nobody")
            with Vertical(id="panels"):
                yield CampaignPanel()

    def on_mount(self) -> None:
        """Begin in the list."""
        self._turn(LIST)

    def verb(self, binding: Binding) -> str:
        """Say what the panel key turns to."""
        if binding.action == "panel" and self.page_shown == CODES:
            return "Campaigns"
        return binding.description

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a campaign, and what a mere name on drafts cannot do."""
        del parameters
        if not self.is_mounted or action not in {*NEED_ONE, "leave"}:
            return True
        page = self.page_shown
        if page != LIST:
            return action == "leave" or (page == RUN and action == "draft")
        return action != "leave" and self._able(action)

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
        self.query_one(f"#{page}").focus()
        self.refresh_bindings()

    def _frame(self) -> None:
        """Say on the border what the list is, and in its place what to do while it is empty."""
        side, page = self.query_one("#queue-side"), self.page_shown
        titles = {LIST: "Campaigns", PEOPLE: f"People of {self._of}", CODES: "Codes"}
        side.border_title = titles.get(page, f"Dry run of {self._of}")
        rows = self.query_one(f"#{page}", LineView)
        nouns = {LIST: ("campaign", ""), CODES: ("pool", "")}
        side.border_subtitle = counted(rows.count(), *nouns.get(page, ("person", "people")))
        empty = page == LIST and not rows.count()
        self.query_one("#nobody").display = empty
        self.query_one("#pages").display = not empty
        self.query_one("#panels").display = not empty

    def load(self) -> None:
        """Read the campaigns, and what else shows."""
        self.read("campaigns", self.desk.campaigns.listing, self._take)
        if self.page_shown == PEOPLE:
            self._read_members()
        if self.page_shown == CODES:
            self.read("pools", self.desk.campaigns.pools, self._take_pools)

    def _take(self, lines: Sequence[CampaignLine]) -> None:
        self.query_one(CampaignsView).show(lines, self.program.clock())
        self._frame()
        self.refresh_bindings()

    def _take_pools(self, pools: Sequence[PoolCounts]) -> None:
        self.query_one(PoolLines).show(pools, self.program.clock())
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
            self.query_one(CampaignPanel).show_member(self._of, one, self.program.clock())

    @on(LineView.Moved, "#run")
    def _on_outlook(self) -> None:
        if self.page_shown == RUN and self._tried is not None:
            one = self.query_one(OutlooksView).current
            self.query_one(CampaignPanel).show_run(self._tried, one, self.program.clock())

    @on(LineView.Moved, "#codes")
    def _on_pool(self) -> None:
        if self.page_shown == CODES:
            pool = self.query_one(PoolLines).current
            self.query_one(CampaignPanel).show_pool(pool, self.program.clock())

    @on(LineView.Opened, "#campaigns")
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Show the people of the campaign."""
        line = self.query_one(CampaignsView).current
        if line is not None and self.page_shown == LIST:
            self._of = line.name
            self._turn(PEOPLE)
            self._read_members()

    def _read_members(self) -> None:
        name = self._of
        self.read("members", lambda: self.desk.campaigns.members(name), self._take_members)

    def action_panel(self) -> None:
        """Turn to the codes, or back."""
        self._turn(LIST if self.page_shown == CODES else CODES)
        self.load()

    def action_leave(self) -> None:
        """Go back to the campaigns."""
        self._tried = None
        self._turn(LIST)
        self.load()

    # --- making and changing -----------------------------------------------------------------

    def action_new(self) -> None:
        """Make a campaign."""
        self.app.push_screen(late.campaign_form(self.desk.campaigns, None), self._make)

    def _make(self, typed: dict[str, str] | None) -> None:
        if typed is not None:
            self.write(partial(self.desk.campaigns.new, typed), self._made)

    def _made(self, line: CampaignLine) -> None:
        self.app.notify(f"{line.name} is made. D says who would get what; u takes it back.")
        self._turn(LIST)

    def action_edit(self) -> None:
        """Change the campaign."""
        line = self.query_one(CampaignsView).current
        if line is not None:
            self.app.push_screen(
                late.campaign_form(self.desk.campaigns, line), partial(self._change, line.name)
            )

    def _change(self, name: str, typed: dict[str, str] | None) -> None:
        if typed is not None:
            self.write(
                partial(self.desk.campaigns.edit, name, typed),
                lambda line: self.app.notify(f"{line.name} is changed; u takes it back"),
            )

    def action_close(self) -> None:
        """End the campaign, after a question."""
        line = self.query_one(CampaignsView).current
        if line is None:
            return
        name = line.name
        words = (
            f"Nothing more is drafted. Its {counted(line.waiting, 'waiting draft')} stay, and "
            f"{line.held_out:,} held out stay so for their 28 days."
        )
        self.app.push_screen(
            late.question(f"End {name}?", words, "End it"),
            lambda sure: self._end(name) if sure else None,
        )

    def _end(self, name: str) -> None:
        self.write(
            partial(self.desk.campaigns.end, name),
            lambda line: self.app.notify(f"{line.name} has ended; u takes that back"),
        )

    # --- running -----------------------------------------------------------------------------

    def action_dry_run(self) -> None:
        """Say who would get what, and why."""
        line = self.query_one(CampaignsView).current
        if line is not None:
            self._try(line.name, self._show_run)

    def _try(self, name: str, then: Callable[[Run], None]) -> None:
        self._of = name
        self.write_quietly(partial(self.desk.campaigns.run, name, dry_run=True), then, self.refused)

    def _show_run(self, run: Run) -> None:
        self._tried = run
        self._turn(RUN)
        self.query_one(OutlooksView).show(run.people, self.program.clock())
        self._frame()

    def action_draft(self) -> None:
        """Draft for those of the campaign who are new, after asking for how many."""
        line = self.query_one(CampaignsView).current
        if self.page_shown == RUN and self._tried is not None:
            self._ask_run(self._tried)
        elif line is not None:
            self._try(line.name, self._ask_run)

    def _ask_run(self, run: Run) -> None:
        would = run.would
        if not would[Outcome.DRAFT] + would[Outcome.HELD] + would[Outcome.INVITE]:
            why = reasons(run, Outcome.NOTHING) or "everybody was looked after before"
            self.app.notify(f"Nobody new would get a draft: {why}", severity="warning")
        else:
            self.app.push_screen(late.run_form(run), partial(self._draft, run.campaign))

    def _draft(self, name: str, wish: RunWish | None) -> None:
        if wish is not None:
            job = partial(self.desk.campaigns.run, name, top=wish.top, invite=wish.invite)
            self.write(job, self._drafted)

    def _drafted(self, run: Run) -> None:
        would = run.would
        said = f"{counted(len(run.drafts), 'draft')}: {would[Outcome.DRAFT]:,} ready, "
        said += f"{would[Outcome.HELD]:,} held"
        if would[Outcome.HELD_OUT]:
            said += f"; {would[Outcome.HELD_OUT]:,} held out"
        self.app.notify(f"{run.campaign}: {said}. u takes them back.")
        self._tried = None
        self._turn(LIST)

    def action_follow_up(self) -> None:
        """Write follow-ups, after saying to whom and when they may go."""
        line = self.query_one(CampaignsView).current
        if line is not None:
            self.write_quietly(
                partial(self.desk.campaigns.follow_up, line.name, dry_run=True),
                self._ask_follow_up,
                self.refused,
            )

    def _ask_follow_up(self, run: Run) -> None:
        would = run.would
        due = would[Outcome.DRAFT] + would[Outcome.HELD]
        rest = " ".join(reasons(run, each) for each in (Outcome.WAIT, Outcome.NOTHING)).strip()
        if not due:
            self.app.notify(f"Nobody is due a follow-up: {rest or 'nothing has gone out yet'}")
            return
        words = (
            f"{would[Outcome.DRAFT]:,} may go now. {would[Outcome.HELD]:,} are held as any second "
            f"message: {reasons(run, Outcome.HELD)}"
        )
        if rest:
            words += f" The others: {rest}"
        self.app.push_screen(
            late.question(
                f"Write {counted(due, 'follow-up')} for {run.campaign}?", words, "Draft them"
            ),
            lambda sure: self._follow_up(run.campaign) if sure else None,
        )

    def _follow_up(self, name: str) -> None:
        self.write(
            partial(self.desk.campaigns.follow_up, name),
            lambda run: self.app.notify(
                f"{counted(len(run.drafts), 'follow-up')} drafted, one at most for each person; "
                "u takes them back"
            ),
        )
