"""Names change and pass on: history follows the platform's id, and so does a "no"."""

from __future__ import annotations

from pathlib import Path

import pytest

from dm_assistant.domain.model import SuppressionReason
from dm_assistant.services import importing, likeness, merging, people, renaming, safety, undoing
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import GROWS, load, refusal, tables
from tests.workspaces import FANS, write_csv

MIA, ZOE, _ = FANS
HEADER = ("cid", "uniqueId", "uid", "text", "videoWebUrl", "createTimeISO", "nickname")
Row = tuple[int, str, str, int]


def met(ws: Workspace, tmp_path: Path, *rows: Row, name: str = "") -> FileReport:
    """Import comments given as (number, handle, platform id, day of September)."""
    lines = [
        (
            number,
            handle,
            user,
            f"a remark that nobody else made, number {number}",
            "https://www.tiktok.com/@me.me/video/1",
            f"2024-09-{day:02}T08:30:00Z",
            name,
        )
        for number, handle, user, day in rows
    ]
    return load(ws, write_csv(tmp_path / f"{rows[0][0]}.csv", HEADER, lines))


def names(ws: Workspace, handle: str) -> list[tuple[str, bool]]:
    return [(line.handle, line.current) for line in people.person(ws, handle).names]


def no(ws: Workspace, handle: str) -> str:
    found = people.check(ws, handle).finding("opt_out")
    assert found is not None
    return found.detail if found.status == "block" else ""


# --- by the platform's id ---------------------------------------------------------------------


def test_a_stranger_takes_the_old_handle_of_a_renamed_opted_out_person(
    empty: Workspace, tmp_path: Path
) -> None:
    met(empty, tmp_path, (1, "old.name", "77", 1))
    people.suppress(empty, "old.name", SuppressionReason.OPT_OUT)
    report = met(empty, tmp_path, (2, "new.name", "77", 5))
    [renamed] = report.renamed
    assert (renamed.before, renamed.after, renamed.current) == ("old.name", "new.name", True)
    assert (report.contacts_new, report.contacts_known) == (0, 1)
    # No id: the old handle stays blocked.
    met(empty, tmp_path, (3, "old.name", "", 6))
    assert "may be someone else" in no(empty, "old.name")
    assert no(empty, "new.name")
    assert "may be someone else" not in no(empty, "new.name")
    # Another id: another person, and free.
    report = met(empty, tmp_path, (4, "old.name", "88", 7))
    assert report.contacts_new == 1
    assert not no(empty, "old.name")
    assert people.person(empty, "old.name").contact.comments == 1
    # The id that is known: history follows it.
    assert no(empty, "new.name")
    assert names(empty, "new.name") == [("new.name", True), ("old.name", False)]
    assert people.person(empty, "new.name").contact.comments == 3
    assert [check for check in safety.doctor(empty) if not check.ok] == []


def test_the_renamed_persons_new_name_is_suppressed_by_itself(
    empty: Workspace, tmp_path: Path
) -> None:
    met(empty, tmp_path, (1, "old.name", "77", 1))
    people.suppress(empty, "old.name", SuppressionReason.OPT_OUT)
    batch = met(empty, tmp_path, (2, "new.name", "77", 5)).batch
    importing.undo_batch(empty, batch or 0)
    met(empty, tmp_path, (3, "new.name", "", 6))
    assert no(empty, "new.name")


def test_ids_of_two_kinds_tell_nobody_apart(empty: Workspace, tmp_path: Path) -> None:
    met(empty, tmp_path, (1, "old.name", "77", 1))
    people.suppress(empty, "old.name", SuppressionReason.OPT_OUT)
    met(empty, tmp_path, (2, "new.name", "77", 5), (3, "old.name", "b7c1-business", 6))
    assert no(empty, "old.name")


def test_who_is_called_so_now_stays_blocked_whatever_other_id_a_file_gives(
    empty: Workspace, tmp_path: Path
) -> None:
    met(empty, tmp_path, (1, "a.name", "77", 1))
    people.suppress(empty, "a.name", SuppressionReason.OPT_OUT)
    met(empty, tmp_path, (2, "a.name", "88", 5))
    assert no(empty, "a.name")


@pytest.mark.parametrize("days", [(1, 9), (9, 1)])
def test_the_later_name_is_the_present_one_whatever_the_order_of_the_files(
    empty: Workspace, tmp_path: Path, days: tuple[int, int]
) -> None:
    met(empty, tmp_path, (1, "a.name", "77", days[0]))
    met(empty, tmp_path, (2, "b.name", "77", days[1]))
    later, earlier = ("b.name", "a.name") if days[1] > days[0] else ("a.name", "b.name")
    assert names(empty, "a.name") == [(later, True), (earlier, False)]
    assert [each.handle for each in people.ranked(empty)] == [later]
    assert [each.handle for each in people.ranked(empty, search=earlier)] == [later]


@pytest.mark.parametrize("order", [1, -1])
def test_one_file_with_both_names_makes_one_person(
    empty: Workspace, tmp_path: Path, order: int
) -> None:
    rows: list[Row] = [(1, "a.name", "77", 1), (2, "b.name", "77", 9), (3, "c.other", "5", 3)]
    report = met(empty, tmp_path, *rows[::order])
    assert report.contacts_new == 2
    assert names(empty, "a.name") == [("b.name", True), ("a.name", False)]


def test_a_name_that_somebody_takes_again_is_their_present_one(
    empty: Workspace, tmp_path: Path
) -> None:
    for number, name in enumerate(("a.name", "b.name", "a.name"), 1):
        met(empty, tmp_path, (number, name, "77", number))
    assert names(empty, "b.name") == [("a.name", True), ("b.name", False)]


def test_a_rename_goes_with_its_import(empty: Workspace, tmp_path: Path) -> None:
    met(empty, tmp_path, (1, "a.name", "77", 1))
    before = tables(empty, (*GROWS, "imports"))
    batch = met(empty, tmp_path, (2, "b.name", "77", 5), (3, "a.name", "88", 6)).batch
    assert names(empty, "b.name")
    importing.undo_batch(empty, batch or 0)
    assert tables(empty, (*GROWS, "imports")) == before


def test_a_name_that_others_files_know_by_now_stays(empty: Workspace, tmp_path: Path) -> None:
    met(empty, tmp_path, (1, "a.name", "77", 1))
    batch = met(empty, tmp_path, (2, "b.name", "77", 5)).batch
    met(empty, tmp_path, (3, "b.name", "77", 7))
    importing.undo_batch(empty, batch or 0)
    assert names(empty, "a.name") == [("b.name", True), ("a.name", False)]


def test_the_same_file_twice_is_nothing_new(empty: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [(1, "a.name", "77", 1), (2, "b.name", "77", 5), (3, "a.name", "88", 6)]
    met(empty, tmp_path, *rows)
    before = tables(empty)
    assert met(empty, tmp_path, *rows).batch is None
    assert tables(empty) == before


# --- offers -----------------------------------------------------------------------------------


def test_one_platform_id_under_two_names_is_offered_and_merging_retires_the_older(
    empty: Workspace, tmp_path: Path
) -> None:
    met(empty, tmp_path, (1, "a.name", "77", 1))
    met(empty, tmp_path, (2, "b.name", "", 5))
    assert likeness.offers(empty) == ()
    met(empty, tmp_path, (3, "b.name", "77", 6))
    [offer] = likeness.offers(empty)
    assert (offer.kept, offer.joined) == ("b.name", "a.name")
    assert "one id" in offer.reason
    merging.merge(empty, offer.keep, offer.join)
    assert names(empty, "a.name") == [("b.name", True), ("a.name", False)]
    assert likeness.offers(empty) == ()


@pytest.mark.parametrize(
    ("name", "notes", "offered"),
    [
        ("Ann Sun", "", "the same name"),
        ("", "also https://www.tiktok.com/@ann.sun !", "a link"),
        ("", "also tiktok.com/@ann.sun2", ""),
        ("Bea Moon", "", ""),
    ],
)
def test_one_handle_on_two_platforms_is_offered_with_more_evidence_only(
    empty: Workspace, tmp_path: Path, name: str, notes: str, offered: str
) -> None:
    header = ("handle", "platform", "name", "notes")
    rows = [("ann.sun", "tiktok", "ann sun", ""), ("Ann.Sun", "instagram", name, notes)]
    load(empty, write_csv(tmp_path / "p.csv", header, rows))
    found = likeness.offers(empty)
    assert len(found) == bool(offered)
    assert all(offered in each.reason for each in found)


# --- by hand ----------------------------------------------------------------------------------


def test_a_rename_by_hand_keeps_the_old_name_and_is_undone(ws: Workspace) -> None:
    before = tables(ws, GROWS)
    done = renaming.rename(ws, f"@{MIA}", "@Mia.New")
    assert (done.handle, done.before, done.suppressed) == ("Mia.New", MIA, "")
    assert names(ws, MIA) == [("Mia.New", True), (MIA, False)]
    assert people.person(ws, "mia.new").link.endswith("/@Mia.New")
    assert [each.handle for each in people.ranked(ws, search=MIA)] == ["Mia.New"]
    renaming.rename(ws, "mia.new", MIA)
    assert names(ws, MIA) == [(MIA, True), ("Mia.New", False)]
    undoing.undo(ws)
    undoing.undo(ws)
    assert tables(ws, GROWS) == before


def test_a_no_follows_a_rename_and_outlives_its_undo(ws: Workspace, tmp_path: Path) -> None:
    people.suppress(ws, MIA, SuppressionReason.OPT_OUT)
    assert renaming.rename(ws, MIA, "mia.new").suppressed == "opt_out"
    undoing.undo(ws)
    met(ws, tmp_path, (1, "mia.new", "", 5))
    assert no(ws, "mia.new")


def test_a_name_that_is_on_the_list_stops_who_takes_it(ws: Workspace) -> None:
    people.suppress(ws, MIA, SuppressionReason.OPT_OUT)
    renaming.rename(ws, MIA, "mia.new")
    assert renaming.rename(ws, ZOE, MIA).suppressed == "opt_out"


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (ZOE, "somebody else here"),
        (MIA.upper(), "called already"),
        ("instagram:mia", "another platform"),
        ("two words", "blank"),
        ("", "empty"),
    ],
)
def test_a_name_that_cannot_be_theirs_is_refused_in_a_line(
    ws: Workspace, new: str, said: str
) -> None:
    before = tables(ws)
    assert said in refusal(lambda: renaming.rename(ws, MIA, new))
    assert tables(ws) == before
