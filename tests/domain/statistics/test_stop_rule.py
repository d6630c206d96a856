"""The stop rule: its verdicts, that looking changes nothing, and how often it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.statistics import experiment_words
from dm_assistant.domain.statistics.blocks import Blocks, Fate, Member, blocks_of
from dm_assistant.domain.statistics.experiments import Experiment, compare
from dm_assistant.domain.statistics.stop_rule import Ground, Outcome, judge, winner
from tests.examples import examples

quick = settings(max_examples=examples(60), deadline=None)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
PAIR = ("A", "B")


def outcomes(both: int, only_a: int, only_b: int, neither: int) -> Sequence[Outcome]:
    return (
        [(True, True)] * both
        + [(True, False)] * only_a
        + [(False, True)] * only_b
        + [(False, False)] * neither
    )


def test_a_plan_turns_the_same_numbers_into_a_verdict() -> None:
    seen = outcomes(4, 6, 16, 24)
    [planned], [unplanned] = judge(seen, 2, 50), judge(seen, 2, None)
    assert planned.decision is not None
    assert (planned.decision.better, planned.decision.ground) == (1, Ground.PLAN)
    assert planned.mid_p == pytest.approx(0.032, abs=0.0005)
    assert unplanned.decision is None
    assert unplanned.mid_p is None
    assert unplanned.e_value == pytest.approx(2.9, abs=0.05)


def test_pairs_decide_sooner_without_a_plan_than_with_one() -> None:
    seen = outcomes(0, 0, 12, 0)
    [unplanned], [planned] = judge(seen, 2, None), judge(seen, 2, 50)
    assert unplanned.decision is not None
    assert planned.decision is not None
    assert (unplanned.decision.blocks, planned.decision.blocks) == (9, 12)
    assert judge(seen[:11], 2, 50)[0].decision is None


def test_more_variants_need_more_evidence_for_each_pair() -> None:
    seen: list[Outcome] = [(False, True, False)] * 10
    assert all(each.decision is None for each in judge(seen, 3, None)[:1])
    pairs = judge(seen * 2, 3, None)
    assert [each.decision is not None for each in pairs] == [True, False, True]
    assert winner(pairs, 3) == 1
    assert winner(judge(outcomes(4, 6, 16, 24), 2, None), 2) is None


def test_nothing_is_found_in_nothing() -> None:
    [pair] = judge([], 2, 50)
    assert (pair.e_value, pair.mid_p, pair.decision, pair.ahead) == (1, None, None, None)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=150), st.integers(10, 100))
@quick
def test_a_verdict_stays_whatever_comes_after_it(seen: list[Outcome], plan: int) -> None:
    final = judge(seen, 2, plan)[0].decision
    for end in range(len(seen) + 1):
        looked = judge(seen[:end], 2, plan)[0].decision
        assert looked == (final if final is not None and final.blocks <= end else None)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=80))
@quick
def test_the_rule_is_the_same_for_both_sides(seen: list[Outcome]) -> None:
    [there] = judge(seen, 2, 40)
    [back] = judge([(b, a) for a, b in seen], 2, 40)
    assert (there.only_a, there.only_b, there.mid_p) == (back.only_b, back.only_a, back.mid_p)
    if there.decision is not None:
        assert back.decision is not None
        assert back.decision.better == 1 - there.decision.better


def told(*blocks: tuple[int, Outcome], plan: int | None, variants: str = "AB") -> Experiment:
    """Return an experiment whose blocks came out so, each so many times."""
    outcomes = tuple(outcome for times, outcome in blocks for _ in range(times))
    names, stopped = list(variants), [None] * len(variants)
    return compare(
        "S", "thanks", names, Blocks(WEEK, outcomes), plan=plan, base=0.2, stopped=stopped
    )


@pytest.mark.parametrize(
    ("only_b", "said"),
    [
        (0, "Too early to tell."),
        (4, "Too early to tell."),
        (5, "B is ahead, but this could easily be luck."),
        (7, "B is ahead, but this could easily be luck."),
        (8, "B looks better; not settled."),
        (9, "B gets more replies. It stopped early, so the real difference is probably smaller."),
    ],
)
def test_the_evidence_words_follow_the_weight(only_b: int, said: str) -> None:
    found = told((only_b, (False, True)), (1, (True, True)), plan=None)
    assert experiment_words.evidence(found).startswith(said)
    mirrored = told((only_b, (True, False)), (1, (True, True)), plan=None)
    swapped = said.replace("B", "A")
    assert experiment_words.evidence(mirrored).startswith(swapped)


def test_with_a_plan_the_same_pairs_are_no_verdict_before_it_is_in() -> None:
    found = told((9, (False, True)), (1, (True, True)), plan=50)
    assert experiment_words.evidence(found).startswith("B looks better; not settled.")
    assert found.as_json()["verdict"] is None
    assert found.difference(found.pairs[0]) is None


def test_of_three_variants_each_pair_is_told_and_the_best_named_once_it_is_settled() -> None:
    found = told((20, (False, True, False)), (2, (True, True, True)), plan=None, variants="ABC")
    assert found.verdict == "B"
    said = experiment_words.sentences(found)
    assert said[0] == "B gets more replies than any other. A 2 of 22, B 22 of 22, C 2 of 22."
    assert [each.split(".")[0] for each in said[1:4]] == [
        "B gets more replies than A",
        "Too early to tell",
        "B gets more replies than C",
    ]
    assert said[-1] == experiment_words.FOOTNOTE
    document = found.as_json()
    assert document["e_value"] is None
    assert len(document["pairs"]) == 3  # type: ignore[arg-type]  # a list


# --- blocks -------------------------------------------------------------------------------------


def member(
    block: int, variant: str, sent: float | None, reply: float | None = None, **more: object
) -> Member:
    known: dict[str, object] = {
        "probability": 0.5,
        "fate": Fate.WAITING if sent is None else Fate.OUT,
        "sent_at": None if sent is None else START + DAY * sent,
        "replied_at": None if reply is None or sent is None else START + DAY * (sent + reply),
    }
    return Member(block, variant, **(known | more))  # type: ignore[arg-type]  # named as the fields


def test_blocks_count_once_all_their_messages_are_mature() -> None:
    members = [
        *(member(1, "A", 0, 7), member(1, "B", 3, 7.01)),
        *(member(2, "A", 0), member(2, "B", 0, 1)),
        *(member(3, "A", 0), member(3, "B", None)),
        *(member(4, "A", 0, 1), member(4, "B", 0, fate=Fate.FAILED)),
        *(member(5, "A", 0, probability=0.8), member(5, "B", 0, probability=0.2)),
        *(member(6, "A", 9), member(6, "B", 9)),
        member(7, "A", 0),
    ]
    found = blocks_of(members, PAIR, START + 10 * DAY, WEEK)
    assert found == Blocks(WEEK, ((False, True), (True, False)), 1, 2, 1, 1, begun=True)
    assert blocks_of([], PAIR, START, WEEK) == Blocks(WEEK)


def test_a_day_before_a_block_is_complete_it_is_young() -> None:
    members = [member(1, "A", 0, 1), member(1, "B", 1)]
    second = timedelta(seconds=1)
    assert blocks_of(members, PAIR, START + 8 * DAY - second, WEEK).young == 1
    assert blocks_of(members, PAIR, START + 8 * DAY, WEEK).outcomes == ((True, False),)


sendings = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 9), st.integers(0, 9)),
    max_size=40,
)


@given(sendings)
@quick
def test_looking_daily_or_once_gives_the_same(seen: list[tuple[int, int, int, int]]) -> None:
    members = [
        each
        for block, (a, b, reply_a, reply_b) in enumerate(seen)
        for each in (
            member(block, "A", a, reply_a if reply_a < 8 else None),
            member(block, "B", b, reply_b if reply_b < 8 else None),
        )
    ]
    in_the_end = blocks_of(members, PAIR, START + 60 * DAY, WEEK).outcomes
    for day in range(0, 30, 3):
        now = START + day * DAY
        # What is known on a day: replies that have come by then.
        known = [
            member
            if member.replied_at is None or member.replied_at <= now
            else Member(member.block, member.variant, 0.5, Fate.OUT, member.sent_at)
            for member in members
        ]
        looked = blocks_of(known, PAIR, now, WEEK).outcomes
        assert looked == in_the_end[: len(looked)]


# --- how often it is wrong ------------------------------------------------------------------------

A_DAY = 5
LENGTH = 30
WINDOW = 7


def looked_daily(random: Random, rates: tuple[float, float], plan: int, drift: float = 0) -> bool:
    """Run one test of 30 days with a look every day; return whether it ever gave a verdict.

    On each day the newest pairs are still inside their window and are not looked at.
    """
    seen: list[Outcome] = []
    for day in range(LENGTH + WINDOW):
        sent = day - WINDOW
        if sent < 0:
            continue
        shift = drift * (sent / LENGTH - 0.5)
        a, b = (rate + shift for rate in rates)
        seen += [(random.random() < a, random.random() < b) for _ in range(A_DAY)]
        if judge(seen, 2, plan)[0].decision is not None:
            return True
    return False


@pytest.mark.slow
def test_at_most_one_in_twenty_tests_without_a_difference_gets_a_verdict() -> None:
    random = Random(20261123)  # noqa: S311 - a simulation
    worlds = [(0.05, 50, 0.0), (0.1, 100, 0.0), (0.2, 100, 0.0), (0.4, 150, 0.0), (0.3, 100, 0.2)]
    wrong = [
        looked_daily(random, (rate, rate), plan, drift)
        for rate, plan, drift in worlds
        for _ in range(400)
    ]
    assert len(wrong) == 2000
    assert sum(wrong) / len(wrong) <= 0.05
    found = [looked_daily(random, (0.2, 0.4), 100) for _ in range(150)]
    # 85 % of tests that peek on to 150 find it; three standard errors of 150 are 9 points.
    assert sum(found) / len(found) == pytest.approx(0.85, abs=0.09)
