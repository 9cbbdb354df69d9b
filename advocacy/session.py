"""Opens the vault for a command: the key from the keyring, else from the passphrase."""

import os
import subprocess
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from advocacy import console, settings
from advocacy.usage import UsageError
from records import keyring, vault
from records.errors import RecordsError
from records.schema import LATEST, version_of
from records.sealing import KEY_FILE
from records.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

LONGEST_PASSPHRASE = 4096
NEW_PASSPHRASE = "ADVOCACY_NEW_PASSPHRASE"  # noqa: S105  (the first part of variables' names)
AT_ONCE = 0.2
"""So many seconds completion waits for another process: somebody has a finger on the key."""

held: dict[str, bytearray] = {}
"""Keys that this process alone keeps, by their vault's id: `shell` fills it and zeroes them."""


def passphrase(
    question: str = "", *, twice: bool = False, variable: str = "ADVOCACY_PASSPHRASE"
) -> str:
    """Return the passphrase from a descriptor, a command, the environment or a prompt."""
    descriptor = os.environ.get(f"{variable}_FD")
    if descriptor:
        try:
            with open(int(descriptor), "rb") as given_:  # noqa: PTH123  (a number, no path)
                return given_.readline(LONGEST_PASSPHRASE).decode().rstrip("\r\n")
        except (ValueError, OSError, TypeError):
            raise UsageError(
                _("{variable} is no descriptor that can be read").format(variable=f"{variable}_FD"),
                _("set it to the number of an open one, such as 3, with 3< file"),
            ) from None
    command = os.environ.get(f"{variable}_COMMAND")
    if command:
        # The user's own command line, from the user's own environment.
        done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, check=False)  # noqa: S602
        # Bytes that are no UTF-8 make a wrong passphrase, and no traceback that quotes it.
        if done.returncode == 0 and done.stdout:
            return done.stdout.decode(errors="surrogateescape").rstrip("\r\n")
        raise UsageError(
            _("{variable} gave no passphrase").format(variable=f"{variable}_COMMAND"),
            _("run that command alone to see why"),
        )
    given = os.environ.get(variable)
    if given:
        # As it was typed, whatever the locale takes its bytes for.
        return os.fsencode(given).decode(errors="surrogateescape")
    if not console.can_ask():
        if variable == NEW_PASSPHRASE:
            raise UsageError(
                _("nobody to ask for the new passphrase"),
                _("scripts set {variable}").format(variable=f"{NEW_PASSPHRASE}_FD"),
            )
        raise vault.VaultLocked
    said = console.ask(question or _("Passphrase"), hidden=True)
    if twice and console.ask(_("The same once more"), hidden=True) != said:
        raise UsageError(_("the two passphrases differ"), _("type the command again"))
    return said


def unasked() -> bool:
    """Whether the vault opens without asking anybody."""
    folder = settings.vault_folder()
    if not vault.is_vault(folder):
        return False
    given = any(os.environ.get(f"ADVOCACY_PASSPHRASE{end}") for end in ("", "_FD", "_COMMAND"))
    return given or remembered(folder) is not None


def remembered(folder: Path) -> bytes | None:
    """Return the key that this process keeps, else the one in the keyring; it may be an old one."""
    name = vault.vault_id(folder)
    kept = held.get(name)  # once: another thread may take it away
    return bytes(kept) if kept else keyring.recall(name)


def key_of(folder: Path) -> bytes:
    """Return the vault's key, from memory, the keyring or by its passphrase."""
    known = remembered(folder)
    if known and vault.fits(folder, known):
        return known
    return vault.unlock(folder, passphrase())


def open_store(
    *,
    writing: bool = True,
    folder: Path | None = None,
    key: bytes | None = None,
    clock: "Callable[[], datetime] | None" = None,
    patience: float = vault.PATIENCE,
) -> Store:
    """Open the vault of this command as a store; use it as a context manager.

    Another process that writes is waited for, at most `patience` seconds.
    """
    where = folder or settings.vault_folder()
    key = key or key_of(where)
    opened = vault.open_vault(where, key, readonly=not writing, patience=patience)
    try:
        if not writing and version_of(opened) != LATEST:
            # An older program made this vault: its tables are brought up to date first.
            opened.close()
            opened = vault.open_vault(where, key, patience=patience)
        store = Store(opened, clock) if clock else Store(opened)
        store.sealing_keys = sealing_keys(store)
        own = store.terms()
        if own:
            from records.vocabulary import extend

            extend(own)
    except BaseException:
        opened.close()
        raise
    return store


def sealing_keys(store: Store) -> tuple[str, ...]:
    """Return the keys that open sealed testimonies, where they are at hand.

    ADVOCACY_SEALING_KEY names their file; else the one that `office seal --key` remembered,
    if it is there just now: it lies on a stick, perhaps.
    """
    named = os.environ.get("ADVOCACY_SEALING_KEY")
    file = named or store.setting(KEY_FILE)
    if not file:
        return ()
    from records.age import NotAnIdentity
    from records.sealing import secrets_in

    try:
        return secrets_in(Path(file).expanduser())
    except (OSError, NotAnIdentity):
        if named:
            raise UsageError(
                _("ADVOCACY_SEALING_KEY names no file with a secret age key"),
                _("give the whole path of the file, or unset it"),
            ) from None
        return ()


@contextmanager
def unlocked() -> "Iterator[Store | None]":
    """Yield the store where the vault is unlocked already, else None; never asks or refuses."""
    store = None
    try:
        folder = settings.vault_folder()
        key = remembered(folder)
        fits = key is not None and vault.fits(folder, key)
        store = (
            open_store(writing=False, folder=folder, key=key, patience=AT_ONCE) if fits else None
        )
    except RecordsError:
        store = None
    try:
        yield store
    finally:
        if store is not None:
            store.vault.close()
