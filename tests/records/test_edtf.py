"""EDTF: what is read, what is refused, and where the days of a date lie."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.edtf import FIRST_DAY, LAST_DAY, InvalidDate, Point, parse
from records.errors import ExitCode


def bounds(text: str) -> tuple[str | None, str | None]:
    return parse(text).earliest, parse(text).latest


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2016-03-15", "2016-03-15", "2016-03-15"),
        ("2016-03", "2016-03-01", "2016-03-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2016-04", "2016-04-01", "2016-04-30"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("2008~/2013", "2008-01-01", "2013-12-31"),
        ("2016-03/2016-03-15", "2016-03-01", "2016-03-15"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text: str, earliest: str, latest: str) -> None:
    assert bounds(text) == (earliest, latest)


def test_what_is_approximate_keeps_its_days() -> None:
    assert bounds("2008~") == bounds("2008?") == bounds("2008%") == bounds("2008")


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2008", False, False),
        ("2008~", True, False),
        ("2008-05?", False, True),
        ("2008-05-06%", True, True),
        ("2008~/2013?", True, True),
        ("2008/2013~", True, False),
        ("/2011?", False, True),
    ],
)
def test_a_qualifier_says_how_sure_the_date_is(
    text: str, *, approximate: bool, uncertain: bool
) -> None:
    assert parse(text).approximate is approximate
    assert parse(text).uncertain is uncertain


def test_each_end_keeps_its_own_qualifier() -> None:
    period = parse("2008~/2013-05?")
    assert period.start == Point(2008, approximate=True)
    assert period.end == Point(2013, 5, uncertain=True)


def test_an_open_end_and_an_unknown_end_are_kept_apart() -> None:
    ongoing, lost = parse("2012/.."), parse("2012/")
    assert (ongoing.open_end, ongoing.unknown_end) == (True, False)
    assert (lost.open_end, lost.unknown_end) == (False, True)
    assert ongoing.latest == LAST_DAY
    assert lost.latest is None


def test_an_open_start_and_an_unknown_start_are_kept_apart() -> None:
    always, lost = parse("../2011"), parse("/2011")
    assert (always.open_start, always.unknown_start) == (True, False)
    assert (lost.open_start, lost.unknown_start) == (False, True)
    assert always.earliest == FIRST_DAY
    assert lost.earliest is None
    assert always.latest == lost.latest == "2011-12-31"


def test_a_single_date_is_no_interval() -> None:
    assert not parse("2016").interval
    assert parse("2016/2016").interval


def test_blanks_around_a_date_are_dropped() -> None:
    assert parse(" 2008~/2013\n").text == "2008~/2013"


@pytest.mark.parametrize(
    "text", ["2013/2008", "2016-03-15/2016-03-14", "2016-03/2015", "2013~/2008~"]
)
def test_a_reversed_interval_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate):
        parse(text)


@pytest.mark.parametrize("text", ["../..", "/", "../", "/..", "..", "", " "])
def test_an_interval_without_any_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "2015-02-29",
        "2016-02-30",
        "2016-04-31",
        "2016-13",
        "2016-00",
        "2016-03-00",
        "0000",
        "1900-02-29",
    ],
)
def test_a_day_that_is_not_in_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "16", "20160315", "2016-3", "2016-03-5", "2016-21-1", "02016", "-2016", "+2016", "2016-",
        "~2016", "2016~~", "2016?~", "2016-03~-15", "20XX", "201X", "Y20160", "2016/2017/2018",
        "2016 / 2017", "2016 -03", "2016-03-15T09:00", "٢٠١٦", "²016", "2016\n2017", "[2014..2015]",
        "1_00", "2016--03", "2016-+3",
    ],
)  # fmt: skip
def test_what_lies_outside_the_subset_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate):
        parse(text)


def test_the_refusal_says_what_was_found_and_what_to_write() -> None:
    with pytest.raises(InvalidDate) as refused:
        parse("2016-02-30")
    assert str(refused.value).startswith("found 2016-02-30, expected a date such as 2016-03-15")
    assert "15/3/2016" in refused.value.hint
    assert refused.value.code == ExitCode.REFUSED


@pytest.mark.parametrize(
    "text", ["Trần Thị Giả Định", "they came 3 times at night and " * 3, "2016\x1b[31m"]
)
def test_a_story_in_a_date_field_is_not_quoted(text: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        parse(text)
    for word in text.split():
        assert word not in str(refused.value).split("expected")[0].split()


days = st.dates().map(lambda day: day.isoformat())
points = st.builds(
    lambda day, size, sign: day[:size] + sign,
    days,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?", "%"]),
)


@given(points)
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert parse(text).text == text
    assert str(parse(text).start) == text


@given(points, points)
def test_an_interval_is_refused_just_where_it_cannot_run_forwards(left: str, right: str) -> None:
    start, end = parse(left), parse(right)
    assert start.earliest
    assert end.latest
    if end.latest < start.earliest:
        with pytest.raises(InvalidDate):
            parse(f"{left}/{right}")
    else:
        assert bounds(f"{left}/{right}") == (start.earliest, end.latest)


@given(points)
def test_open_ends_lie_beyond_every_date(text: str) -> None:
    earliest, latest = bounds(text)
    assert FIRST_DAY < str(earliest) <= str(latest) <= LAST_DAY


@given(st.text(alphabet="0123456789-/.~?%X ", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InvalidDate):
        assert parse(parse(text).text) == parse(text)
