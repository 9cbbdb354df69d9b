"""What the fields, terms and provinces of an archive mean, for who has no program to ask."""

from collections.abc import Iterator
from typing import Any

from records.fields import fields_of
from records.places import provinces
from records.reader import Reader
from records.types import every_type
from records.vocabulary import terms, vocabularies

FIELDS = (
    "type", "type_en", "type_vi", "field", "kind", "label_en", "label_vi", "help", "vocabulary",
    "refers_to", "required", "sensitive", "list",
)  # fmt: skip
TERMS = ("vocabulary", "key", "en", "vi", "own")
PROVINCES = ("code", "name", "successor", "successor_name", "change", "region")


def fields() -> Iterator[dict[str, Any]]:
    """Yield every field of every type."""
    for record in every_type():
        for field in fields_of(record).values():
            yield {
                "type": record.NAME,
                "type_en": record.LABELS[0],
                "type_vi": record.LABELS[1],
                "field": field.name,
                "kind": field.kind,
                "label_en": field.label_en,
                "label_vi": field.label_vi,
                "help": field.help,
                "vocabulary": field.vocabulary,
                "refers_to": list(field.of) if field.kind in ("ref", "refs") else [],
                "required": field.required,
                "sensitive": field.sensitive,
                "list": field.many,
            }


def every_term(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield every term of every list, those of the vault marked as its own."""
    own = {(vocabulary, key) for vocabulary, key, _en, _vi in reader.terms()}
    for vocabulary in vocabularies():
        for term in terms(vocabulary).values():
            yield {
                "vocabulary": vocabulary,
                **term._asdict(),
                "own": (vocabulary, term.key) in own,
            }


def every_province() -> Iterator[dict[str, Any]]:
    """Yield the 63 provinces and what became of them."""
    return (unit._asdict() for unit in provinces().values())
