"""How a field of a record is declared, and how the declaration is read back.

`title: Annotated[Text, field("text", "Title", "Tiêu đề", searched=True)]` is the one
place that knows the field. The column, the option and prompt, the label on paper, the
check and the search all come from it.
"""

from collections.abc import Iterator
from functools import cache
from inspect import get_annotations
from typing import Annotated, Any, Literal

import msgspec

from records.errors import UnknownField

Kind = Literal[
    "text",  # one line
    "prose",  # paragraphs
    "int",
    "num",
    "bool",
    "day",  # ISO date, a certain day
    "date",  # EDTF, may be uncertain or an interval
    "time",  # hours and minutes
    "term",  # one word of a vocabulary
    "terms",
    "texts",
    "place",  # a province, by ISO 3166-2 code
    "ref",  # another record, by id
    "refs",
    "code",  # a made-up sign that stands for a person
    "series",  # label and value pairs, for a chart
]

MANY: frozenset[str] = frozenset({"terms", "texts", "refs", "series"})


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the program knows of one field."""

    name: str
    kind: Kind
    label_en: str
    label_vi: str
    of: tuple[str, ...] = ()  # the vocabulary of a term, the types that a ref may point to
    required: bool = False
    sensitive: bool = False
    searched: bool = False
    names_people: bool = False  # never printed; searched for in finished papers
    twin_of: str = ""  # the field whose Vietnamese wording this is
    has_twin: bool = False
    help: str = ""

    @property
    def many(self) -> bool:
        """Whether the field holds a list."""
        return self.kind in MANY

    def label(self, language: str) -> str:
        """The field's name as people read it, in `en` or `vi`."""
        return self.label_vi if language == "vi" else self.label_en

    @property
    def vocabulary(self) -> str:
        """The vocabulary of a term field, else an empty text."""
        return self.of[0] if self.kind in ("term", "terms") else ""


def field(  # noqa: PLR0913  (one declaration says everything)
    kind: Kind,
    label_en: str,
    label_vi: str,
    *,
    of: str = "",
    required: bool = False,
    sensitive: bool = False,
    searched: bool = False,
    names_people: bool = False,
    help: str = "",  # noqa: A002  (the word of the command line)
) -> msgspec.Meta:
    """Declare a field. `of` names its vocabulary, or the record types a ref may point to."""
    said = {
        "kind": kind,
        "label_en": label_en,
        "label_vi": label_vi,
        "of": tuple(of.split()),
        "required": required,
        "sensitive": sensitive,
        "searched": searched,
        "names_people": names_people,
        "help": help,
    }
    return msgspec.Meta(extra=said)


Text = str | None
Number = int | None
Measure = float | None
YesNo = bool | None
Many = tuple[str, ...]
Series = tuple[tuple[str, str | float], ...]

Twin = Annotated[Text, msgspec.Meta(extra={"twin": True})]
"""The Vietnamese wording of the field whose name stands before `_vi`."""


def _declarations(record: type) -> Iterator[tuple[str, dict[str, Any]]]:
    for cls in reversed(record.__mro__):
        for name, hint in get_annotations(cls).items():
            if hasattr(hint, "__metadata__"):
                for meta in hint.__metadata__:
                    if isinstance(meta, msgspec.Meta) and meta.extra:
                        yield name, meta.extra


@cache
def fields_of(record: type) -> dict[str, Field]:
    """The fields of a record type, by name, in the order in which people meet them."""
    declared = dict(_declarations(record))
    fields = {}
    for name, said in declared.items():
        if "twin" in said:
            base = declared[name.removesuffix("_vi")]
            fields[name] = Field(
                name=name,
                **{
                    **base,
                    "required": False,
                    "label_en": base["label_en"] + " (Vietnamese)",
                    "label_vi": base["label_vi"] + " (tiếng Việt)",
                },
                twin_of=name.removesuffix("_vi"),
            )
        else:
            fields[name] = Field(name=name, **said, has_twin=f"{name}_vi" in declared)
    common = [n for n in fields if n in COMMON]
    return {n: fields[n] for n in [*(n for n in fields if n not in COMMON), *common]}


def unknown_field(record: Any, name: str) -> UnknownField:
    """Return the refusal of a name that is no field's, with the fields whose names are near."""
    from records.nearest import nearest

    fields = fields_of(record)
    names = {said: f.name for f in fields.values() for said in (f.name, f.label_en, f.label_vi)}
    return UnknownField(
        type=record.NAME,
        field=name[:40],
        fields=", ".join(fields),
        nearest=", ".join(nearest(name, names)),
    )


COMMON = ("sensitivity", "topics", "internal_note", "sources")
"""Fields that every record has; they are shown last."""
