"""Files that belong to records: kept in the vault, each content once, gone with the last use."""

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from records import ids
from records.errors import NotFound
from records.sealing import refuse_open_part
from records.stripping import cleaned
from records.types.common import Record
from records.values import clean

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store

LONGEST_NAME = 200


class Attachment(NamedTuple):
    """A file of a record; its name may tell who it is about and is shown like a sensitive field."""

    number: int  # counted within its record
    name: str
    kind: str
    size: int
    digest: str
    added: str


def attach(store: "Store", record: Record, name: str, content: bytes) -> Attachment:
    """Keep a file with a record, without its metadata. Raises CannotAttach, OpenPart."""
    kind, bare = cleaned(content)
    digest = hashlib.sha256(bare).hexdigest()
    refuse_open_part(store, record.id)
    with store.vault.transaction():
        known = [a for a in attachments(store, record.id) if a.digest == digest]
        if known:
            return known[0]
        store.table("blob").insert({"digest": digest, "kind": kind, "content": bare}, ignore=True)
        taken = [a.number for a in attachments(store, record.id)]
        store.table("attachment").insert(
            {
                "id": ids.new_id(),
                "record": record.id,
                "number": max(taken, default=0) + 1,
                "name": clean(name).replace("\n", " ")[:LONGEST_NAME],
                "digest": digest,
                "added": store.today.isoformat(),
            }
        )
        store.log(record, "attached", {})
        return attachments(store, record.id)[-1]


def attachments(reader: "Reader", record_id: str) -> list[Attachment]:
    """Return the files of a record, by number."""
    rows = reader.vault.connection.execute(
        "SELECT a.number, a.name, b.kind, length(b.content), a.digest, a.added"
        " FROM attachment a JOIN blob b USING (digest) WHERE a.record = ? ORDER BY a.number",
        (record_id,),
    )
    return [Attachment(*row) for row in rows]


def content(reader: "Reader", attachment: Attachment) -> bytes:
    """Return what a file holds."""
    row = reader.vault.connection.execute(
        "SELECT content FROM blob WHERE digest = ?", (attachment.digest,)
    ).fetchone()
    return bytes(row[0])


def detach(store: "Store", record: Record, number: int) -> Attachment:
    """Take a file from a record; with its last use its content goes too. Raises NotFound."""
    with store.vault.transaction():
        found = [a for a in attachments(store, record.id) if a.number == number]
        if not found:
            raise NotFound(type="attachment", ref=f"{record.ref} {number}")
        store.table("attachment").delete_where("record = ? AND number = ?", [record.id, number])
        store.drop_unused_files()
        store.log(record, "detached", {})
        return found[0]
