"""The draw of a campaign: the same whenever it is asked, fair, and in whole blocks."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import islice
from math import gcd, isclose

from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.campaigns import (
    Campaign,
    Variant,
    is_held_out,
    shuffled,
    slots,
    stands,
)
from dm_assistant.domain.model import Purpose

MADE = datetime(2026, 5, 1, tzinfo=UTC)
SEEDS = st.text(min_size=1, max_size=16)
PEOPLE = st.lists(st.integers(1, 10**6), unique=True, max_size=40)
VARIANTS = st.lists(st.integers(1, 5), min_size=2, max_size=4).map(
    lambda shares: tuple(Variant(f"v{place}", share) for place, share in enumerate(shares))
)


def campaign(seed: str = "fog", **values: object) -> Campaign:
    return Campaign(1, "x", Purpose.THANKS, seed, MADE, **values)  # type: ignore[arg-type]  # fields


@given(SEEDS, PEOPLE, st.integers(0, 50))
def test_who_is_held_out_does_not_depend_on_who_else_is_asked(
    seed: str, people: list[int], percent: int
) -> None:
    one = campaign(seed, holdout=percent)
    alone = {each for each in people if is_held_out(one, each)}
    assert alone == {each for each in reversed(people) if is_held_out(one, each)}
    more = campaign(seed, holdout=min(50, percent + 10))
    assert alone <= {each for each in people if is_held_out(more, each)}
    assert percent or not alone


def test_as_many_are_held_out_as_was_said() -> None:
    for percent in (10, 20, 50):
        drawn = sum(is_held_out(campaign(holdout=percent), each) for each in range(10_000))
        assert abs(drawn - 100 * percent) < 200


@given(SEEDS, PEOPLE)
def test_the_order_of_a_draw_is_that_of_the_seed_alone(seed: str, people: list[int]) -> None:
    assert shuffled(campaign(seed), people) == shuffled(campaign(seed), people[::-1])
    assert sorted(shuffled(campaign(seed), people)) == sorted(people)


@given(SEEDS, VARIANTS, st.integers(1, 8))
def test_every_whole_block_holds_each_variant_as_often_as_its_share(
    seed: str, variants: tuple[Variant, ...], blocks: int
) -> None:
    one = campaign(seed, variants=variants)
    size = sum(each.share for each in variants) // gcd(*(each.share for each in variants))
    drawn = list(islice(slots(one, {}), blocks * size))
    assert [each.block for each in drawn] == [1 + place // size for place in range(len(drawn))]
    for block in range(1, blocks + 1):
        held = Counter(each.variant for each in drawn if each.block == block)
        assert len({Fraction(held[each.name], each.share) for each in variants}) == 1
    for slot in drawn:
        share = next(each.share for each in variants if each.name == slot.variant)
        assert isclose(slot.probability, share / sum(each.share for each in variants))


@given(SEEDS, VARIANTS, st.integers(0, 20), st.data())
def test_a_place_given_back_is_the_next_one_given(
    seed: str, variants: tuple[Variant, ...], number: int, data: st.DataObject
) -> None:
    one = campaign(seed, variants=variants)
    drawn = list(islice(slots(one, {}), number + 1))
    back = data.draw(st.sampled_from(drawn))
    taken = Counter((each.block, each.variant) for each in drawn)
    taken[back.block, back.variant] -= 1
    again = next(slots(one, taken))
    assert (again.block, again.variant) == (back.block, back.variant)


def test_it_stands_where_its_days_say() -> None:
    one = campaign(starts_on=date(2026, 5, 10), ends_on=date(2026, 5, 12))
    days = {day: stands(one, date(2026, 5, day), run=False) for day in (9, 10, 12, 13)}
    assert days == {9: "planned", 10: "open", 12: "open", 13: "over"}
    assert stands(one, date(2026, 5, 11), run=True) == "running"
    assert stands(campaign(ended_at=MADE), date(2026, 5, 11), run=True) == "ended"
