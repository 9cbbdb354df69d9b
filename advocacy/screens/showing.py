"""A record as people and as programs are shown it."""

from collections.abc import Collection, Iterator
from gettext import gettext as _
from typing import Any

from advocacy import settings
from records.fields import Field, fields_of
from records.plain import plain
from records.store import Store
from records.types import type_named
from records.types.common import Record


def as_json(
    store: Store, record: Record, *, reveal: bool = False, closed: Collection[str] = ()
) -> dict[str, Any]:
    """Return a record as it is in `--json`: references as refs, hidden fields null and named."""
    shown = plain(store, record, reveal=reveal, closed=closed)
    hidden = shown.pop("hidden")
    for kind in record.CHILDREN:
        children = store.children(record, kind)
        shown[type_named(kind).PLURAL] = [
            as_json(store, child, reveal=reveal, closed=closed) for child in children
        ]
    return shown | {"hidden": hidden}


def in_words(store: Store, field: Field, value: Any) -> str:  # noqa: PLR0911  (one a kind)
    """Return a value as people read it, in the language of the terminal."""
    language = settings.current.language
    match field.kind:
        case "term" | "terms":
            from records.vocabulary import label

            keys = value if field.many else (value,)
            return ", ".join(label(field.vocabulary, key, language) for key in keys)
        case "date" | "day":
            from records.dates import in_words as date_in_words

            return date_in_words(value, language)
        case "place":
            from records.places import name

            return name(value, language)
        case "ref" | "refs":
            others = value if field.many else (value,)
            return "; ".join(named(store, other) for other in others)
        case "texts":
            return ", ".join(value)
        case "series":
            return "; ".join(f"{label}: {number}" for label, number in value)
        case "bool":
            return _("yes") if value else _("no")
        case _:
            return str(value)


def named(store: Store, record_id: str) -> str:
    """Return a record's ref with the words that say which one it is."""
    record = store.get(record_id)
    title = title_of(store, record)
    return f"{record.ref} {title}" if title else record.ref


def title_of(store: Store, record: Record) -> str:
    """Return the words that say which record this is, in the language of the terminal."""
    field = fields_of(type(record))[record.TITLE]
    value = getattr(record, record.TITLE)
    if field.has_twin and settings.current.language == "vi":
        value = getattr(record, f"{record.TITLE}_vi") or value
    if not value:
        # A delegation may name a province only, a progress report a date only.
        named_by = [n for n in ("province", record.DATED) if n and getattr(record, n, None)]
        if not named_by or named_by[0] == record.TITLE:
            return ""
        field = fields_of(type(record))[named_by[0]]
        value = getattr(record, field.name)
    if field.kind == "ref":
        other = store.get(value)
        return title_of(store, other) or other.ref
    return str(in_words(store, field, value)).split("\n")[0]


def lines(store: Store, record: Record, *, reveal: bool = False) -> Iterator[tuple[str, str]]:
    """Yield label and value of every field that holds something."""
    language = settings.current.language
    for field in fields_of(type(record)).values():
        value = getattr(record, field.name)
        if value in (None, (), ""):
            # A meeting without its day is a gap that staff should see.
            if field.name == record.DATED and not field.sensitive:
                yield field.label(language), _("not recorded")
            continue
        if field.sensitive and not reveal:
            yield field.label(language), _("(hidden; --reveal shows it)")
        else:
            yield field.label(language), in_words(store, field, value)
