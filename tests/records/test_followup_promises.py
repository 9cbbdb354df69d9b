"""Late or not, how specific, what they say and what we can show: worked out a second time."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.followup.promises import in_time, lateness, ledger, marks_of, standing
from records.store import Store
from records.types.commitment import Commitment, Progress
from tests.builders import a_commitment, an_organisation
from tests.plaindates import read
from tests.tenyears import ten_years

TODAY = date(2026, 3, 15)
WINDOW = [date(2022, 1, 1) + timedelta(days=n) for n in range(365 * 9)]

years = st.integers(2024, 2028)
points = st.one_of(
    years.map(str),
    st.tuples(years, st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02}"),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)).map(date.isoformat),
)
qualified = st.tuples(points, st.sampled_from(["", "", "~", "?", "%"])).map("".join)
intervals = st.tuples(qualified | st.sampled_from(["", ".."]), qualified).map("/".join)
to_the_future = st.tuples(qualified, st.sampled_from(["", ".."])).map("/".join)
todays = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def days_of(point: str) -> list[date]:
    """List the days that a year, a month or a day means."""
    numbers = point.rstrip("~?%")
    return [day for day in WINDOW if day.isoformat().startswith(numbers)]


def days_meant(due: str) -> list[date]:
    """List the days on which something may fall due; of an unknown beginning, the last alone."""
    if "/" not in due:
        return days_of(due)
    left, right = due.split("/")
    first = WINDOW[0] if left == ".." else None if left == "" else days_of(left)[0]
    last = days_of(right)[-1] if right.strip(".") else WINDOW[-1]
    return [day for day in WINDOW if (first or last) <= day <= last]


def worked_out(due: str, today: date) -> str:
    days = days_meant(due)
    if all(day < today for day in days):
        return "may_be_overdue" if set(due) & set("~?%") else "overdue"
    if any(day < today for day in days):
        return "may_be_overdue"
    return "due_soon" if min(days) <= today + timedelta(days=30) else "not_due"


def runs_forward(due: str) -> bool:
    left, _slash, right = due.partition("/")
    return not (left.strip(".") and right.strip(".")) or days_of(left)[0] <= days_of(right)[-1]


@given(due=st.one_of(qualified, intervals, to_the_future).filter(runs_forward), today=todays)
def test_lateness_is_what_counting_every_day_gives(due: str, today: date) -> None:
    assert lateness(due, today) == worked_out(due, today)


@given(due=st.one_of(qualified, intervals).filter(runs_forward), today=todays)
def test_what_is_overdue_stays_so(due: str, today: date) -> None:
    if lateness(due, today) in ("overdue", "may_be_overdue"):
        assert lateness(due, today + timedelta(days=1)) in ("overdue", "may_be_overdue")


@pytest.mark.parametrize(
    ("due", "today", "said"),
    [
        ("2019", date(2026, 11, 23), "overdue"),
        ("2026~", date(2026, 11, 23), "may_be_overdue"),
        ("2027~", date(2026, 11, 23), "not_due"),
        ("2016/2020", date(2026, 11, 23), "overdue"),
        ("/2030", date(2026, 11, 23), "not_due"),
        ("2026-12-23", date(2026, 11, 23), "due_soon"),
        ("2026-12-24", date(2026, 11, 23), "not_due"),
        (None, date(2026, 11, 23), "undated"),
    ],
)
def test_lateness_in_the_words_of_the_issue(due: str | None, today: date, said: str) -> None:
    assert lateness(due, today) == said


@pytest.mark.parametrize("status", ["met", "withdrawn", "overtaken"])
def test_what_is_settled_is_never_late(status: str) -> None:
    assert standing(Commitment(due="2019", status=status), TODAY) == "settled"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, (False, False, False, False)),
        ({"deliverable": "a circular"}, (True, False, False, False)),
        ({"target": "in every province", "due": "2019"}, (False, True, True, False)),
        ({"post": "Director"}, (False, False, False, True)),
        ({"official": "f1"}, (False, False, False, True)),
    ],
)
def test_four_marks_say_what_a_promise_names(
    given: dict[str, Any], said: tuple[bool, bool, bool, bool]
) -> None:
    assert tuple(marks_of(Commitment(**given))) == said


def test_reports_stand_in_the_order_of_their_dates_whatever_the_order_of_their_making() -> None:
    said = ["2020-05", "2016", "2016-09-01", "2019~", "/2018"]
    reports = in_time(Progress(id=on, on=on) for on in said)
    assert [one.on for one in reports] == ["2016", "2016-09-01", "/2018", "2019~", "2020-05"]


def test_what_they_say_and_what_we_can_show_come_from_the_last_report_that_says_each(
    store: Store,
) -> None:
    promise = a_commitment(store, an_organisation(store))
    for on, said in (
        ("2018", {"claimed": "complete"}),
        ("2016", {"claimed": "limited", "verified": "limited"}),
        ("2017", {"verified": "not_started"}),
        ("2019", {"note": "A letter came."}),
    ):
        store.add("progress", {"commitment": promise.ref, "on": on, **said})
    (one,) = ledger(store, TODAY)
    assert one.claimed
    assert (one.claimed.on, one.claimed.claimed) == ("2018", "complete")
    assert one.verified
    assert (one.verified.on, one.verified.verified) == ("2017", "not_started")
    assert [report.on for report in one.reports] == ["2016", "2017", "2018", "2019"]


def test_ten_years_of_promises_are_weighed_as_their_plain_data_say(store: Store) -> None:
    decade = ten_years(store)
    today = date(2026, 11, 23)
    successors = {o["key"]: o.get("successor") for o in decade.of["organisation"]}
    found = {one.commitment.id: one for one in ledger(store, today)}
    assert len(found) == len(decade.of["commitment"])
    for plain in decade.of["commitment"]:
        one = found[decade.ids[plain["key"]]]
        settled = plain["status"] in ("met", "withdrawn", "overtaken")
        late = worked_out(plain["due"], today) if plain["due"] else "undated"
        assert one.lateness == ("settled" if settled else late), plain["due"]
        body = plain["body"]
        while successors[body]:
            body = successors[body]
        assert one.answers == decade.ids[body]
        reports = sorted(
            decade.where("progress", commitment=plain["key"]),
            key=lambda p: read(p["on"]).begins,
        )
        claimed = [p["claimed"] for p in reports if p["claimed"]]
        verified = [p["verified"] for p in reports if p["verified"]]
        assert (one.claimed and one.claimed.claimed) == (claimed[-1] if claimed else None)
        assert (one.verified and one.verified.verified) == (verified[-1] if verified else None)


def test_the_ledger_of_a_successor_holds_what_it_took_over(store: Store) -> None:
    decade = ten_years(store)
    today = date(2026, 11, 23)
    merged = {"org.ministry", "org.labels", "org.benches"}
    told = ledger(store, today, decade.ids["org.ministry"])
    expected = {p["key"] for p in decade.of["commitment"] if p["body"] in merged}
    assert decade.keys(one.commitment.id for one in told) == expected
    assert {p["body"] for p in decade.of["commitment"] if p["key"] in expected} > {"org.ministry"}


def test_the_latest_comes_first_and_what_is_settled_last(store: Store) -> None:
    ten_years(store)
    order = ["overdue", "may_be_overdue", "due_soon", "not_due", "undated", "settled"]
    told = [order.index(one.lateness) for one in ledger(store, date(2026, 11, 23))]
    assert told == sorted(told)
