"""Files made to hurt: archives, workbooks, JSON and tables, and what becomes of each."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping

from tests.downloads import END
from tests.exports import export, talk
from tests.importers import books
from tests.workspaces import HEADER, POST

REFUSED, READ, EITHER = "refused", "read", "either"
MILLION = 1_000_000
ROW = ("1", "a.fan", "Fan", "71", "hello", POST, "2024-09-20T10:00:00Z")
COMMENT = dict(zip(HEADER, ROW, strict=True))
GOOD = json.dumps([COMMENT])


def packed(entries: Mapping[str, bytes | str]) -> bytes:
    """Pack entries as they are named, also names that no packer writes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def overlapped(copies: int = 500) -> bytes:
    """Return a zip whose entries are all the same bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(b"[" + b" " * MILLION) + packer.flush()
    crc, size = zlib.crc32(b"[" + b" " * MILLION), MILLION + 1
    names = [f"{number}.json".encode() for number in range(copies)]
    head = struct.pack(
        "<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0x5C81, crc, len(data), size, len(names[0]), 0
    )
    entries = b"".join(
        struct.pack(
            *("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0x5C81, crc, len(data), size),
            *(len(name), 0, 0, 0, 0, 0, 0),
        )
        + name
        for name in names
    )
    body = head + names[0] + data
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, copies, copies, len(entries), len(body), 0)
    return body + entries + tail


def archives() -> dict[str, tuple[str, bytes]]:
    """Return archives that grow, lie, hide or point outside."""
    blanks = b"[" + b" " * (100 * MILLION)
    bomb = packed({"a.json": blanks})
    many = packed({f"{number}.json": "[]" for number in range(20_001)})
    empty = packed({f"{number}.txt": b"" for number in range(19_000)})
    outside = {"../../out.json": GOOD, "/etc/out.json": GOOD, "C:\\out.json": GOOD}
    return {
        "flat.zip": (REFUSED, bomb),
        "nested.zip": (REFUSED, packed({"in.zip": bomb})),
        "thrice.zip": (REFUSED, packed({"in.zip": packed({"in.zip": bomb})})),
        "overlap.zip": (REFUSED, overlapped()),
        "many.zip": (REFUSED, many),
        "empties.zip": (REFUSED, empty),
        "outside.zip": (READ, packed(outside)),
        "escapes.zip": (READ, packed({"a\x1b[2J\x07\u202e.json": GOOD, "n\nl.txt": "hi"})),
        "long-name.zip": (READ, packed({"n" * 60_000 + ".json": GOOD})),
        "half.zip": (REFUSED, packed({"a.json": GOOD * 99})[:-60]),
        "only-head.zip": (REFUSED, b"PK\x03\x04" + bytes(30)),
        "claims.zip": (REFUSED, bomb[:14] + b"\0\0\0\0\x01\0\0\0\x01\0\0\0" + bomb[26:]),
    }


def workbooks() -> dict[str, tuple[str, bytes]]:
    """Return workbooks that grow, repeat a long text, or name what lies outside."""
    rows = [HEADER, ROW]
    good = books.parts({"A": books.sheet(rows)})
    long_text = books.parts({"A": books.sheet(rows)}, texts=["x" * (200 * MILLION)])
    cell = '<c t="s"><v>0</v></c>'
    repeated = books.parts(
        {"A": books.sheet([HEADER, *([(cell,) * 7] * 30_000)])}, texts=["y" * 60_000]
    )
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'
    outside = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    deep = "<worksheet>" + "<a>" * 200_000
    sheet = "xl/worksheets/sheet1.xml"
    return {
        "long-text.xlsx": (READ, packed(long_text)),
        "repeated.xlsx": (EITHER, packed(repeated)),
        "laughs.xlsx": (REFUSED, packed({**good, sheet: doctype + good[sheet] + "&l11;"})),
        "outside.xlsx": (REFUSED, packed({**good, sheet: outside + good[sheet]})),
        "deep.xlsx": (REFUSED, packed({**good, sheet: deep})),
        "far-cell.xlsx": (
            EITHER,
            packed({**good, sheet: good[sheet].replace('r="A1"', 'r="XFD1048576"', 2)}),
        ),
        "half-book.xlsx": (REFUSED, packed(good)[:-90]),
        "no-sheet.xlsx": (REFUSED, packed({k: v for k, v in good.items() if k != sheet})),
    }


def documents() -> dict[str, tuple[str, bytes]]:
    """Return JSON and text that nests, repeats, lies about its encoding or ends too soon."""
    chats = export({"a.fan": talk(END, ("a.fan", "hi"), ("me.me", "hello"))})
    whole = json.dumps(chats, indent=2)
    deep = "[" * 200_000
    chat = whole.replace('"hi"', deep, 1)
    number = whole.replace('"hi"', "9" * 5_000, 1)
    twice = whole.replace('"From": "a.fan"', '"From": "a.fan", "From": "me.me"', 1)
    times = [{**COMMENT, "createTimeISO": at} for at in ("9" * 40, "1e999", "-1", "inf", "NaN")]
    page = {"participants": [{"name": "A"}, {"name": "B"}], "messages": deep}
    return {
        "deep.json": (REFUSED, deep.encode()),
        "deep-objects.json": (REFUSED, b'{"a":' * 200_000),
        "deep-chat.json": (REFUSED, chat.encode()),
        "deep-comment.json": (REFUSED, GOOD.replace('"hello"', deep).encode()),
        "huge-number.json": (REFUSED, number.encode()),
        "twice.json": (REFUSED, twice.encode()),
        "odd-times.json": (READ, json.dumps([COMMENT, *times]).encode()),
        "half-export.json": (REFUSED, whole[: len(whole) // 2].encode()),
        "message_1.json": (EITHER, json.dumps(page).encode()),
        "latin.json": (REFUSED, GOOD.replace("hello", "señor").encode("latin-1")),
        "utf16.json": (READ, GOOD.encode("utf-16")),
        "half-utf16.json": (REFUSED, GOOD.encode("utf-16")[:-1]),
        "utf32.json": (REFUSED, GOOD.encode("utf-32")),
        "one-line.json": (REFUSED, b'{"a": "' + b"x" * (90 * MILLION)),
        "blanks.json": (REFUSED, b" " * (90 * MILLION)),
        "commas.json": (REFUSED, b"[" + b"," * MILLION + b"]"),
        "scalars.jsonl": (EITHER, GOOD[1:-1].encode() + b"\n" + b"1\n" * 200_000),
        "chats.txt": (EITHER, b">>> Chat History with a.fan::\n\n" + b"no date\n" * 200_000),
    }


def tables() -> dict[str, tuple[str, bytes]]:
    """Return tables that are wide, long in one cell, or not what they say."""
    head = ",".join(HEADER)
    return {
        "wide.csv": (REFUSED, b",".join(b"c%d" % number for number in range(300_000))),
        "one-cell.csv": (REFUSED, f'{head}\n1,"'.encode() + b"x" * (60 * MILLION)),
        "quotes.csv": (REFUSED, f"{head}\n".encode() + b'"' * (20 * MILLION - 1)),
        "nuls.csv": (EITHER, f"{head}\n".encode() + bytes(10 * MILLION)),
        "separators.csv": (EITHER, f"{head}\n".encode() + b"," * (9 * MILLION)),
        "returns.csv": (REFUSED, f"{head}\n".encode() + b"\r" * (50 * MILLION)),
        "cut-mark.csv": (REFUSED, b"\xef\xbb"),
        "half-table.csv": (REFUSED, f"{head}\n".encode("utf-16")[:-1]),
        "two-texts.csv": (REFUSED, f"{head},text\n".encode()),
    }


GROUPS = {"archives": archives, "workbooks": workbooks, "documents": documents, "tables": tables}
