"""Takes the last changes back, in order; that is a change as well, and can be undone.

Only the newest batch can be undone, or the newest few together: whatever came later is taken
back first, so that no record is put back under a change that was made since.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from records import drafts, rows
from records.errors import ExitCode, RecordsError
from records.fields import fields_of
from records.replaced import FINAL, first_of
from records.types import type_named
from records.withdrawal import issues_with
from records.wording import N_, gettext

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store

MARK = "undone"
UNDECIDED = ("draft", "not_recorded")
"""What a consent says while nobody has decided anything."""


class NothingToUndo(RecordsError):
    """No change is remembered that far back (exit 3)."""

    sentence = N_("no change is remembered that far back; there are {n}")
    advice = N_("advocacy undo --list shows them")
    code = ExitCode.NOT_FOUND


class CannotUndo(RecordsError):
    """A change that stands, and why (exit 5)."""

    sentence = N_("this is not undone: {why}")

    @property
    def hint(self) -> str:
        """What can be done instead."""
        return str(self.found["instead"])


class Line(NamedTuple):
    """One write: what it did to a record, and what it replaced."""

    record: str
    action: str  # added, edited, deleted, or one of FINAL
    before: dict[str, Any] | None


class Batch(NamedTuple):
    """What one command wrote."""

    on: str  # UTC, ISO 8601
    undone: bool  # whether it was an undo itself
    lines: tuple[Line, ...]  # in the order of their writing

    @property
    def final(self) -> bool:
        """Whether it stays: neither it nor anything before it can be undone."""
        return any(line.action in FINAL for line in self.lines)


class Step(NamedTuple):
    """What an undo did to one record."""

    record: str
    type: str
    did: str  # taken_out, put_back, changed_back
    fields: tuple[str, ...] = ()


def batches(reader: "Reader") -> Iterator[Batch]:
    """Yield what can be undone, the newest first, up to what cannot."""
    execute = reader.vault.connection.execute
    below = 2**62
    while row := execute(
        "SELECT batch FROM undo WHERE seq < ? ORDER BY seq DESC LIMIT 1", (below,)
    ).fetchone():
        lines = execute(
            "SELECT record, action, before FROM undo WHERE seq >= ? AND seq < ? ORDER BY seq",
            (first_of(row[0]), below),
        )
        on, _first, *mark = row[0].split(" ")
        yield Batch(
            on,
            mark == [MARK],
            tuple(Line(r, action, json.loads(kept) if kept else None) for r, action, kept in lines),
        )
        below = first_of(row[0])


def undo(store: "Store", last: int = 1) -> list[Step]:
    """Take back the last changes, all or none; return what was done, the newest first.

    Raises NothingToUndo, CannotUndo and what the rules of the records refuse.
    """
    with store.vault.transaction():
        newest = [batch for batch, _n in zip(batches(store), range(last), strict=False)]
        if len(newest) < last:
            raise NothingToUndo(n=len(newest))
        for batch in newest:
            _refuse_final(store, batch)
        store.replaced.begin(MARK)
        done = [_undo(store, line) for batch in newest for line in reversed(batch.lines)]
        store.replaced.begin()
        return _summed(done)


def forget(store: "Store") -> None:
    """Forget what was replaced: nothing up to now can be undone, and no old word stays for it."""
    with store.vault.transaction():
        store.vault.connection.execute("DELETE FROM undo")


def _summed(steps: list[Step]) -> list[Step]:
    """Return one step a record: whether it went or came counts more than its fields."""
    found: dict[str, Step] = {}
    for step in steps:
        before = found.pop(step.record, None)
        if before is None or step.did != "changed_back":
            found[step.record] = step
        elif before.did != "changed_back":
            found[step.record] = before
        else:
            fields = tuple(dict.fromkeys((*before.fields, *step.fields)))
            found[step.record] = step._replace(fields=fields)
    return list(found.values())


def _undo(store: "Store", line: Line) -> Step:
    execute = store.vault.connection.execute
    (kind,) = execute("SELECT type FROM record WHERE id = ?", (line.record,)).fetchone()
    before = line.before or {}
    if line.action == "added":
        old = store.get(line.record)
        _refuse_decision(store, old)
        store.take_out(old, MARK)
        # It may be imported again, and what is corrected below compared again.
        execute("DELETE FROM imported WHERE record = ?", (line.record,))
        return Step(line.record, kind, "taken_out")
    if line.action == "deleted":
        store.put_back(kind, line.record, before, MARK)
        for row in before["imported"]:
            execute("INSERT OR IGNORE INTO imported VALUES (?, ?, ?, ?)", row)
        return Step(line.record, kind, "put_back")
    fields = fields_of(type_named(kind))
    values = {name: rows.read(fields[name], kept) for name, kept in before["fields"].items()}
    store.change(store.get(line.record), values, MARK)
    execute("UPDATE imported SET digest = '' WHERE record = ?", (line.record,))
    return Step(line.record, kind, "changed_back", tuple(values))


def _refuse_final(store: "Store", batch: Batch) -> None:
    """Refuse what stands, with the reason and what to do instead. Raises CannotUndo."""
    for line in batch.lines:
        if line.action not in FINAL:
            continue
        ref = store.ref(line.record)
        why, instead = {
            "withdrawn": (
                gettext("{ref} was withdrawn, and a withdrawal stands"),
                gettext("if the person decides anew: advocacy consent add --testimony {ref}"),
            ),
            "erased": (gettext("{ref} was erased, and its words are nowhere any more"), ""),
            "issued": (
                gettext("{ref} was issued, and its papers are out"),
                gettext("call them back: advocacy brief recall {ref}"),
            ),
            "founded": (
                gettext("{ref} is an office of this vault"),
                gettext("advocacy office --help shows what can be changed of it"),
            ),
            "attached": (
                gettext("a file was attached to {ref}"),
                gettext("take it out again: advocacy detach {ref}"),
            ),
            "annexed": (
                gettext("whether a file of {ref} goes into packs was said"),
                gettext("say it anew: advocacy attach --help tells how"),
            ),
            "restored": (gettext("this vault was brought back from an archive"), ""),
            "detached": (gettext("a file of {ref} was taken out, and nothing is left of it"), ""),
            "identified": (
                gettext("who {ref} is from is kept in one place only"),
                gettext("enter it anew: advocacy testimony identity {ref}"),
            ),
            "sealed": (gettext("{ref} lies sealed"), ""),
        }[line.action]
        raise CannotUndo(why=why.format(ref=ref), instead=instead.format(ref=ref))


def _refuse_decision(store: "Store", record: Any) -> None:
    """Refuse to take out a decision that counts: nothing is undone into a wider consent."""
    if record.NAME != "consent" or record.status in UNDECIDED:
        return
    anew = gettext("record what the person says now: advocacy consent add --testimony {ref}")
    instead = anew.format(ref=store.ref(record.testimony))
    if record.supersedes or record.status != "active":
        why = gettext("{ref} took the place of what was allowed before")
        raise CannotUndo(why=why.format(ref=record.ref), instead=instead)
    shown = [d for d in drafts.drafts(store) if d.shows(record.testimony)]
    if shown or issues_with(store, record.testimony):
        why = gettext("papers were printed under the decision {ref}")
        raise CannotUndo(why=why.format(ref=record.ref), instead=instead)
