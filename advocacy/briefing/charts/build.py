"""Makes charts from plain data, and says each of them in words of the page's language."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from math import ceil, floor

from advocacy.briefing.charts.bars import Chart
from advocacy.briefing.charts.drawing import Spoken, plain
from advocacy.briefing.charts.letters import number
from advocacy.briefing.charts.stacked import Stacked
from advocacy.briefing.charts.tiles import Map, Tile, TileMap, places
from advocacy.briefing.charts.timeline import Entry, Timeline
from advocacy.briefing.charts.trend import Trend
from records.dates import MONTHS, in_words
from records.edtf import DAYS, Edtf, InvalidDate, Point, parse
from records.places import SECOND_MAP_SINCE, successor
from records.places import name as province_name

Gettext = Callable[[str], str]
TREND = 2  # points, at least
MOST = 1e300  # what is larger, or no number at all, cannot be drawn

# What a tile has room for, where it is not the whole name.
_ON_A_TILE = {
    "VN-26": ("Huế", "Hue"),
    "VN-43": ("Bà Rịa V. Tàu", "Ba Ria V. Tau"),
    "VN-SG": ("TP. HCM", "HCMC"),
}


def series_chart(  # noqa: PLR0913  (a chart is as much as this)
    series: Iterable[tuple[str, float]],
    unit: str,
    *,
    title: str,
    note: str,
    language: str,
    gettext: Gettext,
) -> Chart | Trend | None:
    """Return a trend where every label is a date of its own, else bars; None without values.

    Dates are EDTF: 2014, 2014-03, 2014~.
    """
    values = [(label.strip(), value) for label, value in series if abs(value) <= MOST]
    if not values:
        return None
    dates = [(_dated(label), value) for label, value in values]
    points = [
        (_short(when.start, language), _middle(when), value)
        for when, value in dates
        if when and when.start and when.end
    ]
    if len(points) == len(values) and len({when for _, when, _ in points}) >= TREND:
        points.sort(key=lambda point: point[1])
        # What is on the page may be short; what is said is in words.
        known = sorted(
            ((when, value) for when, value in dates if when), key=lambda one: _middle(one[0])
        )
        said = [(in_words(when.text, language), value) for when, value in known]
        alternative = gettext("Line chart over time. {values}.")
        alternative = alternative.format(values=_values(said, unit, language))
        return Trend(title, unit, tuple(points), note, alternative)
    alternative = gettext("Bar chart. {values}.").format(values=_values(values, unit, language))
    return Chart(title, unit, tuple(values), note, alternative)


def stacked(  # noqa: PLR0913
    rows: Iterable[tuple[str, Sequence[float]]],
    categories: Sequence[str],
    unit: str,
    *,
    title: str,
    note: str,
    language: str,
    gettext: Gettext,
) -> Stacked:
    """Return stacked bars; each row has a value for each category, in their order."""
    shown = tuple((label, tuple(values)) for label, values in rows)
    said = ". ".join(
        f"{label}: {_values(zip(categories, values, strict=True), unit, language, ', ')}"
        for label, values in shown
    )
    alternative = gettext("Stacked bar chart. {values}.").format(values=said)
    return Stacked(title, unit, tuple(categories), shown, note, alternative)


def timeline(
    happenings: Iterable[tuple[str | Spoken, str, str]],
    *,
    title: str,
    note: str,
    language: str,
    gettext: Gettext,
) -> Timeline | None:
    """Return a timeline of what happened: words, EDTF date, and lane or nothing; None if empty."""
    entries = tuple(entry(*one, language=language) for one in happenings)
    ends = [when for one in entries for when in (one.start, one.end) if when is not None]
    if not ends:
        return None
    said = "; ".join(f"{plain(one.label)}: {one.date}" for one in entries)
    alternative = gettext("Timeline. {entries}.").format(entries=said)
    begins, end = float(floor(min(ends))), float(ceil(max(ends)))
    return Timeline(title, entries, begins, max(end, begins + 1), note, alternative)


def entry(label: str | Spoken, edtf: str, lane: str = "", *, language: str) -> Entry:
    """Return one entry of a timeline. InvalidDate."""
    when = parse(edtf)
    start, end = when.start, when.end
    return Entry(
        label=label,
        date=in_words(edtf, language),
        start=_year(when.earliest) if start and when.earliest else None,
        end=_year(when.latest, after=True) if end and when.latest else None,
        start_about=bool(start and start.qualified),
        end_about=bool(end and end.qualified),
        lane=lane,
        point=not when.interval,
    )


def tile_map(  # noqa: PLR0913
    heard: Mapping[str, int] | AbstractSet[str],
    which: Map,
    *,
    language: str,
    gettext: Gettext,
    title: str = "",
    note: str = "",
    legend: Sequence[str] = (),
) -> TileMap:
    """Return the map of the provinces heard, from the codes of provinces as they were reported.

    `heard` may give each a level: 0 never, 1 and more as `legend` names them. On the map of
    the 34, a province has the highest level of those it was made of.
    """
    names = tuple(legend) or (gettext("not yet heard"), gettext("heard"))
    levels = heard if isinstance(heard, Mapping) else dict.fromkeys(heard, 1)
    reached: dict[str, int] = {}
    for code, level in levels.items():
        unit = successor(code) if which == "34" else code
        reached[unit] = max(reached.get(unit, 0), min(level, len(names) - 1))
    day = SECOND_MAP_SINCE if which == "34" else ""
    tiles = tuple(
        Tile(
            code=place.code,
            label=place.short,
            name=_on_a_tile(place.code, language, day),
            column=place.column,
            row=place.row,
            level=reached.get(place.code, 0),
        )
        for place in places(which)
    )
    by_level = [
        [province_name(t.code, language, day) for t in tiles if t.level == level]
        for level in range(len(names))
    ]
    said = ". ".join(
        f"{names[level]} ({number(len(some), language)}): {', '.join(some)}"
        for level, some in reversed(list(enumerate(by_level)))
        if some
    )
    alternative = gettext("Diagram of the {number} provinces and cities. {values}.")
    alternative = alternative.format(number=which, values=said)
    counted = tuple(f"{name} ({len(by_level[level])})" for level, name in enumerate(names))
    return TileMap(title, which, tiles, counted, note, alternative)


def _on_a_tile(code: str, language: str, day: str) -> str:
    if code in _ON_A_TILE:
        return _ON_A_TILE[code][language != "vi"]
    return province_name(code, language, day)


def _values(pairs: Iterable[tuple[str, float]], unit: str, language: str, joint: str = "; ") -> str:
    mark = "%" if unit == "%" else ""
    return joint.join(f"{label}: {number(value, language)}{mark}" for label, value in pairs)


def _dated(label: str) -> Edtf | None:
    with suppress(InvalidDate):
        return parse(label)
    return None


def _short(point: Point, language: str) -> str:
    """Write a date for an axis: 2016, Mar 2016, 15 Mar 2016 or 2016, 3/2016, 15/3/2016."""
    month = ""
    if point.month:
        month = f"{point.month}/" if language == "vi" else f"{MONTHS[point.month - 1][:3]} "
    day = f"{point.day}{'/' if language == 'vi' else ' '}" if point.day else ""
    return f"{'~' if point.qualified else ''}{day}{month}{point.year}"


def _middle(when: Edtf) -> float:
    return (_year(when.earliest or "") + _year(when.latest or "", after=True)) / 2


def _year(day: str, *, after: bool = False) -> float:
    """Return an ISO day as a year and its fraction: its beginning, or the end of it."""
    year, month, number_ = (int(part) for part in day.split("-"))
    return year + (sum(DAYS[: month - 1]) + min(number_, DAYS[month - 1]) - (not after)) / sum(DAYS)
