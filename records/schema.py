"""The tables: built once by append-only migrations, compared with the types by a test."""

from typing import TYPE_CHECKING

from records.fields import Field, fields_of
from records.types.common import Record
from records.vault_refusals import NewerVault

if TYPE_CHECKING:
    from records.vault import Vault

COLUMN = {"int": "INTEGER", "num": "REAL", "bool": "INTEGER"}  # all else is TEXT


def columns_of(record: type[Record]) -> dict[str, str]:
    """Return the columns of a type's table, by name, with their SQLite types."""
    columns = {"id": "TEXT"}
    for field in fields_of(record).values():
        columns[field.name] = COLUMN.get(field.kind, "TEXT")
        if field.kind == "date":
            columns |= dict.fromkeys(bounds_of(field), "TEXT")
    return columns


def bounds_of(field: Field) -> tuple[str, str]:
    """Return the columns that keep the earliest and latest day of an uncertain date."""
    return f"{field.name}_earliest", f"{field.name}_latest"


def migrations() -> dict[int, str]:
    """Return the migrations by number, in order; each is a file, and none is ever changed."""
    from importlib.resources import files  # slow to import, and needed once in a vault's life

    folder = files("records") / "migrations"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".sql"))
    return {int(name[:4]): (folder / name).read_text(encoding="utf-8") for name in names}


LATEST = 13
"""The number of the newest migration; a test compares it with the files."""


def version_of(vault: "Vault") -> int:
    """Return how many migrations this vault has had."""
    number: int = vault.connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def migrate(vault: "Vault") -> None:
    """Bring the tables of this vault up to date, all migrations or none."""
    with vault.transaction():
        done = version_of(vault)
        if done > LATEST:
            raise NewerVault(folder=vault.folder)
        for number, script in migrations().items():
            if number <= done:
                continue
            # Statements stand apart by an empty line; a trigger has none inside.
            for statement in script.split("\n\n"):
                if statement.strip():
                    vault.connection.execute(statement)
            vault.connection.execute(f"PRAGMA user_version = {number}")
