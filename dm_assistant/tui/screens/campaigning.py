"""Acting on campaigns: making, changing and ending them, drafting and following up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dm_assistant.domain.campaigns import Outcome
from dm_assistant.errors import DmAssistantError
from dm_assistant.services.campaign_views import CampaignLine, Run
from dm_assistant.tui import late, late_places
from dm_assistant.tui.modals.campaign_run import RunWish
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.campaign_panel import due, reasons, when_they_may_leave
from dm_assistant.tui.widgets.campaigns_view import CampaignsView
from dm_assistant.tui.wording import counted


class Campaigning(Place):
    """A place that acts on campaigns; a subclass shows them and says which one is meant.

    ``tried`` is the dry run that is looked at, ``of`` the campaign it is of.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tried: Run | None = None
        self.of = ""

    def present(self) -> CampaignLine | None:
        """Return the campaign that is meant."""
        raise NotImplementedError

    def rest(self) -> None:
        """Show the campaigns again."""
        raise NotImplementedError

    def show_run(self, run: Run) -> None:
        """Show what a run would do."""
        raise NotImplementedError

    # --- making and changing -----------------------------------------------------------------

    def action_new(self) -> None:
        """Make a campaign."""
        desk, clock = self.desk.campaigns, self.program.clock()
        self.ask_and_write(
            lambda: late_places.campaign_form(desk, clock, None), desk.new, self._made
        )

    def _made(self, line: CampaignLine) -> None:
        self.app.notify(
            f"{line.name} is made. {self.key('dry_run')} says who would get "
            f"what; {self.key('undo')} takes it back."
        )
        self.query_one(CampaignsView).wanted = line.name
        self.rest()

    def action_edit(self) -> None:
        """Change the campaign."""
        line = self.present()
        if line is not None:
            desk, clock = self.desk.campaigns, self.program.clock()
            self.ask_and_write(
                lambda: late_places.campaign_form(desk, clock, line),
                partial(desk.edit, line.name),
                lambda line: self.app.notify(
                    f"{line.name} is changed; {self.key('undo')} takes it back"
                ),
            )

    def action_close(self) -> None:
        """End the campaign, after a question."""
        line = self.present()
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
            lambda line: self.app.notify(
                f"{line.name} has ended; {self.key('undo')} takes that back"
            ),
        )

    # --- running -----------------------------------------------------------------------------

    def action_dry_run(self) -> None:
        """Say who would get what, and why."""
        line = self.present()
        if line is not None:
            self._try(line.name, self.show_run)

    def _try(self, name: str, then: Callable[[Run], None]) -> None:
        self.of = name
        self.query_one("#queue-side").border_subtitle = "looking at each of them …"
        job = partial(self.desk.campaigns.run, name, dry_run=True)
        self.write_quietly(job, then, self._not_tried)

    def _not_tried(self, error: DmAssistantError) -> None:
        self.refused(error)
        self.load()

    def action_draft(self) -> None:
        """Draft for those of the campaign who are new, after asking for how many."""
        line = self.present()
        if self.tried is not None and self.tried.follow_up:
            self._ask_follow_up(self.tried)
        elif self.tried is not None:
            self._ask_run(self.tried)
        elif line is not None:
            self._try(line.name, self._ask_run)

    def _ask_run(self, run: Run) -> None:
        would = run.would
        if not would[Outcome.DRAFT] + would[Outcome.HELD] + would[Outcome.INVITE]:
            why = reasons(run, Outcome.NOTHING) or "everybody was looked after before"
            self.app.notify(f"Nobody new would get a draft: {why}", severity="warning")
        else:
            self.app.push_screen(late_places.run_form(run), partial(self._draft, run.campaign))
        self.load()

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
        self.app.notify(
            f"{run.campaign}: {said}. They lie in the inbox ({self.key('place.inbox')}); "
            f"{self.key('undo')} takes them back."
        )
        self.tried = None
        self.rest()

    def action_follow_up(self) -> None:
        """Say to whom follow-ups would be written and when each may go; then ask."""
        line = self.present()
        if self.tried is not None:
            self.action_draft()
        elif line is not None:
            self.of = line.name
            self.write_quietly(
                partial(self.desk.campaigns.follow_up, line.name, dry_run=True),
                self._show_follow_ups,
                self.refused,
            )

    def _show_follow_ups(self, run: Run) -> None:
        if not due(run):
            self.app.notify(_nobody_due(run))
        if due(run) or run.would[Outcome.WAIT]:
            self.show_run(run)

    def _ask_follow_up(self, run: Run) -> None:
        if not due(run):
            self.app.notify(_nobody_due(run))
            return
        words = when_they_may_leave(run, self.program.clock())
        if run.would[Outcome.HELD]:
            words += f" Held: {reasons(run, Outcome.HELD)}."
        self.app.push_screen(
            late.question(
                f"Write {counted(len(due(run)), 'follow-up')} for {run.campaign}?",
                words,
                "Draft them",
            ),
            lambda sure: self._follow_up(run.campaign) if sure else None,
        )

    def _follow_up(self, name: str) -> None:
        self.write(partial(self.desk.campaigns.follow_up, name), self._followed_up)

    def _followed_up(self, run: Run) -> None:
        self.app.notify(
            f"{counted(len(run.drafts), 'follow-up')} drafted, one at most for each person; "
            f"{self.key('undo')} takes them back"
        )
        self.rest()


def _nobody_due(run: Run) -> str:
    rest = " ".join(reasons(run, each) for each in (Outcome.WAIT, Outcome.NOTHING)).strip()
    return f"Nobody is due a follow-up: {rest or 'nothing has gone out yet'}"
