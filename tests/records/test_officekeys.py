"""An office signs; and what others saw of its history cannot be taken back unnoticed."""

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver

from records import vault
from records.checking import check
from records.officekeys import (
    NotItsSignature,
    fingerprint,
    made_keys,
    own_keys,
    sign,
    signed_head,
    verify,
    witness,
)
from records.offices import found
from records.store import Store
from tests.builders import an_organisation
from tests.conftest import CHEAP


@pytest.fixture
def other(tmp_path: Path) -> Any:
    key = vault.create(tmp_path / "other", "khác", CHEAP)
    with Store(vault.open_vault(tmp_path / "other", key)) as made:
        found(made, "Another office")
        yield made


def test_a_new_office_has_keys_and_keeps_them(store: Store) -> None:
    made = own_keys(store)
    assert not made_keys(store)
    assert own_keys(store) == made
    assert made.recipient.startswith("age1")
    assert len(bytes.fromhex(made.signing)) == 32


def test_a_vault_from_before_there_were_keys_gets_them(store: Store) -> None:
    store.table("office_key").delete_where("1")
    assert made_keys(store)
    assert own_keys(store) == own_keys(store)


def test_a_fingerprint_is_six_groups_of_figures_and_depends_on_both_keys(
    store: Store, other: Store
) -> None:
    mine, theirs = own_keys(store), own_keys(other)
    groups = mine.fingerprint.split(" ")
    assert [len(g) for g in groups] == [4] * 6
    assert "".join(groups).isdecimal()
    for mixed in (fingerprint(mine.recipient, theirs.signing), theirs.fingerprint,
                  fingerprint(theirs.recipient, mine.signing)):  # fmt: skip
        assert mixed != mine.fingerprint


def test_a_signature_holds_for_the_very_bytes_and_the_very_office(
    store: Store, other: Store
) -> None:
    signature = sign(store, b"withdrawn: T-1")
    public = own_keys(store).signing
    assert verify(public, b"withdrawn: T-1", signature)
    assert not verify(public, b"withdrawn: T-2", signature)
    assert not verify(own_keys(other).signing, b"withdrawn: T-1", signature)
    for nonsense in (b"", signature[:-1], signature + b"\0", bytes(64)):
        assert not verify(public, b"withdrawn: T-1", nonsense)
    for key in ("", "zz", "00", "0" * 64, public[:-1]):
        assert not verify(key, b"withdrawn: T-1", signature)


def test_a_head_names_the_end_of_the_history(store: Store) -> None:
    an_organisation(store)
    head = signed_head(store)
    last = list(store.chain())[-1]
    assert (head["seq"], head["digest"]) == (last.seq, last.digest.hex())
    assert head["office"] == store.office
    assert head["on"] == "2026-03-15"


def cut_off(store: Store, after: int) -> None:
    """What somebody does who can open the file and write SQL."""
    connection = store.vault.connection
    connection.execute("DROP TRIGGER history_is_not_deleted")
    connection.execute("DELETE FROM history WHERE seq > ?", (after,))


def test_a_cut_off_end_is_found_up_to_the_last_head_that_was_seen(store: Store) -> None:
    an_organisation(store)
    witness(store, signed_head(store))
    seen = signed_head(store)["seq"]
    an_organisation(store, name="Bureau of Boxes")
    assert check(store) == []
    cut_off(store, seen)
    assert [f.what for f in check(store) if "gone" in f.what] == []  # nobody had seen that one
    cut_off_again = store.vault.connection
    cut_off_again.execute("DELETE FROM history WHERE seq > ?", (seen - 1,))
    wrong = [f.what for f in check(store)]
    assert f"history: entry {seen}, which was there on 2026-03-15, is gone" in wrong


def test_a_history_that_was_written_anew_is_found(store: Store) -> None:
    an_organisation(store)
    head = signed_head(store)
    witness(store, head)
    cut_off(store, head["seq"] - 1)
    an_organisation(store, name="Bureau of Boxes")
    assert [f.what for f in check(store) if f.what.startswith("history")] == [
        f"history: entry {head['seq']} is not the one that was there on 2026-03-15"
    ]


def test_a_head_that_is_not_signed_by_its_office_is_not_kept(store: Store, other: Store) -> None:
    an_organisation(store)
    head = signed_head(store)
    theirs = signed_head(other)
    for forged in (
        head | {"seq": head["seq"] + 1},
        head | {"digest": "00" * 32},
        head | {"on": "2020-01-01"},
        head | {"signature": theirs["signature"]},
        head | {"signature": "no"},
        {k: v for k, v in head.items() if k != "signature"},
        theirs,
        {},
    ):
        with pytest.raises(NotItsSignature):
            witness(store, forged)
    witness(store, theirs, own_keys(other).signing)
    with pytest.raises(NotItsSignature):
        witness(store, theirs, own_keys(store).signing)
    assert check(store) == []


def test_what_was_seen_is_neither_changed_nor_deleted(store: Store) -> None:
    witness(store, signed_head(store))
    witness(store, signed_head(store))
    for statement in ("DELETE FROM witnessed", "UPDATE witnessed SET seq = 0"):
        with pytest.raises(driver.IntegrityError):
            store.vault.connection.execute(statement)
    count = store.vault.connection.execute("SELECT count(*) FROM witnessed").fetchone()
    assert count == (1,)


def test_no_secret_half_is_in_what_goes_out(store: Store) -> None:
    held = own_keys(store)
    head = str(signed_head(store))
    assert held.identity not in head
    assert held.secret.hex() not in head
