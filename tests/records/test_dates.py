"""Dates as people say them, in both languages, and how they are said back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.dates import UncertainDay, as_day, as_edtf, in_words
from records.edtf import InvalidDate, parse
from records.vietnamese import fold

TODAY = date(2016, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2016-03-15",
        "2016-03",
        "2016",
        "2008~/2013",
        "2012/..",
        "/2011",
        "../2011",
        "2012/",
        "2015%",
    ],
)
def test_edtf_passes_through(text: str) -> None:
    assert as_edtf(text, TODAY) == text


@pytest.mark.parametrize("said", ["2008~ / 2013", " 2008~/2013 ", "2008~/ 2013"])
def test_edtf_loses_its_blanks(said: str) -> None:
    assert as_edtf(said, TODAY) == "2008~/2013"


@pytest.mark.parametrize(
    "said",
    [
        "15/3/2016", "15-3-2016", "15.3.2016", "15/03/2016", "15 / 3 / 2016", "2016/3/15",
        "2016-3-15", "ngày 15/3/2016", "ngày 15 tháng 3 năm 2016", "ngay 15 thang 3 nam 2016",
        "NGÀY 15 THÁNG 3 NĂM 2016", "15 tháng 3 2016", "15 tháng ba năm 2016",
        "vào ngày 15 tháng 3, 2016", "15 March 2016", "15 march, 2016", "March 15, 2016",
        "15th of March 2016", "the 15th of March 2016", "on 15 Mar 2016", "15 mar. 2016",
    ],
)  # fmt: skip
def test_a_day_is_understood(said: str) -> None:
    assert as_edtf(said, TODAY) == "2016-03-15"
    assert as_day(said, TODAY) == "2016-03-15"


def test_figures_have_their_day_first_as_in_viet_nam() -> None:
    assert as_edtf("5/3/2016", TODAY) == "2016-03-05"
    with pytest.raises(InvalidDate):
        as_edtf("3/15/2016", TODAY)


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("3/2016", "03"), ("3-2016", "03"), ("03.2016", "03"), ("2016-3", "03"), ("2016/3", "03"),
        ("tháng 3 năm 2016", "03"), ("tháng 3/2016", "03"), ("thang 3 2016", "03"),
        ("tháng một năm 2016", "01"), ("tháng hai 2016", "02"), ("tháng ba năm 2016", "03"),
        ("tháng tư năm 2016", "04"), ("tháng bốn năm 2016", "04"), ("tháng năm năm 2016", "05"),
        ("thang nam 2016", "05"), ("tháng sáu năm 2016", "06"), ("tháng bảy năm 2016", "07"),
        ("tháng tám năm 2016", "08"), ("tháng chín năm 2016", "09"),
        ("tháng mười năm 2016", "10"), ("tháng mười một năm 2016", "11"),
        ("tháng mười hai năm 2016", "12"), ("March 2016", "03"), ("in march 2016", "03"),
        ("Sept 2016", "09"), ("Sep. 2016", "09"), ("May 2016", "05"), ("December, 2016", "12"),
    ],
)  # fmt: skip
def test_a_month_is_understood_in_figures_and_words(said: str, month: str) -> None:
    assert as_edtf(said, TODAY) == f"2016-{month}"


@pytest.mark.parametrize("said", ["2016", "năm 2016", "in 2016", "trong năm 2016", "the year 2016"])
def test_a_year_is_understood(said: str) -> None:
    assert as_edtf(said, TODAY) == "2016"


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("khoảng 2008", "2008~"), ("khoảng năm 2008", "2008~"), ("vào khoảng năm 2008", "2008~"),
        ("about 2008", "2008~"), ("around 2008", "2008~"), ("circa 2008", "2008~"),
        ("c. 2008", "2008~"), ("~2008", "2008~"), ("khoảng tháng 3 năm 2008", "2008-03~"),
        ("about 15 March 2008", "2008-03-15~"), ("maybe 2015", "2015?"), ("perhaps 2015", "2015?"),
        ("có lẽ 2015", "2015?"), ("co le nam 2015", "2015?"), ("3/2015?", "2015-03?"),
        ("maybe about 2015", "2015%"), ("có lẽ khoảng năm 2015", "2015%"),
    ],
)  # fmt: skip
def test_doubt_becomes_a_qualifier(said: str, edtf: str) -> None:
    assert as_edtf(said, TODAY) == edtf


@pytest.mark.parametrize(
    "said",
    [
        "2008 - 2013", "2008-2013", "2008–2013", "2008 — 2013", "2008 to 2013", "from 2008 to 2013",
        "between 2008 and 2013", "2008 until 2013", "từ 2008 đến 2013", "tu nam 2008 den nam 2013",
        "từ năm 2008 đến hết năm 2013", "giai đoạn 2008-2013", "the period 2008-2013",
    ],
)  # fmt: skip
def test_a_period_is_understood(said: str) -> None:
    assert as_edtf(said, TODAY) == "2008/2013"


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("15-16/3/2016", "2016-03-15/2016-03-16"),
        ("ngày 15 và 16 tháng 3 năm 2016", "2016-03-15/2016-03-16"),
        ("15 – 16 March 2016", "2016-03-15/2016-03-16"),
        ("30/4 - 2/5/2016", "2016-04-30/2016-05-02"),
        ("15-3-2016 - 20-3-2016", "2016-03-15/2016-03-20"),
        ("3-5/2016", "2016-03/2016-05"),
        ("từ tháng 3 đến tháng 5 năm 2016", "2016-03/2016-05"),
        ("March to May 2016", "2016-03/2016-05"),
        ("from December 2015 to January 2016", "2015-12/2016-01"),
        ("since around 2008 until 2013", "2008~/2013"),
    ],
)
def test_a_period_takes_what_its_beginning_leaves_out_from_its_end(said: str, edtf: str) -> None:
    assert as_edtf(said, TODAY) == edtf


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("since 2012", "2012/.."), ("từ 2012", "2012/.."), ("từ năm 2012", "2012/.."),
        ("từ năm 2012 đến nay", "2012/.."), ("2012 to now", "2012/.."), ("2012-nay", "2012/.."),
        ("từ tháng tư năm 2012", "2012-04/.."), ("since about 2012", "2012~/.."),
        ("after 2012", "2013/.."), ("sau năm 2012", "2013/.."),
        ("until 2011", "/2011"), ("đến 2011", "/2011"), ("up to 2011", "/2011"),
        ("before 2012", "/2011"), ("trước 2012", "/2011"), ("truoc nam 2012", "/2011"),
        ("before about 2012", "/2011~"), ("before January 2012", "/2011-12"),
        ("trước ngày 1/3/2012", "/2012-02-29"), ("after 31/12/2012", "2013-01-01/.."),
        ("sau tháng 12 năm 2012", "2013-01/.."),
    ],
)  # fmt: skip
def test_one_end_of_a_period_is_enough(said: str, edtf: str) -> None:
    assert as_edtf(said, TODAY) == edtf


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2016-03-01"), ("hôm nay", "2016-03-01"), ("Hom nay", "2016-03-01"),
        ("yesterday", "2016-02-29"), ("hôm qua", "2016-02-29"),
        ("tomorrow", "2016-03-02"), ("ngày mai", "2016-03-02"),
    ],
)  # fmt: skip
def test_days_are_counted_from_today(said: str, day: str) -> None:
    assert as_day(said, TODAY) == day


@pytest.mark.parametrize(
    "said",
    [
        "", "soon", "31/2/2016", "0/3/2016", "15/0/2016", "15/3", "15/3/16", "March", "tháng 3",
        "the 15th", "15", "2008-13", "2013 - 2008", "March - 2016", "15/3 - 2016", "once to 2011",
        "before 1/1/0001", "before 0001", "after 9999", "before", "since", "từ", "about", "?",
        "../..", "quý 3 năm 2016", "15/3/2016 09:30", "2016 or 2017", "15/3-2016",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_and_not_guessed(said: str) -> None:
    with pytest.raises(InvalidDate):
        as_edtf(said, TODAY)


@pytest.mark.parametrize(
    "said",
    ["2016", "3/2016", "about 15/3/2016", "15/3/2016?", "since 15/3/2016", "15-16/3/2016", "soon"],
)
def test_a_certain_day_is_asked_for_where_one_is_needed(said: str) -> None:
    with pytest.raises(UncertainDay) as refused:
        as_day(said, TODAY)
    assert "one certain day" in str(refused.value)


@pytest.mark.parametrize(
    ("edtf", "english", "vietnamese"),
    [
        ("2016-03-15", "15 March 2016", "ngày 15 tháng 3 năm 2016"),
        ("2020-01-05", "5 January 2020", "ngày 05 tháng 01 năm 2020"),
        ("2016-03", "March 2016", "tháng 3 năm 2016"),
        ("2016-02", "February 2016", "tháng 02 năm 2016"),
        ("2016", "2016", "năm 2016"),
        ("2008~", "about 2008", "khoảng năm 2008"),
        ("2015?", "perhaps 2015", "có lẽ năm 2015"),
        ("2015-03%", "perhaps about March 2015", "có lẽ khoảng tháng 3 năm 2015"),
        ("2008/2013", "2008 – 2013", "năm 2008 – 2013"),
        ("2008~/2013", "about 2008 – 2013", "khoảng năm 2008 – 2013"),
        ("2008/2013~", "2008 – about 2013", "năm 2008 – khoảng năm 2013"),
        ("2008/2013-05", "2008 – May 2013", "năm 2008 – tháng 5 năm 2013"),
        ("2016-03-15/2016-03-16", "15 – 16 March 2016", "ngày 15 – 16 tháng 3 năm 2016"),
        ("2016-04-30/2016-05-02", "30 April – 2 May 2016",
         "ngày 30 tháng 4 – ngày 02 tháng 5 năm 2016"),
        ("2016-03/2016-05", "March – May 2016", "tháng 3 – 5 năm 2016"),
        ("2015-12/2016-01", "December 2015 – January 2016",
         "tháng 12 năm 2015 – tháng 01 năm 2016"),
        ("2012/..", "since 2012", "từ năm 2012"),
        ("2012/", "from 2012 (end not known)", "từ năm 2012 (không rõ thời điểm kết thúc)"),
        ("/2011", "until 2011 (start not known)", "đến năm 2011 (không rõ thời điểm bắt đầu)"),
        ("../2011", "at any time until 2011", "bất cứ lúc nào cho đến năm 2011"),
    ],
)  # fmt: skip
def test_a_date_is_said_in_both_languages(edtf: str, english: str, vietnamese: str) -> None:
    assert in_words(edtf, "en") == english
    assert in_words(edtf, "vi") == vietnamese


def written(day: date, size: int, sign: str) -> str:
    return day.isoformat()[:size] + sign


points = st.builds(
    written,
    st.dates(date(1000, 1, 1)),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "", "~", "?", "%"]),
)
near = st.dates(date(2015, 11, 1), date(2016, 2, 28))
sizes = st.sampled_from([4, 7, 10])
spans = st.builds(
    lambda a, b, left, right, sign: (
        f"{written(min(a, b), left, sign)}/{written(max(a, b), right, '')}"
    ),
    *(near, near, sizes, sizes, st.sampled_from(["", "~"])),
)
dates = st.one_of(
    points,
    spans,
    points.map("{}/..".format),
    points.map("{}/".format),
    points.map("/{}".format),
    points.map("../{}".format),
)


@given(edtf=dates, language=st.sampled_from(["en", "vi"]), bare=st.booleans())
def test_what_is_said_is_understood_again(*, edtf: str, language: str, bare: bool) -> None:
    said = in_words(edtf, language)
    assert as_edtf(fold(said) if bare else said, TODAY) == edtf


@given(st.text(alphabet="0123456789/-. abctuđếnừnămkhoảgthángMarch?~%()", max_size=30))
def test_any_text_is_understood_or_refused(said: str) -> None:
    with suppress(InvalidDate):
        edtf = as_edtf(said, TODAY)
        assert parse(edtf).text == edtf


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("hôm kia", "2026-03-13"),
        ("the day before yesterday", "2026-03-13"),
        ("năm ngoái", "2025"),
        ("last year", "2025"),
        ("năm nay", "2026"),
        ("tháng trước", "2026-02"),
        ("this month", "2026-03"),
        ("từ năm ngoái đến tháng này", "2025/2026-03"),
    ],
)
def test_what_is_near_in_time_is_said_from_today(said: str, kept: str) -> None:
    assert as_edtf(said, date(2026, 3, 15)) == kept


def test_the_next_month_is_not_taken_for_june_nor_june_for_it() -> None:
    with pytest.raises(InvalidDate):
        as_edtf("tháng sau", date(2026, 3, 15))


@pytest.mark.parametrize("read", [as_edtf, as_day])
def test_a_pasted_text_is_refused_before_it_is_read_and_is_not_quoted(
    read: Callable[[str, date], str],
) -> None:
    said = "2016-03-15" + " " * 200  # a date, were it not so long
    assert read(said[:200], TODAY) == "2016-03-15"
    for text in (said, "She went to the market - then on 15/3 she " * 1500):
        with pytest.raises(InvalidDate) as refused:
            read(text, TODAY)
        assert "a long text" in str(refused.value)
        assert "market" not in str(refused.value)
