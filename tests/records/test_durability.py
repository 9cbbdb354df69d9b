"""What was acknowledged is still there, whatever happened: the short run of the long one.

`python -m benchmarks.durability` does the same a hundred times more often.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.durability.flips import noticed
from benchmarks.durability.writes import (
    CHEAP,
    DAY,
    NOON,
    PHRASE,
    Place,
    contents,
    make,
    meeting,
    restore,
)
from records import keys
from records.backup import write_backup
from records.errors import ExitCode, RecordsError

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"^(.{36})(.{20}) *(\d+) times, (\d+) lost or unnoticed$", re.MULTILINE)
EVERY_KIND = {"records", "migration", "passphrase", "backup", "restore", "rotation"}


@pytest.fixture(scope="module")
def figures() -> dict[tuple[str, str], tuple[int, int]]:
    """How often each thing was tried and how often it was not survived, in a short run."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the harness reads /proc")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.durability", "--part", "0.06", "--seed", "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.stderr == ""
    found = {(a.strip(), b.strip()): (int(n), int(m)) for a, b, n, m in LINE.findall(done.stdout)}
    lost = any(m for (what, _), (_, m) in found.items() if "FULL" not in what)
    assert done.returncode == lost, done.stdout
    return found


def of(figures: dict[tuple[str, str], tuple[int, int]], what: str) -> dict[str, tuple[int, int]]:
    return {kind: told for (said, kind), told in figures.items() if said == what}


def test_no_power_cut_loses_an_acknowledged_write(
    figures: dict[tuple[str, str], tuple[int, int]],
) -> None:
    found = of(figures, "power cut")
    assert found.keys() == EVERY_KIND
    assert sum(tried for tried, _ in found.values()) == 300
    assert all(lost == 0 for _, lost in found.values())


def test_the_power_cuts_find_what_a_weaker_setting_loses(
    figures: dict[tuple[str, str], tuple[int, int]],
) -> None:
    assert figures["power cut, with synchronous = FULL", "records"][1] > 0


def test_no_kill_in_the_middle_of_a_write_loses_an_acknowledged_one(
    figures: dict[tuple[str, str], tuple[int, int]],
) -> None:
    found = of(figures, "killed while writing")
    assert found.keys() == EVERY_KIND
    assert all(tried == 5 and lost == 0 for tried, lost in found.values())


def test_a_backup_or_restore_cut_off_at_any_step_leaves_the_old_or_the_new(
    figures: dict[tuple[str, str], tuple[int, int]],
) -> None:
    found = of(figures, "cut off at every step")
    assert found.keys() == {
        "backup_kill", "backup_interrupt", "restore_kill", "restore_interrupt"
    }  # fmt: skip
    assert all(tried > 5 and lost == 0 for tried, lost in found.values())


def test_every_flipped_byte_is_noticed(figures: dict[tuple[str, str], tuple[int, int]]) -> None:
    assert figures["byte flipped", ""] == (60, 0)


def test_writers_side_by_side_neither_fail_nor_lose_anything(
    figures: dict[tuple[str, str], tuple[int, int]],
) -> None:
    assert figures["written side by side", ""] == (18, 0)


# --- disks that refuse: every kind of write is refused whole ----------------------------------


@pytest.fixture
def place() -> Iterator[Place]:
    """Where another account can reach it too, as pytest's own folders are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    made = make(folder)
    with made.store() as store:
        write_backup(store.vault, made.key, made.file(0), NOON)
    yield made
    shutil.rmtree(folder)


def first(place: Place) -> str:
    with place.store() as store:
        found: str = store.vault.connection.execute("SELECT id FROM consultation").fetchone()[0]
    return found


def add(place: Place) -> None:
    with place.store() as store:
        store.add("consultation", meeting(0) | {"summary": "words " * 20_000})


def amend(place: Place) -> None:
    with place.store() as store:
        store.amend(first(place), {"summary": "words " * 20_000})


def delete(place: Place) -> None:
    with place.store() as store:
        store.delete(first(place))


def change_passphrase(place: Place) -> None:
    path = place.folder / keys.FILE
    keys.write_keys(path, keys.rewrap(keys.read_keys(path), place.key, "another", CHEAP))


def back_up(place: Place) -> None:
    with place.store() as store:
        write_backup(store.vault, place.key, place.file(0), NOON)


def put_back(place: Place) -> None:
    restore(place, place.file(0))


WRITES = [add, amend, delete, change_passphrase, back_up, put_back]


def lying(place: Place) -> dict[str, bytes]:
    found = (p for p in place.root.rglob("*") if p.is_file())
    return {str(p.relative_to(place.root)): p.read_bytes() for p in found}


@pytest.mark.parametrize("write", [w for w in WRITES if w is not delete])
def test_a_full_disk_refuses_every_kind_of_write_whole(
    place: Place, write: Callable[[Place], None]
) -> None:
    resource = pytest.importorskip("resource")
    before = lying(place)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = 100 if write is change_passphrase else (place.folder / "records.db").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, usual[1]))
    try:
        with pytest.raises(RecordsError) as refused:
            write(place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert refused.value.code == ExitCode.VAULT
    with place.store() as store:
        assert contents(store)  # plays a journal back, where one is left
    assert not noticed(place.folder)
    after = lying(place)
    assert after.keys() == before.keys()
    unchanged = {"vault/keys.json", "0.backup"}
    assert {n: c for n, c in after.items() if n in unchanged} == {
        n: c for n, c in before.items() if n in unchanged
    }


@pytest.mark.skipif(os.name != "posix", reason="modes are of Unix")
@pytest.mark.parametrize("write", WRITES)
def test_a_folder_that_may_not_be_written_refuses_every_kind_of_write(
    place: Place, write: Callable[[Place], None]
) -> None:
    before = lying(place)
    for path in (*place.root.rglob("*"), place.root):
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)  # root may write anywhere
    try:
        with pytest.raises(RecordsError) as refused:
            write(place)
    finally:
        if root:
            os.seteuid(0)
        for path in (place.root, place.folder):
            path.chmod(0o755)
    assert refused.value.code == ExitCode.VAULT
    assert lying(place) == before
    assert f"{PHRASE} 0" not in str(refused.value)
    assert str(DAY) not in "".join(p.name for p in place.root.iterdir())  # nothing was set aside
