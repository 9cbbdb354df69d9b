"""Reads one row: what it says, checked, or every bad cell of it."""

from gettext import gettext as _
from typing import TYPE_CHECKING, Any, NamedTuple

from advocacy.importing import cells
from advocacy.importing.headings import BY_NUMBER, PRESET, Part, Target, folded
from advocacy.importing.problems import Problem, called, close_names, explained
from advocacy.importing.rows import Column, Row
from records.consent_presets import PRESETS
from records.errors import ExitCode, NotFound, RecordsError
from records.fields import Field, fields_of
from records.ids import ALPHABET, ID_LENGTH
from records.types.common import Record
from records.types.testimony import Consent

if TYPE_CHECKING:
    from advocacy.importing.checking import Checker


class Submission(NamedTuple):
    """What a row says, checked; nothing of it is in the vault yet."""

    row: Row
    own: dict[str, Any]  # by field, empty ones too
    consent: dict[str, Any]  # empty where the row says nothing of consent
    keys: tuple[str, ...]  # under which it is known, the lasting one first
    id: str  # where it is a record of this program
    ref: str
    parents: tuple[str, ...]  # what a child row points with
    columns: dict[str, Column]  # where each field came from
    lacking: tuple[Problem, ...]  # required fields, which a new record must have


class Lacking(RecordsError):
    """A new record lacks what is required; its problems stand in the submission (exit 5)."""


class OneRow:
    """One row while it is read."""

    def __init__(self, checker: "Checker", row: Row) -> None:
        self.checker, self.row = checker, row
        self.own: dict[str, Any] = {}
        self.consent: dict[str, Any] = {}
        self.columns: dict[str, Column] = {}
        self.keys: list[tuple[int, str]] = []
        self.before: list[str] = []
        self.parents: list[tuple[int, str]] = []
        self.split: dict[tuple[Part, str], list[str]] = {}
        self.marks: dict[Part, str] = {}
        self.hidden: set[str] = set()
        self.problems: list[Problem] = []

    def take(self, column: Column, said: Any) -> None:
        """Take in one cell."""
        target = self.checker.target(column)
        if target is None:
            if not cells.empty(said):
                self.checker.unknown[column] = None
            return
        field = target.field
        if field is not None and target.choice:
            asked = self.split.setdefault((target.part, field.name), [])
            self.columns.setdefault(_name(target.part, field), column)
            if cells.ticked(said):
                asked.append(target.choice)
        elif field is not None:
            kind = self.checker.record if target.part is Part.OWN else Consent
            self.keep(column, field, said, self._into(target.part), kind)
        else:
            self._mark(target, column, said)

    def _into(self, part: Part) -> dict[str, Any]:
        return self.own if part is Part.OWN else self.consent

    def keep(
        self, column: Column, field: Field, said: Any, into: dict[str, Any], kind: type[Record]
    ) -> None:
        """Keep what a cell says for a field, or say what is wrong with it."""
        name = field.name
        self.columns[name if into is self.own else f"consent.{name}"] = column
        try:
            style = self.checker.styles.get(column, "")
            value = cells.given(field, said, style, self.checker.find)
            empty = () if field.many else None
            into[name] = empty if value is None else self.checker.accepted(kind, name, value)
        except RecordsError as refusal:
            self._refused(column, field, said, refusal)

    def _refused(self, column: Column, field: Field, said: Any, refusal: RecordsError) -> None:
        if refusal.code not in OF_A_ROW:
            raise refusal
        personal = self.checker.record.PERSONAL
        found, expected, hint = explained(refusal, field, said, personal=personal)
        if isinstance(refusal, NotFound) and "organisation" in field.of and not personal:
            hint = close_names(lambda: self.checker.names(field), said)
        self.problems.append(
            Problem(self.checker.sheet, self.row.number, called(column), found, expected, hint)
        )

    def _mark(self, target: Target, column: Column, said: Any) -> None:
        if target.part is Part.HIDDEN:
            names = said if isinstance(said, list) else str(said or "").split(";")
            self.hidden |= {str(name).strip() for name in names}
            return
        if cells.empty(said):
            return
        text = str(said).strip().removesuffix(".0")
        match target.part:
            case Part.KEY:
                self.keys.append((target.rank, text.removeprefix("uuid:")))
            case Part.BEFORE:
                self.before.append(text.removeprefix("uuid:"))
            case Part.PARENT:
                key = f"#{text}" if target.rank >= BY_NUMBER else text.removeprefix("uuid:")
                self.parents.append((target.rank, key))
            case Part.PRESET:
                self._preset(column, text)
            case Part.TYPE if folded(text) != self.checker.record.NAME:
                self._wrong(column, self.checker.record.NAME)
            case Part.NOTHING:
                pass
            case _:
                self.marks[target.part] = text

    def _preset(self, column: Column, said: str) -> None:
        for key, preset in PRESETS.items():
            spelled = {folded(one) for one in (key, preset.label_en, preset.label_vi)}
            if {folded(half) for half in said.split(cells.BOTH)} <= spelled:
                self.marks[Part.PRESET] = key
                self.columns[PRESET] = column
                return
        self._wrong(column, _("one of: {terms}").format(terms=", ".join(PRESETS)))

    def _wrong(self, column: Column, expected: str) -> None:
        self.problems.append(
            Problem(
                self.checker.sheet, self.row.number, called(column), _("something else"), expected
            )
        )

    def done(self) -> "Submission | list[Problem]":
        """Put together what the cells said; every problem where there is any."""
        for (part, name), chosen in self.split.items():
            # Where the whole answer has a column too, that one counts.
            into = self._into(part)
            if cells.empty(into.get(name)) or into.get(name) == ():
                into[name] = tuple(dict.fromkeys(chosen))
        self.own = {n: v for n, v in self.own.items() if n not in self.hidden}
        consent = self._decided()
        if consent:
            self.problems += self._lacking(Consent, consent, "consent.")
        lacking = self._lacking(self.checker.record, self.own, "")
        if self.problems:
            bad = {problem.column for problem in self.problems}
            return self.problems + [one for one in lacking if one.column not in bad]
        marks = self.marks
        keys = [key for _rank, key in sorted(self.keys)] + self.before
        if Part.SERIAL in marks and Part.MOMENT in marks:
            keys.append(f"{marks[Part.SERIAL]} {marks[Part.MOMENT]}")
        known = marks.get(Part.ID, "").upper()
        ours = len(known) == ID_LENGTH and set(known) <= set(ALPHABET)
        return Submission(
            self.row,
            self.own,
            consent,
            tuple(dict.fromkeys(keys)),
            known if ours else "",
            marks.get(Part.REF, "").upper(),
            tuple(key for _rank, key in sorted(self.parents)),
            self.columns,
            tuple(lacking),
        )

    def _decided(self) -> dict[str, Any]:
        """Return the fields of the consent: those of the preset, then what was said besides."""
        said = {name: value for name, value in self.consent.items() if value not in (None, ())}
        key = self.marks.get(Part.PRESET)
        if key is None:
            # A date or a method alone decides nothing.
            return said if {"identity", "audiences", "channels"} & set(said) else {}
        if key == "publish" and folded(self.marks.get(Part.SURE, "yes")) not in _SURE:
            self._wrong(self.columns[PRESET], _("publishing that was confirmed a second time"))
        preset = PRESETS[key]
        return {
            "identity": preset.identity,
            "audiences": preset.audiences,
            "channels": preset.channels,
            "place_detail": preset.place_detail,
            "status": "active",
            **said,
        }

    def _lacking(self, kind: type[Record], values: dict[str, Any], prefix: str) -> list[Problem]:
        """Name the required fields that are empty, but for whom a row belongs to."""
        belongs = "testimony" if prefix else kind.PARENT if self.checker.child else ""
        return [
            Problem(
                self.checker.sheet,
                self.row.number,
                called(self.columns.get(f"{prefix}{field.name}", Column(field.name))),
                _("nothing"),
                _("a value, since it is required"),
            )
            for field in fields_of(kind).values()
            if field.required and field.name != belongs and values.get(field.name) in (None, ())
        ]


def _name(part: Part, field: Field) -> str:
    return field.name if part is Part.OWN else f"consent.{field.name}"


OF_A_ROW = (ExitCode.REFUSED, ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.WITHHELD)
"""What the records refuse of one row; anything else, such as a full disk, stops the import."""

_SURE = frozenset({"yes", "co", "true", "1", "ok", "yes_co"})
