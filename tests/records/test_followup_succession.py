"""Who answers for a body that was merged, and who sat in which chair when."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.followup.succession import line_of
from records.followup.tenure import chairs, held, holder_of
from records.store import Store
from records.types.public_life import Organisation
from tests.builders import a_commitment, a_consultation, an_organisation
from tests.tenyears import ten_years

TODAY = date(2026, 11, 23)


def bodies(**successors: str | None) -> dict[str, Organisation]:
    return {one: Organisation(id=one, successor=then) for one, then in successors.items()}


def test_a_body_that_nobody_took_over_answers_for_itself() -> None:
    assert line_of(bodies(a=None), "a", TODAY) == ("a",)


def test_bodies_that_were_merged_lead_to_the_same_one_over_any_number_of_steps() -> None:
    known = bodies(a="b", b="d", c="d", d=None)
    assert line_of(known, "a", TODAY) == ("a", "b", "d")
    assert line_of(known, "c", TODAY) == ("c", "d")


names = st.sampled_from("abcdefg")


@given(successors=st.dictionaries(names, names | st.none(), min_size=1), start=names)
def test_any_ring_ends_and_no_body_stands_twice_in_a_line(
    successors: dict[str, str | None], start: str
) -> None:
    line = line_of(bodies(**successors), start, TODAY)
    assert line[0] == start
    assert len(set(line)) == len(line)
    assert all(successors.get(a) == b for a, b in pairwise(line))
    onward = successors.get(line[-1])
    assert onward is None or onward in line


@pytest.mark.parametrize(
    ("valid", "answers"),
    [
        (None, "b"), ("2009/2021-03-01", "b"), ("/2018", "b"), ("2009/..", "b"), ("2009/", "b"),
        ("2009/2026-11-23", "b"), ("2009/2027", "a"), ("../2027-01-01", "a"),
    ],
)  # fmt: skip
def test_a_merger_that_is_only_planned_has_not_happened(valid: str | None, answers: str) -> None:
    known = bodies(a="b", b=None)
    known["a"] = Organisation(id="a", successor="b", valid=valid)
    assert line_of(known, "a", TODAY)[-1] == answers


WINDOW = [date(2023, 12, 20) + timedelta(days=n) for n in range(150)]
days = st.dates(date(2024, 1, 1), date(2024, 4, 30)).map(date.isoformat)
points = days | st.integers(1, 4).map(lambda month: f"2024-{month:02}")
qualified = st.tuples(points, st.sampled_from(["", "", "", "~", "?"])).map("".join)
ends = st.sampled_from(["", ".."])
spans = st.one_of(
    qualified, st.tuples(qualified, qualified | ends).map("/".join),
    st.tuples(ends, qualified).map("/".join),
)  # fmt: skip


def days_of(point: str) -> list[date]:
    return [day for day in WINDOW if day.isoformat().startswith(point.rstrip("~?%"))]


def forward(span: str) -> bool:
    left, _slash, right = span.partition("/")
    return not (left.strip(".") and right.strip(".")) or days_of(left)[0] <= days_of(right)[-1]


def ways(span: str) -> list[tuple[date, date]]:
    """List every pair of first and last day that a tenure may have had."""
    left, _slash, right = span.partition("/") if "/" in span else (span, "/", span)
    starts = {"..": WINDOW[:1], "": WINDOW}.get(left) or days_of(left)
    stops = {"..": WINDOW[-1:], "": WINDOW}.get(right) or days_of(right)
    return [(first, last) for first in starts for last in stops if first <= last]


@given(tenure=spans.filter(forward), when=qualified)
def test_a_chair_is_held_for_certain_only_if_every_reading_of_the_dates_says_so(
    tenure: str, when: str
) -> None:
    asked = (days_of(when)[0], days_of(when)[-1])
    possible = ways(tenure)
    every = all(first <= asked[0] and asked[1] <= last for first, last in possible)
    some = any(first <= asked[1] and asked[0] <= last for first, last in possible)
    doubtful = bool(set(tenure + when) & set("~?%"))
    expected = "no" if not some else "certain" if every and not doubtful else "possible"
    assert held(tenure, when) == expected


@pytest.mark.parametrize(("tenure", "when"), [(None, "2020"), ("2014/..", None), (None, None)])
def test_without_a_date_nobody_is_ruled_out_and_nobody_certain(
    tenure: str | None, when: str | None
) -> None:
    assert held(tenure, when) == "possible"


def test_who_sat_in_a_chair_and_who_sits_there_now(store: Store) -> None:
    decade = ten_years(store)

    def sat(when: str) -> list[tuple[str, str]]:
        found = holder_of(store, decade.ids["org.ministry"], "director", when)
        known = {record_id: key for key, record_id in decade.ids.items()}
        return [(known[one.official.id], one.held) for one in found]

    assert sat("2017-05-01") == [("off.0", "certain")]
    assert sat("2019") == [("off.0", "possible"), ("off.1", "possible")]
    assert sat("2020~") == [("off.1", "possible")]
    assert sat("2026-11-23") == [("off.2", "certain")]
    assert sat("2010") == []


def test_the_chair_behind_a_promise_moves_to_the_successor(store: Store) -> None:
    new = an_organisation(store, name="Ministry of New Examples", name_vi=None)
    old = an_organisation(store, name="Office of Old Examples", name_vi=None, successor=new.ref)

    def official(body: str, name: str, tenure: str) -> str:
        return store.add(
            "official",
            {"name": name, "post": "Director", "post_vi": "Vụ trưởng", "organisation": body,
             "tenure": tenure},
        ).id  # fmt: skip

    then = official(old.ref, "Thí Dụ Một", "2015/2020-12")
    later = official(new.ref, "Thí Dụ Hai", "2021/..")
    meeting = a_consultation(store, date="2018-06-01", host=old.ref)
    promise = a_commitment(store, old, post="vu truong", consultation=meeting.ref)
    silent = a_commitment(store, old, consultation=meeting.ref)
    found = chairs(store, [promise, silent], TODAY)
    chair = found[promise.id]
    assert silent.id not in found
    assert (chair.promised, [h.official.id for h in chair.then]) == ("2018-06-01", [then])
    assert [h.official.id for h in chair.now] == [later]
    assert {h.held for h in (*chair.then, *chair.now)} == {"certain"}


def test_an_official_named_with_a_promise_sat_there(store: Store) -> None:
    body = an_organisation(store)
    one = store.add("official", {"name": "Thí Dụ Ba", "post": "Director", "organisation": body.ref})
    promise = a_commitment(store, body, official=one.ref)
    chair = chairs(store, [promise], TODAY)[promise.id]
    assert [(h.official.id, h.held) for h in chair.then] == [(one.id, "certain")]
    assert [(h.official.id, h.held) for h in chair.now] == [(one.id, "possible")]
