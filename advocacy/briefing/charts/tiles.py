"""A schematic map of Viet Nam: a tile for each province or city, with its islands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

from advocacy.briefing.charts.drawing import (
    LEADING as LEADING_LEGEND,
)
from advocacy.briefing.charts.drawing import (
    TEXT,
    Box,
    Drawing,
    Label,
    Mark,
    Strokes,
    lines,
    plate,
)
from advocacy.briefing.charts.hatching import hatched
from advocacy.briefing.charts.letters import wrapped

Map = Literal["63", "34"]

WIDE = 36.0  # a tile, at most
HIGH = 19.0
GAP = 1.6
SIZE = 7.0
LEADING = 8.7
LEGEND = 84.0  # the least width of a legend beside the map


@dataclass(frozen=True)
class Tile:
    """A province or city; `level` 0 is never heard, the highest of the map stands out most."""

    code: str
    label: str  # three letters, for a map too small for names
    name: str
    column: int
    row: int
    level: int


class Place(NamedTuple):
    """Where the tile of a province lies."""

    code: str
    column: int
    row: int
    short: str


@cache
def places(which: Map) -> tuple[Place, ...]:
    """Return where the tiles lie on the map of the 63 before July 2025, or of the 34 since."""
    table = Path(__file__).parent / "tiles.tsv"
    _head, *rows = table.read_text(encoding="utf-8").splitlines()
    cells = (row.split("\t") for row in rows)
    return tuple(
        Place(code, int(column), int(row), short)
        for of, code, column, row, short in cells
        if of == which
    )


@dataclass(frozen=True)
class TileMap:
    """Provinces as tiles. A level says how often one was heard, never how many people spoke."""

    kind: ClassVar[str] = "tiles"
    title: str
    which: Map
    tiles: tuple[Tile, ...]
    legend: tuple[str, ...]  # what each level means, beginning with 0
    note: str
    alternative: str

    def drawings(self, width: float, language: str) -> tuple[Drawing, ...]:
        """Return the map, in one drawing; the legend stands beside it where there is room."""
        del language  # the names are in words already
        columns = max(tile.column for tile in self.tiles) + 1
        rows = max(tile.row for tile in self.tiles) + 1
        wide = min(WIDE, (width + GAP) / columns - GAP)
        taken = columns * (wide + GAP)
        beside = width - taken >= LEGEND
        legend, deep = self._legend(taken + 10 if beside else 0, width)
        top = 0.0 if beside else deep + 8
        named = all(_lines(tile.name, wide) for tile in self.tiles)
        marks = [
            mark
            for tile in self.tiles
            for mark in self._tile(tile, wide, top, tile.name if named else tile.label)
        ]
        high = top + rows * (HIGH + GAP) - GAP + 1
        height = round(max(high, deep), 2)
        return (Drawing(width, height, (*legend, *marks), self.alternative),)

    def _tile(self, tile: Tile, wide: float, top: float, text: str) -> Iterator[Mark]:
        x = 0.5 + tile.column * (wide + GAP)
        y = top + 0.5 + tile.row * (HIGH + GAP)
        yield from self._ground(tile.level, x, y, wide - 1, HIGH - 1)
        lines = _lines(text, wide) or [text]
        first = y + (HIGH - 1) / 2 + 0.36 * SIZE - LEADING * (len(lines) - 1) / 2
        light = tile.level > 0 and tile.level == self._most
        for n, one in enumerate(lines):
            label = Label(
                x + (wide - 1) / 2, first + n * LEADING, one, "middle", SIZE,
                bold=light, tone="paper" if light else "dark",
            )  # fmt: skip
            if 0 < tile.level < self._most:
                yield plate(label)
            yield label

    @property
    def _most(self) -> int:
        return len(self.legend) - 1

    def _ground(
        self, level: int, x: float, y: float, width: float, height: float
    ) -> Iterator[Mark]:
        if level == 0:
            yield Box(x, y, width, height, "paper", "soft")
        elif level == self._most:
            yield Box(x, y, width, height, "accent", "accent")
        else:
            gap = 2 + 2.2 * (self._most - level)
            yield Strokes(tuple(hatched(x, y, width, height, gap)))
            yield Box(x, y, width, height, "none", "accent")

    def _legend(self, x: float, right: float) -> tuple[list[Mark], float]:
        marks: list[Mark] = []
        y = 0.5
        for level in range(self._most, -1, -1):
            marks += self._ground(level, x + 0.5, y, 20, 11)
            text = wrapped(self.legend[level], TEXT, right - x - 27)
            marks += lines(text, x + 27, y + 8.8)
            y += max(LEADING_LEGEND * len(text), 11) + 5
        return marks, y - 5


def _lines(name: str, wide: float) -> list[str]:
    """Return the name in at most two lines that fit a tile, or nothing."""
    found = wrapped(name, SIZE, wide - 3, bold=True)
    whole = {word for line in found for word in line.split()} == set(name.split())
    return found if whole and len(found) <= 2 else []  # noqa: PLR2004
