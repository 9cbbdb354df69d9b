"""The file that a backup is: a zip without compression, which any unzip opens.

In it lie `keys.json` and `records.db` as the vault has them, so as encrypted, `tombstones.json`
where there is one, and `advocacy-backup.json`, which names each with its length and SHA-256 and
is sealed under the vault's key. What is read is taken for hostile until it has been summed.
"""

import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import blake2b, sha256
from pathlib import Path
from typing import IO, Annotated, Literal
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from records import keys
from records.errors import ExitCode, RecordsError
from records.vault import FILE
from records.vault_refusals import DamagedVault, reaching
from records.wording import N_, gettext

TABLE = "advocacy-backup.json"
TOMBSTONES = "tombstones.json"
NEEDED = (keys.FILE, FILE)
MIB = 1 << 20
LARGEST = {TABLE: MIB // 16, keys.FILE: keys.LONGEST_FILE, TOMBSTONES: 64 * MIB}  # bytes
LARGEST_DIRECTORY = 4096  # bytes; that of four members takes under 400


class BadBackup(RecordsError):
    """A file that was handed in is no backup, or not a whole one (exit 8)."""

    sentence = N_("{file}: found {found}, expected {expected}")
    advice = N_("try another backup; nothing was changed")
    code = ExitCode.BAD_INPUT


class Part(msgspec.Struct, frozen=True):
    """What a backup says of one of its files."""

    bytes: Annotated[int, msgspec.Meta(ge=1)]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself; `seal` is keyed: only who can open the vault can make one."""

    format: Literal["advocacy-backup"] = "advocacy-backup"
    version: Literal[1] = 1
    made: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    vault: str  # its id
    parts: dict[str, Part]
    seal: bytes = b""


class _Version(msgspec.Struct):
    format: Literal["advocacy-backup"]
    version: int


def pack(folder: Path, file: Path, vault: str, key: bytes, made: datetime) -> Contents:
    """Make a new file of the vault that lies in a folder, and have it on the disk."""
    moment = made.astimezone(UTC)
    with _new(file) as opened:
        with ZipFile(opened, "w", ZIP_STORED) as archive:
            parts = {
                name: _put(archive, folder / name, moment)
                for name in (*NEEDED, TOMBSTONES)
                if (folder / name).exists()
            }
            told = Contents(made=moment.strftime("%Y-%m-%dT%H:%M:%SZ"), vault=vault, parts=parts)
            contents = msgspec.structs.replace(told, seal=_seal(told, key))
            archive.writestr(_member(TABLE, moment), msgspec.json.encode(contents))
        opened.flush()
        os.fsync(opened.fileno())
    return contents


def unpack(file: Path, folder: Path) -> Contents:
    """Lay the vault that a backup holds into an empty folder, each byte as it was summed.

    Names, kinds and sizes are settled before anything is written, and nothing is ever written
    under a name from the file. Who made it, `refuse_foreign` tells. Raises BadBackup, DiskFull.
    """
    with _reading(file):
        if not file.is_file():  # before it is opened: a pipe would wait
            raise _bad(file, gettext("no file"))
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            if not _directory_is_short(opened, size):
                raise _bad(file, gettext("no backup, or a part of one"))
            with ZipFile(opened) as archive:
                members = _members(file, archive, size)
                contents = _contents(file, archive.read(members.pop(TABLE)))
                if contents.parts.keys() != members.keys():
                    raise _bad(file, gettext("files that its list does not name"))
                for name, member in members.items():
                    try:
                        whole = _lay(archive, member, folder / name) == contents.parts[name]
                    except (BadZipFile, EOFError):
                        whole = False
                    if not whole:
                        raise spoilt(file, name)
    try:
        fits = keys.read_keys(folder / keys.FILE).vault == contents.vault
    except DamagedVault:
        fits = False
    if not fits:
        raise spoilt(file, keys.FILE)
    return contents


def refuse_foreign(file: Path, contents: Contents, key: bytes) -> None:
    """Raise BadBackup where its list was not made by somebody who could open this vault."""
    from hmac import compare_digest

    if not compare_digest(contents.seal, _seal(contents, key)):
        raise _bad(file, gettext("a list of its files that was changed"))


def spoilt(file: Path, name: str) -> BadBackup:
    """Return the refusal that one of the files in a backup is not what it should be."""
    return _bad(file, gettext("a spoilt {name}").format(name=name))


def _put(archive: ZipFile, path: Path, moment: datetime) -> Part:
    member = _member(path.name, moment)
    member.file_size = path.stat().st_size  # decides whether it needs the wide form
    with path.open("rb") as source, archive.open(member, "w") as target:
        return _copy(source, target)


def _member(name: str, moment: datetime) -> ZipInfo:
    member = ZipInfo(name, moment.timetuple()[:6])
    member.create_system = 3  # Unix, as the mode that follows
    member.external_attr = (stat.S_IFREG | 0o600) << 16
    return member


def _lay(archive: ZipFile, member: ZipInfo, path: Path) -> Part:
    with archive.open(member) as source, reaching(path.parent, writing=True), _new(path) as target:
        found = _copy(source, target)
        target.flush()
        os.fsync(target.fileno())
    return found


def _new(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _copy(source: IO[bytes], target: IO[bytes]) -> Part:
    summed, length = sha256(), 0
    while chunk := source.read(MIB):
        summed.update(chunk)
        length += target.write(chunk)
    return Part(length, summed.hexdigest())


def _directory_is_short(file: IO[bytes], size: int) -> bool:
    """Whether the directory at the end is of our size: zipfile reads any length into memory."""
    end = struct.Struct("<4s8xL4xH")  # mark, length of the directory, length of a comment
    wide = struct.Struct("<40xQ8x4s16x")  # the length in a zip64 record; the mark behind it
    file.seek(max(size - wide.size - end.size, 0))
    tail = file.read()
    if len(tail) < end.size:
        return False
    mark, length, comment = end.unpack(tail[-end.size :])
    if len(tail) == wide.size + end.size:
        long, mark_of_wide = wide.unpack(tail[: wide.size])
        length = max(length, long if mark_of_wide == b"PK\x06\x07" else 0)
    file.seek(0)
    return mark == b"PK\x05\x06" and not comment and length <= LARGEST_DIRECTORY


def _members(file: Path, archive: ZipFile, size: int) -> dict[str, ZipInfo]:
    """The members by name: these and no others, plain files, stored as they are."""
    members = {member.filename: member for member in archive.infolist()}
    needed = {TABLE, *NEEDED}
    if len(members) < len(archive.infolist()) or not (
        needed <= members.keys() <= needed | {TOMBSTONES}
    ):
        raise _bad(file, gettext("missing or foreign files in it"))
    for name, member in members.items():
        plain = stat.S_IFMT(member.external_attr >> 16) in (0, stat.S_IFREG)
        stored = member.compress_type == ZIP_STORED and member.compress_size == member.file_size
        if not plain or not stored or member.flag_bits & 1:
            raise _bad(file, gettext("{name} in a form that no backup has").format(name=name))
        if member.file_size > LARGEST.get(name, size):
            raise _bad(file, gettext("{name} far too large").format(name=name))
    return members


def _contents(file: Path, text: bytes) -> Contents:
    version = msgspec.json.decode(text, type=_Version).version
    if version > 1:
        raise BadBackup(
            file=file.name,
            found=gettext("a backup of format {n}").format(n=version),
            expected=gettext("format 1; a newer advocacy reads it"),
        )
    return msgspec.json.decode(text, type=Contents)


def _seal(contents: Contents, key: bytes) -> bytes:
    told = msgspec.json.encode(msgspec.structs.replace(contents, seal=b""), order="sorted")
    return blake2b(told, key=key, digest_size=32, person=b"advocacy-backup").digest()


def _bad(file: Path, found: str) -> BadBackup:
    return BadBackup(file=file.name, found=found, expected=gettext("an untouched backup"))


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Whatever a hostile or spoilt file makes the zip reader raise is one refusal."""
    try:
        yield
    except OSError as error:
        raise _bad(file, error.strerror or gettext("a file that cannot be read")) from None
    except (
        BadZipFile, NotImplementedError, EOFError, ValueError, OverflowError, struct.error,
        RecursionError, msgspec.MsgspecError,
    ):  # fmt: skip
        raise _bad(file, gettext("no backup, or a part of one")) from None
