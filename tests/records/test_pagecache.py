"""The cache of printed pages: bounded, and gone with the clearance of what it shows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from records.erasure import erase
from records.pagecache import PageCache, empty
from records.store import Store
from records.types.testimony import Consent, Testimony
from records.withdrawal import record_withdrawal, withdraw
from tests.builders import a_consent, a_position, a_testimony

MARK = b"MARKER9K"


def kept(store: Store) -> int:
    return int(store.vault.connection.execute("SELECT count(*) FROM page_cache").fetchone()[0])


def cleared(store: Store) -> Testimony:
    """Return an account that may be printed, and has been."""
    told = a_testimony(store)
    a_consent(store, told)
    PageCache(store).put("key", b"%PDF " + MARK)
    return told


def test_what_was_kept_is_given_back(store: Store) -> None:
    cache = PageCache(store)
    assert cache.get("key") is None
    cache.put("key", b"one")
    cache.put("key", b"two")
    assert cache.get("key") == b"two"


def test_parts_that_were_used_longest_ago_make_room(store: Store) -> None:
    day = datetime(2026, 3, 15, 5, tzinfo=UTC)
    cache = PageCache(store, most=100)
    store.clock = lambda: day
    cache.put("used again", b"a" * 40)
    cache.put("not used", b"b" * 40)
    store.clock = lambda: day + timedelta(days=1)
    assert cache.get("used again")
    cache.put("new", b"c" * 40)
    assert [cache.get(key) is None for key in ("used again", "not used", "new")] == [
        False, True, False,
    ]  # fmt: skip
    cache.put("too large", b"d" * 101)
    assert kept(store) == 2


def decides_anew(store: Store, told: Testimony) -> None:
    a_consent(store, told, supersedes=store.where(Consent, "testimony", told.id)[0].ref)


def takes_out(store: Store, _told: Testimony) -> None:
    store.delete(a_testimony(store).id)


def marks_as_sensitive(store: Store, told: Testimony) -> None:
    store.amend(told.id, {"sensitivity": "restricted"})


def empties(store: Store, _told: Testimony) -> None:
    empty(store)


@pytest.mark.parametrize(
    "narrow", [withdraw, record_withdrawal, decides_anew, takes_out, marks_as_sensitive, empties]
)
def test_whatever_may_take_a_clearance_back_empties_it(
    store: Store, narrow: Callable[[Store, Testimony], object]
) -> None:
    told = cleared(store)
    narrow(store, told)
    assert kept(store) == 0


def test_what_takes_nothing_back_leaves_it(store: Store) -> None:
    told = cleared(store)
    store.amend(told.id, {"reliability": "likely_reliable"})
    a_consent(store, a_testimony(store))
    a_position(store)
    assert kept(store) == 1


def test_after_an_erasure_no_page_of_the_vault_holds_what_was_printed(
    store: Store, tmp_path: Path
) -> None:
    told = cleared(store)
    connection = store.vault.connection
    assert connection.execute("PRAGMA secure_delete").fetchone()[0] == 1
    withdraw(store, told)
    PageCache(store).put("printed since", MARK * 5000)
    erase(store, told, answered=True)
    assert kept(store) == 0
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(tmp_path / "plain.db"),))
    connection.execute("SELECT sqlcipher_export('plain')")
    assert MARK not in (tmp_path / "plain.db").read_bytes()
