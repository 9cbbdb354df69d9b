"""What can be wrong with a vault: each refusal with its sentence and what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from records.errors import ExitCode, RecordsError
from records.wording import N_


class VaultRefusal(RecordsError):
    """The vault could not be opened, read or written (exit 7)."""

    code = ExitCode.VAULT


class NoVault(VaultRefusal):
    """The folder holds no vault."""

    sentence = N_("there is no vault at {folder}")
    advice = N_("advocacy init makes one; --vault PATH opens one that is elsewhere")


class DamagedVault(VaultRefusal):
    """A file of the vault is gone, or is not what the program wrote."""

    sentence = N_("the vault at {folder} is damaged: {what} is missing or spoilt")
    advice = N_("leave this folder as it is and get the latest backup: advocacy vault restore")


class NewerVault(VaultRefusal):
    """The keys were written by a later version of the program."""

    sentence = N_("the vault at {folder} was made by a newer version of advocacy")
    advice = N_("update advocacy on this machine")


class WrongPassphrase(VaultRefusal):
    """No slot opens with this passphrase."""

    sentence = N_("this passphrase does not open the vault")
    advice = N_("look at Caps Lock, the keyboard layout and the Vietnamese typing method")


class EmptyPassphrase(VaultRefusal):
    """Nothing was given as the passphrase."""

    sentence = N_("the passphrase is empty")
    advice = N_("four or five words that have nothing to do with each other make a good one")


class VaultReadOnly(VaultRefusal):
    """The folder or the disk refuses to be written."""

    sentence = N_("the vault at {folder} cannot be written; this change was not saved")
    advice = N_("is the disk write-protected, or does the folder belong to another account?")


class DiskFull(VaultRefusal):
    """No room is left for the change."""

    sentence = N_("the disk that holds {folder} is full; this change was not saved")
    advice = N_("free some space and do it again; what was saved before is safe")


class VaultUnreachable(VaultRefusal):
    """The operating system does not give the file out."""

    sentence = N_("the vault at {folder} cannot be reached: {reason}")
    advice = N_("is the disk connected, and may this account read the folder?")


class CannotDerive(RecordsError):
    """The machine cannot compute the key from a passphrase (exit 9)."""

    sentence = N_("this machine cannot turn the passphrase into a key: {reason}")
    advice = N_("advocacy doctor shows what is missing")
    code = ExitCode.UNABLE


class AlreadyVault(VaultRefusal):
    """A vault is never made over another."""

    sentence = N_("there is a vault at {folder} already")
    advice = N_("--vault PATH names another folder")


class FolderInUse(VaultRefusal):
    """A vault is made in a folder of its own."""

    sentence = N_("{folder} holds other files")
    advice = N_("--vault PATH names a new or an empty folder")


class VaultLocked(VaultRefusal):
    """The passphrase is needed, and there is nobody to ask."""

    sentence = N_("the vault is locked")
    advice = N_("advocacy unlock opens it for a while; scripts set ADVOCACY_PASSPHRASE_FD")


class VaultBusy(VaultRefusal):
    """Another process holds the vault."""

    sentence = N_("another program is using the vault at {folder}")
    advice = N_("wait for it or close it, then type this again")


class CutOff(VaultRefusal):
    """The last write was interrupted, and undoing it would need to write here."""

    sentence = N_("the last change to the vault at {folder} was cut off, and it cannot be written")
    advice = N_("copy the whole folder to a disk that can be written, and open it there")


@contextmanager
def reaching(folder: Path, *, writing: bool = False) -> Iterator[None]:
    """Turn the operating system's refusals into ours; a file that is not there stays as it is."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise DiskFull(folder=folder) from error
        if writing and error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
            raise VaultReadOnly(folder=folder) from error
        raise VaultUnreachable(folder=folder, reason=error.strerror) from error


# What SQLite's errors mean here. CANTOPEN: no journal may be made beside the file.
FROM_SQLITE: dict[str, type[VaultRefusal]] = {
    "SQLITE_BUSY": VaultBusy,
    "SQLITE_LOCKED": VaultBusy,
    "SQLITE_FULL": DiskFull,
    "SQLITE_READONLY": VaultReadOnly,
    "SQLITE_CANTOPEN": VaultReadOnly,
    "SQLITE_NOTADB": DamagedVault,
    "SQLITE_CORRUPT": DamagedVault,
    "SQLITE_IOERR": VaultUnreachable,
    "SQLITE_PERM": VaultUnreachable,
}
