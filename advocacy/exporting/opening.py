"""Reads an archive back: a folder, a tar, or an encrypted one. It is taken for hostile.

Names, kinds and sizes are settled before anything is read, nothing is ever written under a
name from an archive, and every file has to fit its sum.
"""

import hashlib
import io
import re
import stat
import tarfile
from collections.abc import Callable, Mapping, Sequence
from gettext import gettext as _
from pathlib import Path

import msgspec

from advocacy.exporting.archive import ABOUT, FORMAT, SUMS, VERSION
from advocacy.exporting.wrapping import INSIDE, LOCKED
from records.age import decrypted
from records.age_passphrase import decrypted_with, is_for_passphrase
from records.archived import BadArchive, Held, Line
from records.schema import LATEST
from records.tables import Reach

LARGEST = 2 << 30  # bytes, of the whole archive: it is read into memory
MOST_FILES = 200_000
NAME = re.compile(r"(?:[a-z]+/)?[A-Za-z0-9][A-Za-z0-9._-]{0,200}")
SUM = re.compile(r"([0-9a-f]{64})  (.+)")
AGE = b"age-encryption.org/"

Files = Mapping[str, bytes]


class About(msgspec.Struct, frozen=True):
    """What an archive says of itself."""

    format: str
    version: int
    made: str
    reach: Reach
    schema: int


def files_of(
    path: Path, *, passphrase: Callable[[], str], secrets: Sequence[str] = ()
) -> dict[str, bytes]:
    """Return the files of an archive by name, each as it was summed.

    `passphrase` is asked where one opens it. Raises BadArchive, DoesNotOpen, TooMuchWork.
    """
    if (path / LOCKED).is_file() and not (path / SUMS).exists():
        path = path / LOCKED
    try:
        found = _of_folder(path) if path.is_dir() else _of_file(path, passphrase, secrets)
    except OSError as error:
        raise _bad(path.name, error.strerror or _("a file that cannot be read")) from None
    return _fitting_sums(found)


def held(files: Files) -> tuple[About, Held]:
    """Return what the files of an archive say, row by row. Raises BadArchive."""
    about = _about(files)
    rows = {name: _lines(name, files[name]) for name in files if name.endswith(".jsonl")}
    filed = rows.pop("vault/files.jsonl", [])
    return about, Held(
        records=_below("records/", rows),
        tables=_below("vault/", rows),
        files=filed,
        contents=_contents(filed, files),
        whole=about.reach == Reach.WHOLE,
    )


def _of_folder(folder: Path) -> dict[str, bytes]:
    listed = _read(folder, SUMS, LARGEST)
    found, room = {SUMS: listed}, LARGEST - len(listed)
    for name in _summed(listed):
        found[name] = _read(folder, name, room)
        room -= len(found[name])
    return found


def _read(folder: Path, name: str, room: int) -> bytes:
    """Return one file of a folder; what is reached through a link is not read."""
    path = folder / name
    for step in (path, *path.parents[: name.count("/")]):
        mode = step.lstat().st_mode if step.exists() or step.is_symlink() else 0
        if not mode:
            raise _bad(name, _("no such file"))
        if not (stat.S_ISREG(mode) if step == path else stat.S_ISDIR(mode)):
            raise _bad(name, _("a link or a device"))
    if path.stat().st_size > room:
        raise _too_large(name)
    return path.read_bytes()


def _of_file(path: Path, passphrase: Callable[[], str], secrets: Sequence[str]) -> dict[str, bytes]:
    if not path.is_file():  # before it is opened: a pipe would wait
        raise _bad(path.name, _("no archive"))
    if path.stat().st_size > LARGEST:
        raise _too_large(path.name)
    content = path.read_bytes()
    if content.startswith(AGE):
        for_passphrase = is_for_passphrase(content)
        content = (
            decrypted_with(content, passphrase()) if for_passphrase else decrypted(content, secrets)
        )
    return _of_tar(path.name, content)


def _of_tar(name: str, content: bytes) -> dict[str, bytes]:
    """Return the plain files of a tar that lie in its one folder."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
            for member in tar:
                if member.isdir():
                    continue
                inside = member.name.removeprefix(f"{INSIDE}/")
                plain = member.isreg() and not member.issparse()
                if not plain or not NAME.fullmatch(inside) or inside == member.name:
                    raise _bad(name, _("a file in it that no archive has"))
                if inside in found or len(found) >= MOST_FILES:
                    raise _bad(name, _("a file in it twice, or far too many"))
                opened = tar.extractfile(member)
                found[inside] = opened.read() if opened else b""
    except (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError):
        raise _bad(name, _("no archive, or a part of one")) from None
    return found


def _summed(listed: bytes) -> dict[str, str]:
    """Return the sums by name."""
    sums: dict[str, str] = {}
    for line in listed.decode("ascii", "replace").splitlines():
        found = SUM.fullmatch(line)
        if not found or not NAME.fullmatch(found[2]) or found[2] in sums or found[2] == SUMS:
            raise _bad(SUMS, _("a line that no archive has"))
        sums[found[2]] = found[1]
        if len(sums) > MOST_FILES:
            raise _too_large(SUMS)
    return sums


def _fitting_sums(found: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that are listed, where each is as it was written."""
    if SUMS not in found:
        raise _bad(SUMS, _("no such file"))
    sums = _summed(found[SUMS])
    for name, digest in sums.items():
        if name not in found:
            raise _bad(name, _("no such file"))
        if hashlib.sha256(found[name]).hexdigest() != digest:
            raise _bad(name, _("a file that was changed or spoilt"))
    return {name: found[name] for name in sums}


def _about(files: Files) -> About:
    try:
        about = msgspec.json.decode(files[ABOUT], type=About)
    except (KeyError, msgspec.MsgspecError, RecursionError):
        raise _bad(ABOUT, _("no description of an archive")) from None
    if about.format != FORMAT:
        raise _bad(ABOUT, _("no description of an archive"))
    if about.version > VERSION or about.schema > LATEST:
        raise BadArchive(
            file=ABOUT, found=_("an archive of a newer version"),
            expected=_("one of this version; a newer advocacy reads it"),
        )  # fmt: skip
    return about


def _lines(name: str, content: bytes) -> list[Line]:
    rows = []
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            rows.append(Line(name, number, msgspec.json.decode(line, type=dict)))
        except (msgspec.MsgspecError, RecursionError, UnicodeError):
            raise Line(name, number, {}).refused(_("no object of JSON")) from None
    return rows


def _below(folder: str, rows: Mapping[str, list[Line]]) -> dict[str, list[Line]]:
    return {
        name.removeprefix(folder).removesuffix(".jsonl"): lines
        for name, lines in rows.items()
        if name.startswith(folder)
    }


def _contents(filed: Sequence[Line], files: Files) -> dict[str, bytes]:
    """Return what the attachments hold, by the sum under which the vault keeps them."""
    contents = {}
    for line in filed:
        digest, file = str(line.row.get("digest")), str(line.row.get("file"))
        if file not in files:
            raise line.refused(_("an attachment that is not there"))
        if hashlib.sha256(files[file]).hexdigest() != digest:
            raise _bad(file, _("a file that was changed or spoilt"))
        contents[digest] = files[file]
    return contents


def _bad(file: str, found: str) -> BadArchive:
    return BadArchive(file=file[:80], found=found, expected=_("what the program wrote"))


def _too_large(file: str) -> BadArchive:
    return BadArchive(file=file[:80], found=_("far too much"), expected=_("at most 2 GB in all"))
