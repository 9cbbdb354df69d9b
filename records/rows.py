"""How the value of a field lies in its column."""

import json
from typing import Any

from records.fields import Field


def write(field: Field, value: Any) -> Any:
    """Return what the column keeps."""
    if field.many:
        return json.dumps(value, ensure_ascii=False) if value else None
    return int(value) if field.kind == "bool" and value is not None else value


def read(field: Field, kept: Any) -> Any:
    """Return the value of what the column keeps."""
    if field.kind == "series":
        return tuple((label, value) for label, value in json.loads(kept)) if kept else ()
    if field.many:
        return tuple(json.loads(kept)) if kept else ()
    return bool(kept) if field.kind == "bool" and kept is not None else kept


def bounds(value: str | None) -> tuple[str | None, str | None]:
    """Return the earliest and latest day of an EDTF date, for sorting and comparing."""
    if value is None:
        return None, None
    from records.edtf import parse

    date_ = parse(value)
    return date_.earliest, date_.latest
