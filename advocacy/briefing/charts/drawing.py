"""What a chart is drawn with: marks in the order of painting, lengths in points.

Only where things stand and what they mean is decided here; how a tone or a pen looks is
the template's affair (`templates/common/charts.html`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol, TypeVar

from advocacy.briefing.charts.letters import width_of

Thing = TypeVar("Thing")
Tone = Literal["accent", "dark", "soft", "faint", "paper", "none"]
Anchor = Literal["start", "middle", "end"]

TEXT = 8.6
"""The size of a label."""
LEADING = 11.4
"""From line to line of a label."""
TALLEST = 600.0
"""A drawing taller than this does not fit a page: it goes on in another one."""


class Spoken(Protocol):
    """A text that says its language, such as `Words` of a brief."""

    @property
    def text(self) -> str:
        """The text."""

    @property
    def language(self) -> str:
        """Its language, BCP 47."""


def plain(text: "str | Spoken") -> str:
    """Return the bare text."""
    return text if isinstance(text, str) else text.text


def language_of(text: "str | Spoken") -> str:
    """Return the language of a text that says it, else nothing: it is the page's own."""
    return "" if isinstance(text, str) else text.language


@dataclass(frozen=True)
class Label:
    """One line of text; `y` is its base line."""

    what: ClassVar[str] = "label"
    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    size: float = TEXT
    bold: bool = False
    tone: Tone = "dark"
    language: str = ""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of its ink: from the tallest diacritics to the descenders."""
        wide = width_of(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, self.y - 0.98 * self.size, left + wide, self.y + 0.26 * self.size


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    what: ClassVar[str] = "box"
    x: float
    y: float
    width: float
    height: float
    fill: Tone = "none"
    edge: Tone = "none"


@dataclass(frozen=True)
class Strokes:
    """Straight strokes of one pen: x and y of both ends each."""

    what: ClassVar[str] = "strokes"
    segments: tuple[tuple[float, float, float, float], ...]
    tone: Tone = "accent"
    pen: float = 0.9
    dashed: bool = False


@dataclass(frozen=True)
class Shape:
    """A closed shape."""

    what: ClassVar[str] = "shape"
    corners: tuple[tuple[float, float], ...]
    fill: Tone = "accent"
    edge: Tone = "accent"


@dataclass(frozen=True)
class Dot:
    """A disc."""

    what: ClassVar[str] = "dot"
    x: float
    y: float
    radius: float
    fill: Tone = "accent"
    edge: Tone = "accent"


Mark = Label | Box | Strokes | Shape | Dot


@dataclass(frozen=True)
class Drawing:
    """A finished drawing; `alternative` says it to those who cannot see it."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    alternative: str

    @property
    def labels(self) -> tuple[Label, ...]:
        """Its texts."""
        return tuple(mark for mark in self.marks if isinstance(mark, Label))


def line(x1: float, y1: float, x2: float, y2: float, tone: Tone = "dark") -> Strokes:
    """Return a single stroke."""
    return Strokes(((x1, y1, x2, y2),), tone)


def lines(text: Iterable[str], x: float, y: float, anchor: Anchor = "start") -> list[Label]:
    """Return a wrapped text, `y` being the base line of its first line."""
    return [Label(x, y + n * LEADING, one, anchor) for n, one in enumerate(text) if one]


def plate(label: Label) -> Box:
    """Return the white ground that keeps a label readable on hatching or on a line."""
    left, top, right, bottom = label.box
    return Box(left - 1.2, top, right - left + 2.4, bottom - top, "paper")


def in_parts(heights: Sequence[tuple[Thing, float]], room: float) -> list[list[Thing]]:
    """Deal things with their heights into columns of a height, each at least one thing."""
    parts: list[list[Thing]] = [[]]
    left = room
    for thing, height in heights:
        if parts[-1] and height > left:
            parts.append([])
            left = room
        parts[-1].append(thing)
        left -= height
    return parts


def moved_apart(
    centres: Sequence[float], widths: Sequence[float], low: float, high: float
) -> list[float] | None:
    """Return the nearest places, in the same order, where things of these widths do not touch.

    None where they do not all fit between `low` and `high`.
    """
    if sum(widths) > high - low:
        return None
    places: list[float] = []
    reached = low
    for centre, width in zip(centres, widths, strict=True):
        place = max(centre, reached + width / 2)
        places.append(place)
        reached = place + width / 2
    limit = high
    for n in range(len(places) - 1, -1, -1):
        places[n] = min(places[n], limit - widths[n] / 2)
        limit = places[n] - widths[n] / 2
    return places
