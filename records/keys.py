"""The wrapped keys beside the database: what turns a passphrase into the key of the vault.

`keys.json` holds a list of slots, and each wraps the same random key in its own way. A slot
of a kind that this version does not know is carried along, byte for byte.
"""

import os
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec

from records.vault_refusals import (
    CannotDerive,
    DamagedVault,
    EmptyPassphrase,
    NewerVault,
    NoVault,
    WrongPassphrase,
    reaching,
)
from records.wording import gettext

FILE = "keys.json"
NEXT = "keys.next.json"  # the keys of a rotation that is under way (rotation.py)
VERSION: Literal[1] = 1
KEY_BYTES = 32
LONGEST_FILE = 65_536  # bytes; a hostile file is not read further


class Cost(NamedTuple):
    """How dear a guess at the passphrase is made (Argon2id, RFC 9106)."""

    memory: int = 65_536  # KiB
    passes: int = 3
    lanes: int = 4


DEAR = Cost()


class PassphraseSlot(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="passphrase"):
    """The key, wrapped with a passphrase; the bounds keep a hostile file from the memory."""

    kdf: Literal["argon2id"] = "argon2id"
    memory: Annotated[int, msgspec.Meta(ge=128, le=1_048_576)]  # KiB
    passes: Annotated[int, msgspec.Meta(ge=1, le=16)]
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)]
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=64)]
    cipher: Literal["chacha20-poly1305"] = "chacha20-poly1305"
    nonce: Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
    wrapped: Annotated[bytes, msgspec.Meta(min_length=48, max_length=48)]


class AgeSlot(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="age"):
    """The key, wrapped for the holder of an age key (recovery.py)."""

    recipient: Annotated[str, msgspec.Meta(min_length=62, max_length=62)]
    label: Annotated[str, msgspec.Meta(max_length=80)]  # stands here for everybody to read
    wrapped: Annotated[bytes, msgspec.Meta(max_length=2048)]
    seal: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]  # by whoever had the key


SLOTS: dict[str, type[PassphraseSlot | AgeSlot]] = {"passphrase": PassphraseSlot, "age": AgeSlot}
MOST_SLOTS = 16


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """The content of `keys.json`; nothing in it opens the vault by itself."""

    version: Literal[1] = VERSION
    vault: Annotated[str, msgspec.Meta(min_length=32, max_length=32)]  # its id, random
    proof: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]  # tells the right key
    slots: Annotated[tuple[msgspec.Raw, ...], msgspec.Meta(max_length=MOST_SLOTS)]
    checksum: int  # of the rest, so that decay is not mistaken for a wrong passphrase


class _Version(msgspec.Struct):
    version: int


class _Kind(msgspec.Struct):
    kind: str


def new_vault_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY_BYTES)


def make_keys(passphrase: str, key: bytes, cost: Cost = DEAR) -> Keys:
    """Keys for a new vault: a new id and one slot."""
    vault = os.urandom(16).hex()
    return _sealed(vault, _proof(vault, key), (_wrap(vault, passphrase, key, cost),))


def rewrap(keys: Keys, key: bytes, passphrase: str, cost: Cost = DEAR) -> Keys:
    """Exchange every passphrase for this one; slots of other kinds stay.

    A key that is not the one in the other slots is a bug: they would open nothing.
    """
    if not fits(keys, key):
        message = "the key is not the one that these slots wrap"
        raise ValueError(message)
    others = tuple(slot for slot in keys.slots if kind_of(slot) != "passphrase")
    return with_slots(keys, (_wrap(keys.vault, passphrase, key, cost), *others))


def renew(
    keys: Keys, key: bytes, passphrase: str, others: tuple[msgspec.Raw, ...], cost: Cost = DEAR
) -> Keys:
    """Keys of the same vault for another key, which `others` wrap already."""
    own = _wrap(keys.vault, passphrase, key, cost)
    return _sealed(keys.vault, _proof(keys.vault, key), (own, *others))


def with_slots(keys: Keys, slots: tuple[msgspec.Raw, ...]) -> Keys:
    """The same keys with these slots."""
    return _sealed(keys.vault, keys.proof, slots)


def kind_of(slot: msgspec.Raw) -> str:
    """What a slot is opened with."""
    return msgspec.json.decode(slot, type=_Kind).kind


def unwrap(keys: Keys, passphrase: str) -> bytes:
    """The key of the vault. Raises WrongPassphrase, EmptyPassphrase or CannotDerive."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    secret = _secret(passphrase)
    for raw in keys.slots:
        if kind_of(raw) != "passphrase":
            continue
        slot = msgspec.json.decode(raw, type=PassphraseSlot)
        cost = Cost(slot.memory, slot.passes, slot.lanes)
        cipher = ChaCha20Poly1305(_derive(secret, slot.salt, cost))
        try:
            return cipher.decrypt(slot.nonce, slot.wrapped, _bound(keys.vault, slot.salt, cost))
        except InvalidTag:
            continue
    raise WrongPassphrase


def fits(keys: Keys, key: bytes) -> bool:
    """Whether this is the key that the slots wrap; needs no passphrase."""
    from hmac import compare_digest

    return compare_digest(keys.proof, _proof(keys.vault, key))


def read_keys(path: Path) -> Keys:
    """Read and check a `keys.json`. Raises NoVault, DamagedVault, NewerVault, VaultUnreachable."""
    folder = path.parent
    try:
        with reaching(folder), path.open("rb") as file:
            text = file.read(LONGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise NoVault(folder=folder) from None
    try:
        if msgspec.json.decode(text, type=_Version).version > VERSION:
            raise NewerVault(folder=folder)
        keys = msgspec.json.decode(text, type=Keys)
        for slot in keys.slots:
            if kind_of(slot) in SLOTS:
                msgspec.json.decode(slot, type=SLOTS[kind_of(slot)])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        keys = None
    if keys is None or keys.checksum != _sealed(keys.vault, keys.proof, keys.slots).checksum:
        raise DamagedVault(folder=folder, what=path.name)
    return keys


def write_keys(path: Path, keys: Keys) -> None:
    """Put a `keys.json` in place, whole or not at all. Raises VaultReadOnly, DiskFull."""
    part = path.with_name(f".{path.name}-{os.urandom(4).hex()}.new")
    with reaching(path.parent, writing=True):
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
                file.write(msgspec.json.encode(keys) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _settle(path.parent)


def promote(folder: Path) -> None:
    """Let the next keys take the place of the old ones, in one step. Raises VaultReadOnly."""
    with reaching(folder, writing=True):
        (folder / NEXT).replace(folder / FILE)
        _settle(folder)


def drop_next(folder: Path) -> None:
    """Take away the keys of a rotation that did not come about. Raises VaultReadOnly."""
    with reaching(folder, writing=True):
        (folder / NEXT).unlink(missing_ok=True)
        _settle(folder)


def _settle(path: Path) -> None:
    """Make sure that the names in a folder are on the disk."""
    if hasattr(os, "O_DIRECTORY"):  # Windows neither needs nor allows it
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _wrap(vault: str, passphrase: str, key: bytes, cost: Cost) -> msgspec.Raw:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = os.urandom(16), os.urandom(12)
    cipher = ChaCha20Poly1305(_derive(_secret(passphrase), salt, cost))
    wrapped = cipher.encrypt(nonce, key, _bound(vault, salt, cost))
    slot = PassphraseSlot(salt=salt, nonce=nonce, wrapped=wrapped, **cost._asdict())
    return msgspec.Raw(msgspec.json.encode(slot))


def _secret(passphrase: str) -> bytes:
    from unicodedata import normalize

    if not passphrase:
        raise EmptyPassphrase
    # One keyboard types ế as one sign and the next as three. Bytes that were not UTF-8 must
    # not raise either: the message of a UnicodeEncodeError carries the passphrase.
    return normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _derive(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory,
        ).derive(secret)
    except MemoryError:
        needed = gettext("it needs {mib} MiB of free memory").format(mib=cost.memory // 1024)
        raise CannotDerive(reason=needed) from None
    except UnsupportedAlgorithm:
        raise CannotDerive(reason=gettext("its OpenSSL has no Argon2id")) from None


def _bound(vault: str, salt: bytes, cost: Cost) -> bytes:
    """What a slot cannot be unwrapped without: it belongs to this vault, at this cost."""
    return msgspec.json.encode(("advocacy", VERSION, vault, "passphrase", salt, *cost))


def _proof(vault: str, key: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(vault.encode(), key=key, digest_size=32, person=b"advocacy-proof").digest()


def _sealed(vault: str, proof: bytes, slots: tuple[msgspec.Raw, ...]) -> Keys:
    from zlib import crc32

    checksum = crc32(msgspec.json.encode((VERSION, vault, proof, slots)))
    return Keys(vault=vault, proof=proof, slots=slots, checksum=checksum)
