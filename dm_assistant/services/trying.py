"""Trying values of the policy before they count: on what was sent, approved, and what waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from dm_assistant.domain.model import Account, Draft, DraftState
from dm_assistant.domain.rules.capacity import Waiting, capacity
from dm_assistant.domain.rules.content import text_hash
from dm_assistant.domain.rules.facts import Alike, DraftFacts
from dm_assistant.domain.rules.history import PersonHistory
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.sameness import PERCENT, Collection, quotes_in, runs_to
from dm_assistant.domain.rules.standing import Standing
from dm_assistant.domain.rules.standing import standing as standing_of
from dm_assistant.domain.rules.trial import (
    REACH,
    Compared,
    Kind,
    PastMessage,
    compare,
    kind_of,
    summed,
)
from dm_assistant.domain.rules.verdict import Stage
from dm_assistant.rulebook import Plain
from dm_assistant.services import acts, queue, standing, steering
from dm_assistant.services.loading import Watch
from dm_assistant.services.rule_views import Effect
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts, past, standings, words
from dm_assistant.storage.database import Tx

CHUNK = 500


def try_values(ws: Workspace, values: Mapping[str, Plain], watch: Watch | None = None) -> Effect:
    """Say what the policy would do with some values changed; nothing is changed.

    Raises BadInputError for values the limits forbid, CancelledError when the person stops.
    """
    watch = watch or Watch()
    queue.settle(ws)
    with ws.database.read() as tx:
        present = ws.policy
        tried, changes = steering.tried(present, values)
        now = acts.effective_now(tx, ws)
        hindsight = summed(*_looked_back(_Archive(tx, ws, (present, tried), now), watch))
        approved, in_all = _approved(tx, ws, (present, tried))
        before = _by_day(tx, ws, _waiting_now(tx, now), present, now)
        after = _by_day(tx, ws, _waiting_then(tx, ws, tried, watch), tried, now)
    return Effect(changes, hindsight, approved, in_all, before, after)


Policies = tuple[Policy, Policy]
"""The policy in force and the tried one."""


class _Archive:
    """What left in the last 90 days, with the facts of each moment."""

    def __init__(self, tx: Tx, ws: Workspace, policies: Policies, now: datetime) -> None:
        self.policies = policies
        since = now - REACH
        self.left = [each for each in past.left(tx, since) if each.at <= now]
        self._tx = tx
        self._accounts = {row.id: row for row in ws.accounts}
        self._of_account = {row.id: past.account(tx, row, since) for row in ws.accounts}
        reach = max(policy.template_window for policy in policies)
        self._use = past.template_use(tx, since - reach)
        window = max(policy.sameness_window for policy in policies)
        share = min(policy.sameness_warn for policy in policies) / PERCENT
        given = words.given(tx, now - REACH - window)
        self._given = Collection(share, (each.given for each in given.values()))

    def messages(self, some: Sequence[past.Left]) -> Iterator[PastMessage]:
        """Yield messages as they were when they left."""
        found = drafts.get(self._tx, [each.draft_id for each in some])
        people = past.people(self._tx, [each.contact_id for each in some])
        for each in some:
            history, draft = people[each.contact_id], found[each.draft_id]
            account = self._accounts[draft.account_id]
            yield PastMessage(
                draft_id=draft.id,
                handle=history.today.contact.handle,
                at=each.at,
                person=history.at(each.at, leaving_out=draft.id),
                account=self._of_account[account.id].at(each.at, draft.id),
                draft=self._words(draft, account, history, each.at),
                replied=each.replied,
            )

    def _words(
        self, draft: Draft, account: Account, history: PersonHistory, at: datetime
    ) -> DraftFacts:
        return DraftFacts(
            purpose=draft.purpose,
            text=draft.text,
            platform=account.platform,
            id=draft.id,
            state=DraftState.APPROVED,
            phrases=tuple(each.phrase for each in draft.sources if each.recorded),
            quotes=quotes_in(draft.sources),
            code=draft.code,
            code_ends_at=draft.code_ends_at,
            approved_at=draft.approved_at or at,
            approved_hash=text_hash(draft.text),
            template_version=draft.version,
            template_given_at=self._given_at(draft, at),
            alike=self._alike(draft, history, at),
            override=draft.override,
        )

    def _given_at(self, draft: Draft, at: datetime) -> tuple[datetime, ...]:
        """Return when each other person was last given these words by then."""
        last: dict[int, datetime] = {}
        for given_at, contact_id in self._use.get(draft.version, ()) if draft.version else ():
            if given_at >= at:
                break
            if contact_id != draft.contact_id:
                last[contact_id] = given_at
        return tuple(sorted(last.values()))

    def _alike(self, draft: Draft, history: PersonHistory, at: datetime) -> tuple[Alike, ...]:
        runs = runs_to(history.today.contact, draft.text, draft.sources, draft.code)
        found = self._given.alike(runs, draft.contact_id)
        return tuple(each for each in found if each.at < at)


def _looked_back(archive: _Archive, watch: Watch) -> tuple[list[Compared], int]:
    """Compare every message that still has its words; return them and how many have none."""
    worded = [each for each in archive.left if each.worded]
    compared: list[Compared] = []
    for start in range(0, len(worded), CHUNK):
        watch.step(start, len(worded), "messages", "Looking back at")
        compared += [
            compare(each, *archive.policies)
            for each in archive.messages(worded[start : start + CHUNK])
        ]
    return compared, len(archive.left) - len(worded)


def _approved(tx: Tx, ws: Workspace, policies: Policies) -> tuple[Kind, int]:
    """Count the approved messages that only the tried policy would stop now."""
    found = list(drafts.get(tx, past.approved(tx)).values())
    people = [draft.contact_id for draft in found]
    present, tried = (standing.Bench(tx, ws, people, policy=each) for each in policies)
    stopped = []
    for draft in found:
        verdict = tried.verdict(draft, Stage.HANDOVER)
        if not verdict.allowed and present.verdict(draft, Stage.HANDOVER).allowed:
            stopped.append((verdict.status, False))
    return kind_of(stopped), len(found)


Lines = dict[int, dict[int, Waiting]]
"""By account and person, the draft that could leave first."""


def _waiting_now(tx: Tx, now: datetime) -> Lines:
    """Return who could be written to, and from when on, as the lanes have it."""
    owners = standings.owners(tx)
    found: Lines = {}
    for each in standings.stored(tx, ()):
        if each.draft_id in owners:
            _add(found, each.account_id, owners[each.draft_id], each.standing, now)
    return found


def _waiting_then(tx: Tx, ws: Workspace, tried: Policy, watch: Watch) -> Lines:
    """Return the same as it would be under the tried policy."""
    found: Lines = {}
    bench = standing.Bench(tx, ws, (), policy=tried)
    everybody = standings.people_with_drafts(tx)
    for start in range(0, len(everybody), CHUNK):
        watch.step(start, len(everybody), "people", "Looking ahead for")
        some = everybody[start : start + CHUNK]
        bench.turn_to(some)
        for draft in drafts.of_contacts(tx, some, drafts.OPEN):
            person, account, said = bench.case(draft)
            stands = standing_of(person, account, said, tried, bench.now)
            _add(found, draft.account_id, draft.contact_id, stands, bench.now)
    return found


def _add(found: Lines, account: int, person: int, stands: Standing, now: datetime) -> None:
    if not stands.timed:
        return
    free_at = max(now, stands.hold_until or now)
    mine = Waiting(free_at, stands.ends_at, stands.hours_key, stands.first_contact)
    people = found.setdefault(account, {})
    if person not in people or mine.free_at < people[person].free_at:
        people[person] = mine


def _by_day(tx: Tx, ws: Workspace, lines: Lines, policy: Policy, now: datetime) -> tuple[int, ...]:
    """Add up what could leave from all accounts on each day."""
    accounts = [
        capacity(
            lines.get(row.id, {}).values(), past.recent(tx, row.id, now), policy, now, ws.timezone
        )
        for row in ws.accounts
    ]
    return tuple(map(sum, zip(*accounts, strict=True)))
