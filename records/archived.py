"""A vault as an archive holds it, and its records read back; nothing in it is believed."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from records import ids
from records.errors import ExitCode, RecordsError
from records.fields import Field, fields_of
from records.tables import Row
from records.types import LETTERS, NAMES, type_named
from records.types.common import Record
from records.vocabulary import terms
from records.wording import N_, gettext

if TYPE_CHECKING:
    from records.store import Store

HEAD = ("id", "ref", "type", "created", "updated", "office")
ID = re.compile(f"[{ids.ALPHABET}]{{{ids.ID_LENGTH}}}")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
BEYOND = 2**63  # what a column of whole numbers holds


class BadArchive(RecordsError):
    """What was handed in is no archive, or not a whole one (exit 8)."""

    sentence = N_("{file}: found {found}, expected {expected}")
    advice = N_("get the archive again from whoever keeps it; nothing was changed")
    code = ExitCode.BAD_INPUT


class Line(NamedTuple):
    """One row of a file."""

    file: str
    number: int  # from 1
    row: Row

    def refused(self, found: str, expected: str = "") -> BadArchive:
        """Return the refusal of this line."""
        where = gettext("{file}, line {n}").format(file=self.file, n=self.number)
        expected = expected or gettext("what the program wrote")
        return BadArchive(file=where, found=found, expected=expected)


class Held(NamedTuple):
    """What an archive holds, read and summed."""

    records: Mapping[str, list[Line]]  # by type
    tables: Mapping[str, list[Line]]
    files: list[Line]  # the rows of the attachments, with the kind of what is in them
    contents: Mapping[str, bytes]  # of the attachments, by SHA-256
    whole: bool  # whether nothing was left out of it


class Directory:
    """Which records there are; it turns refs into ids."""

    def __init__(self, lines: list[Line]) -> None:
        self.living: dict[str, Row] = {}  # by id
        self._known: dict[str, tuple[str, str]] = {}  # type and id, by ref
        for line in lines:
            row = line.row
            if not _is_entry(row):
                raise line.refused(gettext("no entry of a record"))
            self._known[row["ref"]] = row["type"], row["id"]
            if not row["deleted"]:
                self.living[row["id"]] = row

    def type_of(self, record_id: object) -> str:
        """Return the type of a record that is there; an empty text for any other."""
        return str(self.living.get(str(record_id), {}).get("type", ""))

    def read(self, kind: str, line: Line) -> Record:
        """Return the record that a line holds. Raises BadArchive."""
        record = type_named(kind)
        fields = fields_of(record)
        refuse_unknown(line, {*HEAD, "hidden", *fields})
        if self.type_of(line.row.get("id")) != kind:
            raise line.refused(gettext("a record that its directory does not name"))
        values = {name: self._value(line, fields[name], line.row.get(name)) for name in fields}
        try:
            made = msgspec.convert({"id": line.row["id"], **values}, record)
        except msgspec.ValidationError as error:
            # It quotes no value: only what kind of one there is, and in which field.
            raise line.refused(str(error)) from None
        # A whole number of a series stays one.
        series = {n: tuple(map(tuple, values[n])) for n in fields if fields[n].kind == "series"}
        return msgspec.structs.replace(made, **series)

    def _value(self, line: Line, field: Field, said: Any) -> Any:
        if said is None:
            return () if field.many else None
        try:
            if field.kind == "ref":
                return self._meant(field, said)
            if field.kind == "refs":
                return [self._meant(field, one) for one in said]
            _check(field, said)
        except (RecordsError, ValueError, TypeError, KeyError, AttributeError):
            raise line.refused(
                gettext("something else in {field}").format(field=field.name)
            ) from None
        return said

    def _meant(self, field: Field, ref: str) -> str:
        kind, record_id = self._known[ref]
        if field.of and kind not in field.of:
            raise ValueError(ref)
        return record_id


def refuse_unknown(line: Line, known: Collection[str]) -> None:
    """Refuse what a newer version may have written; what is empty is no loss."""
    for name, value in line.row.items():
        if name not in known and value not in (None, [], "", False):
            raise line.refused(
                gettext("a field that this version does not know"),
                gettext("an archive of this version; a newer advocacy reads it"),
            )


@contextmanager
def fitting(store: "Store", line: Line) -> Iterator[None]:
    """What the tables refuse is a refusal of this line."""
    driver = store.vault.connection
    try:
        yield
    except (
        KeyError, TypeError, ValueError, OverflowError, driver.IntegrityError, driver.DataError,
        driver.InterfaceError, driver.ProgrammingError,
    ):  # fmt: skip
        raise line.refused(gettext("what does not fit the rest")) from None


def _is_entry(row: Row) -> bool:
    return bool(
        all(isinstance(row.get(name), str) for name in HEAD)
        and row["type"] in NAMES
        and ID.fullmatch(row["id"])
        and LETTERS.get(row["ref"][:1]) == row["type"]
        and len(row["ref"]) >= ids.REF_LENGTH + len("T-")
        and ids.ref_of(row["ref"][0], row["id"], len(row["ref"]) - len("T-")) == row["ref"]
        and STAMP.fullmatch(row["created"])
        and STAMP.fullmatch(row["updated"])
        and row.get("deleted") in (0, 1)
    )


def _check(field: Field, said: Any) -> None:  # noqa: C901  (a case a kind)
    """Raise where a value is none that the vault would have taken."""
    from records.edtf import parse
    from records.places import provinces

    match field.kind:
        case "term":
            terms(field.vocabulary)[said]
        case "terms":
            for one in said:
                terms(field.vocabulary)[one]
        case "place":
            provinces()[said]
        case "date":
            parse(said)
        case "day":
            when = parse(said)
            if when.interval or when.start is None or not when.start.day:
                raise ValueError(field.name)
        case "time":
            if not TIME.fullmatch(said):
                raise ValueError(field.name)
        case "int":
            if not -BEYOND <= said < BEYOND:
                raise ValueError(field.name)
