"""Documents that are zip archives: workbooks, which are read, and what has to be saved as one."""

from __future__ import annotations

from collections.abc import Collection

from dm_assistant.importers.csv_source import sheet_source
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.workbook import MARKS, opened

WORKBOOK = "a workbook"
_ADVICE = "open it and save it as XLSX or CSV"
_OTHERS = (
    ({"xl/workbook.bin"}, "a binary Excel file (.xlsb)"),
    ({"Index/Document.iwa"}, "a Numbers sheet"),
    ({"Index.zip"}, "a Numbers sheet"),
    ({"word/document.xml"}, "a Word document"),
    ({"mimetype", "content.xml"}, "an OpenDocument file (.ods)"),
)


def document_in(names: Collection[str]) -> str:
    """Return what document an archive with these entries is; empty for a plain archive."""
    if set(names) >= MARKS:
        return WORKBOOK
    return next((what for marks, what in _OTHERS if marks <= set(names)), "")


def workbook_source(source: Input, options: Options) -> Source:
    """Recognise a workbook; raises UnknownShapeError for another document, with how to save it."""
    with opened(source) as archive:
        what = document_in(archive.namelist()) if archive is not None else ""
    if what == WORKBOOK:
        return sheet_source(source, options)
    raise UnknownShapeError(f"{source.name}: {what or 'an archive'}: {_ADVICE}")
