"""What is refused of a whole file: headings that mean nothing, stand twice, or are missing."""

from collections.abc import Iterator, Mapping
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from advocacy.files import BadInputFile
from advocacy.importing.headings import Headings, Part
from advocacy.importing.problems import called
from advocacy.importing.rows import Column, Row
from records.errors import ExitCode, RecordsError
from records.fields import fields_of
from records.types import type_named
from records.types.common import Record
from records.wording import N_, spoken

if TYPE_CHECKING:
    from advocacy.importing.checking import Checker
    from advocacy.importing.sheets import Named

LOOKED_AT = 1_000
"""Rows that are looked through for further headings once one is unknown."""


class NoField(RecordsError):
    """Columns that hold something and are no field (exit 8)."""

    sentence = N_("{file}: {columns}: no field of a {type}")
    advice = N_(
        "{closest}name the field in a mapping file, or leave the column aside: --map FILE with "
        '{{"columns": {{"Heading": "field"}}, "ignore": ["Heading"]}}'
    )
    code = ExitCode.BAD_INPUT


class BadCells(RecordsError):
    """Cells that cannot be read; they are named before this (exit 8)."""

    sentence = N_("{file}: {n} bad cells; nothing was written")
    advice = N_("correct them, or keep the good rows with --keep-good")
    code = ExitCode.BAD_INPUT


class BadRowsLeft(BadCells):
    """The same, where the good rows were kept."""

    sentence = N_("{file}: {n} bad cells; their rows were left out, the others were kept")
    advice = N_("correct them and import the file again: what was kept stays as it is")


def unknown_headings(file: str, checker: "Checker", rest: Iterator[Row]) -> NoField:
    """Return the refusal of a file that has something under headings which nobody knows."""
    for row, _n in zip(rest, range(LOOKED_AT), strict=False):
        checker.look_for_unknown(row)
    found = list(checker.unknown)
    close = ", ".join(filter(None, (checker.headings.close(one.heading) for one in found)))
    quotable = checker.headings.quotable
    columns = ", ".join(called(one if quotable else Column("", one.letter)) for one in found[:10])
    shown = f"{file}, {checker.sheet}" if checker.sheet else file
    return _no_field(shown, columns, checker.record, close if quotable else "")


def unknown_list(file: str, name: str, record: type[Record]) -> NoField:
    """Return the refusal of an object that nests what a type has no children of."""
    return _no_field(
        file, name[:40], record, ", ".join(type_named(c).PLURAL for c in record.CHILDREN)
    )


def _no_field(file: str, columns: str, record: type[Record], close: str) -> NoField:
    closest = _("did you mean {closest}? ").format(closest=close) if close else ""
    return NoField(file=file, columns=columns, type=spoken(record.LABELS), closest=closest)


def refuse_mapping(file: str, headings: Headings, constants: Mapping[str, Any]) -> None:
    """Refuse a mapping to fields that the type does not have. Raises BadInputFile."""
    fields = fields_of(headings.record)
    wrong = [*headings.unknown_fields(), *(name for name in constants if name not in fields)]
    if wrong:
        raise BadInputFile(
            file=file,
            found=_("a mapping to no field: {names}").format(names=", ".join(wrong)[:80]),
            expected=_("one of: {names}").format(names=", ".join(fields)),
        )


def refuse_two_of_one(file: str, named: "Named") -> None:
    """Refuse two columns for one field. Raises BadInputFile."""
    met: dict[tuple[Part, str], Column] = {}
    for column in named.sheet.columns:
        target = named.headings.target(column)
        if target is None or target.field is None or target.choice:
            continue
        first = met.setdefault((target.part, target.field.name), column)
        if first != column:
            raise BadInputFile(
                file=file,
                found=_("two columns for {field}: {one} and {other}").format(
                    field=target.field.name, one=called(first), other=called(column)
                ),
                expected=_("one of them; leave the other aside with a mapping file"),
            )


def refuse_missing(file: str, named: "Named", constants: Mapping[str, Any], *, child: bool) -> None:
    """Refuse a table without a column that nothing new can be made without. BadInputFile.

    Where the rows are records of this program already, they may have any columns.
    """
    if not named.sheet.columns:
        return
    targets = [named.headings.target(column) for column in named.sheet.columns]
    there = {t.field.name for t in targets if t and t.field and t.part is Part.OWN} | set(constants)
    parts = {t.part for t in targets if t}
    record = named.headings.record
    required = [
        name
        for name, field in fields_of(record).items()
        if field.required and not (child and name == record.PARENT)
    ]
    missing = [name for name in required if name not in there]
    if missing and not parts & {Part.ID, Part.REF}:
        raise BadInputFile(
            file=f"{file}, {named.sheet.name}" if named.sheet.name else file,
            found=_("no column for {names}").format(names=", ".join(missing)),
            expected=_("a column for each required field, or a mapping file (--map)"),
        )
    if child and record.PARENT not in there and Part.PARENT not in parts:
        raise BadInputFile(
            file=f"{file}, {named.sheet.name}" if named.sheet.name else file,
            found=_("no column that says to which {type} a row belongs").format(
                type=spoken(type_named(record.PARENT).LABELS)
            ),
            expected=_("a column such as PARENT_KEY, _parent_index or {name}").format(
                name=record.PARENT
            ),
        )
