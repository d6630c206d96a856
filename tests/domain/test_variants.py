from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain import lifecycle, variants
from dm_assistant.domain.model import DraftState

NAMES = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=6, unique=True)


@given(NAMES, st.integers(1, 10_000), st.text(max_size=8))
def test_a_person_keeps_their_order_whatever_order_the_files_are_read_in(
    names: list[str], person: int, campaign: str
) -> None:
    given_order = variants.order(names, campaign=campaign, contact_id=person)
    assert given_order == variants.order(names[::-1], campaign=campaign, contact_id=person)
    assert sorted(given_order) == sorted(names)


@given(NAMES, st.integers(1, 10_000))
def test_a_variant_that_goes_changes_nobody_elses(names: list[str], person: int) -> None:
    before = variants.order(names, campaign="", contact_id=person)
    after = variants.order(names[1:], campaign="", contact_id=person)
    assert after == [name for name in before if name != names[0]]


def test_over_many_people_every_variant_comes_first_about_equally_often() -> None:
    firsts = Counter(
        variants.order(["a", "b", "c"], campaign="spring", contact_id=person)[0]
        for person in range(3_000)
    )
    assert all(900 < firsts[name] < 1_100 for name in "abc")


def test_what_left_the_machine_never_becomes_a_draft_again() -> None:
    for state in lifecycle.OUT:
        assert not lifecycle.FOLLOWS[state] & lifecycle.IN_LANES


def test_every_state_has_its_line_in_the_table() -> None:
    assert set(lifecycle.FOLLOWS) == set(DraftState)
