"""TikTok Studio's tables are known by their headers, and their days get the year they had."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.figures import AudienceKind, DailyFigure
from dm_assistant.errors import BadInputError
from dm_assistant.importers.records import (
    DayRecord,
    HourRecord,
    PostRecord,
    Record,
    Rejected,
    ShareRecord,
)
from tests import studio
from tests.importers import books
from tests.importers.reading import records, rejected, sources, write
from tests.studio import END, MADE, days, english, overview, table

D = DailyFigure


def read(path: Path) -> list[DayRecord]:
    return [each for each in records(path) if isinstance(each, DayRecord)]


def refused(path: Path) -> str:
    with pytest.raises(BadInputError) as problem:
        records(path)
    return str(problem.value)


def test_an_overview_has_a_figure_for_each_column_and_keeps_negative_ones(tmp_path: Path) -> None:
    found = read(overview(tmp_path / "any name", 3))
    assert [each.day for each in found] == days(3)
    assert [each.line for each in found] == [2, 3, 4]
    assert found[-1].figures == (
        (D.VIDEO_VIEWS, 28),
        (D.PROFILE_VIEWS, 2),
        (D.LIKES, 3),
        (D.COMMENTS, -4),
        (D.SHARES, 5),
    )


def test_newer_and_business_overviews_have_more_columns_and_years(tmp_path: Path) -> None:
    newer = table(
        tmp_path / "a", (*studio.OVERVIEW, "New followers"), [("May 1", 1, 2, 3, 4, 5, 6)]
    )
    assert (D.NEW_FOLLOWERS, 6) in read(newer)[0].figures
    business = table(
        tmp_path / "b",
        ("Date", "Reached audience", "Product link clicks", "Website clicks", "Net growth"),
        [("2023/12/31", 7, "NAN", 0, -1), ("2024/01/02", 8, 1, 0, 2)],
    )
    first, second = read(business)
    assert first.day == date(2023, 12, 31)
    assert first.figures == ((D.REACHED_AUDIENCE, 7), (D.WEBSITE_CLICKS, 0), (D.NET_GROWTH, -1))
    assert second.day == date(2024, 1, 2)


def test_the_difference_column_is_not_read(tmp_path: Path) -> None:
    rows = [(english(day), 100, 99) for day in days(2)]
    found = read(table(tmp_path / "f", studio.HISTORY, rows))
    assert [each.figures for each in found] == [((D.FOLLOWERS, 100),)] * 2


def test_undefined_is_no_data_and_takes_the_zeros_beside_it_along(tmp_path: Path) -> None:
    rows = [(english(END - timedelta(days=1)), "undefined", 0, 0), (english(END), 9, 4, 5)]
    path = table(tmp_path / "v", studio.VIEWERS, rows)
    first, second = read(path)
    assert first.figures == ()
    assert second.figures == ((D.VIEWERS, 9), (D.NEW_VIEWERS, 4), (D.RETURNING_VIEWERS, 5))
    [source] = sources(path)
    assert "days without data: 1" in source.notes


@pytest.mark.parametrize("cell", ["1,234", "1.234", "1e5", "=1+1", "１２", "9" * 400, "12 ", "x"])
def test_only_a_plain_whole_number_is_a_figure(tmp_path: Path, cell: str) -> None:
    rows = [(english(day), cell, 1, 1, 1, 1) for day in days(1)]
    path = table(tmp_path / "o", studio.OVERVIEW, rows)
    if cell == "12 ":
        assert read(path)[0].figures[0] == (D.VIDEO_VIEWS, 12)
    else:
        [row] = rejected(path)
        assert row.line == 2
        assert "is no whole number without separators" in row.reason


def test_activity_is_by_day_and_hour(tmp_path: Path) -> None:
    rows = [(english(day), hour, hour * 2) for day in days(2) for hour in range(24)]
    found = records(table(tmp_path / "a", studio.ACTIVITY, rows))
    assert found[23:25] == [HourRecord(25, days(2)[0], 23, 46), HourRecord(26, END, 0, 0)]
    rows[1] = (rows[1][0], 24, 1)
    rows[2] = (rows[2][0], 0, 1)
    reasons = [each.reason for each in rejected(table(tmp_path / "b", studio.ACTIVITY, rows))]
    assert reasons == ["the hour is no number from 0 to 23", "this hour is in the table twice"]


def test_shares_are_of_the_day_of_the_download(tmp_path: Path) -> None:
    path = table(tmp_path / "g", studio.GENDER, [("Female", "0.55"), ("Male", 1), ("Odd", "45%")])
    first, second, third = records(path)
    assert first == ShareRecord(2, date(2024, 9, 30), AudienceKind.GENDER, "Female", 0.55)
    assert isinstance(second, ShareRecord)
    assert isinstance(third, Rejected)
    [place] = records(table(tmp_path / "t", studio.TERRITORIES, [("Others", ".25")]))
    assert isinstance(place, ShareRecord)
    assert (place.kind, place.label) == (AudienceKind.TERRITORY, "Others")


def post(day: date, posted: str, title: str = "", number: int = 0) -> tuple[object, ...]:
    link = f"https://www.tiktok.com/@me.makes/video/{studio.video(day, number)}"
    return (english(END), title, link, posted, 1, 2, 3, 4)


def test_posts_get_their_year_from_the_ids_of_their_videos(tmp_path: Path) -> None:
    made = date(2021, 12, 31)
    rows = [post(made, "December 31"), post(made, "January 1", "next day", 1), post(made, "x")]
    path = table(tmp_path / "c", studio.CONTENT, rows)
    first, second, third = records(path)
    assert first == PostRecord(2, END, studio.video(made), made, "", 4, 1, 2, 3)
    assert isinstance(second, PostRecord)
    assert second.posted_on == date(2022, 1, 1)
    assert isinstance(third, Rejected)
    assert sources(path)[0].owner == "me.makes"


def test_the_older_content_table_is_read_as_well(tmp_path: Path) -> None:
    header = (*studio.CONTENT[:4], "Views in the last 7 days", *studio.CONTENT[4:])
    row = post(END, english(END))
    [found] = records(table(tmp_path / "c", header, [(*row[:4], 99, *row[4:])]))
    assert isinstance(found, PostRecord)
    assert found.views == 4


def test_a_post_of_another_account_or_a_link_elsewhere_is_rejected(tmp_path: Path) -> None:
    row = post(END, english(END))
    other = [str(cell).replace("me.makes", "somebody") for cell in post(END, "May 1", number=1)]
    elsewhere = [str(cell).replace("tiktok.com", "tiktok.com.example") for cell in row]
    path = table(tmp_path / "c", studio.CONTENT, [row, other, elsewhere, row])
    assert [each.line for each in rejected(path)] == [3, 4, 5]


# --- years -----------------------------------------------------------------------------------


def test_the_last_row_is_the_newest_such_day_before_the_download(tmp_path: Path) -> None:
    turn = overview(tmp_path / "o", 365, end=date(2024, 1, 15))
    assert [each.day for each in read(turn)] == days(365, date(2024, 1, 15))
    late = overview(tmp_path / "p", 7, made_at=datetime(2025, 9, 1, tzinfo=UTC))
    assert read(late)[-1].day == END


def test_a_gap_refuses_the_table_at_its_line(tmp_path: Path) -> None:
    wanted = [day for day in days(9) if day.day != 24]
    rows = [(english(day), 1, 1, 1, 1, 1) for day in wanted]
    line = refused(table(tmp_path / "o", studio.OVERVIEW, rows))
    assert line.startswith("o:5: a day is missing or repeated below this one")


def test_a_repeated_day_refuses_the_table(tmp_path: Path) -> None:
    rows = [(english(day), 1, 1, 1, 1, 1) for day in [*days(3), END]]
    assert "missing or repeated" in refused(table(tmp_path / "o", studio.OVERVIEW, rows))


def test_a_29_february_decides_the_year(tmp_path: Path) -> None:
    made_at = datetime(2026, 3, 10, tzinfo=UTC)
    leap = overview(tmp_path / "o", 5, end=date(2024, 3, 2), made_at=made_at)
    assert read(leap)[-1].day == date(2024, 3, 2)
    common = overview(tmp_path / "p", 5, end=date(2026, 3, 2), made_at=made_at)
    assert read(common)[-1].day == date(2026, 3, 2)
    gap = [(english(day), 1, 1, 1, 1, 1) for day in (date(2024, 2, 28), date(2024, 3, 1))]
    path = table(tmp_path / "q", studio.OVERVIEW, gap, datetime(2024, 3, 3, tzinfo=UTC))
    assert "missing or repeated" in refused(path)


def test_a_spoilt_row_keeps_its_day_and_loses_no_other(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(english(day), 1, 1, 1, 1, 1) for day in days(4)]
    rows[1] = ("31 February", 1, 1, 1, 1, 1)
    rows[2] = (english(days(4)[2]), 1, 1)
    path = table(tmp_path / "o", studio.OVERVIEW, rows)
    assert [each.day for each in read(path)] == [days(4)[0], END]
    assert [each.line for each in rejected(path)] == [3, 4]


def test_the_time_in_an_archives_name_or_entry_counts_before_that_of_a_copy(tmp_path: Path) -> None:
    rows = [(english(day), 1, 1, 1, 1, 1) for day in days(3)]
    data = studio.content(studio.OVERVIEW, rows)
    made_at = studio.MADE + timedelta(days=400)
    said = int(studio.MADE.timestamp())
    by_name = studio.archive(
        tmp_path / f"Overview_2024-09-26_{said}_me.makes (1).zip", made_at, Overview=data
    )
    [source] = sources(by_name)
    assert source.owner == "me.makes"
    assert read(by_name)[-1].day == END
    assert read(studio.archive(tmp_path / "x.zip", Overview=data))[-1].day == END


def test_some_days_with_a_year_and_some_without_are_refused(tmp_path: Path) -> None:
    rows = [("2024/09/27", 1, 1, 1, 1, 1), (english(END), 1, 1, 1, 1, 1)]
    assert "some days have a year" in refused(table(tmp_path / "o", studio.OVERVIEW, rows))


# --- other languages -------------------------------------------------------------------------


def test_a_translated_header_asks_for_english_and_can_be_mapped(tmp_path: Path) -> None:
    header = ("Datum", "Videovisningar", "Gilla")
    path = table(tmp_path / "o", header, [(f"{day.day} september", 5, 6) for day in days(2)])
    assert "switch Studio's language to English" in refused(path)
    mapping = {"date": "Datum", "video_views": "Videovisningar", "likes": "Gilla"}
    [_, last] = records(path, mapping=mapping)
    assert last == DayRecord(3, END, ((D.VIDEO_VIEWS, 5), (D.LIKES, 6)))


def test_what_only_resembles_a_studio_table_is_none(tmp_path: Path) -> None:
    path = write(tmp_path, "c.csv", "cid,uniqueId,text,date,likes\n1,mia,hello,2024-05-01,3\n")
    assert sources(path)[0].format == "apify"
    people = write(tmp_path, "p.csv", "handle,followers\nmia,3\n")
    assert sources(people)[0].format == "contacts"


@pytest.mark.parametrize("cut", range(5, 200, 13))
def test_half_a_table_is_read_in_part_or_refused(tmp_path: Path, cut: int) -> None:
    whole = overview(tmp_path / "o", 7).read_bytes()
    path = write(tmp_path, "half", whole[:cut])
    found: list[Record] = []
    said = ""
    try:
        found = records(path)
    except BadInputError as problem:
        said = str(problem)
    assert "\n" not in said
    assert all(isinstance(each, DayRecord | Rejected) for each in found)
    assert bool(found) != bool(said) or path.read_bytes().count(b"\n") == 0


def test_a_table_of_too_many_days_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "o", studio.OVERVIEW, [("May 1", 1, 1, 1, 1, 1)] * 20_001)
    assert "at most 20,000 rows" in refused(path)


# --- workbooks ---------------------------------------------------------------------------------


def book(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Return a table of Studio as a workbook: it keeps every cell as text."""
    return books.book([header, *([str(cell) for cell in row] for row in rows)])


def test_a_workbook_says_what_the_csv_says(tmp_path: Path) -> None:
    daily = [(english(day), day.day, 2, 3, -4, 5) for day in days(4)]
    content = [post(day, english(day), "a, b", number) for number, day in enumerate(days(2))]
    for header, rows in (
        (studio.OVERVIEW, daily),
        (studio.HISTORY, [(english(day), 7, 1) for day in days(3)]),
        (studio.ACTIVITY, [(english(END), hour, 9) for hour in range(3)]),
        (studio.GENDER, [("Male", "0.4"), ("Female", "0.6")]),
        (studio.CONTENT, content),
    ):
        written = tmp_path / "a.xlsx"
        written.write_bytes(book(header, rows))
        os.utime(written, (MADE.timestamp(), MADE.timestamp()))
        told = records(studio.table(tmp_path / "a.csv", header, rows))
        assert records(written) == told
        assert sources(written)[0].format == "tiktok-studio"


def test_workbooks_in_a_zip_are_read_each_with_its_account_and_day(tmp_path: Path) -> None:
    path = tmp_path / "Followers_me.me.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in {
            "FollowerHistory.xlsx": book(studio.HISTORY, [(english(END), 7, 1)]),
            "FollowerGender.xlsx": book(studio.GENDER, [("Male", "0.4")]),
        }.items():
            packed.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), data)
    os.utime(path, (MADE.timestamp() + 9e6, MADE.timestamp() + 9e6))
    found = sources(path)
    assert [(each.name, each.owner) for each in found] == [
        ("Followers_me.me.zip!FollowerHistory.xlsx", "me.me"),
        ("Followers_me.me.zip!FollowerGender.xlsx", "me.me"),
    ]
    told = [each for each in records(path) if isinstance(each, DayRecord | ShareRecord)]
    assert [each.day for each in told] == [END, MADE.date()]


def test_a_gap_in_a_workbook_refuses_it_at_its_row(tmp_path: Path) -> None:
    first, _, last = days(3)
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(studio.HISTORY, [(english(first), 7, 1), (english(last), 8, 1)]))
    os.utime(path, (MADE.timestamp(), MADE.timestamp()))
    assert refused(path).startswith("a.xlsx:2: ")
