"""Recognises files that are no text: workbooks, and what has to be saved as one first."""

from __future__ import annotations

import zipfile

from dm_assistant.importers.csv_source import sheet_source
from dm_assistant.importers.inputs import BROKEN, Input, UnknownShapeError
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.workbook import is_workbook, opened

_ZIP = b"PK\x03\x04"
_HEAD = 4096
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ADVICE = "open it and save it as XLSX or CSV"
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument sheet (.ods)",
}
_ZIPPED = (
    ("xl/workbook.bin", "a binary Excel file (.xlsb)"),
    ("Index/Document.iwa", "a Numbers sheet"),
    ("Index.zip", "a Numbers sheet"),
    ("word/document.xml", "a Word document"),
)


def workbook_source(source: Input, options: Options) -> Source | None:
    """Recognise a workbook; ``None`` for a text and for any other archive.

    Raises UnknownShapeError for other files that sheets come in, with how to save them.
    """
    with source.open() as stream:
        head = stream.read(_HEAD)
    if head.startswith(_ZIP):
        if is_workbook(source):
            return sheet_source(source, options)
        what = _other_sheet(source)
    elif head.startswith(_OLD_OFFICE):
        what = "an old Excel file (.xls) or one with a password"
    elif head.startswith(b"%PDF-"):
        what = "a PDF"
    elif head.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        what = "a web page (HTML)"
    else:
        return None
    if not what:
        return None
    raise UnknownShapeError(f"{source.name}: this is {what}: {_ADVICE}")


def _other_sheet(source: Input) -> str:
    """Name what a zip archive is, when that is a document; empty for a plain archive."""
    with opened(source) as archive:
        if archive is None:
            return ""
        names = set(archive.namelist())
        found = next((words for name, words in _ZIPPED if name in names), "")
        if not found and "mimetype" in names:
            found = _MIMETYPES.get(_beginning(archive, "mimetype"), "")
    return found


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as stream:
            return stream.read(200).strip()
    except BROKEN:
        return b""
