"""Testimonies that this machine takes in and cannot read back.

Every field but the id, and who the person is, is encrypted to age keys that lie elsewhere.
Where such a key is at hand the record reads as any other. What the vault itself holds of a
sealed testimony is its id, ref, times, office, the term `sealed` and one keyed mark of the
words, by which they are refused once they were erased (each guess at them is made dear): no
word, no reference, no search index, and in the history no commitment to be tried against.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from records import age, rows
from records.errors import RecordsError
from records.fields import Field, fields_of
from records.wording import N_

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store
    from records.types.common import Record
    from records.types.testimony import Testimony

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

    sentence = N_("{ref} is sealed; an excerpt or file of it would lie in the vault unsealed")
    advice = N_("let the testimony itself be what may be quoted; keep files where the key is")


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


def encrypted(
    reader: "Reader", record: "Testimony", name: str | None, contact: str | None
) -> bytes:
    """Encrypt a testimony and who it is from to the keys that are set. Raises NotSetUp."""
    to = _holders(reader)
    if not to:
        raise NotSetUp
    fields = {
        field.name: rows.write(field, getattr(record, field.name))
        for field in fields_of(type(record)).values()
        if getattr(record, field.name) not in (None, ())
    }
    return age.encrypted(msgspec.json.encode(Content(record.id, fields, name, contact)), to)


def refuse_without_key(reader: "Reader") -> None:
    """Raise NotSetUp where there is nobody to seal to, before anything is asked for."""
    if not _holders(reader):
        raise NotSetUp


def _holders(reader: "Reader") -> tuple[str, ...]:
    return recipients(reader) or tuple(age.recipient_of(one) for one in reader.sealing_keys)


def revealed(
    reader: "Reader", found: "Sequence[Testimony]", fields: Sequence[Field]
) -> "list[Testimony]":
    """Return testimonies with these fields of what was sealed, where a key at hand opens it."""
    held = contents(reader, found[0].id if len(found) == 1 else None)
    return [_filled(reader, one, held[one.id], fields) if one.id in held else one for one in found]


def _filled(
    reader: "Reader", record: "Testimony", content: Content, fields: Sequence[Field]
) -> "Testimony":
    values = {field.name: rows.read(field, content.fields.get(field.name)) for field in fields}
    for field in fields:
        # Nothing in the vault tells that a sealed record points there: it may be gone.
        if field.kind == "ref" and not _is_there(reader, values[field.name]):
            values[field.name] = None
        elif field.kind == "refs":
            values[field.name] = tuple(i for i in values[field.name] if _is_there(reader, i))
    return msgspec.structs.replace(record, **values)


def _is_there(reader: "Reader", record_id: str | None) -> bool:
    row = reader.vault.connection.execute(
        "SELECT 1 FROM record WHERE id = ? AND deleted = 0", (record_id,)
    ).fetchone()
    return row is not None


def contents(reader: "Reader", record_id: str | None = None) -> dict[str, Content]:
    """Return what the keys at hand open, by id: of one testimony, or of all."""
    if not reader.sealing_keys:
        return {}
    found = ((i, _opened(i, blob, reader.sealing_keys)) for i, blob in _blobs(reader, record_id))
    return {i: content for i, content in found if content is not None}


def is_sealed(reader: "Reader", record_id: str) -> bool:
    """Whether a testimony lies sealed in the vault, open here or not."""
    return any(True for _ in _blobs(reader, record_id))


def is_closed(reader: "Reader", record: "Record") -> bool:
    """Whether a record lies sealed in the vault and does not open here."""
    return record.NAME == "testimony" and (
        is_sealed(reader, record.id) and not contents(reader, record.id)
    )


def refuse_closed(reader: "Reader", record: "Record") -> None:
    """Refuse to change what lies sealed and does not open here. Raises Sealed."""
    if is_closed(reader, record):
        raise Sealed(ref=record.ref)


def refuse_open_part(reader: "Reader", testimony: str) -> None:
    """Refuse what would repeat a sealed testimony's words beside it. Raises OpenPart."""
    if is_sealed(reader, testimony):
        raise OpenPart(ref=reader.ref(testimony))


def _blobs(reader: "Reader", record_id: str | None) -> Iterator[tuple[str, bytes]]:
    condition = "WHERE id = ?" if record_id else ""
    found = reader.vault.connection.execute(
        f"SELECT id, content FROM sealed {condition}",  # noqa: S608  (our own words)
        (record_id,) if record_id else (),
    )
    yield from ((row[0], bytes(row[1])) for row in found)


def _opened(record_id: str, blob: bytes, secrets: Sequence[str]) -> Content | None:
    """Decrypt a testimony; None where these keys do not open it, or it is another's."""
    try:
        content = msgspec.json.decode(age.decrypted(blob, secrets), type=Content)
    except (age.DoesNotOpen, msgspec.MsgspecError):
        return None
    return content if content.id == record_id else None
