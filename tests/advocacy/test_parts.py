"""Where a page is cut, and where it is not."""

from hypothesis import given
from hypothesis import strategies as st

from advocacy.briefing.press.long.cut import (
    ELSEWHERE,
    LANE,
    LONG_ITEM,
    LONG_SECTION,
    PART,
    Cut,
    Section,
    cut,
    led_elsewhere,
    numbered,
)


def item(number: int, text: str = "told") -> str:
    return f'<article id="V{number}"><p>{text}</p></article>'


def section(name: str, content: str) -> str:
    return f'<section id="{name}" data-section="{name.title()}"><h2>{name}</h2>{content}</section>'


def page(*sections: str, after: str = '<div id="end"></div>') -> str:
    head = '<html lang="vi" data-reference="R-1"><head><title>t</title><style>p{}</style></head>'
    body = f"<body class=x><header>cover</header><main>{''.join(sections)}</main>{after}</body>"
    return f"{head}\n{body}</html>\n"


def listed(count: int, text: str = "told") -> str:
    return "\n".join(item(n, text) for n in range(count))


def cut_of(*sections: str) -> Cut:
    found = cut(page(*sections))
    assert found is not None
    return found


def names(found: Cut) -> list[list[str]]:
    return [[part.id for part in run] for run in found.runs]


LONG = section("voices", listed(LONG_SECTION) + "<table></table>")
SHORT = section("asks", "<section><article id='A1'>ask</article></section>")


def test_a_long_section_stands_by_itself_and_the_others_together() -> None:
    assert names(cut_of(SHORT, SHORT, LONG, SHORT, SHORT)) == [
        ["asks", "asks"], ["voices"], ["asks", "asks"],
    ]  # fmt: skip


def test_the_first_part_has_the_cover_even_if_no_section_is_left_for_it() -> None:
    found = cut_of(LONG)
    assert names(found) == [[], ["voices"]]
    assert "<header>cover</header>" in found.beginning(())


def test_the_pieces_of_a_section_are_all_of_it() -> None:
    (_, (long,)) = cut_of(LONG).runs
    half = LONG_SECTION // 2
    pieces = long.window(0, half) + long.window(half, LONG_SECTION)
    assert pieces.count("<h2>") == pieces.count("<table>") == 1
    assert [pieces.count(f'id="V{n}"') for n in range(LONG_SECTION)] == [1] * LONG_SECTION
    assert long.html.replace("\n", "") == LONG.replace("\n", "")


def test_what_is_not_understood_is_not_cut() -> None:
    items = listed(LONG_SECTION)
    for other in (
        page(SHORT),
        page(LONG, "words beside the sections"),
        page(LONG, after="<footer>more</footer>"),
        page(section("voices", f"words{item(1)}words{items}")),
        page(section("voices", items.replace(' id="V7"', ""))),
        page(section("voices", items.replace("<p>", '<a href="#S1" data-page="p.">E1</a><p>'))),
        "no page at all",
    ):
        assert cut(other) is None


def test_a_part_after_the_first_says_nothing_that_changes_from_issue_to_issue() -> None:
    found = cut_of(SHORT, LONG).rest("here")
    assert "R-1" not in found
    assert "<title>" not in found
    assert '<html lang="vi">' in found
    assert "<style>p{}</style>" in found


@given(st.integers(LONG_SECTION, 900), st.data())
def test_where_a_section_is_cut_hangs_on_no_ones_words(count: int, data: st.DataObject) -> None:
    lengths = st.integers(0, LONG_ITEM - 100)
    changed = data.draw(st.dictionaries(st.integers(0, count - 1), lengths, max_size=5))
    plain = Section("v", "V", "<section>", "", tuple(map(item, range(count))), "")
    other = Section(
        "v", "V", "<section>", "",
        tuple(item(n, "x" * changed.get(n, 4)) for n in range(count)), "",
    )  # fmt: skip
    assert plain.lanes == other.lanes
    assert plain.borders == other.borders
    starts = [start for start, _ in plain.lanes]
    assert starts == [0, *(end for _, end in plain.lanes[:-1])]
    assert all(PART <= end - start < (LANE + 1) * PART for start, end in plain.lanes)


def test_items_of_many_pages_are_fewer_to_a_part() -> None:
    giants = tuple(item(n, "x" * 3 * LONG_ITEM) for n in range(PART))
    assert len(Section("v", "V", "<section>", "", giants, "").borders) == 4


def test_links_to_other_parts_are_marked_and_bear_their_page() -> None:
    html = '<a class="r" href="#V1">V1</a><a href="#S1">S1</a><a href="#no">no</a>'
    told = numbered(html, {"V1": 12})
    assert 'href="#V1" data-at="12"' in told
    assert 'href="#S1" data-at="888"' in told
    led = led_elsewhere(told, frozenset({"S1"}), frozenset({"S1", "V1"}))
    assert f'href="{ELSEWHERE}V1" data-at="12"' in led
    assert 'href="#S1"' in led
    assert 'href="#no"' in led
