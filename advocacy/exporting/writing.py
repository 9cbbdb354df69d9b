"""The files of an export: JSON as `show` prints it, tables as csv or as one workbook."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from advocacy.exporting.closed import closed_ids
from advocacy.exporting.tabular import csv_of, headings
from advocacy.exporting.workbook import workbook
from advocacy.screens.showing import as_json
from records.plain import plain
from records.store import Store
from records.types import type_named
from records.types.common import Record


class Written(NamedTuple):
    """Files by name, and what is in them."""

    files: dict[str, bytes]
    counts: dict[str, int]  # records by type
    hidden: dict[str, list[str]]  # fields that hold something and were left empty, by type


def files_of(
    store: Store,
    records: Mapping[str, Sequence[Record]],
    format_: str,
    *,
    named: bool,
    reveal: bool,
) -> Written:
    """Return the files; a type without records has one only where it was `named`."""
    closed = frozenset() if reveal else closed_ids(store)
    told: dict[str, list[dict[str, Any]]] = {}
    for name, found in records.items():
        nested = format_ == "json"
        if not found and not named:
            continue
        if nested and type_named(name).PARENT and not named:
            continue  # it stands in what it belongs to
        show = as_json if nested else plain
        told[name] = [show(store, one, reveal=reveal, closed=closed) for one in found]
    counts = {name: len(rows) for name, rows in told.items()}
    return Written(_in_format(told, format_), counts, _hidden(told))


def _in_format(told: dict[str, list[dict[str, Any]]], format_: str) -> dict[str, bytes]:
    if format_ == "json":
        return {
            f"{name}.json": json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n"
            for name, rows in told.items()
        }
    columns = {name: headings(type_named(name)) for name in told}
    if format_ == "csv":
        return {f"{name}.csv": csv_of(columns[name], rows) for name, rows in told.items()}
    if not told:
        return {}
    return {"records.xlsx": workbook({n: (columns[n], rows) for n, rows in told.items()})}


def _hidden(told: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """Return the hidden fields by type, those of nested children under their own."""
    hidden: dict[str, list[str]] = {}
    waiting = [row for rows in told.values() for row in rows]
    while waiting:
        row = waiting.pop()
        kept = hidden.setdefault(row["type"], [])
        kept += [name for name in row["hidden"] if name not in kept]
        for value in row.values():
            if isinstance(value, list):
                waiting += [one for one in value if isinstance(one, dict)]
    return {name: sorted(fields) for name, fields in sorted(hidden.items()) if fields}
