"""The keys of this office, kept inside its vault: one that others encrypt to, one that signs.

A public half is text: age1… for encrypting to, 64 hexadecimal signs for checking a
signature. A signature says nothing of what it is for: who signs, puts that into the bytes.
"""

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from records import age
from records.errors import ExitCode, RecordsError
from records.history import START, canonical
from records.wording import N_, gettext

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store

HEAD = "advocacy history head 1"
FIGURES, GROUP = 24, 4
"""About 80 bits: too many to find a second key for, few enough to read out."""


class NotItsSignature(RecordsError):
    """A head was not signed by the office that it names (exit 8)."""

    sentence = N_("this mark of a history does not carry the signature of its office")
    advice = N_("ask that office for a new one")
    code = ExitCode.BAD_INPUT


class PublicKeys(NamedTuple):
    """What others need to know an office by."""

    recipient: str
    signing: str
    fingerprint: str


class OfficeKeys(NamedTuple):
    """The keys of an office; `identity` and `secret` never leave the vault."""

    identity: str  # the secret half of the age key
    recipient: str  # its public half: age1…
    secret: bytes  # of Ed25519 (RFC 8032)
    signing: str  # its public half, hexadecimal

    @property
    def fingerprint(self) -> str:
        """Both public halves, in figures that can be read out over a telephone."""
        return fingerprint(self.recipient, self.signing)


def made_keys(store: "Store") -> bool:
    """Make the keys of this office where it has none; whether it had none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    with store.vault.transaction():
        if _held(store) is not None:
            return False
        identity, secret = age.new_identity(), Ed25519PrivateKey.generate()
        store.table("office_key").insert(
            {
                "office": store.office,
                "identity": identity,
                "recipient": age.recipient_of(identity),
                "secret": secret.private_bytes_raw(),
                "signing": secret.public_key().public_bytes_raw().hex(),
            }
        )
        return True


def own_keys(store: "Store") -> OfficeKeys:
    """Return the keys of this office; a vault that has none yet gets them. VaultReadOnly."""
    held = _held(store)
    while held is None:
        made_keys(store)
        held = _held(store)
    return held


def public_keys(reader: "Reader") -> PublicKeys | None:
    """Return the public halves, without making any; None where the office has no keys yet."""
    held = _held(reader)
    return PublicKeys(held.recipient, held.signing, held.fingerprint) if held else None


def fingerprint(recipient: str, signing: str) -> str:
    """Return six groups of four figures for the two public keys of an office."""
    said = hashlib.sha256(canonical(["advocacy office", recipient, signing])).digest()
    figures = f"{int.from_bytes(said, 'big') % 10**FIGURES:0{FIGURES}}"
    return " ".join(figures[n : n + GROUP] for n in range(0, FIGURES, GROUP))


def sign(store: "Store", data: bytes) -> bytes:
    """Return this office's signature of the data: 64 bytes, Ed25519."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(own_keys(store).secret).sign(data)


def verify(public: str, data: bytes, signature: bytes) -> bool:
    """Whether the holder of this public key (hexadecimal) signed exactly this; never raises."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, data)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def signed_head(store: "Store") -> dict[str, Any]:
    """Return the end of this history, signed: what others keep, so that a cut-off is found.

    Keys: office, seq (0 where nothing was written yet), digest (hexadecimal), on (ISO day),
    signature (hexadecimal).
    """
    row = store.vault.connection.execute(
        "SELECT seq, digest FROM history ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    seq, digest = row or (0, START)
    head = {
        "office": store.office,
        "seq": seq,
        "digest": digest.hex(),
        "on": store.today.isoformat(),
    }
    return head | {"signature": sign(store, _said(head)).hex()}


def witness(store: "Store", head: dict[str, Any], public: str | None = None) -> None:
    """Keep a head that somebody has seen; without `public` it must be our own office's.

    Raises NotItsSignature.
    """
    if public is None and head.get("office") != store.office:
        raise NotItsSignature
    try:
        signature = bytes.fromhex(head["signature"])
        kept = {name: kind(head[name]) for name, kind in _PARTS.items()}
    except (KeyError, TypeError, ValueError):
        raise NotItsSignature from None
    if not verify(public or own_keys(store).signing, _said(kept), signature):
        raise NotItsSignature
    with store.vault.transaction():
        # sqlite-utils' own `ignore` looks for a rowid, which this table has not.
        store.vault.connection.execute(
            'INSERT OR IGNORE INTO witnessed (office, seq, digest, "on", signature)'
            " VALUES (:office, :seq, :digest, :on, :signature)",
            kept | {"signature": signature.hex()},
        )


def missing_since_witnessed(reader: "Reader") -> list[str]:
    """Say which heads of this history that were once seen it does not hold any more."""
    found = reader.vault.connection.execute(
        'SELECT w.seq, w.digest, w."on", h.digest FROM witnessed w'
        " LEFT JOIN history h ON h.seq = w.seq WHERE w.office = ? AND w.seq > 0 ORDER BY w.seq",
        (reader.office,),
    )
    gone = gettext("history: entry {n}, which was there on {day}, is gone")
    other = gettext("history: entry {n} is not the one that was there on {day}")
    return [
        (gone if held is None else other).format(n=seq, day=day)
        for seq, digest, day, held in found
        if held is None or held.hex() != digest
    ]


_PARTS: dict[str, Any] = {"office": str, "seq": int, "digest": str, "on": str}


def _said(head: dict[str, Any]) -> bytes:
    return canonical([HEAD, *(head[name] for name in _PARTS)])


def _held(reader: "Reader") -> OfficeKeys | None:
    row = reader.vault.connection.execute(
        "SELECT identity, recipient, secret, signing FROM office_key WHERE office = ?",
        (reader.office,),
    ).fetchone()
    return OfficeKeys(*row) if row else None
