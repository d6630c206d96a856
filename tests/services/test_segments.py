"""Segments are filters with a name: saved, used by others, shown with counts, and undone."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path

import pytest

from dm_assistant.domain.model import Purpose, Tier
from dm_assistant.services import drafting, exporting, finding, people, segments, undoing
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.services.workshop import load, refusal, tables
from tests.workspaces import FANS, write_csv


@pytest.fixture
def tagged(ws: Workspace, tmp_path: Path) -> Workspace:
    rows = [(FANS[0], "paint;oil paint"), (FANS[1], "paint")]
    load(ws, write_csv(tmp_path / "p.csv", ("handle", "tags"), rows))
    return ws


def names(ws: Workspace, segment: str) -> set[str]:
    return {each.handle for each in people.ranked(ws, segment=segment)}


def test_a_saved_segment_is_used_wherever_a_segment_is_named(tagged: Workspace) -> None:
    assert segments.save(tagged, "Painters", "tag:paint  last<30D") == "tag:paint last<30d"
    assert names(tagged, "painters") == names(tagged, "PAINTERS") == {FANS[0], FANS[1]}
    assert names(tagged, "segment:painters -@mia.paints") == {FANS[1]}
    report = drafting.make(tagged, Purpose.THANKS, segment="segment:painters -@zoe_draws")
    assert [each.row.handle for each in report.drafts] == [FANS[0]]


def test_names_from_before_go_on_meaning_what_they_meant(tagged: Workspace) -> None:
    assert names(tagged, "fan") == set(FANS)
    assert names(tagged, "tag:paint") == {FANS[0], FANS[1]}
    assert names(tagged, "tag:oil paint") == set()
    assert names(tagged, 'tag:"oil paint"') == {FANS[0]}
    assert names(tagged, "unknown") == set(FANS)
    for name in ("superfan", "Fan", "mutual", "replied", "or"):
        assert "meaning of its own" in refusal(partial(segments.save, tagged, name, "a b"))


def test_segments_are_listed_and_shown_with_their_counts(tagged: Workspace) -> None:
    segments.save(tagged, "painters", "tag:paint")
    segments.save(tagged, "rest", "-segment:painters")
    assert [(each.name, each.filter, each.count, each.everybody)
            for each in finding.all_segments(tagged)] == [
        ("painters", "tag:paint", 2, 3), ("rest", "-segment:painters", 1, 3)]  # fmt: skip
    page = finding.show(tagged, "rest")
    assert (page.name, page.found.filter) == ("rest", "-segment:painters")
    assert [each.handle for each in page.found.people] == [FANS[2]]
    assert sum(page.tiers.values()) == page.found.count == 1
    assert set(page.tiers) == set(Tier)
    assert finding.show(tagged, "fan").found.filter == "relation:fan"
    assert finding.show(tagged, "tag:paint or blue").name == ""


def test_a_segment_is_no_part_of_itself(tagged: Workspace) -> None:
    segments.save(tagged, "one", "tag:paint")
    segments.save(tagged, "two", "segment:one or tag:x")
    for text in ("segment:one", "segment:two", "tag:y -(segment:two blue)"):
        assert "part of itself" in refusal(partial(segments.save, tagged, "one", text))
    assert "part of itself" in refusal(lambda: segments.save(tagged, "new1", "segment:new1"))
    assert "used by two" in refusal(lambda: segments.drop(tagged, "one"))
    assert names(tagged, "two") == {FANS[0], FANS[1]}


def test_segments_that_use_each_other_stay_of_a_bounded_size(tagged: Workspace) -> None:
    segments.save(tagged, "s0", " ".join(f"-tag:t{n}" for n in range(10)))
    segments.save(tagged, "s1", " ".join(["segment:s0"] * 10))
    assert names(tagged, "s1") == set(FANS)
    assert "over 200 terms" in refusal(
        lambda: segments.save(tagged, "s2", "segment:s1 segment:s1 segment:s1")
    )


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("two words", "tag:a", "one word"),
        ("", "tag:a", "one word"),
        ("-a", "tag:a", "begins with"),
        ("a:b", "tag:a", "one word"),
        ("x\x1b", "tag:a", "one word"),
        ("x" * 41, "tag:a", "at most"),
        ("x", "", "everybody needs no name"),
        ("x", "tag:a -@mia", "names no person"),
        ("x", "segment:nobody", "there is no segment 'nobody'"),
        ("x", "tier:x", "character 6"),
    ],
)
def test_what_cannot_be_saved_changes_nothing(
    ws: Workspace, name: str, text: str, says: str
) -> None:
    before = tables(ws)
    assert says in refusal(lambda: segments.save(ws, name, text))
    assert "there is no segment" in refusal(lambda: segments.drop(ws, "nobody"))
    assert tables(ws) == before


def test_saving_replacing_and_dropping_are_undone(tagged: Workspace) -> None:
    def known() -> list[tuple[str, str]]:
        return [(each.name, each.filter) for each in finding.all_segments(tagged)]

    segments.save(tagged, "a", "tag:paint")
    segments.save(tagged, "a", "tag:other")
    assert segments.drop(tagged, "a") == "tag:other"
    segments.save(tagged, "a", "blue lamp")
    assert known() == [("a", "blue lamp")]
    steps = [[], [("a", "tag:other")], [("a", "tag:paint")], []]
    for expected in steps:
        undoing.undo(tagged)
        assert known() == expected


def test_a_saved_segment_outlives_its_terminal(tagged: Workspace) -> None:
    segments.save(tagged, "painters", "tag:paint")
    assert names(workspaces.reopened(tagged), "painters") == {FANS[0], FANS[1]}


def test_the_journal_holds_no_words_of_a_segment(tagged: Workspace) -> None:
    segments.save(tagged, "secretname", "tag:paint")
    segments.drop(tagged, "secretname")
    assert "secretname" not in repr(tables(tagged)["journal"])


def test_values_that_exist_are_known_for_completion(tagged: Workspace) -> None:
    segments.save(tagged, "painters", "tag:paint")
    known = segments.known_values(tagged)
    assert known["tag"] == ("oil paint", "paint")
    assert known["segment"] == ("painters",)


def test_saved_segments_are_taken_out_with_everything_else(
    tagged: Workspace, tmp_path: Path
) -> None:
    segments.save(tagged, "painters", 'tag:"oil paint" -stopped')
    exporting.export_all(tagged, tmp_path / "out")
    with (tmp_path / "out" / "segments.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["name"], row["made_at"]) == ("painters", "2024-10-01T12:00:00Z")
    assert segments.read(row["filter"]) == segments.read('tag:"oil paint" -stopped')
