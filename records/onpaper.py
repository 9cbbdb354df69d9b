"""The vault as a paper may show it: what is restricted is not there, wherever it is referred to."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec.structs import replace

from records.fields import fields_of
from records.reader import Reader
from records.sensitivity import sensitivity_allows
from records.store import Store
from records.types import every_type

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from records.types.common import Record

R = TypeVar("R", bound="Record")

OTHERWISE = ("testimony", "excerpt", "consent", "office")
"""Accounts go past the gate, which knows their sensitivity; the office is who speaks."""


class OnPaper(Store):
    """Read, and never written.

    A record that these audiences may not see is left out, as is one that cannot be without
    it (its required reference leads there); from all others the reference is cut.
    """

    def __init__(self, store: Store, audiences: "AbstractSet[str]") -> None:
        Reader.__init__(self, store.vault, store.clock)
        self.sealing_keys = store.sealing_keys
        self._audiences = audiences

    def get(self, record_id: str) -> "Record":
        """Return a record; of one that may not be seen, nothing but that it is one."""
        if record_id not in self._withheld:
            return super().get(record_id)
        for kind in every_type():
            for found in super().select(kind, "t.id = ?", (record_id,)):
                return kind(id=found.id, ref=found.ref)
        raise KeyError(record_id)

    def select(
        self,
        record: type[R],
        condition: str,
        given: Sequence[Any],
        *,
        order: str = "r.n",
        fields: Sequence[str] | None = None,
    ) -> list[R]:
        """Return the records that meet a condition and may be seen."""
        found = super().select(record, condition, given, order=order, fields=fields)
        return [kept for one in found if (kept := self.shown(one)) is not None]

    def shown(self, record: R) -> R | None:
        """Return a record as it may be seen, None where it may not."""
        if not self._withheld:
            return record
        if record.id in self._withheld:
            return None
        cut: dict[str, Any] = {}
        for field in fields_of(type(record)).values():
            value = getattr(record, field.name)
            if field.kind == "ref" and value in self._withheld:
                cut[field.name] = None
            elif field.kind == "refs" and not self._withheld.isdisjoint(value):
                cut[field.name] = tuple(one for one in value if one not in self._withheld)
        return replace(cast("Any", record), **cut) if cut else record

    @cached_property
    def _withheld(self) -> frozenset[str]:
        """The ids of what may not be seen."""
        found: set[str] = set()
        kinds = [kind for kind in every_type() if kind.NAME not in OTHERWISE]
        for kind in kinds:
            found.update(
                record_id
                for record_id, sensitivity in self.vault.connection.execute(
                    f'SELECT id, sensitivity FROM "{kind.NAME}" WHERE sensitivity IS NOT NULL'  # noqa: S608
                )
                if not sensitivity_allows(sensitivity, self._audiences)
            )
        before = -1
        while found and before < len(found):
            before = len(found)
            for kind in kinds:
                found |= self._hanging(kind, found)
        return frozenset(found)

    def _hanging(self, kind: "type[Record]", on: set[str]) -> set[str]:
        """Return the records of a type that cannot be without one of these."""
        needed = [f.name for f in fields_of(kind).values() if f.kind == "ref" and f.required]
        return {
            row[0]
            for name in needed
            for row in self.vault.connection.execute(f'SELECT id, "{name}" FROM "{kind.NAME}"')  # noqa: S608
            if row[1] in on
        }
