"""A bar chart: labels with values. The longest bar is solid, the others are hatched."""

from dataclasses import dataclass
from typing import ClassVar

from advocacy.briefing.charts.drawing import (
    LEADING,
    TALLEST,
    TEXT,
    Anchor,
    Drawing,
    Label,
    Mark,
    in_parts,
    line,
    lines,
)
from advocacy.briefing.charts.hatching import Fill, filled
from advocacy.briefing.charts.letters import decimals, width_of, with_unit, wrapped

THICK = 13.0
GAP = 6.0
LABELS = 0.37  # of the width, at most


@dataclass(frozen=True)
class Chart:
    """A bar chart: labels with values, in the order given."""

    kind: ClassVar[str] = "bars"
    title: str
    unit: str
    bars: tuple[tuple[str, float], ...]
    note: str  # n and date, printed beside it
    alternative: str  # the chart in a sentence, for those who cannot see it

    def drawings(self, width: float, language: str) -> tuple[Drawing, ...]:
        """Return the chart; in several drawings where one would be taller than a page."""
        labels = [wrapped(label, TEXT, LABELS * width) or [""] for label, _ in self.bars]
        column = max((width_of(one, TEXT) for text in labels for one in text), default=0)
        scale = _Scale(self, column + 8, width, language)
        rows = [((n, text), max(THICK, LEADING * len(text)) + GAP) for n, text in enumerate(labels)]
        parts = in_parts(rows, TALLEST)
        return tuple(
            self._drawn(scale, part, width, "" if at == 1 else f" ({at}/{len(parts)})")
            for at, part in enumerate(parts, 1)
        )

    def _drawn(
        self, scale: "_Scale", rows: list[tuple[int, list[str]]], width: float, part: str
    ) -> Drawing:
        marks: list[Mark] = []
        y = GAP / 2
        for n, text in rows:
            height = max(THICK, LEADING * len(text)) + GAP
            middle = y + height / 2
            first = middle + 0.35 * TEXT - LEADING * (len(text) - 1) / 2
            marks += lines(text, scale.left - 8, first, "end")
            marks += scale.bar(self.bars[n][1], middle)
            y += height
        height = y + GAP / 2
        marks.append(line(scale.zero, 0, scale.zero, height))
        said = self.title + part if part else self.alternative
        return Drawing(width, round(height, 2), tuple(marks), said)


class _Scale:
    """From a value to its bar: 0 stands where the longest bars of both sides find room."""

    def __init__(self, chart: Chart, left: float, width: float, language: str) -> None:
        self.unit, self.language, self.left = chart.unit, language, left
        values = [value for _, value in chart.bars]
        self.places = decimals(values)
        self.most = max(map(abs, values), default=0)
        shares = [self.share(value) for value in values]
        low, high = min([0.0, *shares]), max([0.0, *shares])
        before = max((self.beside(v) for v in values if v < 0), default=0)
        after = max((self.beside(v) for v in values if v >= 0), default=0)
        self.unit_length = (width - left - before - after) / ((high - low) or 1)
        self.zero = left + before - low * self.unit_length

    def share(self, value: float) -> float:
        """Return the value as a part of the largest."""
        return value / self.most if self.most else 0.0

    def beside(self, value: float) -> float:
        """Return the room that the written value needs."""
        return width_of(self.written(value), TEXT, bold=True) + 6

    def written(self, value: float) -> str:
        """Return the value as it stands beside its bar."""
        return with_unit(value, self.unit, self.language, self.places)

    def bar(self, value: float, middle: float) -> list[Mark]:
        """Return a bar and its value."""
        share = self.share(value)
        length = abs(share) * self.unit_length
        x = self.zero - length if value < 0 else self.zero
        fill: Fill = "solid" if abs(share) == 1 else "hatched"
        bar = list(filled(x, middle - THICK / 2, length, THICK, fill)) if length else []
        end = x - 5 if value < 0 else x + length + 5
        anchor: Anchor = "end" if value < 0 else "start"
        return [*bar, Label(end, middle + 0.35 * TEXT, self.written(value), anchor, bold=True)]
