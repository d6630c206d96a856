from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.importers.times import Clock, find_clock
from tests.importers.reading import comment_id, comments, rejected, sources, write_json

SECOND = 1_775_896_200
AT = datetime.fromtimestamp(SECOND, UTC)


def row(at: object, **more: Any) -> dict[str, Any]:
    return {"cid": "c1", "uniqueId": "dev.user1", "text": "a", "date": at, **more}


@pytest.mark.parametrize(
    "at",
    [
        SECOND,
        str(SECOND),
        SECOND * 1000,
        SECOND * 1000 + 250,
        SECOND + 0.5,
        "2026-04-11T08:30:00Z",
        "2026-04-11T08:30:00.123Z",
        "2026-04-11T10:30:00+02:00",
        "2026-04-11T08:30:00+0000",
        "2026-04-11 08:30:00",
        "2026-04-11 08:30:00 UTC",
    ],
)
def test_times_are_understood_and_end_in_whole_seconds_of_utc(tmp_path: Path, at: object) -> None:
    (found,) = comments(write_json(tmp_path, [row(at)]))
    assert found.at == AT
    assert found.at.tzinfo is UTC


def test_a_missing_time_is_taken_from_the_id(tmp_path: Path) -> None:
    rows = [row("", cid=comment_id(SECOND)), row("N/A", cid=comment_id(SECOND)), row(None)]
    path = write_json(tmp_path, rows)
    assert [each.at for each in comments(path)] == [AT, AT]
    assert [(bad.line, bad.reason) for bad in rejected(path)] == [(3, "no time")]


def test_a_file_without_a_time_column_takes_all_times_from_the_ids(tmp_path: Path) -> None:
    rows = [{"cid": comment_id(SECOND), "uniqueId": "dev.user1", "text": "a"}]
    assert [each.at for each in comments(write_json(tmp_path, rows))] == [AT]


@given(
    quarters=st.integers(-48, 56),
    moments=st.lists(
        st.tuples(st.integers(1_500_000_000, 1_900_000_000), st.integers(0, 170)), min_size=1
    ),
)
def test_any_offset_is_found_from_the_ids_and_undone(
    quarters: int, moments: list[tuple[int, int]]
) -> None:
    offset = timedelta(minutes=15 * quarters)
    sample = [
        (
            (datetime.fromtimestamp(second + late, UTC) + offset).replace(tzinfo=None).isoformat(),
            comment_id(second),
        )
        for second, late in moments
    ]
    clock, notes = find_clock(sample, Clock())
    assert notes
    for (local, own_id), (second, late) in zip(sample, moments, strict=True):
        assert clock.at(local, own_id) == datetime.fromtimestamp(second + late, UTC)


def test_summer_and_winter_time_are_told_apart_by_each_rows_own_id(tmp_path: Path) -> None:
    winter, summer = 1_768_000_000, 1_783_000_000
    rows = [
        row(str(datetime.fromtimestamp(winter + 3600, UTC))[:19], cid=comment_id(winter)),
        row(str(datetime.fromtimestamp(summer + 7200, UTC))[:19], cid=comment_id(summer)),
    ]
    found = comments(write_json(tmp_path, rows))
    assert [each.at.timestamp() for each in found] == [winter, summer]


def test_a_named_zone_is_used_when_the_ids_say_nothing(tmp_path: Path) -> None:
    path = write_json(tmp_path, [row("2026-04-11 10:30:00")])
    (found,) = comments(path, timezone="Europe/Berlin")
    assert found.at == AT
    assert "Europe/Berlin" in sources(path, timezone="Europe/Berlin")[0].notes[0]
    assert "UTC" in sources(path)[0].notes[0]
    plain = sources(write_json(tmp_path, [row(SECOND)]))[0]
    assert not any("times" in note for note in plain.notes)


def test_ids_that_contradict_each_other_correct_nothing(tmp_path: Path) -> None:
    rows = [
        row("2026-04-11 08:30:00", cid=comment_id(SECOND - 4 * 3600)),
        row("2026-04-11 08:30:00", cid=comment_id(SECOND + 5 * 3600)),
    ]
    assert [each.at for each in comments(write_json(tmp_path, rows))] == [AT, AT]
