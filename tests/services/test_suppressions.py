"""The suppression list: found, taken along, added to, and never shortened."""

from __future__ import annotations

import csv
import stat
import sys
from pathlib import Path

import pytest

from dm_assistant.domain.model import DraftState, SuppressionReason
from dm_assistant.errors import BadInputError, WorkspaceError
from dm_assistant.services import erasing, people, suppressions, undoing
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.importers import books
from tests.services.workshop import (
    approved,
    comment,
    comments,
    database_bytes,
    load,
    refusal,
    state,
)
from tests.workspaces import FANS, write_csv

MIA, ZOE, TOM = FANS
OPT_OUT = SuppressionReason.OPT_OUT


def names(ws: Workspace, search: str = "") -> set[str]:
    return {each.handle for each in suppressions.listed(ws, search)}


def test_the_list_names_who_is_known_and_finds_them_by_any_part(ws: Workspace) -> None:
    people.suppress(ws, MIA, OPT_OUT)
    people.suppress(ws, ZOE, SuppressionReason.BLOCKED)
    assert names(ws) == {MIA, ZOE}
    assert names(ws, "mia") == {MIA}
    assert names(ws, "@Zoe_Draws") == {ZOE}
    assert names(ws, "nobody") == set()


def test_an_erased_person_is_found_by_the_whole_handle_only(ws: Workspace) -> None:
    erasing.forget(ws, MIA)
    [line] = suppressions.listed(ws, f"https://www.tiktok.com/@{MIA.upper()}")
    assert (line.handle, line.reason) == ("", SuppressionReason.ERASED)
    assert suppressions.listed(ws, MIA[:-1]) == ()
    assert MIA not in repr(suppressions.listed(ws))


def test_the_list_goes_to_another_workspace_by_handle(ws: Workspace, tmp_path: Path) -> None:
    people.suppress(ws, MIA, OPT_OUT)
    suppressions.export(ws, tmp_path / "never.csv")
    with workspaces.with_fans(tmp_path / "other") as other:
        number = approved(other, MIA)
        added = suppressions.add_list(other, tmp_path / "never.csv")
        assert added.stopped == (MIA,)
        assert state(other, number) is DraftState.CANCELLED
        assert people.person(other, MIA).contact.no_contact == "opt_out"
        assert [reason for _, reason in added.rejected] == [
            "a hash of another workspace says nothing here; a handle is needed"
        ]


def test_in_the_workspace_it_came_from_the_list_says_nothing_new(
    ws: Workspace, tmp_path: Path
) -> None:
    people.suppress(ws, MIA, OPT_OUT)
    erasing.forget(ws, ZOE)
    rows = suppressions.export(ws, tmp_path / "never.csv")
    before = database_bytes(ws)
    added = suppressions.add_list(ws, tmp_path / "never.csv")
    assert (added.rows, added.new, added.known) == (rows, 0, rows)
    assert database_bytes(ws) == before


def test_a_backup_without_the_newest_no_takes_it_from_the_list(
    ws: Workspace, tmp_path: Path
) -> None:
    ws.close()
    older = workspaces.copied(ws.path, tmp_path / "older")
    with workspaces.reopened(ws) as newer:
        erasing.forget(newer, TOM)
        suppressions.export(newer, tmp_path / "never.csv")
    with older:
        assert suppressions.add_list(older, tmp_path / "never.csv").stopped == (TOM,)
        assert people.person(older, TOM).contact.no_contact == "erased"


def test_a_list_of_handles_is_enough_and_holds_for_whom_nobody_knows_yet(
    ws: Workspace, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "never.csv", ["handle"], [["@stranger.one"], [MIA.upper()]])
    assert suppressions.add_list(ws, path).new == 2
    row = comment(1, "stranger.one", "hello there, what a lovely blue")
    assert load(ws, comments(tmp_path / "c.csv", row)).new == 1
    assert people.person(ws, "stranger.one").contact.no_contact == "opt_out"
    assert people.person(ws, MIA).contact.no_contact == "opt_out"


def test_a_list_may_be_a_workbook_as_it_may_be_a_csv(ws: Workspace, tmp_path: Path) -> None:
    rows = [
        ("Handle", "Reason", "When"),
        (MIA, "opt_out", "2024-09-01T10:00:00Z"),
        (20240901, None, None),
        ('<c t="e"><v>#REF!</v></c>',),
        ("two words",),
    ]
    found = suppressions.add_list(ws, books.write_book(tmp_path, rows))
    assert (found.rows, found.new, found.stopped) == (4, 2, (MIA,))
    assert [line for line, _ in found.rejected] == [4, 5]
    assert "formula" in found.rejected[0][1]
    assert people.person(ws, MIA).contact.no_contact == "opt_out"
    sheets = {"Here": books.sheet([("handle",), (ZOE,)]), "There": books.sheet([("tom",)])}
    (tmp_path / "b.xlsx").write_bytes(books.packed(books.parts(sheets)))
    before = database_bytes(ws)
    assert "several sheets" in refusal(lambda: suppressions.add_list(ws, tmp_path / "b.xlsx"))
    assert database_bytes(ws) == before


def test_nothing_takes_anybody_off_the_list_again(ws: Workspace, tmp_path: Path) -> None:
    people.suppress(ws, MIA, SuppressionReason.UNDER_AGE)
    path = write_csv(tmp_path / "never.csv", ["handle", "reason"], [[MIA, "opt_out"], [ZOE, ""]])
    suppressions.add_list(ws, path)
    assert people.person(ws, MIA).contact.no_contact == "under_age"
    assert refusal(lambda: undoing.undo(ws))
    assert names(ws) == {MIA, ZOE}


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        (("handle", "reason"), ("ok.name", "bored"), "none of"),
        (("handle", "when"), ("ok.name", "2024-01-01T10:00:00"), "no zone"),
        (("handle",), ("two words",), "handle"),
        (("digest", "kind"), ("abc", "handle"), "no SHA-256"),
        (("digest", "kind"), ("a" * 64, "phone"), "kind of the digest"),
        (("handle", "digest"), ("", ""), "neither a handle nor a digest"),
    ],
)
def test_a_bad_row_is_rejected_with_its_line_and_changes_nothing(
    ws: Workspace, tmp_path: Path, header: tuple[str, ...], row: tuple[str, ...], reason: str
) -> None:
    path = write_csv(tmp_path / "never.csv", header, [row])
    before = database_bytes(ws)
    [(line, said)] = suppressions.add_list(ws, path).rejected
    assert line == 2
    assert reason in said
    assert database_bytes(ws) == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"name,reason\nmia,opt_out\n", "never.csv:1: no column named handle or digest"),
        (b"handle\n", "never.csv: there is nobody in it"),
        (b"handle\ncaf\xe9\n", "never.csv:2: the text is not UTF-8"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_line(
    ws: Workspace, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "never.csv"
    path.write_bytes(content)
    before = database_bytes(ws)
    with pytest.raises(BadInputError) as refused:
        suppressions.add_list(ws, path)
    assert str(refused.value).startswith(reason)
    assert database_bytes(ws) == before


@pytest.mark.skipif(sys.platform == "win32", reason="modes are different there")
def test_the_written_list_is_private_guarded_and_never_written_over(
    ws: Workspace, tmp_path: Path
) -> None:
    people.suppress(ws, MIA, OPT_OUT)
    path = tmp_path / "never.csv"
    suppressions.export(ws, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["handle"] for row in rows if row["kind"] == "handle"] == [MIA]
    with pytest.raises(BadInputError, match="is there already"):
        suppressions.export(ws, path)


def test_without_the_secret_the_list_is_refused_with_how_to_get_it_back(
    ws: Workspace, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "never.csv", ["handle"], [[MIA]])
    (ws.path / "secret.key").unlink()
    for act in (lambda: suppressions.listed(ws), lambda: suppressions.add_list(ws, path)):
        with pytest.raises(WorkspaceError, match="copy it back"):
            act()
