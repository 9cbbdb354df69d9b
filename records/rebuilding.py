"""Fills a new vault with what an archive holds, and refuses what does not fit together.

Ids, refs, times, the order of the records and the chain of the history come back as they
were. What was withdrawn or erased stays refused.
"""

import secrets
from typing import TYPE_CHECKING, Any

from records import gone, rows, tables
from records.archived import BadArchive, Directory, Held, fitting, refuse_unknown
from records.errors import InvalidField
from records.fields import Field, fields_of
from records.officekeys import made_keys
from records.rules import before_keeping
from records.schema import bounds_of
from records.signedlist import keep_outside
from records.tables import Row
from records.types import NAMES
from records.types.common import Record
from records.vocabulary import extend
from records.wording import gettext

if TYPE_CHECKING:
    from records.store import Store

ABOUT_FILES = ("ref", "type", "kind", "file")
"""What a row of an attachment says beside the columns of its table."""

FIRST = ("term", "record", "setting")
"""What the rest leans on, and so comes before it."""


def rebuild(store: "Store", held: Held) -> None:
    """Fill a new vault, all or nothing. Raises BadArchive, Gone."""
    try:
        with store.vault.transaction():
            _fill(store, held)
    except store.vault.connection.IntegrityError:  # of references, which are checked at the end
        raise BadArchive(
            file="records", found=gettext("what does not fit the rest"),
            expected=gettext("what the program wrote"),
        ) from None  # fmt: skip
    if gone.tombstones(store):
        keep_outside(store)


def _fill(store: "Store", held: Held) -> None:
    ours = tables.tables(store, tables.Reach.WHOLE)
    for name, lines in held.tables.items():
        if name not in ours and lines:
            raise lines[0].refused(
                gettext("what this version does not know"),
                gettext("an archive of this version; a newer advocacy reads it"),
            )
    _put(store, held, "term")
    extend(store.terms())
    directory = Directory(held.tables.get("record", []))
    _put(store, held, "record")
    _put_records(store, held, directory)
    _keep_rules(store, held, directory)
    for name in ("setting", *(name for name in ours if name not in FIRST)):
        _put(store, held, name)
    _put_files(store, held)
    _settle_office(store, held, directory)
    _refuse_erased(store, directory)


def _put(store: "Store", held: Held, table: str) -> None:
    known = tables.columns(store, table)
    for line in held.tables.get(table, ()):
        refuse_unknown(line, known)
        with fitting(store, line):
            tables.put(store, table, {n: v for n, v in line.row.items() if n in known})


def _put_records(store: "Store", held: Held, directory: Directory) -> None:
    missing = dict(directory.living)
    for kind in NAMES:
        for line in held.records.get(kind, ()):
            record = directory.read(kind, line)
            missing.pop(record.id, None)
            with fitting(store, line):
                _write(store, record)
    for row in missing.values():
        raise BadArchive(
            file=f"records/{row['type']}.jsonl",
            found=gettext("nothing of {ref}").format(ref=row["ref"]),
            expected=gettext("one line for each record"),
        )


def _write(store: "Store", record: Record) -> None:
    """Add a record's own row, what it points to, and what is searched of it."""
    row: Row = {"id": record.id}
    for field in fields_of(type(record)).values():
        value = getattr(record, field.name)
        row[field.name] = rows.write(field, value)
        if field.kind == "date":
            row |= dict(zip(bounds_of(field), rows.bounds(value), strict=True))
        _point(store, record.id, field, value)
        words = "\n".join(value) if field.kind in ("texts", "terms") else value
        if field.searched and words:
            tables.put(store, "passage", {"record": record.id, "field": field.name, "words": words})
    tables.put(store, record.NAME, row)


def _point(store: "Store", record_id: str, field: Field, value: Any) -> None:
    if field.kind in ("ref", "refs"):
        for place, target in enumerate(value if field.many else (value,)):
            if target:
                tables.put(
                    store,
                    "reference",
                    {"record": record_id, "field": field.name, "position": place, "target": target},
                )


def _keep_rules(store: "Store", held: Held, directory: Directory) -> None:
    """Refuse what contradicts itself; a consent without its hidden fields is not a whole one."""
    for record_id, row in directory.living.items():
        if not held.whole and row["type"] == "consent":
            continue
        try:
            before_keeping(store.get(record_id), store)
        except InvalidField as refusal:
            raise BadArchive(
                file=f"records/{row['type']}.jsonl",
                found=f"{row['ref']}: {refusal.found['found']}",
                expected=refusal.found["expected"],
            ) from None


def _put_files(store: "Store", held: Held) -> None:
    known = tables.columns(store, "attachment")
    for line in held.files:
        refuse_unknown(line, {*known, *ABOUT_FILES})
        with fitting(store, line):
            row = line.row
            digest, kind = row["digest"], row["kind"]
            store.vault.connection.execute(
                "INSERT OR IGNORE INTO blob (digest, kind, content) VALUES (?, ?, ?)",
                (digest, kind, held.contents[digest]),
            )
            kept = tables.columns(store, "attachment")
            tables.put(store, "attachment", {name: row[name] for name in kept if name in row})


def _settle_office(store: "Store", held: Held, directory: Directory) -> None:
    """Give the office new keys: the old ones stay in the vault that they were made in."""
    if directory.type_of(store.office) != "office":
        raise BadArchive(
            file="vault/setting.jsonl", found=gettext("no office of its own"),
            expected=gettext("what the program wrote"),
        )  # fmt: skip
    made_keys(store)
    if tables.without_key(store):
        # The marks of erased words mean nothing under another; their ids are refused all the same.
        store.keep_setting(gone.KEY, secrets.token_hex(32))
    if not held.whole:
        store.log(store.get(store.office), "restored", {})


def _refuse_erased(store: "Store", directory: Directory) -> None:
    """Refuse an account that was erased, with words in it again; none of it is searched."""
    for stone in gone.tombstones(store):
        if stone.action == "erased" and directory.type_of(stone.id) == "testimony":
            testimony: Any = store.get(stone.id)
            if testimony.words:
                raise gone.Gone(on=stone.on)
            store.table("passage").delete_where("record = ?", [stone.id])
