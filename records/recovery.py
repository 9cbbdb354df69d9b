"""Further keys to a vault: an age key that a second person holds, or that lies on paper.

Each is a slot of `keys.json`, sealed by whoever had the vault open: somebody who can write
the file alone cannot slip in a key that a later rotation would open the vault to.
"""

import hashlib
from collections.abc import Callable, Sequence
from hmac import compare_digest
from pathlib import Path
from typing import NamedTuple

import msgspec

from records import age, keys, vault
from records.errors import RecordsError
from records.keys import AgeSlot, Keys
from records.vault_refusals import VaultLocked
from records.wording import N_


class NoSuchRecovery(RecordsError):
    """No recovery key has this number (exit 3)."""

    sentence = N_("there is no recovery key {number}")
    advice = N_("advocacy vault recovery --list shows them")
    code = RecordsError.code.NOT_FOUND


class TooManyKeys(RecordsError):
    """The list of keys is full (exit 5)."""

    sentence = N_("a vault has at most {limit} keys")
    advice = N_("take one away that is no longer needed: advocacy vault recovery --remove 1")


class AlreadyHolds(RecordsError):
    """An age key that opens the vault already (exit 5)."""

    sentence = N_("this key opens the vault already")
    advice = N_("advocacy vault recovery --list shows them")


class Recovery(NamedTuple):
    """An age key that opens the vault."""

    number: int
    recipient: str
    label: str
    sound: bool  # put there by somebody who had the vault open


def listed(held: Keys, key: bytes) -> list[Recovery]:
    """Return the age keys of a vault that is open with `key`."""
    return [
        Recovery(number, slot.recipient, slot.label, _sound(held.vault, key, slot))
        for number, slot in enumerate(_slots(held), start=1)
    ]


def added(held: Keys, key: bytes, recipient: str, label: str) -> Keys:
    """Return keys that the holder of an age key opens too. Raises NotARecipient."""
    slot = _wrapped(held.vault, key, age.recipient(recipient), label)
    if any(s.recipient == slot.recipient and _sound(held.vault, key, s) for s in _slots(held)):
        raise AlreadyHolds
    if len(held.slots) >= keys.MOST_SLOTS:
        raise TooManyKeys(limit=keys.MOST_SLOTS)
    return keys.with_slots(held, (*held.slots, _raw(slot)))


def removed(held: Keys, number: int) -> Keys:
    """Return keys without one of the age keys. Raises NoSuchRecovery."""
    found = [raw for raw in held.slots if keys.kind_of(raw) == "age"]
    if not 0 < number <= len(found):
        raise NoSuchRecovery(number=number)
    kept = tuple(raw for raw in held.slots if raw is not found[number - 1])
    return keys.with_slots(held, kept)


def carried(held: Keys, old: bytes, new: bytes) -> tuple[tuple[msgspec.Raw, ...], int]:
    """Return the age slots with the new key in them, and how many slots cannot be carried over.

    Left behind is what was not sealed with the old key, and what is of a kind unknown here.
    """
    sound = [slot for slot in _slots(held) if _sound(held.vault, old, slot)]
    slots = tuple(_raw(_wrapped(held.vault, new, s.recipient, s.label)) for s in sound)
    others = sum(keys.kind_of(raw) != "passphrase" for raw in held.slots)
    return slots, others - len(slots)


def unwrap(held: Keys, secrets: Sequence[str]) -> bytes:
    """The key of the vault, for the holder of an age key. Raises DoesNotOpen."""
    for slot in _slots(held):
        try:
            key = age.decrypted(slot.wrapped, secrets)
        except age.DoesNotOpen:
            continue
        # Anybody can encrypt to a public key: what is no key of this vault is not taken.
        if len(key) == keys.KEY_BYTES and keys.fits(held, key):
            return key
    raise age.DoesNotOpen


def change(folder: Path, key: bytes, how: Callable[[Keys], Keys]) -> None:
    """Write other keys for the same vault, while nobody else uses it. Raises VaultLocked."""
    with vault.alone(folder, key):
        held = keys.read_keys(folder / keys.FILE)
        if not keys.fits(held, key):
            raise VaultLocked
        keys.write_keys(folder / keys.FILE, how(held))


def _slots(held: Keys) -> list[AgeSlot]:
    return [
        msgspec.json.decode(raw, type=AgeSlot) for raw in held.slots if keys.kind_of(raw) == "age"
    ]


def _wrapped(vault_id: str, key: bytes, recipient: str, label: str) -> AgeSlot:
    slot = AgeSlot(
        recipient=recipient,
        label=label,
        wrapped=age.encrypted(key, [recipient]),
        seal=bytes(32),
    )
    return msgspec.structs.replace(slot, seal=_seal(vault_id, key, slot))


def _raw(slot: AgeSlot) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(slot))


def _sound(vault_id: str, key: bytes, slot: AgeSlot) -> bool:
    return compare_digest(slot.seal, _seal(vault_id, key, slot))


def _seal(vault_id: str, key: bytes, slot: AgeSlot) -> bytes:
    said = msgspec.json.encode((vault_id, slot.recipient, slot.label, slot.wrapped))
    return hashlib.blake2b(said, key=key, digest_size=32, person=b"advocacy-slot").digest()
