"""The platform's figures are stored once each, newer files know better, and undo is exact."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.errors import BadInputError
from dm_assistant.services import exporting, importing
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import held
from dm_assistant.storage.figures import TABLES
from tests import studio
from tests.services.workshop import load, tables
from tests.studio import END, days, english, overview, table
from tests.workspaces import dump


def told(report: FileReport) -> tuple[int, int, int, int]:
    return report.rows, report.new, report.changed, report.duplicate


def views(ws: Workspace) -> dict[str, int]:
    """Return the video views by day."""
    return {row[2]: row[4] for row in stand(ws)["daily_figures"] if row[3] == "video_views"}


def stand(ws: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything known of figures and posts, as it is exported."""
    with ws.database.read() as tx:
        return {
            name: list(held.figures(name, *columns)(tx))
            for name, columns in exporting.FIGURE_COLUMNS.items()
        }


def test_each_day_is_new_once_and_known_afterwards(empty: Workspace, tmp_path: Path) -> None:
    path = overview(tmp_path / "o.csv", 5)
    assert told(load(empty, path)) == (5, 5, 0, 0)
    before = dump(empty.path / "workspace.db")
    assert told(load(empty, path)) == (5, 0, 0, 5)
    assert told(load(empty, path, dry_run=True)) == (5, 0, 0, 5)
    assert dump(empty.path / "workspace.db") == before
    assert len(before["daily_figures"]) == 25


def test_every_section_finds_its_table(empty: Workspace, tmp_path: Path) -> None:
    followers = studio.archive(
        tmp_path / "Followers_me.me.zip",
        FollowerHistory=studio.content(studio.HISTORY, [(english(END), 7, 1)]),
        FollowerActivity=studio.content(studio.ACTIVITY, [(english(END), 3, 9)]),
        FollowerGender=studio.content(studio.GENDER, [("Male", "0.4")]),
        FollowerTopTerritories=studio.content(studio.TERRITORIES, [("DE", "0.3")]),
    )
    link = f"https://www.tiktok.com/@me.me/video/{studio.video(END)}"
    post = (english(END), "", link, english(END), 1, 2, 3, 4)
    content = table(tmp_path / "c.csv", studio.CONTENT, [post])
    importing.import_paths(empty, [followers, content])
    counted = {name: len(tables(empty)[name]) for name in TABLES}
    assert counted == dict.fromkeys(TABLES, 1) | {"audience_shares": 2, "own_posts": 0}
    exporting.export_all(empty, tmp_path / "out")
    with (tmp_path / "out" / "post_figures.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["account"], row["platform_id"], row["views"]) == ("me.me", studio.video(END), "4")


def test_a_copy_of_the_same_shares_on_a_later_day_is_nothing_new(
    empty: Workspace, tmp_path: Path
) -> None:
    rows = [("Male", "0.4"), ("Female", "0.6")]
    load(empty, table(tmp_path / "g.csv", studio.GENDER, rows))
    later = studio.MADE + timedelta(hours=20)
    assert told(load(empty, table(tmp_path / "h.csv", studio.GENDER, rows, later)))[1:] == (0, 0, 2)
    rows = [("Male", "0.5"), ("Female", "0.5")]
    assert told(load(empty, table(tmp_path / "i.csv", studio.GENDER, rows, later)))[1:] == (2, 0, 0)


def test_a_newer_file_wins_whichever_comes_first(empty: Workspace, tmp_path: Path) -> None:
    older = overview(tmp_path / "a.csv", 5, end=END - timedelta(days=2), views=lambda _day: 1)
    newer = overview(tmp_path / "b.csv", 5, views=lambda _day: 2)
    load(empty, older)
    assert told(load(empty, newer)) == (5, 2, 3, 0)
    found = views(empty)
    assert list(found.values()) == [1, 1, 2, 2, 2, 2, 2]
    assert told(load(empty, older))[1:] == (0, 0, 5)
    assert views(empty) == found
    for batch in (2, 1):
        importing.undo_batch(empty, batch)
    load(empty, newer)
    load(empty, older)
    assert views(empty) == found


def test_the_same_file_again_says_nothing_after_another_one_said_otherwise(
    empty: Workspace, tmp_path: Path
) -> None:
    first = overview(tmp_path / "a.csv", 3, views=lambda _day: 1)
    load(empty, first)
    load(empty, overview(tmp_path / "b.csv", 3, views=lambda _day: 2))
    before = dump(empty.path / "workspace.db")
    report = load(empty, first)
    assert (told(report), report.batch) == ((3, 0, 0, 3), None)
    assert dump(empty.path / "workspace.db") == before


def test_an_older_file_read_later_holds_again_when_the_newer_one_goes(
    empty: Workspace, tmp_path: Path
) -> None:
    newer = overview(tmp_path / "b.csv", 5, views=lambda _day: 2)
    older = overview(tmp_path / "a.csv", 5, end=END - timedelta(days=2), views=lambda _day: 1)
    first = load(empty, newer).batch
    load(empty, older)
    assert first is not None
    importing.undo_batch(empty, first)
    assert views(empty) == {day.isoformat(): 1 for day in days(5, END - timedelta(days=2))}


def test_figures_of_another_account_are_refused_but_for_a_name_said(
    empty: Workspace, tmp_path: Path
) -> None:
    data = studio.content(studio.HISTORY, [(english(END), 7, 1)])
    path = studio.archive(tmp_path / "Followers_old.name.zip", FollowerHistory=data)
    before = dump(empty.path / "workspace.db")
    with pytest.raises(BadInputError, match=r"figures of @old\.name, not of @@?me\.me.*--account"):
        load(empty, path)
    with pytest.raises(BadInputError, match=r"@else is no account here"):
        load(empty, path, account="else")
    assert dump(empty.path / "workspace.db") == before
    assert load(empty, path, account="me.me").new == 1


def test_days_that_are_still_to_come_are_rejected(empty: Workspace, tmp_path: Path) -> None:
    rows = [("2024-09-30", 1, 1), ("2031-01-01", 2, 1)]
    report = load(empty, table(tmp_path / "f.csv", studio.HISTORY, rows))
    assert report.new == 1
    assert report.rejected == ((3, "the day is still to come"),)


def test_a_refused_table_changes_no_byte(empty: Workspace, tmp_path: Path) -> None:
    good = overview(tmp_path / "a.csv", 3)
    gap = [(english(day), 1, 1, 1, 1, 1) for day in (days(3)[0], END)]
    bad = table(tmp_path / "b.csv", studio.OVERVIEW, gap)
    before = dump(empty.path / "workspace.db")
    with pytest.raises(BadInputError, match=r"^b\.csv:2: "):
        importing.import_paths(empty, [good, bad])
    assert dump(empty.path / "workspace.db") == before


def test_a_years_figures_are_whole_after_a_turn_of_the_year(
    empty: Workspace, tmp_path: Path
) -> None:
    load(empty, overview(tmp_path / "o.csv", 366, end=date(2024, 9, 28)))
    found = views(empty)
    assert len(found) == 366
    assert min(found) == "2023-09-29"
    assert datetime.fromisoformat(max(found)).replace(tzinfo=UTC) < empty.now()
