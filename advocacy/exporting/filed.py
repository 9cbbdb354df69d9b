"""The attachments of a vault as files whose names are safe on every system."""

import re
from collections.abc import Collection
from typing import Any, NamedTuple

from records import tables
from records.reader import Reader
from records.tables import Reach
from records.types import type_named
from records.vietnamese import fold

BARE = ("id", "record", "number", "name", "digest", "added")
"""What is told of an attachment without --reveal; its captions are words about it."""

LONGEST_STEM, LONGEST_ENDING = 40, 8


class Filed(NamedTuple):
    """An attachment, and where it lies in the archive."""

    row: dict[str, Any]  # with the ref of its record, and what kind of file it is
    file: str

    @property
    def digest(self) -> str:
        """The SHA-256 of what is in it."""
        return str(self.row["digest"])


def filed(reader: Reader, reach: Reach, closed: Collection[str]) -> list[Filed]:
    """Return the attachments that an archive takes along.

    Without --reveal those of public records that are about nobody, under a name that tells
    nothing; a file may hold what any sensitive field holds.
    """
    told = {
        row[0]: dict(zip(("ref", "type", "kind"), row[1:], strict=True))
        for row in reader.vault.connection.execute(
            "SELECT a.id, r.ref, r.type, b.kind FROM attachment a"
            " JOIN blob b USING (digest) JOIN record r ON r.id = a.record"
            " ORDER BY r.n, a.number"
        )
    }
    rows = {row["id"]: row for row in tables.rows(reader, "attachment", reach)}
    taken = []
    files: dict[str, str] = {}  # by digest
    for attachment, of in told.items():
        row = rows[attachment] | of
        if reach == Reach.OPEN:
            if not _is_public(reader, row, closed):
                continue
            row = {name: row[name] for name in (*BARE, *of)}
            row["name"] = f"{row['ref']}-{row['number']}{_ending(row['name'])}"
        # What two records share lies there once, under the name of the first.
        file = files.setdefault(row["digest"], f"attachments/{_safe(row)}")
        taken.append(Filed(row, file))
    return taken


def content(reader: Reader, one: Filed) -> bytes:
    """Return what a file holds."""
    row = reader.vault.connection.execute(
        "SELECT content FROM blob WHERE digest = ?", (one.digest,)
    ).fetchone()
    return bytes(row[0])


def left_behind(reader: Reader, taken: Collection[Filed]) -> int:
    """Return how many attachments an archive does not take along."""
    count: int = reader.vault.connection.execute("SELECT count(*) FROM attachment").fetchone()[0]
    return count - len(taken)


def _is_public(reader: Reader, row: dict[str, Any], closed: Collection[str]) -> bool:
    if row["record"] in closed or type_named(row["type"]).PERSONAL:
        return False
    return reader.get(row["record"]).sensitivity == "public"


def _safe(row: dict[str, Any]) -> str:
    """Return a file's name: its record and number, then what is left of the name it had."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(row["name"].rpartition(".")[0])).strip("-")
    parts = [row["ref"], str(row["number"]), stem[:LONGEST_STEM].strip("-")]
    if stem.startswith(row["ref"].lower()):
        parts.pop()
    return "-".join(part for part in parts if part) + _ending(row["name"])


def _ending(name: str) -> str:
    ending = re.sub(r"[^a-z0-9]", "", fold(name.rpartition(".")[2])) if "." in name else ""
    return f".{ending[:LONGEST_ENDING]}" if ending else ""
