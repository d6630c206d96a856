"""Opens an XLSX workbook: its sheets by name, its texts, and which cells are dates."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Self

from dm_assistant.domain.text import shorten, to_screen
from dm_assistant.importers.archive import MAX_ENTRY, MAX_RATIO, METHODS, RATIO_FROM, check_entries
from dm_assistant.importers.inputs import BROKEN, CHUNK, Input, Readable
from dm_assistant.importers.sheet_cells import Row, SharedStrings, rows
from dm_assistant.importers.xml_stream import Attributes, Handler, XmlProblem, feed

MAX_SHEETS = 100
MAX_PART = 16 << 20
MAX_INSIDE = 128 << 20
MARKS = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
_NAME_WIDTH = 40
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_literal = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.').sub
_dated = re.compile(r"[dmyhse]", re.IGNORECASE).search
_plain = re.compile(r"general|e[+-]", re.IGNORECASE).search
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, fit to show, and the part that holds its cells."""

    name: str
    part: str


class Workbook:
    """A workbook; each reading of a sheet opens the file anew."""

    def __init__(self, source: Input) -> None:
        """Look at the list of sheets; raises BadInputError."""
        self._source = source
        self._since_1904 = False
        self._dates: list[bool] = []
        self._texts = ""
        self.sheets: tuple[Sheet, ...] = ()
        try:
            with opened(source) as archive:
                self._survey(self._checked(archive))
        except XmlProblem as problem:
            raise source.refusal(f"the workbook is damaged: {problem}") from None
        except BROKEN as problem:
            raise self._damaged(problem) from None

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the rows of a sheet that hold something; raises BadInputError."""
        try:
            with opened(self._source) as found:
                archive = self._checked(found)
                strings = SharedStrings(_part(archive, self._texts) if self._texts else None)
                with _part(archive, sheet.part) as stream:
                    yield from rows(stream, strings, self._dates, since_1904=self._since_1904)
        except XmlProblem as problem:
            raise self._source.refusal(f'sheet "{sheet.name}": {problem}') from None
        except BROKEN as problem:
            raise self._damaged(problem) from None

    def _damaged(self, problem: BaseException) -> Exception:
        return self._source.refusal(f"the workbook is damaged or cut ({type(problem).__name__})")

    def _checked(self, archive: zipfile.ZipFile | None) -> zipfile.ZipFile:
        if archive is None:
            raise self._source.refusal("the workbook is damaged, cut or too large")
        check_entries(archive, self._source.name)
        return archive

    def _survey(self, archive: zipfile.ZipFile) -> None:
        names = set(archive.namelist())
        book, links, looks = _Book(), _Links(), _Looks()
        _read(archive, "xl/workbook.xml", book)
        if "xl/_rels/workbook.xml.rels" in names:
            _read(archive, "xl/_rels/workbook.xml.rels", links)
        if "xl/styles.xml" in names:
            _read(archive, "xl/styles.xml", looks)
        self._since_1904 = book.since_1904
        self._dates = looks.dates()
        parts = {key: part for key, part in links.parts.items() if part in names}
        self._texts = next((part for part in links.texts if part in names), "")
        self.sheets = tuple(
            Sheet(shorten(to_screen(name), _NAME_WIDTH), parts[key])
            for name, key in book.sheets
            if key in parts
        )


@contextmanager
def opened(source: Input) -> Iterator[zipfile.ZipFile | None]:
    """Open a zip archive, also one that lies in an archive itself; ``None`` when it is none."""
    raw = source.open_raw()
    held: io.RawIOBase | io.BytesIO = raw if raw.seekable() else _in_memory(source, raw)
    with held:
        try:
            archive = zipfile.ZipFile(held)
        except BROKEN:
            yield None
            return
        with archive:
            yield archive


def _in_memory(source: Input, raw: io.RawIOBase) -> io.BytesIO:
    """Hold a file that can only be read once; zip archives are read from the end."""
    held = io.BytesIO()
    with raw:
        while chunk := raw.read(CHUNK):
            held.write(chunk)
            if held.tell() > MAX_INSIDE:
                reason = f"is larger than {MAX_INSIDE >> 20} MB: take it out of the archive first"
                raise source.refusal(reason)
    return held


class _Limited:
    """A part of a workbook that may only grow as far as its packed size allows."""

    def __init__(self, stream: Readable, limit: int, packed: int) -> None:
        self.packed = packed
        self._stream = stream
        self._left = limit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise XmlProblem("it grows too large when it is unpacked")
        return data

    def close(self) -> None:
        self._stream.close()


def _part(archive: zipfile.ZipFile, name: str, most: int = MAX_ENTRY) -> _Limited:
    info = archive.getinfo(name)
    if info.flag_bits & _ENCRYPTED or info.compress_type not in METHODS:
        raise XmlProblem("it is encrypted or packed in a way that is not read")
    limit = min(most, max(RATIO_FROM, info.compress_size * MAX_RATIO))
    return _Limited(archive.open(info), limit, info.compress_size)


def _read(archive: zipfile.ZipFile, name: str, handler: Handler) -> None:
    with _part(archive, name, MAX_PART) as stream:
        for _ in feed(stream, handler):
            pass


class _Book(Handler):
    """The list of sheets, in their order, with the key of each one's part."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.since_1904 = False

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "") in {"1", "true"}
        elif name == "sheet":
            if len(self.sheets) == MAX_SHEETS:
                raise XmlProblem(f"it has more than {MAX_SHEETS} sheets")
            key = next((attributes[each] for each in attributes if each.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), key))


class _Links(Handler):
    """Which part belongs to which key; parts outside the workbook are none."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}
        self.texts: list[str] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        part = target[1:] if target.startswith("/") else normpath(join("xl", target))
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind == "worksheet":
            self.parts[attributes.get("Id", "")] = part
        elif kind == "sharedStrings":
            self.texts.append(part)


class _Looks(Handler):
    """Which styles of cells show a number as a date."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._cells: list[str] = []
        self._in_cells = False

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._cells.append(attributes.get("numFmtId", "0"))

    def finish(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def dates(self) -> list[bool]:
        """Return for each style whether it is that of a date."""
        return [self._is_date(each) for each in self._cells]

    def _is_date(self, key: str) -> bool:
        code = self._formats.get(key)
        if code is None:
            return key.isdigit() and len(key) < 4 and int(key) in _DATE_FORMATS  # noqa: PLR2004 - built in
        bare = _literal("", code[:1_000].partition(";")[0])
        return bool(_dated(bare)) and not _plain(bare)
