"""The store: records go in, are changed, found and taken out, each write in the history."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar, cast

from records import history, ids, references, rows, rules
from records.errors import StillReferred
from records.fields import Field, fields_of
from records.schema import LATEST, bounds_of, migrate, version_of
from records.types import LETTERS, type_named
from records.types.common import Record
from records.values import accept
from records.vault import Vault

R = TypeVar("R", bound=Record)
HEAD = "SELECT seq, record, \"on\", office, action, fields, \"values\", salt, commitment, previous, digest FROM history"


class Held(NamedTuple):
    """Whom a contributor's account is from. Read only by the search of finished papers."""

    testimony: str
    name: str | None
    contact: str | None


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


class Store:
    """An open vault as records. Time comes from `clock`, so that tests can set it."""

    def __init__(self, vault: Vault, clock: Callable[[], datetime] = now) -> None:
        self.vault = vault
        self.clock = clock
        self._refs: dict[str, str] = {}
        if version_of(vault) != LATEST:
            migrate(vault)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.vault.close()

    @property
    def today(self) -> date:
        """The day it is where the laptop stands."""
        return self.clock().astimezone().date()

    # -- reading ---------------------------------------------------------------

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
        read = [declared[name] for name in fields] if fields is not None else declared.values()
        return list(self._select(record, condition, given, order, list(read)))

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

    # -- writing ---------------------------------------------------------------

    def add(self, kind: str, given: Mapping[str, Any]) -> Record:
        """Add a record from what was given, by field. Raises a RecordsError."""
        record = type_named(kind)
        with self.vault.transaction():
            values = accept(record, given, self.resolved, self.today)
            return self._insert(record(**values))

    def keep(self, record: R) -> R:
        """Add a record whose values the program itself has made, references as ids."""
        with self.vault.transaction():
            return cast("R", self._insert(record))

    def amend(self, record_id: str, given: Mapping[str, Any]) -> Record:
        """Change the given fields of a record; what is None becomes empty."""
        with self.vault.transaction():
            old = self.get(record_id)
            values = accept(type(old), given, self.resolved, self.today, whole=False)
            wanted = {n: v for n, v in values.items() if v != getattr(old, n)}
            changes = rules.before_change(old, wanted, self)
            if not changes:
                return old
            rules.before_keeping(_with(old, changes), self)
            self._put(type(old), record_id, changes)
            self._log(old, "edited", changes)
            return self.get(record_id)

    def delete(self, record_id: str) -> None:
        """Take a record out. Refused while others refer to it."""
        with self.vault.transaction():
            old = self.get(record_id)
            others = sorted({self.ref(r) for r, _ in self.referring(record_id)})
            if others:
                raise StillReferred(ref=old.ref, others=", ".join(others))
            rules.before_delete(old)
            for table in ("reference", "passage"):
                self.vault.database[table].delete_where("record = ?", [record_id])
            self.vault.connection.execute(
                "DELETE FROM identity WHERE testimony = ?", (record_id,)
            )
            self.vault.database[old.NAME].delete(record_id)
            self.vault.database["record"].update(record_id, {"deleted": 1, "updated": self._stamp()})
            self._log(old, "deleted", {})

    def resolved(self, field: Field, said: str) -> str:
        """Return the id that a reference field is to hold. Raises NotFound, Ambiguous."""
        return references.resolve(self.vault, field, said)

    def _insert(self, record: Record) -> Record:
        rules.before_keeping(record, self)
        record_id = record.id or ids.new_id()
        stamp = self._stamp()
        self.vault.database["record"].insert(
            {
                "id": record_id,
                "type": record.NAME,
                "ref": self._new_ref(record.LETTER, record_id),
                "created": stamp,
                "updated": stamp,
                "office": self.office,
            }
        )
        self.vault.database[record.NAME].insert({"id": record_id})
        values = {name: getattr(record, name) for name in fields_of(type(record))}
        given = {name: value for name, value in values.items() if value not in (None, ())}
        self._put(type(record), record_id, given)
        made = self.get(record_id)
        self._log(made, "added", given)
        return made

    def _new_ref(self, letter: str, record_id: str) -> str:
        """Return a ref for a new id; where another record shares its signs, both show more."""
        start = record_id[: ids.REF_LENGTH]
        others = self.vault.connection.execute(
            "SELECT id, ref FROM record WHERE type = ? AND substr(id, 1, ?) = ?",
            (LETTERS[letter], ids.REF_LENGTH, start),
        ).fetchall()
        longest = ids.REF_LENGTH
        for other_id, other_ref in others:
            length = ids.shared(record_id, other_id) + 1
            longest = max(longest, length)
            if len(other_ref) - 2 < length:
                self.vault.database["record"].update(
                    other_id, {"ref": ids.ref_of(letter, other_id, length)}
                )
                self._refs.pop(other_id, None)
        return ids.ref_of(letter, record_id, longest)

    def _put(self, record: type[Record], record_id: str, values: Mapping[str, Any]) -> None:
        """Write the columns, references and passages of these fields."""
        fields = fields_of(record)
        row: dict[str, Any] = {}
        for name, value in values.items():
            field = fields[name]
            row[name] = rows.write(field, value)
            if field.kind == "date":
                row |= dict(zip(bounds_of(field), rows.bounds(value), strict=True))
            if field.kind in ("ref", "refs"):
                self._point(record_id, name, value)
            if field.searched:
                self._index(record_id, name, value)
        if row:
            self.vault.database[record.NAME].update(record_id, row)
        self.vault.database["record"].update(record_id, {"updated": self._stamp()})

    def _point(self, record_id: str, field: str, value: Any) -> None:
        table = self.vault.database["reference"]
        table.delete_where("record = ? AND field = ?", [record_id, field])
        targets = value if isinstance(value, tuple) else (value,)
        table.insert_all(
            {"record": record_id, "field": field, "position": n, "target": target}
            for n, target in enumerate(targets)
            if target
        )

    def _index(self, record_id: str, field: str, value: Any) -> None:
        table = self.vault.database["passage"]
        table.delete_where("record = ? AND field = ?", [record_id, field])
        words = "\n".join(value) if isinstance(value, tuple) else value
        if words:
            table.insert({"record": record_id, "field": field, "words": words})

    def _log(self, record: Record, action: str, changed: Mapping[str, Any]) -> None:
        row = self.vault.connection.execute(f"{HEAD} ORDER BY seq DESC LIMIT 1").fetchone()
        fields = fields_of(type(record))
        kept = (
            {}
            if record.PERSONAL
            else {n: v for n, v in changed.items() if not fields[n].sensitive}
        )
        link = history.next_link(
            history.Link(*row) if row else None,
            record.id,
            self._stamp(),
            self.office,
            action,
            changed,
            kept=kept,
        )
        self.vault.database["history"].insert(link._asdict())

    def _stamp(self) -> str:
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    # -- the vault's own settings ------------------------------------------------

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

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting of this vault."""
        with self.vault.transaction():
            self.vault.database["setting"].upsert({"key": key, "value": value}, pk="key")

    def terms(self) -> Iterable[tuple[str, str, str, str]]:
        """Return the vault's own terms: vocabulary, key, English and Vietnamese label."""
        return self.vault.connection.execute("SELECT vocabulary, key, en, vi FROM term").fetchall()

    # -- who contributors are ------------------------------------------------------

    def identify(self, testimony: str, name: str | None, contact: str | None) -> None:
        """Keep who a contributor is, apart from everything that prints."""
        with self.vault.transaction():
            self.vault.database["identity"].upsert(
                {"testimony": testimony, "name": name, "contact": contact}, pk="testimony"
            )
            self._log(self.get(testimony), "identified", {})

    def identities(self) -> list[Held]:
        """Return who the contributors are, for the search of finished papers alone."""
        found = self.vault.connection.execute("SELECT testimony, name, contact FROM identity")
        return [Held(*row) for row in found]


def _with(old: R, changes: Mapping[str, Any]) -> R:
    import msgspec

    return msgspec.structs.replace(old, **changes)
