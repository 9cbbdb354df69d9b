from collections.abc import Iterator
from typing import Any, cast

import pytest

from records.edtf import parse
from records.examples import load_example
from records.followup.chronology import Dated, chronology
from records.store import Store
from records.types.public_life import Campaign
from tests.builders import a_commitment, a_consultation, a_position, an_ask, an_organisation
from tests.conftest import NOON
from tests.plaindates import read
from tests.tenyears import Decade, Plain, decade_in


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Decade]]:
    with decade_in(tmp_path_factory.mktemp("years") / "vault", lambda: NOON) as made:
        yield made


def of_campaign(store: Store, decade: Decade, key: str) -> list[Dated]:
    return chronology(store, cast("Campaign", store.get(decade.ids[key])))


def named(decade: Decade, told: list[Dated]) -> list[tuple[str, str, str | None]]:
    known = {record_id: key for key, record_id in decade.ids.items()}
    return [(d.kind, known[d.record.id], d.when.text if d.when else None) for d in told]


def expected(decade: Decade, campaign: str) -> list[tuple[str, str, str | None]]:
    """Work out from the plain data what belongs to a campaign, in no order."""
    meetings = decade.where("consultation", campaign=campaign)
    positions = decade.where("position", campaign=campaign)
    here = {m["key"] for m in meetings}
    asks = [a for a in decade.of["ask"] if a["position"] in {p["key"] for p in positions}]
    ours = {a["key"] for a in asks}
    whole = decade.one(campaign)

    def day(one: Plain) -> str | None:
        return cast("str | None", decade.one(one["consultation"])["date"])

    found: list[Any] = [("campaign", campaign, whole["period"])]
    laws = {one["instrument"] for one in [*meetings, *positions] if "instrument" in one}
    found += [("instrument", law, decade.one(law)["period"]) for law in laws]
    found += [("position", p["key"], p["adopted_on"]) for p in positions]
    found += [("consultation", m["key"], m["date"]) for m in meetings]
    for put in decade.of["presentation"]:
        if put["consultation"] in here or put["ask"] in ours:
            found.append(("put", put["key"], day(put)))
    for promise in decade.of["commitment"]:
        if promise["consultation"] in here or promise["ask"] in ours:
            found.append(("commitment", promise["key"], day(promise)))
            found += [("due", promise["key"], promise["due"])] if promise["due"] else []
            reports = decade.where("progress", commitment=promise["key"])
            found += [("progress", r["key"], r["on"]) for r in reports]
    found += [("outcome", u["key"], u["date"]) for u in decade.where("outcome", campaign=campaign)]
    return found


@pytest.mark.parametrize("campaign", ["cam.boxes", "cam.workshops", "cam.lamps", "cam.counters"])
def test_a_campaign_tells_everything_that_belongs_to_it_and_nothing_else(
    kept: tuple[Store, Decade], campaign: str
) -> None:
    store, decade = kept
    told = named(decade, of_campaign(store, decade, campaign))
    assert sorted(told, key=str) == sorted(expected(decade, campaign), key=str)
    assert len(told) > 15


@pytest.mark.parametrize("campaign", ["cam.boxes", "cam.workshops", "cam.lamps", "cam.counters"])
def test_it_is_told_in_the_order_of_the_first_day_that_is_known(
    kept: tuple[Store, Decade], campaign: str
) -> None:
    store, decade = kept
    days = [when for _kind, _key, when in named(decade, of_campaign(store, decade, campaign))]
    known = [when for when in days if when]
    assert days[len(known) :] == [None] * (len(days) - len(known))  # without a date come last
    firsts = [read(w).ends[0] if w.startswith(("/", "..")) else read(w).begins[0] for w in known]
    assert firsts == sorted(firsts)


def test_uncertain_dates_and_intervals_stay_as_they_were_noted(
    kept: tuple[Store, Decade],
) -> None:
    store, decade = kept
    first = of_campaign(store, decade, "cam.boxes")
    campaign = next(d for d in first if d.kind == "campaign")
    assert campaign.when == parse("2016~/2021-06")
    assert campaign.when is not None
    assert campaign.when.approximate


def test_the_closing_of_the_centre_begins_with_its_campaign_and_ends_without_dates(
    store: Store,
) -> None:
    load_example(store, "vnsw")
    campaign = next(c for c in store.every(Campaign) if "05" in (c.title or ""))
    told = chronology(store, campaign)
    assert [(d.kind, d.when.text if d.when else None) for d in told] == [
        ("campaign", "2008~/2013"),
        ("outcome", "2013"),
        ("consultation", None),
        ("outcome", None),
        ("outcome", None),
    ]


def test_a_promise_at_another_meeting_belongs_where_its_ask_does(store: Store) -> None:
    campaign = store.add("campaign", {"title": "Boxes", "period": "2020/.."})
    body = an_organisation(store)
    ask = an_ask(store, a_position(store, campaign=campaign.ref))
    elsewhere = a_consultation(store, date="2021-05-04")
    a_commitment(store, body, ask=ask.ref, consultation=elsewhere.ref, due="2022~")
    a_commitment(store, body, consultation=elsewhere.ref)  # of another matter
    told: list[Any] = [
        (d.kind, d.when.text) for d in chronology(store, cast("Campaign", campaign)) if d.when
    ]
    assert told == [("campaign", "2020/.."), ("commitment", "2021-05-04"), ("due", "2022~")]
