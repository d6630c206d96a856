"""The table of rules: every rule, in its order, and what of it may be overridden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from dm_assistant.domain.model import (
    DraftState,
    InboundClass,
    Purpose,
    SuppressionReason,
)
from dm_assistant.domain.rules.facts import (
    AccountFacts,
    Alike,
    DraftFacts,
    PersonFacts,
    Slot,
)
from dm_assistant.domain.rules.gate import rule_names
from dm_assistant.domain.rules.verdict import Stage, Status
from tests.domain.rules.people import (
    LONDON,
    NOON,
    ago,
    ask,
    at,
    draft,
    found,
    person,
    stranger,
    touches,
    wrote,
)
from tests.shared import SHARED

RULES_TABLE = SHARED / "design" / "rules.md"


@dataclass(frozen=True)
class Against:
    """Facts by which one rule speaks against a message, and whether it may be set aside then."""

    status: Status
    may: bool
    who: PersonFacts | None = None
    what: DraftFacts | None = None
    account: AccountFacts = LONDON
    now: datetime = NOON
    stage: Stage = Stage.APPROVE


def never(
    who: PersonFacts | None = None, what: DraftFacts | None = None, **more: object
) -> Against:
    status = more.pop("status", Status.BLOCK)
    return Against(status, False, who, what, **more)  # type: ignore[arg-type]  # named as the fields


def may(who: PersonFacts | None = None, what: DraftFacts | None = None, **more: object) -> Against:
    status = more.pop("status", Status.HOLD)
    return Against(status, True, who, what, **more)  # type: ignore[arg-type]  # as above


def stopped(reason: SuppressionReason) -> PersonFacts:
    return person(no_contact=reason)


def told(*days: float, answered: bool = True, purpose: Purpose = Purpose.THANKS) -> PersonFacts:
    sent = touches(*(ago(days=each) for each in days), purpose=purpose)
    return person(touches=sent, inbounds_at=(ago(hours=2),) if answered else ())


def minutes(count: int, span: float) -> tuple[datetime, ...]:
    return tuple(sorted(ago(minutes=(1 + each) * span) for each in range(count)))


OFFER, COLLAB = draft(Purpose.OFFER), draft(Purpose.COLLAB)
NEVER, NO = "never", "no"
TABLE: dict[str, tuple[str, list[Against]]] = {
    "opt_out": (NEVER, [never(stopped(SuppressionReason.OPT_OUT))]),
    "erased": (NEVER, [never(stopped(SuppressionReason.ERASED))]),
    "refused": (
        NEVER,
        [never(stopped(SuppressionReason.BLOCKED)), never(person(cannot_receive_at=ago(days=1)))],
    ),
    "under_age": (NEVER, [never(person(birth_age=14)), never(person(birth_age=17))]),
    "no_dm_notice": (NEVER, [never(stopped(SuppressionReason.NO_DM_NOTICE))]),
    "unread_reply": (
        NEVER,
        [never(person(unclassed=(wrote(InboundClass.NEUTRAL, ago(hours=1)),)), status=Status.WAIT)],
    ),
    "consent": (
        "never for commercial purposes",
        [may(stranger(), status=Status.BLOCK), never(stranger(), OFFER)],
    ),
    "soft_no": (
        "never for commercial",
        [
            may(person(soft_no_at=ago(days=2), soft_no_purpose=Purpose.COLLAB)),
            never(person(soft_no_at=ago(days=2)), OFFER),
            never(person(soft_no_at=ago(days=2), soft_no_purpose=Purpose.COLLAB), COLLAB),
        ],
    ),
    "snooze": (
        "creator's own only",
        [
            may(person(snoozed_until=ago(days=-2))),
            never(
                person(inbounds_at=(ago(days=2),), last_inbound_class=InboundClass.LATER),
                status=Status.HOLD,
            ),
        ],
    ),
    "pending_request": (NEVER, [never(person(requests_pending=1), status=Status.WAIT)]),
    "gap": (
        "with a reason, not under 72 h",
        [may(told(4)), may(told(3)), never(told(71 / 24), status=Status.HOLD)],
    ),
    "cap": (
        "with a reason, +1 once",
        [may(told(20, 8)), never(told(22, 15, 8), status=Status.HOLD)],
    ),
    "backoff": (NO, [never(told(8, answered=False), status=Status.HOLD)]),
    "sunset": (NEVER, [never(told(60, 31, answered=False), status=Status.WAIT)]),
    "balance": (
        "ask-needs-give only",
        [
            may(person(touches=()), COLLAB, status=Status.WAIT),
            never(person(touches=()), OFFER, status=Status.WAIT),
            never(told(40, answered=False, purpose=Purpose.OFFER), OFFER, status=Status.WAIT),
            never(told(20, purpose=Purpose.OFFER), OFFER, status=Status.HOLD),
        ],
    ),
    "open_complaint": (NEVER, [never(person(complaint_at=ago(days=1)), OFFER, status=Status.WAIT)]),
    "invite_gap": (
        NO,
        [never(told(8, purpose=Purpose.INVITE), draft(Purpose.INVITE), status=Status.HOLD)],
    ),
    "pace": (
        "with a reason, at most 30 first",
        [
            may(person(touches=()), account=replace(LONDON, first_contacts_at=minutes(29, 1))),
            never(
                person(touches=()),
                account=replace(LONDON, first_contacts_at=minutes(30, 1)),
                status=Status.HOLD,
            ),
            may(account=replace(LONDON, messages_at=minutes(40, 5))),
        ],
    ),
    "account_health": (
        NEVER,
        [never(account=replace(LONDON, health_limited_at=ago(hours=1)), status=Status.HOLD)],
    ),
    "template_reach": (
        "with a reason",
        [may(what=draft(template_given_at=minutes(25, 60)))],
    ),
    "quiet_hours": (
        "with a reason, inside 08–21",
        [
            may(now=at("2027-01-12T08:00:00Z")),
            may(now=at("2027-01-12T20:59:59Z")),
            never(now=at("2027-01-12T21:00:00Z"), status=Status.HOLD),
            never(now=at("2027-01-12T07:59:59Z"), status=Status.HOLD),
        ],
    ),
    "clock": (NEVER, [never(account=replace(LONDON, last_recorded_at=ago(seconds=-121)))]),
    "one_slot": (NEVER, [never(person(other_slot=Slot(4, DraftState.APPROVED, ago(hours=1))))]),
    "stale_approval": (
        "approve again",
        [
            never(
                what=draft(state=DraftState.APPROVED, approved_at=ago(hours=72)),
                status=Status.FIX,
                stage=Stage.HANDOVER,
            )
        ],
    ),
    "code_life": (NEVER, [never(what=draft(pool_empty=True))]),
    "unfilled": (NEVER, [never(what=draft(text="Hi {name}"), status=Status.FIX)]),
    "evidence": (NO, [never(what=draft(text="Hello there"), status=Status.FIX)]),
    "sameness": (
        "warn only",
        [
            never(what=draft(alike=(Alike(ago(days=1), 0.8, 2),)), status=Status.FIX),
            may(what=draft(alike=(Alike(ago(days=1), 0.79, 2),)), status=Status.WARN),
        ],
    ),
    "length": (
        "warn only",
        [
            never(what=draft(text="the blue lamp" + "a" * 990), status=Status.FIX),
            never(person(touches=()), draft(text="a" * 601), status=Status.FIX),
            may(person(touches=()), draft(text="a" * 401), status=Status.WARN),
        ],
    ),
    "links": (
        NO,
        [
            never(what=draft(text="https://bit.ly/a"), status=Status.FIX),
            never(person(touches=()), draft(text="https://example.org"), status=Status.FIX),
        ],
    ),
    "disclosure": (
        NEVER,
        [never(what=draft(text="the blue lamp: MAYA10", code="MAYA10"), status=Status.FIX)],
    ),
    "tone": (
        "warn only",
        [
            never(what=draft(text="the blue lamp. Tell no one."), status=Status.FIX),
            may(
                what=draft(text="the blue lamp. Did you see my message?"),
                status=Status.WARN,
            ),
        ],
    ),
    "true_purpose": (
        "correct with a reason",
        [
            may(what=draft(text="the blue lamp, 20 % off"), status=Status.WARN),
            never(
                stopped(SuppressionReason.OPT_OUT),
                draft(Purpose.ANSWER, text="20 % off"),
                status=Status.WARN,
            ),
        ],
    ),
}
"""By rule: what the table says of overriding it, and facts on both sides of that."""


def test_every_rule_is_judged_in_the_order_of_the_table() -> None:
    assert tuple(TABLE) == rule_names()
    assert tuple(each.rule for each in ask().findings) == rule_names()


@pytest.mark.parametrize("rule", TABLE)
def test_only_what_the_table_lets_be_overridden_may_be(rule: str) -> None:
    column, cases = TABLE[rule]
    for case in cases:
        verdict = ask(case.who, case.what, case.now, account=case.account, stage=case.stage)
        finding = found(verdict, rule)
        assert (finding.status, finding.overridable) == (case.status, case.may), finding
        what = (case.what or draft())._replace(override=rule)
        let = ask(case.who, what, case.now, account=case.account, stage=case.stage)
        if rule != "true_purpose":
            after = Status.WARN if case.may else case.status
            assert found(let, rule).status is after
    assert any(case.may for case in cases) is (column not in {NEVER, NO, "approve again"})


@pytest.mark.skipif(not RULES_TABLE.is_file(), reason="shared/design/rules.md is not here")
def test_the_table_is_that_of_the_design() -> None:
    lines = RULES_TABLE.read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rows = {row[0].strip("`"): row for row in cells if row[0].startswith("`") and len(row) == 5}
    assert tuple(rows) == rule_names()
    for rule, (column, cases) in TABLE.items():
        assert rows[rule][4] == column, rule
        if rule != "true_purpose":
            assert all(case.status.value in rows[rule][3] for case in cases), rule
