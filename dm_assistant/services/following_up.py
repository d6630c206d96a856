"""Following up: one second message, at most, to those whose first one of a campaign got no answer.

Nothing exempts a follow-up from the rules: it is a second touch, so the gap and the back-off after
an unanswered message hold it. It may be written from the third day on, while one still knows what
one wanted to say, and stands in Held until the rules let it; one that would go out later than
``LATEST`` after its opener is not made at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dm_assistant.domain.campaigns import FOLLOW_UP_FROM, Outcome
from dm_assistant.domain.model import DraftState, Purpose
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.domain.templates.library import Library
from dm_assistant.services import acts, campaign_runs, standing, texts
from dm_assistant.services.campaign_places import sent_day
from dm_assistant.services.campaign_runs import why
from dm_assistant.services.campaign_views import Outlook, Run
from dm_assistant.services.drafting import Maker, Order
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import campaigns, contacts, drafts
from dm_assistant.storage.campaigns import Opener
from dm_assistant.storage.database import abandon
from dm_assistant.storage.journal import Act

LATEST = timedelta(days=30)
FOLLOW_UP = "campaign_follow_up"
DROPPED = frozenset(
    {
        DraftState.SKIPPED.value,
        DraftState.CANCELLED.value,
        DraftState.COULD_NOT_SEND.value,
    }
)


def follow_up(ws: Workspace, name: str, *, dry_run: bool = False) -> Run:
    """Draft a follow-up for everybody of a campaign who is due one; one act.

    At most one per person and campaign, never after an answer, never while the opener waits in
    their requests. A mere name on drafts can be followed up as well.
    """
    library = texts.library(ws)
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, FOLLOW_UP)
        known = campaigns.find(tx, name)
        title = name if known is None else known.name
        openers = campaigns.openers(tx, title)
        if known is None and not openers:
            campaign_runs.require(tx, name)
        following = _Following(ws, act, openers)
        people = following.look()
        made = following.write(library, title)
        out_at = {each.contact_id: each.out_at for each in openers}
        outlooks = tuple(
            replace(made.get(each.contact_id, each), out_at=out_at[each.contact_id])
            for each in people
        )
        found = Run(title, outlooks, dry_run, follow_up=True)
        if dry_run or not made:
            abandon(tx)
            return found.kept_nothing()
        detail = {} if known is None else {"campaign": known.id}
        act.finish(drafts=list(found.drafts), **detail)
        standing.refresh(tx, ws, [each.contact_id for each in made.values() if each.draft])
    return found


class _Following:
    """The follow-ups of one campaign within one act."""

    def __init__(self, ws: Workspace, act: Act, openers: Sequence[Opener]) -> None:
        self.ws = ws
        self.act = act
        self.openers = openers
        self.due: list[Opener] = []
        self.held_out = campaigns.held_out(act.tx, act.now)

    def look(self) -> list[Outlook]:
        """Say of everybody with an opener why they are due no follow-up; remember the others."""
        ids = [each.contact_id for each in self.openers]
        known = contacts.by_ids(self.act.tx, ids)
        bench = standing.Bench(self.act.tx, self.ws, known)
        found = []
        for each in self.openers:
            if each.contact_id not in known:
                continue
            handle = known[each.contact_id].contact.handle
            outlook = self._not_due(each, handle) or self._judged(each, handle, bench)
            if outlook is None:
                self.due.append(each)
                outlook = Outlook(each.contact_id, handle, Outcome.NOTHING)
            found.append(outlook)
        return found

    def _not_due(self, opener: Opener, handle: str) -> Outlook | None:
        outcome, until, reason = Outcome.NOTHING, None, ""
        if opener.followed is not None:
            outcome = Outcome.SERVED
            reason = f"message {opener.followed} is their second one; there is no third"
        elif opener.state in DROPPED or opener.out_at is None:
            reason = f"message {opener.draft_id} has not gone out"
        elif opener.wrote_at is not None or opener.state == DraftState.REPLIED:
            reason = "they have answered"
        elif opener.state == DraftState.HANDED_OVER:
            outcome = Outcome.WAIT
            reason = f"say first whether message {opener.draft_id} was sent"
        elif opener.contact_id in self.held_out:
            reason = f"held out of {self.held_out[opener.contact_id].campaign}"
        elif self.act.now < opener.out_at + FOLLOW_UP_FROM:
            outcome, until = Outcome.WAIT, opener.out_at + FOLLOW_UP_FROM
            reason = (
                f"a follow-up comes {FOLLOW_UP_FROM.days} days after the message at the soonest"
            )
        elif self.act.now > opener.out_at + LATEST:
            reason = self._too_late(opener.out_at)
        return Outlook(opener.contact_id, handle, outcome, reason, until) if reason else None

    def _judged(self, opener: Opener, handle: str, bench: standing.Bench) -> Outlook | None:
        """Ask the gate about a second message; what it would hold for too long is not made."""
        facts = bench.people[opener.contact_id]
        verdict = bench.unworded(facts, opener.purpose)
        if verdict.status is Status.BLOCK:
            return Outlook(opener.contact_id, handle, Outcome.NOTHING, why(verdict))
        if verdict.status is Status.WAIT:
            return Outlook(opener.contact_id, handle, Outcome.WAIT, why(verdict))
        out_at = opener.out_at
        if verdict.status is Status.HOLD and out_at is not None:
            free_at = verdict.until
            if free_at is None or free_at > out_at + LATEST:
                reason = f"{why(verdict)} {self._too_late(out_at)}"
                return Outlook(opener.contact_id, handle, Outcome.NOTHING, reason, free_at)
        return None

    def _too_late(self, out_at: datetime) -> str:
        day = out_at.astimezone(self.ws.timezone)
        return f"too late: the message went out on {day:%Y-%m-%d}, over {LATEST.days} days before"

    def write(self, library: Library, campaign: str) -> dict[int, Outlook]:
        """Draft what is due; returns what became of it by person."""
        known = contacts.by_ids(self.act.tx, [each.contact_id for each in self.due])
        found: dict[int, Outlook] = {}
        groups: dict[tuple[Purpose, str], list[int]] = {}
        for each in self.due:
            groups.setdefault((each.purpose, self._day(each)), []).append(each.contact_id)
        for (purpose, day), group in groups.items():
            order = Order(purpose, campaign=campaign, extra={"sent_day": day}, follow_up=True)
            maker = Maker(self.ws, self.act, library, order)
            made = maker.write(maker.trials([known[each] for each in group]))
            for left in maker.left_out:
                outlook = Outlook(left.contact_id, left.handle, Outcome.NOTHING, left.reason)
                found[left.contact_id] = outlook
            found |= self._drafted(made)
        return found

    def _day(self, opener: Opener) -> str:
        """Return the day of the opener as the follow-up says it."""
        return sent_day(opener.out_at or self.act.now, self.ws.timezone)

    def _drafted(self, made: Sequence[int]) -> dict[int, Outlook]:
        found = drafts.get(self.act.tx, made)
        bench = standing.Bench(self.act.tx, self.ws, [each.contact_id for each in found.values()])
        outlooks = {}
        for draft in found.values():
            verdict = bench.verdict(draft)
            outlooks[draft.contact_id] = Outlook(
                draft.contact_id,
                bench.people[draft.contact_id].contact.handle,
                Outcome.DRAFT if verdict.allowed else Outcome.HELD,
                "" if verdict.allowed else why(verdict),
                verdict.until,
                draft.template,
                draft=draft.id,
            )
        return outlooks
