"""A backup is whole or not there, gives the vault back, and believes nothing that it is handed."""

import json
import os
import shutil
import stat
import struct
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from records import keys, swap, vault
from records import restore as restoring
from records.backup import NotBackedUp, write_backup
from records.carried import carry_over
from records.container import TABLE, BadBackup, Contents, pack, refuse_foreign, unpack
from records.erasure import erase
from records.gone import Gone
from records.officekeys import own_keys
from records.offices import found
from records.recall import withdrawn_on
from records.restore import compared, examine, put_in_place, room_beside, unpacked
from records.signedlist import FILE as LIST
from records.signedlist import Forged
from records.store import Store
from records.vault_refusals import (
    DamagedVault,
    FolderInUse,
    VaultBusy,
    VaultLocked,
    VaultReadOnly,
)
from records.withdrawal import withdraw
from tests import builders
from tests.conftest import CHEAP, PASSPHRASE

MADE = datetime(2026, 3, 15, 5, 0, tzinfo=UTC)
DAY = date(2026, 3, 15)
MARK = "Hoa Mười Giờ planted these words"


@pytest.fixture
def key(vault_folder: Path) -> bytes:
    return vault.unlock(vault_folder, PASSPHRASE)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "advocacy.backup"


def restored(file: Path, folder: Path, key: bytes, old_key: bytes | None) -> Path | None:
    """Put a backup in place as the command does."""
    with room_beside(folder) as room:
        contents = unpack(file, room)
        with unpacked(file, contents, room, key) as store:
            assert examine(store).findings == []
            carry_over(folder, old_key, store)
        return put_in_place(room, folder, old_key, DAY)


def titles(folder: Path, key: bytes) -> list[str]:
    with vault.open_vault(folder, key, readonly=True) as opened:
        rows = opened.connection.execute("SELECT title FROM consultation ORDER BY title")
        return [row[0] for row in rows]


# --- what a backup is -------------------------------------------------------------------------


def test_any_unzip_opens_a_backup_and_finds_the_vault_in_it_encrypted(
    store: Store, key: bytes, file: Path, tmp_path: Path
) -> None:
    builders.a_consultation(store, title=MARK)
    contents = write_backup(store.vault, key, file, MADE)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["keys.json", "records.db", TABLE]
        archive.extractall(tmp_path / "by_hand")
        told = json.loads(archive.read(TABLE))
    assert told["made"] == contents.made == "2026-03-15T05:00:00Z"
    assert vault.unlock(tmp_path / "by_hand", PASSPHRASE) == key
    assert titles(tmp_path / "by_hand", key) == [MARK]
    raw = file.read_bytes()
    assert MARK.encode() not in raw
    assert b"CREATE TABLE" not in raw
    assert b"SQLite format 3" not in raw


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(
    store: Store, key: bytes, file: Path
) -> None:
    before = os.umask(0)
    try:
        write_backup(store.vault, key, file, MADE)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(p.name for p in file.parent.iterdir()) == ["advocacy.backup", "vault"]


def test_a_backup_holds_what_was_saved_by_then_and_gives_it_back(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    builders.a_consultation(store, title="Before")
    write_backup(store.vault, key, file, MADE)
    builders.a_consultation(store, title="After")
    store.vault.close()
    aside = restored(file, vault_folder, key, key)
    assert aside == vault_folder.with_name("vault-set-aside-2026-03-15-1")
    assert titles(vault_folder, key) == ["Before"]
    assert titles(aside, key) == ["After", "Before"]
    assert stat.S_IMODE(vault_folder.stat().st_mode) == 0o700
    assert not list(vault_folder.parent.glob(".*"))


def test_each_old_vault_gets_a_place_of_its_own(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    write_backup(store.vault, key, file, MADE)
    store.vault.close()
    asides = [restored(file, vault_folder, key, key) for _ in range(2)]
    assert [p.name[-1] for p in asides if p] == ["1", "2"]
    assert all(p is not None and vault.is_vault(p) for p in asides)


def test_a_backup_goes_where_no_vault_is(
    store: Store, key: bytes, file: Path, tmp_path: Path
) -> None:
    builders.a_consultation(store, title="Before")
    write_backup(store.vault, key, file, MADE)
    assert restored(file, tmp_path / "new" / "machine", key, None) is None
    (tmp_path / "empty").mkdir()
    assert restored(file, tmp_path / "empty", key, None) is None
    for name in ("new/machine", "empty"):
        assert titles(tmp_path / name, key) == ["Before"]


def test_a_folder_of_other_files_is_not_taken_for_a_vault(
    store: Store, key: bytes, file: Path, tmp_path: Path
) -> None:
    write_backup(store.vault, key, file, MADE)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("fictional")
    with pytest.raises(FolderInUse):
        restored(file, tmp_path / "letters", key, None)
    assert [p.name for p in (tmp_path / "letters").iterdir()] == ["one.txt"]


def test_a_damaged_vault_is_set_aside_as_it_is(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    builders.a_consultation(store, title="Before")
    write_backup(store.vault, key, file, MADE)
    store.vault.close()
    spoilt = b"not a database " * 500
    (vault_folder / "records.db").write_bytes(spoilt)
    aside = restored(file, vault_folder, key, key)
    assert titles(vault_folder, key) == ["Before"]
    assert aside is not None
    assert (aside / "records.db").read_bytes() == spoilt


def test_a_damaged_vault_never_replaces_a_backup(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    for number in range(40):
        builders.a_consultation(store, title=f"Workshop {number}", summary="words " * 500)
    write_backup(store.vault, key, file, MADE)
    good = file.read_bytes()
    store.vault.close()
    database = vault_folder / "records.db"
    content = bytearray(database.read_bytes())
    for page in range(len(content) // 4096 - 10, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    database.write_bytes(content)
    with (
        vault.open_vault(vault_folder, key, readonly=True) as opened,
        pytest.raises(DamagedVault),
    ):
        write_backup(opened, key, file, MADE)
    assert file.read_bytes() == good


def test_a_backup_that_cannot_be_written_leaves_the_earlier_one(
    store: Store, key: bytes, file: Path, tmp_path: Path
) -> None:
    write_backup(store.vault, key, file, MADE)
    good = file.read_bytes()
    resource = pytest.importorskip("resource")
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in (10_000, len(good) - 2000):  # in the copy, and in the file made of it
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            with pytest.raises(NotBackedUp):
                write_backup(store.vault, key, file, MADE)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        assert file.read_bytes() == good
    with pytest.raises(NotBackedUp):
        write_backup(store.vault, key, tmp_path / "nowhere" / "file", MADE)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["advocacy.backup", "vault"]


def test_a_backup_waits_for_a_writer_and_then_says_so(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    with vault.open_vault(vault_folder, key) as other:
        other.connection.execute("BEGIN EXCLUSIVE")
        store.vault.connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(VaultBusy):
            write_backup(store.vault, key, file, MADE)
    write_backup(store.vault, key, file, MADE)


def test_a_vault_that_is_being_written_does_not_move(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    builders.a_consultation(store, title="Before")
    write_backup(store.vault, key, file, MADE)
    with room_beside(vault_folder) as room:
        unpack(file, room)
        with store.vault.transaction():
            builders.a_consultation(store, title="Under way")
            with pytest.raises(VaultBusy):
                put_in_place(room, vault_folder, key, DAY, patience=0.05)
    assert titles(vault_folder, key) == ["Before", "Under way"]
    assert sorted(p.name for p in file.parent.iterdir()) == ["advocacy.backup", "vault"]


def test_a_writer_whose_vault_was_replaced_is_told_so_and_spoils_nothing(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    builders.a_consultation(store, title="Before")
    write_backup(store.vault, key, file, MADE)
    restored(file, vault_folder, key, key)
    with pytest.raises(VaultReadOnly):
        builders.a_consultation(store, title="Too late")
    assert titles(vault_folder, key) == ["Before"]


def test_where_folders_cannot_be_swapped_they_are_renamed_one_after_the_other(
    store: Store, key: bytes, file: Path, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.a_consultation(store, title="Before")
    write_backup(store.vault, key, file, MADE)
    builders.a_consultation(store, title="After")
    store.vault.close()
    monkeypatch.setattr(restoring, "swap", lambda *_: False)  # a disk that cannot
    aside = restored(file, vault_folder, key, key)
    assert titles(vault_folder, key) == ["Before"]
    assert aside is not None
    assert titles(aside, key) == ["After", "Before"]


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no such call elsewhere")
def test_two_folders_are_swapped_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert swap.swap(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "other").exists()
    assert (tmp_path / "other" / "one").exists()
    with pytest.raises(FileNotFoundError):
        swap.swap(tmp_path / "one", tmp_path / "nothing")


# --- withdrawals and the history --------------------------------------------------------------


def test_an_old_backup_does_not_bring_back_what_was_withdrawn_since(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    withdrawn = builders.a_testimony(store, words=f"One account. {MARK}")
    erased = builders.a_testimony(store, words=f"Another account. {MARK}", contributor="TD-02")
    for one in (withdrawn, erased):
        builders.a_consent(store, one)
    write_backup(store.vault, key, file, MADE)  # before the office had any key to sign with
    for one in (withdrawn, erased):
        withdraw(store, one)
    erase(store, erased, answered=True)
    store.vault.close()
    restored(file, vault_folder, key, key)
    with vault.open_vault(vault_folder, key) as opened:
        back = Store(opened)
        assert withdrawn_on(back, withdrawn.id)
        assert back.get(erased.id).words is None  # type: ignore[attr-defined]
        with pytest.raises(Gone):
            builders.a_testimony(back, words=f"another ACCOUNT {MARK}", contributor="TD-03")
        assert examine(back).findings == []
    assert (vault_folder / LIST).exists()


def test_a_backup_brings_the_list_of_withdrawals_along(
    store: Store, key: bytes, file: Path, tmp_path: Path
) -> None:
    testimony = builders.a_testimony(store)
    builders.a_consent(store, testimony)
    withdraw(store, testimony)
    assert LIST in write_backup(store.vault, key, file, MADE).parts
    restored(file, tmp_path / "elsewhere", key, None)
    assert (tmp_path / "elsewhere" / LIST).exists()


def test_the_signed_list_of_a_damaged_vault_is_applied(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    testimony = builders.a_testimony(store)
    builders.a_consent(store, testimony)
    own_keys(store)
    write_backup(store.vault, key, file, MADE)
    withdraw(store, testimony)
    store.vault.close()
    (vault_folder / "records.db").write_bytes(b"spoilt " * 1000)
    restored(file, vault_folder, key, key)
    with vault.open_vault(vault_folder, key) as opened:
        assert withdrawn_on(Store(opened), testimony.id)


def test_a_changed_list_of_withdrawals_stops_a_restore_unless_it_is_said(
    store: Store, key: bytes, file: Path, vault_folder: Path
) -> None:
    testimony = builders.a_testimony(store)
    builders.a_consent(store, testimony)
    write_backup(store.vault, key, file, MADE)
    withdraw(store, testimony)
    listed = json.loads((vault_folder / LIST).read_text())
    (vault_folder / LIST).write_text(json.dumps(listed | {"entries": []}))
    with pytest.raises(Forged):
        restored(file, vault_folder, key, key)
    assert vault.is_vault(vault_folder)
    with room_beside(vault_folder) as room:
        contents = unpack(file, room)
        with unpacked(file, contents, room, key) as back:
            # The vault itself still tells, list or no list.
            assert carry_over(vault_folder, key, back, anyway=True) == [testimony.ref]


def test_a_backup_tells_where_two_histories_part(
    store: Store, key: bytes, file: Path, tmp_path: Path, vault_folder: Path
) -> None:
    builders.a_consultation(store)
    write_backup(store.vault, key, file, MADE)
    with room_beside(tmp_path / "looking") as room:
        contents = unpack(file, room)
        with unpacked(file, contents, room, key) as back:
            assert compared(vault_folder, key, back) == (2, 0, 0)
            builders.a_consultation(store)
            assert compared(vault_folder, key, back) == (2, 1, 0)
            builders.a_consultation(back)
            builders.a_consultation(back)
            assert compared(vault_folder, key, back) == (2, 1, 2)
            assert compared(vault_folder, bytes(32), back) is None
            assert examine(back).changes == 4
            assert examine(back).counts == {"consultation": 3, "office": 1}


# --- hostile files ----------------------------------------------------------------------------


@pytest.fixture
def members(store: Store, key: bytes, file: Path) -> dict[str, bytes]:
    write_backup(store.vault, key, file, MADE)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(file: Path, members: dict[str, bytes], **change: int) -> Path:
    """Write a zip of these, each with what is changed in its entry."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name)
            for what, value in change.items():
                setattr(member, what, value)
            archive.writestr(member, content)
    return file


def listed(members: dict[str, bytes], **change: object) -> dict[str, bytes]:
    """Change what the list of contents says."""
    return members | {TABLE: json.dumps(json.loads(members[TABLE]) | change).encode()}


def instead(file: Path, put: Callable[[Path], None]) -> None:
    """Put something else where the file is."""
    file.unlink()
    put(file)


HOSTILE: dict[str, Callable[[Path, dict[str, bytes]], object]] = {
    "nothing": lambda f, _: f.write_bytes(b""),
    "no zip": lambda f, _: f.write_bytes(b"PK" * 5000),
    "an empty zip": lambda f, _: written(f, {}),
    "half of it": lambda f, _: os.truncate(f, f.stat().st_size // 2),
    "a byte more": lambda f, _: f.write_bytes(f.read_bytes() + b"x"),
    "a missing table": lambda f, m: written(f, {n: c for n, c in m.items() if n != TABLE}),
    "missing keys": lambda f, m: written(f, {n: c for n, c in m.items() if n != "keys.json"}),
    "missing records": lambda f, m: written(f, {n: c for n, c in m.items() if n != "records.db"}),
    "a way out": lambda f, m: written(f, m | {"../evil": b"x"}),
    "an absolute name": lambda f, m: written(f, m | {"/tmp/evil": b"x"}),  # noqa: S108
    "a list that is not listed": lambda f, m: written(f, m | {"tombstones.json": b"{}"}),
    "links": lambda f, m: written(f, m, external_attr=(stat.S_IFLNK | 0o777) << 16),
    "pipes": lambda f, m: written(f, m, external_attr=(stat.S_IFIFO | 0o600) << 16),
    "packed members": lambda f, m: written(f, m, compress_type=zipfile.ZIP_DEFLATED),
    "a bomb": lambda f, m: written(
        f, m | {"records.db": bytes(50_000_000)}, compress_type=zipfile.ZIP_DEFLATED
    ),
    "huge keys": lambda f, m: written(f, m | {"keys.json": bytes(100_000)}),
    "a huge table": lambda f, m: written(f, m | {TABLE: bytes(100_000)}),
    "a later format": lambda f, m: written(f, listed(m, version=2)),
    "another format": lambda f, m: written(f, listed(m, format="something")),
    "an empty list": lambda f, m: written(f, listed(m, parts={})),
    "another's id": lambda f, m: written(f, listed(m, vault="0" * 32)),
    "no JSON": lambda f, m: written(f, m | {TABLE: b"[" * 60_000}),
    "spoilt records": lambda f, m: written(f, m | {"records.db": bytes(len(m["records.db"]))}),
    "spoilt keys": lambda f, m: written(f, m | {"keys.json": bytes(len(m["keys.json"]))}),
    "thousands of names": lambda f, m: written(f, m | {f"{n}": b"" for n in range(5000)}),
    "a folder": lambda f, _: instead(f, Path.mkdir),
    "a pipe": lambda f, _: instead(f, os.mkfifo),
    "a device": lambda f, _: instead(f, lambda path: path.symlink_to("/dev/zero")),
    "no file": lambda f, _: f.unlink(),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_backup_is_refused_and_nothing_is_written_elsewhere(
    what: str, members: dict[str, bytes], file: Path, tmp_path: Path
) -> None:
    HOSTILE[what](file, members)
    room = tmp_path / "a" / "room"
    room.mkdir(parents=True)
    with pytest.raises(BadBackup) as refused:
        unpack(file, room)
    assert refused.value.code == 8
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted({"a", "vault", file.name} - (
        {file.name} if what == "no file" else set()
    ))  # fmt: skip
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["room"]


def test_a_zip_that_claims_an_endless_directory_is_not_read(file: Path, tmp_path: Path) -> None:
    wide = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 9, 9, 1 << 40, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 9, 9, 400, 0xFFFFFFFF, 0)
    file.write_bytes(wide + locator + end)
    with pytest.raises(BadBackup):
        unpack(file, tmp_path)


def test_a_long_directory_is_not_read_into_memory(file: Path, tmp_path: Path) -> None:
    written(file, {f"{n}": b"" for n in range(10_000)})
    tracemalloc.start()
    try:
        with pytest.raises(BadBackup):
            unpack(file, tmp_path)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_list_of_contents_that_somebody_made_anew_does_not_fit_the_key(
    members: dict[str, bytes], key: bytes, file: Path, tmp_path: Path
) -> None:
    written(file, listed(members, made="2030-01-01T00:00:00Z"))
    (tmp_path / "room").mkdir()
    contents = unpack(file, tmp_path / "room")  # every sum is right
    with pytest.raises(BadBackup):
        refuse_foreign(file, contents, key)


def test_a_vault_of_another_key_in_a_backup_is_refused(
    store: Store, key: bytes, file: Path, tmp_path: Path
) -> None:
    room = tmp_path / "mixed"
    shutil.copytree(store.vault.folder, room)
    other = vault.create(tmp_path / "other", PASSPHRASE, CHEAP)
    shutil.copy(tmp_path / "other" / "records.db", room)
    pack(room, file, keys.read_keys(room / "keys.json").vault, key, MADE)
    with room_beside(tmp_path / "looking") as unpacking:
        contents = unpack(file, unpacking)
        with pytest.raises(BadBackup), unpacked(file, contents, unpacking, key):
            pass
    assert other != key


def test_a_key_that_was_changed_meanwhile_makes_no_backup(store: Store, file: Path) -> None:
    with pytest.raises(VaultLocked):
        write_backup(store.vault, bytes(32), file, MADE)
    assert not file.exists()


@given(place=st.floats(0, 1, exclude_max=True), by=st.integers(1, 255))
@examples(max_examples=60)
def test_a_changed_byte_is_found_or_changes_nothing(
    once: tuple[bytes, bytes, dict[str, bytes]], place: float, by: int, tmp_path: Path
) -> None:
    whole, key, members = once
    content = bytearray(whole)
    content[int(place * len(content))] ^= by
    room = tmp_path / "flip"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    (tmp_path / "flipped").write_bytes(content)
    try:
        contents: Contents = unpack(tmp_path / "flipped", room)
        refuse_foreign(tmp_path / "flipped", contents, key)
    except BadBackup:
        return
    assert {p.name: p.read_bytes() for p in room.iterdir()} == members


@pytest.fixture(scope="module")
def once(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[bytes, bytes, dict[str, bytes]]:
    """One backup for many looks: the file, its key, and what lies in it."""
    folder = tmp_path_factory.mktemp("once")
    key = vault.create(folder / "vault", PASSPHRASE, CHEAP)
    with vault.open_vault(folder / "vault", key) as opened:
        found(Store(opened), "Mạng lưới Thí dụ")
        write_backup(opened, key, folder / "file", MADE)
    (folder / "room").mkdir()
    unpack(folder / "file", folder / "room")
    members = {p.name: p.read_bytes() for p in (folder / "room").iterdir()}
    return (folder / "file").read_bytes(), key, members
