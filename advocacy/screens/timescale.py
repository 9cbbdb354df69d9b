"""Draws when things happened with characters: what is sure differs from what is not.

A day or a month that is known is a point; what is only known to lie within a year is a light
bar over all of it, and so are the beginning and the end of what lasted; an end that is open is
an arrow, one that nobody knows a question mark.
"""

from collections.abc import Iterable
from typing import NamedTuple

from records.edtf import Edtf, Point, parse

POINT, UNSURE_POINT = "◆", "◇"
LASTED, WITHIN, ABOUT = "█", "▒", "░"
GOES_ON, WENT_ON, UNKNOWN = "▶", "◀", "?"
SIGNS = (POINT, UNSURE_POINT, LASTED, WITHIN, ABOUT, GOES_ON, UNKNOWN)
FADE = 3
"""So many cells show that something went on beyond what is known."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class Scale(NamedTuple):
    """An axis of whole years in so many cells."""

    first: int  # its first year
    years: int
    width: int

    def cell(self, year: int, month: int = 1, day: int = 1) -> int:
        """Return the cell in which a day lies."""
        elapsed = (year - self.first) + (month - 1) / 12 + (day - 1) / 372
        return min(max(int(elapsed * self.width / self.years), 0), self.width - 1)

    def heads(self) -> str:
        """Return the years over the axis, as many as find room."""
        step = next(s for s in STEPS if s * self.width / self.years >= len("2016  "))
        line = ""
        for year in range(self.first, self.first + self.years):
            at = self.cell(year)
            if year % step == 0 and at >= len(line) and at + len(str(year)) <= self.width:
                line = line.ljust(at) + f"{year} "
        return line.rstrip()


def scale_of(dates: Iterable[str], width: int) -> Scale | None:
    """Return the axis that holds all these EDTF dates; None where there are none."""
    points = [p for text in dates for p in (parse(text).start, parse(text).end) if p]
    if not points:
        return None
    first, last = min(p.year for p in points), max(p.year for p in points)
    return Scale(first, last - first + 1, width)


def bar(edtf: str, scale: Scale) -> str:
    """Draw a date on the axis."""
    when = parse(edtf)
    cells = [" "] * scale.width
    if when.interval:
        _lasting(cells, when, scale)
    elif when.start:
        begins, ends = _cells(when.start, scale)
        _fill(cells, begins, ends, ABOUT if when.start.qualified else WITHIN)
        if begins == ends:
            cells[begins] = UNSURE_POINT if when.start.qualified else POINT
    return "".join(cells).rstrip()


def _lasting(cells: list[str], when: Edtf, scale: Scale) -> None:
    start = _cells(when.start, scale) if when.start else None
    end = _cells(when.end, scale) if when.end else None
    first = start[0] if start else max((end or (0, 0))[0] - FADE, 0)
    last = end[1] if end else min((start or (0, 0))[1] + FADE, scale.width - 1)
    if when.open_start:
        first = 0
    if when.open_end:
        last = scale.width - 1
    _fill(cells, first, last, LASTED)
    ends = [(point.qualified, found) for point, found in ((when.start, start), (when.end, end))
            if point and found]  # fmt: skip
    for about, found in sorted(ends):  # where both fall into one cell, doubt is what shows
        if about or found[0] < found[1]:
            _fill(cells, *found, ABOUT if about else WITHIN)
    if not start:
        _fill(cells, first, first + FADE - 1 if not when.open_start else first, ABOUT)
        cells[first] = WENT_ON if when.open_start else UNKNOWN
    if not end:
        _fill(cells, last if when.open_end else last - FADE + 1, last, ABOUT)
        cells[last] = GOES_ON if when.open_end else UNKNOWN


def _cells(point: Point, scale: Scale) -> tuple[int, int]:
    """Return the first and the last cell of what a date may mean."""
    first = scale.cell(point.year, point.month or 1, point.day or 1)
    if point.month:
        return first, first  # a month or a day is a point
    following = (point.year + 1 - scale.first) * scale.width // scale.years
    return first, min(max(following - 1, first), scale.width - 1)


def _fill(cells: list[str], first: int, last: int, sign: str) -> None:
    for at in range(max(first, 0), min(last, len(cells) - 1) + 1):
        cells[at] = sign
