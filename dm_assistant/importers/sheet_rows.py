"""The rows of a workbook's sheet as those of a table; the line is the row's number in the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.mapping import listed
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.sheet_cells import MAX_WIDTH
from dm_assistant.importers.table_rows import IsHeader, TableRows
from dm_assistant.importers.workbook import Sheet, Workbook


class SheetRows(TableRows):
    """One sheet of a workbook; cells that trail the header and are empty do not count."""

    def __init__(
        self, source: Input, workbook: Workbook, sheet: Sheet, is_header: IsHeader
    ) -> None:
        self._workbook = workbook
        self.sheet = sheet
        super().__init__(source, is_header)

    def rows(self) -> Iterator[tuple[int, list[str]] | Rejected]:
        """Yield the rows below the header; a row that is wider, or with NUL, is rejected."""
        width = len(self.header)
        for line, row in self._workbook.rows(self.sheet):
            if line <= self.header_line:
                continue
            if row is None:
                yield Rejected(line, f"the row has more than {MAX_WIDTH:,} cells")
            elif any("\0" in cell for cell in row):
                yield Rejected(line, "the row holds a NUL character")
            elif len(row) <= width:
                yield line, row + [""] * (width - len(row))
            else:
                yield Rejected(line, f"{len(row)} cells where the header has {width}")

    def _parsed(self) -> Iterator[tuple[int, list[str] | None]]:
        return self._workbook.rows(self.sheet)


def find_sheet(source: Input, is_header: IsHeader) -> tuple[SheetRows, str]:
    """Return the first sheet whose header is known, else the first that has any, and a note.

    The note names the sheets that are left out. Raises BadInputError.
    """
    workbook = Workbook(source)
    first: SheetRows | None = None
    for sheet in workbook.sheets:
        try:
            rows = SheetRows(source, workbook, sheet, is_header)
        except UnknownShapeError:
            continue
        first = first or rows
        if rows.is_known:
            first = rows
            break
    if first is None:
        raise UnknownShapeError(f"{source.name}: the workbook has no sheet with anything in it")
    others = [each.name for each in workbook.sheets if each is not first.sheet]
    return first, f"sheets left out: {listed(others)}" if others else ""
