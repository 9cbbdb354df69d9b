"""Dates that may be uncertain, written as EDTF (ISO 8601-2): the part of it that records need.

A date is YYYY, YYYY-MM or YYYY-MM-DD, perhaps followed by `~` (about), `?` (perhaps) or
`%` (both). An interval is two of them around `/`; an end may be `..` (it has no limit)
or empty (nobody knows it).
"""

from typing import NamedTuple

from records.errors import RecordsError
from records.wording import N_, gettext

FIRST_DAY = "0000-01-01"
"""The earliest day of what has no beginning; no date that can be written lies before it."""
LAST_DAY = "9999-12-31"
"""The latest day of what has no end."""

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FEBRUARY = 2

LONGEST_QUOTED = 40


def _quotable(found: str) -> str:
    # A cell of a wrong column, or a story pasted into the wrong field, must not get into a message.
    if not found.strip():
        return gettext("nothing")
    if any(sign.isalpha() for sign in found) and not any(sign.isdigit() for sign in found):
        return gettext("words without a date")
    if len(found) > LONGEST_QUOTED or not found.isprintable():
        return gettext("a long text")
    return found


class InvalidDate(RecordsError):
    """What was given is no date, or no possible one (exit 5)."""

    sentence = N_(
        "found {found}, expected a date such as 2016-03-15, 2016-03, 2016, 2008~/2013 or 2012/.."
    )
    advice = N_("write it as you would say it: 15/3/2016, March 2016, about 2008, since 2012")

    def __init__(self, found: str) -> None:
        """Quote what was found only where it looks like a date."""
        super().__init__(found=_quotable(found))


class Point(NamedTuple):
    """A day, a month or a year, and how sure it is."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def qualified(self) -> bool:
        """Whether it is anything less than certain."""
        return self.approximate or self.uncertain

    @property
    def first(self) -> str:
        """Its first day. What is approximate is not widened."""
        return f"{self.year:04}-{self.month or 1:02}-{self.day or 1:02}"

    @property
    def last(self) -> str:
        """Its last day."""
        month = self.month or 12
        return f"{self.year:04}-{month:02}-{self.day or _days_in(self.year, month):02}"

    def __str__(self) -> str:
        """Write it as EDTF."""
        numbers = (f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n is not None))
        sign = {(True, False): "~", (False, True): "?", (True, True): "%"}
        return "-".join(numbers) + sign.get((self.approximate, self.uncertain), "")


class Edtf(NamedTuple):
    """A date as it was understood.

    `earliest` and `latest` are ISO days for sorting and comparing: FIRST_DAY or LAST_DAY
    at an end without a limit, None at an end that nobody knows.
    """

    text: str
    earliest: str | None
    latest: str | None
    start: Point | None  # None where it is open or unknown
    end: Point | None  # the same as `start` unless this is an interval
    open_start: bool = False
    open_end: bool = False
    interval: bool = False

    @property
    def approximate(self) -> bool:
        """Whether either end is only about right."""
        return any(point.approximate for point in (self.start, self.end) if point)

    @property
    def uncertain(self) -> bool:
        """Whether either end may be wrong."""
        return any(point.uncertain for point in (self.start, self.end) if point)

    @property
    def unknown_start(self) -> bool:
        """Whether it began at a time that nobody knows."""
        return self.earliest is None

    @property
    def unknown_end(self) -> bool:
        """Whether it ended at a time that nobody knows."""
        return self.latest is None


def parse(text: str) -> Edtf:
    """Read an EDTF date or interval. InvalidDate where it is none, or runs backwards."""
    text = text.strip()
    try:
        return _interval(text) if "/" in text else _single(text)
    except ValueError:
        raise InvalidDate(text) from None


def _single(text: str) -> Edtf:
    point = _point(text)
    return Edtf(text, point.first, point.last, point, point)


def _interval(text: str) -> Edtf:
    left, right = text.split("/")
    start, end = (None if side in ("", "..") else _point(side) for side in (left, right))
    if not start and not end:
        raise ValueError(text)
    if start and end and end.last < start.first:
        raise ValueError(text)
    earliest = start.first if start else FIRST_DAY if left else None
    latest = end.last if end else LAST_DAY if right else None
    return Edtf(text, earliest, latest, start, end, left == "..", right == "..", interval=True)


def _point(text: str) -> Point:
    numbers = text[:-1] if text.endswith(("~", "?", "%")) else text
    sign = text[len(numbers) :]
    parts = numbers.split("-")
    if not numbers.isascii() or [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        raise ValueError(text)
    if not all(part.isdigit() and int(part) for part in parts):
        raise ValueError(text)
    year, month, day = (int(part) for part in (*parts, "0", "0")[:3])
    if month > len(DAYS) or day > _days_in(year, month or 1):
        raise ValueError(text)
    return Point(year, month or None, day or None, sign in ("~", "%"), sign in ("?", "%"))


def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return DAYS[month - 1] + (leap and month == FEBRUARY)
