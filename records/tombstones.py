"""Applies the list of withdrawals to a vault that was restored from an older backup."""

from pathlib import Path
from typing import TYPE_CHECKING

from records.erasure import erase_words, forget_contact, holds_person
from records.gone import bury, tombstones
from records.recall import withdrawn_on
from records.sealing import is_sealed
from records.signedlist import FILE, read_outside
from records.types.testimony import Consent, Testimony
from records.withdrawal import record_withdrawal

if TYPE_CHECKING:
    from records.store import Store


def merge(folder_from: Path, folder_to: Path) -> None:
    """Carry the list of one vault folder over to another that has none; `apply` joins lists."""
    source, target = folder_from / FILE, folder_to / FILE
    if source.is_file() and not target.is_file():
        target.write_bytes(source.read_bytes())
        target.chmod(0o600)


def apply(store: "Store", *folders: Path) -> list[str]:
    """Withdraw and erase whatever these lists say, in a vault that was restored.

    Returns the refs of the testimonies that were changed.
    """
    known = set(tombstones(store))
    for folder in folders or (store.vault.folder,):
        known |= set(read_outside(store, folder))
    changed = []
    with store.vault.transaction():
        for stone in sorted(known, key=lambda one: (one.on, one.action != "withdrawn")):
            bury(store, stone)
            try:
                testimony = store.get(stone.id)
            except KeyError:
                continue
            assert isinstance(testimony, Testimony)  # noqa: S101  (only testimonies are buried)
            if not withdrawn_on(store, testimony.id):
                record_withdrawal(store, testimony, on=stone.on)
                changed.append(testimony.ref)
            if stone.action == "erased" and _is_there(store, testimony):
                erase_words(store, testimony, stone.on)
                changed.append(testimony.ref)
            if stone.action == "answered":
                forget_contact(store, testimony.id)
    return list(dict.fromkeys(changed))


def _is_there(store: "Store", testimony: Testimony) -> bool:
    """Whether anything of an account is left to erase."""
    consents = store.where(Consent, "testimony", testimony.id)
    named = store.vault.connection.execute(
        "SELECT 1 FROM identity WHERE testimony = ? AND name IS NOT NULL", (testimony.id,)
    ).fetchone()
    left = bool(testimony.words) or is_sealed(store, testimony.id) or named is not None
    return left or any(holds_person(consent) for consent in consents)
