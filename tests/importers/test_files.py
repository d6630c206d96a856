from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from dm_assistant.errors import BadInputError
from tests.importers.reading import comments, left, records, rejected, sources, write, write_json

HEADER = "cid,uniqueId,text,date\n"
ROW = "1,dev.user1,hello,2026-04-11T08:30:00Z\n"
ITEM = {"cid": "1", "uniqueId": "dev.user1", "text": "a", "date": "2026-04-11T08:30:00Z"}


def refusal(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        records(path)
    message = str(caught.value)
    assert message.isprintable()
    return message


def zipped(folder: Path, entries: dict[str, str | bytes], method: int = 8) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return write(folder, "a.zip", out.getvalue())


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe", b",,\n1,2,3\n"])
def test_a_file_with_nothing_in_it_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(write(tmp_path, "a", content)).startswith("a")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nobody") == "nobody: there is no such file"
    assert refusal(tmp_path).endswith("nothing in it is of a known format (it holds no file)")
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").endswith("this is no file")


def test_a_file_name_is_made_fit_to_show(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, "a\x1b[2J\u202eb\n.csv", "x\n"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_of_a_bad_byte_is_right_for_every_line_end(tmp_path: Path, end: str) -> None:
    text = (HEADER + ROW * 9).replace("\n", end).encode() + b"2,dev.user2,Se\xf1or,x"
    assert refusal(write(tmp_path, "a", text)).startswith("a:11: ")


def test_a_bad_byte_far_down_is_found_in_json_too(tmp_path: Path) -> None:
    lines = (json.dumps(ITEM) + "\n") * 5_000
    bad = lines.encode() + b'{"text": "\xff"}\n'
    assert refusal(write(tmp_path, "a", bad)).startswith("a:5001: ")


def test_half_a_character_at_the_end_of_utf16_is_refused(tmp_path: Path) -> None:
    data = b"\xff\xfe" + (HEADER + ROW).encode("utf-16-le") + b"\x00\xd8"
    assert refusal(write(tmp_path, "a", data)).startswith("a:3: ")


def test_rows_are_counted_in_lines_across_long_cells_and_blank_lines(tmp_path: Path) -> None:
    rows = '\n1,dev.user1,"a\r\n\r\nb",2026-04-11T08:30:00Z\n\n\n1,2\n' + ROW
    path = write(tmp_path, "a", HEADER + rows)
    assert [each.line for each in comments(path)] == [3, 9]
    assert [bad.line for bad in rejected(path)] == [8]
    assert comments(path)[0].text == "a\r\n\r\nb"


def test_a_nul_in_the_second_line_of_a_cell_rejects_that_row_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "a", HEADER + ROW + '1,dev.user1,"a\n\0",2026-04-11\n' + ROW)
    assert [bad.line for bad in rejected(path)] == [3]
    assert [each.line for each in comments(path)] == [2, 5]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators_are_found(tmp_path: Path, mark: str) -> None:
    path = write(tmp_path, "a", (HEADER + ROW).replace(",", mark))
    assert [each.text for each in comments(path)] == ["hello"]


def test_a_line_that_names_the_separator_is_understood(tmp_path: Path) -> None:
    path = write(tmp_path, "a", "sep=;\r\n" + (HEADER + ROW + "1;2\n").replace(",", ";"))
    assert [each.line for each in comments(path)] == [3]
    assert [bad.line for bad in rejected(path)] == [4]


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    assert "twice" in refusal(write(tmp_path, "a", "cid,text,uniqueId,text,date\n"))
    assert comments(write(tmp_path, "b", ",," + HEADER + ",," + ROW))


@pytest.mark.parametrize(
    "row", ['1,dev.user1,"a"b,x\n', '1,dev.user1,"never closed\n' + ROW * 300_000]
)
def test_quotes_out_of_order_refuse_the_file_at_the_row(tmp_path: Path, row: str) -> None:
    assert refusal(write(tmp_path, "a", HEADER + ROW + row)).startswith("a:3: ")


@pytest.mark.slow
def test_a_text_of_300_000_letters_is_read_and_an_endless_one_is_not(tmp_path: Path) -> None:
    long = write(tmp_path, "a", HEADER + ROW.replace("hello", "B" * 300_000))
    assert [len(each.text) for each in comments(long)] == [300_000]
    assert "characters" in refusal(write(tmp_path, "b", HEADER + "x" * 9_000_000))
    assert "characters" in refusal(write(tmp_path, "c", HEADER + '"\n' + '","\n' * 3_000_000))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"a":1,"a":2}]', "a item 1: "),
        ('[{"a": {"b" : 1, "\\u0062": 2}}]', "a item 1: "),
        ('{"comments":[],"comments":[]}', "a:1: "),
        ('{"comments":[{"cid":1,\n"cid":2}]}', "a item 1: "),
        ("[Infinity]", "a item 1: "),
        ("[1e999]", "a item 1: "),
        ('[{"a":' + "[" * 64 + "]" * 64 + "}]", "a item 1: "),
        ('{"a":' * 70 + "1" + "}" * 70, "a:1: "),
        ('{"a":1}\n' + '{"a":' + "[" * 70 + "]" * 70 + "}", "a:2: "),
        ('{"a":1}\n{"a":}\n', "a:2: "),
        ('{"a":1}\n{"a":1', "a:2: "),
        ("[1 2]", "a item 1: "),
        ("[1,]", "a item 2: "),
        ("[{}}", "a item 1: "),
        ("[[}]", "a item 1: "),
        ("[1]\n[2]", "a:2: "),
        ('{"comments":[1],}', "a:1: "),
        ('{"comments":\n[1] "x":2}', "a:2: "),
        ('["\\q"]', "a item 1: "),
        ('["a\nb"]', "a item 1: "),
        ("[", "a item 1: "),
        ('{"a"', "a:1: "),
        ("[nothing]", "a item 1: "),
    ],
)
def test_json_that_is_not_in_order_is_refused_at_its_place(
    tmp_path: Path, text: str, place: str
) -> None:
    assert refusal(write(tmp_path, "a", text)).startswith(place)


def test_a_colon_before_blanks_or_in_a_text_is_no_second_key(tmp_path: Path) -> None:
    who = '"cid" : "1", "uniqueId"\n: "dev.user1"'
    text = f'[{{{who}, "text": "say \\"x\\": \\" :", "date": 1775896200}}]'
    assert [each.text for each in comments(write(tmp_path, "a", text))] == ['say "x": " :']


def test_what_stands_after_the_list_of_comments_counts_as_well(tmp_path: Path) -> None:
    video = "https://www.tiktok.com/@dev.creator/video/7418294751977327878"
    page = {"comments": [ITEM], "video_url": video, "caption": "Title"}
    (found,) = comments(write_json(tmp_path, page))
    assert (found.post_id, found.post_title) == ("7418294751977327878", "Title")


def test_pages_one_per_line_or_in_a_list_are_all_read(tmp_path: Path) -> None:
    pages = [{"comments": [ITEM, ITEM]}, {"data": {"comments": [ITEM]}}]
    lines = write(tmp_path, "a", "\n".join(map(json.dumps, pages)))
    assert [each.line for each in comments(lines)] == [1, 1, 2]
    assert [each.line for each in comments(write_json(tmp_path, pages))] == [1, 1, 2]


def test_rows_that_are_no_objects_are_rejected(tmp_path: Path) -> None:
    path = write_json(tmp_path, [ITEM, 7, "x", [ITEM], {**ITEM, "replies": ["x"]}])
    assert [bad.line for bad in rejected(path)] == [2, 3, 4, 5]
    assert [each.line for each in comments(path)] == [1, 5]


def test_an_archive_gives_each_known_entry_and_names_the_others(tmp_path: Path) -> None:
    path = zipped(
        tmp_path,
        {
            "deep/down/x.bin": json.dumps([ITEM]),
            "people": "handle,notes\ndev.user1,hi\n",
            "__MACOSX/x.csv": "junk",
            "deep/._x.bin": "junk",
            "photo.jpg": b"\xff\xd8\xff\0\x10",
            "read\x1b[2Jme.txt": "hello",
        },
        zipfile.ZIP_STORED,
    )
    found = sources(path)
    assert [source.name for source in found] == ["a.zip!people", "a.zip!deep/down/x.bin"]
    assert [source.format for source in found] == ["contacts", "apify"]
    assert {source.path for source in found} == {path}
    why = left(path)
    assert why.pop("a.zip!photo.jpg") == "a picture"
    ((name, reason),) = why.items()
    assert name.endswith("me.txt")
    assert name.isprintable()
    assert "not a table with the handle" in reason
    assert len(records(path)) == 2


def test_a_fault_in_an_entry_names_archive_entry_and_line(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"x.csv": HEADER + ROW + '1,"open\n'})
    assert refusal(path).startswith("a.zip!x.csv:3: ")


def test_a_changed_byte_in_an_entry_is_noticed(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"x.csv": HEADER + ROW * 50}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"hello", b"jello", 1))
    assert refusal(path).startswith("a.zip!x.csv: is damaged")


def test_entries_that_share_bytes_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"x.csv": HEADER + ROW * 50, "y.csv": HEADER + ROW})
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("y.csv").header_offset.to_bytes(4, "little")
    data = path.read_bytes()
    at = data.rindex(start, 0, data.rindex(b"y.csv"))
    path.write_bytes(data[:at] + bytes(4) + data[at + 4 :])
    assert "overlaps" in refusal(path)


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"x.csv": HEADER + ROW})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert "encrypted" in refusal(path)


def test_the_share_read_grows_to_the_whole(tmp_path: Path) -> None:
    (source,) = sources(write(tmp_path, "a", HEADER + ROW * 20_000))
    seen = [source.read for _ in source.records()]
    assert seen == sorted(seen)
    assert 0 < seen[0] < source.size
    assert source.read == source.size
    assert source.place(7) == "a:7"
