"""The archive of a vault: every record, file and list, as files that need no program to read."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from advocacy.exporting import dictionary, guide, pages, papers
from advocacy.exporting.closed import closed_ids
from advocacy.exporting.filed import content, filed, left_behind
from advocacy.exporting.tabular import csv_of, headings
from records import tables
from records.plain import HEAD, plain
from records.schema import LATEST
from records.store import Store
from records.tables import Reach
from records.types import every_type

FORMAT, VERSION = "advocacy-archive", 1
ABOUT, SUMS = "archive.json", "SHA256SUMS"

Rows = list[dict[str, Any]]


class Archive(NamedTuple):
    """The files by name, and what there is to say of them."""

    files: dict[str, bytes]
    counts: dict[str, int]  # records by type
    hidden: int  # fields that hold something and were left empty
    left_behind: int  # attachments
    withdrawn: int  # papers that were found and not copied


def archive(store: Store, reach: Reach, made: datetime, issued: Path | None = None) -> Archive:
    """Return the whole archive in memory: of what is encrypted, nothing else touches a disk."""
    moment = made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    reveal = reach != Reach.OPEN
    closed = frozenset() if reveal else closed_ids(store)
    told = {
        kind.NAME: [plain(store, one, reveal=reveal, closed=closed) for one in store.every(kind)]
        for kind in every_type()
    }
    kept = filed(store, reach, closed)
    paper = papers.papers(store, issued, closed)
    counts = {name: len(rows) for name, rows in told.items() if rows}
    about = {
        "format": FORMAT,
        "version": VERSION,
        "made": moment,
        "reach": str(reach),
        "schema": LATEST,
        "office": store.office,
        "counts": counts,
    }
    files = {
        ABOUT: _json(about),
        **_records(told),
        **_tables(store, reach),
        "vault/files.jsonl": b"".join(tables.line(one.row | {"file": one.file}) for one in kept),
        **{one.file: content(store, one) for one in kept},
        **paper.files,
        "issued.csv": csv_of(papers.COLUMNS, paper.rows),
        "dictionary.csv": csv_of(dictionary.FIELDS, dictionary.fields()),
        "vocabularies.csv": csv_of(dictionary.TERMS, dictionary.every_term(store)),
        "provinces.csv": csv_of(dictionary.PROVINCES, dictionary.every_province()),
    }
    said = guide.guide(moment, reach, counts, files=len(kept))
    files |= {"README.txt": said.encode(), **pages.pages(told, kept, reach, moment)}
    files[SUMS] = sums(files)
    hidden = sum(len(row["hidden"]) for rows in told.values() for row in rows)
    return Archive(files, counts, hidden, left_behind(store, kept), paper.withdrawn)


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return the SHA-256 of every file, as `sha256sum -c` reads it."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def _records(told: Mapping[str, Rows]) -> dict[str, bytes]:
    """Return every type as lines of JSON, which come back, and as a table, which is read."""
    files = {}
    for kind in every_type():
        rows = told[kind.NAME]
        files[f"records/{kind.NAME}.jsonl"] = b"".join(tables.line(row) for row in rows)
        columns = [*HEAD, *headings(kind, ())]
        files[f"tables/{kind.NAME}.csv"] = csv_of(columns, rows)
    return files


def _tables(store: Store, reach: Reach) -> dict[str, bytes]:
    found = {name: list(tables.rows(store, name, reach)) for name in tables.tables(store, reach)}
    files = {
        f"vault/{name}.jsonl": b"".join(tables.line(row) for row in rows)
        for name, rows in found.items()
    }
    seen = ("seq", "on", "record", "office", "action", "fields")
    return files | {"tables/history.csv": csv_of(seen, found["history"])}


def _json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"
