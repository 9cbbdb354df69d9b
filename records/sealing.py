"""Testimonies that this machine takes in and cannot read back.

Every field but the id, and who the person is, is encrypted to age keys that lie elsewhere.
Where such a key is at hand the record reads as any other. What the vault itself holds of a
sealed testimony is its id, ref, times, office and the mark `sealed`: no word, no reference,
no search index, and in the history no commitment that words could be tried against.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from records import age, rows
from records.errors import ExitCode, RecordsError
from records.fields import fields_of
from records.history import canonical
from records.types.testimony import Testimony
from records.wording import N_

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store

RECIPIENTS, KEY_FILE = "sealing_recipients", "sealing_key_file"
MARK = "sealed"
"""The sensitivity that a sealed testimony shows while it is closed."""

LONGEST_KEY_FILE = 65_536  # bytes


class NotSetUp(RecordsError):
    """There is no key to seal to (exit 5)."""

    sentence = N_("no sealing key is set on this machine")
    advice = N_("advocacy office seal --to age1… sets one; --new FILE makes one")


class Sealed(RecordsError):
    """What is sealed is neither read nor changed without its key (exit 5)."""

    sentence = N_("{ref} is sealed, and the key is not on this machine")
    advice = N_("do this where the key is; ADVOCACY_SEALING_KEY=FILE names it")


class OpenPart(RecordsError):
    """A part of a sealed testimony would lie in the open (exit 5)."""

    sentence = N_("{ref} is sealed; an excerpt of it would lie in the vault unsealed")
    advice = N_("let the testimony itself be the part that may be quoted")


class OwnKey(RecordsError):
    """The key that would open it lies in this vault (exit 5)."""

    sentence = N_("this is the key of this office, and it lies in this vault")
    advice = N_("seal to a key that is kept elsewhere; advocacy office seal --new FILE makes one")


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """What is encrypted."""

    id: str  # a content belongs to one record and is not moved to another
    fields: dict[str, Any]
    name: str | None = None
    contact: str | None = None


def recipients(reader: "Reader") -> tuple[str, ...]:
    """Return the keys that this machine seals to."""
    return tuple(json.loads(reader.setting(RECIPIENTS) or "[]"))


def set_recipients(store: "Store", given: Sequence[str]) -> tuple[str, ...]:
    """Seal to these keys from now on, to none where none is given. NotARecipient, OwnKey."""
    from records.officekeys import own_keys

    checked = tuple(dict.fromkeys(age.recipient(one) for one in given))
    if own_keys(store).recipient in checked:
        raise OwnKey
    store.keep_setting(RECIPIENTS, json.dumps(checked))
    return checked


def new_key_file() -> tuple[str, str]:
    """Make a sealing key; return the text of its file and its public half."""
    secret = age.new_identity()
    public = age.recipient_of(secret)
    return f"# public key: {public}\n{secret}\n", public


def secrets_in(file: Path) -> tuple[str, ...]:
    """Return the secret keys in a file. Raises NotAnIdentity, OSError."""
    with file.open("rb") as opened:
        text = opened.read(LONGEST_KEY_FILE)
    return age.identities_in(text.decode("utf-8", "replace"))


def content_of(
    record: Testimony, name: str | None, contact: str | None, to: Sequence[str]
) -> bytes:
    """Encrypt a testimony. Raises NotSetUp."""
    if not to:
        raise NotSetUp
    fields = {
        name: rows.write(field, getattr(record, name))
        for name, field in fields_of(Testimony).items()
        if getattr(record, name) not in (None, ())
    }
    return age.encrypted(msgspec.json.encode(Content(record.id, fields, name, contact)), to)


def opened(record_id: str, blob: bytes, secrets: Sequence[str]) -> Content | None:
    """Decrypt a testimony; None where these keys do not open it, or it is another's."""
    try:
        content = msgspec.json.decode(age.decrypted(blob, secrets), type=Content)
    except (age.DoesNotOpen, msgspec.MsgspecError):
        return None
    return content if content.id == record_id else None


def filled(record: Testimony, content: Content, wanted: Sequence[str]) -> Testimony:
    """Return the record with what was sealed, as far as these fields are wanted."""
    declared = fields_of(Testimony)
    values = {name: rows.read(declared[name], content.fields.get(name)) for name in wanted}
    return msgspec.structs.replace(record, **values)


def blobs(reader: "Reader", record_id: str | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield id and sealed content, of one testimony or of all."""
    condition = "WHERE id = ?" if record_id else ""
    found = reader.vault.connection.execute(
        f"SELECT id, content FROM sealed {condition}",  # noqa: S608  (our own words)
        (record_id,) if record_id else (),
    )
    yield from ((row[0], bytes(row[1])) for row in found)


def is_sealed(reader: "Reader", record_id: str) -> bool:
    """Whether a testimony lies sealed in the vault, open here or not."""
    return any(True for _ in blobs(reader, record_id))


def contents(reader: "Reader") -> dict[str, Content]:
    """Return every sealed content that the keys at hand open, by id."""
    if not reader.sealing_keys:
        return {}
    found = ((i, opened(i, blob, reader.sealing_keys)) for i, blob in blobs(reader))
    return {record_id: content for record_id, content in found if content is not None}


def mark_of(blob: bytes) -> dict[str, Any]:
    """Return what the history commits to: the sealed content, never what is in it."""
    import hashlib

    return {"sensitivity": MARK, "sealed": hashlib.sha256(canonical(blob.hex())).hexdigest()}
