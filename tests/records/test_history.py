"""The chain of writes shows every later change, and survives what is erased by right."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.history import Link, broken, canonical, next_link
from records.store import Store
from records.types import every_type
from records.types.public_life import Organisation
from tests.builders import a_commitment, a_testimony, an_organisation, some_evidence

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
CHANGED = st.dictionaries(st.text(min_size=1, max_size=8), JSON, max_size=4)


@st.composite
def chains(draw: st.DrawFn, least: int = 0) -> list[Link]:
    links: list[Link] = []
    for changed in draw(st.lists(CHANGED, min_size=least, max_size=6)):
        kept = {name: value for name, value in changed.items() if draw(st.booleans())}
        last = links[-1] if links else None
        on = "2026-03-15T05:00:00Z"
        links.append(next_link(last, draw(st.text()), on, "K", "edited", changed, kept=kept))
    return links


def erased(link: Link) -> Link:
    return link._replace(salt=None, values=None)


@given(chains())
def test_a_chain_holds_as_it_was_written(links: list[Link]) -> None:
    assert broken(links) == []


@given(chains(), st.data())
def test_a_chain_holds_after_erasing_salt_and_values(
    links: list[Link], data: st.DataObject
) -> None:
    assert broken([erased(link) if data.draw(st.booleans()) else link for link in links]) == []


def other(link: Link, part: str) -> Any:
    """Something else of the same kind."""
    value = getattr(link, part)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    return (value or "") + "x"


@given(chains(least=1), st.data(), st.sampled_from(Link._fields))
def test_any_changed_part_of_any_entry_is_found(
    links: list[Link], data: st.DataObject, part: str
) -> None:
    place = data.draw(st.integers(0, len(links) - 1))
    links[place] = links[place]._replace(**{part: other(links[place], part)})
    assert broken(links)


@given(chains(least=1), st.data())
def test_half_an_erasure_is_a_change(links: list[Link], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(links) - 1))
    link = links[place]
    links[place] = link._replace(salt=None, values=link.values or "{}")
    assert broken(links) == [place + 1]
    if link.values is not None:
        links[place] = link._replace(values=None)
        assert broken(links) == [place + 1]


@given(chains(least=2), st.data())
def test_a_removed_entry_is_found(links: list[Link], data: st.DataObject) -> None:
    del links[data.draw(st.integers(0, len(links) - 2))]
    assert broken(links)


@given(chains(least=2), st.data())
def test_reordered_entries_are_found(links: list[Link], data: st.DataObject) -> None:
    turned = data.draw(st.permutations(links))
    assert bool(broken(turned)) == (turned != links)


@given(chains(least=2), chains(least=1), st.data())
def test_an_entry_forged_without_its_successors_is_found(
    links: list[Link], others: list[Link], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(links) - 2))
    last = links[place - 1] if place else None
    forged = next_link(last, "R", "2026", "K", "edited", {"a": 1}, kept={})
    assert broken([*links[:place], forged, *links[place + 1 :]]) == [place + 2]
    assert broken([*links, others[0]]) == [others[0].seq]


@given(chains(least=1), st.data(), st.integers(1, 60))
def test_bytes_that_move_to_a_neighbouring_part_are_found(
    links: list[Link], data: st.DataObject, moved: int
) -> None:
    place = data.draw(st.integers(0, len(links) - 1))
    link = links[place]
    told = link.hidden + (link.values or "").encode()
    salt = (link.salt or b"") + told[:moved]
    rest = told[moved:]
    links[place] = link._replace(
        salt=salt, hidden=rest[:32], values=rest[32:].decode("utf-8", "ignore") or None
    )
    assert broken(links)


def test_values_that_are_no_json_any_more_are_found() -> None:
    link = next_link(None, "R", "2026", "K", "added", {"a": 1}, kept={"a": 1})
    assert broken([link._replace(values="{spoilt")]) == [1]


def test_the_same_content_twice_has_two_commitments() -> None:
    one, two = (
        next_link(None, "R", "2026", "K", "added", {"words": "same"}, kept={}) for _ in "12"
    )
    assert one.commitment != two.commitment
    assert one.hidden != two.hidden


def test_a_value_has_one_spelling() -> None:
    assert canonical({"b": (1, "đ"), "a": None}) == '{"a":null,"b":[1,"đ"]}'.encode()


WRITES = st.lists(st.sampled_from(["add", "edit", "empty", "delete", "tell"]), max_size=8)


@settings(max_examples=25)
@given(WRITES)
def test_the_chain_of_a_vault_holds_after_any_writes(store: Store, writes: list[str]) -> None:
    made: list[Organisation] = []
    for number, write in enumerate(writes):
        if write == "add" or not made:
            made.append(an_organisation(store, name=f"Body {number}"))
        elif write == "delete":
            store.delete(made.pop().id)
        elif write == "tell":
            a_testimony(store, internal_note="đã gặp")
        else:
            given_ = {"internal_note": f"note {number}", "kind": "donor"}
            store.amend(made[-1].id, given_ if write == "edit" else {"name_vi": None})
    assert broken(store.chain()) == []
    numbers = [link.seq for link in store.chain()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_write_is_told_with_its_fields(store: Store, clock: Callable[[], Any]) -> None:
    body = an_organisation(store)
    store.amend(body.id, {"kind": "donor", "name_vi": None})
    store.amend(body.id, {"kind": "donor"})  # nothing new: no entry
    store.delete(body.id)
    story = store.story(body.id)
    assert [entry.action for entry in story] == ["added", "edited", "deleted"]
    assert [set(entry.fields) for entry in story] == [
        {"name", "name_vi", "kind"},
        {"kind", "name_vi"},
        set(),
    ]
    assert {entry.on for entry in story} == {f"{clock():%Y-%m-%dT%H:%M:%SZ}"}
    assert {entry.office for entry in story} == {store.office}


def test_values_are_kept_but_for_sensitive_fields_and_personal_types(store: Store) -> None:
    finding = some_evidence(store, internal_note="Điều này chỉ để trong nhà.")
    told = a_testimony(store, topics=["hộp"])
    promise = a_commitment(store, an_organisation(store), witnesses="Người Thí Dụ")
    kept = {link.record: json.loads(link.values or "{}") for link in store.chain()}
    assert kept[finding.id]["claim"] == finding.claim
    assert "internal_note" not in kept[finding.id]
    assert "witnesses" not in kept[promise.id]
    assert kept[promise.id]["words"] == promise.words
    assert kept[told.id] == {}
    assert {r.NAME for r in every_type() if r.PERSONAL} == {
        "testimony", "excerpt", "consent", "official",
    }  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE history SET office = 'X'",
        "UPDATE history SET \"values\" = '{}'",
        "UPDATE history SET salt = zeroblob(16)",
        "UPDATE history SET digest = zeroblob(32)",
        'UPDATE history SET hidden = zeroblob(32), salt = NULL, "values" = NULL',
        "UPDATE history SET seq = seq + 1000",
        "UPDATE history SET fields = '[]'",
        "DELETE FROM history",
        "DELETE FROM history WHERE seq = 1",
        "INSERT OR REPLACE INTO history SELECT * FROM history WHERE seq = 1",
    ],
)
def test_the_table_refuses_to_be_changed(store: Store, change: str) -> None:
    an_organisation(store)
    before = list(store.chain())
    with pytest.raises(Exception, match="history is not"):
        store.vault.connection.execute(change)
    assert list(store.chain()) == before


def test_erasing_in_the_vault_leaves_the_chain_valid(store: Store) -> None:
    told = a_testimony(store)
    body = an_organisation(store)
    for record in (told, body):
        store.vault.connection.execute(
            'UPDATE history SET salt = NULL, "values" = NULL WHERE record = ?', (record.id,)
        )
    assert broken(store.chain()) == []
    assert [link.salt for link in store.chain() if link.record == told.id] == [None]


@pytest.mark.parametrize("part", [p for p in Link._fields if p not in ("seq", "salt")])
def test_what_is_changed_behind_the_guards_is_found(store: Store, part: str) -> None:
    an_organisation(store)
    store.vault.connection.execute("DROP TRIGGER history_is_not_changed")
    (last,) = list(store.chain())[-1:]
    store.vault.connection.execute(
        f'UPDATE history SET "{part}" = ? WHERE seq = ?',  # noqa: S608
        (other(last, part), last.seq),
    )
    assert broken(store.chain()) == [last.seq]
