"""Adds, amends or leaves what one submission is; what was erased here stays away for ever."""

from typing import TYPE_CHECKING, Any, NamedTuple

from advocacy.importing.onerow import Lacking, Submission
from records.consent import heads_of
from records.errors import RecordsError
from records.fields import fields_of
from records.gone import Gone, refuse_gone
from records.imported import Known, Marks, known, on_record, remember
from records.types.common import Record
from records.types.testimony import Consent
from records.wording import N_

if TYPE_CHECKING:
    from records.store import Store


class ConsentStands(RecordsError):
    """A file does not replace what is on record of a person's decision (exit 5)."""

    sentence = N_("{ref} has a decision on record that says otherwise, and it stands")
    advice = N_("record a new decision: advocacy consent add --testimony {ref}")


class AnotherType(RecordsError):
    """A row carries the id of a record of another type (exit 5)."""

    sentence = N_("{ref} is a {type} here")


class Kept(NamedTuple):
    """What became of a submission."""

    record: str  # its id; empty where there is none to belong to
    mark: str  # under which it is known
    did: str  # new, changed, unchanged, gone, deleted, bad


class Keeper:
    """Keeps submissions in one vault."""

    def __init__(self, store: "Store") -> None:
        self.store = store
        self.marks = Marks(store)

    def mark(self, found: Submission) -> str:
        """Return the mark under which a submission is known: of its key, else of what it says."""
        if found.keys:
            return self.marks.of("key", found.keys[0])
        if found.id or found.ref:
            return self.marks.of("record", found.id or found.ref)
        return self._digest(found)

    def child_mark(self, parent: str, ordinal: int) -> str:
        """Return the mark of the so-many-th child of what has this mark."""
        return self.marks.of("child", parent, ordinal)

    def record_mark(self, record_id: str) -> str:
        """Return the mark of a record that was not imported itself."""
        return self.marks.of("record", record_id)

    def keep(self, kind: type[Record], found: Submission, mark: str) -> Kept:
        """Bring one submission in, all of it or nothing. Raises a RecordsError."""
        try:
            with self.store.vault.transaction():
                record, did = self._kept(kind, found, mark)
        except Gone:
            return Kept("", mark, "gone")
        return Kept("" if did == "deleted" else record, mark, did)

    def beyond(self, kind: str, parent: str, number: int) -> int:
        """Count the children that earlier imports brought after the last of this one."""
        last = number
        while (there := known(self.store, kind, self.child_mark(parent, last + 1))) is not None:
            if there.deleted:
                break
            last += 1
        return last - number

    def _digest(self, found: Submission) -> str:
        said = [
            {name: value for name, value in values.items() if value not in (None, ())}
            for values in (found.own, found.consent)
        ]
        return self.marks.of("content", *said)

    def _kept(self, kind: type[Record], found: Submission, mark: str) -> tuple[str, str]:
        digest = self._digest(found)
        marks = [mark, *(self.marks.of("key", key) for key in found.keys if key != found.keys[0])]
        there = self._there(kind.NAME, found, marks)
        if there is None:
            if found.lacking:
                raise Lacking
            record, did = self.store.keep(kind(id=found.id, **found.own)).id, "new"
            self._decide(kind, record, found)
        else:
            record, did = there.record, "unchanged"
            if kind.NAME == "testimony":
                refuse_gone(self.store, record, None)
            if there.deleted:
                return record, "deleted"
            if there.digest != digest:
                did = self._amended(kind, found, record)
        for one in marks:
            remember(self.store, kind.NAME, one, record, digest)
        return record, did

    def _there(self, kind: str, found: Submission, marks: list[str]) -> Known | None:
        """Return the record that a submission became before, or that it is."""
        for mark in marks:
            if (there := known(self.store, kind, mark)) is not None:
                return there
        row = on_record(self.store, found.id, found.ref)
        if row is not None and row.type != kind:
            raise AnotherType(ref=self.store.ref(row.record), type=row.type)
        return Known(row.record, "", row.deleted) if row is not None else None

    def _amended(self, kind: type[Record], found: Submission, record: str) -> str:
        """Change what a corrected row says otherwise, in the fields that the file has."""
        fields = fields_of(kind)
        own = {
            name: self._as_refs(fields[name].kind, value)
            for name, value in found.own.items()
            # A sensitive field that is empty was perhaps left out by an export.
            if not (fields[name].sensitive and value in (None, ()))
        }
        old = self.store.get(record)
        new = self.store.amend(record, own)
        decided = self._decide(kind, record, found)
        return "changed" if new != old or decided else "unchanged"

    def _as_refs(self, kind: str, value: Any) -> Any:
        if kind == "ref" and value:
            return self.store.ref(value)
        return [self.store.ref(one) for one in value] if kind == "refs" else value

    def _decide(self, kind: type[Record], testimony: str, found: Submission) -> bool:
        """Keep the decision beside a testimony; one that stands is not replaced by a file."""
        if kind.NAME != "testimony" or not found.consent:
            return False
        standing = self.store.where(Consent, "testimony", testimony)
        said = {name: value for name, value in found.consent.items() if value is not None}
        for consent in standing:
            if all(getattr(consent, name) == value for name, value in said.items()):
                return False
        if heads_of(testimony, standing):
            raise ConsentStands(ref=self.store.ref(testimony))
        self.store.keep(Consent(testimony=testimony, **said))
        return True
