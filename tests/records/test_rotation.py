"""A vault gets another key, and is never left with none: whatever is cut off, wherever."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from records import age, integrity, keyring, keys, recovery, rotation, vault
from records.errors import RecordsError
from records.vault_refusals import (
    CutOff,
    DamagedVault,
    VaultBusy,
    VaultLocked,
    WrongPassphrase,
)

ROOT = Path(__file__).parents[2]
CHEAP = keys.Cost(memory=128, passes=1, lanes=1)
PHRASE = "bốn con cò trắng"
MARKER = b"Hoa Muoi Gio planted these words"
PAGE, RESERVED = 4096, 80
STEPS = 40
"""More file operations than Python itself does in one rotation."""

ROTATES = """
import os, signal, sys
from pathlib import Path
from records import keys, rotation
folder, phrase, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
seen = 0
def count(event, arguments):
    global seen
    if event.startswith(("open", "os.")) and any(str(folder) in str(a) for a in arguments):
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)
if last:
    sys.addaudithook(count)
print("begins", flush=True)
rotation.rotate(folder, phrase, keys.Cost(memory=128, passes=1, lanes=1))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "vault"
    key = vault.create(made, PHRASE, CHEAP)
    fill(made, key, 400)
    return made


def fill(folder: Path, key: bytes, rows: int) -> None:
    with vault.open_vault(folder, key) as opened, opened.transaction():
        opened.connection.execute("CREATE TABLE IF NOT EXISTS word (text)")
        for n in range(rows):
            opened.connection.execute("INSERT INTO word VALUES (?)", (f"row {n} " * 40,))


def rows(folder: Path, key: bytes) -> int:
    with vault.open_vault(folder, key, readonly=True) as opened:
        assert integrity.check_integrity(opened) == []
        count: int = opened.connection.execute("SELECT count(*) FROM word").fetchone()[0]
        return count


def pages(file: Path, key: bytes) -> bytes:
    """Every page of the file as it lies there, decrypted; checked against the first one."""
    raw, found = file.read_bytes(), b""
    for n in range(0, len(raw), PAGE):
        start = n + 16 if n == 0 else n
        end = n + PAGE - RESERVED
        cipher = Cipher(algorithms.AES256(key), modes.CBC(raw[end : end + 16])).decryptor()
        found += cipher.update(raw[start:end]) + cipher.finalize()
    assert b"CREATE TABLE word" in found
    return found


def start(folder: Path, last: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ROTATES, str(folder), PHRASE, str(last)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_rotated_vault_has_another_key_and_the_same_records(folder: Path) -> None:
    old, name = vault.unlock(folder, PHRASE), vault.vault_id(folder)
    made = rotation.rotate(folder, PHRASE, CHEAP)
    assert made.key != old
    assert vault.unlock(folder, PHRASE) == made.key
    assert vault.vault_id(folder) == name
    assert rows(folder, made.key) == 400
    assert sorted(p.name for p in folder.iterdir()) == ["keys.json", "records.db"]
    assert (folder / "keys.json").stat().st_mode & 0o777 == 0o600


def test_the_old_key_opens_the_vault_no_more_but_still_an_older_copy(
    folder: Path, tmp_path: Path
) -> None:
    old = vault.unlock(folder, PHRASE)
    shutil.copytree(folder, tmp_path / "copy")
    rotation.rotate(folder, PHRASE, CHEAP)
    with pytest.raises(VaultLocked):
        vault.open_vault(folder, old)
    assert not vault.fits(folder, old)
    assert rows(tmp_path / "copy", old) == 400
    # The new database with the old keys, or the other way round, opens for nobody.
    shutil.copy(tmp_path / "copy" / "keys.json", folder / "keys.json")
    with pytest.raises(DamagedVault):
        vault.open_vault(folder, old)


def test_a_remembered_key_is_forgotten(folder: Path) -> None:
    old, name = vault.unlock(folder, PHRASE), vault.vault_id(folder)
    try:
        keyring.remember(name, old, 60)
    except keyring.NoKeyring:
        pytest.skip("this machine has no keyring")
    rotation.rotate(folder, PHRASE, CHEAP)
    assert keyring.recall(name) is None


def test_what_was_deleted_is_not_in_the_pages_before_or_after(folder: Path) -> None:
    old = vault.unlock(folder, PHRASE)
    with vault.open_vault(folder, old) as opened:
        opened.connection.execute("CREATE TABLE story (text)")
        opened.connection.execute("INSERT INTO story VALUES (?)", (MARKER.decode() * 300,))
    assert MARKER in pages(folder / "records.db", old)
    with vault.open_vault(folder, old) as opened:
        opened.connection.execute("DELETE FROM story")
        free = opened.connection.execute("PRAGMA freelist_count").fetchone()[0]
    assert free > 0
    assert MARKER not in pages(folder / "records.db", old)
    made = rotation.rotate(folder, PHRASE, CHEAP)
    assert MARKER not in pages(folder / "records.db", made.key)


def test_recovery_keys_go_on_opening_the_vault(folder: Path) -> None:
    old, secret = vault.unlock(folder, PHRASE), age.new_identity()
    public = age.recipient_of(secret)
    recovery.change(folder, old, lambda held: recovery.added(held, old, public, "on paper"))
    made = rotation.rotate(folder, PHRASE, CHEAP)
    assert made.left_behind == 0
    assert vault.unlock_by(folder, lambda held: recovery.unwrap(held, [secret])) == made.key
    held = keys.read_keys(folder / "keys.json")
    assert recovery.listed(held, made.key) == [(1, public, "on paper", True)]


def test_a_key_that_somebody_slipped_into_the_file_is_not_given_the_new_key(folder: Path) -> None:
    stranger = age.new_identity()
    held = keys.read_keys(folder / "keys.json")
    other = keys.new_vault_key()  # whoever cannot open the vault does not have its key
    slot = recovery._raw(
        recovery._wrapped(held.vault, other, age.recipient_of(stranger), "paper, 2026-03-15")
    )
    keys.write_keys(folder / "keys.json", keys.with_slots(held, (*held.slots, slot)))
    made = rotation.rotate(folder, PHRASE, CHEAP)
    assert made.left_behind == 1
    with pytest.raises(age.DoesNotOpen):
        recovery.unwrap(keys.read_keys(folder / "keys.json"), [stranger])


def test_a_wrong_passphrase_changes_nothing(folder: Path) -> None:
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    with pytest.raises(WrongPassphrase):
        rotation.rotate(folder, "ba con cò trắng", CHEAP)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def settled(folder: Path, old: bytes) -> bool:
    """Open the vault as the next command would; whether it has a new key."""
    key = vault.unlock(folder, PHRASE)
    assert rows(folder, key) == 400
    assert {p.name for p in folder.iterdir()} >= {"keys.json", "records.db"}
    assert not (folder / "keys.next.json").exists()
    with pytest.raises(RecordsError):
        vault.open_vault(folder, bytes(32))
    if key != old:
        with pytest.raises(VaultLocked):
            vault.open_vault(folder, old)
    return key != old


def test_killed_at_any_file_operation_the_vault_has_one_key_and_all_records(
    folder: Path, tmp_path: Path
) -> None:
    old = vault.unlock(folder, PHRASE)
    outcomes = []
    for step in range(1, STEPS):
        copy = tmp_path / f"copy-{step}"
        shutil.copytree(folder, copy)
        child = start(copy, step)
        child.communicate(timeout=60)
        outcomes.append((child.returncode, settled(copy, old)))
        shutil.rmtree(copy)
        if child.returncode == 0:
            break
    killed = [new for code, new in outcomes if code == -signal.SIGKILL]
    assert outcomes[-1] == (0, True)
    assert set(killed) == {False, True}  # before and after the file itself was rewritten


def is_hot(journal: Path) -> bool:
    """Whether a write was cut off that is to be undone: the journal's head is not zeros."""
    try:
        with journal.open("rb") as file:
            return file.read(8) not in (b"", bytes(8))
    except FileNotFoundError:
        return False


def test_killed_while_the_file_is_rewritten_the_vault_has_one_key_and_all_records(
    folder: Path, tmp_path: Path
) -> None:
    old = vault.unlock(folder, PHRASE)
    with vault.open_vault(folder, old) as opened, opened.transaction():
        opened.connection.execute("CREATE TABLE bulk (text)")
        for n in range(6000):  # more than the page cache holds, so that pages are spilled
            opened.connection.execute("INSERT INTO bulk VALUES (?)", (f"{n} " * 900,))
    hot = 0
    for n in range(8):
        copy = tmp_path / f"copy-{n}"
        shutil.copytree(folder, copy)
        child = start(copy)
        assert child.stdout is not None
        assert child.stdout.readline() == "begins\n"
        journal = copy / "records.db-journal"
        while child.poll() is None and not is_hot(journal):
            time.sleep(0.001)
        time.sleep(0.01 * n)
        child.kill()
        child.communicate()
        hot += is_hot(journal)
        settled(copy, old)
        shutil.rmtree(copy)
    assert hot > 0


def test_a_remembered_key_waits_until_a_cut_off_rotation_is_settled(
    folder: Path, tmp_path: Path
) -> None:
    old = vault.unlock(folder, PHRASE)
    shutil.copytree(folder, tmp_path / "copy")
    rotation.rotate(folder, PHRASE, CHEAP)
    # The file is the new one, and the rename did not come about.
    (folder / "keys.json").rename(folder / "keys.next.json")
    shutil.copy(tmp_path / "copy" / "keys.json", folder / "keys.json")
    assert not vault.fits(folder, old)
    with pytest.raises(VaultLocked):
        vault.open_vault(folder, old)
    assert settled(folder, old)


def test_next_keys_that_somebody_planted_are_dropped(folder: Path, tmp_path: Path) -> None:
    old = vault.unlock(folder, PHRASE)
    vault.create(tmp_path / "other", "another phrase", CHEAP)
    for planted in ((tmp_path / "other" / "keys.json").read_bytes(), b"{", b"\0" * 100_000):
        (folder / "keys.next.json").write_bytes(planted)
        assert not settled(folder, old)


def test_a_rotation_waits_for_nobody_for_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "PATIENCE", 0.2)
    old = vault.unlock(folder, PHRASE)
    with vault.open_vault(folder, old) as reader:
        reader.connection.execute("BEGIN")
        reader.connection.execute("SELECT count(*) FROM word").fetchone()
        with pytest.raises(VaultBusy):
            rotation.rotate(folder, PHRASE, CHEAP)
    assert not settled(folder, old)


def test_while_one_rotates_another_neither_undoes_it_nor_opens_the_vault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "PATIENCE", 0.2)
    old, new = vault.unlock(folder, PHRASE), keys.new_vault_key()
    with vault.alone(folder, old):
        held = keys.read_keys(folder / "keys.json")
        keys.write_keys(folder / "keys.next.json", keys.renew(held, new, PHRASE, (), CHEAP))
        with pytest.raises(VaultBusy):
            vault.unlock(folder, PHRASE)
        assert (folder / "keys.next.json").exists()
    assert not settled(folder, old)


def test_two_rotations_at_once_leave_one_key(folder: Path) -> None:
    refused = []

    def turn() -> None:
        try:
            rotation.rotate(folder, PHRASE, CHEAP)
        except RecordsError as refusal:
            refused.append(type(refusal))

    both = [threading.Thread(target=turn) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert rows(folder, vault.unlock(folder, PHRASE)) == 400
    assert not (folder / "keys.next.json").exists()
    assert len(refused) < 2
    assert set(refused) <= {VaultLocked, VaultBusy}


def test_a_full_disk_leaves_the_vault_its_old_key(folder: Path) -> None:
    old = vault.unlock(folder, PHRASE)
    child = subprocess.run(
        [
            sys.executable, "-c",
            "import resource, signal, sys\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
            "sys.argv.append('0')\n" + ROTATES,
            str(folder), PHRASE,
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "NotRotated" in child.stderr or "DiskFull" in child.stderr
    assert not settled(folder, old)


def test_a_cut_off_rotation_in_a_folder_that_cannot_be_written_says_so() -> None:
    with tempfile.TemporaryDirectory() as made, as_nobody_special(Path(made)) as folder:
        vault.create(folder, PHRASE, CHEAP)
        held = keys.read_keys(folder / "keys.json")
        new = keys.renew(held, keys.new_vault_key(), PHRASE, (), CHEAP)
        keys.write_keys(folder / "keys.next.json", new)
        folder.chmod(0o500)
        with pytest.raises(CutOff):
            vault.unlock(folder, PHRASE)
        folder.chmod(0o700)


@contextmanager
def as_nobody_special(made: Path) -> Iterator[Path]:
    """Work in a folder of an account that may not write everything: root may."""
    root = os.geteuid() == 0
    if root:
        os.chown(made, 65534, 65534)
        os.seteuid(65534)
    try:
        yield made / "vault"
    finally:
        if root:
            os.seteuid(0)
