"""What a vault holds beside its records, table by table, and how much of it an archive tells.

Rows are plain values, bytes as hexadecimal. A table that a later migration adds goes into an
encrypted archive of everything by itself, and into no other before it is named here.
"""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from records import gone, recall, sealing
from records.types import NAMES

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store

Row = dict[str, Any]


class Reach(StrEnum):
    """How much an archive tells."""

    OPEN = "open"  # no sensitive field
    REVEALED = "revealed"  # every field, in the clear
    WHOLE = "whole"  # everything that makes the vault, encrypted


MADE_ANEW = ("reference", "passage")
"""What follows from the records themselves."""

FILES = ("attachment", "blob")
"""What goes as files, with a list of them."""

NEVER = ("office_key", "page_cache")
"""The secret keys of the office, which stay in its vault; finished pages."""

TOLD = {
    Reach.OPEN: ("record", "term", "setting", "tombstone", "history"),
    Reach.REVEALED: ("record", "term", "setting", "tombstone", "history", "sealed"),
}
SETTINGS = frozenset({"office", "consent_lapses_after_months", sealing.RECIPIENTS, *recall.DAYS})
"""What is told in the clear. The key of the tombstones would let guesses be tried on them."""


def tables(reader: "Reader", reach: Reach) -> list[str]:
    """Return the tables that an archive of this reach carries as rows."""
    if reach != Reach.WHOLE:
        return list(TOLD[reach])
    found = reader.vault.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'passage_index%' ORDER BY rowid"
    )
    return [row[0] for row in found if row[0] not in {*NAMES, *MADE_ANEW, *FILES, *NEVER}]


def columns(reader: "Reader", table: str) -> dict[str, str]:
    """Return the columns of a table with their SQLite types."""
    found = reader.vault.connection.execute(f'PRAGMA table_info("{table}")')
    return {row[1]: row[2] for row in found}


def rows(reader: "Reader", table: str, reach: Reach) -> Iterator[Row]:
    """Yield what an archive of this reach tells of a table, in order."""
    names = [name for name in columns(reader, table) if (table, name) != ("record", "n")]
    listed = ", ".join(f'"{name}"' for name in names)
    order = "n" if table == "record" else "1, 2"
    found = reader.vault.connection.execute(
        f'SELECT {listed} FROM "{table}" ORDER BY {order}'  # noqa: S608  (our own names)
    )
    for values in found:
        row = {n: _plain(v) for n, v in zip(names, values, strict=True)}
        if table == "setting" and reach != Reach.WHOLE and row["key"] not in SETTINGS:
            continue
        if table == "history" and reach == Reach.OPEN:
            # Without values and salt the chain still holds, and no guess can be tried on it.
            row |= {"values": None, "salt": None}
        yield row


def put(store: "Store", table: str, row: Mapping[str, Any]) -> None:
    """Add a row as `rows` gave it. ValueError or the driver's own errors where it does not fit."""
    kinds = columns(store, table)
    values = {
        name: bytes.fromhex(value) if kinds[name] == "BLOB" and value is not None else value
        for name, value in row.items()
    }
    listed = ", ".join(f'"{name}"' for name in values)
    store.vault.connection.execute(
        f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" for _ in values)})',  # noqa: S608
        list(values.values()),
    )


def line(row: Mapping[str, Any]) -> bytes:
    """Return a row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def without_key(store: "Store") -> bool:
    """Whether withdrawals are known, and not the key that their marks were made with."""
    return bool(gone.tombstones(store)) and store.setting(gone.KEY) is None


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value
