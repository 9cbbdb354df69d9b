"""What the last changes replaced, so that they can be undone; what one command wrote is a batch.

A batch is called by its moment and by the number of its first line, so that the one before it
is found without reading through it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from records import rows, sealing
from records.fields import fields_of
from records.types.common import Record

if TYPE_CHECKING:
    from records.store import Store

MOST = 20
"""So many batches are remembered."""

FINAL = frozenset(
    {
        "withdrawn", "erased", "issued", "founded", "restored", "attached", "annexed",
        "detached", "identified", "sealed",
    }
)  # fmt: skip
"""What is not undone. Nothing before it can be reached any more, so nothing before it is kept."""

AS_FINAL = {"issue": "issued", "office": "founded"}
"""Types whose records are not taken out again once they are there."""


class Replaced:
    """Notes what the writes of one store replace."""

    def __init__(self, store: "Store") -> None:
        self.store = store
        self.mark = ""  # of an undo, so that people can tell it from what they did
        self.batch = ""

    def begin(self, mark: str = "") -> None:
        """Let what follows be undone apart from what came before."""
        self.mark, self.batch = mark, ""

    def note(self, record_id: str, action: str, before: Mapping[str, Any] | None = None) -> None:
        """Note one write, in its transaction; `before` is what it replaced, as columns keep it."""
        execute = self.store.vault.connection.execute
        if action in FINAL:
            execute("DELETE FROM undo")
        last = execute("SELECT seq, batch FROM undo ORDER BY seq DESC LIMIT 1").fetchone()
        seq, batch = last or (0, "")
        if not batch or batch != self.batch:  # the first of a command, or another wrote meanwhile
            self.batch = f"{self.store.stamp()} {seq + 1} {self.mark}".rstrip()
            self._forget_oldest()
        kept = json.dumps(before, ensure_ascii=False) if before is not None else None
        execute(
            "INSERT INTO undo (batch, record, action, before) VALUES (?, ?, ?, ?)",
            (self.batch, record_id, action, kept),
        )

    def note_change(self, old: Record, changed: Iterable[str]) -> None:
        """Note what the change of these fields replaces."""
        fields = fields_of(type(old))
        before = {name: rows.write(fields[name], getattr(old, name)) for name in changed}
        self.note(old.id, "edited", {"fields": before})

    def note_deletion(self, old: Record) -> None:
        """Note what a deletion takes; neither files nor what lies sealed are kept for it."""
        execute = self.store.vault.connection.execute
        if sealing.is_sealed(self.store, old.id):
            self.note(old.id, "sealed")
            return
        if execute("SELECT 1 FROM attachment WHERE record = ?", (old.id,)).fetchone():
            self.note(old.id, "detached")
            return
        held = execute("SELECT name, contact FROM identity WHERE testimony = ?", (old.id,))
        imported = execute("SELECT * FROM imported WHERE record = ?", (old.id,))
        fields = fields_of(type(old)).values()
        values = {field.name: rows.write(field, getattr(old, field.name)) for field in fields}
        before = {name: value for name, value in values.items() if value is not None}
        said = {"fields": before, "identity": held.fetchone(), "imported": imported.fetchall()}
        self.note(old.id, "deleted", said)

    def _forget_oldest(self) -> None:
        execute = self.store.vault.connection.execute
        first = None
        for _ in range(MOST - 1):
            row = execute(
                "SELECT batch FROM undo WHERE seq < ? ORDER BY seq DESC LIMIT 1",
                (first if first is not None else 2**62,),
            ).fetchone()
            if row is None:
                return
            first = first_of(row[0])
        execute("DELETE FROM undo WHERE seq < ?", (first,))


def first_of(batch: str) -> int:
    """Return the number of a batch's first line."""
    return int(batch.split(" ")[1])
