"""Challenges as a page of their place: making them, inviting, and noting who took part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.errors import BadInputError
from dm_assistant.tui import late, late_places
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.challenges_view import ChallengesView, TakersView
from dm_assistant.tui.wording import counted

if TYPE_CHECKING:
    from dm_assistant.services.challenges import ChallengeLine, ChallengePage, Taker
    from dm_assistant.services.views import DraftReport
    from dm_assistant.tui.modals.challenges import Invited, NewChallenge


MOST_DIGITS = 12


class Challenging(Place):
    """A place with a page of challenges, and a page of the people of one."""

    def challenge(self) -> ChallengeLine | None:
        """Return the challenge under the cursor, whichever of the two pages is shown."""
        return self.query_one(ChallengesView).current

    def taker(self) -> Taker | None:
        """Return the person under the cursor."""
        return self.query_one(TakersView).current

    # --- a challenge -------------------------------------------------------------------------

    def new_challenge(self) -> None:
        """Ask for a challenge and make it."""
        self.ask_and_write(late_places.new_challenge, self._make, self._made_challenge)

    def _make(self, new: NewChallenge) -> ChallengeLine:
        return self.desk.feedback.add_challenge(new.name, new.task, new.ends_on, new.tag)

    def _made_challenge(self, line: ChallengeLine) -> None:
        self.app.notify(f"{line.challenge.name} is made: d invites people to it")
        self.query_one(ChallengesView).go_to(line.challenge.id)

    def end_challenge(self) -> None:
        """End the challenge, after a question."""
        line = self.challenge()
        if line is None or line.over:
            return
        name = line.challenge.name
        self.app.push_screen(
            late.question(
                f"End {name}?",
                "Nobody is invited any more; who took part can still be noted.",
                "End it",
            ),
            lambda sure: self._end(name) if sure else None,
        )

    def _end(self, name: str) -> None:
        self.write(
            partial(self.desk.feedback.end_challenge, name),
            lambda _: self.app.notify(f"{name} has ended"),
        )

    def invite(self, *, ask: bool) -> None:
        """Ask whom to invite, show what that would do, and with ``ask`` offer to do it."""
        line = self.challenge()
        if line is None:
            return
        if line.over:
            self.app.notify("It is over: nobody is invited any more.", severity="warning")
            return
        name = line.challenge.name
        self.app.push_screen(late_places.whom_to_invite(name), partial(self._try, line, ask))

    def _try(self, line: ChallengeLine, ask: bool, whom: Invited | None) -> None:
        if whom is not None:
            job = partial(self._invitations, line, whom, dry_run=True)
            self.read("act", job, partial(self._offer, line, ask, whom))

    def _invitations(self, line: ChallengeLine, whom: Invited, *, dry_run: bool) -> DraftReport:
        return self.desk.feedback.invite(
            line.challenge.name, whom.handles, whom.segment, whom.top, dry_run=dry_run
        )

    def _offer(self, line: ChallengeLine, ask: bool, whom: Invited, report: DraftReport) -> None:
        drafts, steps = len(report.drafts), line.funnel
        words = (
            f"{counted(steps.invited, 'person', 'people')} invited and {steps.waiting:,} about to "
            f"be; {counted(drafts, 'draft')} would be new."
        )
        yes = f"Make {counted(drafts, 'draft')}" if ask else ""
        self.app.push_screen(
            late_places.drafts_report(f"Invite to {line.challenge.name}", words, report, yes),
            lambda sure: self._invite(line, whom) if sure else None,
        )

    def _invite(self, line: ChallengeLine, whom: Invited) -> None:
        before = line.funnel.invited + line.funnel.waiting
        self.write(
            partial(self._invitations, line, whom, dry_run=False),
            lambda report: self.app.notify(
                f"{counted(len(report.drafts), 'invitation')} drafted; they lie in the "
                f"inbox ({self.key('place.inbox')}). "
                f"{before:,} before, {before + len(report.drafts):,} now"
            ),
        )

    # --- its people --------------------------------------------------------------------------

    def note_part(self) -> None:
        """Note that the person under the cursor took part."""
        taker, line = self.taker(), self.challenge()
        if taker is not None and line is not None:
            self._ask_part(line.challenge.name, taker.handle)

    def _ask_part(self, name: str, handle: str) -> None:
        self.ask_and_write(
            lambda: late.ask(
                f"@{handle} took part", "The link of what they made; empty: not known"
            ),
            partial(self.desk.feedback.took_part, name, handle),
            partial(self._noted, handle),
        )

    def _noted(self, handle: str, page: ChallengePage) -> None:
        steps = page.line.funnel
        took = steps.took_part.k + steps.uninvited
        self.app.notify(f"@{handle} took part; {counted(took, 'person', 'people')} did by now")

    def new_taker(self) -> None:
        """Ask who took part, invited or not, and note it."""
        line = self.challenge()
        if line is not None:
            name = line.challenge.name
            self.app.push_screen(
                late.ask("Who took part?", "Their handle or profile link, invited or not"),
                lambda who: self._ask_part(name, who.strip().lstrip("@")) if who else None,
            )

    def log_views(self) -> None:
        """Ask how often what the person made was watched."""
        taker, line = self.taker(), self.challenge()
        if taker is None or line is None or not taker.entries:
            return
        entry = taker.entries[-1]
        known = "" if entry.views is None else str(entry.views)
        words = f"How many views has it by now? {entry.link}".strip()
        name, handle, link = line.challenge.name, taker.handle, entry.link
        self.ask_and_write(
            lambda: late.ask(f"Views of @{handle}", words, known),
            lambda said: self._views(name, handle, said, link),
            lambda views: self.app.notify(f"@{handle}: {views:,} views"),
        )

    def _views(self, name: str, handle: str, said: str, link: str) -> int:
        digits = said.replace(",", "").strip()
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS):
            raise BadInputError("Views are a whole number, such as 1,200.")
        self.desk.feedback.note_views(name, handle, int(digits), link)
        return int(digits)
