"""The encrypted file: makes it, opens it, writes to it whole or not at all.

A vault is a folder with `records.db` (SQLCipher) and `keys.json`. This is the only importer
of the driver; what the driver raises leaves here as a refusal.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import sqlcipher3
from sqlcipher3 import dbapi2 as driver

from records import keys
from records.errors import RecordsError
from records.vault_refusals import (
    FROM_SQLITE,
    AlreadyVault,
    CannotDerive,
    CutOff,
    DamagedVault,
    DiskFull,
    EmptyPassphrase,
    FolderInUse,
    NewerVault,
    NoVault,
    VaultBusy,
    VaultLocked,
    VaultReadOnly,
    VaultRefusal,
    VaultUnreachable,
    WrongPassphrase,
    reaching,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "AlreadyVault",
    "CannotDerive",
    "CutOff",
    "DamagedVault",
    "DiskFull",
    "EmptyPassphrase",
    "FolderInUse",
    "NewerVault",
    "NoVault",
    "Vault",
    "VaultBusy",
    "VaultLocked",
    "VaultReadOnly",
    "VaultRefusal",
    "VaultUnreachable",
    "WrongPassphrase",
    "alone",
    "connect",
    "create",
    "is_vault",
    "open_vault",
    "refuse_existing",
    "rekey",
    "settle",
    "translating",
    "unlock",
    "unlock_by",
    "vault_id",
]

FILE = "records.db"
PATIENCE = 15.0  # seconds to wait for another process
_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_PART = ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))

# DELETE and EXTRA lost no acknowledged write in simulated power cuts; FULL and WAL did.
_SETTINGS = """
    PRAGMA journal_mode = DELETE;
    PRAGMA synchronous = EXTRA;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
    PRAGMA recursive_triggers = ON;
"""


class Vault:
    """An open vault. As a context manager it closes, and errors leave it as refusals."""

    def __init__(self, folder: Path, connection: Any) -> None:
        self.folder = folder
        self.connection = connection  # gives tuples; commits nothing by itself

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        with translating(self.folder):  # what went wrong while reading
            if isinstance(error, driver.DatabaseError):
                raise error

    def close(self) -> None:
        """Close the file; what was not committed is undone."""
        self.connection.close()

    @cached_property
    def database(self) -> "Database":
        """The same connection for sqlite-utils, which costs 95 ms to import."""
        # sqlite-utils takes pysqlite3 for its driver where there is one.
        sys.modules["pysqlite3"] = sqlcipher3
        sys.modules["pysqlite3.dbapi2"] = driver
        from sqlite_utils import Database, utils

        if vars(utils)["sqlite3"] is not sqlcipher3:
            message = "sqlite_utils was imported before the vault and took another driver"
            raise ImportError(message)
        return Database(self.connection, execute_plugins=False)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of the block or nothing; inside another it is a part of that one."""
        begin, keep, undo = _PART if self.connection.in_transaction else _WHOLE
        with translating(self.folder):
            self.connection.execute(begin)
            try:
                yield
                self.connection.execute(keep)
            except BaseException:
                # A full disk ends the transaction by itself. No executescript: it would commit.
                if self.connection.in_transaction:
                    with suppress(driver.Error):
                        for step in undo:
                            self.connection.execute(step)
                raise


def is_vault(folder: Path) -> bool:
    """Whether the folder holds a vault, or half of one."""
    with reaching(folder):
        return (folder / keys.FILE).is_file() or (folder / FILE).is_file()


def vault_id(folder: Path) -> str:
    """The id that the vault keeps for life. Raises as `read_keys` does."""
    return _keys(folder).vault


def unlock(folder: Path, passphrase: str) -> bytes:
    """The key of the vault. Raises WrongPassphrase, EmptyPassphrase and what `read_keys` does."""
    return unlock_by(folder, lambda held: keys.unwrap(held, passphrase))


def unlock_by(folder: Path, opener: Callable[[keys.Keys], bytes]) -> bytes:
    """The key of the vault, as `opener` finds it; a rotation that was cut off is settled first."""
    key = opener(_keys(folder))
    if not _rotating(folder):
        return key
    new = None
    with suppress(RecordsError):  # what does not open either is not what the file has
        new = opener(keys.read_keys(folder / keys.NEXT))
    return settle(folder, key, new)


def fits(folder: Path, key: bytes) -> bool:
    """Whether this key is the vault's: a remembered one may be of before a rotation."""
    return not _rotating(folder) and keys.fits(_keys(folder), key)


@contextmanager
def alone(folder: Path, key: bytes) -> Iterator[Any]:
    """Hold the file so that nobody else reads or writes it; yields the plain connection.

    Raises VaultLocked (another key), DamagedVault, VaultBusy.
    """
    with _locked_unless_fitting(folder, key), translating(folder):
        connection = connect(folder, key, "rw", PATIENCE)
    try:
        with translating(folder):
            # The lock of this mode outlives the transaction: until the connection is closed.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            yield connection
    finally:
        connection.close()


def rekey(connection: Any, key: bytes) -> None:
    """Encrypt every page with another key, in one transaction; `settle` tells what came of it.

    The salt stays, although SQLCipher could change it too: the journal of that would put the
    new salt before the old pages, and a crash would leave a file that no key opens.
    """
    with suppress(driver.Error):  # such as a full disk, told as an error of the PRAGMA
        if connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall():
            # Ends the mode in which the journal with the old pages would stay for a while.
            connection.execute("PRAGMA locking_mode = NORMAL")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def settle(folder: Path, old: bytes, new: bytes | None) -> bytes:
    """Finish a rotation, or undo what was not reached, and return the key that the file has."""
    refusal: VaultRefusal = DamagedVault(folder=folder, what=FILE)
    for key in filter(None, (new, old)):
        try:
            with alone(folder, key):
                _take_keys(folder, key)
                return key
        except (DamagedVault, VaultLocked) as error:
            refusal = error
        except VaultReadOnly:
            raise CutOff(folder=folder) from None
    raise refusal


def refuse_existing(folder: Path) -> None:
    """Raise AlreadyVault or FolderInUse where a vault cannot be made."""
    if is_vault(folder):
        raise AlreadyVault(folder=folder)
    with reaching(folder):
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise FolderInUse(folder=folder)


def create(folder: Path, passphrase: str, cost: keys.Cost = keys.DEAR) -> bytes:
    """Make an empty vault, only for this account to read, and give its key."""
    refuse_existing(folder)
    key = keys.new_vault_key()
    wrapped = keys.make_keys(passphrase, key, cost)
    database, ours = folder / FILE, not folder.exists()
    with reaching(folder, writing=True), translating(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:  # by another process, just now
            raise AlreadyVault(folder=folder) from None
        try:
            with suppress(PermissionError):  # a stick has no modes
                folder.chmod(0o700)
            connection = connect(folder, key, "rw", PATIENCE)
            connection.execute("PRAGMA application_id = 1094997571")  # "ADVC"; a first page
            connection.close()
            keys.write_keys(folder / keys.FILE, wrapped)
        except BaseException:
            with suppress(OSError):
                for name in (keys.FILE, FILE, f"{FILE}-journal"):
                    (folder / name).unlink(missing_ok=True)
                if ours:
                    folder.rmdir()
            raise
    return key


def open_vault(
    folder: Path, key: bytes, *, readonly: bool = False, patience: float = PATIENCE
) -> Vault:
    """Open the vault, waiting at most `patience` seconds for other processes.

    `readonly` makes no file. A write that was cut off is undone first, whoever opens. Raises
    NoVault, VaultLocked (another key), DamagedVault, VaultBusy, CutOff, VaultUnreachable.
    """
    if not is_vault(folder):
        raise NoVault(folder=folder)
    with reaching(folder):
        # SQLite takes an empty file for an empty database.
        if not (folder / FILE).is_file() or not (folder / FILE).stat().st_size:
            raise DamagedVault(folder=folder, what=FILE)
        # Not by opening it: closing it again would drop the locks of this process on it.
        if not os.access(
            folder / FILE, os.R_OK, effective_ids=os.access in os.supports_effective_ids
        ):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with _locked_unless_fitting(folder, key), translating(folder):
        if not readonly:
            return Vault(folder, connect(folder, key, "rw", patience))
        try:
            return Vault(folder, connect(folder, key, "ro", patience))
        except driver.OperationalError as error:
            if _name(error) != "SQLITE_READONLY":
                raise
        _undo_cut_off(folder, key, patience)
        return Vault(folder, connect(folder, key, "ro", patience))


@contextmanager
def translating(folder: Path) -> Iterator[None]:
    """Turn the driver's errors about the file into refusals; those about SQL stay as they are."""
    try:
        yield
    except driver.DatabaseError as error:
        refusal = FROM_SQLITE.get(_name(error))
        if refusal is None:
            raise
        raise refusal(folder=folder, what=FILE, reason=_name(error)) from error


def _take_keys(folder: Path, key: bytes) -> None:
    """Leave those keys in place that wrap the key which the file has."""
    if not keys.fits(_keys(folder), key):
        if not keys.fits(keys.read_keys(folder / keys.NEXT), key):
            raise VaultLocked  # somebody else rotates it, at this moment
        keys.promote(folder)
    keys.drop_next(folder)


@contextmanager
def _locked_unless_fitting(folder: Path, key: bytes) -> Iterator[None]:
    """Tell a key from before a rotation or a restore from a file that is spoilt."""
    try:
        yield
    except DamagedVault:
        if fits(folder, key):
            raise
        raise VaultLocked from None


def _rotating(folder: Path) -> bool:
    with reaching(folder):
        return (folder / keys.NEXT).exists()


def _name(error: Exception) -> str:
    return getattr(error, "sqlite_errorname", "")


def _keys(folder: Path) -> keys.Keys:
    try:
        return keys.read_keys(folder / keys.FILE)
    except NoVault:
        if not is_vault(folder):
            raise
        raise DamagedVault(folder=folder, what=keys.FILE) from None


def connect(folder: Path, key: bytes, mode: str, patience: float) -> Any:
    """Open and read a first page; the driver's errors come out as they are."""
    address = f"{(folder / FILE).absolute().as_uri()}?mode={mode}"
    connection = driver.connect(address, uri=True, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key would write to stderr
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.executescript(_SETTINGS)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _undo_cut_off(folder: Path, key: bytes, patience: float) -> None:
    """Let SQLite play the journal back that a dead process left; it needs to write for that."""
    try:
        connect(folder, key, "rw", patience).close()
    except driver.OperationalError as error:
        if _name(error) == "SQLITE_BUSY":
            raise
        raise CutOff(folder=folder) from error
