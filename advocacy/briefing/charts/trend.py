"""A trend: values over time as a line that begins at zero, each point with its value."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import ClassVar

from advocacy.briefing.charts.drawing import TEXT, Dot, Drawing, Label, Mark, Strokes, line, plate
from advocacy.briefing.charts.letters import decimals, number, width_of, with_unit

HIGH = 124.0  # of the plot
OVER = 20.0  # above the plot, for the value of the highest point
UNDER = 18.0  # below it, for the dates
SMALL = 7.6
TICKS = 4
Rect = tuple[float, float, float, float]


@dataclass(frozen=True)
class Trend:
    """Values over time."""

    kind: ClassVar[str] = "trend"
    title: str
    unit: str
    points: tuple[tuple[str, float, float], ...]  # label, year with its fraction, value
    note: str
    alternative: str

    def drawings(self, width: float, language: str) -> tuple[Drawing, ...]:
        """Return the chart, in one drawing."""
        plot = _Plot(self, width, language)
        marks = [*plot.grid(), *plot.curve(), *plot.dates(), *plot.values()]
        height = round(OVER + HIGH + plot.deep + UNDER, 2)
        return (Drawing(width, height, tuple(marks), self.alternative),)


class _Plot:
    def __init__(self, trend: Trend, width: float, language: str) -> None:
        self.trend, self.width, self.language = trend, width, language
        points = sorted(trend.points, key=lambda point: point[1])
        most = max((abs(value) for *_, value in points), default=0)
        # Reckoned in a power of ten, so that no difference of huge values overflows.
        self.power = 10.0 ** max(floor(log10(most)), -300) if most else 1.0
        self.ticks = _ticks([value / self.power for *_, value in points])
        self.low, self.high = self.ticks[0], self.ticks[-1]
        self.deep = 12.0 if self.low < 0 else 0.0  # for the value of the lowest point
        self.places = decimals(value for *_, value in points)
        self.beside = decimals(map(self.amount, self.ticks))
        self.left = max(width_of(self.level(tick), SMALL) for tick in self.ticks) + 14
        begins, ends = (points[0][1], points[-1][1]) if points else (0, 1)
        self.span = (begins, ends)
        self.points = [
            (label, self.x(when), self.y(v / self.power), v) for label, when, v in points
        ]

    def amount(self, tick: float) -> float:
        """Return what a tick stands for, without the dust of floats."""
        return float(f"{tick * self.power:.10g}")

    def level(self, tick: float) -> str:
        """Return what stands beside a level line."""
        return number(self.amount(tick), self.language, self.beside)

    def x(self, when: float) -> float:
        begins, ends = self.span
        room = self.width - self.left - 14
        share = (when - begins) / (ends - begins) if ends > begins else 0.5
        return self.left + share * room

    def y(self, tick: float) -> float:
        return OVER + HIGH * (self.high - tick) / (self.high - self.low)

    def grid(self) -> Iterable[Mark]:
        """Yield a level line for each round value, the one of zero stronger."""
        for tick in self.ticks:
            y = self.y(tick)
            yield line(self.left - 8, y, self.width, y, "faint" if tick else "dark")
            yield Label(
                self.left - 11, y + 0.35 * SMALL, self.level(tick), "end", SMALL, tone="soft"
            )

    def curve(self) -> Iterable[Mark]:
        """Yield the line and its points; the last one is solid."""
        path = tuple((x1, y1, x2, y2) for (_, x1, y1, _), (_, x2, y2, _) in pairwise(self.points))
        if path:
            yield Strokes(path, "accent", 1.6)
        for n, (_, x, y, _) in enumerate(self.points, 1):
            yield Dot(x, y, 2.8, "accent" if n == len(self.points) else "paper")

    def dates(self) -> Iterable[Mark]:
        """Yield a tick for each point, and the dates that find room: the ends before the others."""
        foot = OVER + HIGH + self.deep
        taken: list[Rect] = []
        order = [*self.points[-1:], *self.points[:-1]]
        for label, x, _, _ in order:
            yield line(x, foot, x, foot + 3, "soft")
            wide = width_of(label, TEXT)
            middle = min(max(x, wide / 2), self.width - wide / 2)
            text = Label(middle, foot + 13.4, label, "middle")
            if wide <= self.width and not any(_touch(_wider(text.box, 4), box) for box in taken):
                taken.append(text.box)
                yield text

    def values(self) -> Iterable[Mark]:
        """Yield the values that find room clear of one another, of the line and of the points."""
        taken: list[Rect] = [(x - 3.4, y - 3.4, x + 3.4, y + 3.4) for _, x, y, _ in self.points]
        path = list(pairwise((x, y) for _, x, y, _ in self.points))
        size = len(self.points)
        values = [value for *_, value in self.points]
        extremes = [i for i in range(size) if values[i] in (max(values), min(values))]
        order = dict.fromkeys([size - 1, 0, *extremes, *range(size)] if size else [])
        for n in order:
            _, x, y, value = self.points[n]
            written = with_unit(value, self.trend.unit, self.language, self.places)
            for label in self._beside(x, y, written):
                box = label.box
                inside = box[0] >= self.left - 8 and box[2] <= self.width and box[1] >= 0
                inside = inside and box[3] <= OVER + HIGH + self.deep
                clear = not any(_touch(box, other) for other in taken)
                if inside and clear and not any(_crossed(box, *ends) for ends in path):
                    taken.append(_wider(box, 3))
                    yield plate(label)
                    yield label
                    break

    def _beside(self, x: float, y: float, written: str) -> list[Label]:
        wide = width_of(written, TEXT, bold=True)
        middle = min(max(x, self.left - 8 + wide / 2), self.width - wide / 2)
        above, below = y - 6.2, y + 0.98 * TEXT + 4.2
        return [
            Label(middle, above, written, "middle", bold=True),
            Label(middle, below, written, "middle", bold=True),
            Label(x - 3, above, written, "end", bold=True),
            Label(x + 3, above, written, "start", bold=True),
            Label(x + 3, below, written, "start", bold=True),
            Label(x - 3, below, written, "end", bold=True),
        ]


def _ticks(values: list[float]) -> list[float]:
    """Return round steps from at most zero to at least zero that hold all values."""
    low, high = min([0.0, *values]), max([0.0, *values])
    rough = ((high - low) or 1) / TICKS
    power = 10 ** floor(log10(rough))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough * 0.999)
    return [step * n for n in range(floor(low / step + 1e-9), ceil(max(high / step, 1) - 1e-9) + 1)]


def _wider(box: Rect, by: float) -> Rect:
    return box[0] - by, box[1], box[2] + by, box[3]


def _touch(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _crossed(box: Rect, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a stroke runs through a box (Liang and Barsky)."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    low, high = 0.0, 1.0
    for step, room in ((-dx, x - box[0]), (dx, box[2] - x), (-dy, y - box[1]), (dy, box[3] - y)):
        if step == 0:
            if room < 0:
                return False
            continue
        at = room / step
        low, high = (max(low, at), high) if step < 0 else (low, min(high, at))
    return low <= high
