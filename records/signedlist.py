"""The signed copy of the list of withdrawals, beside the database."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from records.errors import ExitCode, RecordsError
from records.gone import Tombstone, tombstones
from records.wording import N_

if TYPE_CHECKING:
    from records.store import Store

FILE = "tombstones.json"
VERSION = 1
LARGEST = 64 * 1024 * 1024


class Forged(RecordsError):
    """The list beside the database was changed by somebody (exit 7)."""

    sentence = N_("the list of withdrawals beside the vault does not carry its signature")
    advice = N_(
        "move tombstones.json out of the vault's folder and keep it: somebody changed it; then "
        "advocacy vault backup FILE writes it anew from the vault itself"
    )
    code = ExitCode.VAULT


def keep_outside(store: "Store") -> Path:
    """Write the signed copy beside the database, with all that an earlier copy holds."""
    from records.officekeys import own_keys, sign

    known = set(tombstones(store)) | set(read_outside(store, store.vault.folder))
    entries = [list(one) for one in sorted(known, key=lambda t: (t.on, t.id, t.action))]
    said = json.dumps(entries, separators=(",", ":"))
    document = {
        "version": VERSION,
        "entries": entries,
        "signed_by": own_keys(store).signing,
        "signature": sign(store, said.encode()).hex(),
    }
    path = store.vault.folder / FILE
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(json.dumps(document, indent=1).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return path


def lacking(store: "Store") -> tuple[int, int]:
    """Return how many entries the copy beside the database lacks, and how many the vault lacks.

    Raises Forged; nothing is written, so that a vault can be checked that is only read.
    """
    from records.officekeys import public_keys

    path = store.vault.folder / FILE
    if path.is_file() and public_keys(store) is None:
        raise Forged
    inside, outside = set(tombstones(store)), set(read_outside(store, path.parent))
    return len(inside - outside), len(outside - inside)


def catch_up(store: "Store") -> None:
    """Write the copy where it lacks something; one that somebody changed is left as it is."""
    try:
        if lacking(store)[0]:
            keep_outside(store)
    except Forged:
        return  # the check of the vault tells it


def read_outside(store: "Store", folder: Path) -> list[Tombstone]:
    """Return what the copy in a folder says; an empty list where there is none. Raises Forged."""
    from records.officekeys import own_keys, verify

    path = folder / FILE
    if not path.is_file():
        return []
    if path.stat().st_size > LARGEST:
        raise Forged
    try:
        document = json.loads(path.read_bytes())
        said = json.dumps(document["entries"], separators=(",", ":")).encode()
        signer, signature = document["signed_by"], bytes.fromhex(document["signature"])
        found = [Tombstone(*(str(part) for part in entry)) for entry in document["entries"]]
    except (ValueError, KeyError, TypeError):
        raise Forged from None
    if signer != own_keys(store).signing or not verify(signer, said, signature):
        raise Forged
    return found
