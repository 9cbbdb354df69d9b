"""A snapshot as an SQLite database in memory: no file, no temporary file, no journal."""

import sqlite3
from collections.abc import Iterator

from advocacy.browsing.snapshot import Snapshot, Table

IN_MEMORY = "PRAGMA temp_store = MEMORY"
"""What a connection is told before anything else: a large sort would go to a file."""


def filled(snapshot: Snapshot, name: str) -> sqlite3.Connection:
    """Return a connection to a new database of this name; it lasts as long as one is open."""
    connection = sqlite3.connect(f"file:{name}?mode=memory&cache=shared", uri=True)
    connection.execute(IN_MEMORY)
    with connection:
        for table in snapshot.tables.values():
            connection.execute(f'CREATE TABLE "{table.name}" ({", ".join(_lines(table))})')
        for table in snapshot.tables.values():
            marks = ", ".join("?" for _ in table.columns)
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)  # noqa: S608
    return connection


def _lines(table: Table) -> Iterator[str]:
    for column in table.columns:
        key = " PRIMARY KEY" if column.name == "ref" else ""
        points = f' REFERENCES "{column.to}" ("ref")' if column.to else ""
        yield f'"{column.name}" {column.sql}{key}{points}'
