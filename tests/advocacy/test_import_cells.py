"""A cell is read as people write it in either language, or refused: never guessed."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from advocacy.importing.cells import given
from advocacy.importing.headings import Headings, Part, folded, spellings
from advocacy.importing.mapping import Mapping
from advocacy.importing.numbers import NotRead, plain, style_of
from advocacy.importing.rows import Column, letter_of
from advocacy.importing.sheets import NOT_IMPORTED
from records.errors import RecordsError
from records.fields import Field, fields_of
from records.store import Store
from records.types import NAMES, every_type, type_named
from records.types.consultation import Consultation
from records.types.evidence import Evidence
from tests.advocacy.imports import bring, csv_file, places, xlsx_file


def said(name: str, cell: Any, kind: str = "consultation") -> Any:
    """Return what a cell says for a field; references are read as themselves."""
    return given(fields_of(type_named(kind))[name], cell, "", lambda _field, text: text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("12,5", "12.5"), ("12.5", "12.5"),
        ("0.123", "0.123"), ("0,123", "0.123"), ("1.234.567", "1234567"), ("-3", "-3"),
        ("1 234,5", "1234.5"), ("1\u00a0234", "1234"), ("1234", "1234"),
        ("1,234,567.5", "1234567.5"),
    ],
)  # fmt: skip
def test_a_number_that_reads_one_way_only_is_read(text: str, expected: str) -> None:
    assert plain(text, "", whole=False) == expected


@pytest.mark.parametrize("text", ["1.234", "1,234", "999.999"])
def test_a_number_that_reads_two_ways_is_refused_unless_its_column_settles_it(text: str) -> None:
    with pytest.raises(NotRead, match="one way only"):
        plain(text, "", whole=False)
    vietnamese, english = plain(text, "vi", whole=False), plain(text, "en", whole=False)
    assert {vietnamese, english} == {text.replace(".", "").replace(",", ""),
                                     text.replace(",", ".")}  # fmt: skip


@pytest.mark.parametrize("text", ["1.234", "1,234", "1 234"])
def test_what_is_counted_has_no_fraction(text: str) -> None:
    assert plain(text, "", whole=True) == "1234"


@pytest.mark.parametrize("text", ["1,23,4", "1.2.3", "12.34,5", "1..2", "x", "12 people", "1e5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotRead):
        plain(text, "", whole=False)


def test_the_style_of_a_number_shows_where_it_can() -> None:
    assert [style_of(text) for text in ("1.234,5", "1,234.5", "1.234", "7", "2,5", "x")] == [
        "vi", "en", "", "", "vi", "",
    ]  # fmt: skip


def test_a_column_settles_its_own_numbers(store: Store, tmp_path: Path) -> None:
    head = ["claim", "value"]
    file = csv_file(tmp_path / "e.csv", [head, ["One", "1.234"], ["Two", "2,5"]], sign=";")
    assert bring(store, file, "evidence").problems == ()
    assert [one.value for one in store.every(Evidence)] == [1234.0, 2.5]
    mixed = csv_file(
        tmp_path / "f.csv", [head, ["3", "1.234"], ["4", "2,5"], ["5", "2.5"]], sign=";"
    )
    assert places(bring(store, mixed, "evidence")) == [("", 2, "B (value)")]
    alone = csv_file(tmp_path / "g.csv", [head, ["6", "1.234"]])
    assert places(bring(store, alone, "evidence")) == [("", 2, "B (value)")]


@pytest.mark.parametrize(
    ("name", "cell", "expected"),
    [
        ("date", datetime(2016, 3, 15, tzinfo=UTC), "2016-03-15"),
        ("date", date(2016, 3, 15), "2016-03-15"),
        ("date", "2016-03-15T09:30:00.000+07:00", "2016-03-15"),
        ("date", 2016, "2016"),
        ("starts_at", time(9, 30), "09:30"),
        ("starts_at", "09:30:00.000+07:00", "09:30"),
        ("province", "Hồ Chí Minh", "VN-SG"),
        ("province", "tỉnh Thừa Thiên Huế", "VN-26"),
        ("province", "Huế", "VN-26"),
        ("province", "VN-HN", "VN-HN"),
        ("forum", "hearing", "hearing"),
        ("forum", "HỌP song phương", "bilateral_meeting"),
        ("forum", "bilateral meeting / họp song phương", "bilateral_meeting"),
        ("room", 12.0, "12"),
        ("room", "'=1+1", "=1+1"),
        ("room", "''-5", "'-5"),
        ("room", "'tis", "'tis"),
        ("room", "  ", None),
        ("topics", "y tế; nhà ở\nviệc làm", ["y tế", "nhà ở", "việc làm"]),
        ("topics", '["a; b", "c"]', ["a; b", "c"]),
        ("bodies", "Bộ A, Vụ B; Bộ C", ["Bộ A, Vụ B", "Bộ C"]),
        ("participation_quality", "expenses_paid feedback_received",
         ["expenses_paid", "feedback_received"]),
        ("participation_quality", "được chi trả chi phí; Feedback received",
         ["expenses_paid", "feedback_received"]),
        ("participation_quality", "expenses paid feedback received",
         ["expenses_paid", "feedback_received"]),
        ("participation_quality", "expenses_paid, feedback_received",
         ["expenses_paid", "feedback_received"]),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_write_it(name: str, cell: Any, expected: Any) -> None:
    assert said(name, cell) == expected


@pytest.mark.parametrize("cell", ["yes / có", "yes", "Có", "1", 1, 1.0, True, "true"])
def test_yes_is_said_in_many_ways(store: Store, tmp_path: Path, cell: Any) -> None:
    book = xlsx_file(tmp_path / "s.xlsx", {"s": [["title", "names_contributors"], ["x", cell]]})
    bring(store, book, "source")
    assert getattr(store.every(type_named("source"))[0], "names_contributors", None) is True


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "perhaps"])
def test_an_error_of_the_spreadsheet_is_no_value(store: Store, tmp_path: Path, cell: str) -> None:
    file = csv_file(tmp_path / "s.csv", [["title", "names_contributors"], ["x", cell]])
    assert places(bring(store, file, "source")) == [("", 2, "B (names_contributors)")]


def test_a_long_story_in_a_column_of_terms_is_refused_at_once() -> None:
    with pytest.raises(RecordsError):
        said("participation_quality", "print " * 100_000)


def test_series_are_read_as_they_are_shown() -> None:
    assert said("series", "2014: 12; 2015: 1.234,5", "evidence") == [
        ["2014", 12.0], ["2015", 1234.5],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("title", "title"), ("TITLE *", "title"), ("Tên", "title"), ("ten", "title"),
        ("Title *\nTên *", "title"), ("tên (tiếng việt)", "title_vi"),
        ("group/title", "title"), ("a/b/title", "title"),
        ("group-what_was_asked", "what_was_asked"),
        ("Nhóm/Ngày", "date"), ("What was asked of us", "what_was_asked"),
        ("cơ quan chủ trì", "host"), ("Cơ quan chủ trì", "host"),
    ],
)  # fmt: skip
def test_a_heading_names_its_field(heading: str, name: str) -> None:
    target = Headings(Consultation, Mapping(), table=True).target(Column(heading, "A"))
    assert target is not None
    assert target.field is not None
    assert target.field.name == name


@pytest.mark.parametrize("heading", ["_submission_time", "_gps_latitude", "start", "SubmissionDate",
                                     "meta/instanceName", "__version__"])  # fmt: skip
def test_what_a_server_adds_is_no_field_and_no_mistake(heading: str) -> None:
    target = Headings(Consultation, Mapping(), table=True).target(Column(heading, "A"))
    assert target is not None
    assert target.field is None


def test_the_choices_of_a_question_may_have_a_column_each() -> None:
    headings = Headings(Consultation, Mapping(), table=True)
    for heading in ("participation_quality/expenses_paid", "g/participation_quality/expenses_paid",
                    "Chất lượng tham gia/được chi trả chi phí"):  # fmt: skip
        target = headings.target(Column(heading, "A"))
        assert target is not None
        assert target.choice == "expenses_paid"


def test_no_label_of_a_type_names_two_fields_and_none_is_a_servers_own() -> None:
    for record in every_type():
        if record.NAME in NOT_IMPORTED:
            continue
        headings = Headings(record, Mapping(), table=True)
        for field in fields_of(record).values():
            for heading in (field.name, field.label_en, field.label_vi):
                target = headings.target(Column(heading, "A"))
                assert target is not None, (record.NAME, heading)
                assert target.part is Part.OWN, (record.NAME, heading)
                assert target.field is not None
                same = field.name == record.PARENT and heading == target.field.label_vi
                assert same or target.field.name == field.name, (record.NAME, heading)


def test_every_term_is_found_by_its_key_and_both_labels() -> None:
    from records.vocabulary import terms

    fields: list[Field] = [f for name in NAMES for f in fields_of(type_named(name)).values()]
    for vocabulary in {field.vocabulary for field in fields if field.vocabulary}:
        known = spellings(vocabulary)
        for key, term in terms(vocabulary).items():
            assert known[folded(key)] == key
            assert known[folded(term.en)] in terms(vocabulary)
            assert known[folded(term.vi)] in terms(vocabulary)


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [letter_of(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
