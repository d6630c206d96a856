"""The account's own pace and health, and how far one text goes."""

from dataclasses import replace
from datetime import timedelta

from dm_assistant.domain.model import DraftState, Purpose
from dm_assistant.domain.rules.content import text_hash
from dm_assistant.domain.rules.verdict import Stage, Status
from tests.domain.rules.people import LONDON, NOON, ago, ask, draft, found, person

MINUTE = timedelta(minutes=1)


def test_ten_first_contacts_in_an_hour_hold_the_next_first_contact_only() -> None:
    times = tuple(ago(minutes=minute) for minute in range(50, 0, -5))
    busy = replace(LONDON, first_contacts_at=times)
    held = ask(person(touches=()), account=busy)
    assert held.until == ago(minutes=50) + timedelta(hours=1)
    assert found(held, "pace").detail.startswith("10 of 10 first contacts in the last 1 hour")
    assert ask(person(), account=busy).allowed
    assert ask(person(touches=()), draft(Purpose.INVITE), account=busy).allowed


def test_an_approved_draft_does_not_stand_in_its_own_way_but_others_do() -> None:
    text = draft().text
    approved = draft(
        state=DraftState.APPROVED, approved_at=ago(hours=2), approved_hash=text_hash(text)
    )
    others = tuple(ago(minutes=200 - minute) for minute in range(39))
    full = replace(LONDON, messages_at=tuple(sorted([*others, ago(hours=2)])))
    assert ask(what=approved, account=full, stage=Stage.HANDOVER).allowed
    over = replace(LONDON, messages_at=tuple(sorted([*full.messages_at, ago(minutes=1)])))
    held = ask(what=approved, account=over, stage=Stage.HANDOVER)
    assert found(held, "pace").until == ago(minutes=200) + timedelta(hours=24)


def test_a_limited_account_rests_three_days() -> None:
    limited = replace(LONDON, health_limited_at=ago(hours=71))
    assert found(ask(account=limited), "account_health").until == NOON + timedelta(hours=1)
    assert ask(account=replace(LONDON, health_limited_at=ago(hours=72))).allowed


def test_the_same_words_go_to_25_people_a_week() -> None:
    given = tuple(ago(hours=hour) for hour in range(100, 75, -1))
    verdict = ask(what=draft(template_given_at=given))
    assert found(verdict, "template_reach").until == ago(hours=100) + timedelta(hours=168)
    assert ask(what=draft(template_given_at=given[1:])).allowed


def test_a_clock_far_behind_the_records_blocks_and_a_little_behind_counts_from_the_record() -> None:
    ahead = replace(LONDON, last_recorded_at=NOON + 2 * MINUTE)
    assert ask(account=ahead).allowed
    behind = replace(LONDON, last_recorded_at=NOON + 2 * MINUTE + timedelta(seconds=1))
    assert ask(account=behind).status is Status.BLOCK
    assert ask(account=behind).unlock == "set this machine's clock"
