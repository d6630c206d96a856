"""Experiments on the command line: one test from its plan on, and one line for every mistake."""

from __future__ import annotations

import pytest

from .conftest import Run

PAIR = ("--variant", "warm", "--variant", "short")
PROMISED = {
    *("plan", "blocks_complete", "variants", "only_a", "only_b", "e_value", "mid_p", "verdict"),
    *("p_best", "expected_loss", "words", "pairs", "blocks_young", "blocks_dropped", "meanwhile"),
}


def test_a_test_is_planned_shown_and_adopted(practice: Run) -> None:
    made = practice("campaigns", "new", "Spring", "--for", "thanks", *PAIR, "--plan", "50")
    assert "plan: 50 messages for each variant" in made.out
    found = practice("experiment", "spring", "--json").document
    assert found.keys() >= PROMISED
    assert (found["plan"], found["blocks_complete"], found["e_value"]) == (50, 0, 1.0)
    assert [each["name"] for each in found["variants"]] == ["warm", "short"]
    assert {each["n"] for each in found["variants"]} == {0}
    assert found["variants"][0]["rate"] is None
    assert (found["verdict"], found["mid_p"], found["p_best"]) == (None, None, None)
    assert found["difference"]["value"] is None
    assert "before the plan is in" in found["difference"]["reason"]
    assert found["words"] == "Too early to tell: no pair is complete yet."
    page = practice("experiment", "Spring").out
    assert "0 of 50 pairs are in; about 50 more each." in page
    shown = practice("campaigns", "show", "spring", "--json").document
    assert shown["experiment"]["words"] == found["words"]
    assert found["words"] in practice("campaigns", "show", "spring").out
    listed = practice("experiments", "--json").document
    assert [each["name"] for each in listed["experiments"]] == ["Spring"]
    assert (listed["paused"], listed["untested"]) == ([], [])
    assert practice("experiment", "adopt", "spring", "short", "--json").document["adopted"] == (
        "short"
    )
    assert "Four of five new people draw short" in practice("experiment", "spring").out
    assert practice("undo").code == 0
    assert practice("experiment", "spring", "--json").document["adopted"] is None
    changed = practice("campaigns", "edit", "spring", "--plan", "none", "--json").document
    assert changed["plan"] is None


def test_a_campaign_with_one_variant_has_nothing_to_compare(practice: Run) -> None:
    assert "no tests yet" in practice("experiments").out
    practice("campaigns", "new", "One", "--for", "thanks", "--variant", "warm")
    ran = practice("experiment", "One", "--json")
    assert (ran.code, ran.document["variants"]) == (0, [])
    assert ran.document["reason"] == ran.document["words"]
    assert "there is nothing to compare" in practice("experiment", "One").out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("experiment", "no"), "there is no campaign 'no'"),
        (("experiment", "adopt", "Spring", "cold"), "has no variant 'cold'; it has: warm, short"),
        (("experiment", "adopt", "Spring"), "say experiment NAME, experiment adopt"),
        (("experiment", "resume", "warm"), "needs a --reason of 15 characters"),
        (("experiment", "Spring", "--reason", "because it is so"), "--reason goes with"),
        (
            ("experiment", "resume", "warm", "--reason", "because it is so, truly"),
            "'warm' is not paused; paused are: none",
        ),
        (("campaigns", "edit", "Spring", "--plan", "3"), "plan from 10 to 1,000 messages"),
        (("campaigns", "edit", "Spring", "--plan", "many"), "number"),
    ],
)
def test_every_mistake_is_one_line(practice: Run, line: tuple[str, ...], said: str) -> None:
    practice("campaigns", "new", "Spring", "--for", "thanks", *PAIR)
    ran = practice(*line)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
