"""Checks the rows of one type against its fields, and against what is on record."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from advocacy.importing import cells
from advocacy.importing.headings import Headings, Part, Target, folded
from advocacy.importing.numbers import Style
from advocacy.importing.onerow import OneRow, Submission
from advocacy.importing.problems import Problem
from advocacy.importing.rows import Column, Row
from records.fields import Field, fields_of
from records.types.common import Record
from records.values import accept

if TYPE_CHECKING:
    from records.store import Store

EXAMPLE = ("example", "vi_du")
"""How the number of the row begins that a workbook shows as an example."""

MOST_REMEMBERED = 20_000
"""Names that were found on record once and are not looked for again."""


class Checker:
    """Checks the rows of one type."""

    def __init__(
        self,
        store: "Store",
        headings: Headings,
        constants: Mapping[str, Any],
        sheet: str = "",
        *,
        child: bool = False,
    ) -> None:
        self.store, self.headings, self.sheet, self.child = store, headings, sheet, child
        self.record: type[Record] = headings.record
        self.fields = fields_of(self.record)
        self.styles: dict[Column, Style] = {}
        self.constants = constants
        self.unknown: dict[Column, None] = {}  # headings that nobody knows and that hold something
        self._targets: dict[Column, Target | None] = {}
        self._found: dict[tuple[tuple[str, ...], str], str] = {}
        self._today: date = store.today

    def target(self, column: Column) -> Target | None:
        """Return where a column goes."""
        if column not in self._targets:
            self._targets[column] = self.headings.target(column)
        return self._targets[column]

    def look_for_unknown(self, row: Row) -> None:
        """Note the headings that nobody knows and that hold something in this row."""
        for column, said in row.cells:
            if self.target(column) is None and not cells.empty(said):
                self.unknown[column] = None

    def is_example(self, row: Row) -> bool:
        """Whether a row is only there to show how it is done."""
        for column, said in row.cells:
            target = self.target(column)
            if target is not None and target.part in (Part.INDEX, Part.PARENT):
                return isinstance(said, str) and folded(said).startswith(EXAMPLE)
        return False

    def checked(self, row: Row) -> "Submission | list[Problem]":
        """Return what a row says, or every bad cell of it."""
        reading = OneRow(self, row)
        for column, said in row.cells:
            reading.take(column, said)
        for name, value in self.constants.items():
            if name in self.fields and cells.empty(reading.own.get(name)):
                reading.keep(Column(name), self.fields[name], value, reading.own, self.record)
        return reading.done()

    def find(self, field: Field, said: str) -> str:
        """Return the id of the record that is meant; what was found once is remembered."""
        asked = (field.of, said)
        if asked not in self._found:
            if len(self._found) >= MOST_REMEMBERED:
                self._found.clear()
            self._found[asked] = self.store.resolved(field, said)
        return self._found[asked]

    def accepted(self, record: type[Record], name: str, value: Any) -> Any:
        """Return the value that the records keep. Raises a RecordsError."""
        return accept(record, {name: value}, _as_it_is, self._today, whole=False)[name]

    def names(self, field: Field) -> Iterator[str]:
        """Yield the names on record that a reference may be meant by."""
        from records.references import NAMED
        from records.types import type_named

        for kind in field.of:
            for one in self.store.every(type_named(kind)) if kind in NAMED else ():
                for column in NAMED[kind]:
                    value = getattr(one, column)
                    yield from value if isinstance(value, tuple) else (value,) if value else ()


def _as_it_is(_field: Field, said: str) -> str:
    return said  # the cell was resolved already
