"""The import screen: choose, look, import, take back; nothing changes before one has seen it."""

import csv
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from dm_assistant.services.views import Progress
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.screens.importing import ImportPlace
from dm_assistant.tui.widgets.files_view import FilesView
from dm_assistant.tui.widgets.writing import Field
from tests.tui.settling import notes, press, settle, shown, typed

NEWCOMERS = ("nia.knits", "tomo")


def write(path: Path, *handles: str) -> None:
    """Write a comments file: five comments of each person."""
    with path.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "handle", "text", "created_at", "post_id"])
        for handle in handles:
            for number in range(5):
                at = f"2026-03-0{number + 1}T10:00:00Z"
                rows.writerow([f"{handle}-{number}", handle, "where is more of this?", at, "p1"])


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of downloads: comments, a table nobody knows, and what is no business."""
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "Downloads"
    folder.mkdir()
    write(folder / "new comments.csv", *NEWCOMERS)
    with (folder / "strange.csv").open("w", newline="") as out:
        csv.writer(out).writerows(
            [["Author", "Comment", "Moment"], ["zed.k", "so good", "2026-03-01T10:00:00Z"]]
        )
    (folder / "letter.txt").write_text("Dear diary\n")
    return folder


async def look(pilot: Pilot[Any], path: Path | str) -> ImportPlace:
    """Choose what to import and wait until it was looked at."""
    await press(pilot, "0", "i", "ctrl+u")
    pilot.app.post_message(events.Paste(str(path)))
    await settle(pilot)
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, ImportPlace)
    return pilot.app.screen


def words(program: DmAssistantApp) -> str:
    return " ".join(shown(program).replace("│", " ").split())


async def test_a_look_at_a_folder_names_every_file_and_changes_nothing(
    program: DmAssistantApp, desk: Desk, downloads: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = desk.batches()
        await look(pilot, f"{downloads}/")
        page = words(program)
        assert "new comments.csv" in page
        assert "10 new" in page
        assert "2 new, 0 known" in page
        assert "Left as they are (2)" in page
        assert "a text that is no table" in page
        assert desk.batches() == before
        await press(pilot, "escape")
        assert "What importing would do" not in shown(program)
        assert desk.batches() == before


async def test_what_was_looked_at_is_imported_listed_and_taken_back(
    program: DmAssistantApp, desk: Desk, downloads: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        people = len(desk.people("", 100))
        await look(pilot, downloads / "new comments.csv")
        await press(pilot, "ctrl+s")
        assert "Imported 1 file: 10 new, 0 changed" in notes(program)
        assert len(desk.people("", 100)) == people + 2
        newest = desk.batches()[0]
        assert f"Import {newest.id}" in shown(program)
        await press(pilot, "t", "enter")
        assert f"Import {newest.id} taken back: 12 rows removed" in notes(program)
        assert len(desk.people("", 100)) == people
        assert "taken back" in shown(program)
        await press(pilot, "t")
        assert isinstance(program.screen, ImportPlace), "an import is taken back once"


async def test_a_file_that_is_left_out_stays_out(
    program: DmAssistantApp, desk: Desk, downloads: Path
) -> None:
    write(downloads / "other.csv", "ivo")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place = await look(pilot, f"{downloads}/")
        await press(pilot, "space")
        out = place.query_one(FilesView).without
        assert [path.rsplit("/", 1)[-1] for path in out] == ["new comments.csv"]
        assert "left out" in shown(program)
        assert "Take in" in shown(program)
        await press(pilot, "ctrl+s")
        assert desk.batches()[0].name.endswith("other.csv")
        assert not desk.people("nia", 10)


async def test_the_columns_of_an_unknown_table_are_told_once(
    program: DmAssistantApp, desk: Desk, downloads: Path
) -> None:
    (downloads / "letter.txt").unlink()
    (downloads / "new comments.csv").unlink()
    write(downloads / "known.csv", "ivo")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await look(pilot, f"{downloads}/")
        await press(pilot, "end", "enter")
        assert "Still needed: when" in words(program)
        await press(pilot, "ctrl+s", "down", "down", "enter", "w")
        assert "@zed.k (2026-03-01T10:00:00Z): “so good”" in words(program)
        await press(pilot, "ctrl+s")
        assert "2 files known" in shown(program)
        await press(pilot, "ctrl+s")
        assert [each.handle for each in desk.people("zed", 10)] == ["zed.k"]
        (downloads / "again.csv").write_text((downloads / "strange.csv").read_text())
        await look(pilot, downloads / "again.csv")
        assert "at=Moment" in words(program), "what the columns hold is remembered"


async def test_the_chooser_walks_folders_by_keys_and_completes(
    program: DmAssistantApp, downloads: Path
) -> None:
    (downloads / "deeper").mkdir()
    write(downloads / "deeper" / "here.csv", "ivo")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        assert program.screen.query_one(Field).value == f"{downloads}/"
        await typed(pilot, "dee")
        await press(pilot, "tab")
        assert "here.csv" in shown(program)
        await press(pilot, "down", "enter")
        assert "here.csv" in shown(program)
        assert "5 new" in words(program)


async def test_a_wrong_path_is_said_in_one_line_and_changes_nothing(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = desk.batches()
        await look(pilot, "/nowhere/at-all.csv")
        assert "✕ at-all.csv: there is no such file" in words(program)
        assert desk.batches() == before
        await press(pilot, "2")


class Patient(Desk):
    """A desk whose imports last until somebody stops them."""

    began = Event()

    def import_paths(self, paths: Any, **asked: Any) -> Any:
        def held() -> bool:
            self.began.set()
            return bool(asked["cancelled"]())

        while not held():
            asked["progress"](Progress(12, 400, "rows", "long.csv"))
        return super().import_paths(paths, **asked)


async def test_a_running_import_says_how_far_it_is_and_stops_at_a_key(
    desk: Desk, home: Path, downloads: Path
) -> None:
    patient = Patient(desk._ws)  # noqa: SLF001 - the same workspace behind a slower desk
    program = DmAssistantApp(patient, home)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = desk.batches()
        await press(pilot, "0", "i", "ctrl+u")
        pilot.app.post_message(events.Paste(str(downloads / "new comments.csv")))
        await settle(pilot)
        await pilot.press("enter")
        while "12 of about 400 rows" not in shown(program):
            assert program.is_running
            await pilot.pause(0.05)
        assert "esc stops; nothing is kept then." in words(program)
        await pilot.press("escape")
        await settle(pilot)
        assert "Stopped; nothing was kept." in notes(program)
        assert desk.batches() == before
