"""Looks a backup through, and puts it in the place of a vault in one step."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from records.backup import sync_folder
from records.checking import Finding, check
from records.container import Contents, refuse_foreign, spoilt
from records.history import Link
from records.reader import Reader
from records.store import Store
from records.swap import swap
from records.types import every_type
from records.vault import FILE, PATIENCE, is_vault, open_vault
from records.vault_refusals import (
    CutOff,
    DamagedVault,
    FolderInUse,
    NoVault,
    VaultLocked,
    VaultReadOnly,
    VaultRefusal,
    VaultUnreachable,
    reaching,
)
from records.vocabulary import extend


class Held(NamedTuple):
    """What was found in an unpacked backup."""

    counts: dict[str, int]  # records by type, those that there are
    newest: str  # moment of the last change, in UTC; empty where there is none
    changes: int  # entries of the history
    findings: list[Finding]


class Apart(NamedTuple):
    """How far two histories are the same, and how many entries only one of them has."""

    shared: int
    ours: int
    theirs: int


@contextmanager
def unpacked(file: Path, contents: Contents, folder: Path, key: bytes) -> Iterator[Store]:
    """Open what was unpacked as a store; tables of an earlier version are brought up to date.

    Raises BadBackup, and NewerVault where a later version of the program made it.
    """
    refuse_foreign(file, contents, key)
    try:
        with open_vault(folder, key) as opened:
            store = Store(opened)
            extend(store.terms())
            yield store
    except DamagedVault:
        raise spoilt(file, FILE) from None


def examine(store: Store) -> Held:
    """Say what a vault holds, and what a full check finds in it."""
    rows = store.vault.connection.execute(
        "SELECT type, count(*) FROM record WHERE deleted = 0 GROUP BY type"
    )
    found = dict(rows.fetchall())
    counts = {t.NAME: found[t.NAME] for t in every_type() if t.NAME in found}
    newest, changes = store.vault.connection.execute(
        """SELECT coalesce(max("on"), ''), count(*) FROM history"""
    ).fetchone()
    return Held(counts, newest, changes, check(store, beside=False))


def compared(folder: Path, key: bytes | None, store: Reader) -> Apart | None:
    """Compare the vault in place (ours) with a backup (theirs); None where the key opens none."""
    if key is None:
        return None
    try:
        with open_vault(folder, key, readonly=True) as opened:
            return compare(Reader(opened), store)
    except VaultRefusal:
        return None


def compare(ours: Reader, theirs: Reader) -> Apart:
    """Say where the histories of two vaults part."""
    one, other = (_digests(each.chain()) for each in (ours, theirs))
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return Apart(shared, len(one) - shared, len(other) - shared)


@contextmanager
def room_apart() -> Iterator[Path]:
    """Give an empty folder among the temporary ones, for its owner alone, and take it away."""
    with TemporaryDirectory(prefix="advocacy-") as room:
        yield Path(room)


@contextmanager
def room_beside(folder: Path) -> Iterator[Path]:
    """Give an empty folder on the vault's disk, for its owner alone, and take it away again."""
    folder = folder.resolve()  # "." has no name
    room = folder.with_name(f".{folder.name}-restoring")
    with reaching(folder, writing=True):
        folder.parent.mkdir(parents=True, exist_ok=True)
        # What lies there is the unpacked backup of a restore that was cut off, never a vault.
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(mode=0o700)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def put_in_place(
    room: Path, folder: Path, key: bytes | None, on: date, patience: float = PATIENCE
) -> Path | None:
    """Make the unpacked vault the one at `folder`; return where the old one is now, if any.

    `key` opens the old one, so that nobody writes to it meanwhile; None where nothing opens it.
    Raises FolderInUse, VaultBusy, VaultReadOnly, VaultUnreachable.
    """
    folder = folder.resolve()
    with reaching(folder, writing=True):
        sync_folder(room)
        if not is_vault(folder):
            if folder.exists():
                _remove_empty(folder)
            room.rename(folder)
            sync_folder(folder.parent)
            return None
        aside = _free_name(folder, on)
        with _kept_still(folder, key, patience):
            # First under the name where the old one will be: so whatever is cut off, the old
            # vault is never where a later restore clears away.
            room.rename(aside)
            if not swap(aside, folder):
                aside.rename(room)
                _replace(room, folder, aside)
            sync_folder(folder.parent)
        return aside


def _digests(chain: Iterable[Link]) -> list[bytes]:
    return [link.digest for link in chain]


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        raise FolderInUse(folder=folder) from None


def _free_name(folder: Path, on: date) -> Path:
    number = 1
    while (aside := folder.with_name(f"{folder.name}-set-aside-{on}-{number}")).exists():
        number += 1
    return aside


@contextmanager
def _kept_still(folder: Path, key: bytes | None, patience: float) -> Iterator[None]:
    """Keep other programs from writing to the old vault while it moves."""
    if key is None or os.name != "posix":  # elsewhere an open file cannot be moved, by anybody
        yield
        return
    try:
        old = open_vault(folder, key, patience=patience)
    except (CutOff, DamagedVault, NoVault, VaultLocked, VaultReadOnly, VaultUnreachable):
        yield
        return
    with old:
        old.connection.execute("BEGIN EXCLUSIVE")
        yield


def _replace(room: Path, folder: Path, aside: Path) -> None:
    """Exchange in two steps; between them nothing is at `folder`, and both are whole."""
    folder.rename(aside)
    try:
        room.rename(folder)
    except BaseException:
        aside.rename(folder)
        raise
