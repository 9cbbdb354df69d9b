"""Which submission of a form or file became which record, so that a second import changes nothing.

Keys and contents are kept as keyed hashes alone: of what was erased nothing can be read here.
"""

from typing import TYPE_CHECKING, NamedTuple

from records.history import canonical

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store

KEY = "import_key"


class Known(NamedTuple):
    """A record that came from an import."""

    record: str
    digest: str  # of what was imported; empty where the record was changed back since
    deleted: bool


class Marks:
    """Makes the keyed hashes of one vault."""

    def __init__(self, store: "Store") -> None:
        import secrets

        kept = store.setting(KEY)
        if kept is None:
            kept = secrets.token_hex(32)
            store.keep_setting(KEY, kept)
        self.key = bytes.fromhex(kept)

    def of(self, *parts: object) -> str:
        """Return the mark of these values: the same for the same ones, in this vault only."""
        import hashlib
        import hmac

        return hmac.new(self.key, canonical(parts), hashlib.sha256).hexdigest()


def known(reader: "Reader", kind: str, mark: str) -> Known | None:
    """Return the record of this type that a submission became."""
    row = reader.vault.connection.execute(
        "SELECT i.record, i.digest, r.deleted FROM imported i JOIN record r ON r.id = i.record"
        ' WHERE i.type = ? AND i."key" = ?',
        (kind, mark),
    ).fetchone()
    return Known(row[0], row[1], bool(row[2])) if row else None


class OnRecord(NamedTuple):
    """A record that a file names by its id or ref."""

    record: str
    type: str
    deleted: bool


def on_record(reader: "Reader", record_id: str, ref: str) -> OnRecord | None:
    """Return the record with this id, else with exactly this ref, deleted ones too."""
    if not record_id and not ref:
        return None
    row = reader.vault.connection.execute(
        "SELECT id, type, deleted FROM record WHERE id = ? OR ref = ? ORDER BY id = ? DESC",
        (record_id, ref, record_id),
    ).fetchone()
    return OnRecord(row[0], row[1], bool(row[2])) if row else None


def remember(store: "Store", kind: str, mark: str, record_id: str, digest: str) -> None:
    """Keep which record a submission became, and the mark of what it said."""
    store.vault.connection.execute(
        'INSERT INTO imported (type, "key", record, digest) VALUES (?, ?, ?, ?)'
        ' ON CONFLICT (type, "key") DO UPDATE SET record = excluded.record,'
        " digest = excluded.digest",
        (kind, mark, record_id, digest),
    )
