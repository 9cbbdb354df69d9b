"""Brings the rows of a file into the vault: all of them or none, in one transaction.

A try (`dry_run`) does the same and takes it back, so that what it says is what would happen.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from advocacy.importing import cells
from advocacy.importing.checking import Checker
from advocacy.importing.headings import Headings, Part
from advocacy.importing.keeping import Keeper, Kept
from advocacy.importing.mapping import Mapping
from advocacy.importing.onerow import OF_A_ROW, Lacking, Submission
from advocacy.importing.problems import Problem, called, explained
from advocacy.importing.reading import Handed
from advocacy.importing.refusals import (
    refuse_mapping,
    refuse_missing,
    refuse_two_of_one,
    unknown_headings,
    unknown_list,
)
from advocacy.importing.rows import Row, Sheet
from advocacy.importing.settling import settle_numbers
from advocacy.importing.sheets import Named, child_named, laid_out
from advocacy.importing.tally import MOST_BAD, Report, Tally
from records.errors import RecordsError
from records.fields import fields_of
from records.signedlist import catch_up
from records.types import type_named
from records.wording import spoken

if TYPE_CHECKING:
    from records.store import Store

Tick = Callable[[int, int], None]
"""Is told how many rows are done, and about how many there are (0: nobody knows)."""


class _Undo(Exception):
    """A way out of a transaction, which takes back what it did; nobody's error."""


def bring_in(  # noqa: PLR0913  (the options of `import`)
    store: "Store",
    handed: Handed,
    kind: str,
    mapping: Mapping,
    *,
    sheet: str = "",
    dry_run: bool = False,
    keep_good: bool = False,
    tick: Tick = lambda _done, _total: None,
) -> Report:
    """Bring in the rows of a file as records of a type. Raises BadInputFile."""
    laid = laid_out(handed, type_named(kind), mapping, sheet)
    written = False
    try:
        with store.vault.transaction():
            run = _Run(store, handed.name, kind, mapping, tick)
            run.table(laid.main, linked=bool(laid.children))
            for child in laid.children:
                run.children(child)
            good = not run.tally.bad_cells or (keep_good and not run.tally.stopped)
            written = good and not dry_run
            if not written:
                raise _Undo  # noqa: TRY301  (the way out)
    except _Undo:
        pass
    if written:
        catch_up(store)
    return run.tally.report(laid.aside, written=written)


class _Run:
    """One import while it goes on."""

    def __init__(self, store: "Store", file: str, kind: str, mapping: Mapping, tick: Tick) -> None:
        self.store, self.file, self.mapping, self.tick = store, file, mapping, tick
        self.record = type_named(kind)
        self.keeper = Keeper(store)
        self.tally = Tally(kind)
        self.done = 0
        self.first: dict[str, int] = {}  # the row in which a key was met
        self.kept: dict[str, Kept] = {}  # what became of rows, by what child rows point with
        self.nested: dict[str, Checker] = {}

    def table(self, named: Named, *, linked: bool) -> None:
        """Bring in the records themselves; `linked` where child rows will ask for them."""
        checker = self._checker(named, self.mapping.constants)
        for row in self._rows(checker, named.sheet):
            found = checker.checked(row)
            if isinstance(found, list):
                self.tally.bad(self.record.NAME, found)
                kept = Kept("", "", "bad")
            else:
                kept = self._take(checker, found)
            if linked:
                for name in _names(checker, row):
                    self.kept.setdefault(name, kept)

    def children(self, named: Named) -> None:
        """Bring in the rows of a sheet that belong to rows of the first one."""
        checker = self._checker(named, {}, child=True)
        kind = checker.record.NAME
        ordinals: Counter[str] = Counter()
        for row in self._rows(checker, named.sheet):
            found = checker.checked(row)
            if isinstance(found, list):
                self.tally.bad(kind, found)
                continue
            parent = self._parent(checker, found)
            if parent is None:
                belongs = _("the number or the key of a row with a {type}")
                expected = belongs.format(type=spoken(self.record.LABELS))
                self.tally.bad(
                    kind, [Problem(named.sheet.name, row.number, "", _("nothing"), expected)]
                )
                continue
            ordinals[parent.mark] += 1
            self._child(checker, found, parent, ordinals[parent.mark])
        for mark, number in ordinals.items():
            self.tally.left += self.keeper.beyond(kind, mark, number)

    def _checker(self, named: Named, constants: dict[str, Any], *, child: bool = False) -> Checker:
        refuse_mapping(self.file, named.headings, constants)
        refuse_two_of_one(self.file, named)
        refuse_missing(self.file, named, constants, child=child)
        checker = Checker(self.store, named.headings, constants, named.sheet.name, child=child)
        settle_numbers(checker, named.sheet)
        return checker

    def _rows(self, checker: Checker, sheet: Sheet) -> Iterator[Row]:
        """Yield the rows that say something; refuse the file at a heading that nobody knows."""
        rows = sheet.rows()
        for row in rows:
            if self.tally.bad_cells >= MOST_BAD:
                self.tally.stopped = True
                return
            self.done += 1
            self.tick(self.done, sheet.total)
            if not row.parts and all(cells.empty(said) for _column, said in row.cells):
                continue
            if checker.is_example(row):
                self.tally.examples += 1
                continue
            yield row
            if checker.unknown:
                raise unknown_headings(self.file, checker, rows)

    def _take(self, checker: Checker, found: Submission) -> Kept:
        """Bring in one record with the children that are nested in it, or say why not."""
        mark, row = self.keeper.mark(found), found.row
        if found.keys or found.id or found.ref:
            first = self.first.setdefault(mark, row.number)
            if first != row.number:
                expected = _("a key of its own; row {n} has the same").format(n=first)
                self.tally.bad(
                    self.record.NAME,
                    [Problem(checker.sheet, row.number, "", _("a key again"), expected)],
                )
                return Kept("", mark, "bad")
        if not row.parts:
            return self._keep(checker, found, mark)
        moment, bad = self.tally.moment(), self.tally.bad_cells
        try:
            with self.store.vault.transaction():
                kept = self._keep(checker, found, mark)
                self._parts(row, kept)
                if self.tally.bad_cells > bad:
                    raise _Undo  # noqa: TRY301  (a bad child takes what it belongs to with it)
        except _Undo:
            self.tally.back_to(moment)
            self.tally.count(self.record.NAME, "bad")
            return Kept("", mark, "bad")
        return kept

    def _parts(self, row: Row, parent: Kept) -> None:
        """Bring in the objects that are nested in an object."""
        for name, parts in row.parts:
            kind = child_named(name, self.record, self.mapping)
            if kind is None and name.startswith("_"):
                continue  # a server's own: files, places
            if kind is None:
                raise unknown_list(self.file, name, self.record)
            if kind.NAME not in self.nested:
                headings = Headings(kind, self.mapping, table=False, kin=(kind.NAME, kind.PLURAL))
                self.nested[kind.NAME] = Checker(self.store, headings, {}, child=True)
            checker = self.nested[kind.NAME]
            for ordinal, part in enumerate(parts, start=1):
                found = checker.checked(part)
                if checker.unknown:
                    raise unknown_headings(self.file, checker, iter(()))
                if isinstance(found, list):
                    self.tally.bad(kind.NAME, found)
                else:
                    self._child(checker, found, parent, ordinal)
            if parent.record:
                self.tally.left += self.keeper.beyond(kind.NAME, parent.mark, len(parts))

    def _parent(self, checker: Checker, found: Submission) -> Kept | None:
        """Return what became of the row that a child row belongs to."""
        record_id = found.own.get(checker.record.PARENT)
        if record_id:
            return Kept(record_id, self.keeper.record_mark(record_id), "unchanged")
        return next((self.kept[name] for name in found.parents if name in self.kept), None)

    def _child(self, checker: Checker, found: Submission, parent: Kept, ordinal: int) -> None:
        kind = checker.record
        if not parent.record:
            self.tally.count(kind.NAME, parent.did)  # it goes the way of what it belongs to
            return
        found.own[kind.PARENT] = parent.record
        own = found.keys or found.id or found.ref
        mark = self.keeper.mark(found) if own else self.keeper.child_mark(parent.mark, ordinal)
        self._keep(checker, found, mark)

    def _keep(self, checker: Checker, found: Submission, mark: str) -> Kept:
        """Keep a submission; what the records refuse of it is a problem of its row."""
        kind = checker.record
        try:
            kept = self.keeper.keep(kind, found, mark)
        except RecordsError as refusal:
            if refusal.code not in OF_A_ROW:
                raise
            self.tally.bad(kind.NAME, _problems(checker, found, refusal))
            return Kept("", mark, "bad")
        self.tally.count(kind.NAME, kept.did)
        if kind.NAME == "testimony" and kept.did == "new":
            self.tally.without_consent += not found.consent
        return kept


def _names(checker: Checker, row: Row) -> list[str]:
    """Return what child rows may point with to this one, bad as it may be."""
    names = []
    for column, said in row.cells:
        target = checker.target(column)
        if target is not None and not cells.empty(said):
            text = str(said).strip().removesuffix(".0")
            names += [text.removeprefix("uuid:")] if target.part is Part.KEY else []
            names += [f"#{text}"] if target.part is Part.INDEX else []
    return names


def _problems(checker: Checker, found: Submission, refusal: RecordsError) -> list[Problem]:
    """Return what the records refuse of a row, at the cell that it is about if there is one."""
    if isinstance(refusal, Lacking):
        return list(found.lacking)
    name = refusal.field or str(refusal.found.get("field", ""))
    field = fields_of(checker.record).get(name)
    column = found.columns.get(name)
    told, expected, hint = explained(refusal, field, None, personal=checker.record.PERSONAL)
    where = called(column) if column else ""
    return [Problem(checker.sheet, found.row.number, where, told, expected, hint)]
