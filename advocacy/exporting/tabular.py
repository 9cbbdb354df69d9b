"""Records as a table: one row each, headed by the names of the fields, as a csv file or rows."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from advocacy.exporting.cells import as_text
from records.fields import fields_of
from records.types.common import Record

NAMED = ("ref",)


def headings(record: type[Record], head: Sequence[str] = NAMED) -> list[str]:
    """Return the headings of a type's table: what names a record, then its fields."""
    return [*head, *fields_of(record)]


def csv_of(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a csv file (RFC 4180), in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([as_text(row.get(column)) for column in columns])
    return text.getvalue().encode("utf-8-sig")
