"""The rates count each opener once, each answer once, and nothing that an import repeats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import InboundClass as C
from dm_assistant.domain.model import Purpose, SuppressionReason
from dm_assistant.domain.statistics.rates import Dimension, Table, summarise
from dm_assistant.domain.statistics.words import empty_sentence
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    answers,
    codes,
    drafting,
    experiments,
    life,
    merging,
    numbers,
    people,
    recounting,
    replies,
    review,
    safety,
    settings_file,
    template_results,
    timing,
)
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import NOON, approved, comment, comments, draft, load, out, wait, wrote
from tests.workspaces import FANS

WEEK = timedelta(days=7)


def totals(ws: Workspace) -> tuple[int, int, int, int]:
    """Return what was sent, answered in time, answered late, and left unconfirmed."""
    found = numbers.stats(ws).totals
    return found.sent, found.reply.k, found.late_replies, found.unconfirmed


def several(ws: Workspace, count: int) -> list[str]:
    names = [f"fan{number}" for number in range(count)]
    rows = [comment(n, e, f"lovely blue, number {n}", days=n + 1) for n, e in enumerate(names)]
    load(ws, comments(ws.path.parent / "c.csv", *rows))
    for each in names:
        people.grant(ws, each, Purpose.THANKS, "yes")
        out(ws, each)
    return names


def test_without_messages_there_are_no_rates(ws: Workspace) -> None:
    assert totals(ws) == (0, 0, 0, 0)
    assert numbers.stats(ws, by="purpose").groups == ()


def test_several_answers_count_once(ws: Workspace) -> None:
    out(ws)
    for hours in (1, 2, 30):
        wait(ws, hours=hours)
        wrote(ws, f"thank you, {hours} times")
    assert totals(ws) == (1, 1, 0, 0)


def test_an_answer_is_credited_to_the_message_before_it_and_to_no_other(ws: Workspace) -> None:
    out(ws)
    wait(ws, days=15)
    second = out(ws)
    wait(ws, hours=1)
    assert wrote(ws, "thank you").answers == second
    assert totals(ws) == (2, 1, 0, 0)


def test_a_message_of_theirs_before_ours_answers_nothing(ws: Workspace) -> None:
    wrote(ws, "hello there", kind=C.NEUTRAL)
    wait(ws, hours=1)
    out(ws)
    replies.log(ws, FANS[0], "one more", at=NOON + timedelta(minutes=30))
    assert totals(ws) == (1, 0, 0, 0)


@pytest.mark.parametrize(("late", "expected"), [(0, (1, 1, 0, 0)), (1, (1, 0, 1, 0))])
def test_late_answers_are_counted_apart(
    ws: Workspace, late: int, expected: tuple[int, int, int, int]
) -> None:
    out(ws)
    wait(ws, days=7, seconds=late)
    wrote(ws, "thank you")
    assert totals(ws) == expected


def test_the_earliest_answer_decides_also_when_it_is_logged_last(ws: Workspace) -> None:
    out(ws)
    wait(ws, days=9)
    wrote(ws, "sorry for the wait")
    assert totals(ws) == (1, 0, 1, 0)
    replies.log(ws, FANS[0], "thank you", at=NOON + timedelta(days=1))
    assert totals(ws) == (1, 1, 0, 0)


def test_what_was_handed_over_and_never_confirmed_stands_apart(ws: Workspace) -> None:
    out(ws)
    life.hand_over(ws, approved(ws, FANS[1]))
    assert totals(ws) == (1, 0, 0, 1)
    wait(ws, hours=2)
    wrote(ws, "thank you", FANS[1])
    assert totals(ws) == (2, 1, 0, 0)


def test_what_did_not_leave_is_in_no_rate(ws: Workspace) -> None:
    life.could_not_send(ws, [out(ws)])
    life.skip(ws, [approved(ws, FANS[1])])
    draft(ws, FANS[2])
    assert totals(ws) == (0, 0, 0, 0)


def test_answers_and_invites_are_no_openers(ws: Workspace) -> None:
    asked = wrote(ws, "which paper is it?", kind=C.QUESTION)
    card = answers.answer(ws, asked.message, "Cotton paper.")
    extra = {"keyword": "SKY", "keyword_gets": "the list of colours"}
    [invite] = drafting.make(ws, Purpose.INVITE, names=[FANS[1]], extra=extra).drafts
    life.approve(ws, [invite.row.item.id])
    life.sent(ws, [card.row.item.id, invite.row.item.id])
    assert totals(ws) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (4, "counts"),
        (5, "early"),
        *(pytest.param(*each, marks=pytest.mark.slow) for each in ((19, "early"), (20, "rate"))),
    ],
)
def test_few_messages_give_counts_before_they_give_rates(
    empty: Workspace, count: int, shown: str
) -> None:
    fans = [f"fan{number}" for number in range(count)]
    rows = [comment(at, fan, f"lovely blue, number {at}") for at, fan in enumerate(fans)]
    load(empty, comments(empty.path.parent / "c.csv", *rows))
    for handle in fans:
        people.grant(empty, handle, Purpose.THANKS, "yes")
        out(empty, handle)
        wait(empty, days=1)
    wait(empty, days=7)
    assert numbers.stats(empty).totals.reply.shown == shown
    assert numbers.stats(empty).totals.reply.n == count


def test_groups_add_up_to_the_whole(ws: Workspace) -> None:
    people.grant(ws, FANS[1], Purpose.FEEDBACK, "ask me")
    for each in FANS:
        out(ws, each)
    wait(ws, hours=1)
    wrote(ws, "thank you")
    for by in ("purpose", "template", "variant", "tier", "language", "relation", "warm",
               "weekday", "block", "campaign", "account", "period"):  # fmt: skip
        table = numbers.stats(ws, by=by)
        assert sum(group.sent for _, group in table.groups) == table.totals.sent == 3
        assert sum(group.reply.k for _, group in table.groups) == table.totals.reply.k == 1
    assert [key for key, _ in numbers.stats(ws, by="weekday").groups] == ["tuesday"]


def test_the_hour_is_that_of_the_person_written_to(ws: Workspace) -> None:
    person = people.person(ws, FANS[0]).contact
    people.set_facts(ws, person.contact_id, timezone="America/New_York")
    wait(ws, hours=2)
    out(ws)
    out(ws, FANS[1])
    assert {key for key, _ in numbers.stats(ws, by="block").groups} == {"08-12", "12-16"}


def test_since_looks_at_what_was_sent_from_then_on(ws: Workspace) -> None:
    out(ws)
    wait(ws, days=1)
    out(ws, FANS[1])
    for since, sent in ((NOON, 2), (NOON + timedelta(seconds=1), 1), (ws.now(), 1)):
        assert numbers.stats(ws, since=since).totals.sent == sent
    with pytest.raises(BadInputError, match="cannot group by"):
        numbers.stats(ws, by="colour")


def test_an_opt_out_after_a_message_counts_for_good(ws: Workspace) -> None:
    for each in FANS:
        out(ws, each)
    wait(ws, hours=1)
    people.suppress(ws, FANS[0], SuppressionReason.OPT_OUT)
    wait(ws, days=200)
    assert (numbers.stats(ws).totals.opt_out.k, numbers.stats(ws).totals.opt_out.n) == (1, 3)
    safety.forget(ws, FANS[0])
    assert (numbers.stats(ws).totals.opt_out.k, numbers.stats(ws).totals.opt_out.n) == (1, 3)


def test_an_unclassed_answer_is_no_wanted_one_yet(ws: Workspace) -> None:
    out(ws)
    wait(ws, hours=1)
    logged = wrote(ws, "yes, I would love that!")
    before = numbers.stats(ws).totals.positive
    assert (before.rate.k, before.unsorted) == (0, 1)
    replies.classify(ws, logged.message, C.POSITIVE)
    after = numbers.stats(ws).totals.positive
    assert (after.rate.k, after.unsorted) == (1, 0)


def test_a_seen_message_is_opened_and_an_unknown_one_is_not_called_unopened(ws: Workspace) -> None:
    first = out(ws)
    out(ws, FANS[1])
    life.seen(ws, [first])
    wait(ws, days=8)
    found = numbers.stats(ws).totals.open
    assert found.visible == 0
    assert (found.low_bound, found.high_bound) == (0.5, 1.0)


Repeat = Callable[[Workspace, Path], object]


@pytest.mark.parametrize(
    "again",
    [
        load,
        lambda ws, _: wrote(ws, "thank you"),
        lambda ws, path: codes.redeem(ws, path.with_name("orders.csv")),
    ],
    ids=["comments", "reply", "orders"],
)
def test_what_is_told_twice_changes_no_number(ws: Workspace, tmp_path: Path, again: Repeat) -> None:
    (tmp_path / "codes.txt").write_text("SUN1\nSUN2")
    codes.add(ws, "spring", tmp_path / "codes.txt")
    out(ws)
    wait(ws, hours=2)
    wrote(ws, "thank you", kind=C.THANKS)
    people.grant(ws, FANS[0], Purpose.OFFER, "send me a code")
    wait(ws, days=8)
    number = draft(ws, purpose=Purpose.OFFER, extra={"perk": "10 % off"})
    life.approve(ws, [number])
    life.sent(ws, [number])
    (tmp_path / "orders.csv").write_text("code\nSUN1\n")
    codes.redeem(ws, tmp_path / "orders.csv")
    path = comments(tmp_path / "c.csv", comment(1, FANS[0]), comment(2, "new.one"))
    load(ws, path)
    wait(ws, hours=1)
    replies.log(ws, FANS[0], "thank you", at=ws.now())
    before: Table = numbers.stats(ws, by="purpose")
    assert before.totals.redeemed.k == 1
    again(ws, path)
    assert numbers.stats(ws, by="purpose") == before


def test_a_window_of_ones_own_decides_everywhere_what_is_late(ws: Workspace) -> None:
    out(ws)
    wait(ws, days=8)
    wrote(ws, "thank you")
    assert totals(ws) == (1, 0, 1, 0)
    settings_file.change(ws, "numbers.window_days", "10", lambda _: None)
    assert totals(ws) == (1, 1, 0, 0)
    found = numbers.stats(ws)
    assert (found.as_json()["window_days"], found.totals.mature) == (10, 0)
    [versions] = template_results.by_version(ws).values()
    assert versions[0].figures == found.totals
    [untested] = experiments.wordings(ws).untested
    assert untested.figures == found.totals
    assert (timing.sending(ws).n, timing.sending(ws).young) == (0, 1)
    wait(ws, days=2)
    assert (timing.sending(ws).k, timing.sending(ws).n) == (1, 1)


def test_until_ends_the_span_and_an_empty_one_says_so(ws: Workspace) -> None:
    out(ws)
    wait(ws, days=1)
    out(ws, FANS[1])
    assert numbers.stats(ws, until=ws.now()).totals.sent == 1
    assert numbers.stats(ws, until=NOON).totals.sent == 0
    found = numbers.stats(ws, until=NOON, by="period")
    assert found.groups == ()
    assert "No first message was sent until 2024-10-01" in empty_sentence(found)
    with pytest.raises(BadInputError, match="ends before it begins"):
        numbers.stats(ws, since=NOON, until=NOON)


def test_all_tables_of_one_load_are_those_asked_for_one_by_one(ws: Workspace) -> None:
    for each in FANS:
        out(ws, each)
    wait(ws, hours=1)
    wrote(ws, "thank you")
    every = numbers.tables(ws)
    for by, found in every.items():
        assert found == numbers.stats(ws, by=by.value)
    with ws.database.read() as tx:
        rows = numbers.openers(tx, ws)
    assert summarise(rows, ws.now(), ws.reply_window) == every[Dimension.TIER].totals
    assert every[Dimension.BLOCK].own_clock == 3


def test_failed_ones_are_a_share_of_all_that_were_tried(ws: Workspace) -> None:
    out(ws)
    life.could_not_send(ws, [out(ws, FANS[1])])
    failed = numbers.stats(ws).failed
    assert failed is not None
    assert (failed.k, failed.n) == (1, 2)


def test_the_own_answers_are_timed_and_who_waits_is_counted(ws: Workspace) -> None:
    asked = wrote(ws, "which paper is it?", kind=C.QUESTION)
    wait(ws, hours=2)
    card = answers.answer(ws, asked.message, "Cotton paper.")
    conduct = numbers.stats(ws).conduct
    assert conduct is not None
    assert (conduct.answering.n, conduct.answering.waiting) == (0, 1), "it was not sent yet"
    life.sent(ws, [card.row.item.id])
    wrote(ws, "and which blue?", FANS[1])
    wrote(ws, "or which green?", FANS[1])
    wait(ws, hours=1)
    conduct = numbers.stats(ws).conduct
    assert conduct is not None
    mine = conduct.answering
    assert (mine.n, mine.median, mine.worst) == (1, timedelta(hours=2), timedelta(hours=2))
    assert (mine.waiting, mine.longest) == (1, timedelta(hours=1))
    week = review.week(ws)
    assert (week.answering, len(week.waiting)) == (mine, 1)


def opt_outs(ws: Workspace) -> tuple[int, int]:
    found = numbers.stats(ws).totals.opt_out
    return found.k, found.n


def test_only_what_they_did_themselves_is_an_opt_out(ws: Workspace) -> None:
    for each in FANS:
        out(ws, each)
    wait(ws, hours=1)
    everybody = [people.person(ws, each).contact.contact_id for each in FANS]
    people.suppress_all(ws, everybody, SuppressionReason.REFUSED)
    assert opt_outs(ws) == (0, 3)
    wrote(ws, "please stop messaging me", kind=None)
    assert opt_outs(ws) == (1, 3)
    people.suppress(ws, FANS[0], SuppressionReason.UNDER_AGE)
    people.suppress(ws, FANS[1], SuppressionReason.COMPLAINT)
    assert opt_outs(ws) == (2, 3)
    assert recounting.recount(ws).differences == ()


def test_of_two_people_who_are_one_an_opt_out_stays_one(ws: Workspace) -> None:
    for each in FANS[:2]:
        out(ws, each)
    wait(ws, hours=1)
    people.suppress(ws, FANS[0], SuppressionReason.OPT_OUT)
    people.suppress(ws, FANS[1], SuppressionReason.REFUSED)
    assert opt_outs(ws) == (1, 2)
    merging.merge(ws, FANS[1], FANS[0])
    assert opt_outs(ws) == (1, 1)
    assert recounting.recount(ws).differences == ()


@pytest.mark.parametrize("confirmed", [True, False])
def test_who_declines_a_message_that_went_out_is_an_opt_out_from_it(
    ws: Workspace, *, confirmed: bool
) -> None:
    number = out(ws) if confirmed else draft(ws)
    if not confirmed:
        life.approve(ws, [number])
        life.hand_over(ws, number)
    out(ws, FANS[1])
    wait(ws, hours=1)
    life.could_not_send(ws, [number], "Declined")
    found = numbers.stats(ws)
    assert (found.totals.sent, opt_outs(ws)) == (2, (1, 2))
    assert found.failed is not None
    assert (found.failed.k, found.failed.n) == (0, 2)
    assert recounting.recount(ws).differences == ()
    people.suppress(ws, FANS[0], SuppressionReason.REFUSED)
    assert opt_outs(ws) == (1, 2)


def test_a_message_that_the_creator_thought_better_of_did_not_fail(ws: Workspace) -> None:
    for fan, reason in ((FANS[0], "Changed my mind"), (FANS[1], "cannot receive")):
        number = draft(ws, fan)
        life.approve(ws, [number])
        life.hand_over(ws, number)
        life.could_not_send(ws, [number], reason)
    found = numbers.stats(ws).failed
    assert found is not None
    assert (found.k, found.n) == (1, 1)
