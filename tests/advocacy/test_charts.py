"""Charts: nothing overlaps or leaves the drawing, lengths are true, and grey is enough."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.briefing.brief import Brief, Words
from advocacy.briefing.charts import (
    Chart,
    Drawing,
    Entry,
    Map,
    Stacked,
    TileMap,
    Timeline,
    Trend,
    series_chart,
    stacked,
    tile_map,
    timeline,
)
from advocacy.briefing.charts.drawing import TALLEST, Box, Dot, Label, Strokes
from advocacy.briefing.charts.letters import decimals, number, width_of, wrapped
from advocacy.briefing.charts.tiles import places
from advocacy.briefing.designs import Design
from advocacy.briefing.pack import draft_of
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.press.typesetting import laid_out
from advocacy.briefing.selection.request import request_for
from records.edtf import InvalidDate
from records.places import SECOND_MAP_SINCE, name, provinces, successors
from records.store import Store
from tests import builders
from tests.advocacy.briefs import handout
from tests.advocacy.papers import HANDOUT, assert_conforms, paper, picture_of, printed

AnyChart = Chart | Stacked | Trend | Timeline | TileMap
Rect = tuple[float, float, float, float]

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐHNTVQếộữẵỵ0123456789 -–/,.()%"
texts = st.text(LETTERS, max_size=90)
values = st.one_of(
    st.integers(-20, 500).map(float),
    st.floats(-1e300, 1e300),
    st.sampled_from([0.0, -0.0, 1e300, -1e300, 1e-300, 0.1]),
)
widths = st.sampled_from([388.0, 480.0, 320.0])
years = st.floats(1900, 2040).map(lambda year: round(year, 2))
CLOSING = ("The closing of Detention Centre Number 05", "2008~/2013", "")
WORDS: dict[str, Any] = {"title": "T", "note": "", "language": "en", "gettext": str}


def bars(*pairs: tuple[str, float], unit: str = "") -> Chart:
    return Chart("T", unit, pairs, "", "A")


def of_time(*happenings: tuple[Any, str, str], **said: Any) -> Timeline:
    chart = timeline(happenings, **{**WORDS, **said})
    assert chart
    return chart


def whole(chart: AnyChart, width: float = 388, language: str = "en") -> Drawing:
    (drawing,) = chart.drawings(width, language)
    return drawing


def extent(mark: Any) -> Rect:
    """Left, top, right, bottom of a mark."""
    match mark:
        case Label():
            return mark.box
        case Box():
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
        case Strokes():
            xs = [x for x1, _, x2, _ in mark.segments for x in (x1, x2)]
            ys = [y for _, y1, _, y2 in mark.segments for y in (y1, y2)]
        case Dot():
            return mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y
        case _:
            xs, ys = ([corner[n] for corner in mark.corners] for n in (0, 1))
    return min(xs), min(ys), max(xs), max(ys)


def overlap(one: Rect, other: Rect) -> bool:
    near = 0.01
    return (
        one[0] < other[2] - near
        and other[0] < one[2] - near
        and one[1] < other[3] - near
        and other[1] < one[3] - near
    )


def assert_sound(drawings: Sequence[Drawing]) -> None:
    for drawing in drawings:
        assert math.isfinite(drawing.height)
        for mark in drawing.marks:
            if isinstance(mark, Box) and (mark.fill, mark.edge) == ("paper", "none"):
                continue  # the ground of a label
            left, top, right, bottom = extent(mark)
            assert left >= -0.01, mark
            assert top >= -0.01, mark
            assert right <= drawing.width + 0.01, mark
            assert bottom <= drawing.height + 0.01, mark
        for one, other in combinations(drawing.labels, 2):
            assert not overlap(one.box, other.box), (one, other)


def said_in(drawings: Sequence[Drawing]) -> str:
    return " ".join(label.text for drawing in drawings for label in drawing.labels)


def squeezed(text: str) -> str:
    return "".join(text.split())


# Nothing overlaps, nothing leaves the drawing


fewer = settings(max_examples=60)  # each draws a whole chart


@fewer
@given(
    st.lists(st.tuples(texts, values), min_size=1, max_size=12), st.sampled_from(["%", ""]), widths
)
def test_bars_are_sound_whatever_they_show(
    pairs: list[tuple[str, float]], unit: str, width: float
) -> None:
    drawings = bars(*pairs, unit=unit).drawings(width, "vi")
    assert_sound(drawings)
    assert squeezed("".join(label for label, _ in pairs)) in squeezed(
        "".join(label.text for d in drawings for label in d.labels if not label.bold)
    )
    written = Counter(label.text for d in drawings for label in d.labels if label.bold)
    places = decimals(value for _, value in pairs)
    assert written == Counter(number(value, "vi", places) + unit for _, value in pairs)


@fewer
@given(
    st.integers(1, 7).flatmap(
        lambda n: st.tuples(
            st.lists(texts, min_size=n, max_size=n),
            st.lists(st.tuples(texts, st.lists(values, min_size=n, max_size=n)), max_size=8),
        )
    ),
    widths,
)
def test_stacked_bars_are_sound_whatever_they_show(
    given_: tuple[list[str], list[tuple[str, list[float]]]], width: float
) -> None:
    categories, rows = given_
    assert_sound(stacked(rows, categories, "%", **WORDS).drawings(width, "vi"))


@fewer
@given(st.lists(st.tuples(years, values), min_size=1, max_size=45), widths)
def test_a_trend_is_sound_whatever_it_shows(
    points: list[tuple[float, float]], width: float
) -> None:
    labelled = tuple((f"{year:g}", year, value) for year, value in points)
    assert_sound(Trend("T", "%", labelled, "", "A").drawings(width, "en"))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    ends = sorted((draw(years), draw(years)))
    point = draw(st.booleans())
    return Entry(
        label=draw(texts),
        date=draw(st.sampled_from(["about 2008 – 2013", "ngày 05 tháng 01 năm 2020", "2012"])),
        start=ends[0] if point or draw(st.booleans()) else None,
        end=ends[1] if point or draw(st.booleans()) else None,
        start_about=draw(st.booleans()),
        end_about=draw(st.booleans()),
        lane=draw(st.sampled_from(["", "Campaigns", "Cột mốc"])),
        point=point,
    )


@fewer
@given(st.lists(entries(), min_size=1, max_size=45), widths, st.sampled_from([1.0, 3.0, 140.0]))
def test_a_timeline_is_sound_and_prints_every_word(
    some: list[Entry], width: float, span: float
) -> None:
    drawings = Timeline("T", tuple(some), 1900.0, 1900.0 + span, "", "A").drawings(width, "en")
    assert_sound(drawings)
    said = Counter(squeezed(said_in(drawings)))
    for one in some:
        assert not Counter(squeezed(f"{one.label}{one.date}")) - said


@pytest.mark.parametrize("which", ["63", "34"])
@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("width", [388, 480, 240, 150])
def test_a_map_is_sound_and_names_every_province(which: Map, language: str, width: float) -> None:
    drawing = whole(
        tile_map({"VN-HN": 1, "VN-SG": 2}, which, **WORDS | {"language": language},
                 legend=("never", "once", "more often")),
        width, language,
    )  # fmt: skip
    assert_sound([drawing])
    tiles = {label.text for label in drawing.labels}
    assert len(drawing.labels) >= int(which)
    assert "Huế" in tiles or "Hue" in tiles or "HUE" in tiles


def test_forty_entries_grow_in_height_and_go_on_where_a_page_ends() -> None:
    happenings = [
        (
            f"Consultation number {n} on the draft programme with the ministry",
            f"{2000 + n // 3}",
            "",
        )
        for n in range(40)
    ]
    drawings = of_time(*happenings).drawings(388, "en")
    assert_sound(drawings)
    assert len(drawings) > 1
    assert all(drawing.height <= TALLEST for drawing in drawings)
    text = squeezed(said_in(drawings))
    assert all(squeezed(f"number {n} on") in text for n in range(40))
    assert [bool(d.alternative) for d in drawings] == [True] * len(drawings)


def test_a_hundred_bars_go_on_where_a_page_ends_on_the_same_scale() -> None:
    drawings = bars(*((f"bar {n}", 100.0 - n) for n in range(100))).drawings(388, "en")
    assert_sound(drawings)
    boxes = [m for d in drawings for m in d.marks if isinstance(m, Box)]
    assert len(boxes) == 100
    assert boxes[50].width == pytest.approx(boxes[0].width / 2)


# Lengths are true


@fewer
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_bars_are_as_long_as_their_values(amounts: list[int]) -> None:
    drawing = whole(bars(*((f"{n}", float(v)) for n, v in enumerate(amounts))))
    lengths = [m.width for m in drawing.marks if isinstance(m, Box)]
    shown = [v for v in amounts if v]
    assert len(lengths) == len(shown)
    unit = max(lengths) / max(shown)
    assert lengths == pytest.approx([v * unit for v in shown], rel=1e-6)


def test_a_value_below_zero_stands_on_the_other_side_of_zero() -> None:
    drawing = whole(bars(("up", 10.0), ("down", -5.0)))
    up, down = (m for m in drawing.marks if isinstance(m, Box))
    assert down.x + down.width == pytest.approx(up.x)
    assert down.width == pytest.approx(up.width / 2)


@fewer
@given(st.lists(st.floats(0, 1e9), min_size=2, max_size=6).filter(lambda v: max(v) > 1))
def test_the_parts_of_a_stacked_bar_follow_one_another_in_proportion(parts: list[float]) -> None:
    chart = stacked([("row", parts)], [f"c{n}" for n in range(len(parts))], "", **WORDS)
    drawing = whole(chart)
    thick = [m for m in drawing.marks if isinstance(m, Box) and m.height == 15]
    assert [m.width for m in thick] == pytest.approx(
        [v / sum(parts) * sum(m.width for m in thick) for v in parts], abs=1e-6
    )
    for one, other in pairwise(thick):
        assert one.x + one.width == pytest.approx(other.x)


def test_a_trend_begins_at_zero_and_stands_at_its_dates() -> None:
    chart = series_chart([("2012", 5), ("2013", 10), ("2016", 20)], "", **WORDS)
    assert isinstance(chart, Trend)
    dots = [m for m in whole(chart).marks if isinstance(m, Dot)]
    zero = next(m for m in whole(chart).marks if isinstance(m, Strokes) and m.tone == "dark")
    base = zero.segments[0][1]
    assert [base - dot.y for dot in dots] == pytest.approx(
        [(base - dots[2].y) * s for s in (0.25, 0.5, 1)]
    )
    assert dots[2].x - dots[1].x == pytest.approx(3 * (dots[1].x - dots[0].x), rel=0.01)


# What is drawn of a date that is not sure


def test_the_closing_of_the_centre_begins_unsurely_and_ends_surely() -> None:
    chart = of_time(CLOSING)
    (one,) = chart.entries
    assert (one.start, one.end) == (2008.0, 2014.0)
    assert (one.start_about, one.end_about, one.point) == (True, False, False)
    assert one.date == "about 2008 – 2013"
    drawing = whole(chart)
    assert "~" in [label.text for label in drawing.labels]
    hatching = next(m for m in drawing.marks if isinstance(m, Strokes) and len(m.segments) > 2)
    solid = next(m for m in drawing.marks if isinstance(m, Box) and m.fill == "accent")
    assert extent(hatching)[2] == pytest.approx(solid.x)
    assert solid.width > 10 * (extent(hatching)[2] - extent(hatching)[0])
    assert "The closing of Detention Centre Number 05: about 2008 – 2013" in drawing.alternative


def test_an_open_end_reaches_the_edge_and_an_unknown_one_too() -> None:
    chart = of_time(
        ("Capacity building", "2013/..", ""), ("Network", "2012", ""), ("X", "/2015", "")
    )
    building, network, unknown = chart.entries
    assert building.end is None
    assert unknown.start is None
    assert network.point
    assert (chart.begins, chart.ends) == (2012.0, 2016.0)


def test_lanes_are_named_and_stand_in_the_order_they_came() -> None:
    chart = of_time(
        ("b", "2012", "Campaigns"), ("a", "2010", "Meetings"), ("c", "2009", "Campaigns")
    )
    text = [label.text for label in whole(chart).labels if label.text[0].isalpha()]
    assert text.index("Campaigns") < text.index("c") < text.index("b") < text.index("Meetings")


def test_an_entry_in_another_language_says_so() -> None:
    chart = of_time((Words("Đóng cửa Trung tâm số 05", "vi"), "2013", ""))
    assert ' lang="vi">Đóng cửa' in html_of(chart)


def test_a_timeline_of_nothing_is_none_and_a_wrong_date_is_refused() -> None:
    assert timeline([], **WORDS) is None
    with pytest.raises(InvalidDate):
        of_time(("x", "some day", ""))


# Which chart it becomes, and what it says to those who cannot see it


@pytest.mark.parametrize(
    "labels", [("2012", "2013"), ("2013-02", "2012-11"), ("2008~", "2010/2012")]
)
def test_a_series_of_dates_is_a_trend_in_order_of_time(labels: tuple[str, ...]) -> None:
    chart = series_chart([(label, n) for n, label in enumerate(labels)], "", **WORDS)
    assert isinstance(chart, Trend)
    assert [x for _, x, _ in chart.points] == sorted(x for _, x, _ in chart.points)


@pytest.mark.parametrize(
    "labels", [("2012", "later"), ("2012",), ("2012", "2012"), ("2012/..", "2015")]
)
def test_a_series_with_another_label_is_bars(labels: tuple[str, ...]) -> None:
    chart = series_chart([(label, 1) for label in labels], "", **WORDS)
    assert isinstance(chart, Chart)
    assert [label for label, _ in chart.bars] == list(labels)


def test_a_series_without_a_number_is_no_chart() -> None:
    assert series_chart([], "", **WORDS) is None
    assert series_chart([("a", math.nan), ("b", math.inf)], "", **WORDS) is None


def test_every_datum_is_said_in_words() -> None:
    vi = WORDS | {"language": "vi"}
    said = [
        (series_chart([("a", 17.5), ("b", -1234)], "%", **vi), ["a: 17,5%", "b: −1.234%"]),
        (
            series_chart([("2012", 3), ("2013-02~", 4.5)], "", **vi),
            ["năm 2012: 3", "khoảng tháng 02 năm 2013: 4,5"],
        ),
        (
            stacked([("r", (1, 2.5)), ("s", (0, 9))], ("x", "y"), "", **vi),
            ["r: x: 1, y: 2,5", "s: x: 0, y: 9"],
        ),
        (
            of_time(CLOSING, ("b", "2012", ""), language="vi"),
            [f"{CLOSING[0]}: khoảng năm 2008 – 2013", "b: năm 2012"],
        ),
    ]
    for chart, phrases in said:
        assert chart
        alternative = whole(chart, language="vi").alternative
        assert [phrase for phrase in phrases if phrase not in alternative] == []


@pytest.mark.parametrize("which", ["63", "34"])
def test_a_map_says_who_was_heard_and_who_was_not(which: Map) -> None:
    chart = tile_map({"VN-HN", "VN-43"}, which, **WORDS | {"language": "vi"})
    heard, not_heard = chart.alternative.split(f"not yet heard ({int(which) - 2})")
    assert "Hà Nội" in heard
    assert ("Bà Rịa - Vũng Tàu" if which == "63" else "Thành phố Hồ Chí Minh") in heard
    day = SECOND_MAP_SINCE if which == "34" else ""
    for code in successors() if which == "34" else provinces():
        assert name(code, "vi", day) in chart.alternative
    assert "Cà Mau" in not_heard


def test_on_the_map_of_the_34_a_province_is_heard_if_a_part_of_it_was() -> None:
    chart = tile_map({"VN-54": 1, "VN-56": 2}, "34", legend=("0", "1", "2"), **WORDS)
    assert {t.code: t.level for t in chart.tiles if t.level} == {"VN-56": 2}


# Where the tiles lie. Seats of the provinces in degrees: north, east (rounded from any atlas).

SEATS = {
    "03": (22.8, 105.0), "04": (22.7, 106.3), "02": (22.5, 104.0), "01": (22.4, 103.5),
    "53": (22.1, 105.8), "07": (21.8, 105.2), "09": (21.9, 106.8), "06": (21.7, 104.9),
    "69": (21.6, 105.8), "71": (21.4, 103.0), "05": (21.3, 103.9), "68": (21.3, 105.4),
    "70": (21.3, 105.6), "54": (21.3, 106.2), "56": (21.2, 106.1), "HN": (21.0, 105.8),
    "13": (21.0, 107.1), "61": (20.9, 106.3), "HP": (20.9, 106.7), "14": (20.8, 105.3),
    "66": (20.7, 106.1), "63": (20.5, 105.9), "20": (20.4, 106.3), "67": (20.4, 106.2),
    "18": (20.3, 106.0), "21": (19.8, 105.8), "22": (18.7, 105.7), "23": (18.3, 105.9),
    "24": (17.5, 106.6), "25": (16.8, 107.1), "26": (16.5, 107.6), "DN": (16.1, 108.2),
    "27": (15.6, 108.5), "29": (15.1, 108.8), "28": (14.4, 108.0), "30": (14.0, 108.0),
    "31": (13.8, 109.2), "32": (13.1, 109.3), "33": (12.7, 108.0), "34": (12.2, 109.2),
    "72": (12.0, 107.7), "35": (11.9, 108.4), "58": (11.5, 106.9), "36": (11.6, 109.0),
    "37": (11.3, 106.1), "57": (11.0, 106.7), "39": (10.9, 106.8), "40": (10.9, 108.1),
    "41": (10.5, 106.4), "SG": (10.8, 106.7), "43": (10.5, 107.2), "44": (10.4, 105.4),
    "45": (10.5, 105.6), "46": (10.4, 106.4), "50": (10.2, 106.4), "49": (10.3, 106.0),
    "51": (9.9, 106.3), "CT": (10.0, 105.8), "73": (9.8, 105.5), "47": (10.0, 105.1),
    "52": (9.6, 106.0), "55": (9.3, 105.7), "59": (9.2, 105.2),
}  # fmt: skip


@pytest.mark.parametrize(("which", "codes"), [("63", provinces()), ("34", successors())])
def test_every_province_has_one_tile_and_every_tile_its_own_spot(
    which: Map, codes: dict[str, Any]
) -> None:
    found = places(which)
    assert Counter(place.code for place in found) == Counter(list(codes))
    assert len({(place.column, place.row) for place in found}) == len(found)
    assert len({place.short for place in found}) == len(found)


@pytest.mark.parametrize("which", ["63", "34"])
def test_the_map_is_in_one_piece(which: Map) -> None:
    left = {(place.column, place.row) for place in places(which)}
    reached = [left.pop()]
    for column, row in reached:
        near = {(c, r) for c, r in left if abs(c - column) <= 1 and abs(r - row) <= 1}
        left -= near
        reached += near
    assert left == set()


@pytest.mark.parametrize("which", ["63", "34"])
def test_north_is_up_and_east_is_right(which: Map) -> None:
    near = 1.0  # degrees: closer than this they may be level, or the wrong way round
    wrong = []
    for one, other in combinations(places(which), 2):
        (north, east), (north2, east2) = SEATS[one.code[3:]], SEATS[other.code[3:]]
        if abs(north - north2) > near and (north > north2) != (one.row < other.row):
            wrong.append(("rows", one.code, other.code))
        # The bends of the coast cannot all be kept: only neighbours are compared.
        level = abs(one.row - other.row) <= 2
        if level and abs(east - east2) > near and (east > east2) != (one.column > other.column):
            wrong.append(("columns", one.code, other.code))
    assert wrong == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("HN", "56"), ("HN", "70"), ("HP", "13"), ("26", "DN"), ("22", "23"), ("33", "34"),
     ("SG", "57"), ("SG", "43"), ("CT", "73"), ("59", "55"), ("46", "50"), ("01", "71")],
)  # fmt: skip
def test_neighbours_touch(one: str, other: str) -> None:
    at = {place.code[3:]: place for place in places("63")}
    assert abs(at[one].column - at[other].column) <= 1
    assert abs(at[one].row - at[other].row) <= 1


# On paper


def html_of(*charts: AnyChart, language: str = "en") -> str:
    page = (
        '{% import "common/charts.html" as charts with context %}'
        '<html lang="{{ brief.language }}"><title>t</title>'
        '<link rel="stylesheet" href="../common/type.css">'
        "<style>@page{size:400pt 700pt;margin:0}body{margin:0}svg{display:block}</style>"
        "{% for one in brief.charts %}{{ charts.chart(one) }}{% endfor %}</html>"
    )
    filling: Any = SimpleNamespace(language=language, charts=charts)
    return to_html(filling, own(page))


def own(page: str) -> Design:
    return Design("handout", {**HANDOUT.files, "handout/page.html": page.encode()})


def picture(*charts: AnyChart) -> Any:
    return picture_of(laid_out(html_of(*charts), own("")), 0, 4)


def darkness(image: Any, box: Box) -> Any:
    """Mean darkness inside a box of a drawing that stands at the page's corner: 0 is white."""
    inside = tuple(
        round(4 * at)
        for at in (box.x + 1, box.y + 1, box.x + box.width - 1, box.y + box.height - 1)
    )
    histogram = image.crop(inside).histogram()
    return 1 - sum(shade * n for shade, n in enumerate(histogram)) / sum(histogram) / 255


def test_in_grey_the_solid_bar_is_darker_than_the_hatched_ones() -> None:
    chart = bars(("a", 40.0), ("b", 39.0), ("c", 20.0))
    image = picture(chart)
    solid, *hatched = (darkness(image, m) for m in whole(chart).marks if isinstance(m, Box))
    assert solid > 0.7
    assert all(0.1 < one < solid - 0.25 for one in hatched)


def test_in_grey_neighbouring_categories_differ() -> None:
    chart = stacked([("", (9, 9, 9, 9, 9, 9))], tuple("abcdef"), "", **WORDS)
    image = picture(chart)
    parts = [m for m in whole(chart).marks if isinstance(m, Box) and m.height == 15]
    shades = [darkness(image, part) for part in parts]
    assert all(abs(one - other) > 0.1 for one, other in pairwise(shades))


def test_in_grey_a_province_heard_is_darker_than_one_that_was_not() -> None:
    chart = tile_map({"VN-01"}, "34", **WORDS)
    image = picture(chart)
    boxes = [m for m in whole(chart).marks if isinstance(m, Box)]
    heard, other = (m for m in boxes if m.y == boxes[2].y and m.width > 30 and m.x < 60)
    assert darkness(image, heard) > darkness(image, other) + 0.3


def test_a_text_is_no_wider_on_paper_than_reckoned() -> None:
    words = "Thừa Thiên-Huế, Bà Rịa – Vũng Tàu: 1.234,5% (Đắk Lắk) ƯỜNG quyết"
    pdf = laid_out(html_of(bars((words, 1.0))), own(""))
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    for line in wrapped(words, 8.6, 0.37 * 388):
        start = text.get_text_range().index(line)
        boxes = [text.get_charbox(n) for n in range(start, start + len(line))]
        printed_width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
        assert printed_width <= width_of(line, 8.6) + 0.1
        assert printed_width >= 0.93 * width_of(line, 8.6)


def test_hatching_is_computed_and_the_text_alternative_comes_first() -> None:
    html = html_of(
        bars(("a", 2.0), ("b", 1.0)), of_time(CLOSING), tile_map({"VN-HN"}, "63", **WORDS)
    )
    assert "<pattern" not in html
    assert "clip" not in html
    for drawing in html.split("<svg")[1:]:
        head, rest = drawing.split(">", 1)
        assert 'font-family="Be Vietnam Pro, Source Serif 4"' in head
        assert rest.strip().startswith("<title>")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_handout_with_every_chart_conforms(language: Any) -> None:
    pdf = paper("handout", language)
    assert_conforms(pdf)


def test_a_chart_taller_than_a_page_is_printed_whole() -> None:
    chart = bars(*((f"Reason number {n:02} of very many", float(n)) for n in range(90)))
    finding = handout().findings[0]
    pdf = printed(handout(findings=(SimpleNamespace(**vars(finding) | {"chart": chart}),)))
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert [n for n in range(90) if f"Reason number {n:02}" not in text] == []
    assert_conforms(pdf)


# From the records


def brief_of(store: Store, on: date) -> Brief:
    body = builders.an_organisation(store)
    meeting = builders.a_consultation(store, host=body.ref)
    earlier = builders.a_consultation(store, host=body.ref, date="2024-03")
    for province in ("Ha Noi", "Bac Giang"):
        store.add("delegation", {"consultation": earlier.ref, "province": province, "people": 4})
    ask = builders.an_ask(store, builders.a_position(store), body=body.ref)
    for series in ([["2014", 40], ["2015", 62.5]], [["placed", 40], ["chosen", 62.5]]):
        builders.some_evidence(store, supports=[ask.ref], series=series, unit="%")
    briefing = builders.a_briefing(store, consultation=meeting.ref)
    return draft_of(store, request_for(store, briefing, on)).handouts["en"]


def test_a_series_over_time_becomes_a_trend_and_another_one_bars(store: Store) -> None:
    charts = [finding.chart for finding in brief_of(store, store.today).findings]
    assert {chart.kind for chart in charts if chart} == {"trend", "bars"}
    assert all(
        "40%" in chart.alternative and "62.5%" in chart.alternative for chart in charts if chart
    )


def test_the_map_of_the_day_shows_who_was_heard_and_the_list_who_was_not(store: Store) -> None:
    brief = brief_of(store, date(2026, 3, 15))
    assert brief.heard_map
    assert brief.heard_map.which == "34"
    assert {t.name for t in brief.heard_map.tiles if t.level} == {"Ha Noi", "Bac Ninh"}
    assert len(brief.never_heard) == 32
    assert "Bac Giang" not in brief.never_heard


def test_before_july_2025_it_is_the_map_of_the_63(store: Store) -> None:
    brief = brief_of(store, date(2025, 6, 30))
    assert brief.heard_map
    assert {t.name for t in brief.heard_map.tiles if t.level} == {"Ha Noi", "Bac Giang"}
    assert len(brief.never_heard) == 61
