"""Records as one workbook (ISO/IEC 29500-1): a sheet for each type, its heading row in sight.

It is written here, and in memory: openpyxl lays every sheet into a temporary file first, and
what people told in confidence is to lie on no disk but where it was asked for.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from advocacy.exporting.cells import cell
from records.errors import ExitCode, RecordsError
from records.wording import N_

LONGEST_CELL = 32_767  # signs, of every spreadsheet program
NARROWEST, WIDEST = 10, 60  # signs
LOOKED_AT = 200  # rows that decide how wide a column is

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PLAIN, BOLD = 0, 1
"""Styles of a cell, by their place in the list below."""

STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">'
    '<xf fontId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="1" applyFont="1"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

Rows = Sequence[Mapping[str, Any]]
Cells = list[str | int | float | None]


class TooLongForACell(RecordsError):
    """A text does not fit into a workbook whole (exit 2)."""

    sentence = N_("{field} of {ref} is longer than a cell of a workbook holds")
    advice = N_("--format csv or --format json takes it whole")
    code = ExitCode.USAGE


def workbook(sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> bytes:
    """Return an xlsx file with these sheets, each of columns and rows. Raises TooLongForACell.

    A sheet's name has at most 31 letters.
    """
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations({1: ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            {n: ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
            | {len(sheets) + 1: ("styles", "styles.xml")}
        ),
        "xl/styles.xml": STYLES,
    }
    for number, (columns, rows) in zip(numbers, sheets.values(), strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(columns, rows)
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text.encode())
    return file.getvalue()


def _content_types(numbers: Iterable[int]) -> str:
    parts = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    parts |= {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{TYPE}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{listed}</Types>'
    )


def _relations(targets: Mapping[int, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _book(names: Iterable[str]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>'
    )


def _sheet(columns: Sequence[str], rows: Rows) -> str:
    shown = [[cell(row.get(column)) for column in columns] for row in rows]
    lines = "".join(_line(number, columns, row) for number, row in enumerate(shown, start=2))
    heading = "".join(_cell(n, 1, column, BOLD) for n, column in enumerate(columns))
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{''.join(_widths(columns, shown))}</cols>"
        f'<sheetData><row r="1">{heading}</row>{lines}</sheetData></worksheet>'
    )


def _widths(columns: Sequence[str], shown: Sequence[Cells]) -> Iterator[str]:
    for number, column in enumerate(columns):
        longest = max((len(str(row[number] or "")) for row in shown[:LOOKED_AT]), default=0)
        width = min(max(longest, len(column), NARROWEST) + 2, WIDEST)
        yield f'<col min="{number + 1}" max="{number + 1}" width="{width}" customWidth="1"/>'


def _line(number: int, columns: Sequence[str], row: Cells) -> str:
    for column, value in zip(columns, row, strict=True):
        if isinstance(value, str) and len(value.encode("utf-16-le")) // 2 > LONGEST_CELL:
            raise TooLongForACell(field=column, ref=row[0])
    cells = "".join(_cell(n, number, value, PLAIN) for n, value in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _cell(column: int, row: int, value: str | float | None, style: int) -> str:
    if value is None:
        return ""
    place = f'r="{_letters(column)}{row}" s="{style}"'
    if isinstance(value, str):
        # A few signs that no XML can hold, and no person sees, become the sign for them.
        said = escape(NO_XML.sub("\ufffd", value))
        return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
    return f"<c {place}><v>{value!r}</v></c>"


def _letters(column: int) -> str:
    """Return the letters of a column, counted from 0: A to Z, then AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
