"""The data of the benchmarks: the same every time, and shaped like a creator's comments."""

import csv
import json
import unicodedata
from collections import Counter
from pathlib import Path

from bench import data

ROWS = 4_000


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for write in (data.write_csv, data.write_jsonl):
        one = write(tmp_path / "one", data.comments(ROWS)).read_bytes()
        assert write(tmp_path / "two", data.comments(ROWS)).read_bytes() == one
        assert write(tmp_path / "two", data.comments(ROWS, seed=1)).read_bytes() != one


def test_both_files_say_the_same(tmp_path: Path) -> None:
    with data.write_csv(tmp_path / "a.csv", data.comments(ROWS)).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = data.write_jsonl(tmp_path / "a.jsonl", data.comments(ROWS)).read_text("utf-8")
    assert [{**json.loads(line)} for line in lines.splitlines()] == [
        {**row, "diggCount": int(row["diggCount"])} for row in rows
    ]


def test_a_tenth_of_the_rows_are_repeats_and_a_few_people_write_most() -> None:
    rows = list(data.comments(ROWS))
    assert len(rows) == ROWS
    repeats = ROWS - len({row.cid for row in rows})
    assert 0.08 * ROWS < repeats < 0.12 * ROWS
    by_person = Counter(row.uniqueId for row in rows).most_common()
    assert by_person[0][1] > 10 * by_person[len(by_person) // 2][1]


def test_a_later_range_shares_people_and_videos_but_no_comment() -> None:
    before, after = list(data.comments(ROWS)), list(data.comments(500, first=ROWS))
    assert {row.cid for row in before}.isdisjoint(row.cid for row in after)
    assert {row.uniqueId for row in after} & {row.uniqueId for row in before}
    assert {row.videoWebUrl for row in after} & {row.videoWebUrl for row in before}


def test_many_scripts_and_emoji_are_among_the_texts() -> None:
    letters = {letter for row in data.comments(ROWS) for letter in row.text}
    directions = {unicodedata.bidirectional(letter) for letter in letters}
    assert {"L", "R", "AL"} <= directions
    assert any(unicodedata.east_asian_width(letter) == "W" for letter in letters)
    assert any(letter >= "\U0001f300" for letter in letters)
