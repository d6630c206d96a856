"""One question to the gate: the facts of it, and what several rules derive from them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from dm_assistant.domain.model import COMMERCIAL, REPLY_WINDOW, DraftState, Purpose
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PastTouch, PersonFacts
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.selling import counts_as
from dm_assistant.domain.rules.touches import RUN_SPAN, Run, can_join, runs
from dm_assistant.domain.rules.verdict import Stage

_INVITE, _ANSWER = Purpose.INVITE, Purpose.ANSWER


class Case(NamedTuple):
    """What a rule is given; a named tuple, because one is made for every question.

    ``now`` is the later of the machine's clock and the last recorded instant. ``sent`` are our
    messages without the draft's own reservation; ``earlier`` and ``touches`` leave out a touch
    that the draft would join as a further bubble. ``purpose`` is what the message counts as,
    whatever its draft says. ``first_contact`` is for somebody we never
    wrote to and who never wrote to us. ``talking`` is an answer inside an open conversation.
    """

    person: PersonFacts
    account: AccountFacts
    draft: DraftFacts
    policy: Policy
    stage: Stage
    machine_now: datetime
    now: datetime
    sent: list[PastTouch]
    earlier: list[PastTouch]
    touches: list[Run]
    purpose: Purpose
    joins_until: datetime | None
    last_inbound_at: datetime | None
    since_inbound: int
    talking: bool

    @property
    def commercial(self) -> bool:
        """Return whether the message sells."""
        return self.purpose in COMMERCIAL

    @property
    def first_contact(self) -> bool:
        """Return whether this would be the very first message between the two."""
        person = self.person
        return not (self.earlier or person.inbounds_at)

    @property
    def unanswered(self) -> int:
        """Return the touches since they last wrote."""
        if self.last_inbound_at is None:
            return len(self.touches)
        return sum(1 for touch in self.touches if touch.last_at >= self.last_inbound_at)

    @property
    def reserved_at(self) -> datetime | None:
        """Return when this draft took a place under the account's pace, while it holds it."""
        return self.draft.approved_at if self.draft.state is DraftState.APPROVED else None


def case_of(
    person: PersonFacts,
    account: AccountFacts,
    draft: DraftFacts,
    policy: Policy,
    machine_now: datetime,
    *,
    stage: Stage,
) -> Case:
    """Derive once what many rules look at."""
    purpose = _counts_as(person, draft)
    recorded = account.last_recorded_at
    now = machine_now if recorded is None or recorded <= machine_now else recorded
    inbound_at = person.last_inbound_at
    sent = [each for each in person.touches if each.draft_id != draft.id or not draft.id]
    touches = runs(sent, person.inbounds_at) if sent else []
    earlier, joins_until = sent, None
    if touches and purpose is not _INVITE:
        last = touches[-1]
        if can_join(last, person.inbounds_at, now):
            touches, earlier = touches[:-1], sent[: len(sent) - last.bubbles]
            joins_until = last.first_at + RUN_SPAN
    since = sum(1 for each in sent if each.at >= inbound_at) if inbound_at is not None else 0
    return Case(
        person,
        account,
        draft,
        policy,
        stage,
        machine_now,
        now,
        sent,
        earlier,
        touches,
        purpose,
        joins_until,
        inbound_at,
        since,
        purpose is _ANSWER and _is_open(conversation_closes_at(person, draft, since), now),
    )


def _is_open(closes_at: datetime | None, now: datetime) -> bool:
    return closes_at is not None and now < closes_at


def _counts_as(person: PersonFacts, draft: DraftFacts) -> Purpose:
    if not draft.worded or (draft.override == "true_purpose" and not person.suppressed):
        return draft.purpose
    return counts_as(draft.purpose, draft.text, draft.quotes, draft.code)


def moved_to(case: Case, moment: datetime) -> Case:
    """Return the same question as it will stand at a later moment."""
    return case_of(case.person, case.account, case.draft, case.policy, moment, stage=case.stage)


def conversation_closes_at(person: PersonFacts, draft: DraftFacts, since: int) -> datetime | None:
    """Return when the platform's reply window closes or closed; ``None`` when there is none."""
    inbound_at = person.last_inbound_at
    if inbound_at is None or person.last_inbound_platform not in {None, draft.platform}:
        return None
    window, messages = REPLY_WINDOW[draft.platform]
    if messages is not None and since >= messages:
        return None
    return inbound_at + window
