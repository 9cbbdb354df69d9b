"""Every kind of write that the program does, on a small vault of made-up meetings."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from records import keys, vault
from records.backup import write_backup
from records.container import unpack
from records.offices import found
from records.restore import put_in_place, room_beside, unpacked
from records.store import Store

CHEAP = keys.Cost(memory=128, passes=1, lanes=1)
FIRST = "the first made-up passphrase"
SECOND = "the second made-up passphrase"
NOON = datetime(2026, 3, 15, 5, 0, tzinfo=UTC)
DAY = date(2026, 3, 15)


class Place(NamedTuple):
    """Where a vault and its backup lie, and the key."""

    root: Path
    key: bytes

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        return self.root / "vault"

    @property
    def file(self) -> Path:
        """The backup."""
        return self.root / "vault.backup"

    def store(self) -> Store:
        """Open the vault."""
        return Store(vault.open_vault(self.folder, self.key), lambda: NOON)


def make(root: Path, meetings: int = 12) -> Place:
    """Make a vault with some meetings in it."""
    place = Place(root, vault.create(root / "vault", FIRST, CHEAP))
    with place.store() as store:
        found(store, "Network of Examples")
        for number in range(meetings):
            store.add("consultation", meeting(number))
    return place


def meeting(number: int) -> dict[str, object]:
    """Make up a meeting; now and then a long one, that takes pages of its own."""
    return {
        "title": f"Workshop {number}",
        "summary": f"What was said at workshop {number}. " * (150 if number % 5 == 0 else 3),
        "attendees": 10,
    }


def contents(store: Store) -> str:
    """Return a fingerprint of every table, so that half a change is told from a whole one."""
    connection = store.vault.connection
    told = sha256()
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'passage_index%'"
        " ORDER BY name"
    ).fetchall()
    for (name,) in tables:
        told.update(name.encode())
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2'):
            told.update(repr(row).encode())
    return told.hexdigest()[:16]


def records_changed(place: Place, chance: Random, number: int) -> Iterator[str]:
    """Add, amend and delete in one transaction each; yield after each what is now there."""
    with place.store() as store:
        yield contents(store)
        for step in range(number):
            rows = store.vault.connection.execute(
                "SELECT id FROM record WHERE type = 'consultation' AND deleted = 0"
            ).fetchall()
            kind = chance.choice(("add", "add", "amend", "delete")) if rows else "add"
            if kind == "add":
                store.add("consultation", meeting(1000 + step))
            elif kind == "amend":
                store.amend(chance.choice(rows)[0], {"summary": "Corrected. " * step})
            else:
                store.delete(chance.choice(rows)[0])
            yield contents(store)


def tables_made(place: Place, _chance: Random, number: int) -> Iterator[str]:
    """Bring the tables of a vault from before the first migration up to date."""
    for _ in range(number):
        with vault.open_vault(place.folder, place.key) as opened:
            opened.connection.execute("PRAGMA foreign_keys = OFF")
            with opened.transaction():
                _forget_tables(opened)
        yield "before"
        with place.store() as store:
            yield contents(store)


def passphrase_changed(place: Place, chance: Random, number: int) -> Iterator[str]:
    """Write `keys.json` anew, for one passphrase and the other."""
    path = place.folder / keys.FILE
    yield FIRST
    for step in range(number):
        said = (SECOND, FIRST)[step % 2]
        keys.write_keys(path, keys.rewrap(keys.read_keys(path), place.key, said, CHEAP))
        yield said


def backed_up(place: Place, chance: Random, number: int) -> Iterator[str]:
    """Replace a backup by another."""
    yield ""
    with place.store() as store:
        for step in range(number):
            store.keep_setting("step", str(step))
            write_backup(store.vault, place.key, place.file, NOON)
            yield str(step)


def restored(place: Place, chance: Random, number: int) -> Iterator[str]:
    """Exchange the vault for its backup; a setting tells the two apart."""
    with place.store() as store:
        write_backup(store.vault, place.key, place.file, NOON)
    for step in range(number):
        with place.store() as store:
            store.keep_setting("step", str(step))
        yield str(step)
        restore(place)
        yield "as backed up"


def restore(place: Place) -> None:
    """Do what `advocacy vault restore` does."""
    with room_beside(place.folder) as room:
        told = unpack(place.file, room)
        with unpacked(place.file, told, room, place.key):
            pass
        put_in_place(room, place.folder, place.key, DAY)


def _forget_tables(opened: vault.Vault) -> None:
    connection = opened.connection
    for kind in ("trigger", "view", "table"):
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'passage_index_%'",
            (kind,),
        ).fetchall()
        for (name,) in names:
            connection.execute(f'DROP {kind} IF EXISTS "{name}"')
    connection.execute("PRAGMA user_version = 0")


def state_of_records(place: Place) -> str:
    """Return what the records are now; a vault without tables is as before its migration."""
    with vault.open_vault(place.folder, place.key) as opened:
        wrong = vault.check_integrity(opened)
        if wrong:
            return f"damaged: {wrong}"
        if not opened.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return "before"
        return contents(Store(opened))


def state_of_passphrase(place: Place) -> str:
    """Return which passphrase opens the vault."""
    for said in (FIRST, SECOND):
        try:
            if vault.unlock(place.folder, said) == place.key:
                return said
        except vault.WrongPassphrase:
            continue
    return "none"


def state_of_backup(place: Place) -> str:
    """Return which backup is there, whole; empty where none is."""
    if not place.file.exists():
        return ""
    with room_beside(place.root / "looking") as room:
        told = unpack(place.file, room)
        with unpacked(place.file, told, room, place.key) as store:
            return store.setting("step") or ""


def state_of_place(place: Place) -> str:
    """Return which vault is in place."""
    with place.store() as store:
        wrong = vault.check_integrity(store.vault)
        return f"damaged: {wrong}" if wrong else store.setting("step") or "as backed up"


Doing = Callable[[Place, Random, int], Iterator[str]]
KINDS: dict[str, tuple[Doing, Callable[[Place], str], int]] = {
    # what is written, how it is read back, how many in one run
    "records": (records_changed, state_of_records, 40),
    "migration": (tables_made, state_of_records, 2),
    "passphrase": (passphrase_changed, state_of_passphrase, 12),
    "backup": (backed_up, state_of_backup, 4),
    "restore": (restored, state_of_place, 3),
}


def told(state: str) -> str:
    """Return an acknowledgement as one line."""
    return json.dumps(state)
