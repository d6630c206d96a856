"""Words are weighed as they are typed: by every rule about words, and without a trace."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.errors import BadInputError
from dm_assistant.services import life, replies, rewriting, weighing
from dm_assistant.services.workspace import Workspace
from tests.examples import examples
from tests.services.workshop import stored
from tests.workspaces import FANS, drafted, dump

MIA, ZOE, _ = FANS
MAILING = (
    "It made my whole morning. I read every one of your remarks twice and then once more to my "
    "sister at the kitchen table, who was so very glad of them. She says hello from the hills, "
    "where the fog is. Thank you for being here since spring and for looking so closely at it."
)


def test_what_is_weighed_is_what_the_gate_says_of_a_saved_text(ws: Workspace) -> None:
    [mia] = drafted(ws, MIA)
    scales = weighing.of_draft(ws, mia)
    for text in ("Hurry up!", stored(ws, mia).text, "20 % off with code SUMMER5", "Hi [name]\n"):
        weighed = scales.weigh(text)
        card = rewriting.edit(ws, mia, text)
        assert weighed.verdict == card.verdict
        assert weighed.text == card.text


def test_it_says_what_it_counts_as_and_how_long_it_may_be(ws: Workspace) -> None:
    [mia] = drafted(ws, MIA)
    scales = weighing.of_draft(ws, mia)
    plain = scales.weigh("Thank you é")
    assert (plain.purpose, plain.bytes) == (Purpose.THANKS, 12)
    assert (plain.limits.best, plain.limits.most, plain.limits.bytes) == (400, 600, 1000)
    sold = scales.weigh("Take 20 % off")
    assert sold.purpose is Purpose.OFFER
    assert sold.must_change
    replies.log(ws, MIA, "thank you for the wonderful pictures")
    assert scales.weigh("Thank you").limits.best is None


def test_only_receipts_of_phrases_in_the_text_are_shown(ws: Workspace) -> None:
    [mia] = drafted(ws, MIA)
    draft = stored(ws, mia)
    scales = weighing.of_draft(ws, mia)
    assert scales.weigh(draft.text).sources == draft.sources
    assert scales.weigh("Thank you").sources == ()


def test_what_others_were_given_meanwhile_counts_at_the_next_key(ws: Workspace) -> None:
    mia, zoe = drafted(ws, MIA, ZOE)
    for number in (mia, zoe):
        quote = stored(ws, number).sources[0].phrase
        rewriting.edit(ws, number, f"“{quote}” {MAILING}")
    scales = weighing.of_draft(ws, zoe)
    text = stored(ws, zoe).text
    assert "sameness" not in {each.rule for each in scales.weigh(text).against}
    life.approve(ws, [mia])
    same = next(each for each in scales.weigh(text).against if each.rule == "sameness")
    assert " % like 1 other in the last 30 days: write 'I read every one" in same.detail
    [slot] = same.places
    assert slot.text == text[slot.start : slot.end]
    assert slot.text.startswith("I read every one of your remarks")
    assert slot.text.endswith("so very glad of them")
    assert scales.weigh(text) == weighing.of_draft(ws, zoe).weigh(text)
    life.skip(ws, [mia])
    assert "sameness" not in {each.rule for each in scales.weigh(text).against}


def test_an_answer_is_weighed_before_there_is_a_draft_of_it(ws: Workspace) -> None:
    logged = replies.log(ws, MIA, "which paper is it?")
    before = dump(ws.path / "workspace.db")
    scales = weighing.of_answer(ws, logged.message)
    kind = scales.weigh("It is cotton paper, the rough one.")
    assert (kind.purpose, kind.against) == (Purpose.ANSWER, ())
    pressed = scales.weigh("Keep this between us: it is cotton.")
    assert [each.text for finding in pressed.against for each in finding.places] == [
        "Keep this between us"
    ]
    assert dump(ws.path / "workspace.db") == before
    with pytest.raises(BadInputError, match="there is no message 99"):
        weighing.of_answer(ws, 99).weigh("x")


def test_words_that_could_not_be_saved_are_refused_like_an_edit(ws: Workspace) -> None:
    [mia] = drafted(ws, MIA)
    for text in ("", " \n", "half \ud83d", "a" * 10_001):
        for act in (weighing.try_edit, rewriting.edit):
            with pytest.raises(BadInputError):
                act(ws, mia, text)
    assert weighing.try_edit(ws, mia, "Hurry up!").must_change
    life.approve(ws, [mia])
    life.hand_over(ws, mia)
    with pytest.raises(BadInputError, match="its words stay as they are"):
        weighing.try_edit(ws, mia, "Too late")


@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(
                ["\ud83d", "مرحبا", "🇪🇸", "Hurry up", "x" * 10_000, "20 % off", "\x00"]
            ),
        ),
        max_size=5,
    ).map("".join)
)
def test_any_text_can_be_typed(ws: Workspace, text: str) -> None:
    [mia] = drafted(ws, MIA) or [1]
    before = dump(ws.path / "workspace.db")
    weighed = weighing.of_draft(ws, mia).weigh(text)
    for finding in weighed.against:
        assert finding.status is not Status.ALLOW
        for place in finding.places:
            assert weighed.text[place.start : place.end] == place.text != ""
    assert dump(ws.path / "workspace.db") == before
