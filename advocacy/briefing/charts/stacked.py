"""Stacked bars: each row is a bar whose parts are categories, told apart by hatching and order."""

from dataclasses import dataclass
from typing import ClassVar

from advocacy.briefing.charts.drawing import (
    LEADING,
    TALLEST,
    TEXT,
    Drawing,
    Label,
    Mark,
    Strokes,
    in_parts,
    line,
    lines,
    moved_apart,
    plate,
)
from advocacy.briefing.charts.hatching import FILLS, filled
from advocacy.briefing.charts.letters import decimals, width_of, with_unit, wrapped

THICK = 15.0
GAP = 9.0
LABELS = 0.37  # of the width, at most
SMALL = 7.4
DEEP = 9.4  # a line of values below a bar
SAMPLE = 16.0


@dataclass(frozen=True)
class Stacked:
    """Rows of a label and one value for each category, in the order of the categories."""

    kind: ClassVar[str] = "stacked"
    title: str
    unit: str
    categories: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    note: str
    alternative: str

    def drawings(self, width: float, language: str) -> tuple[Drawing, ...]:
        """Return the chart; in several drawings where one would be taller than a page."""
        canvas = _Canvas(self, width, language)
        rows = [canvas.row(label, values) for label, values in self.rows]
        legend, top = canvas.legend()
        parts = in_parts([(row, row.height) for row in rows], TALLEST - top)
        found = []
        for at, part in enumerate(parts, 1):
            marks, y = list(legend), top
            for row in part:
                marks += row.at(y)
                y += row.height
            marks.append(line(canvas.left, top - 2, canvas.left, y))
            said = self.alternative if at == 1 else f"{self.title} ({at}/{len(parts)})"
            found.append(Drawing(width, round(y + 2, 2), tuple(marks), said))
        return tuple(found)


@dataclass(frozen=True)
class _Part:
    """A category's share of a bar."""

    x: float
    length: float
    category: int
    written: str

    @property
    def middle(self) -> float:
        return self.x + self.length / 2

    @property
    def fits(self) -> bool:
        return width_of(self.written, SMALL, bold=True) + 6 <= self.length


@dataclass(frozen=True)
class _Row:
    label: list[str]
    left: float
    parts: list[_Part]
    below: list[tuple[float, int, _Part]]  # values without room in their part: x, line
    height: float

    def at(self, y: float) -> list[Mark]:
        """Return the marks of the row, its top at `y`."""
        depth = max((n + 1 for _, n, _ in self.below), default=0)
        middle = y + (self.height - depth * DEEP) / 2
        first = middle + 0.35 * TEXT - LEADING * (len(self.label) - 1) / 2
        marks: list[Mark] = [*lines(self.label, self.left - 8, first, "end")]
        for part in self.parts:
            fill = FILLS[part.category % len(FILLS)]
            marks += filled(part.x, middle - THICK / 2, part.length, THICK, fill)
        for part in self.parts:
            if part.fits:
                marks += _inside(part, middle)
        foot = middle + THICK / 2
        for x, n, part in self.below:
            if part.length:
                marks.append(Strokes(((part.middle, foot, x, foot + 2.4 + DEEP * n),), "soft", 0.5))
            marks.append(Label(x, foot + 9.4 + DEEP * n, part.written, "middle", SMALL, bold=True))
        return marks


def _inside(part: _Part, middle: float) -> list[Mark]:
    solid = FILLS[part.category % len(FILLS)] == "solid"
    label = Label(
        part.middle, middle + 0.35 * SMALL, part.written, "middle", SMALL,
        bold=True, tone="paper" if solid else "dark",
    )  # fmt: skip
    return [label] if solid else [plate(label), label]


class _Canvas:
    """The scale of all rows, and the legend above them."""

    def __init__(self, chart: Stacked, width: float, language: str) -> None:
        self.chart, self.width, self.language = chart, width, language
        self.places = decimals(value for _, values in chart.rows for value in values)
        labels = [wrapped(label, TEXT, LABELS * width) for label, _ in chart.rows]
        widest = max((width_of(one, TEXT) for text in labels for one in text), default=0)
        self.left = widest + 8
        self.most = max((max(v, default=0) for _, v in chart.rows), default=0) or 1
        self.longest = max((self.total(v) for _, v in chart.rows), default=0) or 1

    def total(self, values: tuple[float, ...]) -> float:
        """Return the length of a row; what is below zero has none."""
        return sum(max(value, 0) / self.most for value in values)

    def row(self, label: str, values: tuple[float, ...]) -> _Row:
        """Place the parts of a row, and the values that do not fit into theirs below it."""
        room = self.width - self.left - 2
        x, parts = self.left, []
        for category, value in enumerate(values):
            length = room * max(value, 0) / self.most / self.longest
            written = with_unit(value, self.chart.unit, self.language, self.places)
            parts.append(_Part(x, length, category, written))
            x += length
        # What is zero has no part to point to; a row of nothing else says so once.
        counted = [part for part, value in zip(parts, values, strict=True) if value]
        below = self._below([part for part in counted or parts[:1] if not part.fits])
        text = wrapped(label, TEXT, LABELS * self.width)
        depth = max((n + 1 for _, n, _ in below), default=0)
        height = max(THICK, LEADING * len(text)) + GAP + depth * DEEP
        return _Row(text, self.left, parts, below, height)

    def _below(self, parts: list[_Part]) -> list[tuple[float, int, _Part]]:
        for depth in range(1, len(parts) + 1):
            found = []
            for n in range(depth):
                some = parts[n::depth]
                widths = [width_of(part.written, SMALL, bold=True) + 6 for part in some]
                places = moved_apart([p.middle for p in some], widths, self.left, self.width)
                if places is None:
                    break
                found += [(x, n, part) for x, part in zip(places, some, strict=True)]
            else:
                return found
        return []

    def legend(self) -> tuple[list[Mark], float]:
        """Return a sample and the name of each category, and how high they stand."""
        marks: list[Mark] = []
        x, y = 0.0, 0.0
        for n, category in enumerate(self.chart.categories):
            text = wrapped(category, TEXT, self.width - SAMPLE - 8)
            wide = SAMPLE + 6 + max((width_of(one, TEXT) for one in text), default=0)
            if x and x + wide > self.width:
                x, y = 0.0, y + LEADING + 3
            marks += filled(x + 1, y + 1, SAMPLE, 9, FILLS[n % len(FILLS)])
            marks += lines(text, x + SAMPLE + 6, y + 8.6)
            y += LEADING * max(len(text) - 1, 0)
            x += wide + 14
        return marks, y + LEADING + 8 if marks else 4.0
