"""People name a record by its ref, the start of one, or a body's name: the right one is found."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import ids, references
from records.errors import Ambiguous, InvalidField, NotFound
from records.store import Store
from records.types import LETTERS
from records.types.public_life import Organisation
from records.types.testimony import Testimony
from tests.builders import a_consultation, a_testimony, an_organisation, one_of_each

START = "7K3QX0AB"


class Undone(Exception):
    """Undoes what one example added."""


def body(store: Store, record_id: str, **given_: Any) -> Organisation:
    """Add an organisation with this very id."""
    default = {"name": f"Body {record_id}", "kind": "member"}
    return store.keep(Organisation(id=record_id, **default | given_))


def an_id(start: str) -> str:
    return start.ljust(ids.ID_LENGTH, "0")


def test_every_record_is_found_by_any_start_of_its_ref_that_only_it_has(store: Store) -> None:
    for kind, one in one_of_each(store).items():
        for length in range(2, ids.ID_LENGTH + 3):
            said = ids.ref_of(one.LETTER, one.id, 26)[:length]
            try:
                assert store.find(said) == store.find(said.lower()) == (one.id, kind)
            except Ambiguous:
                assert length < 10  # only the office can be two: the vault's own and this one
                assert kind == "office"


def test_zero_and_one_may_be_read_as_letters(store: Store) -> None:
    one = body(store, an_id("0101ABCD"))
    for said in ("O-0101ABCD", "o-oloi", "O-OIOL", "0-0101", "  O-0L0I  "):
        assert store.find(said, "organisation") == (one.id, "organisation")


def test_the_start_of_two_refs_lists_both(store: Store) -> None:
    body(store, an_id("7K3QX000"))
    body(store, an_id("7K3QX111"))
    with pytest.raises(Ambiguous) as refused:
        store.find("o-7k3qx")
    assert int(refused.value.code) == 4
    assert str(refused.value) == "o-7k3qx fits more than one record: O-7K3QX000, O-7K3QX111"


def test_many_candidates_are_not_all_listed(store: Store) -> None:
    for _ in range(40):
        an_organisation(store)
    with pytest.raises(Ambiguous) as refused:
        store.find("O")
    assert str(refused.value).count("O-") == 12


def test_two_ids_that_share_eight_signs_both_show_more(store: Store) -> None:
    one = body(store, an_id(START))
    assert (one.ref, store.ref(one.id)) == ("O-7K3QX0AB", "O-7K3QX0AB")
    two = body(store, an_id(START + "0002"))
    assert two.ref == "O-7K3QX0AB0002"
    assert store.ref(one.id) == store.get(one.id).ref == "O-7K3QX0AB0000"
    three = body(store, an_id(START + "00021"))
    assert three.ref == "O-7K3QX0AB00021"
    assert store.ref(two.id) == "O-7K3QX0AB00020"
    assert store.ref(one.id) == "O-7K3QX0AB0000"
    for record in (one, two, three):
        assert store.find(store.ref(record.id))[0] == record.id
    with pytest.raises(Ambiguous):
        store.find("O-7K3QX0AB")


@settings(max_examples=30)
@given(tails=st.lists(st.text("01", min_size=18, max_size=18), min_size=2, max_size=5, unique=True))
def test_however_much_ids_share_each_ref_finds_its_own(store: Store, tails: list[str]) -> None:
    start = ids.new_id()[:8]
    made = [body(store, start + tail) for tail in tails]
    for record in made:
        assert store.find(store.ref(record.id)) == (record.id, "organisation")
    assert len({store.ref(record.id) for record in made}) == len(made)


def test_types_have_refs_of_their_own(store: Store) -> None:
    one = body(store, an_id(START))
    two = store.keep(Testimony(id=an_id(START[:7]), contributor="X", words="Y", language="en"))
    three = store.keep(Testimony(id=START + "1" * 18, contributor="X", words="Y", language="en"))
    assert (one.ref, two.ref, three.ref) == ("O-7K3QX0AB", "T-7K3QX0A0", "T-7K3QX0AB")


def test_a_deleted_record_keeps_its_ref_and_is_found_where_history_is_asked(store: Store) -> None:
    gone = body(store, an_id(START))
    store.delete(gone.id)
    with pytest.raises(NotFound):
        store.find(gone.ref)
    assert store.find(gone.ref, deleted=True) == (gone.id, "organisation")
    assert body(store, an_id(START + "1")).ref == "O-7K3QX0AB1"


def test_an_organisation_is_meant_by_its_name_or_alias(store: Store) -> None:
    one = an_organisation(
        store, name="Ministry of Examples", name_vi="Bộ Thí dụ", aliases=["MoE", "Bộ TD"]
    )
    for said in ("Ministry of Examples", "ministry  of examples", "Bộ Thí dụ", "bo thi du", "moe"):
        assert store.find(said, "organisation") == (one.id, "organisation")
    assert store.find("Bo\u0323\u0302 TD", "organisation")[0] == one.id


def test_the_exact_name_comes_before_one_with_other_marks(store: Store) -> None:
    da = an_organisation(store, name="Nhóm Đá", name_vi=None)
    an_organisation(store, name="Nhóm Da", name_vi=None)
    decomposed = "Nho\u0301m \u0110a\u0301"
    assert store.find("Nhóm Đá", "organisation")[0] == da.id
    assert store.find(decomposed, "organisation")[0] == da.id
    with pytest.raises(Ambiguous) as refused:
        store.find("nhom da", "organisation")
    assert int(refused.value.code) == 4


def test_two_bodies_of_one_name_are_both_named_once(store: Store) -> None:
    one = an_organisation(store, name="Nhóm Sao", name_vi="Nhóm Sao", aliases=["nhom sao"])
    two = an_organisation(store, name="Nhóm Sao")
    with pytest.raises(Ambiguous) as refused:
        store.find("Nhóm Sao", "organisation")
    assert refused.value.found["candidates"] == ", ".join(sorted([one.ref, two.ref]))


@pytest.mark.parametrize(
    "name", ["[draft] group", "[]", "C-Link", "T-7", "G-ACE", "a", '"quoted"', "50% đất", "O'Neil"]
)
def test_a_name_may_look_like_something_else(store: Store, name: str) -> None:
    a_testimony(store)
    a_consultation(store)
    one = an_organisation(store, name=name, name_vi=None)
    assert a_consultation(store, host=name).host == one.id


def test_a_deleted_body_is_not_found_by_name(store: Store) -> None:
    one = an_organisation(store)
    store.delete(one.id)
    with pytest.raises(NotFound):
        store.find("Ministry of Examples", "organisation")


def test_a_law_is_meant_by_its_title_and_people_by_no_name(store: Store) -> None:
    ministry = an_organisation(store)
    law = store.add("instrument", {"title": "Example decree", "kind": "decree"})
    store.add("official", {"name": "Người Thí Dụ", "post": "Head", "organisation": ministry.ref})
    assert a_consultation(store, instrument="example DECREE").instrument == law.id
    with pytest.raises(NotFound):
        a_consultation(store, officials_present=["Người Thí Dụ"])


def test_a_record_of_the_wrong_type_is_refused(store: Store) -> None:
    told = a_testimony(store)
    with pytest.raises(InvalidField) as refused:
        a_consultation(store, host=told.ref)
    assert int(refused.value.code) == 5
    assert str(refused.value) == "host: found testimony, expected organisation"
    with pytest.raises(InvalidField, match="expected organisation / official"):
        store.add("assessment", {"about": told.ref, "date": "2026"})


@pytest.mark.parametrize(
    "said", ["T-00000000", "O-ZZZZZZZZ", "no such body", "-", "O--", "…", "\ud800"]
)
def test_nothing_found_is_a_refusal_of_its_own(store: Store, said: str) -> None:
    an_organisation(store)
    with pytest.raises(NotFound) as refused:
        a_consultation(store, host=said)
    assert int(refused.value.code) == 3
    assert str(refused.value).startswith("host: there is no organisation ")


def test_what_is_pasted_in_place_of_a_ref_is_not_repeated(store: Store) -> None:
    with pytest.raises(NotFound) as refused:
        a_consultation(store, host="Chị Thí Dụ kể rằng")
    assert "Thí" not in str(refused.value) + refused.value.hint


@settings(max_examples=100)
@given(said=st.text())
def test_any_text_is_a_record_or_refused(store: Store, said: str) -> None:
    for types in ((), ("organisation", "instrument"), tuple(LETTERS.values())):
        try:
            store.find(said, *types)
        except (NotFound, Ambiguous) as refused:
            assert str(refused)  # noqa: PT017


@settings(max_examples=30)
@given(drawn=st.data())
def test_the_start_of_a_ref_finds_what_looking_at_every_record_finds(
    store: Store, drawn: st.DataObject
) -> None:
    few = st.text(ids.ALPHABET[:2] + ids.ALPHABET[-1], min_size=4, max_size=12)
    made = {an_id(start): None for start in drawn.draw(st.lists(few, max_size=20))}
    with suppress(Undone), store.vault.transaction():
        for record_id in made:
            body(store, record_id)
        said = drawn.draw(few) if not made else drawn.draw(st.sampled_from(sorted(made)))
        rest = said[: drawn.draw(st.integers(1, ids.ID_LENGTH))]
        deleted = drawn.draw(st.booleans())
        slow = store.vault.connection.execute(
            "SELECT id, type, ref FROM record WHERE type = 'organisation'"
            " AND substr(id, 1, ?) = ? AND deleted <= ? ORDER BY id LIMIT ?",
            (len(rest), rest, deleted, references.MOST_CANDIDATES),
        ).fetchall()
        assert references._by_ref(store.vault, f"O-{rest}", (), deleted=deleted) == slow
        raise Undone


def test_a_ref_is_found_by_the_index_of_ids_and_not_by_looking_at_every_record(
    store: Store,
) -> None:
    one = body(store, an_id(START))
    asked: list[str] = []
    store.vault.connection.set_trace_callback(asked.append)
    store.find(one.ref)
    store.vault.connection.set_trace_callback(None)
    (query,) = [said for said in asked if said.startswith("SELECT id, type, ref FROM record")]
    plan = store.vault.connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert "(id>? AND id<?)" in plan[0][3]
