"""Evidence on few people: by its unit, as a share, by subtraction, beside an earlier paper."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.briefing.selection.figures import shown_by, why_no_chart, why_not
from advocacy.briefing.selection.units import counts_people, share_of
from records.types.evidence import Evidence

K = 10


@pytest.mark.parametrize(
    "unit",
    [
        "people", "members", "detainees", "peer educators", "cases", "women under 25 years",
        "people in 15 provinces", "organisation members", "meetings and detainees", "boxes",
        "thành viên", "chị em", "trường hợp", "đồng đẳng viên", "năm người", "nam", "nam giới",
        "tỉnh ủy viên", "xã viên", "người/tháng", "", None,
    ],
)  # fmt: skip
def test_a_unit_counts_people_unless_it_surely_says_something_else(unit: str | None) -> None:
    assert counts_people(unit)


@pytest.mark.parametrize(
    "unit",
    [
        "provinces", "provinces and cities", "member organisations", "meetings with the ministry",
        "years (longest stay)", "days in the centre", "km", "VND", "percent", "%", "per 100 asked",
        "tỉnh, thành phố", "thành phố và tỉnh", "năm (thời gian dài nhất)", "lần", "đồng",
        "triệu đồng/tháng", "buổi họp với bộ", "văn bản", "bao cao su", "phần trăm",
    ],
)  # fmt: skip
def test_a_unit_of_the_list_counts_no_people(unit: str) -> None:
    assert not counts_people(unit)


def test_people_are_counted_where_one_of_two_languages_says_so() -> None:
    assert counts_people("provinces", "chị em")
    assert not counts_people("provinces", None)


@pytest.mark.parametrize(
    ("unit", "of"),
    [
        ("%", 100), ("percent of women", 100), ("phần trăm", 100), ("per 1,000", 1000),
        ("trên 100 người", 100), ("people/100", 100), ("in 10", 10), ("‰", 1000),
        ("detainees in 15 provinces (33 %)", 100), ("percentage points", 100),
        ("% of provinces", 0), ("percent of the budget", 0), ("people in 2024", 0),
        ("meetings in 34 provinces", 0), ("people", 0),
    ],
)  # fmt: skip
def test_a_share_is_known_by_its_unit(unit: str, of: int) -> None:
    assert share_of(unit) == of


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({"n": 9}, False),
        ({"n": 10}, True),
        ({"n": 40, "denominator": 9}, False),
        ({"value": 5, "unit": "members"}, False),
        ({"value": 5, "unit_vi": "thành viên"}, False),
        ({"value": 3, "unit": "detainees", "n": 200, "denominator": 300}, False),
        ({"value": 3, "unit_vi": "chị em"}, False),
        ({"value": 5, "unit": "provinces"}, True),
        ({"value": 3}, False),
        ({"value": 30}, True),
        ({"value": 2016}, True),
        ({"value": 40, "unit": "percent", "n": 15}, False),
        ({"value": 50, "unit": "%", "n": 20}, True),
        ({"value": 40, "unit": "%", "n": 20}, False),
        ({"value": 33, "unit": "%"}, False),
        ({"value": 33, "unit": "% of provinces"}, True),
        ({"value": 33, "unit": "per 100 asked", "n": 12}, False),
        ({"value": 33, "unit": "per 100 asked", "n": 120}, True),
        ({"value": 2, "unit": "%", "n": 100}, False),
        ({"value": 98, "unit": "%", "n": 100}, False),
        ({"value": 41, "unit": "percent", "n": 120, "denominator": 290}, True),
        ({"value": 99.3, "unit": "percent", "n": 298, "denominator": 300}, False),
        ({"value": 11, "unit": "people", "n": 11, "denominator": 12}, False),
        ({"value": 40, "unit": "people", "n": 45}, False),
        ({"n": 40, "denominator": 40}, True),
    ],
)
def test_evidence_on_few_people_is_left_out(fields: dict[str, Any], allowed: bool) -> None:  # noqa: FBT001
    assert (why_not(Evidence(id="E", **fields), K, []) == "") is allowed
    assert not why_not(Evidence(id="E", **fields), 0, [])


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({"unit": "detainees", "series": (("HN", 3), ("HP", 20))}, False),
        ({"series": (("HN", 30), ("HP", 2))}, False),
        ({"series": (("HN", 2016), ("HP", 2017))}, True),
        ({"unit": "provinces", "series": (("2014", 3), ("2015", 7))}, True),
        ({"unit": "people", "series": (("HN", 30), ("HP", 20))}, True),
        ({"unit": "people", "value": 53, "series": (("HN", 30), ("HP", 20))}, False),
        ({"unit": "people", "n": 53, "series": (("HN", 30), ("HP", 20))}, False),
        ({"unit": "people", "n": 53, "series": (("beaten", 50), ("robbed", 12))}, False),
        ({"unit": "%", "series": (("HN", 33), ("HP", 67))}, False),
        ({"unit": "%", "n": 12, "series": (("HN", 33), ("HP", 67))}, False),
        ({"unit": "%", "n": 120, "series": (("HN", 33), ("HP", 67))}, True),
        ({"unit": "%", "n": 3000, "series": (("HN", 33.3), ("HP", 33.3), ("HT", 33.3))}, True),
        ({"unit": "%", "n": 100, "series": (("HN", 60), ("HP", 37))}, False),
        ({"unit": "%", "n": 100, "series": (("HN", 95), ("HP", 95))}, False),
    ],
)
def test_a_series_on_few_people_is_not_drawn(fields: dict[str, Any], allowed: bool) -> None:  # noqa: FBT001
    assert (why_no_chart(Evidence(id="E", **fields), K, []) == "") is allowed
    assert not why_no_chart(Evidence(id="E", **fields), 0, [])


def test_no_percentage_stands_on_a_base_under_twenty_for_those_who_are_near_either() -> None:
    halves = (("HN", 50), ("HP", 50))
    for n, seen in ((12, False), (20, True)):
        one = Evidence(id="E", value=50, unit="%", n=n, series=halves)
        assert (why_not(one, 5, []) == "") is seen
        assert (why_no_chart(one, 5, []) == "") is seen


def test_staff_are_told_what_to_record() -> None:
    assert "--n" in why_not(Evidence(id="E", value=33, unit="%"), K, [])
    assert "its unit does not say" in why_not(Evidence(id="E", value=3, unit="boxes"), K, [])


def test_a_small_difference_from_what_was_shown_before_is_a_small_count() -> None:
    finding = Evidence(id="E", n=123)
    assert why_not(finding, K, [{"E:n": 120}])
    assert not why_not(finding, K, [{"E:n": 123}])
    assert not why_not(finding, K, [{"E:n": 100}])
    assert not why_not(finding, K, [{"F:n": 120}])
    assert why_not(finding, K, [{"E:n": 120}, {"E:n": 150}])


def test_what_two_numbers_leave_is_compared_too() -> None:
    before = Evidence(id="E", n=100, denominator=300)
    after = Evidence(id="E", n=110, denominator=312)
    assert why_not(after, K, [shown_by(before, K, [])])


sizes = st.one_of(st.none(), st.integers(0, 60))
values = st.tuples(sizes, sizes, sizes, st.lists(st.integers(0, 60), max_size=3))


def reading(one: Evidence) -> dict[str, int]:
    """Return what a reader of counts of people has on paper, and by sums and subtractions."""
    stated = {"n": one.n, "denominator": one.denominator, "value": one.value}
    found = {what: int(number) for what, number in stated.items() if number is not None}
    for a, b in (("denominator", "n"), ("denominator", "value"), ("n", "value")):
        if a in found and b in found and found[a] != found[b]:
            found[f"{a}-{b}"] = abs(found[a] - found[b])
    if one.series and not why_no_chart(one, 5, []):
        found |= {label: int(number) for label, number in one.series}
        found["sum"] = sum(int(number) for _label, number in one.series)
    return found


def made(given: tuple[int | None, int | None, int | None, list[int]]) -> Evidence:
    n, denominator, value, series = given
    named = tuple((f"p{place}", float(number)) for place, number in enumerate(series))
    return Evidence(id="E", n=n, denominator=denominator, value=value, unit="people", series=named)


@given(values, values)
def test_no_number_on_paper_is_of_few_people_or_differs_by_few(
    first: tuple[Any, Any, Any, list[int]], second: tuple[Any, Any, Any, list[int]]
) -> None:
    before, after, k = made(first), made(second), 5
    if why_not(before, k, []):
        return
    assert all(number >= k for number in reading(before).values())
    shown = [shown_by(before, k, [])]
    if not why_not(after, k, shown):
        told, now = reading(before), reading(after)
        if why_no_chart(after, k, shown):
            now = {what: n for what, n in now.items() if what != "sum" and what[0] != "p"}
        assert all(abs(now[what] - told[what]) not in range(1, k) for what in now.keys() & told)


@given(values, st.integers(1, 4), st.sampled_from(["n", "denominator", "value", "series"]))
def test_a_few_people_added_since_an_earlier_paper_are_not_told(
    given: tuple[Any, Any, Any, list[int]], few: int, where: str
) -> None:
    before, k = made(given), 5
    if why_not(before, k, []):
        return
    n, denominator, value, series = given
    more = {"n": n, "denominator": denominator, "value": value}
    if where == "series":
        after = made((n, denominator, value, [number + few for number in series[:1]] + series[1:]))
        assert not series or why_no_chart(before, k, []) or why_no_chart(
            after, k, [shown_by(before, k, [])]
        )  # fmt: skip
    elif more[where] is not None:
        more[where] = (more[where] or 0) + few
        after = made((more["n"], more["denominator"], more["value"], series))
        assert why_not(after, k, [shown_by(before, k, [])])
