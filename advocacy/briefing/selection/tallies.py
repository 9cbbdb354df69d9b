"""How many people told us, in one-way tables that point to nobody.

Counts distinct contributors whose account may at least be counted. A cell under k is merged
into "other"; where that would still be under k, the next smallest joins it; where nothing is
left to tell apart, there is no table (3-protection.md, the disclosure check).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from advocacy.briefing.selection.counts import Counts, Shown, few
from advocacy.briefing.selection.voices import Ruling
from records.consent import Quotation
from records.places import SECOND_MAP_SINCE, successor

BY = ("role", "age_band", "province")
TOTAL = "total"
OTHER = ""
"""The key of the merged cell."""


class Tally(NamedTuple):
    """A one-way table: keys of terms or provinces with counts of people, the largest first."""

    by: str
    cells: tuple[tuple[str, int], ...]


def tallies(rulings: Iterable[Ruling], k: int, on: str, shown: Shown) -> list[Tally]:
    """Return the tables that may be shown, the total first, as a table with one cell.

    `on` is the pack's day: from July 2025 on, provinces are counted on the map of 34.
    `shown` is what earlier papers to the same readers showed, as `recorded` wrote it.
    """
    found = _tables(rulings, k, on)
    # Every table sums up to the total: it stands as long as that one may be known.
    if not found or any(_differs(found[0], k, on, page) for page in shown):
        return []
    return [one for one in found if not any(_differs(one, k, on, page) for page in shown)]


def held_back(rulings: Iterable[Ruling], k: int, on: str, shown: Shown) -> int:
    """Return how many tables are not shown for what the same readers were shown before."""
    given = list(rulings)
    return len(_tables(given, k, on)) - len(tallies(given, k, on, shown))


def _tables(rulings: Iterable[Ruling], k: int, on: str) -> list[Tally]:
    people = _people(rulings)
    if not people or len(people) < k:
        return []
    found = [Tally(TOTAL, ((OTHER, len(people)),))]
    for by in BY:
        values = Counter(_value(one, by, on) for one in people.values())
        cells = merged(values, k)
        if len(cells) > 1:
            found.append(Tally(by, cells))
    return found


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


def _differs(tally: Tally, k: int, on: str, page: Counts) -> bool:
    """Whether a reader who has an earlier page could take one table from the other.

    Cells that stand in both tables are held against each other, and the rest against the rest;
    the total against every total, and against the sum of every table.
    """
    now = dict(tally.cells)
    if tally.by == TOTAL:
        sums = (sum(_before(by, on, page).values()) for by in (TOTAL, *BY))
        return any(few(now[OTHER] - total, k) for total in sums if total)
    before = _before(tally.by, on, page)
    if not before:
        return False
    same = now.keys() & before.keys() - {OTHER}
    changed = [now[key] - before[key] for key in same]
    rest = sum(now.values()) - sum(before.values()) - sum(changed)
    other = now.get(OTHER, 0) - before.get(OTHER, now.get(OTHER, 0))
    return any(few(difference, k) for difference in (*changed, rest, other))


def _before(by: str, on: str, page: Counts) -> Counts:
    """Return the cells of a table on an earlier page; those of provinces on the map of today."""
    cells: Counter[str] = Counter()
    for label, number in page.items():
        table, _colon, key = label.partition(":")
        if table == by:
            cells[_today(key, on) if by == "province" and key else key] += number
    return cells


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
        return _today(value, on)
    return value


def _today(province: str, on: str) -> str:
    """Return the unit that a province is counted in: one map for the whole table."""
    return successor(province) if on >= SECOND_MAP_SINCE else province
