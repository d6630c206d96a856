"""What a person points at: a file, a folder, an archive; and why something in it is left."""

from __future__ import annotations

import io
import json
import os
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest

from dm_assistant.errors import BadInputError
from dm_assistant.importers import archive, walking
from dm_assistant.importers.detect import recognise
from dm_assistant.importers.left import Left, counted
from tests.exports import export, talk, write, write_instagram
from tests.importers.reading import left, records, sources
from tests.importers.test_exports import START
from tests.importers.test_files import HEADER, ITEM, ROW

CSV = HEADER + ROW
CHATS = {"mia": talk(START, ("mia", "hi"), ("me.me", "yo"))}


def refusal(*paths: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        recognise(paths)
    assert str(caught.value).isprintable()
    return str(caught.value)


def packed(entries: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out.getvalue()


def test_a_downloads_folder_is_read_with_a_reason_for_each_file_left(tmp_path: Path) -> None:
    down = tmp_path / "Downloads"
    (down / "deep/er").mkdir(parents=True)
    (down / "deep/er/rows.csv").write_text(CSV)
    write(down / "user_data.json", export(CHATS))
    (down / "comments.zip").write_bytes(packed({"a/x.json": json.dumps([ITEM])}))
    (down / "two.zip").write_bytes(packed({"one.zip": packed({"x.csv": CSV})}))
    write_instagram(down / "insta", CHATS, followers=["mia"])
    for name, data in {
        "cat.jpg": b"\xff\xd8\xff\xe0",
        "dog.png": b"\x89PNG\r\n",
        "film.mp4": b"\0\0\0\x18ftypmp42",
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "bill.pdf": b"%PDF-1.7",
        "page.html": b"\n<!DOCTYPE html><html>",
        "data.bin": b"abc\0def",
        "nothing.csv": b" \n",
        "half.crdownload": CSV.encode(),
        ".hidden": CSV.encode(),
        "._rows.csv": b"shadow",
        "broken.zip": b"PK\x03\x04 and no more",
        "broken.json": json.dumps(export(CHATS))[:-9].encode(),
        "bad.csv": (CSV + '1,dev.user1,"open\n').encode(),
        "letter.txt": b"Dear Sir,\nhello",
    }.items():
        (down / name).write_bytes(data)
    (down / "link.csv").symlink_to(down / "deep/er/rows.csv")
    (down / "up").symlink_to(down)
    os.mkfifo(down / "pipe")
    found = sources(down)
    assert [source.name for source in found] == [
        "Downloads/user_data.json",
        "Downloads/insta",
        "Downloads/comments.zip!a/x.json",
        "Downloads/deep/er/rows.csv",
        "Downloads/two.zip!one.zip!x.csv",
    ]
    assert [source.path.name for source in found] == [
        "user_data.json",
        "insta",
        "comments.zip",
        "rows.csv",
        "two.zip",
    ]
    assert {name.removeprefix("Downloads/"): reason for name, reason in left(down).items()} == {
        ".hidden": "a hidden file",
        "bad.csv": "line 3: a quote is opened here and not closed",
        "bill.pdf": "a PDF: export as CSV or JSON",
        "broken.json": "line 1: a value is missing, or the file ends inside it",
        "broken.zip": "the archive is damaged, cut or too large",
        "cat.jpg": "a picture",
        "data.bin": "no text",
        "dog.png": "a picture",
        "film.mp4": "a video",
        "half.crdownload": "an unfinished download",
        "letter.txt": "a text that is no table",
        "link.csv": "a link: point at the file itself",
        "nothing.csv": "the file is empty",
        "old.xls": "an old Excel or Office file: save as CSV or XLSX",
        "page.html": "a web page: ask for the JSON form of your export",
        "pipe": "neither a file nor a folder",
        "up": "a link: point at the file itself",
    }


def test_what_is_left_is_counted_in_words() -> None:
    reasons = ["a picture"] * 412 + ["a web page: ask"] * 2 + ["no text"] * 2 + ["a video"]
    assert counted(reasons) == (
        "412 pictures",
        "2 web pages: ask",
        "2 files: no text",
        "a video",
    )


def test_a_file_that_is_named_and_not_known_refuses_what_is_named_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    (tmp_path / "b.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert refusal(tmp_path / "a.csv", tmp_path / "b.jpg") == "b.jpg: a picture"


def test_an_archive_of_pictures_beside_an_export_is_left(tmp_path: Path) -> None:
    media = tmp_path / "part2.zip"
    media.write_bytes(packed({"media/x.jpg": b"\xff\xd8\xff"}))
    (tmp_path / "a.csv").write_text(CSV)
    found = recognise([media, tmp_path / "a.csv"])
    assert [source.name for source in found.sources] == ["a.csv"]
    assert found.left == (Left("part2.zip!media/x.jpg", "a picture"),)
    assert refusal(media) == "part2.zip: nothing in it is of a known format (a picture)"


def test_older_exports_come_first_and_lists_of_people_before_them(tmp_path: Path) -> None:
    later = {"mia": talk(START.replace(year=2025), ("mia", "hi"))}
    write(tmp_path / "a.json", export(later))
    write(tmp_path / "b.json", export(CHATS))
    (tmp_path / "c.csv").write_text(CSV)
    (tmp_path / "d.csv").write_text("handle,notes\nmia,x\n")
    names = [source.name.rpartition("/")[2] for source in sources(tmp_path)]
    assert names == ["d.csv", "b.json", "a.json", "c.csv"]


def test_two_exports_stay_two_also_as_a_zip_and_unpacked(tmp_path: Path) -> None:
    for name in ("older", "newer"):
        write_instagram(tmp_path / "down/insta" / name, CHATS, followers=["mia"])
    whole = tmp_path / "down/x.zip"
    whole.write_bytes(
        packed(
            {
                str(file.relative_to(tmp_path / "down/insta/newer")): file.read_bytes()
                for file in sorted((tmp_path / "down/insta/newer").rglob("*.json"))
            }
        )
    )
    assert {source.name for source in sources(tmp_path / "down")} == {
        "down/insta/older",
        "down/insta/newer",
        "down/x.zip",
    }


def test_pointing_into_an_export_finds_the_same(tmp_path: Path) -> None:
    root = write_instagram(tmp_path / "insta", CHATS, followers=["mia"])
    expected = list(sources(root)[0].records())
    parts = [each for each in sorted(root.iterdir()) if each.is_dir()]
    [source] = recognise(parts).sources
    assert (list(source.records()), source.path) == (expected, root)
    files = sorted(root.rglob("*.json"))
    [source] = recognise(files).sources
    assert (list(source.records()), source.path, source.name) == (expected, root, "insta")


@pytest.mark.slow
def test_a_folder_with_too_many_files_or_too_deep_is_bounded(tmp_path: Path) -> None:
    deep = tmp_path / "down" / "/".join("d" * (walking.MAX_DEPTH + 2))
    deep.mkdir(parents=True)
    (deep / "x.csv").write_text(CSV)
    assert "a folder too deep inside" in refusal(tmp_path / "down")
    for number in range(walking.MAX_FILES + 1):
        (tmp_path / f"{number}").touch()
    assert "more than 20,000 files; point at a smaller folder" in refusal(tmp_path)


def test_a_name_of_any_bytes_is_shown_safely(tmp_path: Path) -> None:
    for name in (b"a\x1b[2Jb.csv", b"\xff\xfe.csv", "\u202ecsv.txt".encode(), b"x" * 250):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("hello")
    (tmp_path / "good.csv").write_text(CSV)
    names = left(tmp_path)
    assert len(names) == 4
    assert all(name.isprintable() and reason.isprintable() for name, reason in names.items())


TRICKS = ["../../x.csv", "/etc/x.csv", "C:\\x.csv", "..\\x.csv", "a/" * 100 + "x.csv", "n" * 5_000]


@pytest.mark.parametrize("name", TRICKS)
def test_a_path_in_an_archive_is_only_a_name(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "a.zip").write_bytes(packed({name: CSV}))
    before = sorted(tmp_path.rglob("*"))
    [source] = sources(inner)
    assert len(list(source.records())) == 1
    assert source.name.isprintable()
    assert len(source.name) < 200
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_in_an_archive_is_looked_into_and_a_deeper_one_is_not(
    tmp_path: Path, method: int
) -> None:
    innermost = packed({"z.csv": CSV})
    inner = packed({"y.csv": CSV, "deeper.zip": innermost}, method)
    (tmp_path / "a.zip").write_bytes(packed({"x.csv": CSV, "b.zip": inner}, method))
    kept = set(Path(tempfile.gettempdir()).iterdir())
    found = sources(tmp_path / "a.zip")
    assert {source.name for source in found} == {"a.zip!b.zip!y.csv", "a.zip!x.csv"}
    assert sum(len(list(source.records())) for source in found) == 2
    why = left(tmp_path / "a.zip")
    assert why == {"a.zip!b.zip!deeper.zip": "an archive inside two others; unpack first"}
    assert set(Path(tempfile.gettempdir()).iterdir()) <= kept


@pytest.mark.slow
def test_the_limits_hold_for_the_sum_of_an_archive_and_those_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    many: dict[str, str | bytes] = {f"{number}": "" for number in range(archive.MAX_ENTRIES // 2)}
    path.write_bytes(packed({**many, "b.zip": packed({**many})}, zipfile.ZIP_STORED))
    assert "more than 20,000 entries" in refusal(path)
    large: dict[str, str | bytes] = {f"{number}": bytes(1 << 20) for number in range(40)}
    path.write_bytes(packed({**large, "b.zip": packed(large)}))
    assert "grows to more than 67,108,864 bytes" in refusal(path)


def test_a_bomb_is_refused_when_it_is_named_and_left_in_a_folder(tmp_path: Path) -> None:
    bomb = packed({"x.csv": CSV + ("\n" * 1_900_000 + CSV) * 12})
    (tmp_path / "bomb.zip").write_bytes(bomb)
    (tmp_path / "inside.zip").write_bytes(packed({"bomb.zip": bomb, "x.csv": CSV}))
    (tmp_path / "good.csv").write_text(CSV)
    assert "grows to more than" in refusal(tmp_path / "bomb.zip")
    names = [source.name.partition("/")[2] for source in sources(tmp_path)]
    assert names == ["good.csv", "inside.zip!x.csv"]
    assert all("grows to more than" in reason for reason in left(tmp_path).values())


def test_hostile_archives_in_a_folder_are_left_and_the_good_one_is_read(tmp_path: Path) -> None:
    down = tmp_path / "down"
    down.mkdir()
    (down / "good.zip").write_bytes(packed({"x.csv": CSV}))
    secret = bytearray(packed({"x.csv": CSV}))
    secret[secret.index(b"PK\x01\x02") + 8] |= 1
    (down / "encrypted.zip").write_bytes(secret)
    (down / "split.zip").write_bytes(b"PK\x07\x08" + packed({"x.csv": CSV}))
    twice = packed({"x.csv": CSV, "y.csv": CSV}).replace(b"y.csv", b"x.csv")
    (down / "twice.zip").write_bytes(twice)
    method = bytearray(packed({"x.csv": CSV}))
    struct.pack_into("<H", method, method.index(b"PK\x01\x02") + 10, 99)
    (down / "method.zip").write_bytes(method)
    (down / "cut.zip").write_bytes(packed({"x.csv": CSV})[:-30])
    assert [source.name for source in sources(down)] == ["down/good.zip!x.csv"]
    assert {name.rpartition("/")[2]: reason for name, reason in left(down).items()} == {
        "cut.zip": "the archive is damaged, cut or too large",
        "encrypted.zip": "x.csv: the entry is encrypted",
        "method.zip": "x.csv: the entry is packed in a way that is not read",
        "split.zip": "a piece of a split archive: join the pieces first",
        "twice.zip": "x.csv: two entries have this name",
    }


def test_a_sheet_is_one_file_and_not_an_archive_of_many(tmp_path: Path) -> None:
    sheet = packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
    (tmp_path / "a.xlsx").write_bytes(sheet)
    (tmp_path / "b.zip").write_bytes(packed({"c.xlsx": sheet, "x.csv": CSV}))
    reason = "the workbook has no sheet with anything in it"
    assert refusal(tmp_path / "a.xlsx") == f"a.xlsx: {reason}"
    assert left(tmp_path / "b.zip") == {"b.zip!c.xlsx": reason}


def test_an_archive_of_the_large_kind_is_read(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "w") as made,
        made.open("x.csv", "w", force_zip64=True) as entry,
    ):
        entry.write(CSV.encode())
    assert len(records(tmp_path / "a.zip")) == 1


@pytest.mark.slow
def test_thousands_of_entries_are_read_in_good_time(tmp_path: Path) -> None:
    folder = write_instagram(
        tmp_path / "x", {f"fan{number}": CHATS["mia"][:1] for number in range(3_000)}
    )
    entries: dict[str, str | bytes] = {
        str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.json")
    }
    (tmp_path / "a.zip").write_bytes(packed({"inner.zip": packed(entries)}))
    [source] = sources(tmp_path / "a.zip")
    assert len(list(source.records())) == 3_000
    assert source.read == source.size
