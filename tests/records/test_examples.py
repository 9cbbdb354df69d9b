"""The example goes into a real vault whole, and the gate rules on it as the interview says."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from records.checking import check
from records.consent import audiences_of, quotable
from records.consent_decision import Quotation, Request, Withheld
from records.errors import RecordsError
from records.examples import EXAMPLES, add_linked, load_example
from records.fields import fields_of
from records.history import broken
from records.listing import listed
from records.offices import own
from records.search import search
from records.store import Store
from records.types import NAMES, type_named
from records.types.public_life import Organisation
from records.types.testimony import Consent, Testimony

DAY = date(2026, 12, 1)


@pytest.fixture
def filled(store: Store) -> Store:
    """Return a store with the example in it."""
    load_example(store, "vnsw")
    return store


def shipped(name: str) -> dict[str, list[dict[str, Any]]]:
    folder = files("records") / "examples" / name
    return {
        kind: json.loads((folder / f"{kind}.json").read_text("utf-8"))
        for kind in NAMES
        if (folder / f"{kind}.json").is_file()
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_record_of_an_example_is_in_the_vault_as_it_was_written(
    store: Store, name: str
) -> None:
    assert load_example(store, name) == sum(len(listed_) for listed_ in shipped(name).values())
    for kind, objects in shipped(name).items():
        record = type_named(kind)
        kept = store.every(record)
        assert len(kept) == len(objects) + (kind == "office")
        for one in objects:
            texts = {
                n: tuple(v) if isinstance(v, list) else v
                for n, v in one.items()
                if n != "key" and fields_of(record)[n].kind not in ("ref", "refs", "series")
            }
            assert any(all(getattr(k, n) == v for n, v in texts.items()) for k in kept), one["key"]


def test_the_references_are_kept(filled: Store) -> None:
    said = sum(
        len(value) if isinstance(value, list) else 1
        for kind, objects in shipped("vnsw").items()
        for one in objects
        for name, value in one.items()
        if name != "key" and fields_of(type_named(kind))[name].kind in ("ref", "refs")
    )
    rows = filled.vault.connection.execute("SELECT count(*) FROM reference").fetchone()
    assert rows == (said,)


def test_the_vault_is_in_order(filled: Store) -> None:
    assert check(filled) == []
    assert broken(filled.chain()) == []


def test_the_office_has_the_name_of_the_network(filled: Store) -> None:
    assert own(filled).short_name == "VNSW"
    assert own(filled).name_vi == "Mạng lưới Người lao động tình dục Việt Nam"


def rulings(store: Store, audience: str, channel: str = "print") -> list[Quotation | Withheld]:
    kin = {one.id: (one.parent, one.successor) for one in store.every(Organisation)}
    request = Request(
        audiences=audiences_of(audience, stays=True),
        channel=channel,
        language="vi",
        identity="anonymous",
        place_detail="none",
        bodies=frozenset(kin),
        organisations=kin,
    )
    return [
        quotable(told, store.where(Consent, "testimony", told.id), request, DAY)
        for told in store.every(Testimony)
    ]


def test_seven_voices_may_be_left_on_paper_without_a_name_and_one_may_not(filled: Store) -> None:
    found = rulings(filled, "government_meeting")
    heard = [ruling for ruling in found if isinstance(ruling, Quotation)]
    withheld = [ruling for ruling in found if isinstance(ruling, Withheld)]
    assert (len(heard), len(withheld)) == (7, 1)
    assert {(r.identity, r.display_name, r.province) for r in heard} == {("anonymous", "", "")}
    assert [ruling.reason for ruling in withheld] == ["not_recorded"]


@pytest.mark.parametrize("channel", ["oral", "online", "image_audio"])
def test_what_was_given_for_print_is_used_in_no_other_way(filled: Store, channel: str) -> None:
    assert not [r for r in rulings(filled, "public", channel) if isinstance(r, Quotation)]


def test_the_example_is_found_without_marks_and_listed(filled: Store) -> None:
    assert {hit.type for hit in search(filled, "trung tam 05")} >= {"campaign", "organisation"}
    for kind in NAMES:
        assert len(listed(filled, type_named(kind))) == len(filled.every(type_named(kind)))


def test_loading_twice_is_a_second_set_with_refs_of_its_own(filled: Store) -> None:
    once = len(filled.every(Testimony))
    load_example(filled, "vnsw")
    assert len(filled.every(Testimony)) == 2 * once
    assert check(filled) == []


def test_an_example_with_one_bad_record_leaves_nothing(store: Store) -> None:
    objects = shipped("vnsw")
    objects["outcome"][-1]["kind"] = "miracle"
    before = store.vault.connection.execute("SELECT * FROM record").fetchall()
    with pytest.raises(RecordsError), store.vault.transaction():
        add_linked(store, objects)
    assert store.vault.connection.execute("SELECT * FROM record").fetchall() == before


@pytest.mark.parametrize("target", ["b", "nobody"])
def test_records_that_wait_for_each_other_are_refused(store: Store, target: str) -> None:
    objects = {
        "organisation": [
            {"key": "a", "name": "A", "kind": "member", "parent": target},
            {"key": "b", "name": "B", "kind": "member", "parent": "a"},
        ]
    }
    with pytest.raises(RecordsError, match="references without a ring"):
        add_linked(store, objects)
