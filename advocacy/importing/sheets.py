"""Which sheet holds the records, which their children, and which line of each is the heading."""

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import Any, NamedTuple

from advocacy.files import BadInputFile
from advocacy.importing.cells import empty
from advocacy.importing.headings import Headings, Part, folded
from advocacy.importing.mapping import Mapping
from advocacy.importing.reading import Handed
from advocacy.importing.rows import Column, Grid, Row, Sheet, letter_of
from records.fields import fields_of
from records.types import type_named
from records.types.common import Record
from records.wording import spoken

LOOKED_AT = 12
"""Lines among which the heading is looked for: a title may stand above it."""

GUIDE, CONSENT, LISTS = "Guide · Hướng dẫn", "Consent · Sự đồng ý", "lists"
OWN_SHEETS = frozenset(folded(name) for name in (GUIDE, CONSENT, LISTS))
"""Sheets of our own workbooks that hold no records."""

NOT_IMPORTED = ("issue", "copy", "office")
"""What only handing a pack over makes, and the offices."""


class Named(NamedTuple):
    """A sheet of records of one type, with what its columns mean."""

    sheet: Sheet
    headings: Headings


class Laid(NamedTuple):
    """What is read of a file, and which of its sheets are not."""

    main: Named
    children: tuple[Named, ...]
    aside: tuple[str, ...]


def children_of(record: type[Record]) -> list[type[Record]]:
    """Return the types of children that a file may hold."""
    return [type_named(kind) for kind in record.CHILDREN if kind not in NOT_IMPORTED]


def laid_out(handed: Handed, record: type[Record], mapping: Mapping, only: str = "") -> Laid:
    """Return the sheets that hold records of this type and of its children. BadInputFile."""
    if handed.objects is not None:
        headings = Headings(record, mapping, table=False)
        sheet = Sheet("", (), handed.objects.rows, handed.objects.total)
        return Laid(Named(sheet, headings), (), ())
    grids = [grid for grid in handed.grids if folded(grid.name) not in OWN_SHEETS]
    main = _main(handed, grids, record, mapping, only)
    shown = len(handed.grids) > 1
    children, aside = [], []
    for grid in grids:
        if grid is main:
            continue
        kind = _child_named(grid.name, record, mapping)
        if kind is None:
            aside.append(grid.name)
            continue
        headings = Headings(kind, mapping, table=True, kin=(kind.NAME, kind.PLURAL))
        if (named := _with_heading(handed.name, grid, headings, shown=shown)) is not None:
            children.append(named)
    headings = Headings(record, mapping, table=True)
    first = _with_heading(handed.name, main, headings, shown=shown)
    if first is None:
        raise BadInputFile(
            file=handed.name,
            found=_("an empty table") if not shown else _("an empty sheet"),
            expected=_("a row of headings, and rows below it"),
        )
    return Laid(first, tuple(children), tuple(aside))


def _main(
    handed: Handed, grids: Sequence[Grid], record: type[Record], mapping: Mapping, only: str
) -> Grid:
    wanted = only or mapping.sheet
    if wanted:
        for grid in grids:
            if folded(grid.name) == folded(wanted):
                return grid
        names = ", ".join(grid.name for grid in grids)
        raise BadInputFile(
            file=handed.name,
            found=_("no sheet of that name"),
            expected=_("one of: {names}").format(names=names),
        )
    own = {folded(name) for name in (record.NAME, record.PLURAL, *record.LABELS)}
    others = [g for g in grids if _child_named(g.name, record, mapping) is None]
    for grid in others:
        if folded(grid.name) in own:
            return grid
    if not others:
        raise BadInputFile(
            file=handed.name,
            found=_("no sheet with records"),
            expected=_("a sheet of a {type}").format(type=spoken(record.LABELS)),
        )
    # Of a form server's tables the shortest name is the form's, the others add the repeat's to it.
    stems = [g for g in others if all(o.name.startswith(g.name) for o in grids)]
    return stems[0] if stems else others[0]


def _child_named(name: str, record: type[Record], mapping: Mapping) -> type[Record] | None:
    """Return the type of children that a sheet or a list of this name holds."""
    said = mapping.sheets.get(name)
    for kind in children_of(record):
        spelled = {folded(one) for one in (kind.NAME, kind.PLURAL, *kind.LABELS)}
        if said is not None:
            if folded(said) in spelled:
                return kind
            continue
        whole = folded(name)
        last = folded(name.replace("-", "/").rpartition("/")[2])
        if whole in spelled or last in spelled:
            return kind
    return None


def child_named(name: str, record: type[Record], mapping: Mapping) -> type[Record] | None:
    """Return the type of the objects that are nested in an object under this key."""
    return _child_named(name, record, mapping)


def _with_heading(shown_file: str, grid: Grid, headings: Headings, *, shown: bool) -> Named | None:
    """Find the heading among the first lines; None where the sheet is empty."""
    best: tuple[int, int, Sequence[Any]] | None = None
    seen = False
    for number, cells in grid.lines():
        if number > LOOKED_AT:
            break
        columns = _columns(cells)
        seen = seen or any(column.heading for column in columns)
        headings.met(columns)
        targets = [headings.target(column) for column in columns]
        known = sum(t is not None and t.part is not Part.NOTHING for t in targets)
        if known and (best is None or known > best[0]):
            best = (known, number, cells)
    if best is None:
        if not seen:
            return None
        raise _no_heading(f"{shown_file}, {grid.name}" if shown else shown_file, headings.record)
    _known, heading_row, cells = best
    columns = _columns(cells)
    headings.met(columns)

    def rows() -> Iterator[Row]:
        for number, line in grid.lines():
            if number > heading_row:
                yield _row(number, line, columns)

    name = grid.name if shown else ""
    return Named(Sheet(name, columns, rows, max(grid.total - heading_row, 0)), headings)


def _no_heading(shown: str, record: type[Record]) -> BadInputFile:
    # What stands there may be people's words, in a file without headings: it is not quoted.
    fields = fields_of(record)
    wanted = [name for name, field in fields.items() if field.required] or [*fields][:3]
    return BadInputFile(
        file=shown,
        found=_("no heading that names a field of a {type}").format(type=spoken(record.LABELS)),
        expected=_("a row of headings, such as: {names}").format(names=", ".join(wanted)),
    )


def _columns(cells: Sequence[Any]) -> tuple[Column, ...]:
    found = [Column("" if empty(c) else str(c).strip(), letter_of(n)) for n, c in enumerate(cells)]
    while found and not found[-1].heading:
        found.pop()
    return tuple(found)


def _row(number: int, line: Sequence[Any], columns: tuple[Column, ...]) -> Row:
    cells = [(column, line[n] if n < len(line) else None) for n, column in enumerate(columns)]
    beyond = [
        (Column("", letter_of(n)), cell)
        for n, cell in enumerate(line[len(columns) :], start=len(columns))
        if not empty(cell)
    ]
    return Row(number, cells + beyond, [])
