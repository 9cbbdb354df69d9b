"""Counts of people: the bound by audience, merged cells, and papers read together."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.briefing.issuing.handing import hand_over
from advocacy.briefing.issuing.issue import Recipient
from advocacy.briefing.pack import Draft, draft_of
from advocacy.briefing.selection.counts import smallest
from advocacy.briefing.selection.request import request_for
from advocacy.briefing.selection.tallies import OTHER, TOTAL, Tally, merged, recorded, tallies
from advocacy.briefing.selection.voices import Ruling
from records.consent import Withheld
from records.store import Store
from records.types.briefing import Briefing
from records.types.testimony import Testimony
from tests import builders

counts = st.dictionaries(st.sampled_from(["", "a", "b", "c", "d", "e", "f"]), st.integers(0, 40))


def test_far_readers_see_no_count_under_ten_and_near_ones_none_under_five() -> None:
    assert smallest({"government_meeting", "internal"}) == 10
    assert smallest({"network"}) == 5
    assert smallest({"internal"}) == 0
    assert smallest(set()) == 10


@given(counts, st.integers(1, 12))
def test_no_cell_is_under_the_bound_and_nobody_is_lost(found: dict[str, int], k: int) -> None:
    total = sum(found.values())
    cells = merged(found, k)
    assert sum(number for _key, number in cells) == total
    if total >= k:
        assert all(number >= k for _key, number in cells)
    kept = {key: number for key, number in cells if key != OTHER}
    assert all(found[key] == number for key, number in kept.items())


@given(counts, st.integers(1, 12))
def test_the_merged_cell_cannot_be_taken_apart(found: dict[str, int], k: int) -> None:
    """A merged cell is of at least k people, so no difference with the total is under k."""
    cells = dict(merged(found, k))
    total = sum(cells.values())
    if total >= k:
        assert all(total - number == 0 or total - number >= k for number in cells.values())


def told(roles: list[str], provinces: list[str]) -> list[Ruling]:
    """Return what the gate says of people who may be counted, each of a role and a province."""
    said = Withheld(reason="counted_only", consent="", counted=True)
    return [
        Ruling(Testimony(id=f"T{n}", contributor=f"TD-{n}", role=role, province=place), None, said)
        for n, (role, place) in enumerate(zip(roles, provinces, strict=True))
    ]


def total(tally: Tally) -> int:
    return sum(number for _key, number in tally.cells)


somebody = st.tuples(
    st.sampled_from(["sex_worker", "peer_educator", "other"]),
    st.sampled_from(["VN-HN", "VN-06", "VN-02"]),
)
crowds = st.lists(somebody, min_size=8, max_size=60)


@given(crowds, st.lists(somebody, max_size=30), st.sampled_from([5, 10]))
def test_no_table_tells_of_the_few_who_were_added_since_an_earlier_one(
    before: list[tuple[str, str]], added: list[tuple[str, str]], k: int
) -> None:
    on = "2026-11-23"
    first = tallies(told([r for r, _p in before], [p for _r, p in before]), k, on, [])
    both = [*before, *added]
    second = tallies(
        told([r for r, _p in both], [p for _r, p in both]), k, on, [dict(recorded(first))]
    )
    totals = {total(tally) for tally in first}
    for tally in second:
        assert all(total(tally) - number not in range(1, k) for number in totals)
        assert all(number >= k for _key, number in tally.cells)
        earlier = dict(next((one.cells for one in first if one.by == tally.by), ()))
        cells = dict(tally.cells)
        common = [key for key in cells if key != OTHER and key in earlier]
        assert all(abs(cells[key] - earlier[key]) not in range(1, k) for key in common)
        if earlier:
            rest = total(tally) - sum(cells[key] for key in common)
            was = sum(earlier.values()) - sum(earlier[key] for key in common)
            assert abs(rest - was) not in range(1, k)
    if first and 0 < len(added) < k:
        assert second == []


def test_every_earlier_paper_is_compared_not_the_newest_alone() -> None:
    shown = [{"total:": 19}, {"total:": 40}]
    roles = ["sex_worker"] * 12 + ["peer_educator"] * 10
    assert tallies(told(roles, ["VN-HN"] * 22), 10, "2026-11-23", shown) == []
    found = tallies(told(["other"] * 29, ["VN-HN"] * 29), 10, "2026-11-23", shown)
    assert [tally.by for tally in found] == [TOTAL]


def test_provinces_of_an_earlier_paper_are_compared_on_the_map_of_today() -> None:
    earlier = {"province:VN-02": 12, "province:VN-06": 12, "province:VN-HN": 30}
    provinces = ["VN-02"] * 12 + ["VN-06"] * 15 + ["VN-HN"] * 40
    found = tallies(told(["other"] * 67, provinces), 10, "2026-11-23", [earlier])
    assert [tally.by for tally in found] == [TOTAL]


def people(store: Store, roles: dict[str, int], start: int = 0) -> None:
    """Add contributors who may be counted, so many of each role."""
    number = start
    for role, how_many in roles.items():
        for _ in range(how_many):
            number += 1
            told = builders.a_testimony(store, contributor=f"TD-{number}", role=role)
            builders.a_consent(
                store, told, identity="aggregate_only",
                audiences=["government_meeting", "government_retained_copy"],
            )  # fmt: skip


@pytest.fixture
def briefing(store: Store) -> Briefing:
    host = builders.an_organisation(store)
    meeting = builders.a_consultation(store, host=host.ref)
    return builders.a_briefing(store, consultation=meeting.ref, languages=["en"])


def drafted(store: Store, briefing: Briefing, number: int = 0) -> Draft:
    return draft_of(store, request_for(store, briefing, store.today), number=number, copies=1)


def tables(draft: Draft) -> dict[str, Counter[str]]:
    return {
        t.title: Counter({label: int(n) for label, n in t.rows})
        for t in draft.handouts["en"].told_by
    }


def test_people_who_may_only_be_counted_are_counted_and_small_cells_merged(
    store: Store, briefing: Briefing
) -> None:
    people(store, {"sex_worker": 14, "peer_educator": 11, "family_member": 2, "other": 1})
    found = tables(drafted(store, briefing))
    assert found["People who told us"] == {"all together": 28}
    assert found["By role"] == {"sex worker": 14, "other or not recorded": 14}


def test_few_people_are_not_counted_at_all(store: Store, briefing: Briefing) -> None:
    people(store, {"sex_worker": 9})
    assert tables(drafted(store, briefing)) == {}


def test_one_person_who_told_twice_counts_once(store: Store, briefing: Briefing) -> None:
    people(store, {"sex_worker": 11})
    people(store, {"sex_worker": 11})
    assert tables(drafted(store, briefing))["People who told us"] == {"all together": 11}


def test_the_next_paper_to_the_same_body_does_not_reveal_who_was_added(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    people(store, {"sex_worker": 12, "peer_educator": 12})
    issued = drafted(store, briefing, number=1)
    assert "By role" in tables(issued)
    hand_over(store, issued, tmp_path, None, [Recipient("M", 1)], 1, design="handout",
              replace=False)  # fmt: skip
    assert tables(drafted(store, briefing)) == tables(issued)
    people(store, {"sex_worker": 3}, start=24)
    assert tables(drafted(store, briefing)) == {}
    elsewhere = builders.a_briefing(
        store, languages=["en"],
        consultation=builders.a_consultation(
            store, host=builders.an_organisation(store, name="Office of Other Examples").ref
        ).ref,
    )  # fmt: skip
    assert tables(drafted(store, elsewhere))["People who told us"] == {"all together": 27}


def issued(store: Store, briefing: Briefing, out: Path, number: int = 1) -> Draft:
    """Hand the pack over, as it is today."""
    draft = drafted(store, briefing, number=number)
    hand_over(store, draft, out, None, [Recipient("M", 1)], number, design="handout",
              replace=False)  # fmt: skip
    return draft


def left_out(draft: Draft) -> dict[str, str]:
    return {one.ref: one.why for one in draft.left_out}


def test_a_table_does_not_give_away_the_total_that_is_hidden(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    people(store, {"sex_worker": 12, "peer_educator": 7})
    assert tables(issued(store, briefing, tmp_path)) == {"People who told us": {"all together": 19}}
    people(store, {"peer_educator": 3}, start=19)
    after = drafted(store, briefing)
    assert tables(after) == {}
    assert "tables of who told us" in left_out(after)[briefing.ref]
    people(store, {"peer_educator": 7}, start=22)
    assert tables(drafted(store, briefing))["By role"] == {"sex worker": 12, "peer educator": 17}


def test_a_series_and_a_meeting_are_compared_with_what_was_shown_before(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    reached = builders.some_evidence(
        store, claim="More were reached.", value=None, unit="people", n=500, denominator=None,
        series=[["2022", 40], ["2023", 52]],
    )  # fmt: skip
    meeting = builders.a_consultation(store, title="Before", date="2025-01-01", attendees=48)
    first = issued(store, briefing, tmp_path).handouts["en"]
    assert first.findings[0].chart
    assert first.meetings[0].represented == "48 people"
    store.amend(reached.id, {"series": [["2022", 41], ["2023", 52]]})
    store.amend(meeting.id, {"attendees": 49})
    second = drafted(store, briefing)
    assert second.handouts["en"].findings[0].chart is None
    assert second.handouts["en"].meetings[0].represented == ""
    assert left_out(second)[reached.ref].startswith("its chart: it differs")
    assert left_out(second)[meeting.ref].startswith("its number of people: it differs")
    store.amend(reached.id, {"series": [["2022", 60], ["2023", 52]]})
    assert drafted(store, briefing).handouts["en"].findings[0].chart


def test_a_chart_of_few_people_is_neither_drawn_nor_told(store: Store, briefing: Briefing) -> None:
    held = builders.some_evidence(
        store, claim="They were held.", value=None, unit="detainees", n=None, denominator=None,
        series=[["HN", 3], ["HP", 2]],
    )  # fmt: skip
    draft = drafted(store, briefing)
    [finding] = draft.handouts["en"].findings
    assert finding.chart is None
    assert "HN" not in repr(draft.handouts["en"])
    assert left_out(draft)[held.ref].startswith("its chart: it counts fewer than 10 people")


def test_provinces_are_counted_on_one_map(store: Store, briefing: Briefing) -> None:
    for number in range(12):
        told = builders.a_testimony(
            store, contributor=f"TD-{number}", province="VN-06" if number % 2 else "VN-02"
        )
        builders.a_consent(store, told, identity="aggregate_only")
    for number in range(12, 24):
        told = builders.a_testimony(store, contributor=f"TD-{number}", province="VN-HN")
        builders.a_consent(store, told, identity="aggregate_only")
    found = tables(drafted(store, briefing))
    assert found["By province or city"] == {"Lào Cai": 12, "Hà Nội": 12}
