"""Campaigns through every life of a person: merged, forgotten, taken out, and in an older copy."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from dm_assistant.domain.campaigns import Arm, Outcome
from dm_assistant.domain.model import Purpose
from dm_assistant.services import (
    campaigns,
    drafting,
    erasing,
    exporting,
    following_up,
    importing,
    merging,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import campaigns as stored
from tests.services.campaigning import CROWD, NAME, PAIR, begun, line, of, ran, sent
from tests.services.going_back import go_back, kept
from tests.services.workshop import comment, comments, load, tables, wait, wrote


def drawn(ws: Workspace) -> dict[int, Arm]:
    with ws.database.read() as tx:
        known = stored.find(tx, NAME)
        assert known is not None
        return {who: each.arm for who, each in stored.places(tx, known.id).items()}


def members(ws: Workspace, arm: Arm) -> list[str]:
    return [each.handle for each in campaigns.members(ws, NAME) if each.arm is arm]


def test_of_two_who_are_one_the_held_out_one_decides_and_undo_parts_them(
    crowded: Workspace,
) -> None:
    begun(crowded, holdout=50)
    ran(crowded)
    out, messaged = members(crowded, Arm.HOLDOUT)[0], members(crowded, Arm.MESSAGE)[0]
    before, counts = drawn(crowded), line(crowded)
    merging.merge(crowded, messaged, out)
    assert len(drawn(crowded)) == len(before) - 1
    assert messaged in members(crowded, Arm.HOLDOUT)
    assert line(crowded).eligible == counts.eligible - 1
    assert line(crowded).held_out == counts.held_out
    assert ran(crowded).drafts == ()
    undoing.undo(crowded)
    assert drawn(crowded) == before


def test_a_message_to_one_of_two_who_are_one_breaks_the_hold_out_of_the_other(
    crowded: Workspace,
) -> None:
    begun(crowded, holdout=50)
    found = ran(crowded)
    out = members(crowded, Arm.HOLDOUT)[0]
    first = next(each for each in found.people if each.draft)
    assert first.draft is not None
    sent(crowded, first.draft)
    assert campaigns.page(crowded, NAME).broken == 0
    merging.merge(crowded, out, first.handle)
    assert campaigns.page(crowded, NAME).broken == 1


def test_two_openers_of_one_person_leave_no_room_for_a_follow_up(crowded: Workspace) -> None:
    begun(crowded)
    one, other = ran(crowded, top=2).people
    assert one.draft
    assert other.draft
    sent(crowded, one.draft, other.draft)
    wait(crowded, days=4)
    merging.merge(crowded, one.handle, other.handle)
    assert following_up.follow_up(crowded, NAME).drafts == ()


def test_whoever_is_forgotten_stays_countable_and_loses_every_name(crowded: Workspace) -> None:
    begun(crowded, holdout=50)
    ran(crowded)
    out, messaged = members(crowded, Arm.HOLDOUT)[0], members(crowded, Arm.MESSAGE)[0]
    before = line(crowded)
    for handle in (out, messaged):
        erasing.forget(crowded, handle)
    after = line(crowded)
    assert (after.eligible, after.held_out) == (before.eligible, before.held_out)
    shown = [each.handle for each in campaigns.members(crowded, NAME)]
    assert shown.count("") == 2
    assert not {out, messaged} & set(shown)
    assert ran(crowded).drafts == ()
    assert campaigns.page(crowded, NAME).line == after


def test_an_import_that_is_taken_back_leaves_whoever_has_drawn(
    crowded: Workspace, tmp_path: Path
) -> None:
    brought = load(crowded, comments(tmp_path / "new.csv", comment(1, "new.one"))).batch
    assert brought is not None
    wrote(crowded, "may I have your list?", "new.one")
    begun(crowded, holdout=50)
    ran(crowded)
    importing.undo_batch(crowded, brought)
    people = {row[0] for row in tables(crowded)["contacts"]}
    assert drawn(crowded).keys() <= people


def test_what_is_held_on_a_person_says_what_they_drew(crowded: Workspace, tmp_path: Path) -> None:
    begun(crowded, holdout=50, variants=PAIR)
    ran(crowded)
    out = members(crowded, Arm.HOLDOUT)[0]
    [entry] = exporting.export_person(crowded, out)["campaigns"]
    assert entry == {
        "campaign": NAME,
        "arm": "holdout",
        "eligible_at": "2024-10-01T12:00:00Z",
        "variant": "",
        "assigned": "random",
    }
    exporting.export_all(crowded, tmp_path / "out")
    [campaign] = rows(tmp_path / "out" / "campaigns.csv")
    assert (campaign["name"], campaign["holdout"]) == (NAME, "50")
    assert json.loads(campaign["variants"]) == [["warm", 1], ["short", 1]]
    arms = rows(tmp_path / "out" / "arms.csv")
    assert sorted(each["handle"] for each in arms) == sorted(CROWD)
    assert {each["arm"] for each in arms} == {"message", "holdout"}


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_an_older_copy_is_told_who_is_held_out_and_draws_nobody_anew(crowded: Workspace) -> None:
    begun(crowded, holdout=50)
    name = kept(crowded)
    ran(crowded)
    before = drawn(crowded)
    out = members(crowded, Arm.HOLDOUT)
    go_back(crowded, name)
    assert drawn(crowded) == before
    assert tables(crowded)["drafts"] == []
    again = ran(crowded)
    assert len(again.drafts) == len(CROWD) - len(out)
    assert drawn(crowded) == before
    assert set(of(again, Outcome.SERVED)) == set(out)


def test_an_older_copy_is_told_of_campaigns_it_does_not_know_and_of_their_end(
    crowded: Workspace,
) -> None:
    name = kept(crowded)
    begun(crowded, holdout=50)
    ran(crowded)
    out = set(members(crowded, Arm.HOLDOUT))
    campaigns.end(crowded, NAME)
    go_back(crowded, name)
    assert line(crowded).stands == "ended"
    report = drafting.make(crowded, Purpose.THANKS, top=100, dry_run=True)
    assert {each.handle for each in report.left_out if "held out" in each.reason} == out


def test_a_follow_up_of_an_older_copy_goes_with_the_answer_it_is_told_of(
    crowded: Workspace,
) -> None:
    begun(crowded)
    sent(crowded, *ran(crowded, top=1).drafts)
    [member] = [each for each in campaigns.members(crowded, NAME) if each.draft]
    wait(crowded, days=4)
    assert following_up.follow_up(crowded, NAME).drafts
    name = kept(crowded)
    wait(crowded, hours=1)
    wrote(crowded, "sorry, only now!", member.handle)
    go_back(crowded, name)
    states = [row for row in tables(crowded)["drafts"] if "follow_up" in row]
    assert len(states) == 1
    assert "cancelled" in states[0]
