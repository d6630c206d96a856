from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dm_assistant.domain.model import FollowState
from dm_assistant.errors import BadInputError
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.inputs import UnknownShapeError
from tests.importers.books import MAIN, book, cell, packed, parts, sheet, write_book
from tests.importers.reading import (
    VIDEO,
    comment_id,
    comments,
    contacts,
    records,
    rejected,
    sources,
    write,
)

HEADER = ("cid", "uniqueId", "text", "createTimeISO", "diggCount", "videoWebUrl")
SECOND = 1_775_896_200
AT = datetime.fromtimestamp(SECOND, UTC)
ID = comment_id(SECOND, 1)


def row(**changed: object) -> tuple[object, ...]:
    usual = {
        "cid": ID,
        "uniqueId": "dev.user1",
        "text": "lovely",
        "createTimeISO": "2026-04-11T08:30:00Z",
        "diggCount": 7,
        "videoWebUrl": VIDEO,
    }
    return tuple({**usual, **changed}.values())


def refusal(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        records(path)
    message = str(caught.value)
    assert message.isprintable()
    assert "\n" not in message
    assert message.startswith(path.name)
    return message


@pytest.mark.parametrize("shared", [True, False])
def test_a_sheet_is_read_like_the_same_rows_as_csv(tmp_path: Path, shared: bool) -> None:
    text = "two\nlines & <b> 🎉 "
    path = write(tmp_path, "any.bin", book([HEADER, row(text=text), row(cid="2")], shared=shared))
    (source,) = sources(path)
    assert (source.format, source.kind, source.unit) == ("apify", Kind.COMMENTS, "line")
    assert "handle=uniqueId" in source.matched
    first, second = comments(path)
    assert (first.line, first.comment_id, first.handle, first.text) == (2, ID, "dev.user1", text)
    assert (first.at, first.likes, second.line) == (AT, 7, 3)


def test_our_own_tables_and_a_mapping_are_read_from_sheets_too(tmp_path: Path) -> None:
    people = write_book(tmp_path, [("handle", "follow_state"), ("dev.user1", "mutual")])
    assert [each.follow_state for each in contacts(people)] == [FollowState.MUTUAL]
    consents = write_book(
        tmp_path,
        [
            ("handle", "purposes", "kind", "when"),
            ("dev.user1", "thanks", "explicit", "2026-05-14T09:30:00Z"),
        ],
    )
    assert sources(consents)[0].kind is Kind.CONSENTS
    mapped = write_book(tmp_path, [("wer", "was", "wann"), ("dev.user1", "hallo", "2026-04-11")])
    mapping = {"handle": "wer", "text": "was", "time": "wann"}
    assert sources(mapped, mapping=mapping)[0].format == "csv"
    assert [each.text for each in comments(mapped, mapping=mapping)] == ["hallo"]
    assert "found wer, was, wann" in refusal(mapped)


@pytest.mark.parametrize(
    ("serial", "style", "since", "at"),
    [
        (46123.354166666664, 1, "", "2026-04-11 08:30:00"),
        (46123, 2, "", "2026-04-11 00:00:00"),
        (44661.354166666664, 1, '<workbookPr date1904="1"/>', "2026-04-11 08:30:00"),
    ],
)
def test_dates_are_numbers_that_their_style_makes_days(
    tmp_path: Path, serial: float, style: int, since: str, at: str
) -> None:
    dated = f'<c s="{style}"><v>{serial}</v></c>'
    path = write(tmp_path, "a", book([HEADER, row(cid="c", createTimeISO=dated)], since=since))
    (found,) = comments(path)
    assert f"{found.at:%Y-%m-%d %H:%M:%S}" == at
    assert any("without a zone" in note for note in sources(path)[0].notes)


def test_a_number_with_a_style_that_is_no_date_stays_a_number(tmp_path: Path) -> None:
    path = write_book(tmp_path, [HEADER, row(diggCount='<c s="3"><v>12</v></c>', text=5)])
    assert [(each.likes, each.text) for each in comments(path)] == [(12, "5")]


@pytest.mark.parametrize(
    "stored", ["7628704585984807000", "7.628704585984807E+18", "7628704585984806912"]
)
def test_an_id_that_a_sheet_has_rounded_is_never_stored(tmp_path: Path, stored: str) -> None:
    path = write_book(tmp_path, [HEADER, row(cid=f"<c><v>{stored}</v></c>")])
    (found,) = comments(path)
    assert found.comment_id.startswith("h:")
    (warning,) = sources(path)[0].warnings
    assert "cid" in warning
    assert "digits" in warning


def test_a_long_id_that_kept_all_its_digits_is_believed(tmp_path: Path) -> None:
    path = write_book(tmp_path, [HEADER, row(cid=f"<c><v>{ID}</v></c>")])
    assert [each.comment_id for each in comments(path)] == [ID]
    assert sources(path)[0].warnings == ()


def test_formulas_give_their_values_and_their_errors_reject_the_row(tmp_path: Path) -> None:
    formula = '<c t="str"><f>A1&amp;"x"</f><v>made</v></c>'
    broken = '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    absent = '<c t="e"><v>#N/A</v></c>'
    rows = [row(text=formula), row(cid="2", text=broken), row(cid="3", diggCount=absent)]
    path = write_book(tmp_path, [HEADER, *rows])
    assert [(each.line, each.text, each.likes) for each in comments(path)] == [
        (2, "made", 7),
        (4, "lovely", 0),
    ]
    assert [(bad.line, "formula" in bad.reason) for bad in rejected(path)] == [(3, True)]
    people = write_book(tmp_path, [("handle", "notes"), ("dev.user1", broken)])
    assert [bad.line for bad in rejected(people)] == [2]


def test_gaps_empty_and_merged_cells_and_rows_above_the_header_do_no_harm(tmp_path: Path) -> None:
    above = [("Exported by a tool",), (), ("Post", VIDEO)]
    trailing = (*row(), '<c s="3"/>', None, '<c t="inlineStr"><is><t></t></is></c>')
    path = write_book(tmp_path, [*above, HEADER, (), trailing, row(cid="2", diggCount=None)])
    assert [(each.line, each.likes) for each in comments(path)] == [(6, 7), (7, 0)]
    wide = write_book(tmp_path, [HEADER, (*row(), "more")])
    assert [bad.reason for bad in rejected(wide)] == ["7 cells where the header has 6"]


def test_cells_without_places_rich_text_and_reading_aids(tmp_path: Path) -> None:
    rich = (
        '<c t="inlineStr"><is><r><t>two </t></r><r><t>parts</t></r><rPh><t>aid</t></rPh></is></c>'
    )
    bare = "".join(cell("A1", each).replace(' r="A1"', "") for each in row(text="x"))
    body = sheet([HEADER, row(text=rich)]).replace("</sheetData>", f"<row>{bare}</row></sheetData>")
    prefixed = body.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    for each in (body, prefixed):
        path = write(tmp_path, "a", packed(parts({"One": each})))
        assert [(found.line, found.text) for found in comments(path)] == [
            (2, "two parts"),
            (3, "x"),
        ]


def test_the_first_sheet_with_a_known_header_is_taken_and_the_others_named(tmp_path: Path) -> None:
    sheets = {
        "Read me": sheet([("hello",)]),
        "Empty": sheet([]),
        "Com\x0bments"[:3] + " & co": sheet([HEADER, row()]),
        "Later": sheet([HEADER, row(cid="2")]),
    }
    path = write(tmp_path, "a", packed(parts(sheets)))
    assert [each.comment_id for each in comments(path)] == [ID]
    (note,) = [each for each in sources(path)[0].notes if "sheets" in each]
    assert all(name in note for name in ("Read me", "Empty", "Later"))
    assert "Com" not in note


def test_a_workbook_inside_an_archive_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.zip", packed({"deep/x.xlsx": book([HEADER, row()])}))
    (source,) = sources(path)
    assert source.name == "a.zip!deep/x.xlsx"
    assert [each.comment_id for each in comments(path)] == [ID]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save as CSV or XLSX"),
        (b"%PDF-1.7\n" + bytes(20), "a PDF: export as CSV"),
        (b"<!DOCTYPE html><html><table>", "a web page"),
        (b"\n<HTML><body>", "a web page"),
        (packed({"mimetype": "x", "content.xml": "x"}), ".ods"),
        (packed({"Index/Document.iwa": "x"}), "Numbers"),
        (packed({"[Content_Types].xml": "x", "xl/workbook.bin": "x"}), ".xlsb"),
    ],
)
def test_other_files_that_sheets_come_in_are_refused_with_advice(
    tmp_path: Path, data: bytes, words: str
) -> None:
    path = write(tmp_path, "a.file", data)
    assert words in refusal(path)
    with pytest.raises(UnknownShapeError):
        sources(path)


def of(rows: str, **changed: str) -> bytes:
    body = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    made = parts({"One": body}, texts=["a"])
    return packed({**made, **changed})


GOOD = "".join(
    f'<row r="{line}">'
    + "".join(cell(f"{'ABCDEF'[at]}{line}", value) for at, value in enumerate(each))
    + "</row>"
    for line, each in enumerate([HEADER, row()], start=1)
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (of(GOOD + "<row>"), "not in order"),
        (of(GOOD + '<row r="1"/>'), "rows are not in order"),
        (of(GOOD + '<row r="9999999"/>'), "rows are not in order"),
        (of(GOOD + '<row r="x"/>'), "number"),
        (of(GOOD + '<row><c r="B3"><v>1</v></c><c r="A3"><v>1</v></c></row>'), "cells are not in"),
        (of(GOOD + '<row><c r="ÄÖ"><v>1</v></c></row>'), "not where"),
        (of(GOOD + '<row><c t="s"><v>7</v></c></row>'), "shared text"),
        (of(GOOD + '<row><c t="s"><v>-1</v></c></row>'), "number"),
        (of(GOOD + "<a>" * 100), "deep"),
        (of(GOOD + f"<row><c><v>{'9' * 500}</v></c></row>"), "digits"),
        (of(GOOD, **{"xl/workbook.xml": "<workbook>"}), "not in order"),
        (of(GOOD, **{"xl/worksheets/sheet1.xml": LAUGHS}), "document type"),
        (of(GOOD, **{"xl/workbook.xml": LAUGHS}), "document type"),
        (of(GOOD, **{"xl/sharedStrings.xml": LAUGHS})[:-30], "damaged"),
    ],
)
def test_a_workbook_that_is_not_in_order_is_refused_in_one_line(
    tmp_path: Path, data: bytes, words: str
) -> None:
    assert words in refusal(write(tmp_path, "a.xlsx", data))


def test_a_workbook_that_is_cut_or_changed_is_refused(tmp_path: Path) -> None:
    good = book([HEADER, *(row(cid=str(number)) for number in range(50))])
    broken = bytearray(good)
    at = good.index(b"xl/worksheets/sheet1.xml") + 60
    broken[at : at + 8] = bytes(8)
    assert "damaged" in refusal(write(tmp_path, "a.xlsx", bytes(broken)))
    refusal(write(tmp_path, "b.xlsx", good[: len(good) // 2]))


def test_lying_dimensions_and_far_cells_cost_nothing(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    lies = (
        f'<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{GOOD}{far}</sheetData></worksheet>'
    )
    path = write(tmp_path, "a.xlsx", of("", **{"xl/worksheets/sheet1.xml": lies}))
    begin = time.monotonic()
    assert [each.comment_id for each in comments(path)] == [ID]
    assert [(bad.line, "cells" in bad.reason) for bad in rejected(path)] == [(1_048_576, True)]
    assert time.monotonic() - begin < 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("<c/>", "xl/worksheets/sheet1.xml"),
        ("<row/>", "xl/worksheets/sheet1.xml"),
        ("<x/>", "xl/worksheets/sheet1.xml"),
        ("x" * 64, "xl/worksheets/sheet1.xml"),
        ("<si/>", "xl/sharedStrings.xml"),
        ("<si><t>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</t></si>", "xl/sharedStrings.xml"),
        ('<sheet name="x"/>', "xl/workbook.xml"),
    ],
)
def test_a_small_file_that_unfolds_without_end_is_refused_soon(
    tmp_path: Path, piece: str, name: str
) -> None:
    flood = piece * ((100 << 20) // len(piece))
    last = '<row r="3"><c r="A3" t="s"><v>99999999</v></c></row>'
    bodies = {
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{GOOD}{flood}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst>{flood}</sst>",
        "xl/workbook.xml": f"<workbook><sheets>{flood}</sheets></workbook>",
    }
    path = write(tmp_path, "a.xlsx", of(GOOD + last, **{name: bodies[name]}))
    begin = time.process_time()
    refusal(path)
    assert time.process_time() - begin < 20


@pytest.mark.slow
def test_one_endless_mark_is_refused_soon(tmp_path: Path) -> None:
    body = f'<worksheet a="{"x" * (60 << 20)}"></worksheet>'
    begin = time.process_time()
    assert "longer" in refusal(
        write(tmp_path, "a.xlsx", of("", **{"xl/worksheets/sheet1.xml": body}))
    )
    assert time.process_time() - begin < 20
