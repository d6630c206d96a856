import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.services.queue_views import ItemId, LaneItems


@given(
    st.lists(st.integers(1, 60), unique=True, max_size=40),
    st.lists(st.integers(1, 60), unique=True, max_size=20),
    st.integers(0, 45),
)
def test_what_leaves_a_lane_leaves_the_rest_in_order_and_the_place_on_its_item(
    there: list[int], gone: list[int], near: int
) -> None:
    items = LaneItems("draft", there)
    leaving = [ItemId("draft", each) for each in gone]
    kept, before = items.without([*leaving, ItemId("inbound", 1)], near)
    assert [item.id for item in kept] == [each for each in there if each not in gone]
    assert before == sum(each in gone for each in there[:near])
    assert list(items) == [ItemId("draft", each) for each in there]


def test_the_items_of_a_lane_are_a_sequence_like_any_other() -> None:
    items = LaneItems("inbound", [5, 3, 9])
    assert items[1] == ItemId("inbound", 3)
    assert tuple(items[1:]) == (ItemId("inbound", 3), ItemId("inbound", 9))
    assert items.index(ItemId("inbound", 9)) == 2
    assert ItemId("draft", 5) not in items
    assert LaneItems.of(list(items))[-1] == items[-1]
    assert len(LaneItems.of([])) == 0
    with pytest.raises(ValueError, match="draft"):
        items.index(ItemId("draft", 5))
