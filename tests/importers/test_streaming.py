from __future__ import annotations

import json
import tracemalloc
import zipfile
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from tests.importers.books import cell, parts
from tests.importers.reading import VIDEO, comment_id, sources

SAME = 1.25
"""What five times the rows may cost; whatever is kept of each row would cost five."""


def row(number: int) -> dict[str, str]:
    return {
        "cid": comment_id(1_775_896_200 + number, number),
        "uniqueId": f"dev.user{number % 2_000}",
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


def as_book(path: Path, rows: int) -> None:
    """Write a workbook whose texts stand in their cells, as exporters that stream do."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts({"One": ""}).items():
            if "sheet1" not in name:
                archive.writestr(name, part)
        with archive.open("xl/worksheets/sheet1.xml", "w") as file:
            file.write(b"<worksheet><sheetData>")
            for line, values in enumerate(chain([row(0)], map(row, range(rows))), start=1):
                cells = list(values if line == 1 else values.values())
                text = "".join(cell(f"{'ABCD'[at]}{line}", each) for at, each in enumerate(cells))
                file.write(f'<row r="{line}">{text}</row>'.encode())
            file.write(b"</sheetData></worksheet>")


@pytest.mark.slow
@pytest.mark.parametrize("make", [as_csv, as_list, as_lines, as_page, as_book])
def test_memory_stays_flat_however_long_the_file(
    tmp_path: Path, make: Callable[[Path, int], None]
) -> None:
    short, long = peak(tmp_path, make, 10_000), peak(tmp_path, make, 50_000)
    assert long < short * SAME


def peak(folder: Path, make: Callable[[Path, int], None], rows: int) -> int:
    """Return the most bytes that were held while every record of such a file was read."""
    path = folder / f"{rows}"
    make(path, rows)
    tracemalloc.start()
    try:
        (source,) = sources(path)
        assert sum(1 for _ in source.records()) == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
