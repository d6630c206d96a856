"""Whom a name and a platform id mean: history follows the id, a doubt stays with the old owner."""

import pytest

from dm_assistant.domain.meeting import Meeting, Named, whose

NOW = Named(1, 10, "ann", "77", current=True, until_at=None)
OLD = Named(2, 20, "ann", "77", current=False, until_at=5)
NAMELESS = OLD._replace(user_id="")
ELSEWHERE = Named(3, 30, "bea", "88", current=True, until_at=None)


@pytest.mark.parametrize(
    ("user_id", "named", "holders", "expected"),
    [
        ("", [], [], (Meeting.NEW, None)),
        ("77", [], [], (Meeting.NEW, None)),
        ("", [NOW], [], (Meeting.KNOWN, NOW)),
        ("77", [NOW], [NOW], (Meeting.KNOWN, NOW)),
        ("88", [NOW], [ELSEWHERE], (Meeting.KNOWN, NOW)),
        ("88", [], [ELSEWHERE], (Meeting.RENAMED, ELSEWHERE)),
        ("", [OLD], [], (Meeting.FORMER, OLD)),
        ("77", [OLD], [OLD], (Meeting.KNOWN, OLD)),
        ("77", [NOW, OLD._replace(user_id="5")], [NOW], (Meeting.KNOWN, NOW)),
        ("88", [OLD], [], (Meeting.SOMEBODY_ELSE, None)),
        ("88", [OLD], [ELSEWHERE], (Meeting.RENAMED, ELSEWHERE)),
        ("88", [NAMELESS], [], (Meeting.FORMER, NAMELESS)),
        ("b7-c1", [OLD], [], (Meeting.FORMER, OLD)),
    ],
)
def test_a_name_and_an_id_mean(
    user_id: str,
    named: list[Named],
    holders: list[Named],
    expected: tuple[Meeting, Named | None],
) -> None:
    assert whose("ann", user_id, named, holders) == expected
