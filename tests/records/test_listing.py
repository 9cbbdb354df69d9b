"""Lists hold what fits, in the order in which people look for it."""

import random
from typing import Any

import pytest

from records.errors import InvalidField, MissingField, NotFound, RecordsError, UnknownField
from records.fields import fields_of
from records.listing import listed
from records.store import Store
from records.types import NAMES, type_named
from records.types.common import Record
from records.types.consultation import Consultation, Delegation
from records.types.evidence import Evidence
from records.types.public_life import Organisation
from records.types.testimony import Consent, Testimony
from tests.builders import (
    a_consent,
    a_consultation,
    a_testimony,
    an_organisation,
    one_of_each,
    some_evidence,
)


def titles(found: list[Any]) -> list[str]:
    return [one.title for one in found]


@pytest.mark.parametrize("kind", NAMES)
def test_every_field_of_every_type_filters_and_sorts(store: Store, kind: str) -> None:
    made = one_of_each(store)
    record = type_named(kind)
    for name, field in fields_of(record).items():
        said = {"series": '[["a", 1]]'}.get(field.kind)
        if field.kind in ("ref", "refs"):
            said = made[field.of[0]].ref
        value = getattr(made[kind], name)
        if said is None and value not in (None, ()):
            said = str(value[0] if field.many else value)
        found = (
            listed(store, record, where={name: said or ""}) if said or not field.required else []
        )
        if value not in (None, ()):
            assert made[kind] in found
        for way in ("", "-"):
            assert made[kind] in listed(store, record, sort=way + name)
            assert made[kind].id in {
                one.id for one in listed(store, record, sort=way + name, fields=[record.TITLE])
            }


def test_a_filter_of_each_kind_keeps_what_fits(store: Store) -> None:
    ministry = an_organisation(store)
    fits = {
        "title": "Họp một",
        "date": "2016-03",
        "starts_at": "09:30",
        "host": ministry.ref,
        "bodies": [ministry.ref],
        "forum": "conference",
        "participation_quality": ["expenses_paid", "sex_worker_led"],
        "province": "VN-HN",
        "attendees": 0,
        "summary": "Đã bàn.",
        "topics": ["hộp", "đất"],
    }
    one = a_consultation(store, **fits)
    a_consultation(store)
    said = {
        "title": "Họp một",
        "date": "tháng 3 năm 2016",
        "starts_at": "9h30",
        "host": "bo thi du",
        "bodies": ministry.ref.lower(),
        "forum": "Hội nghị",
        "participation_quality": "expenses paid",
        "province": "hanoi",
        "attendees": "0",
        "summary": "Đã bàn.",
        "topics": "đất",
    }
    for name, value in said.items():
        assert listed(store, Consultation, where={name: value}) == [one], name
    assert listed(store, Consultation, where=said) == [one]
    both = {"participation_quality": "expenses paid, sex worker led"}
    assert listed(store, Consultation, where=both) == [one]
    assert (
        listed(
            store, Consultation, where={"participation_quality": "expenses_paid,feedback_received"}
        )
        == []
    )


def test_yes_no_numbers_days_and_series_filter(store: Store) -> None:
    told, other = (
        a_testimony(store, support_offered=True),
        a_testimony(store, support_offered=False),
    )
    assert listed(store, Testimony, where={"support_offered": "có"}) == [told]
    assert listed(store, Testimony, where={"support_offered": "no"}) == [other]
    decision = a_consent(store, told)
    assert listed(store, Consent, where={"given_on": "1/3/2026"}) == [decision]
    chart = some_evidence(store, series=[["2014", 12]], value=1.5)
    some_evidence(store)
    assert listed(store, Evidence, where={"series": '[["2014",12]]'}) == [chart]
    assert listed(store, Evidence, where={"value": "1.50"}) == [chart]


def test_nothing_finds_the_records_without_a_value(store: Store) -> None:
    bare = a_consultation(store, title="bare")
    full = {"room": "2", "topics": ["x"], "participation_quality": ["expenses_paid"]}
    a_consultation(store, host=an_organisation(store).ref, attendees=0, **full)
    for name in ("room", "topics", "participation_quality", "attendees", "host"):
        for nothing in ("", "  "):
            assert listed(store, Consultation, where={name: nothing}) == [bare], name


@pytest.mark.parametrize(
    ("where", "refusal"),
    [
        ({"forum": "seance"}, RecordsError),
        ({"host": "nobody"}, NotFound),
        ({"x": "y"}, UnknownField),
        ({"attendees": "many"}, InvalidField),
        ({"'; DROP TABLE record": "1"}, UnknownField),
        ({"": ""}, UnknownField),
        ({"id": "x"}, UnknownField),
    ],
)
def test_a_filter_that_means_nothing_is_refused(
    store: Store, where: dict[str, str], refusal: type[RecordsError]
) -> None:
    with pytest.raises(refusal) as refused:
        listed(store, Consultation, where=where)
    assert not isinstance(refused.value, MissingField)


DATES = {
    "2015": "2015",
    "2016-03": "2016-03",
    "2016": "2016",
    "about 2008 to 2013": "2008~/2013",
    "open": "2012/..",
    "open start": "../2013",
    "unknown end": "2014/",
    "unknown start": "/2013",
    "none": None,
}


@pytest.fixture
def dated(store: Store) -> Store:
    """Return a store with consultations of all kinds of dates, made in no order."""
    names = list(DATES)
    random.Random(1).shuffle(names)  # noqa: S311
    for title in names:
        a_consultation(store, title=title, date=DATES[title])
    return store


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        ("2016-01-01", None, {"2016-03", "2016", "open", "unknown end"}),
        ("2016-03-31", None, {"2016-03", "2016", "open", "unknown end"}),
        ("2016-04-01", None, {"2016", "open", "unknown end"}),
        ("2017-01-01", None, {"open", "unknown end"}),
        (None, "2007-12-31", {"open start", "unknown start"}),
        (None, "2012-01-01", {"open start", "unknown start", "about 2008 to 2013", "open"}),
        ("2013-12-31", "2013-12-31", {"open start", "unknown start", "about 2008 to 2013", "open"}),
        ("2014-06-01", "2014-06-30", {"open", "unknown end"}),
        ("2015-12-31", "2016-03-01", {"2015", "2016", "2016-03", "open", "unknown end"}),
        ("0001-01-01", "9999-12-31", set(DATES) - {"none"}),
        (None, None, set(DATES)),
    ],
)
def test_an_uncertain_date_fits_where_any_of_its_days_may(
    dated: Store, since: str | None, until: str | None, fits: set[str]
) -> None:
    assert set(titles(listed(dated, Consultation, since=since, until=until))) == fits


def test_records_stand_in_the_order_of_their_dates(dated: Store) -> None:
    found = titles(listed(dated, Consultation))
    assert found[0] == "open start"
    assert found[1:3] == ["about 2008 to 2013", "open"]
    assert found[3:5] == ["unknown start", "unknown end"]
    assert found[5] == "2015"
    assert set(found[6:8]) == {"2016", "2016-03"}
    assert found[8] == "none"
    turned = titles(listed(dated, Consultation, sort="-date"))
    assert turned[-1] == "none"
    assert turned[0] == "2016-03"


def test_a_certain_day_bounds_a_list(store: Store) -> None:
    told = a_testimony(store)
    early, late = a_consent(store, told, given_on="2026-01-01"), a_consent(store, told)
    a_consent(store, told, given_on=None)
    assert listed(store, Consent, since="2026-01-01", until="2026-02-01") == [early]
    assert listed(store, Consent, since="2026-01-02") == [late]


def test_a_type_without_a_date_has_no_bounds(store: Store) -> None:
    with pytest.raises(InvalidField, match="expected a type with a date"):
        listed(store, Delegation, since="2016-01-01")


NAMES_IN_ORDER = ["An", "Ân", "Ba", "Bà", "Bá", "Đà", "Dung", "Đức", "Ê", "Yên"]
ORDER = ["An", "Ân", "Ba", "Bà", "Bá", "Dung", "Đà", "Đức", "Ê", "Yên"]


def test_text_is_sorted_as_a_vietnamese_dictionary_does(store: Store) -> None:
    for name in reversed(NAMES_IN_ORDER):
        an_organisation(store, name=name, name_vi=None)
    for fields in (None, ["kind"], ["kind", "name"]):
        found = listed(store, Organisation, sort="name", fields=fields)
        assert [one.name for one in found] == ORDER
        back = listed(store, Organisation, sort="-name", fields=fields)
        assert [one.name for one in back] == ORDER[::-1]
    assert [one.name for one in listed(store, Organisation, sort="name", limit=3)] == ORDER[:3]
    assert [one.name for one in listed(store, Organisation, sort="-name", limit=1)] == ["Yên"]


@pytest.mark.parametrize("field", ["room", "attendees", "date", "starts_at"])
@pytest.mark.parametrize("way", ["", "-"])
def test_what_has_no_value_stands_last(store: Store, field: str, way: str) -> None:
    value = {"room": "A", "attendees": 1, "date": "2016", "starts_at": "09:00"}[field]
    bare = a_consultation(store, date=None)
    a_consultation(store, **({"date": None} | {field: value}))
    assert listed(store, Consultation, sort=way + field)[-1] == bare


def test_numbers_are_sorted_as_numbers(store: Store) -> None:
    for number in (10, 9, 100):
        a_consultation(store, attendees=number)
    found = listed(store, Consultation, sort="attendees")
    assert [one.attendees for one in found] == [9, 10, 100]


def test_without_a_date_records_stand_as_they_were_made(store: Store) -> None:
    meeting = a_consultation(store)
    sent = [store.add("delegation", {"consultation": meeting.ref}) for _ in range(5)]
    assert listed(store, Delegation) == sent
    assert listed(store, Delegation, sort="-") == sent[::-1]


@pytest.mark.parametrize("sort", ["ref", "-ref", "created", "updated"])
def test_records_are_sorted_by_what_the_store_knows_of_them(store: Store, sort: str) -> None:
    made = [a_consultation(store) for _ in range(5)]
    found = listed(store, Consultation, sort=sort)
    assert sorted(one.id for one in found) == sorted(one.id for one in made)
    refs = [one.ref for one in found]
    assert "ref" not in sort or refs == sorted(refs, reverse=sort.startswith("-"))


def test_an_unknown_field_to_sort_by_is_refused(store: Store) -> None:
    with pytest.raises(UnknownField):
        listed(store, Consultation, sort="id; DROP TABLE record")


@pytest.mark.parametrize("limit", [0, 1, 2, 5, 10])
@pytest.mark.parametrize("sort", [None, "title", "date"])
def test_a_list_has_at_most_so_many(store: Store, limit: int, sort: str | None) -> None:
    for number in range(5):
        a_consultation(store, title=str(number))
    assert len(listed(store, Consultation, limit=limit, sort=sort)) == min(limit, 5)


def test_only_the_fields_that_are_asked_for_are_read(store: Store) -> None:
    a_consultation(store, summary="Không cần đọc.", room="2")
    (one,) = listed(store, Consultation, fields=["title"])
    assert (one.title, one.summary, one.room) == ("Workshop on the example decree", None, None)


def test_deleted_records_are_in_no_list(store: Store) -> None:
    one: Record = a_consultation(store)
    store.delete(one.id)
    assert listed(store, Consultation) == []
