"""Makes a backup: the whole vault in one file, as encrypted as the vault itself."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from records import keys
from records.container import TOMBSTONES, Contents, pack
from records.integrity import check_integrity
from records.vault import FILE, PATIENCE, Vault, connect, translating
from records.vault_refusals import (
    DamagedVault,
    DiskFull,
    VaultLocked,
    VaultReadOnly,
    VaultRefusal,
)
from records.wording import N_, gettext


class NotBackedUp(VaultRefusal):
    """The file of a backup cannot be written (exit 7)."""

    sentence = N_("the backup {file} cannot be written: {why}")
    advice = N_("choose another disk, or make room on this one; an earlier backup is untouched")


def write_backup(vault: Vault, key: bytes, file: Path, made: datetime) -> Contents:
    """Put a backup in place, whole or not at all; what stands there is replaced.

    Raises DamagedVault (a spoilt vault replaces no backup), VaultBusy, NotBackedUp.
    """
    room = file.with_name(f".{file.name}.part")  # on the same disk, so that it can be renamed
    with _writing(file):
        shutil.rmtree(room, ignore_errors=True)  # of a backup that was cut off
        room.mkdir(mode=0o700)
        try:
            _copy_database(vault, key, room)
            shutil.copyfile(vault.folder / keys.FILE, room / keys.FILE)
            if (vault.folder / TOMBSTONES).exists():
                shutil.copyfile(vault.folder / TOMBSTONES, room / TOMBSTONES)
            wrapped = keys.read_keys(room / keys.FILE)
            if not keys.fits(wrapped, key):
                raise VaultLocked  # another process gave the vault a new key just now
            contents = pack(room, room / "whole", wrapped.vault, key, made)
            (room / "whole").replace(file)
        finally:
            shutil.rmtree(room, ignore_errors=True)
        sync_folder(file.parent)
    return contents


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk before going on."""
    if hasattr(os, "O_DIRECTORY"):  # Windows neither needs nor allows it
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _copy_database(vault: Vault, key: bytes, folder: Path) -> None:
    """Copy the database into a folder under the same key, as it is between two writes."""
    os.close(os.open(folder / FILE, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    ask = vault.connection.execute
    with translating(vault.folder), Vault(folder, connect(folder, key, "rw", PATIENCE)) as copy:
        ask("BEGIN")
        try:
            # Takes the lock, and waits for it a while; the backup would wait for ever.
            ask("SELECT count(*) FROM sqlite_master").fetchone()
            vault.connection.backup(copy.connection)
        except (vault.connection.DatabaseError, MemoryError) as error:
            # The driver does not tell which of the two files it was, nor what.
            if getattr(error, "sqlite_errorname", None):
                raise
            if check_integrity(vault):
                raise DamagedVault(folder=vault.folder, what=FILE) from error
            raise OSError(errno.EIO, os.strerror(errno.EIO)) from error
        finally:
            ask("ROLLBACK")
        if copy.connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise DamagedVault(folder=vault.folder, what=FILE)


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except (DiskFull, VaultReadOnly):  # of the copy: the vault itself is only read
        raise NotBackedUp(file=file.name, why=gettext("no room, or no right to write")) from None
    except OSError as error:
        raise NotBackedUp(file=file.name, why=error.strerror or "") from None
