"""What is given for a field is checked and kept in one form; a refusal repeats nobody's words."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.errors import InvalidField, MissingField, NotFound, RecordsError, UnknownField
from records.fields import Field, fields_of
from records.types import every_type
from records.types.briefing import Issue
from records.types.consultation import Consultation, Point
from records.types.evidence import Evidence
from records.types.position import Position
from records.types.testimony import Testimony
from records.values import accept, clean

TODAY = date(2026, 3, 15)
FIELDS = [
    pytest.param(record, field, id=f"{record.NAME}.{field.name}")
    for record in every_type()
    for field in fields_of(record).values()
]
MARKER = "Quỳnhbíẩn"


def resolve(field: Field, said: str) -> str:
    if said.startswith("O-"):
        return said.removeprefix("O-")
    raise NotFound(type=" / ".join(field.of), ref="with that name")


def kept(record: Any, **given_: Any) -> dict[str, Any]:
    return accept(record, given_, resolve, TODAY, whole=False)


def refusal(record: Any, **given_: Any) -> RecordsError:
    with pytest.raises(RecordsError) as refused:
        kept(record, **given_)
    return refused.value


@given(st.text())
def test_clean_text_is_nfc_and_has_no_sign_that_nobody_sees(said: str) -> None:
    text = clean(said)
    assert text == unicodedata.normalize("NFC", text)
    hidden = {"Cc", "Cs", "Cf", "Zl", "Zp"}
    assert not [
        s for s in text if unicodedata.category(s) in hidden and s not in "\n\t\u200c\u200d"
    ]
    assert clean(text.strip()) == text.strip()


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("cu\u031bo\u031bng", "cương"),
        ("e\x00\u0301", "é"),  # a letter and its mark with a control sign between them
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("\x1b[31mred\x07", "[31mred"),
        ("soft\u00adhyphen, zero\u200bwidth, \ufeffmark", "softhyphen, zerowidth, mark"),
        ("abc\u202edef\u2066", "abcdef"),
        ("ស្រី\u200b\u200bធ្វើ", "ស្រី\u200bធ្វើ"),  # where a word ends, in a script without spaces
        ("ຂ້ອຍ\u200ba \u200bຂ້ອຍ\u200b", "ຂ້ອຍa ຂ້ອຍ"),
        ("\ud800half", "half"),
        ("👩‍⚕️", "👩‍⚕️"),
        ("a\tb", "a\tb"),
    ],
)
def test_text_is_cleaned(said: str, text: str) -> None:
    assert clean(said) == text


def test_a_line_is_one_line() -> None:
    assert kept(Consultation, title="  Họp \t sơ kết ")["title"] == "Họp   sơ kết"
    assert "expected one line" in str(refusal(Consultation, title="one\ntwo"))
    assert "expected one line" in str(refusal(Consultation, title="one\u2028two"))


def test_text_has_a_longest() -> None:
    assert len(kept(Consultation, title="x" * 1_000)["title"]) == 1_000
    assert str(refusal(Consultation, title="x" * 1_001)) == (
        "title: found a text of 1001 signs, expected at most 1000 signs"
    )
    assert len(kept(Consultation, summary="x" * 1_000_000)["summary"]) == 1_000_000
    assert "at most 1000000" in str(refusal(Consultation, summary="x" * 1_000_001))


def test_a_list_has_a_longest() -> None:
    assert len(kept(Consultation, topics=[str(n) for n in range(1_000)])["topics"]) == 1_000
    assert "at most 1000" in str(refusal(Consultation, topics=["x"] * 1_001))
    assert "at most 1000" in str(refusal(Consultation, bodies="," * 1_001))


@pytest.mark.parametrize("nothing", [None, "", "  ", "\x00", "\u200b", "\n"])
def test_nothing_is_kept_as_nothing(nothing: str | None) -> None:
    assert kept(Consultation, room=nothing, summary=nothing) == {"room": None, "summary": None}
    assert kept(Consultation, topics=[nothing])["topics"] == ()
    if not nothing or nothing == "  ":
        assert kept(Consultation, bodies=nothing)["bodies"] == ()
    with pytest.raises(MissingField):
        kept(Consultation, title=nothing)


def test_a_list_is_given_as_a_list_or_with_commas() -> None:
    three = ("expenses_paid", "feedback_received", "sex_worker_led")
    assert kept(Consultation, participation_quality=list(three)) == {"participation_quality": three}
    assert kept(Consultation, participation_quality=", ".join(three))["participation_quality"] == (
        three
    )
    assert kept(Consultation, bodies="O-A, O-B,,O-A")["bodies"] == ("A", "B")
    assert kept(Consultation, topics="đất, nước")["topics"] == ("đất, nước",)
    assert kept(Consultation, topics=["b", "a", "b", " "])["topics"] == ("b", "a")


@pytest.mark.parametrize(
    ("said", "number"),
    [("12", 12), (" 12 ", 12), (12, 12), (12.0, 12), ("1_000", 1000), ("１２", 12), (0, 0)],
)
def test_a_whole_number_is_read(said: Any, number: int) -> None:
    assert kept(Evidence, n=said) == {"n": number}


@pytest.mark.parametrize(
    "said",
    [
        "-1",
        -1,
        "12.5",
        12.5,
        "many",
        True,
        [],
        [1],
        {},
        float("nan"),
        float("inf"),
        10**400,
        "9" * 5000,
        "1e5",
        10**13,
        b"12",
    ],
)
def test_what_is_no_whole_number_is_refused(said: Any) -> None:
    assert isinstance(refusal(Evidence, n=said), InvalidField) or said == []


@pytest.mark.parametrize("said", ["nan", "inf", "-inf", "1e400", 10**400, True, "x", float("nan")])
def test_what_is_no_number_is_refused(said: Any) -> None:
    assert "expected a number" in str(refusal(Evidence, value=said))


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ("yes", True),
        ("Có", True),
        ("CÓ", True),
        ("đúng", True),
        (True, True),
        ("1", True),
        ("no", False),
        ("Không", False),
        ("sai", False),
        (False, False),
        ("0", False),
    ],
)
def test_yes_and_no_are_read_in_both_languages(said: Any, truth: bool) -> None:  # noqa: FBT001
    assert kept(Testimony, support_offered=said) == {"support_offered": truth}


@pytest.mark.parametrize("said", ["maybe", 1, 0, 2.0, [True], {}, "yes no"])
def test_what_is_neither_yes_nor_no_is_refused(said: Any) -> None:
    assert "expected yes or no" in str(refusal(Testimony, support_offered=said))


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("9:30", "09:30"),
        ("09:30", "09:30"),
        ("9h30", "09:30"),
        ("9h", "09:00"),
        ("14G05", "14:05"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_is_read(said: str, time: str) -> None:
    assert kept(Consultation, starts_at=said) == {"starts_at": time}


@pytest.mark.parametrize(
    "said", ["24:00", "9:60", "half past", "9:30:00", "-1:00", "9" * 5_000, ":", "²:00", 9]
)
def test_what_is_no_time_is_refused(said: Any) -> None:
    assert isinstance(refusal(Consultation, starts_at=said), InvalidField)


def test_a_series_is_pairs_of_a_label_and_a_value() -> None:
    pairs = (("2014", 12), ("2015", 19.5), ("2016", "none"))
    assert kept(Evidence, series=[list(p) for p in pairs]) == {"series": pairs}
    assert kept(Evidence, series='[["2014", 12], ["2015", 19.5], ["2016", "none"]]') == {
        "series": pairs
    }
    assert kept(Evidence, series=[]) == {"series": ()}


@pytest.mark.parametrize(
    "said",
    [
        "[[",
        "[" * 100000,
        "null",
        "{}",
        '[["a", NaN]]',
        '[["a", true]]',
        '[["a"]]',
        '[["a", null]]',
        '[["", 1]]',
        "12",
        [["a", 1, 2]],
        [[1, 1]],
        [["a", [1]]],
        [None],
        {"a": 1},
        5,
        [["a\nb", 1]],
        [["a", "x" * 1001]],
        [["a", 10**400]],
        [["a", 1]] * 1001,
    ],
)
def test_what_is_no_series_is_refused(said: Any) -> None:
    assert isinstance(refusal(Evidence, series=said), InvalidField)


def test_a_code_has_no_blanks() -> None:
    assert kept(Testimony, contributor=" HN-07 ") == {"contributor": "HN-07"}
    assert "expected a code" in str(refusal(Testimony, contributor="Nguyễn Thị Thí Dụ"))


def test_places_terms_and_dates_are_read_as_people_say_them() -> None:
    assert kept(Consultation, province="ha noi", forum="Hội nghị", date="tháng 3 năm 2016") == {
        "province": "VN-HN",
        "forum": "conference",
        "date": "2016-03",
    }
    assert kept(Testimony, collected_on="hôm nay") == {"collected_on": "2026-03-15"}


@pytest.mark.parametrize(
    "given_",
    [
        {"province": "Atlantis"},
        {"forum": "seance"},
        {"date": "the other day"},
        {"host": "nobody"},
        {"attendees": "many"},
        {"title": 12},
        {"topics": [1]},
        {"bodies": [None]},
    ],
)
def test_a_refusal_names_the_field_and_what_is_expected(given_: dict[str, Any]) -> None:
    (name,) = given_
    said = str(refusal(Consultation, **given_))
    assert said.startswith(f"{name}: ")
    assert f"{name}: {name}: " not in said


def test_a_required_field_is_not_left_out_and_not_emptied() -> None:
    with pytest.raises(MissingField, match="statement: missing in a position"):
        accept(Position, {"title": "x", "status": "draft"}, resolve, TODAY)
    with pytest.raises(MissingField, match="title"):
        accept(Position, {"title": None}, resolve, TODAY, whole=False)
    assert accept(Position, {}, resolve, TODAY, whole=False) == {}


def test_a_number_of_nought_and_a_no_are_values() -> None:
    assert accept(Point, {"issue": "x", "consultation": "O-C"}, resolve, TODAY)
    assert kept(Evidence, n=0, value=0) == {"n": 0, "value": 0.0}


def test_an_unknown_field_is_refused_with_those_that_there_are() -> None:
    refused = refusal(Issue, **{"wrods" * 100: "x"})
    assert isinstance(refused, UnknownField)
    assert "briefing, number, on" in refused.hint
    assert len(str(refused)) < 100


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(b"bytes"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(("record", "field"), FIELDS)
@settings(max_examples=8)
@given(said=ODD)
def test_whatever_is_given_is_kept_or_refused(record: Any, field: Field, said: Any) -> None:
    try:
        value = kept(record, **{field.name: said})[field.name]
    except RecordsError as refused:
        assert field.name in str(refused)  # noqa: PT017
        assert isinstance(refused.hint, str)  # noqa: PT017
    else:
        again = accept(record, {field.name: value}, lambda _f, s: s, TODAY, whole=False)
        assert again[field.name] == value


PLANTED = (
    MARKER,
    f"Chị {MARKER} kể lại",
    f"{MARKER}\n{MARKER}",
    f"{MARKER} 2016",
    f"2016-13-45 {MARKER}",
    f"{MARKER}," * 3,
    f'[["{MARKER}", null]]',
    "x" * 1_001 + MARKER,
    [MARKER, 5],
    [[MARKER, None]],
    {MARKER: MARKER},
    {"a": [MARKER]},
    [{MARKER: 1}],
)


@pytest.mark.parametrize(("record", "field"), FIELDS)
def test_no_refusal_repeats_what_somebody_told(record: Any, field: Field) -> None:
    for said in PLANTED:
        try:
            kept(record, **{field.name: said})
        except RecordsError as refused:
            assert MARKER.casefold() not in (str(refused) + refused.hint).casefold()  # noqa: PT017


@pytest.mark.parametrize("said", ["0912345678", "0912 345 678", "+84 912 345 678"])
def test_no_refusal_repeats_a_telephone_number(said: str) -> None:
    for name in ("starts_at", "date", "province", "forum", "host"):
        with pytest.raises(RecordsError) as refused:
            kept(Consultation, **{name: said})
        assert said not in str(refused.value) + refused.value.hint


def test_a_short_figure_is_repeated_to_be_found_again() -> None:
    assert "found '25:61'" in str(refusal(Consultation, starts_at="25:61"))
    assert "found '12,5'" in str(refusal(Evidence, value="12,5"))

    assert "found '31/02/2016'" in str(refusal(Consultation, date="31/02/2016"))
