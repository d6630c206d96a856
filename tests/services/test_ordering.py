"""A search while one types finds whom ranking anew would find, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest

from dm_assistant.domain.model import SuppressionReason
from dm_assistant.services import erasing, finding, merging, people, tagging, undoing
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import comment, comments, load, refusal, tables
from tests.workspaces import FANS

MIA, ZOE, TOM = FANS
SAID = ("the blue lamp", "a Café", "ok", "この色 綺麗", "blue LAMP again", "don't", "100% so_cool")
SEARCHES = (
    "",
    "lamp",
    "blue lamp",
    "caf\u00e9",
    "ok",
    "色",
    "fan",
    "fan3",
    '"don\'t"',
    "nobody",
    "_",
)


@pytest.fixture
def crowd(empty: Workspace, tmp_path: Path) -> Workspace:
    rows = [
        comment(n, f"fan{n % 9}", SAID[n % len(SAID)], days=n % 20, video=n % 5 + 1)
        for n in range(40)
    ]
    load(empty, comments(tmp_path / "c.csv", *rows))
    return empty


def agree(ws: Workspace) -> None:
    """Compare what the kept order finds with what the database ranks."""
    for text in SEARCHES:
        found = finding.find(ws, text, 100)
        anew = people.ranked(ws, search=text.strip('"') or None)
        assert [each.handle for each in found.people] == [each.handle for each in anew], text
        assert found.count == len(anew)
        assert found.everybody == len(people.ranked(ws))


def test_the_kept_order_is_that_of_ranking_anew_after_every_act(
    crowd: Workspace, tmp_path: Path
) -> None:
    agree(crowd)
    people.note(crowd, people.person(crowd, "fan1").contact.contact_id, "Lamp collector")
    agree(crowd)
    merging.merge(crowd, "fan1", "fan2")
    agree(crowd)
    undoing.undo(crowd)
    agree(crowd)
    erasing.forget(crowd, "fan3")
    agree(crowd)
    load(crowd, comments(tmp_path / "d.csv", comment(99, "late", "a lamp", days=0.1)))
    agree(crowd)


def test_only_so_many_are_shown_and_all_are_counted(crowd: Workspace) -> None:
    found = finding.find(crowd, "fan", 4)
    assert (len(found.people), found.count, found.everybody) == (4, 9, 9)


def test_everybody_is_in_a_lane_or_quiet(ws: Workspace) -> None:
    crowd = finding.crowd(ws)
    lanes = crowd.lanes
    waiting = lanes.ready + lanes.invite + lanes.held + lanes.blocked
    assert (waiting, crowd.quiet) == (0, crowd.everybody)


def test_several_are_tagged_in_one_act(ws: Workspace) -> None:
    numbers = [people.person(ws, each).contact.contact_id for each in FANS]
    tagging.put(ws, numbers[0], ["paint", "old"])
    assert tagging.change_all(ws, numbers, ["paint"], ["old"]) == 3
    assert [people.person(ws, each).contact.tags for each in FANS] == [("paint",)] * 3
    assert finding.find(ws, "tag:paint", 5).count == 3
    undoing.undo(ws)
    assert people.person(ws, MIA).contact.tags == ("old", "paint")
    assert people.person(ws, ZOE).contact.tags == ()
    before = tables(ws)
    assert tagging.change_all(ws, numbers[:1], ["paint"]) == 0
    refusal(lambda: tagging.change_all(ws, numbers, ["a;b"]))
    refusal(lambda: tagging.change_all(ws, numbers))
    assert tables(ws) == before


def test_several_are_never_messaged_again_in_one_act_or_nobody_is(ws: Workspace) -> None:
    numbers = [people.person(ws, each).contact.contact_id for each in FANS]
    before = tables(ws)
    refusal(lambda: people.suppress_all(ws, [*numbers, 999], SuppressionReason.REFUSED))
    assert tables(ws) == before
    assert people.suppress_all(ws, numbers[:2], SuppressionReason.REFUSED) == ()
    stopped = [people.person(ws, each).contact.no_contact for each in FANS]
    assert stopped == ["refused", "refused", ""]
