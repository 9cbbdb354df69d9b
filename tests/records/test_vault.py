import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver

from records import keys
from records.errors import ExitCode, RecordsError
from records.integrity import check_integrity, spoilt_unused
from records.vault import (
    AlreadyVault,
    CutOff,
    DamagedVault,
    DiskFull,
    EmptyPassphrase,
    FolderInUse,
    NoVault,
    Vault,
    VaultBusy,
    VaultLocked,
    VaultReadOnly,
    VaultUnreachable,
    WrongPassphrase,
    create,
    is_vault,
    open_vault,
    unlock,
    vault_id,
)

ROOT = Path(__file__).parents[2]
CHEAP = keys.Cost(memory=128, passes=1, lanes=1)
PHRASE = "bốn con cò trắng"
MARKER = "Hoa Mười Giờ planted these words"
OPENED = (
    "import sys, time\nfrom pathlib import Path\n"
    "from records import integrity, keys, vault as vaults\n"
    "folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])\n"
    "def put(text): held.connection.execute('INSERT INTO word (text) VALUES (?)', (text,))\n"
    "def count(): return held.connection.execute('SELECT count(*) FROM word').fetchone()[0]\n"
)
HELD = "held = vaults.open_vault(folder, key)\n"
NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]
OWN_DISKS = (
    shutil.which("unshare") is not None
    and subprocess.run([*NAMESPACE, "mount", "-t", "tmpfs", "none", "/mnt"], check=False).returncode
    == 0
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where another account can reach it too, as pytest's own folders are not."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made / "vault"
    shutil.rmtree(made)


@pytest.fixture
def key(folder: Path) -> bytes:
    """The key of a vault with a table of words."""
    made = create(folder, PHRASE, CHEAP)
    with open_vault(folder, made) as opened:
        opened.connection.execute("CREATE TABLE word (id INTEGER PRIMARY KEY, text UNIQUE)")
    return made


def put(opened: Vault, text: str) -> None:
    opened.connection.execute("INSERT INTO word (text) VALUES (?)", (text,))


def words(folder: Path, key: bytes) -> list[str]:
    with open_vault(folder, key, readonly=True) as opened:
        return [row[0] for row in opened.connection.execute("SELECT text FROM word ORDER BY id")]


def start(program: str, folder: Path, key: bytes, *before: str) -> subprocess.Popen[str]:
    """Another process that has the vault; what it prints can be read line by line."""
    command = [*before, sys.executable, "-c", OPENED + program, str(folder), key.hex()]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def cut_off_a_write(folder: Path, key: bytes) -> None:
    """Leave what a process leaves that dies while its pages are being written."""
    writer = start(
        HELD + "held.connection.execute('PRAGMA cache_size = 1')\n"
        "with held.transaction():\n"
        "    for n in range(400): put(f'half a change {n} ' * 20)\n"
        "    print('inside', flush=True); time.sleep(60)\n",
        folder,
        key,
    )
    assert line(writer) == "inside"
    kill(writer)
    assert (folder / "records.db-journal").stat().st_size > 0


@contextmanager
def write_protected(folder: Path, records: int = 0o444, wrapped: int = 0o444) -> Iterator[None]:
    """Nobody may write here for a while; root goes on as `nobody`, since it may do anything."""
    for path in folder.iterdir():
        path.chmod(wrapped if path.name == "keys.json" else records)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        for path in folder.iterdir():
            path.chmod(0o644)


# --- making -----------------------------------------------------------------------------------


def test_only_the_owner_can_read_a_new_vault(folder: Path) -> None:
    before = os.umask(0)
    try:
        made = create(folder, PHRASE, CHEAP)
        with open_vault(folder, made) as opened, opened.transaction():
            opened.connection.execute("CREATE TABLE word (text)")
            modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"keys.json": 0o600, "records.db": 0o600, "records.db-journal": 0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_passphrase_gives_the_key_that_was_made(folder: Path, key: bytes) -> None:
    assert unlock(folder, PHRASE) == key
    with pytest.raises(WrongPassphrase):
        unlock(folder, "năm con cò")
    with pytest.raises(EmptyPassphrase):
        unlock(folder, "")


def test_a_vault_is_not_made_over_another(folder: Path, key: bytes) -> None:
    with pytest.raises(AlreadyVault):
        create(folder, PHRASE, CHEAP)
    (folder / "keys.json").unlink()  # half a vault is one too
    with pytest.raises(AlreadyVault):
        create(folder, PHRASE, CHEAP)
    assert (folder / "records.db").stat().st_size > 0
    assert key


def test_a_vault_is_not_made_among_other_files(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("fictional")
    with pytest.raises(FolderInUse):
        create(folder, PHRASE, CHEAP)
    with pytest.raises(FolderInUse):
        create(folder / "letter.txt", PHRASE, CHEAP)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert not is_vault(folder)


def test_an_empty_folder_becomes_a_vault(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    made = create(folder, PHRASE, CHEAP)
    assert unlock(folder, PHRASE) == made
    assert folder.stat().st_mode & 0o777 == 0o700
    assert is_vault(folder)


def test_a_folder_may_have_any_name(folder: Path) -> None:
    odd = folder / "sổ #1?mode=memory&x=%41"
    made = create(odd, PHRASE, CHEAP)
    with open_vault(odd, made, readonly=True) as opened:
        assert check_integrity(opened) == []
    assert sorted(path.name for path in odd.iterdir()) == ["keys.json", "records.db"]


def test_a_vault_that_cannot_be_finished_is_not_begun(folder: Path) -> None:
    program = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "try: vaults.create(folder, 'fictional', keys.Cost(128, 1, 1))\n"
        "except vaults.VaultRefusal as refusal: print(int(refusal.code))\n"
    )
    assert start(program, folder, b"").communicate()[0].strip() == "7"
    assert not folder.exists()


def test_two_vaults_have_different_ids_and_keys(folder: Path) -> None:
    one, two = create(folder / "a", PHRASE, CHEAP), create(folder / "b", PHRASE, CHEAP)
    assert one != two
    assert vault_id(folder / "a") != vault_id(folder / "b")


# --- what lies on the disk --------------------------------------------------------------------


def test_no_written_word_is_on_the_disk_in_the_clear(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened:
        put(opened, MARKER)
        with opened.transaction():
            opened.connection.execute("UPDATE word SET text = text || ' again'")
            on_disk = {path.name: path.read_bytes() for path in folder.iterdir()}
    on_disk["afterwards"] = (folder / "records.db").read_bytes()
    assert len(on_disk["records.db-journal"]) > 4096
    for content in on_disk.values():
        assert MARKER.encode() not in content
        assert b"CREATE TABLE" not in content
    assert not on_disk["afterwards"].startswith(b"SQLite format 3")
    assert words(folder, key) == [MARKER + " again"]


@pytest.mark.parametrize("readonly", [False, True])
def test_every_connection_keeps_the_settings(folder: Path, key: bytes, readonly: bool) -> None:  # noqa: FBT001
    expected = {
        "journal_mode": "delete",
        "synchronous": 3,
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "busy_timeout": 15_000,
    }
    with open_vault(folder, key, readonly=readonly) as opened:
        ask = opened.connection.execute
        assert {each: ask(f"PRAGMA {each}").fetchone()[0] for each in expected} == expected


# --- damage -----------------------------------------------------------------------------------


def test_where_nothing_is_there_is_no_vault(folder: Path) -> None:
    for look in (vault_id, lambda at: unlock(at, PHRASE), lambda at: open_vault(at, bytes(32))):
        with pytest.raises(NoVault) as refused:
            look(folder)
        assert "advocacy init" in refused.value.hint
    assert not is_vault(folder)
    assert not folder.exists()


def flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def unencrypted(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE word (text)")
    plain.close()


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("keys.json", Path.unlink),
        ("keys.json", lambda path: os.truncate(path, 100)),
        ("keys.json", lambda path: path.write_bytes(b"\0" * 300)),
        ("keys.json", lambda path: flipped(path, 200)),
        ("records.db", Path.unlink),
        ("records.db", lambda path: os.truncate(path, 0)),
        ("records.db", lambda path: os.truncate(path, 10)),
        ("records.db", lambda path: os.truncate(path, 4096)),
        ("records.db", lambda path: path.write_text("not a database " * 1000)),
        ("records.db", unencrypted),
        ("records.db", lambda path: flipped(path, 0)),
        ("records.db", lambda path: flipped(path, 4000)),
    ],
)
@pytest.mark.parametrize("readonly", [False, True])
def test_a_damaged_file_is_refused_by_name_and_left_alone(
    folder: Path,
    key: bytes,
    name: str,
    damage: Callable[[Path], Any],
    readonly: bool,  # noqa: FBT001
) -> None:
    damage(folder / name)
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(DamagedVault) as refused:
        open_vault(folder, unlock(folder, PHRASE), readonly=readonly)
    assert name in str(refused.value)
    assert refused.value.code == ExitCode.VAULT
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == left
    assert key


def test_one_flipped_bit_on_any_page_is_found(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened, opened.transaction():
        for number in range(60):
            put(opened, f"{number} {MARKER}" * 10)
    with open_vault(folder, key) as opened:
        opened.connection.execute("DELETE FROM word WHERE id > 20")
        # Nothing but the pages' own seals tells of a free page.
        assert opened.connection.execute("PRAGMA freelist_count").fetchone()[0] > 1
    database = folder / "records.db"
    size = database.stat().st_size
    assert size > 5 * 4096
    for place in range(77, size, 4096):
        flipped(database, place)
        try:
            with open_vault(folder, key) as opened:
                # A page that holds nothing is told apart: nothing saved is in it.
                found = bool(check_integrity(opened)) or spoilt_unused(opened) == 1
        except DamagedVault:
            found = True
        assert found
        flipped(database, place)
    with open_vault(folder, key) as opened:
        assert (check_integrity(opened), spoilt_unused(opened)) == ([], 0)
    os.truncate(database, size - 1)
    with open_vault(folder, key) as opened:
        assert check_integrity(opened) or spoilt_unused(opened)


def test_a_damaged_page_is_refused_when_it_is_read(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened:
        put(opened, MARKER)
    flipped(folder / "records.db", 4096 + 50)
    with pytest.raises(DamagedVault), open_vault(folder, key, readonly=True) as opened:
        opened.connection.execute("SELECT text FROM word").fetchall()


def test_a_reference_to_nothing_is_found(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened:
        opened.connection.execute("CREATE TABLE note (word REFERENCES word (id))")
        opened.connection.execute("PRAGMA foreign_keys = OFF")
        opened.connection.execute("INSERT INTO note VALUES (99)")
        assert check_integrity(opened) == ["row 1 of note refers to a word that is not there"]


def test_an_outdated_key_is_a_locked_vault_and_no_damage(
    folder: Path, key: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    for readonly in (False, True):
        with pytest.raises(VaultLocked):
            open_vault(folder, bytes(32), readonly=readonly)
    assert words(folder, key) == []
    assert capfd.readouterr() == ("", "")  # the cipher would complain in its own words


def test_no_refusal_shows_the_key_or_the_passphrase(folder: Path, key: bytes) -> None:
    flipped(folder / "records.db", 0)
    wrong = PHRASE[::-1]  # written out, it would stand in the source lines of the traceback
    refusals: list[RecordsError] = []
    for attempt in (
        lambda: open_vault(folder, key),
        lambda: open_vault(folder, key, readonly=True),
        lambda: unlock(folder, wrong),
        lambda: create(folder, wrong, CHEAP),
    ):
        with pytest.raises(RecordsError) as refused:
            attempt()
        refusals.append(refused.value)
    shown = "".join("".join(traceback.format_exception(each)) + each.hint for each in refusals)
    for secret in (key.hex(), key.hex().upper(), repr(key), wrong, PHRASE):
        assert secret not in shown


# --- disks that refuse ------------------------------------------------------------------------


def test_a_write_protected_vault_is_read_without_making_a_file(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened:
        put(opened, MARKER)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with write_protected(folder):
        assert words(folder, key) == [MARKER]
        with open_vault(folder, key, readonly=True) as opened:
            assert check_integrity(opened) == []
        with open_vault(folder, key) as opened, pytest.raises(VaultReadOnly), opened.transaction():
            put(opened, "more")
        with pytest.raises(VaultReadOnly):
            keys.write_keys(folder / "keys.json", keys.read_keys(folder / "keys.json"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_no_vault_is_made_where_nothing_can_be_written(folder: Path, key: bytes) -> None:
    assert key
    with write_protected(folder), pytest.raises(VaultReadOnly):
        create(folder / "inner", PHRASE, CHEAP)


def test_a_folder_that_may_not_be_written_refuses_a_file_that_may(folder: Path, key: bytes) -> None:
    with (
        write_protected(folder, records=0o666),
        open_vault(folder, key) as opened,
        pytest.raises(VaultReadOnly),
        opened.transaction(),
    ):
        put(opened, "more")
    assert words(folder, key) == []


def test_a_vault_of_another_account_is_out_of_reach(folder: Path, key: bytes) -> None:
    with write_protected(folder, records=0, wrapped=0):
        with pytest.raises(VaultUnreachable):
            open_vault(folder, key, readonly=True)
        with pytest.raises(VaultUnreachable):
            vault_id(folder)


def test_a_full_file_refuses_the_change_and_keeps_what_was_saved(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened:
        put(opened, MARKER)
        pages = opened.connection.execute("PRAGMA page_count").fetchone()[0]
        opened.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(DiskFull), opened.transaction():
            put(opened, "words " * 5000)
        assert not opened.connection.in_transaction
        with opened.transaction():
            put(opened, "short")
    assert words(folder, key) == [MARKER, "short"]


@pytest.mark.skipif(not OWN_DISKS, reason="this account may not mount a disk of its own")
def test_a_full_disk_refuses_the_change_and_keeps_what_was_saved(folder: Path) -> None:
    folder.mkdir()
    program = (
        "import subprocess\n"
        "subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=256k', 'none', folder], check=True)\n"
        "disk, folder, cost = folder, folder / 'vault', keys.Cost(128, 1, 1)\n"
        "key = vaults.create(folder, 'fictional', cost)\n"
        + HELD
        + "held.connection.execute('CREATE TABLE word (text)')\n"
        "saved = 0\n"
        "try:\n"
        "    while saved < 1000:\n"
        "        with held.transaction(): put('words ' * 500)\n"
        "        saved += 1\n"
        "except vaults.DiskFull: print('full')\n"
        "held.close(); held = vaults.open_vault(folder, key, readonly=True)\n"
        "print(0 < saved == count(), integrity.check_integrity(held))\n"
        "with open(disk / 'rest', 'wb', 0) as rest:\n"
        "    try:\n"
        "        while True: rest.write(bytes(512))\n"
        "    except OSError: pass\n"
        "try: vaults.create(disk / 'new', 'fictional', cost)\n"
        "except vaults.DiskFull: print('full', (disk / 'new').exists())\n"
        "try: keys.write_keys(folder / 'keys.json', keys.read_keys(folder / 'keys.json'))\n"
        "except vaults.DiskFull: print('full', vaults.unlock(folder, 'fictional') == key)\n"
    )
    said = start(program, folder, b"", *NAMESPACE).communicate()[0].split("\n")
    assert said == ["full", "True []", "full False", "full True", ""]


@pytest.mark.skipif(not OWN_DISKS, reason="this account may not mount a disk of its own")
def test_a_write_protected_disk_is_read_and_refuses_the_change(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened:
        put(opened, MARKER)
    cut_off_a_write(folder, key)
    program = (
        "import shutil, subprocess\n"
        "disk = folder.parent / 'disk'; disk.mkdir()\n"
        "subprocess.run(['mount', '-t', 'tmpfs', 'none', disk], check=True)\n"
        "shutil.copytree(folder, disk / 'cut')\n"
        "vaults.open_vault(folder, key).close()\n"
        "shutil.copytree(folder, disk / 'vault')\n"
        "subprocess.run(['mount', '-o', 'remount,ro', disk], check=True)\n"
        "def said(attempt, *given):\n"
        "    try: return attempt(*given)\n"
        "    except vaults.VaultRefusal as refusal: return type(refusal).__name__\n"
        "held = vaults.open_vault(disk / 'vault', key, readonly=True)\n"
        "print(count())\n"
        "held = vaults.open_vault(disk / 'vault', key)\n"
        "def write():\n"
        "    with held.transaction(): put('more')\n"
        "def read(name): vaults.open_vault(disk / name, key, readonly=True)\n"
        "print(said(write), said(read, 'cut'), said(vaults.create, disk / 'new', 'fictional'))\n"
        "print(said(keys.write_keys, disk / 'keys.json', keys.read_keys(folder / 'keys.json')))\n"
    )
    said = start(program, folder, key, *NAMESPACE).communicate()[0].split()
    assert said == ["1", "VaultReadOnly", "CutOff", "VaultReadOnly", "VaultReadOnly"]


# --- transactions and other processes ---------------------------------------------------------


@pytest.mark.parametrize("end", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_block_that_fails_writes_nothing(
    folder: Path, key: bytes, end: type[BaseException]
) -> None:
    with open_vault(folder, key) as opened:
        with pytest.raises(end), opened.transaction():  # noqa: PT012  (where it stops is the point)
            put(opened, "first")
            raise end
        assert not opened.connection.in_transaction
        with opened.transaction():
            put(opened, "second")
    assert words(folder, key) == ["second"]


def test_a_block_inside_another_is_kept_or_undone_with_it(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened:
        with pytest.raises(ValueError, match="outer"), opened.transaction():  # noqa: PT012
            with opened.transaction():
                put(opened, "inner")
            message = "outer"
            raise ValueError(message)
        with opened.transaction():
            put(opened, "outer")
            with opened.transaction():
                put(opened, "inner")
                with opened.transaction():
                    put(opened, "innermost")
    assert words(folder, key) == ["outer", "inner", "innermost"]


def test_a_failed_inner_block_is_undone_alone(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened, opened.transaction():
        put(opened, "before")
        with pytest.raises(ValueError, match="inner"), opened.transaction():  # noqa: PT012
            put(opened, "inner")
            message = "inner"
            raise ValueError(message)
        put(opened, "after")
    assert words(folder, key) == ["before", "after"]


def test_a_broken_rule_of_a_table_stays_an_error_of_the_driver(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened:
        put(opened, "once")
        with pytest.raises(driver.IntegrityError), opened.transaction():
            put(opened, "once")
        with pytest.raises(driver.OperationalError, match="no such table"):
            opened.connection.execute("SELECT * FROM nowhere")
    assert words(folder, key) == ["once"]


def test_a_vault_closed_in_the_middle_of_a_change_keeps_the_old_state(
    folder: Path, key: bytes
) -> None:
    opened = open_vault(folder, key)
    opened.connection.execute("BEGIN IMMEDIATE")
    put(opened, "half")
    opened.close()
    assert words(folder, key) == []


def test_sqlite_utils_works_on_the_encrypted_connection(folder: Path, key: bytes) -> None:
    with open_vault(folder, key) as opened:
        assert opened.database.conn is opened.connection
        assert opened.database is opened.database
        opened.database.table("word").insert({"text": "alone"})
        assert not opened.connection.in_transaction
        with pytest.raises(ValueError, match="stop"), opened.transaction():  # noqa: PT012
            opened.database.table("word").insert({"text": "with others"})
            opened.database.table("word").insert({"text": "wider", "note": 1}, alter=True)
            message = "stop"
            raise ValueError(message)
        with opened.transaction():
            opened.database.table("word").insert({"text": "wider", "note": 1}, alter=True)
        assert opened.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert words(folder, key) == ["alone", "wider"]


def test_a_vault_in_use_is_readable_but_refuses_a_second_writer(folder: Path, key: bytes) -> None:
    program = HELD + "with held.transaction(): put('theirs'); print('in', flush=True); input()\n"
    other = subprocess.Popen(
        [sys.executable, "-c", OPENED + program, str(folder), key.hex()],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert line(other) == "in"
    assert words(folder, key) == []
    with (
        open_vault(folder, key, patience=0.1) as opened,
        pytest.raises(VaultBusy),
        opened.transaction(),
    ):
        put(opened, "ours")
    other.communicate("\n")
    assert other.returncode == 0
    assert words(folder, key) == ["theirs"]


def test_a_vault_that_is_being_written_refuses_to_open_after_a_while(
    folder: Path, key: bytes
) -> None:
    program = HELD + (
        "held.connection.execute('BEGIN EXCLUSIVE'); print('in', flush=True); time.sleep(60)\n"
    )
    other = start(program, folder, key)
    assert line(other) == "in"
    for readonly in (False, True):
        with pytest.raises(VaultBusy):
            open_vault(folder, key, readonly=readonly, patience=0.1)
    kill(other)
    assert words(folder, key) == []


def test_a_reader_who_never_ends_leaves_the_writer_a_refusal_and_no_open_change(
    folder: Path, key: bytes
) -> None:
    with open_vault(folder, key) as reader, open_vault(folder, key, patience=0.1) as writer:
        reader.connection.execute("BEGIN")
        reader.connection.execute("SELECT count(*) FROM word").fetchone()
        with pytest.raises(VaultBusy), writer.transaction():
            put(writer, "late")
        assert not writer.connection.in_transaction
        reader.connection.execute("COMMIT")
        with writer.transaction():
            put(writer, "in time")
    assert words(folder, key) == ["in time"]


def test_two_processes_that_write_at_once_both_get_through(folder: Path, key: bytes) -> None:
    program = HELD + (
        "print('in', flush=True)\n"
        "while not (folder.parent / 'go').exists(): pass\n"
        "for n in range(50):\n    with held.transaction():\n"
        "        seen = count(); time.sleep(0.002); put(f'seen {seen}')\n"  # both may have read
    )
    both = [start(program, folder, key) for _ in range(2)]
    assert [line(each) for each in both] == ["in", "in"]
    (folder.parent / "go").touch()
    for each in both:
        assert each.wait(60) == 0
        each.communicate()
    written = words(folder, key)
    assert written == [f"seen {count}" for count in range(100)]


def test_nothing_acknowledged_is_lost_when_a_process_is_killed(folder: Path, key: bytes) -> None:
    program = HELD + (
        "for n in range(10_000):\n"
        "    with held.transaction(): put(f'{n} a'); put(f'{n} b')\n"
        "    print(n, flush=True)\n"
    )
    writer = start(program, folder, key)
    acknowledged = [line(writer) for _ in range(7)][-1]
    kill(writer)
    found = words(folder, key)
    assert len(found) >= 2 * (int(acknowledged) + 1)
    assert found == [f"{n} {half}" for n in range(len(found) // 2) for half in "ab"]


@pytest.mark.parametrize("readonly", [True, False])
def test_a_change_that_was_cut_off_is_undone_whoever_opens_next(
    folder: Path,
    key: bytes,
    readonly: bool,  # noqa: FBT001
) -> None:
    with open_vault(folder, key) as opened:
        put(opened, "acknowledged")
    cut_off_a_write(folder, key)
    with open_vault(folder, key, readonly=readonly) as opened:
        assert opened.connection.execute("SELECT text FROM word").fetchall() == [("acknowledged",)]
        assert check_integrity(opened) == []
    assert not (folder / "records.db-journal").exists()


def test_a_change_that_was_cut_off_is_not_read_where_it_cannot_be_undone(
    folder: Path, key: bytes
) -> None:
    with open_vault(folder, key) as opened:
        put(opened, "acknowledged")
    cut_off_a_write(folder, key)
    with write_protected(folder), pytest.raises(CutOff) as refused:
        open_vault(folder, key, readonly=True)
    assert "copy the whole folder" in refused.value.hint
    assert words(folder, key) == ["acknowledged"]


# --- start-up ---------------------------------------------------------------------------------


def test_reading_imports_neither_sqlite_utils_nor_cryptography(folder: Path, key: bytes) -> None:
    program = HELD + (
        "count()\n"
        "heavy = {'sqlite_utils', 'cryptography', 'sqlite3', 'ctypes', 'dataclasses'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    assert start(program, folder, key).communicate()[0].strip() == "[]"
