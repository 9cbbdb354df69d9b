"""Reads xlsx workbooks row by row, after a look at their parts that refuses what would hurt.

openpyxl streams (40 MB for 100,000 rows of 12 columns, 18 s); python-calamine takes 1 s and
135 MB there, but holds the whole rectangle of a sheet: two far cells would fill the memory.
"""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from gettext import gettext as _
from pathlib import Path
from typing import Any
from xml.parsers import expat  # it reads elements without building them; a DTD is refused

from advocacy.files import BadInputFile
from advocacy.importing.rows import MOST_COLUMNS, MOST_ROWS, Grid

LARGEST_WHOLE = 600 * 1024 * 1024  # bytes, unpacked: about a million rows of ten columns
LARGEST_KEPT = 128 * 1024 * 1024  # bytes, unpacked, of what is held in memory whole
MOST_PARTS = 2_000
LONGEST_TEXT = 1_100_000  # signs between two marks
OLD = b"\xd0\xcf\x11\xe0"  # .xls, and workbooks with a password

_SPOILT = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, expat.ExpatError,
           NotImplementedError, RuntimeError, OSError, EOFError, ValueError)  # fmt: skip


class _Refused(Exception):
    """What a part of the workbook has that none should have."""


def grids(path: Path) -> list[Grid]:
    """Return the sheets that are in sight. Raises BadInputFile."""
    look_through(path)
    with closing(_opened(path)) as book:
        # Of two sheets of one name, which no program writes, the second would be read twice.
        return [
            Grid(sheet.title, _lines(path, sheet.title), sheet.max_row or 0)
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        ]


def look_through(path: Path) -> None:
    """Refuse what is no workbook, or would fill the memory. Raises BadInputFile."""
    with path.open("rb") as file:
        head = file.read(4)
    if head == OLD:
        raise BadInputFile(
            file=path.name,
            found=_("an old Excel file, or one with a password"),
            expected=_("a workbook saved as .xlsx without a password"),
        )
    try:
        with zipfile.ZipFile(path) as packed:
            _look_at_all(packed)
    except _Refused as refused:
        found = str(refused)
    except _SPOILT:
        # zipfile and zlib say in many ways that bytes are missing or spoilt.
        found = _("a file that is damaged or cut off")
    else:
        return
    raise BadInputFile(file=path.name, found=found, expected=_("an .xlsx workbook"))


def _look_at_all(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise _Refused(_("no workbook"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise _Refused(_("a workbook that unpacks to far more than it should"))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _look_at(packed, part)


def _look_at(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read through a part without keeping anything of it. Raises _Refused."""
    sheet = part.filename.startswith("xl/worksheets/")
    if not sheet and part.file_size > LARGEST_KEPT:
        raise _Refused(_("a workbook that unpacks to far more than it should"))
    cells = signs = 0

    def doctype(*_declared: object) -> None:
        raise _Refused(_("a document type declaration, which no workbook has"))

    def start(name: str, _attributes: object) -> None:
        nonlocal cells, signs
        signs = 0
        kind = name.rpartition(":")[2]
        cells = 0 if kind == "row" else cells + (kind == "c")
        if sheet and cells > MOST_COLUMNS:
            raise _Refused(_("a row of more than {n} columns").format(n=MOST_COLUMNS))

    def text(said: str) -> None:
        nonlocal signs
        signs += len(said)
        if signs > LONGEST_TEXT:
            raise _Refused(_("a cell of more than {n} signs").format(n=LONGEST_TEXT))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    with packed.open(part) as file:
        parser.ParseFile(file)


def _opened(path: Path) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of drop-downs and styles that are not read
        try:
            return load_workbook(path, read_only=True, keep_links=False)
        except Exception:  # noqa: BLE001  (openpyxl raises whatever a spoilt part leads it to)
            raise _unreadable(path) from None


def _unreadable(path: Path) -> BadInputFile:
    return BadInputFile(
        file=path.name,
        found=_("a workbook that cannot be read"),
        expected=_("an .xlsx workbook; save it anew and try again"),
    )


def _lines(path: Path, title: str) -> Any:
    def lines() -> Iterator[tuple[int, Sequence[Any]]]:
        with closing(_opened(path)) as book:
            sheet = book[title]
            sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
            found = enumerate(_rows(path, sheet), start=1)
            for number, cells in found:
                if number > MOST_ROWS:
                    raise BadInputFile(
                        file=path.name,
                        found=_("more rows"),
                        expected=_("at most {n}").format(n=MOST_ROWS),
                    )
                yield number, cells

    return lines


def _rows(path: Path, sheet: Any) -> Iterator[Sequence[Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a date that no calendar has: the cell says so itself
        found = sheet.iter_rows(values_only=True)
        while True:
            try:
                cells = next(found)
            except StopIteration:
                return
            except Exception:  # noqa: BLE001  (as above)
                raise _unreadable(path) from None
            yield [_value(cell) for cell in cells]


def _value(cell: Any) -> Any:
    """Return what stands in a cell; a formula is the text that it is written as."""
    written = getattr(cell, "text", None)  # of a formula over many cells
    return cell if written is None else f"={str(written).removeprefix('=')}"
