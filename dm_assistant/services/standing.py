"""Asking the gate about drafts, and keeping the standings the lanes are read from in step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from dm_assistant.collecting import uncollected
from dm_assistant.domain.model import Account, Contact, Draft, Platform, Purpose
from dm_assistant.domain.rules import gate
from dm_assistant.domain.rules.case import Case, case_of
from dm_assistant.domain.rules.facts import AccountFacts, Alike, DraftFacts, PersonFacts
from dm_assistant.domain.rules.pace import takes_first_place
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.sameness import PERCENT, Collection, Given, Runs, quotes_in, runs_to
from dm_assistant.domain.rules.standing import standing_of
from dm_assistant.domain.rules.verdict import Stage, Verdict
from dm_assistant.services import paused_words, recent_words
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, drafts, facts, pauses, standings, words
from dm_assistant.storage.database import Tx

TemplateUse = Mapping[str, Sequence[tuple[datetime, int]]]

CHUNK = 2000
_DRAFT = Stage.DRAFT


class Others(NamedTuple):
    """What others were given: by template version, and in which words once that was asked for."""

    use: TemplateUse
    given: Collection | None


class Bench:
    """Everything the gate needs for many drafts, gathered once in one transaction.

    Without another ``policy`` the one in force judges; ``others`` is what others were given, where
    that is known from before.
    """

    def __init__(
        self,
        tx: Tx,
        ws: Workspace,
        contact_ids: Iterable[int],
        *,
        policy: Policy | None = None,
        others: Others | None = None,
    ) -> None:
        self.policy = policy or ws.policy
        self.now = ws.now()
        self.people = facts.people(tx, contact_ids)
        self.accounts = {row.id: row for row in ws.accounts}
        self.account_facts = {row.id: facts.account(tx, row, self.now) for row in ws.accounts}
        window = self.policy.template_window
        self.use = others.use if others else facts.template_use(tx, self.now, window)
        self.paused = pauses.open_ones(tx)
        self._tx, self._ws = tx, ws
        self._senders: dict[Platform, AccountFacts] = {}
        self._given = others.given if others else None

    @property
    def others(self) -> Others:
        """Return what is known by now of what others were given, good until the next act."""
        return Others(self.use, self._given)

    def turn_to(self, contact_ids: Iterable[int]) -> None:
        """Gather other people; what is the same for everybody stays."""
        self.people = facts.people(self._tx, contact_ids)

    def verdict(self, draft: Draft, stage: Stage = Stage.DRAFT) -> Verdict:
        """Return the gate's answer for one draft at this moment."""
        return gate.verdict_of(self.judged(draft, stage))

    def unworded(self, person: PersonFacts, purpose: Purpose) -> Verdict:
        """Return the gate's answer about a person for a purpose, whatever the words."""
        platform = person.contact.platform
        sender = self._senders.get(platform)
        if sender is None:
            sender = self.account_facts[self._ws.account(platform).id]
            self._senders[platform] = sender
        words = _unworded(purpose, platform)
        return gate.evaluate(person, sender, words, self.policy, self.now, stage=_DRAFT)

    def judged(self, draft: Draft, stage: Stage = Stage.DRAFT) -> gate.Judged:
        """Return what the gate found, of which its answer and a standing are made."""
        return gate.judge(self.put(draft, stage))

    def put(self, draft: Draft, stage: Stage = Stage.DRAFT) -> Case:
        """Return the question about one draft as it is put to the gate."""
        person, account, said = self.case(draft)
        return case_of(person, account, said, self.policy, self.now, stage=stage)

    def counts(self, draft: Draft) -> tuple[Purpose, bool]:
        """Return as what the message counts, and whether it takes a place for first contacts."""
        case = self.put(draft, Stage.APPROVE)
        return case.purpose, takes_first_place(case)

    def case(self, draft: Draft) -> tuple[PersonFacts, AccountFacts, DraftFacts]:
        """Return the facts about one draft as the gate takes them."""
        person = self.people[draft.contact_id]
        if person.other_slot is not None and person.other_slot.draft_id == draft.id:
            person = person._replace(other_slot=None)
        account = self.accounts[draft.account_id]
        return person, self.account_facts[account.id], self.words(draft, account)

    def words(self, draft: Draft, account: Account) -> DraftFacts:
        """Return the facts about a draft's words."""
        used = self.use.get(draft.version, ()) if draft.version else ()
        return DraftFacts(
            purpose=draft.purpose,
            text=draft.text,
            platform=account.platform,
            id=draft.id,
            state=draft.state,
            phrases=tuple(each.phrase for each in draft.sources if each.recorded),
            quotes=quotes_in(draft.sources),
            code=draft.code,
            code_ends_at=draft.code_ends_at,
            approved_at=draft.approved_at,
            approved_hash=draft.approved_hash,
            snoozed_until=draft.snoozed_until,
            template_version=draft.version,
            template_given_at=tuple(at for at, given in used if given != draft.contact_id),
            override=draft.override,
            alike=self._alike(draft),
            paused=paused_words.why(self.paused, draft.purpose, draft.template, draft.campaign),
        )

    def _alike(self, draft: Draft) -> tuple[Alike, ...]:
        """Return what others were given that is like this draft.

        The words of a month are read only once a draft could be like any of them at all.
        """
        share = self.policy.sameness_warn / PERCENT
        runs = _runs(self.people[draft.contact_id].contact, draft)
        if not runs.may_resemble(share):
            return ()
        if self._given is None:
            self._given = recent_words.of(self._tx, self._ws, self.policy, self.now)
        since = self.now - self.policy.sameness_window
        found = self._given.alike(runs, draft.contact_id)
        return tuple(each for each in found if each.at > since)


@cache
def _unworded(purpose: Purpose, platform: Platform) -> DraftFacts:
    return DraftFacts(purpose, platform=platform, worded=False)


def _runs(contact: Contact, draft: Draft) -> Runs:
    return runs_to(contact, draft.words, draft.sources, draft.code)


Step = Callable[[int, int], None]
"""Is told how many people of how many were judged."""


Seen = Callable[[Draft, gate.Judged], object]
"""Is told of every draft that was judged, and what was found."""


@uncollected()
def refresh(
    tx: Tx,
    ws: Workspace,
    contact_ids: Iterable[int],
    *,
    step: Step | None = None,
    seen: Seen | None = None,
) -> None:
    """Judge these people's open drafts again and store where they stand.

    Called in the transaction of every act, for everybody whose facts it changed. Others are looked
    at too, where messages that were given or taken back are too much like their drafts, or where
    the words of these were paused or let go on.
    """
    changed = drafts.get(tx, drafts.take_given(tx)).values()
    turned = pauses.drafts_of(tx, pauses.take_fresh(tx), [each.value for each in drafts.OPEN])
    wanted = list(dict.fromkeys([*contact_ids, *resembling(tx, ws, changed), *turned.values()]))
    bench = Bench(tx, ws, ()) if wanted else None
    for start in range(0, len(wanted), CHUNK):
        if step is not None:
            step(start, len(wanted))
        some = wanted[start : start + CHUNK]
        standings.replace(tx, some, placed(tx, ws, some, bench, seen))


def placed(
    tx: Tx,
    ws: Workspace,
    contact_ids: Sequence[int],
    bench: Bench | None = None,
    seen: Seen | None = None,
) -> list[standings.Placed]:
    """Judge these people's open drafts now, without storing anything."""
    bench = bench or Bench(tx, ws, ())
    bench.turn_to(contact_ids)
    active = contacts.activities(tx, contact_ids)
    found = []
    for draft in drafts.of_contacts(tx, contact_ids, drafts.OPEN):
        judged = bench.judged(draft)
        if seen is not None:
            seen(draft, judged)
        found.append(
            standings.Placed(
                draft.id,
                draft.account_id,
                active[draft.contact_id].at(bench.now).points,
                standing_of(judged),
            )
        )
    return found


def refresh_everybody(tx: Tx, ws: Workspace) -> None:
    """Build the whole cache anew, as after a change of the policy."""
    refresh(tx, ws, standings.people_with_drafts(tx))


def refresh_reach(tx: Tx, ws: Workspace, versions: Iterable[str]) -> None:
    """Judge again everybody whose draft uses words that now too many people were given."""
    use = facts.template_use(tx, ws.now(), ws.policy.template_window)
    full = [
        version
        for version in set(versions)
        if len(use.get(version, ())) >= ws.policy.template_people
    ]
    if full:
        refresh(tx, ws, standings.people_with_versions(tx, full))


def resembling(tx: Tx, ws: Workspace, changed: Iterable[Draft]) -> set[int]:
    """Return whose open drafts are too much like these messages, which others were given.

    A message with enough of its recipient in it is like no other, and then nothing is looked at.
    """
    messages = list(changed)
    people = contacts.by_ids(tx, [draft.contact_id for draft in messages])
    given = [
        Given(draft.contact_id, draft.created_at, _runs(people[draft.contact_id].contact, draft))
        for draft in messages
        if draft.contact_id in people
    ]
    return _like(tx, ws, given)


def resembling_words(tx: Tx, ws: Workspace, said: Iterable[tuple[int, str]]) -> set[int]:
    """Return whose open drafts are too much like what people were written outside the program."""
    texts = list(said)
    people = contacts.by_ids(tx, [contact_id for contact_id, _ in texts])
    return _like(
        tx,
        ws,
        [
            Given(contact_id, ws.now(), runs_to(people[contact_id].contact, text, ()))
            for contact_id, text in texts
            if contact_id in people
        ],
    )


def _like(tx: Tx, ws: Workspace, given: Sequence[Given]) -> set[int]:
    share = ws.policy.sameness_fix / PERCENT
    if not any(each.runs.may_resemble(share) for each in given):
        return set()
    collection = Collection(share, given)
    return {
        each.contact_id
        for each in words.waiting(tx)
        if collection.alike(each.runs, each.contact_id)
    }
