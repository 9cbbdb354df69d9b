"""The records as tables for looking around: no sensitive field, no restricted or sealed record.

What is shown is what an archive tells in the clear (`Reach.OPEN`) of the records themselves,
and less: of a record that is closed not even the ref.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from gettext import gettext as _
from typing import Any, NamedTuple

import msgspec

from advocacy.exporting.closed import closed_ids
from records.dates import in_words
from records.fields import Field, fields_of
from records.places import name as place_name
from records.schema import COLUMN
from records.store import Store
from records.types import every_type, type_named
from records.types.common import Record
from records.vocabulary import label

Value = str | int | float | None
LONGEST_TITLE = 90  # signs


class Column(NamedTuple):
    """A column: its name in SQL, and what people read over it."""

    name: str
    kind: str  # of the field
    label: str
    help: str = ""
    to: str = ""  # the one table that a ref points into
    language: str = ""  # in which it is written, where its twin is in the other
    sql: str = "TEXT"


class Table(NamedTuple):
    """A type of records; every row begins with its ref."""

    name: str
    label: str
    columns: tuple[Column, ...]
    rows: list[tuple[Value, ...]]
    title: str  # the column that says which record it is; empty where another record's does
    dated: str

    def column(self, name: str) -> Column:
        """Return a column; one that a question made up is a plain text under its own name."""
        return next((c for c in self.columns if c.name == name), Column(name, "text", name))


class Snapshot(msgspec.Struct, frozen=True, dict=True):
    """All tables as they were at one moment, and how records are called and linked."""

    tables: dict[str, Table]
    titles: dict[str, str]  # by ref
    pointing: dict[str, list[tuple[str, str]]]  # ref: who points to it, under which label
    office: str
    language: str

    @cached_property
    def homes(self) -> dict[str, str]:
        """The table in which each ref stands."""
        return {str(row[0]): t.name for t in self.tables.values() for row in t.rows}

    def in_words(self, table: str | None, column: str, value: Value) -> str:
        """Return a value of a cell as people read it."""
        kind = self.tables[table].column(column).kind if table in self.tables else ""
        if value is not None and kind in ("date", "day"):
            return in_words(str(value), self.language)
        if value is not None and kind == "moment":
            return f"{datetime.fromisoformat(str(value)).astimezone():%d/%m/%Y %H:%M}"
        return "" if value is None else str(value)


def snapshot(store: Store, language: str) -> Snapshot:
    """Return what may be looked at, in words of this language."""
    closed = closed_ids(store)
    found = {
        kind.NAME: [one for one in store.every(kind) if one.id not in closed]
        for kind in every_type()
    }
    known = {one.id: one for records in found.values() for one in records}
    pointing: dict[str, list[tuple[str, str]]] = {}
    for one in known.values():
        for field in _open(type(one)):
            for other in _targets(field, getattr(one, field.name)):
                if other in known:
                    pointing.setdefault(known[other].ref, []).append(
                        (one.ref, field.label(language))
                    )
    return Snapshot(
        tables={
            name: _table(type_named(name), records, known, language)
            for name, records in found.items()
        },
        titles={one.ref: _title(one, known, language) for one in known.values()},
        pointing=pointing,
        office=_title(known[store.office], known, language) if store.office in known else "",
        language=language,
    )


def _open(record: type[Record]) -> Iterator[Field]:
    """Yield the fields that may be looked at."""
    for field in fields_of(record).values():
        # What an issue counted is the program's own: sums, and decisions on closed records.
        bookkeeping = record.APPEND_ONLY and field.kind == "series"
        if not (field.sensitive or field.names_people or bookkeeping):
            yield field


def _table(
    record: type[Record], records: list[Record], known: Mapping[str, Record], language: str
) -> Table:
    fields = list(_open(record))
    title = fields_of(record)[record.TITLE]
    columns = (
        Column("ref", "text", _("Ref")),
        *(_column(field, language) for field in fields),
        Column("created", "moment", _("Created")),
        Column("updated", "moment", _("Updated")),
    )
    return Table(
        record.NAME,
        record.LABELS[language == "vi"].capitalize(),
        columns,
        [
            (
                one.ref,
                *(_value(field, getattr(one, field.name), known, language) for field in fields),
                one.created,
                one.updated,
            )
            for one in records
        ],
        "" if title.kind == "ref" else title.name,
        record.DATED,
    )


def _column(field: Field, language: str) -> Column:
    alone = field.of[0] if field.kind == "ref" and len(field.of) == 1 else ""
    # yes and no are written as words.
    kind = "TEXT" if field.kind == "bool" else COLUMN.get(field.kind, "TEXT")
    written = "vi" if field.twin_of else "en" if field.has_twin else ""
    return Column(field.name, field.kind, field.label(language), field.help, alone, written, kind)


def _value(field: Field, value: Any, known: Mapping[str, Record], language: str) -> Value:  # noqa: PLR0911  (one a kind)
    """Return a value for a cell: terms and places in words, lists as JSON, records as refs."""
    if value in (None, "", ()):
        return None
    match field.kind:
        case "term":
            return label(field.vocabulary, value, language)
        case "terms":
            return _listed(label(field.vocabulary, key, language) for key in value)
        case "texts":
            return _listed(value)
        case "series":
            return _listed(f"{name}: {number}" for name, number in value)
        case "ref":
            return known[value].ref if value in known else None
        case "refs":
            return _listed(known[other].ref for other in value if other in known)
        case "place":
            return place_name(value, language)
        case "bool":
            return _("yes") if value else _("no")
    plain: Value = value
    return plain


def _listed(parts: Any) -> str | None:
    parts = list(parts)
    return json.dumps(parts, ensure_ascii=False) if parts else None


def _targets(field: Field, value: Any) -> tuple[str, ...]:
    if field.kind == "ref":
        return (value,) if value else ()
    return tuple(value) if field.kind == "refs" else ()


def _title(one: Record, known: Mapping[str, Record], language: str) -> str:
    """Return the words that say which record it is, else its ref; never those of a closed one."""
    field = fields_of(type(one))[one.TITLE]
    value = getattr(one, field.name)
    if field.has_twin and language == "vi":
        value = getattr(one, f"{field.name}_vi") or value
    if field.kind == "ref":
        return _title(known[value], known, language) if value in known else one.ref
    if not value or field.sensitive:
        return one.ref
    words = in_words(value, language) if field.kind in ("date", "day") else str(value)
    first = words.strip().split("\n")[0]
    return first if len(first) <= LONGEST_TITLE else f"{first[:LONGEST_TITLE].rstrip()}…"
