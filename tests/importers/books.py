"""Workbooks as Excel and others write them, made by hand so that any part of one can be wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CODES = {164: "yyyy\\-mm\\-dd&quot;d&quot;", 165: "[Red]0.00&quot; days&quot;"}
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts>'
    + "".join(f'<numFmt numFmtId="{at}" formatCode="{code}"/>' for at, code in _CODES.items())
    + '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
    + "".join(f'<xf numFmtId="{at}"/>' for at in (0, 22, *_CODES))
    + "</cellXfs></styleSheet>"
)


def letters(column: int) -> str:
    """Return the name of a column, A for 0."""
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(65 + last)


def cell(place: str, value: object, texts: list[str] | None = None) -> str:
    """Return one cell; a text that begins with ``<`` is taken as XML."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    if str(value).startswith("<c"):
        return str(value).replace("<c", f'<c r="{place}"', 1)
    if texts is None:
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
    texts.append(str(value))
    return f'<c r="{place}" t="s"><v>{len(texts) - 1}</v></c>'


def sheet(rows: Iterable[Sequence[object]], texts: list[str] | None = None, start: int = 1) -> str:
    """Return the XML of a sheet."""
    body = "".join(
        f'<row r="{line}">'
        + "".join(cell(f"{letters(at)}{line}", value, texts) for at, value in enumerate(row))
        + "</row>"
        for line, row in enumerate(rows, start=start)
    )
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData>{body}</sheetData></worksheet>'
    )


def parts(
    sheets: Mapping[str, str], *, texts: Sequence[str] = (), book: str = ""
) -> dict[str, str]:
    """Return the parts of a workbook by their names."""
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{LINKS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    strings = "".join(f'<si><t xml:space="preserve">{escape(each)}</t></si>' for each in texts)
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{book}'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}'
        f'<Relationship Id="s" Type="{LINKS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="x" Type="{LINKS}/worksheet" TargetMode="External" Target="http://x/"/>'
        "</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        **{
            f"xl/worksheets/sheet{at}.xml": each for at, each in enumerate(sheets.values(), start=1)
        },
    }


def packed(entries: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive, the same bytes for the same entries."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def book(rows: Iterable[Sequence[object]], *, shared: bool = True, since: str = "") -> bytes:
    """Return a workbook of one sheet."""
    texts: list[str] = []
    made = sheet(rows, texts if shared else None)
    return packed(parts({"Comments": made}, texts=texts, book=since))


def write_book(folder: Path, rows: Iterable[Sequence[object]], name: str = "a.xlsx") -> Path:
    """Write a workbook of one sheet."""
    path = folder / name
    path.write_bytes(book(rows))
    return path
