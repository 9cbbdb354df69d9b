"""The thread from an ask to what changed, against the plain data of ten years."""

from datetime import date
from typing import Any

import pytest

from records.errors import NotFound
from records.followup.thread import BEGINNINGS, Step, steps_in, thread_of
from records.store import Store
from tests.builders import (
    a_commitment,
    a_consent,
    a_consultation,
    a_position,
    a_testimony,
    an_ask,
    an_organisation,
    some_evidence,
)
from tests.plaindates import read
from tests.tenyears import Decade, Plain, ten_years

TODAY = date(2026, 11, 23)
FAMILY = {  # who took over, and the parent of each, as tests/tenyears.py declares them
    "org.ministry": {"org.ministry"}, "org.assembly": {"org.assembly"},
    "org.labels": {"org.labels", "org.ministry"}, "org.dep_sg": {"org.dep_sg"},
    "org.benches": {"org.benches", "org.labels", "org.ministry"},
    "org.dep_68": {"org.dep_68"}, "org.dep_14": {"org.dep_14", "org.dep_68"},
}  # fmt: skip


def keys(decade: Decade, step: Step) -> set[str]:
    return decade.keys(one.record.id for one in steps_in(step))


def fits(decade: Decade, outcome: Plain, ask: Plain) -> bool:
    """Say by hand whether an outcome may stand beside an ask of its campaign."""
    put = [decade.one(p["consultation"])["date"]
           for p in decade.where("presentation", ask=ask["key"])]  # fmt: skip
    firsts = [read(d).begins[0] for d in put if d]
    date_, body = outcome.get("date"), outcome.get("changed_by")
    older = False
    if firsts and date_ and not set(date_) & set("~?%") and not date_.endswith("/"):
        older = read(date_).ends[1] < min(firsts)
    return body in FAMILY[ask["body"]] and not older


def expected(decade: Decade, ask: Plain) -> set[str]:
    """Work out by hand what the thread of an ask holds."""
    position = decade.one(ask["position"])
    promised = decade.where("commitment", ask=ask["key"])
    found = {ask["key"], position["key"]}
    found |= {p["key"] for p in decade.where("presentation", ask=ask["key"])}
    found |= {c["key"] for c in promised}
    found |= {p["key"] for p in decade.of["progress"]
              if p["commitment"] in {c["key"] for c in promised}}  # fmt: skip
    campaign = position.get("campaign")
    if campaign:
        held = {p["key"] for p in decade.where("position", campaign=campaign)}
        asks = [a for a in decade.of["ask"] if a["position"] in held]
        for outcome in decade.where("outcome", campaign=campaign):
            fitting = [a["key"] for a in asks if fits(decade, outcome, a)]
            if len(fitting) != 1 or fitting == [ask["key"]]:
                found.add(outcome["key"])
    return found


def test_the_thread_of_every_ask_holds_what_its_plain_data_say(store: Store) -> None:
    decade = ten_years(store)
    for ask in decade.of["ask"]:
        thread = thread_of(store, decade.ids[ask["key"]], TODAY)
        assert thread.record.id == decade.ids[ask["position"]]
        assert keys(decade, thread) == expected(decade, ask), ask["key"]


@pytest.mark.parametrize("kind", ["presentation", "commitment", "progress"])
def test_a_part_of_a_thread_leads_to_the_whole(store: Store, kind: str) -> None:
    decade = ten_years(store)
    for plain in decade.of[kind]:
        promise = decade.one(plain["commitment"]) if kind == "progress" else plain
        asked = promise.get("ask")
        thread = thread_of(store, decade.ids[plain["key"]], TODAY)
        assert plain["key"] in keys(decade, thread)
        if asked:
            assert thread == thread_of(store, decade.ids[asked], TODAY)


def test_a_meeting_holds_what_was_put_promised_and_raised_there(store: Store) -> None:
    decade = ten_years(store)
    for meeting in decade.of["consultation"]:
        thread = thread_of(store, decade.ids[meeting["key"]], TODAY)
        here = {"consultation": meeting["key"]}
        told = keys(decade, thread)
        assert {p["key"] for p in decade.where("presentation", **here)} <= told
        assert {c["key"] for c in decade.where("commitment", **here)} <= told
        assert {p["key"] for p in decade.where("point", **here)} <= told
        others = {c["key"] for c in decade.of["commitment"]} - {
            c["key"] for c in decade.where("commitment", **here)
        }
        assert not others & told


def test_an_outcome_leads_to_its_campaign_and_stands_there_once(store: Store) -> None:
    decade = ten_years(store)
    for outcome in decade.of["outcome"]:
        thread = thread_of(store, decade.ids[outcome["key"]], TODAY)
        here = [s for s in steps_in(thread) if s.record.id == decade.ids[outcome["key"]]]
        assert len(here) == 1
        if outcome.get("campaign"):
            assert thread.record.id == decade.ids[outcome["campaign"]]
            assert here[0].link == "same_campaign"


def campaign_with_ask(store: Store, **outcome: Any) -> tuple[Step, str]:
    body = an_organisation(store)
    campaign = store.add("campaign", {"title": "Boxes out of the decree"})
    position = a_position(store, campaign=campaign.ref)
    ask = an_ask(store, position, body=body.ref)
    meeting = a_consultation(store, date="2020-05-01", host=body.ref)
    store.add("presentation", {"ask": ask.ref, "consultation": meeting.ref})
    given = {"change": "The words on boxes are gone.", "campaign": campaign.ref,
             "changed_by": body.ref} | outcome  # fmt: skip
    made = store.add("outcome", {name: value for name, value in given.items() if value})
    return thread_of(store, ask.id, TODAY), made.id


def beside(step: Step, record_id: str) -> str:
    """Return the type of the record that an outcome stands beside."""
    (one,) = [s for s in steps_in(step) if any(f.record.id == record_id for f in s.steps)]
    return one.record.NAME


@pytest.mark.parametrize(
    ("outcome", "place"),
    [
        ({"date": "2021"}, "ask"),
        ({"date": None}, "ask"),
        ({"date": "2020"}, "ask"),
        ({"date": "2019"}, "position"),
        ({"date": "2019~"}, "ask"),
        ({"date": "2021", "changed_by": None}, "position"),
    ],
)
def test_an_outcome_stands_beside_an_ask_only_by_the_rule(
    store: Store, outcome: dict[str, Any], place: str
) -> None:
    thread, made = campaign_with_ask(store, **outcome)
    assert beside(thread, made) == place


def test_an_outcome_without_a_campaign_stands_alone(store: Store) -> None:
    one = store.add("outcome", {"change": "Somebody wrote a letter."})
    assert thread_of(store, one.id, TODAY) == Step(one, "")


def test_an_account_leads_to_the_asks_that_it_supports(store: Store) -> None:
    position = a_position(store)
    ask = an_ask(store, position)
    told = a_testimony(store, supports=[ask.ref])
    a_consent(store, told)
    finding = some_evidence(store, supports=[position.ref])
    assert [s.link for s in thread_of(store, told.id, TODAY).steps] == ["supports"]
    for one in (told, finding):
        refs = {s.record.id for s in steps_in(thread_of(store, one.id, TODAY))}
        assert {one.id, position.id, ask.id} <= refs


def test_a_promise_without_an_ask_hangs_on_its_meeting(store: Store) -> None:
    body = an_organisation(store)
    meeting = a_consultation(store, host=body.ref)
    promise = a_commitment(store, body, consultation=meeting.ref)
    thread = thread_of(store, promise.id, TODAY)
    assert (thread.record.id, [s.record.id for s in thread.steps]) == (meeting.id, [promise.id])
    alone = a_commitment(store, body)
    assert thread_of(store, alone.id, TODAY).record.id == alone.id


def test_no_thread_begins_at_a_body(store: Store) -> None:
    body = an_organisation(store)
    with pytest.raises(NotFound):
        store.find(body.ref, *BEGINNINGS)
