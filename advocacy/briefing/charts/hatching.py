"""Fills that are told apart in grey: hatching whose every stroke is computed.

SVG patterns show seams on paper, and clip paths are not drawn.
"""

from collections.abc import Iterator
from typing import Literal

from advocacy.briefing.charts.drawing import Box, Mark, Strokes

Fill = Literal["solid", "hatched", "plain", "crossed", "level", "upright", "counter"]
Segment = tuple[float, float, float, float]

FILLS: tuple[Fill, ...] = ("solid", "hatched", "plain", "crossed", "level", "upright", "counter")
"""The order in which categories take them: neighbours differ clearly in grey."""


def filled(x: float, y: float, width: float, height: float, fill: Fill) -> Iterator[Mark]:
    """Yield a rectangle in one of the fills, with its edge."""
    if fill == "solid":
        yield Box(x, y, width, height, "accent", "accent")
        return
    if strokes := tuple(_strokes(x, y, width, height, fill)):
        yield Strokes(strokes)
    yield Box(x, y, width, height, "none", "accent")


def hatched(x: float, y: float, width: float, height: float, gap: float) -> Iterator[Segment]:
    """Yield rising strokes, `gap` apart, that fill a rectangle and do not leave it."""
    steps = int((width + height) // gap) + 1 if width > 0 and height > 0 else 0
    for step in range(1, steps + 1):
        foot = step * gap - height
        low, high = max(foot, 0.0), min(foot + height, width)
        if high > low:
            yield x + low, y + height - (low - foot), x + high, y + height - (high - foot)


def _strokes(x: float, y: float, width: float, height: float, fill: Fill) -> list[Segment]:
    match fill:
        case "hatched":
            return list(hatched(x, y, width, height, 2.6))
        case "counter":
            return _falling(x, y, width, height, 5.2)
        case "crossed":
            return [*hatched(x, y, width, height, 4), *_falling(x, y, width, height, 4)]
        case "level" if width > 0:
            return [(x, y + at, x + width, y + at) for at in _steps(height, 3.2)]
        case "upright" if height > 0:
            return [(x + at, y, x + at, y + height) for at in _steps(width, 2)]
        case _:
            return []


def _falling(x: float, y: float, width: float, height: float, gap: float) -> list[Segment]:
    both = 2 * y + height
    rising = hatched(x, y, width, height, gap)
    return [(x1, both - y1, x2, both - y2) for x1, y1, x2, y2 in rising]


def _steps(length: float, gap: float) -> list[float]:
    count = int(length // gap)
    return [length * n / (count + 1) for n in range(1, count + 1)]
