"""Reads EDTF dates a second time, in another way than the program does, for its tests.

It lists the days that a date may mean instead of reasoning about its ends.
"""

from calendar import monthrange
from typing import NamedTuple

OPEN = ("", "..")
FIRST, LAST = "0000-01-01", "9999-12-31"


class Read(NamedTuple):
    """The days on which something may have begun, the last on which it may have ended."""

    begins: tuple[str, str]
    ends: tuple[str, str]
    sure: bool  # neither end of the beginning is about or perhaps right


def read(text: str) -> Read:
    """Return what a date says; an open or unknown beginning may be any day before the end."""
    if "/" not in text:
        return Read(_days(text), _days(text), text[-1] not in "~?%")
    left, right = text.split("/")
    ends = (FIRST, LAST) if right in OPEN else _days(right)
    begins = (FIRST, ends[1]) if left in OPEN else _days(left)
    said = right if left in OPEN else left
    return Read(begins, ends, said[-1] not in "~?%")


def _days(point: str) -> tuple[str, str]:
    numbers = [int(part) for part in point.rstrip("~?%").split("-")]
    year, month, day = [*numbers, 0, 0][:3]
    first = f"{year:04}-{month or 1:02}-{day or 1:02}"
    last_day = day or monthrange(year, month or 12)[1]
    return first, f"{year:04}-{month or 12:02}-{last_day:02}"


def within(text: str | None, since: str, until: str) -> str:
    """Say whether what has this date began in a period: yes, perhaps, no."""
    if text is None:
        return "perhaps"
    first, last = read(text).begins
    if last < since or first > until:
        return "no"
    return "yes" if since <= first and last <= until and read(text).sure else "perhaps"
