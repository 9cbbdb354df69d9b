"""A timeline: one row for each entry, its words beside its mark, uncertain ends drawn as such.

A timeline grows in height with its entries, so that no label meets another; a tall one goes
on in a second drawing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import ClassVar, NamedTuple

from advocacy.briefing.charts.drawing import (
    TALLEST,
    Box,
    Drawing,
    Label,
    Mark,
    Shape,
    Spoken,
    Strokes,
    in_parts,
    language_of,
    line,
    plain,
    plate,
)
from advocacy.briefing.charts.hatching import hatched
from advocacy.briefing.charts.letters import width_of, wrapped

SIZE = 8.4
SMALL = 7.4
LEADING = 10.6
ROW_GAP = 5.6
THICK = 7.0
AXIS = 17.0  # above the rows, for the years
LANE = 19.0  # a heading
BESIDE = 6.0
EDGE = 10.0  # left free at both ends of the axis, for half a mark and its ~
NARROW = 0.42  # of the width: words go above their mark if neither side has this much room
FADING = 12.0  # how long an uncertain end is drawn, at most
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 120000)  # months


@dataclass(frozen=True)
class Entry:
    """Something that happened at a point in time, or went on from `start` to `end`.

    Years with their fraction; None where that end is open or unknown.
    """

    label: str | Spoken
    date: str  # in words
    start: float | None
    end: float | None
    start_about: bool = False
    end_about: bool = False
    lane: str = ""  # its kind, a heading; lanes stand in the order of their first entries
    point: bool = False


@dataclass(frozen=True)
class Timeline:
    """Entries on an axis from `begins` to `ends`, in years."""

    kind: ClassVar[str] = "timeline"
    title: str
    entries: tuple[Entry, ...]
    begins: float
    ends: float
    note: str
    alternative: str

    def drawings(self, width: float, language: str) -> tuple[Drawing, ...]:
        """Return the timeline; in several drawings where one would be taller than a page."""
        del language  # the dates are in words already
        axis = _Axis(self, width)
        heights = [(row, row.height) for row in _rows(self.entries, axis)]
        parts = in_parts(heights, TALLEST - AXIS - LANE)
        found = []
        for at, part in enumerate(parts, 1):
            marks: list[Mark] = []
            y, lane = AXIS, ""
            for row in part:
                if row.lane != lane:
                    # Carried over to another drawing, a lane is named again.
                    marks += axis.heading(row.lane, y)
                    y += LANE
                lane = row.lane
                marks += row.at(y)
                y += row.own
            said = self.alternative if at == 1 else f"{self.title} ({at}/{len(parts)})"
            drawn = (*axis.marks(y), *marks)
            found.append(Drawing(width, round(y + 2, 2), drawn, said))
        return tuple(found)


class _Axis:
    def __init__(self, timeline: Timeline, width: float) -> None:
        self.begins = timeline.begins
        self.ends = timeline.ends if timeline.ends > timeline.begins else timeline.begins + 1
        self.width = width

    def x(self, when: float) -> float:
        share = (min(max(when, self.begins), self.ends) - self.begins) / (self.ends - self.begins)
        return EDGE + share * (self.width - 2 * EDGE)

    def marks(self, foot: float) -> Iterator[Mark]:
        """Yield the years, and the faint lines that lead down from them."""
        yield line(0, AXIS - 3, self.width, AXIS - 3, "dark")
        for months, text in self._ticks():
            x = self.x(months / 12)
            wide = width_of(text, SMALL, bold=True)
            middle = min(max(x, wide / 2), self.width - wide / 2)
            yield line(x, AXIS - 6, x, foot, "faint")
            yield Label(middle, AXIS - 8, text, "middle", SMALL, bold=True)

    def _ticks(self) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for step in STEPS:
            if (self.ends - self.begins) * 12 / step > self.width / 12:
                continue
            first = ceil(round(self.begins * 12, 6) / step) * step
            months = range(first, int(round(self.ends * 12, 6)) + 1, step)
            found = [(m, _month(m, step)) for m in months]
            widest = max((width_of(text, SMALL, bold=True) for _, text in found), default=0)
            if widest + 10 <= step / 12 / (self.ends - self.begins) * (self.width - 2 * EDGE):
                return found
        return found[:1]

    def heading(self, lane: str, y: float) -> list[Mark]:
        """Return the name of a lane, and the rule that parts it from the lane above."""
        marks: list[Mark] = [line(0, y + 1.5, self.width, y + 1.5, "soft")] if y > AXIS else []
        for text in wrapped(lane, SIZE, self.width, bold=True)[:1]:
            label = Label(0, y + 12.6, text, size=SIZE, bold=True)
            marks += [plate(label), label]
        return marks


class _Block(NamedTuple):
    """The words of an entry: each line of the label, then the date in the last or below it."""

    lines: list[str]
    date: list[str]
    beside: bool  # the date stands in the last line of the label

    @property
    def rows(self) -> int:
        return len(self.lines) + (0 if self.beside else len(self.date))

    @property
    def wide(self) -> float:
        return max((self.length(n) for n in range(self.rows)), default=0)

    def length(self, n: int) -> float:
        """Return how long a line is."""
        if n >= len(self.lines):
            return width_of(self.date[n - len(self.lines)], SMALL)
        own = width_of(self.lines[n], SIZE)
        if self.beside and n == len(self.lines) - 1:
            own += BESIDE + width_of(self.date[0], SMALL)
        return own


def _block(entry: Entry, room: float) -> _Block:
    text = wrapped(plain(entry.label), SIZE, room)
    date = wrapped(entry.date, SMALL, room)
    last = width_of(text[-1], SIZE) if text else 0
    beside = bool(text) and len(date) == 1
    beside = beside and last + BESIDE + width_of(date[0], SMALL) <= room
    return _Block(text, date, beside)


class _Row:
    """An entry laid out: where its mark lies, and where its words found room."""

    def __init__(self, entry: Entry, axis: _Axis, *, heading: bool) -> None:
        self.entry, self.lane = entry, entry.lane
        self.x1 = axis.x(axis.begins if entry.start is None else entry.start)
        self.x2 = axis.x(axis.ends if entry.end is None else entry.end)
        self.within = (self.x1, self.x2)  # where a point may lie
        if entry.point:
            self.x1 = self.x2 = (self.x1 + self.x2) / 2
        elif self.x2 - self.x1 < THICK:
            self.x2 = min(self.x1 + THICK, axis.width - EDGE)
            self.x1 = self.x2 - THICK
        half = THICK / 2 if entry.point else 0
        about = width_of("~", SIZE, bold=True) + 2
        self.low = self.x1 - half - (about if entry.start_about else 0)
        self.high = self.x2 + half + (about if entry.end_about and not entry.point else 0)
        self.low, self.high = min(self.low, self.within[0]), max(self.high, self.within[1])
        self.above = False
        self.block, self.anchor_x, self.end = self._placed(axis.width)
        lines = self.block.rows + (1 if self.above else 0)
        self.own = max(lines, 1) * LEADING + ROW_GAP
        self.height = self.own + (LANE if heading else 0)

    def _placed(self, width: float) -> tuple[_Block, float, bool]:
        right, left = width - self.high - BESIDE, self.low - BESIDE
        whole = _block(self.entry, 1e9)
        if whole.wide <= right:
            return whole, self.high + BESIDE, False
        if whole.wide <= left:
            return whole, self.low - BESIDE, True
        if max(right, left) >= NARROW * width:
            on_left = left > right
            block = _block(self.entry, max(right, left))
            return block, self.low - BESIDE if on_left else self.high + BESIDE, on_left
        self.above = True
        block = _block(self.entry, width)
        return block, max(min(self.x1, width - block.wide), 0), False

    def at(self, y: float) -> Iterator[Mark]:
        """Yield the marks of the row, its top at `y`."""
        rows = self.block.rows
        first = y + ROW_GAP / 2 + 8.2
        middle = first + rows * LEADING - 3 if self.above else first - 3
        yield from self._words(first)
        yield from _point(self, middle) if self.entry.point else _span(self, middle)

    def _words(self, first: float) -> Iterator[Mark]:
        block, language = self.block, language_of(self.entry.label)
        for n in range(block.rows):
            x = self.anchor_x - block.length(n) if self.end else self.anchor_x
            y = first + n * LEADING
            if n >= len(block.lines):
                labels = [Label(x, y, block.date[n - len(block.lines)], size=SMALL, tone="soft")]
            else:
                labels = [Label(x, y, block.lines[n], size=SIZE, language=language)]
                if block.beside and n == len(block.lines) - 1:
                    x += width_of(block.lines[n], SIZE) + BESIDE
                    labels.append(Label(x, y, block.date[0], size=SMALL, tone="soft"))
            for label in labels:
                yield plate(label)
                yield label


def _rows(entries: Iterable[Entry], axis: _Axis) -> list[_Row]:
    """Return the rows, lane by lane, each in order of time."""
    lanes: dict[str, list[Entry]] = {}
    for entry in entries:
        lanes.setdefault(entry.lane, []).append(entry)
    return [
        _Row(entry, axis, heading=n == 0)
        for some in lanes.values()
        for n, entry in enumerate(sorted(some, key=lambda one: _when(one, axis)))
    ]


def _when(entry: Entry, axis: _Axis) -> tuple[float, float]:
    begins = axis.begins if entry.start is None else entry.start
    return begins, axis.ends if entry.end is None else entry.end


def _about(row: _Row, middle: float) -> Iterator[Mark]:
    if row.entry.start_about:
        at = row.x1 - (THICK / 2 if row.entry.point else 0) - 2
        yield Label(at, middle + 3, "~", "end", SIZE, bold=True)
    if row.entry.end_about and not row.entry.point:
        yield Label(row.x2 + 2, middle + 3, "~", "start", SIZE, bold=True)


def _point(row: _Row, middle: float) -> Iterator[Mark]:
    """Yield a diamond, solid where the date is sure; a year is as long as it may have been in."""
    half, x = THICK / 2, row.x1
    first, last = row.within
    if last - first > 2 * THICK:
        ends = ((first, middle - 2, first, middle + 2), (last, middle - 2, last, middle + 2))
        yield Strokes(((first, middle, last, middle), *ends))
    sure = not (row.entry.start_about or row.entry.end_about)
    corners = ((x, middle - half), (x + half, middle), (x, middle + half), (x - half, middle))
    yield Shape(corners, "accent" if sure else "paper")
    yield from _about(row, middle)


def _span(row: _Row, middle: float) -> Iterator[Mark]:
    """Yield a bar: an uncertain end is hatched and has no edge, an open one is an arrow."""
    entry, top, foot = row.entry, middle - THICK / 2, middle + THICK / 2
    unsure = (entry.start_about, entry.end_about)
    open_ = (entry.start is None, entry.end is None)
    length = row.x2 - row.x1
    fade = min(FADING, length / (2 if all(unsure) else 1.5))
    tip = min(THICK * 0.8, length / 3)
    x1 = row.x1 + (fade if unsure[0] else tip if open_[0] else 0)
    x2 = row.x2 - (fade if unsure[1] else tip if open_[1] else 0)
    if x2 - x1 > 0.5:  # noqa: PLR2004  (thinner than a pen)
        yield Box(x1, top, x2 - x1, THICK, "accent", "accent")
    for is_unsure, is_open, begins, end in (
        (unsure[0], open_[0], row.x1, x1),
        (unsure[1], open_[1], x2, row.x2),
    ):
        if is_unsure:
            strokes = tuple(hatched(begins, top, end - begins, THICK, 2.2))
            edges = ((begins, top, end, top), (begins, foot, end, foot))
            yield Strokes(strokes)
            yield Strokes(edges, dashed=True)
        elif is_open:
            tip_x, base = (begins, end) if begins == row.x1 else (end, begins)
            yield Shape(((base, top - 1.5), (tip_x, middle), (base, foot + 1.5)))
    yield from _about(row, middle)


def _month(months: int, step: int) -> str:
    year, month = divmod(months, 12)
    return str(year) if step % 12 == 0 else f"{month + 1}/{year}"
