"""Opens a file that was handed in, by its ending, as sheets of lines or as objects."""

import io
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple, cast

from advocacy.files import LONGEST_NAME, BadInputFile
from advocacy.importing.rows import LARGEST_FILE, Grid, Objects

ENDINGS = "csv, tsv, xlsx, json, ndjson, zip"
MOST_TABLES = 100  # in an archive


class Handed(NamedTuple):
    """What a file holds."""

    name: str
    grids: tuple[Grid, ...] = ()
    objects: Objects | None = None
    encodings: tuple[str, ...] = ()  # of text that is not UTF-8


def opened(path: Path) -> Handed:
    """Return what a file holds; nothing but its outline is read yet. Raises BadInputFile."""
    # What is longer may be a story that was pasted, and is not said again.
    shown = path.name if len(path.name) <= LONGEST_NAME else _("the file that was named")
    try:
        if not path.is_file():
            found = _("something that is no file") if path.exists() else _("no such file")
            raise BadInputFile(file=shown, found=found, expected=_("a file to import"))
        if path.stat().st_size > LARGEST_FILE:
            raise BadInputFile(
                file=shown, found=_("a very large file"), expected=_("at most 512 MB")
            )
        return _READERS.get(path.suffix.lower(), _unknown)(path)
    except OSError as error:
        raise BadInputFile(
            file=shown, found=error.strerror or "", expected=_("a file to import")
        ) from None


def _unknown(path: Path) -> Handed:
    raise BadInputFile(file=path.name, found=_("another kind of file"), expected=ENDINGS)


def _text(path: Path, *, tabs: bool = False) -> Handed:
    from advocacy.importing.textfile import grid

    table, encoding = grid(path.name, path.stem, lambda: path.open("rb"), tabs=tabs)
    return Handed(path.name, (table,), encodings=_told(encoding))


def _told(encoding: str) -> tuple[str, ...]:
    return () if encoding.startswith("utf-8") else (encoding,)


def _workbook(path: Path) -> Handed:
    from advocacy.importing.workbook import grids

    return Handed(path.name, tuple(grids(path)))


def _document(path: Path) -> Handed:
    from advocacy.importing.objects import document

    return Handed(path.name, objects=document(path))


def _lines(path: Path) -> Handed:
    from advocacy.importing.objects import lines

    return Handed(path.name, objects=lines(path))


def _archive(path: Path) -> Handed:
    """Read the tables of a form server's archive: one of submissions, one for each repeat."""
    from advocacy.importing.textfile import grid

    try:
        with zipfile.ZipFile(path) as packed:
            tables = [part for part in packed.infolist() if part.filename.lower().endswith(".csv")]
            if not tables or len(tables) > MOST_TABLES:
                raise BadInputFile(
                    file=path.name, found=_("no csv files in it"), expected=_("an ODK archive")
                )
            if sum(part.file_size for part in tables) > LARGEST_FILE:
                raise BadInputFile(
                    file=path.name,
                    found=_("an archive that unpacks to far more than it should"),
                    expected=_("at most 512 MB"),
                )
        grids: list[Grid] = []
        encodings: list[str] = []
        for part in tables:
            shown = f"{path.name}/{PurePosixPath(part.filename).name}"
            table, encoding = grid(
                shown, PurePosixPath(part.filename).stem, partial(_part, path, part)
            )
            grids.append(table)
            encodings += _told(encoding)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise BadInputFile(
            file=path.name, found=_("a file that is damaged or cut off"), expected=_("an archive")
        ) from None
    return Handed(path.name, tuple(grids), encodings=tuple(dict.fromkeys(encodings)))


def _part(path: Path, part: zipfile.ZipInfo) -> BinaryIO:
    """Open one file of an archive; the archive is closed with it."""
    packed = zipfile.ZipFile(path)
    file = cast("io.BufferedIOBase", packed.open(part))
    packed.close()  # what was opened from it keeps the file until it is closed itself
    return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", file)))


_READERS: dict[str, Callable[[Path], Handed]] = {
    ".csv": _text,
    ".txt": _text,
    ".tsv": partial(_text, tabs=True),
    ".xlsx": _workbook,
    ".xlsm": _workbook,
    ".json": _document,
    ".ndjson": _lines,
    ".jsonl": _lines,
    ".zip": _archive,
}
