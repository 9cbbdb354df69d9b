"""What a restored vault takes over from the one it replaces, so that a withdrawal holds."""

from pathlib import Path

from records.gone import KEY, bury, tombstones
from records.signedlist import FILE, Forged, keep_outside
from records.store import Store
from records.tombstones import apply
from records.vault import open_vault
from records.vault_refusals import VaultRefusal


def carry_over(old: Path, key: bytes | None, store: Store, *, anyway: bool = False) -> list[str]:
    """Withdraw and erase in a restored vault what was withdrawn in the old one since.

    From the old vault itself where the key opens it, and from the signed lists of both. Returns
    the refs of the testimonies that were changed. Raises Forged, unless `anyway`: then a list
    that somebody changed is left out.
    """
    with store.vault.transaction():
        if key is not None:
            _take_from(old, key, store)
        try:
            changed = apply(store, store.vault.folder, old)
        except Forged:
            if not anyway:
                raise
            (store.vault.folder / FILE).unlink(missing_ok=True)
            changed = apply(store)
        if tombstones(store):
            keep_outside(store)
    return changed


def _take_from(old: Path, key: bytes, store: Store) -> None:
    """Take the list itself, and the keys that mark and sign it where the backup has none yet."""
    try:
        with open_vault(old, key) as opened:
            before = Store(opened)
            mark = before.setting(KEY)
            rows = opened.connection.execute(
                "SELECT office, identity, recipient, secret, signing FROM office_key"
            ).fetchall()
            stones = tombstones(before)
    except VaultRefusal:
        return  # it is damaged: its signed list has to do
    if mark and store.setting(KEY) is None:
        store.keep_setting(KEY, mark)
    store.vault.connection.executemany(
        "INSERT INTO office_key (office, identity, recipient, secret, signing)"
        " SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM office_key WHERE office = ?1)",
        rows,
    )
    for stone in stones:
        bury(store, stone)
