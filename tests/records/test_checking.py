"""Every kind of damage is found and named; a healthy vault is told to be one."""

from pathlib import Path

import pytest

from records import integrity, vault
from records.checking import check
from records.examples import load_example
from records.signedlist import FILE, catch_up, keep_outside
from records.store import Store
from records.types.consultation import Consultation
from records.vocabulary import extend, forget_added
from records.withdrawal import withdraw
from tests.builders import a_consent, a_consultation, a_testimony, an_organisation, one_of_each
from tests.conftest import PASSPHRASE


def by_hand(store: Store, *changes: str) -> None:
    """Change the file as somebody does who has the key and knows SQL."""
    store.vault.connection.execute("PRAGMA foreign_keys = OFF")
    for change in changes:
        store.vault.connection.execute(change)
    store.vault.connection.execute("PRAGMA foreign_keys = ON")


def found(store: Store) -> list[str]:
    findings = check(store)
    assert all(finding.do for finding in findings)
    return [finding.what for finding in findings]


def test_a_healthy_vault_is_clean(store: Store) -> None:
    assert found(store) == []
    made = one_of_each(store)
    load_example(store, "vnsw")
    store.amend(made["organisation"].id, {"name": "Đổi", "aliases": ["Đ", "đ"]})
    store.delete(a_testimony(store).id)
    assert found(store) == []


def test_a_term_that_is_in_no_list_is_found(store: Store) -> None:
    one = a_consultation(store, forum="hearing", participation_quality=["expenses_paid"])
    by_hand(
        store,
        "UPDATE consultation SET forum = 'seance'",
        """UPDATE consultation SET participation_quality = '["expenses_paid", "bribes"]'""",
    )
    assert found(store) == [
        f"{one.ref}: forum holds a term that is not in its list",
        f"{one.ref}: participation_quality holds a term that is not in its list",
    ]


def test_a_term_of_the_vault_s_own_is_no_damage(store: Store) -> None:
    try:
        extend([("forum", "radio_talk", "radio talk", "tọa đàm phát thanh")])
        a_consultation(store, forum="radio_talk")
        assert found(store) == []
    finally:
        forget_added()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE consultation SET host = 'NOBODY'",
        "UPDATE reference SET target = 'NOBODY'",
        "DELETE FROM reference WHERE field = 'host'",
        "UPDATE consultation SET host = NULL",
    ],
)
def test_a_reference_that_leads_nowhere_is_found(store: Store, change: str) -> None:
    one = a_consultation(store, host=an_organisation(store).ref)
    by_hand(store, change)
    assert f"{one.ref}: host points to a record that is not there" in found(store)


def test_a_reference_in_a_list_that_leads_nowhere_is_found(store: Store) -> None:
    one = a_consultation(store, bodies=[an_organisation(store).ref])
    by_hand(store, """UPDATE consultation SET bodies = '["NOBODY"]'""")
    assert found(store) == [f"{one.ref}: bodies points to a record that is not there"]


def test_a_reference_to_a_deleted_record_is_found(store: Store) -> None:
    ministry = an_organisation(store)
    one = a_consultation(store, host=ministry.ref)
    by_hand(store, f"UPDATE record SET deleted = 1 WHERE id = '{ministry.id}'")  # noqa: S608
    assert found(store) == [
        f"{ministry.ref}: its contents do not fit the directory",
        f"{ministry.ref}: the history tells another story of it",
        f"{one.ref}: host points to a record that is not there",
    ]


def test_a_reference_of_a_record_that_is_not_there_is_found(store: Store) -> None:
    ministry = an_organisation(store)
    by_hand(store, f"INSERT INTO reference VALUES ('GHOST', 'host', 0, '{ministry.id}')")  # noqa: S608
    assert "GHOST: host points to a record that is not there" in found(store)


@pytest.mark.parametrize("spoilt", ["{spoilt", "5", '[["a"]]', "[{}]", '"text"' + "]"])
@pytest.mark.parametrize("field", ["bodies", "participation_quality", "topics"])
def test_a_list_that_cannot_be_read_is_found(store: Store, spoilt: str, field: str) -> None:
    one = a_consultation(store)
    by_hand(store, f"UPDATE consultation SET {field} = '{spoilt}'")  # noqa: S608
    assert any(what.startswith(f"{one.ref}: {field} ") for what in found(store)) or (
        field == "topics" and spoilt.startswith("[")
    )


def test_contents_that_are_gone_are_found(store: Store) -> None:
    one = a_consultation(store)
    by_hand(store, "DELETE FROM consultation")
    assert found(store) == [f"{one.ref}: its contents do not fit the directory"]


def test_a_withdrawal_that_somebody_takes_out_is_found(store: Store) -> None:
    one = a_consent(store, a_testimony(store), status="withdrawn")
    keep_outside(store)
    by_hand(
        store,
        f"DELETE FROM reference WHERE record = '{one.id}'",  # noqa: S608
        f"DELETE FROM passage WHERE record = '{one.id}'",  # noqa: S608
        f"DELETE FROM consent WHERE id = '{one.id}'",  # noqa: S608
        f"DELETE FROM record WHERE id = '{one.id}'",  # noqa: S608
    )
    assert found(store) == [f"{one.id}: the history tells another story of it"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE history SET office = 'X' WHERE seq = 2",
        "DELETE FROM history WHERE seq = 2",
        "UPDATE history SET \"values\" = '{}' WHERE seq = 2",
        "UPDATE history SET fields = '[]' WHERE seq = 2",
    ],
)
def test_a_history_that_was_changed_is_found(store: Store, change: str) -> None:
    a_consultation(store)
    a_consultation(store)
    by_hand(store, "DROP TRIGGER history_is_not_changed", "DROP TRIGGER history_is_not_deleted")
    by_hand(store, change)
    what = found(store)[0]
    assert what in {f"history: entry {n} does not fit the one before it" for n in (2, 3)}


def test_a_row_without_its_record_is_found(store: Store) -> None:
    by_hand(store, "INSERT INTO consultation (id, title) VALUES ('GHOST', 'x')")
    assert any("refers to a record that is not there" in what for what in found(store))


def test_no_finding_repeats_what_is_written(store: Store) -> None:
    a_testimony(store, words="Lời đã đánh dấu.")
    by_hand(store, "UPDATE testimony SET role = 'Lời đã đánh dấu.', supports = '[\"Lời\"]'")
    findings = check(store)
    assert len(findings) == 2
    assert "Lời" not in str(findings)


def test_a_spoilt_page_that_holds_nothing_is_told_and_is_no_damage(
    store: Store, vault_folder: Path
) -> None:
    with store.vault.transaction():
        for n in range(60):
            a_consultation(store, title=f"Meeting {n}", summary="words " * 2_000)
    with store.vault.transaction():
        for one in store.every(Consultation):
            store.delete(one.id)
    unused = store.vault.connection.execute("PRAGMA freelist_count").fetchone()[0]
    assert unused > 20
    size = int(store.vault.connection.execute("PRAGMA page_size").fetchone()[0])
    key = vault.unlock(vault_folder, PASSPHRASE)
    store.vault.close()
    path = vault_folder / "records.db"
    whole = path.read_bytes()
    for start in range(size, len(whole), size):
        path.write_bytes(whole[:start] + bytes(size // 2) + whole[start + size // 2 :])
        try:
            with Store(vault.open_vault(vault_folder, key, readonly=True)) as opened:
                if integrity.spoilt_unused(opened.vault):
                    found = check(opened)
                    assert integrity.check_integrity(opened.vault) == []
                    break
        except vault.DamagedVault:
            continue  # a page that is in use
    assert [f.what for f in found] == [
        "unused pages are spoilt (1); nothing that was saved is lost"
    ]


def test_a_list_of_withdrawals_that_is_not_as_it_was_written_is_found(store: Store) -> None:
    withdraw(store, a_testimony(store))
    path = store.vault.folder / FILE
    written = path.read_bytes()
    assert found(store) == []
    path.write_bytes(written.replace(b"withdrawn", b"withdrew "))
    assert found(store) == ["the list of withdrawals beside the vault does not carry its signature"]
    catch_up(store)  # a backup is no way to get rid of what somebody changed
    assert b"withdrew" in path.read_bytes()
    path.unlink()
    assert found(store) == ["tombstones.json lacks 1 entries of the withdrawals"]
    assert check(store, beside=False) == []  # a backup brings its own list along
    catch_up(store)
    assert found(store) == []
    withdraw(store, a_testimony(store))
    path.write_bytes(written)
    assert found(store) == ["tombstones.json lacks 1 entries of the withdrawals"]


def test_a_vault_that_was_turned_back_behind_its_list_is_found(store: Store) -> None:
    keep_outside(store)
    with store.vault.transaction():
        withdraw(store, a_testimony(store))
        store.vault.connection.execute("DROP TRIGGER tombstone_is_not_deleted")
        store.vault.connection.execute("DELETE FROM tombstone")
    assert found(store) == ["tombstones.json knows 1 withdrawals that the vault does not"]
