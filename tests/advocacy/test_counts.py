"""Counts of people: the bound by audience, merged cells, and two papers read together."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.briefing.issuing.handing import hand_over
from advocacy.briefing.issuing.issue import Recipient
from advocacy.briefing.pack import Draft, draft_of
from advocacy.briefing.selection.counts import smallest, why_not
from advocacy.briefing.selection.request import request_for
from advocacy.briefing.selection.tallies import OTHER, merged
from records.store import Store
from records.types.briefing import Briefing
from records.types.evidence import Evidence
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


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({"n": 9}, False),
        ({"n": 10}, True),
        ({"n": 40, "denominator": 9}, False),
        ({"value": 5, "unit": "members"}, False),
        ({"value": 5, "unit": "thành viên"}, False),
        ({"value": 5, "unit": "provinces"}, True),
        ({"value": 40, "unit": "percent", "n": 15}, False),
        ({"value": 40, "unit": "%", "n": 20}, True),
    ],
)
def test_evidence_on_few_people_is_left_out(fields: dict[str, Any], allowed: bool) -> None:  # noqa: FBT001
    assert (why_not(Evidence(id="E", **fields), 10, {}) == "") is allowed


def test_a_small_difference_from_what_was_shown_before_is_a_small_count() -> None:
    finding = Evidence(id="E", n=123)
    assert why_not(finding, 10, {"E:n": 120})
    assert not why_not(finding, 10, {"E:n": 123})
    assert not why_not(finding, 10, {"E:n": 100})
    assert not why_not(finding, 10, {"F:n": 120})


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
