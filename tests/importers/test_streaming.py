from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from dm_assistant.importers.detect import recognise
from tests.importers.reading import VIDEO, comment_id

LIMIT = 30 << 20


def row(number: int) -> dict[str, str]:
    return {
        "cid": comment_id(1_775_896_200 + number, number),
        "uniqueId": f"dev.user{number % 90_000}",
        "text": f"remark {number} 🎉",
        "videoWebUrl": VIDEO,
    }


def as_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("cid,uniqueId,text,videoWebUrl\n")
        file.writelines(",".join(row(number).values()) + "\n" for number in range(rows))


def as_lines(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row(number)) + "\n" for number in range(rows))


def as_list(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        file.writelines(("," * (number > 0)) + json.dumps(row(number)) for number in range(rows))
        file.write("]")


def as_page(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('{"data":{"comments":[')
        file.writelines(("," * (number > 0)) + json.dumps(row(number)) for number in range(rows))
        file.write('],"cursor":3},"code":0}')


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "rows"),
    [(as_csv, 200_000), (as_list, 200_000), (as_lines, 60_000), (as_page, 60_000)],
)
def test_memory_stays_flat_however_long_the_file(
    tmp_path: Path, make: Callable[[Path, int], None], rows: int
) -> None:
    path = tmp_path / "long"
    make(path, rows)
    tracemalloc.start()
    try:
        (source,) = recognise(path)
        count = sum(1 for _ in source.records())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == rows
    assert peak < LIMIT
