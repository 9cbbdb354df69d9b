"""Reads csv and tsv files: in which encoding, with which sign between the cells."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from gettext import gettext as _
from io import TextIOWrapper
from typing import BinaryIO, NamedTuple

from advocacy.files import BadInputFile
from advocacy.importing.rows import MOST_COLUMNS, MOST_ROWS, Grid

CHUNK = 1024 * 1024
LONGEST_CELL = 1_100_000  # signs; a little more than the longest prose that a record holds
LONGEST_LINE = 4_000_000
SEPARATORS = ",;\t|"
LOOKED_AT = 20  # lines that tell the sign between cells
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
OLD_WINDOWS = "cp1258"
"""What Vietnamese Windows wrote before UTF-8; its letters and marks are joined when kept."""

Open = Callable[[], BinaryIO]


class Text(NamedTuple):
    """A text file as it was understood."""

    encoding: str
    lines: int


def grid(shown: str, name: str, open_: Open, *, tabs: bool = False) -> tuple[Grid, str]:
    """Return the table in a text file, and its encoding. Raises BadInputFile."""
    text = understood(shown, open_)

    def lines() -> Iterator[tuple[int, list[str]]]:
        with TextIOWrapper(open_(), encoding=text.encoding, newline="") as file:
            sign = "\t" if tabs else separator(_plain(shown, file))
        with TextIOWrapper(open_(), encoding=text.encoding, newline="") as file:
            yield from _rows(shown, _plain(shown, file), sign)

    return Grid(name, lines, text.lines), text.encoding


def understood(shown: str, open_: Open) -> Text:
    """Find out how a file is encoded, by reading all of it. Raises BadInputFile."""
    with open_() as file:
        head = file.read(4)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInputFile(
            file=shown,
            found=_("a workbook or an archive"),
            expected=_("text; give the file its right ending, such as .xlsx"),
        )
    marked = next((name for bom, name in BOMS.items() if head.startswith(bom)), "")
    for encoding in [marked] if marked else ["utf-8", OLD_WINDOWS]:
        lines = _decoded(shown, open_, encoding)
        if lines is not None:
            return Text(encoding, lines)
    raise BadInputFile(
        file=shown, found=_("bytes that are no text"), expected=_("text, best in UTF-8")
    )


def _decoded(shown: str, open_: Open, encoding: str) -> int | None:
    """Return the number of lines, or None where the bytes do not fit the encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 0
    try:
        with open_() as file:
            while chunk := file.read(CHUNK):
                text = decoder.decode(chunk)
                if "\0" in text:
                    raise BadInputFile(
                        file=shown, found=_("NUL bytes"), expected=_("text, best in UTF-8")
                    )
                lines += text.count("\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return lines


def _plain(shown: str, file: TextIOWrapper) -> Iterator[str]:
    """Yield lines, none of which fills the memory."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise BadInputFile(
                file=shown,
                found=_("a line of more than {n} signs").format(n=LONGEST_LINE - 1),
                expected=_("one row a line"),
            )
        yield line


def separator(lines: Iterator[str]) -> str:
    """Return the sign that stands between cells; Excel may name it in a first line `sep=;`."""
    first = [line for line, _n in zip(lines, range(LOOKED_AT), strict=False)]
    if first and (named := re.fullmatch(r"sep=(.)\s*", first[0])):
        return named[1]
    bare = re.sub(r'"[^"]*"', "", "".join(first))
    return max(SEPARATORS, key=bare.count)


def _rows(shown: str, lines: Iterator[str], sign: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=sign, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if len(cells) > MOST_COLUMNS:
                raise BadInputFile(
                    file=shown,
                    found=_("{n} columns in row {row}").format(n=len(cells), row=number),
                    expected=_("at most {n}").format(n=MOST_COLUMNS),
                )
            if number > MOST_ROWS:
                raise BadInputFile(
                    file=shown, found=_("more rows"), expected=_("at most {n}").format(n=MOST_ROWS)
                )
            if not (number == 1 and len(cells) <= 2 and cells and cells[0].startswith("sep=")):  # noqa: PLR2004
                yield number, cells
    except csv.Error:
        raise BadInputFile(
            file=shown,
            found=_("a quotation mark that does not close, or a very long cell, after row {n}")
            .format(n=number),
            expected=_("csv as spreadsheet programs write it"),
        ) from None  # fmt: skip
