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
from records.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

LONGEST_PASSPHRASE = 4096


def passphrase(question: str = "", *, twice: bool = False) -> str:
    """Return the passphrase from a descriptor, a command, the environment or a prompt."""
    descriptor = os.environ.get("ADVOCACY_PASSPHRASE_FD")
    if descriptor:
        try:
            with open(int(descriptor), "rb") as given_:  # noqa: PTH123  (a number, no path)
                return given_.readline(LONGEST_PASSPHRASE).decode().rstrip("\r\n")
        except (ValueError, OSError, OverflowError):
            raise UsageError(
                _("ADVOCACY_PASSPHRASE_FD is no descriptor that can be read"),
                _("set it to the number of an open one, such as 3, with 3< file"),
            ) from None
    command = os.environ.get("ADVOCACY_PASSPHRASE_COMMAND")
    if command:
        # The user's own command line, from the user's own environment.
        done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, check=False)  # noqa: S602
        # Bytes that are no UTF-8 make a wrong passphrase, and no traceback that quotes it.
        if done.returncode == 0 and done.stdout:
            return done.stdout.decode(errors="surrogateescape").rstrip("\r\n")
        raise UsageError(
            _("ADVOCACY_PASSPHRASE_COMMAND gave no passphrase"),
            _("run that command alone to see why"),
        )
    given = os.environ.get("ADVOCACY_PASSPHRASE")
    if given:
        return given
    if not console.can_ask():
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
    return given or keyring.recall(vault.vault_id(folder)) is not None


def key_of(folder: Path) -> bytes:
    """Return the vault's key, from the keyring or by its passphrase."""
    known = keyring.recall(vault.vault_id(folder))
    if known and vault.fits(folder, known):
        return known
    return vault.unlock(folder, passphrase())


def open_store(
    *,
    writing: bool = True,
    folder: Path | None = None,
    key: bytes | None = None,
    clock: "Callable[[], datetime] | None" = None,
) -> Store:
    """Open the vault of this command as a store; use it as a context manager."""
    where = folder or settings.vault_folder()
    key = key or key_of(where)
    opened = vault.open_vault(where, key, readonly=not writing)
    try:
        if not writing and version_of(opened) != LATEST:
            # An older program made this vault: its tables are brought up to date first.
            opened.close()
            opened = vault.open_vault(where, key)
        store = Store(opened, clock) if clock else Store(opened)
        own = store.terms()
        if own:
            from records.vocabulary import extend

            extend(own)
    except BaseException:
        opened.close()
        raise
    return store


@contextmanager
def unlocked() -> "Iterator[Store | None]":
    """Yield the store where the vault is unlocked already, else None; never asks or refuses."""
    store = None
    try:
        folder = settings.vault_folder()
        key = keyring.recall(vault.vault_id(folder))
        fits = key is not None and vault.fits(folder, key)
        store = open_store(writing=False, folder=folder, key=key) if fits else None
    except RecordsError:
        store = None
    try:
        yield store
    finally:
        if store is not None:
            store.vault.close()
