"""A backup: one file that holds a whole vault, as encrypted as the vault itself.

It is a zip without compression, so that any unzip opens it: `keys.json`, `records.db`,
`tombstones.json` where the vault has one, and `advocacy-backup.json`, which names each with
its length and SHA-256 and is sealed under the vault's key.
"""

import os
import shutil
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
from records.vault import FILE, PATIENCE, Vault, _connect, translating
from records.vault_refusals import (
    DamagedVault,
    DiskFull,
    VaultLocked,
    VaultReadOnly,
    VaultRefusal,
    VaultUnreachable,
)
from records.wording import N_, gettext

TABLE = "advocacy-backup.json"
TOMBSTONES = "tombstones.json"
NEEDED = (keys.FILE, FILE)
CHUNK = 1 << 20
MIB = 1 << 20
LARGEST = {TABLE: MIB // 16, keys.FILE: keys.LONGEST_FILE, TOMBSTONES: 64 * MIB}  # bytes
LARGEST_DIRECTORY = 4096  # bytes; that of four members takes under 400


class BadBackup(RecordsError):
    """A file that was handed in is no backup, or not a whole one (exit 8)."""

    sentence = N_("{file}: found {found}, expected {expected}")
    advice = N_("try an earlier backup; this one was left as it is, and so was the vault")
    code = ExitCode.BAD_INPUT


class NotBackedUp(VaultRefusal):
    """The file of a backup cannot be written (exit 7)."""

    sentence = N_("the backup {file} cannot be written: {why}")
    advice = N_("choose another disk, or make room on this one; an earlier backup is untouched")


class Part(msgspec.Struct, frozen=True):
    """What a backup says of one of its files."""

    bytes: Annotated[int, msgspec.Meta(ge=1)]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself; `seal` is keyed, so only who can open it can make one."""

    format: Literal["advocacy-backup"] = "advocacy-backup"
    version: Literal[1] = 1
    made: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    vault: str  # its id
    parts: dict[str, Part]
    seal: bytes = b""


class _Version(msgspec.Struct):
    format: Literal["advocacy-backup"]
    version: int


def write_backup(vault: Vault, key: bytes, file: Path, made: datetime) -> Contents:
    """Put a backup in place, whole or not at all; what stands there is replaced.

    Raises DamagedVault (a spoilt vault never replaces a backup), VaultBusy, NotBackedUp.
    """
    room = file.with_name(f".{file.name}.part")
    with _writing(file):
        shutil.rmtree(room, ignore_errors=True)  # of a backup that was cut off
        room.mkdir(mode=0o700)
        try:
            copy_database(vault, key, room)
            shutil.copyfile(vault.folder / keys.FILE, room / keys.FILE)
            if (vault.folder / TOMBSTONES).exists():
                shutil.copyfile(vault.folder / TOMBSTONES, room / TOMBSTONES)
            wrapped = keys.read_keys(room / keys.FILE)
            if not keys.fits(wrapped, key):
                raise VaultLocked  # another process gave the vault a new key just now
            contents = _pack(room, file.name, wrapped.vault, key, made)
            (room / file.name).replace(file)
        finally:
            shutil.rmtree(room, ignore_errors=True)
        sync_folder(file.parent)
    return contents


def copy_database(vault: Vault, key: bytes, folder: Path) -> None:
    """Copy the database into a folder, under the same key, at one moment between two writes."""
    os.close(os.open(folder / FILE, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with translating(vault.folder), Vault(folder, _connect(folder, key, "rw", PATIENCE)) as copy:
        vault.connection.execute("BEGIN")
        try:
            # The backup itself would wait for ever for another process; this waits a while.
            vault.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            vault.connection.backup(copy.connection)
        finally:
            vault.connection.execute("ROLLBACK")
        sound: str = copy.connection.execute("PRAGMA integrity_check").fetchone()[0]
    if sound != "ok":
        raise DamagedVault(folder=vault.folder, what=FILE)


def unpack(file: Path, folder: Path) -> Contents:
    """Lay the vault that a backup holds into an empty folder, each byte as it was summed.

    Names, kinds and sizes are settled before anything is written, and nothing is ever written
    under a name from the file. The seal is for `refuse_foreign`. Raises BadBackup.
    """
    with _reading(file), file.open("rb") as opened:
        if not file.is_file():
            raise _bad(file, gettext("no file"))
        size = os.fstat(opened.fileno()).st_size
        if not _directory_is_short(opened, size):
            raise _bad(file, gettext("no backup, or a part of one"))
        with ZipFile(opened) as archive:
            members = _members(file, archive, size)
            contents = _contents(file, archive.read(members.pop(TABLE)))
            if contents.parts.keys() != members.keys():
                raise _bad(file, gettext("files that it does not name, or the other way round"))
            for name, member in members.items():
                with archive.open(member) as source:
                    found = _lay(source, folder / name)
                if found != contents.parts[name]:
                    raise _bad(file, gettext("a spoilt {name}").format(name=name))
    sync_folder(folder)
    return contents


def refuse_foreign(file: Path, contents: Contents, key: bytes) -> None:
    """Raise BadBackup where the list of contents was not made by who could open this vault."""
    from hmac import compare_digest

    if not compare_digest(contents.seal, _seal(contents, key)):
        raise _bad(file, gettext("a list of contents that was changed"))


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk before going on."""
    if hasattr(os, "O_DIRECTORY"):  # Windows neither needs nor allows it
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _pack(room: Path, name: str, vault: str, key: bytes, made: datetime) -> Contents:
    descriptor = os.open(room / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    moment = made.astimezone(UTC)
    with os.fdopen(descriptor, "wb") as file:
        with ZipFile(file, "w", ZIP_STORED) as archive:
            parts = {
                each: _put(archive, room / each, moment)
                for each in (*NEEDED, TOMBSTONES)
                if (room / each).exists()
            }
            contents = Contents(
                made=moment.strftime("%Y-%m-%dT%H:%M:%SZ"), vault=vault, parts=parts
            )
            contents = msgspec.structs.replace(contents, seal=_seal(contents, key))
            archive.writestr(_member(TABLE, moment), msgspec.json.encode(contents))
        file.flush()
        os.fsync(file.fileno())
    return contents


def _put(archive: ZipFile, path: Path, moment: datetime) -> Part:
    member = _member(path.name, moment)
    member.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(member, "w") as target:
        return _copy(source, target)


def _member(name: str, moment: datetime) -> ZipInfo:
    member = ZipInfo(name, moment.timetuple()[:6])
    member.create_system = 3  # the modes that follow are Unix ones
    member.external_attr = (stat.S_IFREG | 0o600) << 16
    return member


def _lay(source: IO[bytes], path: Path) -> Part:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        found = _copy(source, target)
        target.flush()
        os.fsync(target.fileno())
    return found


def _copy(source: IO[bytes], target: IO[bytes]) -> Part:
    summed, length = sha256(), 0
    while chunk := source.read(CHUNK):
        summed.update(chunk)
        length += target.write(chunk)
    return Part(length, summed.hexdigest())


def _directory_is_short(file: IO[bytes], size: int) -> bool:
    """Whether the zip's directory is one that we write: zipfile would read any into memory."""
    tail = struct.Struct("<4s4xH2xLL2x")  # entries on this disk, length and place; no comment
    wide_tail = struct.Struct("<4s20xQ8xQQ4s12x")  # the zip64 record, then its locator
    file.seek(max(size - wide_tail.size - 20 - tail.size, 0))
    end = file.read()
    if len(end) < tail.size:
        return False
    signature, _count, length, _place = tail.unpack(end[-tail.size :])
    return signature == b"PK\x05\x06" and length <= LARGEST_DIRECTORY


def _members(file: Path, archive: ZipFile, size: int) -> dict[str, ZipInfo]:
    """The members by name: these and no others, plain files, stored as they are."""
    members = {member.filename: member for member in archive.infolist()}
    wanted = {TABLE, *NEEDED}
    if len(members) != len(archive.infolist()) or not (
        wanted <= members.keys() <= wanted | {TOMBSTONES}
    ):
        raise _bad(file, gettext("missing or foreign files in it"))
    for name, member in members.items():
        plain = stat.S_IFMT(member.external_attr >> 16) in (0, stat.S_IFREG)
        stored = member.compress_type == ZIP_STORED and member.compress_size == member.file_size
        if not plain or not stored or member.flag_bits & 1:
            raise _bad(file, gettext("{name} in a form that no backup has").format(name=name))
        if member.file_size > LARGEST.get(name, size):
            raise _bad(file, gettext("a {name} that is far too large").format(name=name))
    return members


def _contents(file: Path, text: bytes) -> Contents:
    version = msgspec.json.decode(text, type=_Version).version
    if version != 1:
        raise BadBackup(
            file=file.name,
            found=gettext("a backup of format {n}").format(n=version),
            expected=gettext("format 1; update advocacy on this machine"),
        )
    return msgspec.json.decode(text, type=Contents)


def _seal(contents: Contents, key: bytes) -> bytes:
    told = msgspec.json.encode(msgspec.structs.replace(contents, seal=b""), order="sorted")
    return blake2b(told, key=key, digest_size=32, person=b"advocacy-backup").digest()


def _bad(file: Path, found: str) -> BadBackup:
    return BadBackup(
        file=file.name, found=found, expected=gettext("a file made by advocacy vault backup")
    )


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Whatever a hostile or spoilt file makes the zip reader raise is one refusal."""
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise _bad(file, gettext("no file")) from None
    except (
        BadZipFile, NotImplementedError, EOFError, ValueError, OverflowError, struct.error,
        RecursionError, msgspec.MsgspecError,
    ):  # fmt: skip
        raise _bad(file, gettext("no backup, or a part of one")) from None


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except (DiskFull, VaultReadOnly):  # of the copy; the vault itself is only read
        raise NotBackedUp(file=file.name, why=gettext("no room, or no right to write")) from None
    except VaultRefusal:
        raise
    except OSError as error:
        raise NotBackedUp(file=file.name, why=error.strerror or "") from None
