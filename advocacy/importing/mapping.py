"""The mapping file: which heading means which field, where headings are not the fields' names."""

import json
import tomllib
from gettext import gettext as _
from pathlib import Path
from typing import Any

import msgspec

from advocacy.files import BadInputFile, read_text


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a mapping file says; all of it may be left out."""

    columns: dict[str, str] = {}  # heading → field, consent.field, or field of a child sheet
    ignore: list[str] = []  # headings that are left aside
    constants: dict[str, Any] = {}  # field → what every record gets
    key: str = ""  # the heading under which each row is known
    sheet: str = ""  # the sheet with the records themselves
    sheets: dict[str, str] = {}  # sheet or list → the type of children in it


def read_mapping(path: Path | None) -> Mapping:
    """Return what a JSON or TOML file says, an empty mapping where there is none. BadInputFile."""
    if path is None:
        return Mapping()
    text = read_text(str(path))
    try:
        said = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
        return msgspec.convert(said, Mapping)
    except msgspec.ValidationError as error:
        # Its words tell of names in a file about names: `columns`, `ignore`.
        found = str(error).partition(" - ")[0].replace("`", "").replace("Object", _("it"))
    except (ValueError, RecursionError):
        found = _("no TOML") if path.suffix.lower() == ".toml" else _("no JSON")
    raise BadInputFile(
        file=path.name,
        found=found,
        expected='{"columns": {"Heading": "field"}, "ignore": […], "constants": {…}, "key": "…"}',
    )
