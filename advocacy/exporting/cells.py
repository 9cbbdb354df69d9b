"""What stands in a cell of a spreadsheet, so that the same value can be read back from it."""

import json
import re
from typing import Any

BETWEEN = "; "
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def cell(value: Any) -> str | int | float | None:
    """Return a value for a cell: a number, or a text that no spreadsheet takes for a formula."""
    match value:
        case None | [] | ():
            return None
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return value
        case list() | tuple():
            return unharmed(_joined(list(value)))
        case _:
            return unharmed(str(value))


def unharmed(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate; reading takes one away."""
    return f"'{text}" if FORMULA.match(text) else text


def as_text(value: Any) -> str:
    """Return a value as it stands in a csv file."""
    shown = cell(value)
    if shown is None:
        return ""
    return repr(shown).removesuffix(".0") if isinstance(shown, float) else str(shown)


def _joined(parts: list[Any]) -> str:
    """Return the parts of a list; as JSON where they would not come apart again, or are pairs."""
    if all(isinstance(part, str) and ";" not in part for part in parts):
        joined = BETWEEN.join(parts)
        if not joined.startswith("["):
            return joined
    return json.dumps(parts, ensure_ascii=False)
