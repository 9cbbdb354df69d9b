"""Assessments as a history, and where everyone stands by the newest that was said."""

from typing import Any

from records.followup.stakeholders import history_of, meetings_with, power_map
from records.store import Store
from records.types.public_life import Assessment
from tests.builders import a_consultation, an_organisation
from tests.plaindates import read
from tests.tenyears import ten_years


def assessed(store: Store, about: str, date: str, **said: Any) -> Assessment:
    one = store.add("assessment", {"about": about, "date": date, **said})
    assert isinstance(one, Assessment)
    return one


def test_a_history_tells_the_newest_first_and_what_changed(store: Store) -> None:
    body = an_organisation(store)
    new = assessed(store, body.ref, "2024-05", stance="supporter", influence="high")
    old = assessed(store, body.ref, "2016~", stance="sceptic", influence="high", interest="low")
    views = history_of([new, old])
    assert [view.assessment.id for view in views] == [new.id, old.id]
    assert [view.changed for view in views] == [(("stance", "sceptic", "supporter"),), ()]


def test_what_an_assessment_leaves_empty_stays_as_it_was(store: Store) -> None:
    body = an_organisation(store)
    assessed(store, body.ref, "2016", interest="high", influence="low", stance="neutral")
    assessed(store, body.ref, "2020", influence="high")
    (one,) = power_map(store).cells["high", "high"]
    assert (one.about, one.stance, one.on) == (body.id, "neutral", "2020")


def test_whoever_lacks_a_degree_stands_apart(store: Store) -> None:
    body, other = an_organisation(store), an_organisation(store, name="Other", name_vi=None)
    assessed(store, body.ref, "2016", interest="unknown", influence="low")
    assessed(store, other.ref, "2016", stance="opponent")
    found = power_map(store)
    assert (found.cells, {one.about for one in found.apart}) == ({}, {body.id, other.id})
    assert [one.about for one in power_map(store, frozenset({body.id})).apart] == [body.id]


def test_the_map_of_ten_years_is_what_the_plain_data_say(store: Store) -> None:
    decade = ten_years(store)
    newest: dict[str, dict[str, str]] = {}
    for plain in sorted(decade.of["assessment"], key=lambda p: read(p["date"]).ends):
        said = {name: plain[name] for name in ("interest", "influence") if plain.get(name)}
        newest[plain["about"]] = newest.get(plain["about"], {}) | said
    found = power_map(store)
    placed = {
        one.about: cell for cell, here in found.cells.items() for one in here
    } | {one.about: None for one in found.apart}  # fmt: skip
    degrees = ("low", "medium", "high")
    assert placed == {
        decade.ids[about]: (said["influence"], said["interest"])
        if said.get("influence") in degrees and said.get("interest") in degrees
        else None
        for about, said in newest.items()
    }


def test_meetings_with_a_body_are_those_it_hosted_or_came_to(store: Store) -> None:
    body = an_organisation(store)
    official = store.add(
        "official", {"name": "Thí Dụ Bốn", "post": "Director", "organisation": body.ref}
    )
    hosted = a_consultation(store, date="2018", host=body.ref)
    present = a_consultation(store, date="2020-05", bodies=[body.ref])
    met = a_consultation(store, date=None, officials_present=[official.ref])
    assert [c.id for c in meetings_with(store, body.id)] == [present.id, hosted.id]
    assert [c.id for c in meetings_with(store, official.id)] == [met.id]
