"""Every kind of write that the program does, on a small vault of made-up meetings."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from records import keys, schema, vault
from records.backup import write_backup
from records.container import unpack
from records.offices import found
from records.restore import put_in_place, room_beside, unpacked
from records.rotation import rotate
from records.store import Store

CHEAP = keys.Cost(memory=128, passes=1, lanes=1)
PHRASE = "a made-up passphrase"
NO_TABLES = "0 no tables"
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

    def file(self, number: int) -> Path:
        """A backup."""
        return self.root / f"{number}.backup"

    def store(self) -> Store:
        """Open the vault."""
        return Store(vault.open_vault(self.folder, self.key), lambda: NOON)


def make(root: Path, meetings: int = 12) -> Place:
    """Make a vault with some meetings in it."""
    place = Place(root, vault.create(root / "vault", f"{PHRASE} 0", CHEAP))
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
    """Return the number of changes and a fingerprint of every table: half a change shows."""
    connection = store.vault.connection
    told = sha256()
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'passage_index%'"
        " ORDER BY name"
    ).fetchall()
    for (name,) in tables:
        told.update(name.encode())
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2'):  # noqa: S608
            told.update(repr(row).encode())
    changes = connection.execute("SELECT count(*) FROM history").fetchone()[0]
    return f"{changes} {told.hexdigest()[:16]}"


def records_changed(place: Place, chance: Random, number: int) -> Iterator[str]:
    """Add, amend and delete, each in a transaction of its own."""
    with place.store() as store:
        yield contents(store)
        for step in range(1, number + 1):
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


def tables_made(place: Place, _chance: Random, _number: int) -> Iterator[str]:
    """Make the tables of a vault in which none are left."""
    with vault.open_vault(place.folder, place.key) as opened:
        opened.connection.execute("PRAGMA foreign_keys = OFF")
        with opened.transaction():
            _forget_tables(opened)
    yield NO_TABLES
    with place.store() as store:
        yield contents(store)


def passphrase_changed(place: Place, _chance: Random, number: int) -> Iterator[str]:
    """Write `keys.json` anew, each time for another passphrase."""
    path = place.folder / keys.FILE
    yield "0"
    for step in range(1, number + 1):
        said = f"{PHRASE} {step}"
        keys.write_keys(path, keys.rewrap(keys.read_keys(path), place.key, said, CHEAP))
        yield str(step)


def backed_up(place: Place, _chance: Random, number: int) -> Iterator[str]:
    """Replace a backup by the next one."""
    with place.store() as store:
        for step in range(number):
            store.keep_setting("step", str(step))
            write_backup(store.vault, place.key, place.file(0), NOON)
            yield str(step)


def restored(place: Place, _chance: Random, number: int) -> Iterator[str]:
    """Exchange the vault for a backup, again and again; a setting counts the steps."""
    with place.store() as store:
        for step in range(1, 2 * number, 2):
            store.keep_setting("step", str(step))
            write_backup(store.vault, place.key, place.file(step), NOON)
    for step in range(0, 2 * number, 2):
        with place.store() as store:
            store.keep_setting("step", str(step))
        yield str(step)
        restore(place, place.file(step + 1))
        yield str(step + 1)


def rotated(place: Place, _chance: Random, number: int) -> Iterator[str]:
    """Give the vault another key; what it holds stays the same."""
    yield state_of_rotated(place)
    for _ in range(number):
        rotate(place.folder, f"{PHRASE} 0", CHEAP)
        yield state_of_rotated(place)


def restore(place: Place, file: Path) -> None:
    """Do what `advocacy vault restore` does."""
    with room_beside(place.folder) as room:
        told = unpack(file, room)
        with unpacked(file, told, room, place.key):
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
    """Return what the records are now."""
    with vault.open_vault(place.folder, place.key) as opened:
        wrong = damage(opened)
        if wrong or schema.version_of(opened) == 0:
            return wrong or NO_TABLES
        return contents(Store(opened))


def state_of_passphrase(place: Place) -> str:
    """Return which passphrase opens the vault."""
    for step in range(KINDS["passphrase"].number + 1):
        try:
            if vault.unlock(place.folder, f"{PHRASE} {step}") == place.key:
                return str(step)
        except vault.WrongPassphrase:
            continue
    return "none of them opens it"


def state_of_backup(place: Place) -> str:
    """Return which backup is there, whole."""
    with room_beside(place.root / "looking") as room:
        told = unpack(place.file(0), room)
        with unpacked(place.file(0), told, room, place.key) as store:
            return damage(store.vault) or store.setting("step") or ""


def state_of_place(place: Place) -> str:
    """Return which vault is in place."""
    with place.store() as store:
        return damage(store.vault) or store.setting("step") or ""


def state_of_rotated(place: Place) -> str:
    """Return what the records are, under whichever key the passphrase gives now."""
    key = vault.unlock(place.folder, f"{PHRASE} 0")
    return state_of_records(place._replace(key=key))


def damage(opened: vault.Vault) -> str:
    """Return what is wrong with the file; a page that nothing uses any more may be torn.

    SQLite keeps no journal of such a page and never reads it; `vault check` tells of it.
    """
    ask = opened.connection.execute
    sound = ask("PRAGMA integrity_check").fetchall()
    broken = ask("PRAGMA foreign_key_check").fetchall()
    spoilt = len(ask("PRAGMA cipher_integrity_check").fetchall())
    unused: int = ask("PRAGMA freelist_count").fetchone()[0]
    if sound != [("ok",)] or broken or spoilt > unused:
        return f"damaged: {sound[0][0]}, {len(broken)} references, {spoilt} pages"
    return ""


class Kind(NamedTuple):
    """A kind of write: how it is done, how its state is read back, how often in one run."""

    doing: Callable[[Place, Random, int], Iterator[str]]
    state: Callable[[Place], str]
    number: int


KINDS = {
    "records": Kind(records_changed, state_of_records, 40),
    "migration": Kind(tables_made, state_of_records, 1),
    "passphrase": Kind(passphrase_changed, state_of_passphrase, 12),
    "backup": Kind(backed_up, state_of_backup, 5),
    "restore": Kind(restored, state_of_place, 3),
    "rotation": Kind(rotated, state_of_rotated, 3),
}
"""Each yields its state after every write that returned; a state begins with a number."""
