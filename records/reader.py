"""Reads records from an open vault, through its plain connection: this is on every hot path."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from records import history, references, rows
from records.fields import Field, fields_of
from records.types import type_named
from records.types.common import Record
from records.vault import Vault

R = TypeVar("R", bound=Record)
HEAD = (
    'SELECT seq, record, "on", office, action, fields, "values", salt,'
    " hidden, commitment, previous, digest FROM history"
)


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


class Reader:
    """An open vault as records. Time comes from `clock`, so that tests can set it."""

    def __init__(self, vault: Vault, clock: Callable[[], datetime] = now) -> None:
        self.vault = vault
        self.clock = clock
        self.sealing_keys: tuple[str, ...] = ()  # that open sealed testimonies, where they are
        self._refs: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # The vault turns what its driver says of a damaged page into a refusal.
        self.vault.__exit__(kind, error, trace)

    @property
    def today(self) -> date:
        """The day it is where the laptop stands."""
        return self.clock().astimezone().date()

    def find(self, said: str, *types: str, deleted: bool = False) -> tuple[str, str]:
        """Return (id, type name) of the record that is meant. Raises NotFound, Ambiguous."""
        return references.find(self.vault, said, types, deleted=deleted)

    def get(self, record_id: str) -> Record:
        """Return the record with this full id. KeyError where there is none."""
        row = self.vault.connection.execute(
            "SELECT type FROM record WHERE id = ? AND deleted = 0", (record_id,)
        ).fetchone()
        if row is None:
            raise KeyError(record_id)
        return self.select(type_named(row[0]), "t.id = ?", (record_id,))[0]

    def meant(self, said: str, *types: str) -> Record:
        """Return the record that is meant by a ref, the start of one, or a name."""
        return self.get(self.find(said, *types)[0])

    def beginning(self, start: str, *types: str, most: int) -> list[Record]:
        """Return the first records of these types, at most so many of each, whose refs begin so."""
        found = [
            row[0]
            for name in types
            for row in self.vault.connection.execute(
                "SELECT id FROM record"  # noqa: S608  (our own words)
                f" WHERE type = ? AND deleted = 0 AND {references.LISTED}"
                " AND ref >= ? AND ref < ? ORDER BY ref LIMIT ?",
                (name, start, start + "\U0010ffff", most),
            )
        ]
        return [self.get(record_id) for record_id in found]

    def every(self, record: type[R]) -> list[R]:
        """Return all records of a type, in the order of their making."""
        return self.select(record, "1", ())

    def where(self, record: type[R], field: str, value: str) -> list[R]:
        """Return the records of a type whose field holds exactly this value."""
        assert field in fields_of(record), field  # noqa: S101  (never a user's text)
        return self.select(record, f't."{field}" = ?', (value,))

    def children(self, parent: Record, kind: str) -> list[Record]:
        """Return the children of this kind that belong to a record."""
        child = type_named(kind)
        return self.select(child, f't."{child.PARENT}" = ?', (parent.id,))

    def select(
        self,
        record: type[R],
        condition: str,
        given: Sequence[Any],
        *,
        order: str = "r.n",
        fields: Sequence[str] | None = None,
    ) -> list[R]:
        """Return the records that meet an SQL condition on `t` (the type) and `r` (record)."""
        declared = fields_of(record)
        read = [declared[name] for name in fields] if fields is not None else [*declared.values()]
        found = list(self._select(record, condition, given, order, read))
        if found and self.sealing_keys and record.NAME == "testimony":
            from records.sealing import revealed

            return cast("list[R]", revealed(self, cast("Any", found), read))
        return found

    def _select(
        self, record: type[R], condition: str, given: Sequence[Any], order: str, fields: list[Field]
    ) -> Iterator[R]:
        columns = "".join(f', t."{field.name}"' for field in fields)
        found = self.vault.connection.execute(
            f"SELECT r.id, r.ref, r.created, r.updated, r.office{columns}"  # noqa: S608
            f' FROM "{record.NAME}" t JOIN record r ON r.id = t.id'
            f" WHERE r.deleted = 0 AND {condition} ORDER BY {order}",
            given,
        )
        for record_id, ref, created, updated, office, *kept in found:
            values = {f.name: rows.read(f, v) for f, v in zip(fields, kept, strict=True)}
            yield record(
                id=record_id, ref=ref, created=created, updated=updated, office=office, **values
            )

    def ref(self, record_id: str) -> str:
        """Return the ref that people know this record by."""
        if record_id not in self._refs:
            row = self.vault.connection.execute(
                "SELECT ref FROM record WHERE id = ?", (record_id,)
            ).fetchone()
            self._refs[record_id] = row[0]
        return self._refs[record_id]

    def referring(self, record_id: str) -> list[tuple[str, str]]:
        """Return (id, field) of the records that point to this one."""
        found = self.vault.connection.execute(
            "SELECT record, field FROM reference WHERE target = ? ORDER BY record, field",
            (record_id,),
        )
        return [(r[0], r[1]) for r in found]

    def story(self, record_id: str) -> list[history.Entry]:
        """Return what happened to a record, the oldest first."""
        found = self.vault.connection.execute(
            'SELECT "on", office, action, fields FROM history WHERE record = ? ORDER BY seq',
            (record_id,),
        )
        return [history.Entry(r[0], r[1], r[2], tuple(json.loads(r[3]))) for r in found]

    def chain(self) -> Iterator[history.Link]:
        """Return the whole history as it is chained."""
        for row in self.vault.connection.execute(f"{HEAD} ORDER BY seq"):
            yield history.Link(*row)

    @property
    def office(self) -> str:
        """The id of the office that this vault belongs to."""
        return self.setting("office") or ""

    def setting(self, key: str) -> str | None:
        """Return a setting of this vault."""
        row = self.vault.connection.execute(
            "SELECT value FROM setting WHERE key = ?", (key,)
        ).fetchone()
        return row[0] if row else None

    def terms(self) -> list[tuple[str, str, str, str]]:
        """Return the vault's own terms: vocabulary, key, English and Vietnamese label."""
        rows = self.vault.connection.execute("SELECT vocabulary, key, en, vi FROM term")
        return [(r[0], r[1], r[2], r[3]) for r in rows]
