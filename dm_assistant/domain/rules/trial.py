"""Trying a policy on what was sent: which messages it would have stopped, or let through.

Each message is judged by itself, with the facts of its own moment, under the policy in force and
under the tried one. There is no cascade: what the tried policy would have stopped stays in the
history of the messages after it, as it happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PersonFacts
from dm_assistant.domain.rules.gate import evaluate
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.verdict import Finding, Stage, Status, Verdict

REACH = timedelta(days=90)
"""How far back messages are looked at."""

EXAMPLES = 5


class PastMessage(NamedTuple):
    """A message that left, with the facts of the moment at which it did."""

    draft_id: int
    handle: str
    at: datetime
    person: PersonFacts
    account: AccountFacts
    draft: DraftFacts
    replied: bool


class Compared(NamedTuple):
    """What both policies say of one message."""

    message: PastMessage
    present: Verdict
    tried: Verdict


class Kind(NamedTuple):
    """How many messages were held, blocked or need an edit, and how many had drawn a reply."""

    held: int = 0
    blocked: int = 0
    fix: int = 0
    replies: int = 0

    @property
    def stopped(self) -> int:
        """Return how many could not have gone as and when they went."""
        return self.held + self.blocked + self.fix


class Example(NamedTuple):
    """One message that the tried policy would have stopped, and what it says."""

    draft_id: int
    handle: str
    at: datetime
    status: Status
    rule: str
    detail: str
    replied: bool


@dataclass(frozen=True, slots=True)
class Hindsight:
    """What a tried policy would have done to ``messages`` past ones.

    ``stopped`` counts those that only the tried one stops; ``by_rule`` counts each under every
    rule that stops it. ``newly_allowed`` are stopped by the policy in force only. ``untold`` are
    stopped by both, ``wordless`` were erased: of these the records say nothing either way.
    """

    messages: int
    stopped: Kind
    by_rule: tuple[tuple[str, Kind], ...] = ()
    newly_allowed: int = 0
    untold: int = 0
    wordless: int = 0
    examples: tuple[Example, ...] = ()


def compare(message: PastMessage, present: Policy, tried: Policy) -> Compared:
    """Judge a past message by both policies, as at its hand-over."""
    return Compared(message, _judged(message, present), _judged(message, tried))


def _judged(message: PastMessage, policy: Policy) -> Verdict:
    """Judge as at the hand-over; an approval that runs out in a hold would be given again."""
    facts = message.person, message.account, message.draft, policy, message.at
    verdict = evaluate(*facts, stage=Stage.HANDOVER)
    stale = verdict.finding("stale_approval")
    if stale is not None and stale.status is Status.BLOCK:
        return evaluate(*facts, stage=Stage.APPROVE)
    return verdict


def summed(compared: Sequence[Compared], wordless: int = 0) -> Hindsight:
    """Add up what the tried policy would have changed."""
    stopped = [each for each in compared if each.present.allowed and not each.tried.allowed]
    rules: dict[str, list[tuple[Status, bool]]] = {}
    for each in stopped:
        for found in newly_against(each.present, each.tried):
            rules.setdefault(found.rule, []).append((found.status, each.message.replied))
    by_rule = {rule: kind_of(found) for rule, found in rules.items()}
    stopped.sort(key=lambda each: (not each.message.replied, -each.message.at.timestamp()))
    return Hindsight(
        messages=len(compared) + wordless,
        stopped=kind_of([(each.tried.status, each.message.replied) for each in stopped]),
        by_rule=tuple(sorted(by_rule.items(), key=lambda pair: (-pair[1].stopped, pair[0]))),
        newly_allowed=sum(not each.present.allowed and each.tried.allowed for each in compared),
        untold=sum(not (each.present.allowed or each.tried.allowed) for each in compared),
        wordless=wordless,
        examples=tuple(_example(each) for each in stopped[:EXAMPLES]),
    )


def newly_against(present: Verdict, tried: Verdict) -> list[Finding]:
    """Return the findings that stop a message under the tried policy only, worst first."""
    before = {found.rule: found.status for found in present.findings}
    return [
        found
        for found in tried.reasons
        if found.status is not Status.WARN and before[found.rule].severity <= Status.WARN.severity
    ]


def kind_of(stopped: Sequence[tuple[Status, bool]]) -> Kind:
    """Count stopped messages by what stops them; the flag says whether one had drawn a reply."""
    count = Counter(status for status, _ in stopped)
    return Kind(
        held=count[Status.HOLD] + count[Status.WAIT],
        blocked=count[Status.BLOCK],
        fix=count[Status.FIX],
        replies=sum(replied for _, replied in stopped),
    )


def _example(each: Compared) -> Example:
    found = newly_against(each.present, each.tried)[0]
    return Example(
        draft_id=each.message.draft_id,
        handle=each.message.handle,
        at=each.message.at,
        status=each.tried.status,
        rule=found.rule,
        detail=found.detail,
        replied=each.message.replied,
    )
