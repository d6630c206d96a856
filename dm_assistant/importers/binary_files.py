"""Documents that are zip archives: workbooks, which are read, and what has to be saved as one."""

from __future__ import annotations

from collections.abc import Collection

from dm_assistant.importers.archive import begins_archive
from dm_assistant.importers.csv_rows import CsvRows
from dm_assistant.importers.csv_source import sheet_source
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.mapping import listed
from dm_assistant.importers.sheet_rows import SheetRows
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.table_rows import TableRows
from dm_assistant.importers.workbook import MARKS, Workbook, opened

WORKBOOK = "a workbook"
_ADVICE = "open it and save it as XLSX or CSV"
_HEAD = 4
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
    _check(source)
    return sheet_source(source, options)


def only_table(source: Input) -> TableRows:
    """Return the rows of a CSV file, or of a workbook in which one sheet holds anything.

    Where nobody is asked back no sheet may be left out. Raises BadInputError.
    """
    with source.open_raw() as stream:
        head = stream.read(_HEAD) or b""
    if not begins_archive(head):
        return CsvRows(source)
    _check(source)
    workbook = Workbook(source)
    filled = [each for each in workbook.sheets if next(workbook.rows(each), None) is not None]
    if not filled:
        raise UnknownShapeError(f"{source.name}: the workbook has no sheet with anything in it")
    if len(filled) > 1:
        names = listed([each.name for each in filled])
        raise source.refusal(f"several sheets hold something: {names}; save one as a file")
    return SheetRows(source, workbook, filled[0], lambda _: True)


def _check(source: Input) -> None:
    with opened(source) as archive:
        what = document_in(archive.namelist()) if archive is not None else ""
    if what != WORKBOOK:
        raise UnknownShapeError(f"{source.name}: {what or 'an archive'}: {_ADVICE}")
