"""Gives the vault a new key; what was copied before keeps the old one.

The file and `keys.json` cannot change in one step. So the new keys are written under a
second name, the file is rewritten in one transaction, and the second name takes the place
of the first. Whoever unlocks after a crash tries which key the file has (vault.settle).

SQLCipher's rekey rewrites every page, free ones too, with what they hold: it brings back
nothing that was deleted, and clears nothing that was not. The rollback journal holds the
pages as they were, under the old key, and is deleted.
"""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from records import keyring, keys, recovery, vault
from records.vault_refusals import VaultLocked, VaultRefusal
from records.wording import N_


class NotRotated(VaultRefusal):
    """The file could not be given another key and has the one it had (exit 7)."""

    sentence = N_("the vault at {folder} kept its old key")
    advice = N_("it needs as much free space on the disk as the vault has; nothing was lost")


class Rotated(NamedTuple):
    """What came of it."""

    key: bytes
    left_behind: int  # keys to the vault that do not open it any more


def rotate(folder: Path, passphrase: str, cost: keys.Cost = keys.DEAR) -> Rotated:
    """Change the key of the vault; the passphrase and the recovery keys go on opening it.

    Raises what `unlock` does, VaultBusy, DiskFull, VaultReadOnly, NotRotated.
    """
    old, new = vault.unlock(folder, passphrase), keys.new_vault_key()
    with vault.alone(folder, old) as connection:
        held = keys.read_keys(folder / keys.FILE)
        if not keys.fits(held, old):
            raise VaultLocked
        others, left_behind = recovery.carried(held, old, new)
        keys.write_keys(folder / keys.NEXT, keys.renew(held, new, passphrase, others, cost))
        vault.rekey(connection, new)
    with suppress(keyring.NoKeyring):
        keyring.forget(held.vault)
    if vault.settle(folder, old, new) != new:
        raise NotRotated(folder=folder)
    return Rotated(new, left_behind)
