"""Which column is which field: by name or label in either language, or by a mapping file.

Form servers put the group before the question (`group/question`, `group-question`), split a
choice of several over columns (`question/choice`), and add columns of their own.
"""

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from advocacy.importing.mapping import Mapping
from advocacy.importing.rows import Column
from records.fields import Field, fields_of
from records.types import type_named
from records.types.common import Record
from records.types.testimony import Consent
from records.vietnamese import tokens
from records.vocabulary import terms


class Part(StrEnum):
    """What a column is for."""

    OWN = "own"  # a field of the record
    CONSENT = "consent"  # a field of the consent beside a testimony
    PRESET = "preset"  # one of the five usual decisions
    SURE = "sure"  # the second question before publishing
    KEY = "key"  # by which a submission is known again
    BEFORE = "before"  # the key that it had before it was corrected
    SERIAL = "serial"  # the number that a form server gave it
    MOMENT = "moment"  # when it was sent; with the number it is unmistakable
    ID = "id"  # of a record of this program
    REF = "ref"
    TYPE = "type"
    HIDDEN = "hidden"  # fields that were left empty because they are sensitive
    INDEX = "index"  # the number of a row, which child rows point to
    PARENT = "parent"  # what a child row points with
    NOTHING = "nothing"


class Target(NamedTuple):
    """Where the values of a column go."""

    part: Part
    field: Field | None = None
    choice: str = ""  # of a field whose choices have a column each
    rank: int = 0  # of keys: the first that holds something counts


CONSENT_FIELDS = (
    "identity", "display_name", "audiences", "channels", "place_detail", "except_bodies",
    "method", "language", "read_back", "subject_agreed", "information_version", "given_on",
    "review_on", "expires_on", "status", "limits", "taken_by",
)  # fmt: skip
"""What an import may say of a consent; a withdrawal is recorded by a person."""

PRESET, SURE = "consent", "consent_sure"
BY_NUMBER = 2
"""The rank of what points to a row by its number and not by its key."""

_SERVERS = {  # exactly as ODK Central and KoboToolbox write them
    "meta/rootUuid": Target(Part.KEY, rank=0),  # it stays when a submission is corrected
    "KEY": Target(Part.KEY, rank=1),
    "_uuid": Target(Part.KEY, rank=2),
    "meta/instanceID": Target(Part.KEY, rank=3),
    "meta-instanceID": Target(Part.KEY, rank=3),
    "instanceID": Target(Part.KEY, rank=3),
    "meta/deprecatedID": Target(Part.BEFORE),
    "meta-deprecatedID": Target(Part.BEFORE),
    "deprecatedID": Target(Part.BEFORE),
    "_id": Target(Part.SERIAL),
    "_submission_time": Target(Part.MOMENT),
    "_index": Target(Part.INDEX),
    "PARENT_KEY": Target(Part.PARENT, rank=0),
    "_submission__uuid": Target(Part.PARENT, rank=1),
    "_parent_index": Target(Part.PARENT, rank=BY_NUMBER),
    "id": Target(Part.ID),
    "ref": Target(Part.REF),
    "type": Target(Part.TYPE),
    "hidden": Target(Part.HIDDEN),
}
_ASIDE = frozenset({
    "created", "updated", "office",  # of a record, kept by the vault itself
    "start", "end", "today", "username", "simserial", "subscriberid", "deviceid", "phonenumber",
    "formhub/uuid", "meta/instanceName", "meta-instanceName", "instanceName", "audit",
    "meta/audit", "meta-audit", "SubmissionDate", "SubmitterID", "SubmitterName",
    "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits",
    "FormVersion", "UpdatedAt",
})  # fmt: skip
_ODK = ("KEY", "SubmissionDate")
"""Where these stand, `Status` is the server's own column and not a field."""

_INDEX = {"row", "dong", "stt", "tt", "no", "so_thu_tu"}
_PARENT = {"of_row", "thuoc_dong"}
MARK = ("Row", "Dòng"), ("Of row", "Thuộc dòng")
"""The headings, in our own workbooks, of the number of a row and of the row it belongs to."""


def folded(heading: str) -> str:
    """Return a heading as it is compared: without marks, signs and capitals."""
    return "_".join(token.folded for token in tokens(heading))


class Headings:
    """Knows the columns of one type; `consent` where a consent may stand beside the record."""

    def __init__(
        self, record: type[Record], mapping: Mapping, *, table: bool, kin: tuple[str, ...] = ()
    ) -> None:
        self.record = record
        self.consent = record.NAME == "testimony"
        self.kin = kin  # how a mapping file may call these columns: delegation, delegations
        self.names = _names(record, consent=self.consent)
        self.table = table
        self.mapped: dict[str, Target | None] = {}
        for heading, said in mapping.columns.items():
            self._map(heading, said)
        for heading in mapping.ignore:
            self._map_to(heading, Target(Part.NOTHING))
        if mapping.key and not kin:
            self._map_to(mapping.key, Target(Part.KEY, rank=-1))
        self.odk = False
        self.quotable = True  # whether what stands there are headings, and nobody's words

    def _map(self, heading: str, said: str) -> None:
        prefix, dot, name = said.rpartition(".")
        if dot and prefix == "consent" and self.consent and name in CONSENT_FIELDS:
            target: Target | None = Target(Part.CONSENT, fields_of(Consent)[name])
        elif (dot and prefix in self.kin) or (not dot and not self.kin):
            target = self.names.get(folded(name))
        elif dot and prefix in _kin_of(self.record):
            return  # a column of a child sheet
        elif self.kin:
            return
        else:
            target = None
        self._map_to(heading, target)

    def _map_to(self, heading: str, target: Target | None) -> None:
        self.mapped[heading.strip()] = target
        self.mapped.setdefault(folded(heading), target)

    def unknown_fields(self) -> list[str]:
        """Return the mapped headings whose field this type does not have."""
        return [heading for heading, target in self.mapped.items() if target is None]

    def met(self, columns: tuple[Column, ...]) -> None:
        """Look at all headings of a table, which tell the server that wrote it."""
        headings = [column for column in columns if column.heading]
        self.odk = any(column.heading in _ODK for column in headings)
        known = sum(self.target(column) is not None for column in headings)
        self.quotable = 2 * known >= len(headings) or not self.record.PERSONAL

    def target(self, column: Column) -> Target | None:
        """Return where a column goes; None where nobody knows."""
        heading = column.heading.strip()
        for spelled in (heading, folded(heading)):
            if spelled and spelled in self.mapped:
                return self.mapped[spelled]
        if heading in _SERVERS:
            return _SERVERS[heading]
        if heading in _ASIDE and (self.odk or heading != "Status"):
            return Target(Part.NOTHING)
        if heading.startswith("_") or not heading:
            return Target(Part.NOTHING) if heading else None
        return self._named(heading)

    def _named(self, heading: str) -> Target | None:
        for line in (heading, *heading.splitlines()):  # our workbooks have both languages
            name = folded(line)
            if self.table and name in _INDEX:
                return Target(Part.INDEX)
            if self.table and name in _PARENT:
                return Target(Part.PARENT, rank=BY_NUMBER)
            if name in self.names:
                return self.names[name]
        for sign in "/-":
            before, found, last = heading.rpartition(sign)
            if found and (target := self._choice(before, last) or self.names.get(folded(last))):
                return target
        return None

    def _choice(self, question: str, choice: str) -> Target | None:
        """Return the target of a column for one choice of a question with several."""
        target = self.names.get(folded(question)) or self.names.get(
            folded(question.replace("-", "/").rpartition("/")[2])
        )
        if target is None or target.field is None or target.field.kind != "terms":
            return None
        key = spellings(target.field.vocabulary).get(folded(choice))
        return target._replace(choice=key) if key else None

    def close(self, heading: str) -> str:
        """Return the names of fields that are close to a heading."""
        from difflib import get_close_matches

        name = folded(heading.replace("-", "/").rpartition("/")[2])
        close = get_close_matches(name, self.names, n=3, cutoff=0.7)
        found = (self.names[one] for one in close)
        return ", ".join(dict.fromkeys(one.field.name for one in found if one.field))


def _names(record: type[Record], *, consent: bool) -> dict[str, Target]:
    """Return the targets of a type by every folded name and label."""
    found: dict[str, Target] = {}
    for field in fields_of(record).values():
        found[folded(field.name)] = Target(Part.OWN, field)
    # An excerpt's words are called in Vietnamese as what it belongs to: the words come first.
    for field in sorted(fields_of(record).values(), key=lambda one: one.name == record.PARENT):
        for label in (field.label_en, field.label_vi):
            found.setdefault(folded(label), Target(Part.OWN, field))
    if not consent:
        return found
    decided = fields_of(Consent)
    for name in CONSENT_FIELDS:
        field, target = decided[name], Target(Part.CONSENT, decided[name])
        found[folded(f"consent_{name}")] = target
        for spelled in (field.name, field.label_en, field.label_vi):
            found.setdefault(folded(spelled), target)
    found[PRESET] = found["preset"] = Target(Part.PRESET)
    found[folded("Sự đồng ý")] = found[folded("Đồng ý")] = Target(Part.PRESET)
    found[SURE] = Target(Part.SURE)
    return found


def _kin_of(record: type[Record]) -> set[str]:
    return {n for kind in record.CHILDREN for n in (kind, type_named(kind).PLURAL)}


@cache
def _spelled(vocabulary: str, _words: tuple[tuple[str, str, str], ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for term in terms(vocabulary).values():
        for words in (term.en, term.vi):
            found.setdefault(folded(words), term.key)
    return found | {folded(key): key for key in terms(vocabulary)}


def spellings(vocabulary: str) -> dict[str, str]:
    """Return the keys of a list by every folded key and label."""
    return _spelled(vocabulary, tuple(terms(vocabulary).values()))
