"""What else lies in a downloads folder: pictures and the like, and what is half or hostile."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.importers.books import packed
from tests.workspaces import HEADER, POST

PICTURE, VIDEO = b"\x89PNG\r\n\x1a\n" + bytes(99), b"\0\0\0\x20ftypisom" + bytes(99)
COMMENT = dict(
    zip(HEADER, ("1", "zip.fan", "Z", "71", "in a zip", POST, "2024-09-20T10:00:00Z"), strict=True)
)


def no_business(folder: Path) -> dict[str, str]:
    """Write what is no import; returns a word of the reason by file."""
    for number in range(30):
        (folder / f"IMG_{number:04}.png").write_bytes(PICTURE)
    (folder / "clip.mp4").write_bytes(VIDEO)
    (folder / "invoice.pdf").write_bytes(b"%PDF-1.7\n" + bytes(99))
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))
    (folder / "start_here.html").write_text("<!DOCTYPE html><title>Your data</title>")
    (folder / "letter.txt").write_text("Dear diary,\nit rained.\n")
    (folder / "package.json").write_text(json.dumps({"name": "x", "version": "1", "scripts": {}}))
    played = [{"endTime": "2024-09-01", "artistName": "A", "trackName": "B", "msPlayed": 5}]
    (folder / "StreamingHistory0.json").write_text(json.dumps(played))
    (folder / ".DS_Store").write_bytes(bytes(40))
    (folder / "._IMG_0001.png").write_bytes(bytes(40))
    (folder / "TikTok_Data_2.zip.crdownload").write_bytes(b"PK\x03\x04" + bytes(99))
    (folder / "comments.csv.part").write_text("cid,uni")
    (folder / "empty.csv").write_bytes(b"")
    return {
        **{f"IMG_{number:04}.png": "a picture" for number in range(30)},
        "clip.mp4": "a video",
        "invoice.pdf": "a PDF",
        "old.xls": "an old Excel",
        "start_here.html": "a web page: ask for the JSON form",
        "letter.txt": "a text that is no table",
        "package.json": "neither comments nor",
        "StreamingHistory0.json": "neither comments nor",
        ".DS_Store": "a hidden file",
        "TikTok_Data_2.zip.crdownload": "an unfinished download",
        "comments.csv.part": "an unfinished download",
        "empty.csv": "the file is empty",
    }


def damaged(folder: Path) -> dict[str, str]:
    """Write what came half or hostile; returns a word of the reason by file."""
    inner = packed({"deep.json": json.dumps([COMMENT])})
    (folder / "all.zip").write_bytes(packed({"comments.zip": inner, "note.txt": "hi\n"}))
    deeper = packed({"a.zip": packed({"b.zip": inner})})
    (folder / "matryoshka.zip").write_bytes(deeper)
    whole = packed({"c.json": json.dumps([COMMENT])})
    (folder / "damaged.zip").write_bytes(whole[:-25])
    bomb = folder / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("x.json"), b"[" + b" " * (100 << 20), 8)
    (folder / "cut.json").write_text(json.dumps([COMMENT] * 9)[:-40])
    rows = [f"{n},f{n},N,7{n},t{n},{POST},2024-09-20T10:00:00Z" for n in range(400)]
    rows[298] = f'298,f298,N,7298,"t298,{POST},2024-09-20T10:00:00Z'
    (folder / "broken.csv").write_text("\n".join([",".join(HEADER), *rows]) + "\n")
    latin = f"{','.join(HEADER)}\n1,f1,Señor,71,hi,{POST},2024-09-20T10:00:00Z\n"
    (folder / "latin.csv").write_bytes(latin.encode("latin-1"))
    return {
        "all.zip!note.txt": "a text that is no table",
        "matryoshka.zip!a.zip!b.zip": "an archive inside two others",
        "damaged.zip": "the archive is damaged",
        "bomb.zip": "grows to more than",
        "cut.json": "",
        "broken.csv": "line 300: a quote is opened here and not closed",
        "latin.csv": "line 2: the text is not UTF-8",
    }
