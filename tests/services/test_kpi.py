"""The board over real files and notes: what holds, what is taken back, what goes along."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.measures import Measure, Paid, Said, TrafficSource
from dm_assistant.domain.model import Platform
from dm_assistant.domain.statistics.impact import Kind
from dm_assistant.domain.statistics.kpi_board import Board
from dm_assistant.domain.statistics.kpis import Kpi
from dm_assistant.domain.text import csv_cell
from dm_assistant.errors import BadInputError
from dm_assistant.services import exporting, importing, kpi_notes, undoing
from dm_assistant.services.impact import impact
from dm_assistant.services.kpi import board
from dm_assistant.services.kpi_notes import Seen
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import kpis
from tests import studio
from tests.services.going_back import go_back, kept
from tests.services.workshop import load
from tests.studio import END, overview
from tests.workspaces import write_csv

FIRST, LAST = END - timedelta(days=6), END
HEADER = ("figure", "value", "first_day", "last_day", "source", "paid", "post")


def seen(ws: Workspace) -> Board:
    return board(ws, since=FIRST, until=LAST)


def kpi(found: Board, name: str) -> Kpi:
    [one] = [each.kpi for each in found.figures if each.kpi.name == name]
    return one


def note(ws: Workspace, measure: Measure, value: float, source: TrafficSource | None = None) -> int:
    return kpi_notes.note(ws, Said(measure, value, FIRST, LAST, source)).id


def test_the_platforms_file_wins_over_what_is_noted_for_the_same_day(
    empty: Workspace, tmp_path: Path
) -> None:
    number = kpi_notes.note(empty, Said(Measure.VIEWS, 999, LAST, LAST)).id
    assert kpi(seen(empty), "views").value == 999
    assert seen(empty).aside == ()
    report = load(empty, overview(tmp_path / "o.csv", 5))
    found = seen(empty)
    assert kpi(found, "views").value == sum(range(24, 29))
    assert kpi(found, "views").note == "figures of 5 of 7 days"
    assert [(each.noted.id, each.why) for each in found.aside] == [
        (number, "your platform's file knows these days")
    ]
    assert kpi(found, "engagement_by_views").value == pytest.approx(4 / 26)
    assert report.batch is not None
    importing.undo_batch(empty, report.batch)
    assert kpi(seen(empty), "views").value == 999


def test_a_period_without_data_says_so(empty: Workspace) -> None:
    found = seen(empty)
    assert found.empty
    document = found.as_json()
    assert "no figures for these days" in str(document["reason"])
    assert all(each.kpi.value is None and each.kpi.reason for each in found.figures)
    assert found.split.words == "no post with its views is known for these days"


def test_followers_are_the_same_on_the_board_and_on_the_days(
    empty: Workspace, tmp_path: Path
) -> None:
    rows = [(studio.english(day), 100 + at, at) for at, day in enumerate(studio.days(40))]
    load(empty, studio.table(tmp_path / "FollowerHistory.csv", studio.HISTORY, rows))
    days = impact(empty)
    found = board(empty)
    assert kpi(found, "follower_growth").value == days.growth.rate
    assert (found.first_on, found.last_on) == (days.first_on, days.last_on)
    change = next(each for each in found.figures if each.kpi.name == "followers").change
    assert change.rate == days.growth.rate


def test_what_is_noted_of_one_day_stands_among_the_days_as_well(empty: Workspace) -> None:
    today = empty.now().date()
    kpi_notes.note(empty, Said(Measure.LIKES, 7, today, today))
    kpi_notes.note(empty, Said(Measure.FOLLOWERS, 90, today, today))
    note(empty, Measure.VIEWS, 700)
    found = impact(empty)
    assert found.newest_on == today
    assert (found.total(DailyFigure.LIKES), found.growth.end) == (7, (today, 90))
    assert found.total(DailyFigure.VIDEO_VIEWS) is None


def test_posts_are_told_apart_by_money_and_watched_by_their_own_views(
    empty: Workspace, tmp_path: Path
) -> None:
    number = str(studio.video(FIRST))
    link = f"https://www.tiktok.com/@me.me/video/{number}"
    row = (studio.english(LAST), "lamp", link, studio.english(FIRST), 6, 3, 1, 100)
    load(empty, studio.table(tmp_path / "Content.csv", studio.CONTENT, [row], empty.now()))
    on = max(each.on for each in _counts(empty))
    kpi_notes.note(empty, Said(Measure.FULL_WATCHES, 25, on, on, paid=Paid.PAID, post=number))
    found = seen(empty)
    assert kpi(found, "completion_rate").value == 0.25
    assert [each.posts for each in found.split.kinds] == [0, 1, 0]
    assert found.split.kinds[1].engagement.value == pytest.approx(0.1)
    assert found.own.views == 100


def _counts(ws: Workspace) -> list[kpis.PostCount]:
    with ws.database.read() as tx:
        return kpis.posts(tx, ws.accounts[0].id)


def test_conversions_of_the_sources_count_for_the_whole(empty: Workspace) -> None:
    for source, value in ((TrafficSource.SEARCH, 62), (TrafficSource.PROFILE, 78)):
        note(empty, Measure.CONVERSIONS, value, source=source)
    note(empty, Measure.VIEWERS, 1000)
    found = seen(empty)
    assert kpi(found, "conversion_of_viewers").value == pytest.approx(0.14)
    assert found.as_json()["insight"] == "78 of 140 conversions came from Profile (56 %)."


def test_a_file_names_every_bad_line_and_is_taken_back_whole(
    empty: Workspace, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path / "kpis.csv",
        HEADER,
        [
            ("saves", 12, "2024-09-20", "", "", "", ""),
            ("saves", -3, "2024-09-21", "", "", "", ""),
            ("saves", "1,200", "2024-09-21", "", "", "", ""),
            ("saves", "", "2024-09-21", "", "", "", ""),
            ("mood", 3, "2024-09-21", "", "", "", ""),
            ("saves", 3, "2024-09-21", "2024-09-20", "", "", ""),
            ("saves", 3, "soon", "", "", "", ""),
            ("views", 3, "2024-09-21", "", "elsewhere", "", ""),
            ("views", 3, "2024-09-21", "", "", "perhaps", ""),
            ("saves", 3, "2030-09-21", "", "", "", ""),
            ("saves", 3, "", "", "", "", ""),
        ],
    )
    looked = kpi_notes.read(empty, path, dry_run=True)
    assert (looked.new, len(looked.rejected), kpi_notes.listed(empty)) == (1, 10, ())
    assert [each.line for each in looked.rejected] == list(range(3, 13))
    kpi_notes.read(empty, path)
    again = kpi_notes.read(empty, path)
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    write_csv(path, HEADER, [("saves", 15, "2024-09-20", "2024-09-20", "", "", "")])
    changed = kpi_notes.read(empty, path)
    assert (changed.new, changed.changed) == (0, 1)
    assert [each.said.value for each in kpi_notes.listed(empty)] == [15]
    undoing.undo(empty)
    assert [each.said.value for each in kpi_notes.listed(empty)] == [12]
    undoing.undo(empty)
    assert kpi_notes.listed(empty) == ()
    write_csv(path, HEADER, [("saves", "n/a", "2024-09-20", "", "", "", "")])
    with pytest.raises(BadInputError, match=r"kpis\.csv:2: there is no value"):
        kpi_notes.read(empty, path)


def test_what_is_noted_is_taken_back_by_its_number_and_undo_brings_it_again(
    empty: Workspace,
) -> None:
    number = note(empty, Measure.SAVES, 5)
    with pytest.raises(BadInputError, match="noted already"):
        note(empty, Measure.SAVES, 5)
    kpi_notes.take(empty, "figure", number)
    assert kpi_notes.listed(empty) == ()
    with pytest.raises(BadInputError, match="there is no figure 1"):
        kpi_notes.take(empty, "figure", number)
    undoing.undo(empty)
    assert [each.id for each in kpi_notes.listed(empty)] == [number]


def test_goals_others_and_changes_stand_on_the_board(empty: Workspace) -> None:
    today = empty.now().date()
    soon = today + timedelta(days=30)
    kpi_notes.note(empty, Said(Measure.FOLLOWERS, 100, today, today))
    kpi_notes.set_goal(empty, Measure.FOLLOWERS, 160, soon)
    changed = kpi_notes.set_goal(empty, Measure.FOLLOWERS, 400, soon)
    kpi_notes.look(empty, "@lena", Platform.TIKTOK, Seen(followers=900), today - timedelta(days=9))
    kpi_notes.look(empty, "lena", Platform.TIKTOK, Seen(followers=950, views=40))
    kpi_notes.look(empty, "lena", Platform.TIKTOK, Seen(followers=960))
    kpi_notes.note_change(empty, "a new bio", today)
    found = board(empty)
    [goal] = found.goals
    assert (goal.goal.id, goal.goal.target, goal.needed) == (changed.id, 400, 10)
    [lena] = found.competitors
    assert (lena.look.followers, lena.gained) == (960, f"+60 since {today - timedelta(days=9)}")
    assert found.own.followers == 100
    assert (today, Kind.CHANGED, "a new bio") in impact(empty).happenings
    kpi_notes.note_change(empty, "another bio", today, number=found.changes[0].id)
    assert [each.words for each in board(empty).changes] == ["another bio"]


def test_what_makes_no_sense_is_one_line(empty: Workspace) -> None:
    today = empty.now().date()
    acts = (
        (lambda: kpi_notes.set_goal(empty, Measure.VIEW_SHARE, 5, today), "add up to a goal"),
        (lambda: kpi_notes.set_goal(empty, Measure.VIEWS, 0, today), "at least 1"),
        (lambda: kpi_notes.set_goal(empty, Measure.VIEWS, 5, today), "a day to come"),
        (lambda: kpi_notes.look(empty, "me.me", Platform.TIKTOK, Seen(1)), "your own account"),
        (lambda: kpi_notes.look(empty, "lena", Platform.TIKTOK, Seen()), "what you saw"),
        (lambda: kpi_notes.look(empty, "no way!", Platform.TIKTOK, Seen(1)), "no way!"),
        (lambda: kpi_notes.note_change(empty, "  "), "is missing"),
        (lambda: kpi_notes.note_change(empty, "x", date(2030, 1, 1)), "still to come"),
        (lambda: board(empty, until=today + timedelta(days=1)), "in the future"),
        (lambda: board(empty, since=LAST, until=FIRST), "before they begin"),
        (lambda: board(empty, since=date(1990, 1, 1)), "choose fewer"),
        (lambda: board(empty, account="nobody"), "@nobody is no account here; @me.me"),
    )
    for act, why in acts:
        with pytest.raises(BadInputError, match=why):
            act()


def test_all_of_it_is_exported_and_comes_back_with_a_copy(empty: Workspace, tmp_path: Path) -> None:
    today = empty.now().date()
    said = Said(Measure.VIEWS, 1200, FIRST, LAST, TrafficSource.SEARCH, Paid.PAID)
    kpi_notes.note(empty, said)
    kpi_notes.set_goal(empty, Measure.VIEWS, 5000, today + timedelta(days=9))
    kpi_notes.look(empty, "lena", Platform.TIKTOK, Seen(900, note="=1+1"))
    kpi_notes.note_change(empty, "a new bio")
    exporting.export_all(empty, tmp_path / "out")
    files = {
        name: list(csv.reader((tmp_path / "out" / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in ("kpis", "goals", "competitors", "changes")
    }
    assert files["kpis"][1][2:9] == [
        "views",
        "1200",
        "2024-09-22",
        "2024-09-28",
        "search",
        "paid",
        "",
    ]
    assert files["goals"][1][2:4] == ["views", "5000"]
    assert files["competitors"][1][-1] == csv_cell("=1+1")
    assert files["changes"][1] == [today.isoformat(), "a new bio"]
    read = kpi_notes.read(empty, tmp_path / "out" / "kpis.csv")
    assert (read.same, read.rejected, read.unknown) == (1, (), ())
    copy = kept(empty)
    kpi_notes.take(empty, "figure", kpi_notes.listed(empty)[0].id)
    note(empty, Measure.SAVES, 3)
    assert go_back(empty, copy).lost["figures"] == 1
    [one] = kpi_notes.listed(empty)
    assert (one.said.measure, len(board(empty).goals)) == (Measure.VIEWS, 1)
