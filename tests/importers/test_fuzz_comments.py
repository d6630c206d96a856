"""Whatever is wrong in a file of comments: one clear line, or its row rejected, twice the same."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.records import CommentRecord, Record, Rejected
from tests.examples import examples
from tests.importers import test_json_sources as shapes
from tests.importers import test_table_dialects as tables
from tests.importers.books import book, cell, packed, parts
from tests.importers.reading import records
from tests.importers.test_workbooks import GOOD as SHEET
from tests.importers.test_workbooks import of

SETTINGS = settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
COMMENT = {"author": "a", "author_id": "1", "id": "1", "text": "x", "timestamp": 1_775_896_200}
VALUES: list[Any] = [
    shapes.answer(shapes.business(1, reply_list=[shapes.business(2)])),
    shapes.notice(username="dev.user1"),
    {"data": [shapes.graph(1, username="dev.user1", replies={"data": [shapes.graph(2)]})]},
    {
        "object": "instagram",
        "entry": [
            {"time": 1, "changes": [{"field": "comments", "value": {"from": {"username": "a"}}}]}
        ],
    },
    shapes.info(comments=[COMMENT]),
    [{"id": 1, "created_at": 1, "text": "a", "owner": {"username": "b"}, "answers": []}],
]
ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [None, True, 2**70, -1, 1.5, 1e300, "", "N/A", [], {}, [[]], {"a": {}}, "\0", "\ud800", "{"]
    ),
    st.text(max_size=8),
    st.sampled_from(["2d ago", "1,2K", "0", "root", "99999d ago", "---", "=1+1", "\x1b[2J"]),
)
TABLES = [
    tables.page(*tables.ROWS),
    "\n".join([tables.EXPORT, tables.exported("1", ""), tables.exported("1", "1", comment="9")]),
    tables.pyktok("{'unique_id': 'a', 'uid': '5'}", "[{'cid': '8', 'text': 'x'}]"),
]
PARTS = {
    **parts({"One": ""}, texts=["a"]),
    "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{SHEET}</sheetData></worksheet>",
}
PIECES = ["<", ">", '"', "&", "/", "<c>", "</c>", "<v>", "<row>", "</row>", "s", "&#0;", "]]>"]
PIECES += [
    "<!DOCTYPE a>",
    "<is><t>",
    't="s"',
    't="e"',
    's="1"',
    ' r="ZZZ9"',
    "\0",
    "é",
    "-",
    "9" * 9,
]


def said_of(path: Path) -> list[Record]:
    try:
        found = records(path)
    except BadInputError as refusal:
        message = str(refusal)
        assert message == to_screen(message)
        assert "\n" not in message
        return [Rejected(0, message)]
    for each in found:
        assert isinstance(each, CommentRecord | Rejected)
        if isinstance(each, Rejected):
            assert each.reason == to_screen(each.reason)
        else:
            assert each.key
            assert each.at.tzinfo is not None
            assert isinstance(each.likes, int)
            assert isinstance(each.post_id, str)
    return found


def check(folder: Path, data: bytes) -> None:
    path = folder / "file"
    path.write_bytes(data)
    assert said_of(path) == said_of(path)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in a JSON value as the list or object and the index or key in it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        yield value, key
        if isinstance(inner, dict | list):
            yield from places(inner)


@SETTINGS
@given(
    value=st.sampled_from(VALUES),
    odd=st.lists(st.tuples(st.integers(0, 10**6), ODD), min_size=1, max_size=3),
    indent=st.sampled_from([None, 1]),
    times=st.integers(1, 2),
)
def test_odd_values_anywhere_in_json(
    tmp_path: Path, value: Any, odd: list[tuple[int, Any]], indent: int | None, times: int
) -> None:
    changed = copy.deepcopy(value)
    for at, instead in odd:
        every = list(places(changed))
        if every:
            holder, key = every[at % len(every)]
            holder[key] = copy.deepcopy(instead)
    text = json.dumps(changed, indent=indent)
    check(tmp_path, "\n".join([text] * times).encode("utf-8", "surrogatepass"))


@st.composite
def damaged(draw: st.DrawFn, texts: list[str], pieces: list[str]) -> str:
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 12))
        text = text[:at] + draw(st.sampled_from(pieces) | st.text(max_size=4)) + text[at + cut :]
    return text


@SETTINGS
@given(
    text=damaged(TABLES, [",", '"', "\n", "\0", "ago", "{", "'", "[", "\\", "\ufeff", "No", "-"])
)
def test_damaged_tables_of_every_dialect(tmp_path: Path, text: str) -> None:
    check(tmp_path, text.encode("utf-8", "surrogatepass"))


@SETTINGS
@given(name=st.sampled_from(sorted(PARTS)), data=st.data())
def test_damaged_parts_of_a_workbook(tmp_path: Path, name: str, data: st.DataObject) -> None:
    text = data.draw(damaged([PARTS[name]], PIECES))
    check(tmp_path, packed({**PARTS, name: text.encode("utf-8", "surrogatepass")}))


@SETTINGS
@given(
    at=st.integers(0, 10**6), cut=st.integers(0, 40), piece=st.binary(max_size=8), end=st.booleans()
)
def test_damaged_bytes_of_a_workbook(
    tmp_path: Path, at: int, cut: int, piece: bytes, end: bool
) -> None:
    data = packed(PARTS)
    at %= len(data)
    check(tmp_path, data[:at] + piece + (b"" if end else data[at + cut :]))


@SETTINGS
@given(cells=st.lists(ODD, min_size=6, max_size=6))
def test_odd_cells_of_a_workbook(tmp_path: Path, cells: list[Any]) -> None:
    row = [str(each).replace("\0", "").encode("utf-8", "replace").decode() for each in cells]
    row = [each for each in row if each.isprintable()] or ["x"]
    header = ("cid", "uniqueId", "text", "createTimeISO", "diggCount", "videoWebUrl")
    check(tmp_path, book([header, row, row]))


@pytest.mark.parametrize("make", [lambda: of(SHEET), lambda: of(cell("A1", "x"))])
def test_the_parts_that_are_damaged_are_whole_before(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    check(tmp_path, make())
    (tmp_path / "whole").write_bytes(packed(PARTS))
    (found,) = records(tmp_path / "whole")
    assert isinstance(found, CommentRecord)
