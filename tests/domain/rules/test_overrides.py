"""Overriding: what the table lets a creator set aside, how often, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules import overrides
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PastTouch, PersonFacts
from dm_assistant.domain.rules.gate import evaluate, rule_names
from dm_assistant.domain.rules.overrides import Spent, against, candidate, refusal
from dm_assistant.domain.rules.verdict import Stage, Status
from tests.domain.rules.facts_strategy import accounts, drafts, people
from tests.domain.rules.people import NOON, POLICY, ago, ask, draft, found, person
from tests.examples import examples

NEVER = {
    "opt_out",
    "erased",
    "refused",
    "under_age",
    "no_dm_notice",
    "unread_reply",
    "pending_request",
    "backoff",
    "sunset",
    "invite_gap",
    "account_health",
    "clock",
    "one_slot",
    "stale_approval",
    "code_life",
    "unfilled",
    "evidence",
    "open_complaint",
    "links",
    "disclosure",
}
"""Rules that the table lets nobody override."""

ONE_RULE = sorted({*rule_names()} - {"true_purpose"})
"""Correcting what a message counts as is meant to change the other answers."""


def touched(**span: float) -> PersonFacts:
    return person(touches=(PastTouch(ago(**span), Purpose.THANKS, 1),), inbounds_at=(ago(hours=2),))


def asked(rule: str, who: PersonFacts, spent: Spent) -> str:
    return refusal(rule, ask(who), ask(who, draft(override=rule)), spent, NOON)


def test_an_overridden_hold_warns_and_the_message_may_go() -> None:
    verdict = ask(touched(days=4))
    assert (verdict.status, found(verdict, "gap").overridable) == (Status.HOLD, True)
    assert candidate(verdict) == found(verdict, "gap")
    let = ask(touched(days=4), draft(override="gap"))
    assert let.status is Status.WARN
    assert "You overrode this with a reason." in found(let, "gap").detail


def test_a_gap_of_less_than_three_days_stays_whatever_the_reason() -> None:
    close = touched(hours=71)
    assert candidate(ask(close)) is None
    assert ask(close, draft(override="gap")).status is Status.HOLD


def test_an_override_is_for_the_rule_it_names_only() -> None:
    assert ask(touched(days=4), draft(override="cap")).status is Status.HOLD


@pytest.mark.parametrize(
    ("spent", "reason"),
    [
        (Spent(), ""),
        (Spent(on_draft=True), "this message had its override already"),
        (Spent(person_at=[ago(days=29)]), "one override per person in 30 days: next on"),
        (Spent(person_at=[ago(days=30)]), ""),
        (Spent(all_at=[ago(hours=1)] * 3), "3 overrides in 24 hours: next on"),
        (Spent(all_at=[ago(hours=1)] * 2), ""),
        (Spent(all_at=[ago(hours=24), *[ago(hours=1)] * 2]), ""),
    ],
)
def test_the_budget_is_told_with_the_time_it_is_free_again(spent: Spent, reason: str) -> None:
    said = asked("gap", touched(days=4), spent)
    assert said.startswith(reason)
    assert bool(said) is bool(reason)


def test_every_reason_against_an_override_is_said_at_once() -> None:
    who = touched(days=4)._replace(snoozed_until=NOON + timedelta(days=1))
    said = asked("gap", who, Spent(person_at=[NOON], on_draft=True))
    assert "snooze would still stop it" in said
    assert "had its override already" in said
    assert "one override per person" in said
    assert asked("cap", touched(days=4), Spent()).startswith("cap has nothing against")


@pytest.mark.parametrize(
    ("reason", "flaw"),
    [
        ("", True),
        ("because", True),
        ("a  b  c  d  e  f", True),
        ("she asked me on the phone", False),
    ],
)
def test_a_reason_has_fifteen_characters(reason: str, flaw: bool) -> None:
    assert bool(overrides.reason_flaw(reason)) is flaw


@settings(max_examples=examples(200), deadline=None)
@given(people(), accounts, drafts(), st.sampled_from(ONE_RULE))
def test_no_override_moves_a_rule_that_nobody_may_override(
    who: PersonFacts, account: AccountFacts, what: DraftFacts, rule: str
) -> None:
    def verdict_of(words: DraftFacts, now: datetime = NOON) -> dict[str, Status]:
        verdict = evaluate(who, account, words, POLICY, now, stage=Stage.APPROVE)
        return {each.rule: each.status for each in verdict.findings}

    before, after = verdict_of(what), verdict_of(what._replace(override=rule))
    changed = {name for name, status in before.items() if after[name] is not status}
    assert changed <= {rule}
    assert not changed & NEVER


@settings(max_examples=examples(200), deadline=None)
@given(people(), accounts, drafts())
def test_commercial_messages_never_go_without_consent(
    who: PersonFacts, account: AccountFacts, what: DraftFacts
) -> None:
    offer = what._replace(purpose=Purpose.OFFER, override="consent")
    plain = evaluate(who, account, offer._replace(override=""), POLICY, NOON, stage=Stage.APPROVE)
    verdict = evaluate(who, account, offer, POLICY, NOON, stage=Stage.APPROVE)
    assert verdict.findings == plain.findings
    assert all(each.rule != "consent" or not each.overridable for each in against(plain))
