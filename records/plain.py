"""A record as plain values: references as refs, what is hidden empty and named."""

from collections.abc import Collection
from typing import Any

from records.fields import fields_of
from records.reader import Reader
from records.types.common import Record

HEAD = ("id", "ref", "type", "created", "updated", "office")


def plain(
    reader: Reader, record: Record, *, reveal: bool, closed: Collection[str] = ()
) -> dict[str, Any]:
    """Return a record without its children; of those `closed` only whose part they are."""
    told: dict[str, Any] = {
        "id": record.id,
        "ref": record.ref,
        "type": record.NAME,
        "created": record.created,
        "updated": record.updated,
        "office": record.office,
    }
    hidden = []
    shut = not reveal and record.id in closed
    for field in fields_of(type(record)).values():
        value = getattr(record, field.name)
        withheld = field.sensitive or (shut and field.name not in (record.PARENT, "sensitivity"))
        if withheld and not reveal:
            hidden += [field.name] if value else []
            told[field.name] = None
        elif field.kind == "ref":
            told[field.name] = reader.ref(value) if value else None
        elif field.kind == "refs":
            told[field.name] = [reader.ref(other) for other in value]
        else:
            told[field.name] = list(value) if field.many else value
    return told | {"hidden": hidden}
