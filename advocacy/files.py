"""Reads what users hand in and writes what they take away, whole or not at all."""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from errno import EISDIR, ENAMETOOLONG
from gettext import gettext as _
from pathlib import Path
from stat import S_ISREG
from typing import Any, BinaryIO

from advocacy.usage import UsageError
from records.errors import ExitCode, RecordsError
from records.wording import N_

LARGEST = 64 * 1024 * 1024
LONGEST_NAME = 100  # signs: what is longer is no file's name, but a text


class BadInputFile(RecordsError):
    """A file that was handed in cannot be read as what it should be (exit 8)."""

    sentence = N_("{file}: found {found}, expected {expected}")
    code = ExitCode.BAD_INPUT


class NoSuchFile(BadInputFile):
    """Nothing has the name that was given (exit 8)."""

    sentence = N_("{file}: no such file")
    advice = N_("check the name, and the folder it is in")


class NoFileForOption(NoSuchFile):
    """What stands with an option names no file: it may be the text itself (exit 8)."""

    advice = N_("give the name of a file that holds it, or {option} - for standard input")


class CannotWrite(RecordsError):
    """A folder or file cannot be written (exit 7: the disk, not the command, is at fault)."""

    sentence = N_("{file} cannot be written: {why}")
    advice = N_("choose another folder, or make room on the disk")
    code = ExitCode.VAULT


def read_text(name: str, option: str = "") -> str:
    """Return the text of a file, `-` for standard input. Raises BadInputFile.

    `option` is that of a sensitive field: what was typed with it may be the text itself.
    """
    shown = _shown(name, option)
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _no_such(shown, option) from None
    except (OSError, ValueError) as error:
        if option and getattr(error, "errno", None) in (None, ENAMETOOLONG):
            raise _no_such(shown, option) from None
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


def _shown(name: str, option: str) -> str:
    """Return what an error calls a file: by its name, unless that may be a story or a person's."""
    if name == "-":
        return _("standard input")
    short = len(name) <= LONGEST_NAME and not any(sign.isspace() for sign in name)
    called = Path(name).name if short and (not option or Path(name).suffix) else ""
    return f"{option} {called}".strip() or _("the file that was named")


def _no_such(shown: str, option: str) -> NoSuchFile:
    return NoFileForOption(file=shown, option=option) if option else NoSuchFile(file=shown)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file; a link or a device is none. BadInputFile, NoSuchFile."""
    try:
        kind = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NoSuchFile(file=path.name) from None
    except OSError as error:
        raise BadInputFile(file=path.name, found=error.strerror, expected=_("a file")) from None
    if not S_ISREG(kind):
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


def read_objects(name: str, option: str = "") -> tuple[list[dict[str, Any]], bool]:
    """Return the objects of a JSON file, and whether it holds a list. Raises BadInputFile.

    `option` as in `read_text`.
    """
    shown = _("standard input") if name == "-" else Path(name).name
    try:
        document = json.loads(read_text(name, option), parse_constant=_refuse_constant)
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
    if replace:
        return
    try:
        there = [path.name for path in paths if path.exists()]
    except OSError as error:
        raise CannotWrite(file=paths[0].parent.name, why=error.strerror) from None
    if broken_off(paths):
        raise UsageError(
            _("an earlier command broke off here before it had written everything"),
            _("an issue that was logged stays in the log; type it again with --replace"),
        )
    if there:
        raise UsageError(
            _("{files}: already there").format(files=", ".join(there)),
            _("choose another folder, or add --replace"),
        )


def write_new(path: Path, content: bytes) -> None:
    """Write a file under a temporary name, flush it to the disk, then rename it."""
    part = part_of(path)
    try:
        # Not emptied first: the room that was made for it would be free for others.
        with _opened(part, 0) as file:
            file.write(content)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        drop([part])
        raise CannotWrite(file=path.name, why=error.strerror) from None
    except BaseException:
        drop([part])
        raise


def make_room(path: Path, size: int) -> None:
    """Take as much of the disk as a file will need, under its temporary name."""
    if path.is_dir():
        raise CannotWrite(file=path.name, why=os.strerror(EISDIR))
    try:
        with _opened(part_of(path), os.O_TRUNC) as file:
            file.write(bytes(size))
    except OSError as error:
        raise CannotWrite(file=path.name, why=error.strerror) from None


def _opened(part: Path, how: int) -> BinaryIO:
    return os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | how, 0o600), "wb")


def part_of(path: Path) -> Path:
    """Return the temporary name of a file, hidden and in the same folder."""
    return path.with_name(f".{path.name}.part")


def broken_off(paths: Iterable[Path]) -> list[Path]:
    """Return what a command that was killed left of these files, or of numbered copies of them."""
    found = []
    for folder in dict.fromkeys(path.parent for path in paths):
        begin = tuple(f".{path.stem}" for path in paths if path.parent == folder)
        with suppress(OSError):
            parts = (path for path in folder.iterdir() if path.suffix == ".part")
            found += [path for path in parts if path.name.startswith(begin)]
    return found


def drop(paths: Iterable[Path]) -> None:
    """Delete what can be deleted: a disk that became read-only has no more to say of it."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
