"""The store: records go in, are changed and taken out, each write in the history."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from records import gone, history, ids, references, rows, rules, sealing
from records.errors import StillReferred
from records.fields import Field, fields_of
from records.reader import HEAD, Reader, now
from records.replaced import AS_FINAL, FINAL, Replaced
from records.schema import LATEST, bounds_of, migrate, version_of
from records.types import LETTERS, type_named
from records.types.common import Record
from records.values import accept
from records.vault import Vault

if TYPE_CHECKING:
    from sqlite_utils.db import Table

R = TypeVar("R", bound=Record)


class Store(Reader):
    """A vault that can be written. Each method is one transaction, or joins the outer one."""

    def __init__(self, vault: Vault, clock: Callable[[], datetime] = now) -> None:
        super().__init__(vault, clock)
        self.replaced = Replaced(self)
        if version_of(vault) != LATEST:
            migrate(vault)

    def add(self, kind: str, given: Mapping[str, Any]) -> Record:
        """Add a record from what was given, by field. Raises a RecordsError."""
        record = type_named(kind)
        with self.vault.transaction():
            values = accept(record, given, self.resolved, self.today)
            return self._insert(record(**values))

    def seal(
        self, given: Mapping[str, Any], name: str | None = None, contact: str | None = None
    ) -> Record:
        """Add a testimony that only the holders of the sealing keys can read. NotSetUp."""
        testimony = type_named("testimony")
        with self.vault.transaction():
            values = accept(testimony, given, self.resolved, self.today)
            whole: Any = testimony(id=ids.new_id(), **values)
            rules.before_keeping(whole, self)
            content = sealing.encrypted(self, whole, name, contact)
            closed: Any = testimony(id=whole.id)
            self._insert(_with(closed, {"sensitivity": sealing.MARK}))
            self.table("sealed").insert(
                {"id": whole.id, "content": content, "mark": gone.sealed_mark(self, whole.words)}
            )
            self.replaced.note(whole.id, "sealed")
            return self.get(whole.id)

    def reseal(self, record: Any, name: str | None, contact: str | None) -> None:
        """Encrypt a sealed testimony anew, to the keys of today."""
        with self.vault.transaction():
            content = sealing.encrypted(self, record, name, contact)
            mark = gone.sealed_mark(self, record.words)
            self.table("sealed").update(record.id, {"content": content, "mark": mark})
            self._mark(record.id, updated=self.stamp())

    def keep(self, record: R) -> R:
        """Add a record whose values the program itself has made, references as ids."""
        with self.vault.transaction():
            return cast("R", self._insert(record))

    def amend(self, record_id: str, given: Mapping[str, Any]) -> Record:
        """Change the given fields of a record; what is None becomes empty."""
        with self.vault.transaction():
            old = self.get(record_id)
            sealing.refuse_closed(self, old)
            values = accept(type(old), given, self.resolved, self.today, whole=False)
            wanted = {n: v for n, v in values.items() if v != getattr(old, n)}
            changes = rules.before_change(old, wanted, self)
            if not changes:
                return old
            rules.before_keeping(_with(old, changes), self)
            for held in sealing.contents(self, record_id).values():
                self.reseal(_with(old, changes), held.name, held.contact)
                self.log(old, "edited", {})
                self.replaced.note(record_id, "sealed")
                return self.get(record_id)
            made = self.change(old, changes)
            rules.after_keeping(made, self)
            return made

    def change(self, old: Record, changes: Mapping[str, Any], action: str = "edited") -> Record:
        """Write values over those of a record, no more asked; `amend` is for what people say."""
        self.replaced.note_change(old, changes)
        self._put(type(old), old.id, changes)
        self.log(old, action, changes)
        return self.get(old.id)

    def delete(self, record_id: str) -> None:
        """Take a record out. Refused while others refer to it."""
        with self.vault.transaction():
            old = self.get(record_id)
            rules.before_delete(old, self)
            self.take_out(old)

    def take_out(self, old: Record, action: str = "deleted") -> None:
        """Take out a record, no more asked but whether others refer to it; its id stays used."""
        others = sorted({self.ref(r) for r, _ in self.referring(old.id)})
        if others:
            raise StillReferred(ref=old.ref, others=", ".join(others))
        execute = self.vault.connection.execute
        self.replaced.note_deletion(old)
        for table in ("reference", "passage", "attachment"):
            self.table(table).delete_where("record = ?", [old.id])
        self.drop_unused_files()
        execute("DELETE FROM identity WHERE testimony = ?", (old.id,))
        execute("DELETE FROM sealed WHERE id = ?", (old.id,))
        self.table(old.NAME).delete(old.id)
        self._mark(old.id, deleted=1, updated=self.stamp())
        self.log(old, action, {})

    def put_back(self, kind: str, record_id: str, before: Mapping[str, Any], action: str) -> Record:
        """Put back a record that was taken out, as `before` tells of it. Raises as `add` does."""
        record = type_named(kind)
        fields = fields_of(record)
        self.table(kind).insert({"id": record_id})
        kept = before["fields"].items()
        self._put(record, record_id, {name: rows.read(fields[name], v) for name, v in kept})
        if before["identity"]:
            name, contact = before["identity"]
            row = {"testimony": record_id, "name": name, "contact": contact}
            self.table("identity").insert(row)
        self._mark(record_id, deleted=0)
        made = self.get(record_id)
        rules.before_keeping(made, self)
        self.replaced.note(record_id, "added")
        self.log(made, action, {})
        return made

    def empty(self, record: Record, *, keep: tuple[str, ...]) -> None:
        """Empty every field of a record but these, for good; the entry stays, as proof."""
        with self.vault.transaction():
            fields = [n for n in fields_of(type(record)) if n not in keep]
            self.vault.connection.execute("DELETE FROM sealed WHERE id = ?", (record.id,))
            self._put(type(record), record.id, dict.fromkeys(fields))
            self.log(record, "erased", {})

    def drop_unused_files(self) -> None:
        """Delete the contents of files that no record has any more."""
        self.table("blob").delete_where("digest NOT IN (SELECT digest FROM attachment)")

    def resolved(self, field: Field, said: str) -> str:
        """Return the id that a reference field is to hold. Raises NotFound, Ambiguous."""
        return references.resolve(self.vault, field, said)

    def _insert(self, record: Record) -> Record:
        record = rules.completed(record, self)
        rules.before_keeping(record, self)
        record_id = record.id or ids.new_id()
        stamp = self.stamp()
        self.table("record").insert(
            {
                "id": record_id,
                "type": record.NAME,
                "ref": self._new_ref(record.LETTER, record_id),
                "created": stamp,
                "updated": stamp,
                "office": self.office,
            }
        )
        self.table(record.NAME).insert({"id": record_id})
        values = {name: getattr(record, name) for name in fields_of(type(record))}
        given = {name: value for name, value in values.items() if value not in (None, ())}
        self._put(type(record), record_id, given)
        made = self.get(record_id)
        self.replaced.note(record_id, AS_FINAL.get(record.NAME, "added"))
        self.log(made, "added", given)
        rules.after_keeping(made, self)
        return made

    def _new_ref(self, letter: str, record_id: str) -> str:
        """Return a ref for a new id; where another record shares its signs, both show more."""
        start = record_id[: ids.REF_LENGTH]
        others = self.vault.connection.execute(
            # A span of ids is found by their index, however many records there are.
            "SELECT id, ref FROM record WHERE id >= ? AND id < ? AND +type = ?",
            (start, start + "[", LETTERS[letter]),
        ).fetchall()
        longest = ids.REF_LENGTH
        for other_id, other_ref in others:
            length = ids.shared(record_id, other_id) + 1
            longest = max(longest, length)
            if len(other_ref) - 2 < length:
                self._mark(other_id, ref=ids.ref_of(letter, other_id, length))
                self._refs.pop(other_id, None)
        return ids.ref_of(letter, record_id, longest)

    def _mark(self, record_id: str, **columns: str | int) -> None:
        """Change columns of the directory's entry of a record."""
        wanted = ", ".join(f"{name} = :{name}" for name in columns)
        self.vault.connection.execute(
            f"UPDATE record SET {wanted} WHERE id = :id",  # noqa: S608  (our own names)
            {"id": record_id, **columns},
        )

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
            self.table(record.NAME).update(record_id, row)
        self._mark(record_id, updated=self.stamp())

    def _point(self, record_id: str, field: str, value: Any) -> None:
        # Several times a record, so without what a table of sqlite-utils asks first.
        execute = self.vault.connection.execute
        execute("DELETE FROM reference WHERE record = ? AND field = ?", (record_id, field))
        for n, target in enumerate(value if isinstance(value, tuple) else (value,)):
            if target:
                execute(
                    "INSERT INTO reference (record, field, position, target) VALUES (?, ?, ?, ?)",
                    (record_id, field, n, target),
                )

    def _index(self, record_id: str, field: str, value: Any) -> None:
        execute = self.vault.connection.execute
        execute("DELETE FROM passage WHERE record = ? AND field = ?", (record_id, field))
        words = "\n".join(value) if isinstance(value, tuple) else value
        if words:
            execute(
                "INSERT INTO passage (record, field, words) VALUES (?, ?, ?)",
                (record_id, field, words),
            )

    def log(self, record: Record, action: str, changed: Mapping[str, Any]) -> None:
        """Add an entry to the history."""
        if _may_narrow(record, action, changed):
            self.forget_pages()
        if action in FINAL:
            self.replaced.note(record.id, action)
        row = self.vault.connection.execute(f"{HEAD} ORDER BY seq DESC LIMIT 1").fetchone()
        fields = fields_of(type(record))
        kept = (
            {} if record.PERSONAL else {n: v for n, v in changed.items() if not fields[n].sensitive}
        )
        link = history.next_link(
            history.Link(*row) if row else None,
            record.id,
            self.stamp(),
            self.office,
            action,
            changed,
            kept=kept,
        )
        self.table("history").insert(link._asdict())

    def forget_pages(self) -> None:
        """Empty the cache of printed pages, which shows words that were cleared at the time."""
        self.vault.connection.execute("DELETE FROM page_cache")

    def stamp(self) -> str:
        """Return the present moment as the records keep it: UTC, to the second."""
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting of this vault."""
        with self.vault.transaction():
            self.table("setting").upsert({"key": key, "value": value}, pk="key")

    def table(self, name: str) -> "Table":
        """Return a table to write to."""
        return cast("Table", self.vault.database[name])


def _with(old: R, changes: Mapping[str, Any]) -> R:
    import msgspec

    return msgspec.structs.replace(old, **changes)


def _may_narrow(record: Record, action: str, changed: Mapping[str, Any]) -> bool:
    """Whether words that could be printed until now may be so no longer."""
    if record.NAME == "consent":
        return action != "added" or bool(changed.get("supersedes"))
    taken_back = action not in ("added", "edited") or (
        action == "edited" and "sensitivity" in changed
    )
    return record.NAME in ("testimony", "excerpt") and taken_back
