"""How many people told us, in one-way tables that point to nobody.

Counts distinct contributors whose account may at least be counted. A cell under k is merged
into "other"; where that would still be under k, the next smallest joins it; where nothing is
left to tell apart, there is no table (3-protection.md, the disclosure check).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from advocacy.briefing.selection.voices import Ruling
from records.consent import Quotation
from records.places import SECOND_MAP_SINCE, successor

BY = ("role", "age_band", "province")
OTHER = ""
"""The key of the merged cell."""


class Tally(NamedTuple):
    """A one-way table: keys of terms or provinces with counts of people, the largest first."""

    by: str
    cells: tuple[tuple[str, int], ...]


def tallies(rulings: Iterable[Ruling], k: int, on: str, shown: Mapping[str, int]) -> list[Tally]:
    """Return the tables that may be shown, the total first, as a table with one cell.

    `on` is the pack's day: from July 2025 on, provinces are counted on the map of 34.
    `shown` is what earlier papers to the same readers showed, as `recorded` wrote it.
    """
    people = _people(rulings)
    if not people or len(people) < k:
        return []
    found = [Tally("total", ((OTHER, len(people)),))]
    for by in BY:
        values = Counter(_value(one, by, on) for one in people.values())
        cells = merged(values, k)
        if len(cells) > 1:
            found.append(Tally(by, cells))
    return [tally for tally in found if not _differs(tally, k, shown)]


def merged(counts: Mapping[str, int], k: int) -> tuple[tuple[str, int], ...]:
    """Return the cells of at least k, the rest together as `OTHER`, which is at least k too."""
    cells = sorted(((n, key) for key, n in counts.items() if key != OTHER and n), reverse=True)
    other = counts.get(OTHER, 0)
    while cells and (cells[-1][0] < k or 0 < other < k):
        number, _key = cells.pop()
        other += number
    kept = tuple((key, number) for number, key in cells)
    return (*kept, (OTHER, other)) if other else kept


def recorded(found: Iterable[Tally]) -> list[tuple[str, int]]:
    """Return what was shown, as an issue keeps it."""
    return [(f"{tally.by}:{key}", number) for tally in found for key, number in tally.cells]


def _differs(tally: Tally, k: int, shown: Mapping[str, int]) -> bool:
    """Whether a reader who has the earlier paper could take one table from the other."""
    return any(
        0 < abs(number - shown.get(f"{tally.by}:{key}", number)) < k for key, number in tally.cells
    )


def _people(rulings: Iterable[Ruling]) -> dict[str, Ruling]:
    """Return one ruling for each contributor who may be counted."""
    people: dict[str, Ruling] = {}
    for ruling in rulings:
        countable = isinstance(ruling.said, Quotation) or ruling.said.counted
        if countable and ruling.testimony.contributor:
            people.setdefault(ruling.testimony.contributor.casefold(), ruling)
    return people


def _value(ruling: Ruling, by: str, on: str) -> str:
    value: str | None = getattr(ruling.testimony, by)
    if not value or value == "not_recorded":
        return OTHER
    if by == "province":
        # One map for the whole table: a unit of before is counted with its successor.
        return successor(value) if on >= SECOND_MAP_SINCE else value
    return value
