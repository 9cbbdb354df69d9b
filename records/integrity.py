"""Whether the encrypted file is as it was written: its seals, its tables, its references."""

from records.vault import Vault, translating
from records.vault_refusals import DamagedVault
from records.wording import N_, gettext

# What looks, and what a row that it gives means.
_CHECKS = (
    ("cipher_integrity_check", N_("records.db was changed from outside or has decayed: {0}")),
    ("integrity_check", N_("the tables and their indexes do not agree: {0}")),
    ("foreign_key_check", N_("row {1} of {0} refers to a {2} that is not there")),
)


def check_integrity(vault: Vault) -> list[str]:
    """What is wrong with the file, in sentences; empty where all is well.

    Spoilt pages that nothing uses are no damage: see `spoilt_unused`.
    """
    found = _complaints(vault)
    if _only_unused(vault, found):
        found["cipher_integrity_check"] = []
    return [what for complaints in found.values() for what in complaints]


def spoilt_unused(vault: Vault) -> int:
    """How many pages that hold nothing are spoilt, where everything else is well.

    SQLite journals no unused pages, so a power cut may tear one; nothing saved is in it.
    """
    found = _complaints(vault)
    return len(found["cipher_integrity_check"]) if _only_unused(vault, found) else 0


def _complaints(vault: Vault) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for check, sentence in _CHECKS:
        try:
            with translating(vault.folder):
                rows = vault.connection.execute(f"PRAGMA {check}").fetchall()
        except DamagedVault as refusal:
            found[check] = [str(refusal)]
        else:
            found[check] = [gettext(sentence).format(*row) for row in rows if row != ("ok",)]
    return found


def _only_unused(vault: Vault, found: dict[str, list[str]]) -> bool:
    spoilt = found["cipher_integrity_check"]
    if not spoilt or any(what for check, what in found.items() if what is not spoilt):
        return False
    try:
        with translating(vault.folder):
            unused: int = vault.connection.execute("PRAGMA freelist_count").fetchone()[0]
    except DamagedVault:
        return False
    return len(spoilt) <= unused
