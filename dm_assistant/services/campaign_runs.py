"""Running a campaign: who gets a draft, a hold-out, or nothing for now, and why.

A dry run is a run that is not kept, so that what it says is what a run does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dm_assistant.domain import campaigns as drawing
from dm_assistant.domain.campaigns import Arm, Assigned, Campaign, Outcome, Place
from dm_assistant.domain.model import DraftState, Lane, Purpose
from dm_assistant.domain.rules import gate
from dm_assistant.domain.rules.facts import DraftFacts
from dm_assistant.domain.rules.standing import lane_of
from dm_assistant.domain.rules.verdict import Stage, Status, Verdict
from dm_assistant.domain.templates.library import Library
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import acts, standing, targets, texts
from dm_assistant.services.campaign_views import Outlook, Run
from dm_assistant.services.drafting import CODE_STANDS_FOR, Maker, Order, Trial
from dm_assistant.services.reading import Watch
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import campaigns, codes, contacts, drafts
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import Tx, abandon
from dm_assistant.storage.journal import Act

CHUNK = 500
RUN = "campaign_run"


def run(
    ws: Workspace,
    name: str,
    *,
    top: int | None = None,
    invite: bool = False,
    dry_run: bool = False,
    watch: Watch | None = None,
) -> Run:
    """Draft for everybody of a campaign's segment who was not looked after yet; one act.

    With ``top``, until so many drafts are made. Can be done again at any time: nobody is skipped,
    nobody comes twice. ``invite`` drafts public replies to those whose yes is missing; they draw
    once they have given it. Raises RefusedError outside the campaign's days.
    """
    library = texts.library(ws)
    with ws.database.write() as tx:
        campaign = require(tx, name)
        act = acts.begin(tx, ws, RUN)
        _require_open(campaign, act, ws)
        maker = Maker(ws, act, library, order_of(campaign))
        runner = _Runner(ws, act, campaign, maker)
        people = runner.go(targets.ranked_ids(tx, ws, campaign.segment or None), top, watch)
        written = list(maker.drafted)
        if invite:
            people = runner.invited(people, library)
            written += [each.contact_id for each in people if each.outcome is Outcome.INVITE]
        found = Run(campaign.name, people, dry_run, days=_days(ws, len(maker.drafted)))
        if not act.changed or dry_run:
            abandon(tx)
            return found.kept_nothing()
        counts = {each.value: number for each, number in found.would.items() if number}
        act.finish(drafts=list(found.drafts), campaign=campaign.id, counts=counts)
        standing.refresh(tx, ws, written)
    return found


def looked(ws: Workspace, act: Act, campaign: Campaign, ids: Sequence[int]) -> tuple[Outlook, ...]:
    """Look after these people within an act that is not kept: what a run would do, on any day."""
    maker = Maker(ws, act, texts.library(ws), order_of(campaign))
    return _Runner(ws, act, campaign, maker).go(iter(ids), None, None)


def require(tx: Tx, name: str) -> Campaign:
    """Return the campaign of a name; raise BadInputError with those there are for another."""
    known = campaigns.find(tx, name)
    if known is None:
        names = ", ".join(to_screen(each.name) for each in campaigns.every(tx)) or "none yet"
        raise BadInputError(f"there is no campaign {to_screen(name)!r}; there are: {names}")
    return known


def order_of(campaign: Campaign) -> Order:
    """Return what a campaign orders to have drafted."""
    return Order(
        campaign.purpose,
        campaign=campaign.name,
        extra=campaign.extra,
        variants=tuple(each.name for each in campaign.variants),
        pool=campaign.pool,
    )


def _days(ws: Workspace, messages: int) -> int:
    """Return on how many days these go out if nobody of them was written to before."""
    return -(-messages // ws.policy.first_contacts_a_day)


def _require_open(campaign: Campaign, act: Act, ws: Workspace) -> None:
    name, today = to_screen(campaign.name), act.now.astimezone(ws.timezone).date()
    stands = drawing.stands(campaign, today, run=True)
    if stands == "planned":
        raise RefusedError(f"{name} begins on {campaign.starts_on}; nothing is drafted before")
    if stands == "over":
        raise RefusedError(f"{name} was over after {campaign.ends_on}; 'campaigns edit' moves it")
    if stands == "ended":
        raise RefusedError(f"{name} has ended; what is still to come needs a new campaign")


@dataclass(frozen=True, slots=True)
class _Looked:
    """One person as far as they are known before anything is drawn: an answer, or a trial."""

    outlook: Outlook
    trial: Trial | None = None


class _Runner:
    """One run of one campaign within one act."""

    def __init__(self, ws: Workspace, act: Act, campaign: Campaign, maker: Maker) -> None:
        self.ws = ws
        self.act = act
        self.campaign = campaign
        self.maker = maker
        self.bench = standing.Bench(act.tx, ws, ())
        self.places = campaigns.places(act.tx, campaign.id)
        self.done = drafts.in_campaign(act.tx, campaign.name)
        self.free = drawing.slots(campaign, campaigns.taken(act.tx, campaign.id))
        self.pools = {each.pool: each for each in codes.pools(act.tx)}

    def go(self, ids: Iterator[int], top: int | None, watch: Watch | None) -> tuple[Outlook, ...]:
        """Look after people in this order until ``top`` drafts are made, or all are through."""
        found: list[Outlook] = []
        made = 0
        while (top is None or made < top) and (page := list(islice(ids, CHUNK))):
            looked = self._look(page)
            while looked and (top is None or made < top):
                taken, looked = self._take(looked, None if top is None else top - made)
                served = self._serve(taken)
                made += sum(1 for each in served if each.draft is not None)
                found += served
            if watch is not None:
                watch.step(made, top or 0, "drafts", self.campaign.purpose.value)
        return tuple(found)

    def invited(self, people: Sequence[Outlook], library: Library) -> tuple[Outlook, ...]:
        """Draft a public reply for everybody who is to be invited; returns all with what came."""
        wanted = [each.contact_id for each in people if each.outcome is Outcome.INVITE]
        order = Order(Purpose.INVITE, extra=self.campaign.extra)
        maker = Maker(self.ws, self.act, library, order)
        made = drafts.get(self.act.tx, maker.make(iter(wanted), None, Watch()))
        written = {draft.contact_id: draft.id for draft in made.values()}
        left = {each.contact_id: each.reason for each in maker.left_out}
        return tuple(
            replace(
                each,
                draft=written.get(each.contact_id, each.draft),
                reason=left.get(each.contact_id, each.reason),
            )
            for each in people
        )

    # --- looking -----------------------------------------------------------------------------

    def _look(self, page: Sequence[int]) -> list[_Looked]:
        """Say of each person what speaks against a draft, in the order of the page."""
        known = contacts.by_ids(self.act.tx, page)
        answers = {each: self._served(each, known[each]) for each in page}
        fresh = [each for each in page if answers[each] is None]
        able = self.maker.choosing.able(fresh, known)
        for left in self.maker.choosing.take_left_out():
            answers[left.contact_id] = _nothing(known[left.contact_id], left.reason)
        self.bench.turn_to(able)
        for each in able:
            answers[each] = self._judged(known[each])
        rest = [known[each] for each in able if answers[each] is None]
        trials = {each.person.contact.id: each for each in self.maker.trials(rest)}
        answers |= self._take_left_out(known)
        return [
            _Looked(answers[each] or _nothing(known[each], ""), trials.get(each)) for each in page
        ]

    def _served(self, contact_id: int, ranked: Ranked) -> Outlook | None:
        """Say what an earlier run, or another campaign, did for somebody."""
        place = self.places.get(contact_id)
        draft = self.done.get(contact_id)
        if place is not None and place.arm is Arm.HOLDOUT:
            until = place.eligible_at + drawing.HOLD
            reason = "drawn to be held out of this campaign"
            found = _outlook(ranked, Outcome.SERVED, reason)
            return replace(found, until=until, arm=place.arm, assigned=place.assigned)
        if draft is not None:
            reason = f"message {draft.id} of this campaign is {_words(draft.state)}"
            return replace(_outlook(ranked, Outcome.SERVED, reason), variant=draft.template)
        held = self.maker.choosing.held_out(contact_id)
        return _nothing(ranked, held) if held else None

    def _judged(self, ranked: Ranked) -> Outlook | None:
        """Ask the gate about a person, whatever the words; none when there may be a draft."""
        pool = self.pools.get(self.maker.pool or "")
        account = self.ws.account(ranked.contact.platform)
        words = DraftFacts(
            purpose=self.campaign.purpose,
            platform=account.platform,
            code=CODE_STANDS_FOR if pool else "",
            code_ends_at=pool.ends_at if pool else None,
            worded=False,
        )
        verdict = gate.evaluate(
            self.bench.people[ranked.contact.id],
            self.bench.account_facts[account.id],
            words,
            self.bench.policy,
            self.bench.now,
            stage=Stage.DRAFT,
        )
        if verdict.status is Status.BLOCK:
            invited = lane_of(verdict, words) is Lane.INVITE
            outcome = Outcome.INVITE if invited else Outcome.NOTHING
            return _outlook(ranked, outcome, why(verdict))
        if verdict.status is Status.WAIT:
            return _outlook(ranked, Outcome.WAIT, why(verdict))
        return None

    def _take_left_out(self, known: Mapping[int, Ranked]) -> dict[int, Outlook]:
        left, self.maker.left_out = self.maker.left_out, []
        return {each.contact_id: _nothing(known[each.contact_id], each.reason) for each in left}

    # --- serving -----------------------------------------------------------------------------

    def _take(
        self, looked: Sequence[_Looked], room: int | None
    ) -> tuple[list[_Looked], list[_Looked]]:
        """Divide people so that at most ``room`` of the first part get a message."""
        messages = 0
        for place, each in enumerate(looked):
            if each.trial is None or self._is_held_out(each.trial.person.contact.id):
                continue
            if messages == room:
                return list(looked[:place]), list(looked[place:])
            messages += 1
        return list(looked), []

    def _is_held_out(self, contact_id: int) -> bool:
        """Draw for somebody who could get a message; who has drawn before keeps their arm."""
        return contact_id not in self.places and drawing.is_held_out(self.campaign, contact_id)

    def _serve(self, looked: Sequence[_Looked]) -> list[Outlook]:
        """Hold out who drew it, draft for the others, and store both."""
        trials = [each.trial for each in looked if each.trial is not None]
        people = {each.person.contact.id: each.person for each in trials}
        out = {each for each in people if self._is_held_out(each)}
        chosen = self._assign([each for each in trials if each.person.contact.id not in out])
        made = drafts.get(self.act.tx, self.maker.write([trial for trial, _ in chosen]))
        answers = self._take_left_out(people)
        self.bench.turn_to([draft.contact_id for draft in made.values()])
        drawn = {trial.person.contact.id: place for trial, place in chosen}
        new = [self._held_out(each) for each in out]
        for draft in made.values():
            place = _used(drawn[draft.contact_id], draft.template)
            new.append(place)
            answers[draft.contact_id] = self._drafted(
                people[draft.contact_id], draft.id, place, self.bench.verdict(draft)
            )
        campaigns.put(
            self.act, self.campaign.id, [each for each in new if each.contact_id not in self.places]
        )
        answers |= {each: self._kept_out(people[each]) for each in out}
        return [answers.get(each.outlook.contact_id, each.outlook) for each in looked]

    def _held_out(self, contact_id: int) -> Place:
        share = self.campaign.holdout / 100
        return Place(contact_id, Arm.HOLDOUT, self.act.now, "", Assigned.RANDOM, share)

    def _kept_out(self, ranked: Ranked) -> Outlook:
        reason = f"drawn to be held out: no message for {drawing.HOLD.days} days"
        found = _outlook(ranked, Outcome.HELD_OUT, reason)
        until = self.act.now + drawing.HOLD
        return replace(found, until=until, arm=Arm.HOLDOUT, assigned=Assigned.RANDOM)

    def _assign(self, trials: Sequence[Trial]) -> list[tuple[Trial, Place]]:
        """Give everybody a variant: by draw where all of them fit, else the one that does.

        See statistics 3.2; who has a place from before keeps its variant.
        """
        by_id = {each.person.contact.id: each for each in trials}
        found: dict[int, tuple[Trial, Place]] = {}
        for contact_id in drawing.shuffled(self.campaign, list(by_id)):
            trial, known = by_id[contact_id], self.places.get(contact_id)
            fits = {each.name for each in trial.variants}
            wanted = {each.name for each in self.campaign.variants}
            if known is not None:
                place = known
            elif len(wanted) > 1 and wanted <= fits:
                slot = next(self.free)
                place = self._message(
                    contact_id, slot.variant, Assigned.RANDOM, slot.probability, slot.block
                )
            else:
                place = self._message(contact_id, trial.variants[0].name, Assigned.MANUAL)
            ordered = sorted(trial.variants, key=lambda each: each.name != place.variant)
            found[contact_id] = replace(trial, choices=ordered), place
        return [found[each.person.contact.id] for each in trials]

    def _message(
        self,
        contact_id: int,
        variant: str,
        assigned: Assigned,
        probability: float = 1.0,
        block: int | None = None,
    ) -> Place:
        return Place(contact_id, Arm.MESSAGE, self.act.now, variant, assigned, probability, block)

    def _drafted(self, ranked: Ranked, draft: int, place: Place, verdict: Verdict) -> Outlook:
        outcome = Outcome.DRAFT if verdict.allowed else Outcome.HELD
        return replace(
            _outlook(ranked, outcome, "" if verdict.allowed else why(verdict)),
            until=verdict.until,
            variant=place.variant,
            arm=Arm.MESSAGE,
            assigned=place.assigned,
            draft=draft,
        )


def _used(place: Place, template: str) -> Place:
    """Return a place as it came out: where the drawn words failed, what was used was not drawn."""
    if template == place.variant:
        return place
    return replace(place, variant=template, assigned=Assigned.MANUAL, probability=1.0, block=None)


def _outlook(ranked: Ranked, outcome: Outcome, reason: str) -> Outlook:
    return Outlook(ranked.contact.id, ranked.contact.handle, outcome, reason)


def _nothing(ranked: Ranked, reason: str) -> Outlook:
    return _outlook(ranked, Outcome.NOTHING, reason)


def why(verdict: Verdict) -> str:
    """Return what weighs most against it; of several holds the one that lasts longest."""
    worst = [each for each in verdict.reasons if each.status is verdict.status]
    until = max((each.until for each in worst if each.until is not None), default=None)
    return next((each.detail for each in worst if each.until == until), "")


def _words(state: DraftState) -> str:
    return state.value.replace("_", " ")
