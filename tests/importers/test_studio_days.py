"""Days without a year are told in every language that TikTok Studio may write them in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.importers.studio_days import DaysError, Written, consecutive, written
from dm_assistant.importers.words import BadValueError

CODES = """
    af am ar az be bg bn bs ca ceb cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu
    hy id is it ja jv ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl or pa pl ps pt ro ru
    si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zu
"""
LANGUAGES = CODES.split()
LEAP = [date(2024, 1, 1) + timedelta(days=each) for each in range(366)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_a_year_is_read_as_the_library_writes_it(language: str) -> None:
    cells = [written(format_skeleton("MMMMd", day, locale=language)) for day in LEAP]
    assert consecutive(cells, LEAP[-1]) == LEAP


@pytest.mark.parametrize(
    ("cell", "month", "day"),
    [
        ("February 28", 2, 28),
        ("28 August", 8, 28),
        ("28 апреля", 4, 28),
        ("18 tháng Sáu", 6, 18),
        ("8 de marzo", 3, 8),
        ("9月13日", 9, 13),
        ("13 Σεπτεμβρίου", 9, 13),
        ("  MARCH 8 ", 3, 8),
        ("٨ مارس", 3, 8),
    ],
)
def test_days_seen_in_real_tables_are_read(cell: str, month: int, day: int) -> None:
    found = written(cell).by_language
    assert found
    assert set(found.values()) == {(month, day)}


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "February",
        "28",
        "31 February",
        "30月1日",
        "May 1 2",
        "x" * 100,
        "=May 1+1",
        "2024/02/30",
    ],
)
def test_what_is_no_day_is_said_to_be_none(cell: str) -> None:
    with pytest.raises(BadValueError):
        written(cell)


def test_a_month_of_two_meanings_is_told_by_the_days_around_it() -> None:
    cells = [written(each) for each in ("30. listopada", "31. listopada")]
    assert consecutive(cells, date(2024, 11, 2)) == [date(2024, 10, 30), date(2024, 10, 31)]


def test_a_month_of_two_meanings_is_told_by_the_download_or_refused() -> None:
    cells = [written("7 listopada"), written("8 listopada")]
    assert consecutive(cells, date(2024, 11, 9))[-1] == date(2024, 11, 8)
    assert consecutive(cells, date(2024, 10, 10))[-1] == date(2024, 10, 8)
    with pytest.raises(DaysError, match="another language"):
        consecutive(cells, date(2025, 3, 1))


def test_days_in_different_languages_are_refused() -> None:
    with pytest.raises(DaysError, match="one language"):
        consecutive([written("28 апреля"), written("April 29")], date(2024, 5, 1))


@given(
    last=st.dates(date(2017, 1, 1), date(2035, 1, 1)),
    length=st.integers(1, 400),
    late=st.integers(0, 360),
    lost=st.sets(st.integers(0, 399)),
)
def test_consecutive_days_come_back_with_their_years(
    last: date, length: int, late: int, lost: set[int]
) -> None:
    days = [last - timedelta(days=back) for back in range(length - 1, -1, -1)]
    cells: list[Written | None] = [
        None if place in lost and place < length - 1 else written(f"{day:%B} {day.day}")
        for place, day in enumerate(days)
    ]
    assert consecutive(cells, last + timedelta(days=late)) == days
