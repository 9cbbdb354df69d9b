"""The calendar: what programs accept, and what nobody should read over a shoulder."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from advocacy.exporting.diary import Diary, diary
from records.followup.promises import OPEN
from records.store import Store
from records.types.common import Record
from tests.advocacy.conftest import Typed
from tests.builders import a_commitment, a_consultation, a_position, an_ask, an_organisation
from tests.terminal import Terminal


def drawn(store: Store, *records: Record, discreet: bool = False) -> Diary:
    return diary(store, list(records), discreet=discreet, vietnamese=False)


def events(made: Diary) -> list[Event]:
    """Read a calendar back, as another program would."""
    parsed = Calendar.from_ical(made.content)
    assert isinstance(parsed, Calendar)
    return [event for event in parsed.walk("VEVENT") if isinstance(event, Event)]


def test_a_meeting_with_its_time_is_at_that_time_in_ha_noi(store: Store) -> None:
    made = drawn(store, a_consultation(store, date="2026-04-20", starts_at="08:30"))
    (event,) = events(made)
    assert event.decoded("dtstart") == datetime.fromisoformat("2026-04-20T08:30:00+07:00")
    assert "dtend" not in event
    assert str(event["summary"]) == "Workshop on the example decree"
    assert str(event["class"]) == "PRIVATE"


def test_a_meeting_of_days_lasts_until_the_end_of_the_last(store: Store) -> None:
    one_day = a_consultation(store, date="2026-04-20")
    three = a_consultation(store, date="2026-04-20/2026-04-22", starts_at="08:30")
    first, second = events(drawn(store, one_day, three))
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (
        date(2026, 4, 20),
        date(2026, 4, 21),
    )
    assert (second.decoded("dtstart"), second.decoded("dtend")) == (
        date(2026, 4, 20),
        date(2026, 4, 23),
    )


@pytest.mark.parametrize(
    "when", ["2026-04", "2026", "2026-04-20~", "2026-04-20?", "2026-04-20/..", "/2026-04-20"]
)
def test_a_date_that_is_not_certain_to_the_day_is_left_out_and_named(
    store: Store, when: str
) -> None:
    meeting = a_consultation(store, date=when)
    made = drawn(store, meeting)
    assert made.shown == 0
    assert made.uncertain == (meeting.ref,)


def test_promises_and_asks_that_are_open_are_due(store: Store) -> None:
    body = an_organisation(store)
    promise = a_commitment(store, body, due="2026-06-30")
    met = a_commitment(store, body, due="2026-06-30", status="met")
    ask = an_ask(store, a_position(store), body=body.ref, deadline="2026-07-01")
    achieved = an_ask(store, a_position(store), deadline="2026-07-01", status="achieved")
    first, second = events(drawn(store, promise, met, ask, achieved))
    assert str(first["summary"]) == f"Promise due: Ministry of Examples ({promise.ref})"
    assert str(second["summary"]) == f"Ask due: Ministry of Examples ({ask.ref})"
    assert str(first["transp"]) == "TRANSPARENT"


def test_a_calendar_tells_no_place_no_person_and_no_words(store: Store) -> None:
    marker = "Dau-hieu"
    given_ = {
        "room": marker, "place": marker, "speakers": marker, "summary": marker,
        "our_message": marker, "internal_note": marker, "what_was_asked": marker,
        "next_meeting": "2026-05-01",
    }  # fmt: skip
    meeting = a_consultation(store, **given_)
    body = an_organisation(store, name=f"{marker} body", sensitivity="restricted")
    promise = a_commitment(
        store, body, words=marker, witnesses=marker, deliverable=marker, due="2026-06-30"
    )
    made = drawn(store, meeting, promise)
    assert made.shown == 3
    assert marker.encode() not in made.content.replace(b"\r\n ", b"")


def test_restricted_meetings_stay_out_and_those_of_the_network_lose_their_title(
    store: Store,
) -> None:
    records = [
        a_consultation(store, title="Only-for-the-network", sensitivity="network"),
        a_consultation(store, title="Not-at-all", sensitivity="restricted"),
    ]
    made = drawn(store, *records)
    assert [str(event["summary"]) for event in events(made)] == ["Meeting"]
    assert made.kept_back == 1
    assert records[0].ref.encode() not in made.content


def test_a_discreet_calendar_says_only_that_there_is_something(store: Store) -> None:
    body = an_organisation(store)
    made = drawn(
        store, a_consultation(store), a_commitment(store, body, due="2026-06-30"), discreet=True
    )
    assert [str(event["summary"]) for event in events(made)] == ["Meeting", "Due"]
    assert all("description" not in event for event in events(made))


def test_a_second_calendar_updates_the_first(store: Store) -> None:
    meeting = a_consultation(store)
    (before,) = events(drawn(store, meeting))
    moved = store.amend(meeting.id, {"date": "2026-05-02", "title": "Moved"})
    (after,) = events(drawn(store, moved))
    assert before["uid"] == after["uid"]
    assert after.decoded("dtstart") == date(2026, 5, 2)


@given(
    title=st.text(min_size=1, max_size=300).filter(lambda text: text.strip() != ""),
    day=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_any_title_comes_back_from_lines_of_at_most_75_bytes(
    store: Store, title: str, day: date
) -> None:
    from records.errors import RecordsError

    with store.vault.transaction():
        try:
            meeting = a_consultation(store, title=title, date=day.isoformat())
        except RecordsError:  # signs that nobody sees, or more than one line
            return
    made = drawn(store, meeting)
    (event,) = events(made)
    assert str(event["summary"]) == meeting.title
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
    assert made.content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in made.content.split(b"\r\n")) <= 75


def test_the_command_writes_it_and_says_what_is_not_in_it(terminal: Terminal) -> None:
    terminal("consultation", "add", "--title", "Hearing", "--date", "2026-04-20")
    vague = terminal("consultation", "add", "--title", "Some day", "--date", "2026-05").last
    said = terminal("export", "--out", "out", "--format", "ics")
    assert said.out == "out/calendar.ics\n"
    assert vague in said.err
    content = (terminal.folder / "out" / "calendar.ics").read_bytes()
    assert b"Hearing" in content
    assert b"Some day" not in content


def test_where_nothing_is_due_no_calendar_is_written(typed: Typed, tmp_path: Path) -> None:
    said = typed("export", "--out", str(tmp_path / "out"), "--format", "ics")
    assert said.code == 0
    assert not list((tmp_path / "out").iterdir())
    assert typed("export", "--out", "x", "--format", "ics", "--type", "testimony").code == 2


@pytest.mark.parametrize("status", OPEN)
def test_a_promise_is_due_as_long_as_it_is_open(store: Store, status: str) -> None:
    promise = a_commitment(store, an_organisation(store), due="2026-06-30", status=status)
    assert drawn(store, promise).shown == 1
