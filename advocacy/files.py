"""Reads what users hand in and writes what they take away, whole or not at all."""

import json
import os
import sys
from gettext import gettext as _
from pathlib import Path
from typing import Any

from advocacy.usage import UsageError
from records.errors import ExitCode, RecordsError
from records.wording import N_

LARGEST = 64 * 1024 * 1024


class BadInputFile(RecordsError):
    """A file that was handed in cannot be read as what it should be (exit 8)."""

    sentence = N_("{file}: found {found}, expected {expected}")
    code = ExitCode.BAD_INPUT


class CannotWrite(RecordsError):
    """A folder or file cannot be written (exit 7: the disk, not the command, is at fault)."""

    sentence = N_("{file} cannot be written: {why}")
    advice = N_("choose another folder, or make room on the disk")
    code = ExitCode.VAULT


def read_text(name: str) -> str:
    """Return the text of a file, `-` for standard input. Raises BadInputFile."""
    shown = _("standard input") if name == "-" else Path(name).name
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise BadInputFile(file=shown, found=_("no such file"), expected=_("a text file")) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or _("no file's name")
        raise BadInputFile(file=shown, found=why, expected=_("a text file")) from None
    if len(content) > LARGEST:
        raise BadInputFile(file=shown, found=_("a very large file"), expected=_("at most 64 MB"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInputFile(
            file=shown, found=_("bytes that are no UTF-8"), expected=_("text in UTF-8")
        ) from None


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file; a link or a device is none. Raises BadInputFile."""
    if path.is_symlink() or not path.is_file():
        raise BadInputFile(
            file=path.name, found=_("no regular file"), expected=_("a file, not a link to one")
        )
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise BadInputFile(file=path.name, found=error.strerror, expected=_("a file")) from None
    if len(content) > LARGEST:
        raise BadInputFile(
            file=path.name, found=_("a very large file"), expected=_("at most 64 MB")
        )
    return content


def read_objects(name: str) -> tuple[list[dict[str, Any]], bool]:
    """Return the objects of a JSON file, and whether it holds a list. Raises BadInputFile."""
    shown = _("standard input") if name == "-" else Path(name).name
    try:
        document = json.loads(read_text(name), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        where = _("line {line}").format(line=getattr(error, "lineno", 1))
        raise BadInputFile(
            file=shown, found=_("no JSON at {where}").format(where=where), expected=_("JSON")
        ) from None
    objects = document if isinstance(document, list) else [document]
    for number, one in enumerate(objects, start=1):
        if not isinstance(one, dict):
            raise BadInputFile(
                file=shown,
                found=_("no object as item {n}").format(n=number),
                expected=_("an object with fields"),
            )
    return objects, isinstance(document, list)


def _refuse_constant(constant: str) -> None:
    """Refuse NaN and Infinity, which Python reads and JSON does not know."""
    raise ValueError(constant)


def new_folder(folder: Path) -> Path:
    """Make a folder for what is written, readable by its owner alone where it is new."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotWrite(file=folder.name, why=error.strerror) from None
    return folder


def refuse_existing(paths: list[Path], *, replace: bool) -> None:
    """Refuse to overwrite what is there, unless replacing was asked for (exit 2)."""
    there = [path.name for path in paths if path.exists()]
    if there and not replace:
        raise UsageError(
            _("{files}: already there").format(files=", ".join(there)),
            _("choose another folder, or add --replace"),
        )


def write_new(path: Path, content: bytes) -> None:
    """Write a file under a temporary name, flush it to the disk, then rename it."""
    part = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotWrite(file=path.name, why=error.strerror) from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise
