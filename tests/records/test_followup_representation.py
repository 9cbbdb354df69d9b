from collections.abc import Iterator
from datetime import date
from typing import cast

import pytest

from records.followup.representation import MAPS, Representation, held, representation
from records.places import provinces
from records.store import Store
from tests.builders import a_consultation, an_organisation
from tests.conftest import NOON
from tests.plaindates import read
from tests.tenyears import SILENT, Decade, Plain, decade_in


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Decade]]:
    with decade_in(tmp_path_factory.mktemp("years") / "vault", lambda: NOON) as made:
        yield made


TODAY = date(2026, 3, 15)
UNITS = {u.code: u.successor for u in provinces().values()}


def begun(decade: Decade, campaign: str = "") -> list[Plain]:
    return [
        c for c in decade.of["consultation"]
        if (not campaign or c.get("campaign") == campaign)
        and (c["date"] is None or read(c["date"]).begins[0] <= TODAY.isoformat())
    ]  # fmt: skip


def spoken(decade: Decade, meetings: list[Plain]) -> list[tuple[str, bool]]:
    """Return the provinces that were reported, each with whether only the new map is meant."""
    found = []
    for meeting in meetings:
        new = bool(meeting["date"]) and read(meeting["date"]).begins[0] >= "2025-07-01"
        for sent in decade.where("delegation", consultation=meeting["key"]):
            home = decade.one(sent["organisation"])["province"] if "organisation" in sent else None
            found.append((sent.get("province") or home, new))
    return cast("list[tuple[str, bool]]", found)


def answer(store: Store, campaign: str = "") -> Representation:
    return representation(store, held(store, TODAY, campaign), TODAY)


@pytest.mark.parametrize("campaign", ["", "cam.boxes", "cam.workshops", "cam.lamps"])
def test_the_provinces_of_the_34_are_heard_where_any_of_their_parts_was(
    kept: tuple[Store, Decade], campaign: str
) -> None:
    store, decade = kept
    heard = {UNITS[code] for code, _new in spoken(decade, begun(decade, campaign))}
    told = answer(store, decade.ids.get(campaign, "")).on_map(34)
    assert set(told.heard) == heard
    assert set(told.never) == set(UNITS.values()) - heard
    assert (told.perhaps, len(told.heard) + len(told.never)) == ((), 34)


@pytest.mark.parametrize("campaign", ["", "cam.boxes", "cam.workshops", "cam.lamps"])
def test_the_provinces_of_the_63_are_heard_as_they_were_reported(
    kept: tuple[Store, Decade], campaign: str
) -> None:
    store, decade = kept
    said = spoken(decade, begun(decade, campaign))
    merged = [list(UNITS.values()).count(code) > 1 for code, _new in said]
    larger = {code for (code, new), grew in zip(said, merged, strict=True) if new and grew}
    heard = {code for (code, new), grew in zip(said, merged, strict=True) if not (new and grew)}
    perhaps = {code for code, after in UNITS.items() if after in larger} - heard
    told = answer(store, decade.ids.get(campaign, "")).on_map(63)
    assert set(told.heard) == heard
    assert set(told.perhaps) == perhaps
    assert set(told.never) == set(UNITS) - heard - perhaps


def test_members_that_never_sent_anybody_are_named_and_a_merged_one_speaks_through_its_heir(
    kept: tuple[Store, Decade],
) -> None:
    store, decade = kept
    told = answer(store)
    assert decade.keys(told.never) == {f"mem.{key}" for key in SILENT}
    today = {m["key"] for m in decade.where("organisation", kind="member")} - {"mem.14"}
    assert decade.keys(told.organisations) == today - decade.keys(told.never)


def test_a_member_is_not_missed_at_a_meeting_before_it_was_founded_or_after_it_was_gone(
    kept: tuple[Store, Decade],
) -> None:
    store, decade = kept
    for one in answer(store).heard:
        plain = next(
            c for c in decade.of["consultation"] if decade.ids[c["key"]] == one.consultation.id
        )
        sent = decade.where("delegation", consultation=plain["key"])
        spoke = {d["organisation"] for d in sent if "organisation" in d}
        assert decade.keys(one.organisations) == spoke
        absent = decade.keys(one.absent)
        assert absent.isdisjoint(spoke)
        if plain["date"] and read(plain["date"]).ends[1] < "2020-01-01":
            assert "mem.57" not in absent
        if plain["date"] and read(plain["date"]).begins[0] > "2022-12-31":
            assert "mem.14" not in absent
        assert {"mem.46", "mem.26"} <= absent


def test_where_only_a_number_of_provinces_is_known_it_is_kept_apart_from_the_lists(
    kept: tuple[Store, Decade],
) -> None:
    store, decade = kept
    known = {d["consultation"] for d in decade.of["delegation"]}
    numbers = {
        c["key"]: c["provinces_represented"] for c in begun(decade)
        if c["provinces_represented"] and c["key"] not in known
    }  # fmt: skip
    apart = answer(store).counts_apart
    assert numbers
    assert {one.consultation.id: one.counted for one in apart} == {
        decade.ids[key]: number for key, number in numbers.items()
    }
    assert all(one.provinces == () for one in apart)


def test_what_is_still_ahead_was_not_held(kept: tuple[Store, Decade]) -> None:
    store, decade = kept
    assert decade.keys(c.id for c in held(store, TODAY)) == {c["key"] for c in begun(decade)}
    assert decade.ids["con.39"] not in {c.id for c in held(store, TODAY)}


def test_a_larger_province_reported_since_july_2025_does_not_say_which_of_its_parts_was_heard(
    store: Store,
) -> None:
    meeting = a_consultation(store, date="2026-02-01")
    store.add("delegation", {"consultation": meeting.ref, "province": "VN-68"})
    told = representation(store, [meeting], TODAY)
    assert told.on_map(34).heard == ("VN-68",)
    assert told.on_map(63).heard == ()
    assert set(told.on_map(63).perhaps) == {"VN-68", "VN-14", "VN-70"}
    earlier = a_consultation(store, date="2025-06-30")
    store.add("delegation", {"consultation": earlier.ref, "province": "VN-68"})
    told = representation(store, [earlier], TODAY)
    assert told.on_map(63).heard == ("VN-68",)
    assert told.on_map(63).perhaps == ()


def test_no_map_holds_a_province_of_the_other(kept: tuple[Store, Decade]) -> None:
    store, _decade = kept
    told = answer(store)
    for which, codes in zip(MAPS, (set(UNITS), set(UNITS.values())), strict=True):
        on = told.on_map(which)
        assert {*on.heard, *on.perhaps, *on.never} == codes
        assert set(told.at_home(which)) <= codes


def test_a_delegation_without_a_province_speaks_for_that_of_its_organisation(store: Store) -> None:
    meeting = a_consultation(store, date="2024-05-06")
    member = an_organisation(
        store, name="Lamp Circle", name_vi=None, kind="member", province="VN-14"
    )
    store.add("delegation", {"consultation": meeting.ref, "organisation": member.ref})
    told = representation(store, [meeting], TODAY)
    assert told.on_map(63).heard == ("VN-14",)
    assert told.on_map(34).heard == ("VN-68",)
    assert told.organisations == (member.id,)
