"""Files of consents and contacts: the ledger grows, people are kept up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from dm_assistant.domain.model import Purpose
from dm_assistant.services import importing, life, people
from dm_assistant.services.workspace import Workspace
from tests.services.test_importing import CONTACTS, ledger, yes
from tests.services.workshop import approved, load, refusal, state, tables, wait
from tests.workspaces import write_csv


def status(ws: Workspace, handle: str, purpose: Purpose = Purpose.FEEDBACK) -> str:
    found = people.check(ws, handle, purpose).finding("consent")
    assert found is not None
    return found.status.value


def test_consents_are_kept_with_their_words_and_read_once(ws: Workspace, tmp_path: Path) -> None:
    path = ledger(tmp_path / "l.csv", yes("mia.paints"), yes("stranger"))
    report = load(ws, path)
    assert (report.new, report.consent_changes, report.contacts_new) == (2, 2, 1)
    [entry] = people.person(ws, "stranger").consents
    assert (entry.words, entry.where) == ("yes please, write to me", "live")
    before = tables(ws)
    again = load(ws, path)
    assert (again.new, again.duplicate, again.batch) == (0, 2, None)
    assert tables(ws) == before


@pytest.mark.parametrize("kind", ["withdrawn", "refused"])
def test_a_file_never_revives_what_somebody_withdrew(
    ws: Workspace, tmp_path: Path, kind: str
) -> None:
    load(ws, ledger(tmp_path / "1.csv", yes("mia.paints", "2024-09-01T10:00:00Z")))
    assert status(ws, "mia.paints") == "allow"
    load(ws, ledger(tmp_path / "2.csv", yes("mia.paints", "2024-09-10T10:00:00Z", kind)))
    assert status(ws, "mia.paints") == "block"
    later = ledger(tmp_path / "3.csv", yes("mia.paints", "2024-09-20T10:00:00Z"), yes("tom.inks"))
    report = load(ws, later)
    assert (report.new, [line for line, _ in report.rejected]) == (1, [2])
    assert "withdrew" in report.rejected[0][1]
    assert status(ws, "mia.paints") == "block"
    assert status(ws, "tom.inks") == "allow"


def test_taking_a_withdrawal_back_with_its_file_gives_no_consent(
    ws: Workspace, tmp_path: Path
) -> None:
    rows = [yes("mia.paints"), yes("mia.paints", "2024-09-30T11:00:00Z", "withdrawn")]
    report = load(ws, ledger(tmp_path / "1.csv", *rows))
    importing.undo_batch(ws, report.batch or 0)
    assert status(ws, "mia.paints") == "block"


def test_a_withdrawal_in_a_file_stops_what_was_approved(ws: Workspace, tmp_path: Path) -> None:
    number = approved(ws)
    wait(ws, minutes=1)
    load(ws, ledger(tmp_path / "l.csv", yes("mia.paints", "2024-10-01T12:00:30Z", "withdrawn")))
    assert state(ws, number) == "cancelled"
    assert "said no to thanks" in refusal(lambda: life.hand_over(ws, number))


def test_a_consent_that_is_still_to_come_refuses_the_file_at_its_line(
    ws: Workspace, tmp_path: Path
) -> None:
    rows = [yes("tom.inks"), yes("mia.paints", "2024-10-01T12:00:01Z")]
    before = tables(ws)
    line = refusal(lambda: load(ws, ledger(tmp_path / "l.csv", *rows)))
    assert line.startswith("l.csv:3: ")
    assert tables(ws) == before


def test_a_contacts_file_changes_what_it_names_and_keeps_the_rest(
    ws: Workspace, tmp_path: Path
) -> None:
    first = [
        ["mia.paints", "Mia", "fr", "Europe/Paris", "", "mutual", "vip", "met at the fair"],
        ["newcomer", "New One", "", "", "", "", "", ""],
    ]
    report = load(ws, write_csv(tmp_path / "1.csv", CONTACTS, first))
    assert (report.new, report.changed, report.duplicate) == (1, 1, 0)
    second = [["@Mia.Paints", "Mia Sun", "", "", "FR", "", "press", ""], first[1]]
    report = load(ws, write_csv(tmp_path / "2.csv", CONTACTS, second))
    assert (report.new, report.changed, report.duplicate) == (0, 1, 1)
    mia = people.person(ws, "mia.paints")
    assert (mia.contact.name, mia.language, mia.timezone) == ("Mia Sun", "fr", "Europe/Paris")
    assert (mia.country, mia.notes, mia.contact.tags) == ("FR", "met at the fair", ("press", "vip"))
    assert [each.handle for each in people.ranked(ws, search="sun")] == ["mia.paints"]
    before = tables(ws)
    assert load(ws, tmp_path / "2.csv").duplicate == 2
    assert tables(ws) == before


def test_a_bad_row_is_left_out_with_its_line(ws: Workspace, tmp_path: Path) -> None:
    rows = [
        ["ann", "Ann", "", "Mars/Phobos", "", "", "", ""],
        ["ben", "Ben", "", "", "", "", "", ""],
    ]
    report = load(ws, write_csv(tmp_path / "1.csv", CONTACTS, rows))
    assert [line for line, _ in report.rejected] == [2]
    assert (report.rows, report.new) == (2, 1)
