"""What may not be seen on paper is not there, wherever something else refers to it."""

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.onpaper import OnPaper
from records.store import Store
from records.types.commitment import Commitment, Progress
from records.types.consultation import Consultation, Delegation
from records.types.public_life import Organisation
from tests import builders

MINISTRY, PUBLIC = frozenset({"government_meeting"}), frozenset({"public"})
OURS = frozenset({"internal"})


@pytest.mark.parametrize("sensitivity", ["restricted", "sealed"])
def test_a_reference_to_what_is_restricted_is_cut(store: Store, sensitivity: str) -> None:
    host = builders.an_organisation(store, name="Hidden house", sensitivity=sensitivity)
    other = builders.an_organisation(store, name="Open house")
    meeting = builders.a_consultation(store, host=host.ref, bodies=[host.ref, other.ref])
    for audiences in (MINISTRY, PUBLIC, OURS):
        paper = OnPaper(store, audiences)
        seen = cast("Any", paper.get(meeting.id))
        assert (seen.host, seen.bodies) == (None, (other.id,))
        assert [one.id for one in paper.every(Organisation)] == [other.id]
        assert cast("Any", paper.get(host.id)).name is None
    assert cast("Any", store.get(meeting.id)).host == host.id


def test_what_cannot_be_without_a_restricted_record_is_not_there_either(store: Store) -> None:
    body = builders.an_organisation(store, sensitivity="restricted")
    promise = builders.a_commitment(store, body)
    store.add("progress", {"commitment": promise.ref, "on": "2026", "claimed": "limited"})
    paper = OnPaper(store, MINISTRY)
    assert (paper.every(Commitment), paper.every(Progress)) == ([], [])
    assert len(store.every(Progress)) == 1


def test_a_part_that_is_restricted_is_left_out_of_its_whole(store: Store) -> None:
    meeting = builders.a_consultation(store)
    for province, sensitivity in (("Ha Noi", None), ("VN-43", "restricted")):
        said = {"consultation": meeting.ref, "province": province, "sensitivity": sensitivity}
        store.add("delegation", {name: value for name, value in said.items() if value})
    paper = OnPaper(store, MINISTRY)
    assert [one.province for one in paper.every(Delegation)] == ["VN-HN"]
    assert len(paper.children(meeting, "delegation")) == 1


def test_what_is_for_the_network_stays_within_it(store: Store) -> None:
    meeting = builders.a_consultation(store, sensitivity="network")
    assert OnPaper(store, MINISTRY).every(Consultation) == []
    assert [one.id for one in OnPaper(store, OURS).every(Consultation)] == [meeting.id]


def test_accounts_are_the_gates_affair(store: Store) -> None:
    testimony = builders.a_testimony(store, sensitivity="restricted")
    assert OnPaper(store, MINISTRY).shown(testimony) == testimony


@given(st.sets(st.integers(0, 5)), st.sampled_from([MINISTRY, PUBLIC, OURS]))
def test_where_nothing_is_restricted_a_paper_shows_what_the_vault_holds(
    store: Store, bodies: set[int], audiences: frozenset[str]
) -> None:
    made = [builders.an_organisation(store, name=f"House {n}") for n in sorted(bodies)]
    builders.a_consultation(store, bodies=[one.ref for one in made])
    paper = OnPaper(store, audiences)
    for kind in (Organisation, Consultation):
        assert paper.every(kind) == store.every(kind)
