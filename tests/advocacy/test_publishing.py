"""Nothing is handed out that the log does not know, whenever a program ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree, which

import pytest

from advocacy.files import CannotWrite, make_room, part_of, refuse_existing, write_new
from advocacy.publishing import LoggedNotWritten, publish
from advocacy.usage import UsageError
from records.store import Store
from records.types.briefing import Issue
from records.vault import open_vault, unlock
from tests import builders
from tests.advocacy.conftest import Typed
from tests.conftest import PASSPHRASE

STEPS = 40
"""More file operations than two copies take."""

ISSUES = """
import os, signal, sys
from advocacy.cli import run
folder, last, *words = sys.argv[1:]
seen = 0
def count(event, arguments):
    global seen
    if event.startswith(("open", "os.")) and any(folder in str(a) for a in arguments):
        seen += 1
        if seen == int(last):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
sys.exit(run(words))
"""


@pytest.fixture
def pack(typed: Typed, vault_folder: Path, tmp_path: Path) -> str:
    """A small pack, whose pages the vault has printed before."""
    with opened(vault_folder) as store:
        builders.an_ask(store, builders.a_position(store))
        ref = builders.a_briefing(store, languages=["en"]).ref
    assert typed("brief", "build", ref, "--out", str(tmp_path / "draft")).code == 0
    return ref


def opened(folder: Path) -> Store:
    return Store(open_vault(folder, unlock(folder, PASSPHRASE)))


def issues(folder: Path) -> int:
    with opened(folder) as store:
        return len(store.every(Issue))


def written(out: Path) -> list[Path]:
    """Return the files that hold anything of a paper, under whatever name."""
    files = [path for path in out.rglob("*") if path.is_file()]
    return [path for path in files if path.read_bytes().strip(b"\0")]


def issuing(ref: str, out: Path) -> list[str]:
    return ["brief", "issue", ref, "--out", str(out), "--to", "A ministry", "--copies", "2"]


def test_killed_at_any_file_operation_no_copy_is_out_that_was_not_logged(
    typed: Typed, pack: str, vault_folder: Path, tmp_path: Path
) -> None:
    outcomes = []
    for step in range(1, STEPS):
        out = tmp_path / f"out-{step:02}"
        before = issues(vault_folder)
        child = subprocess.run(
            [sys.executable, "-c", ISSUES, str(out), str(step), *issuing(pack, out)],
            capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        logged = issues(vault_folder) - before
        outcomes.append((child.returncode, logged, len(written(out))))
        if child.returncode == 0:
            break
        assert child.returncode == -signal.SIGKILL
        assert logged or not written(out)
        if out.exists() and any(out.iterdir()):
            last = out
    assert outcomes[-1] == (0, 1, 2)
    assert {logged for _code, logged, _papers in outcomes[:-1]} == {0, 1}
    said = typed(*issuing(pack, last))
    assert (said.code, said.out) == (2, "")
    assert "--replace" in said.err
    built = typed("brief", "build", pack, "--out", str(last), "--lang", "en")
    assert built.code == 2
    assert "broke off" in built.err
    assert typed(*issuing(pack, last), "--replace").code == 0
    assert len(list(last.iterdir())) == len(written(last)) == 2


def test_ctrl_c_before_the_log_leaves_nothing_and_after_it_comes_too_late(tmp_path: Path) -> None:
    paper = tmp_path / "out" / "paper.pdf"

    def interrupted() -> None:
        signal.raise_signal(signal.SIGINT)

    def begun() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish({paper: b"%PDF"}, begun)
    assert list(paper.parent.iterdir()) == []
    publish({paper: b"%PDF"}, interrupted)
    assert paper.read_bytes() == b"%PDF"
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_a_disk_without_room_refuses_before_anything_is_logged(tmp_path: Path) -> None:
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from advocacy.files import CannotWrite\n"
        "from advocacy.publishing import publish\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "out = Path(sys.argv[1])\n"
        "try:\n"
        "    publish({out / 'a': b'x' * 4000, out / 'b': b'x' * 6000}, lambda: print('logged'))\n"
        "except CannotWrite as refusal:\n"
        "    print(type(refusal).__name__, list(out.iterdir()))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert said.stdout == "CannotWrite []\n"


def test_room_is_taken_before_the_log_for_all_that_follows(tmp_path: Path) -> None:
    paper, other = tmp_path / "a.pdf", tmp_path / "b.pdf"

    def log() -> list[int]:
        return [part_of(path).stat().st_size for path in (paper, other)]

    assert publish({paper: b"%PDF one", other: b"%PDF"}, log) == [8, 4]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.pdf"]


def test_a_disk_that_fails_after_the_log_is_told_with_what_to_do(tmp_path: Path) -> None:
    out = tmp_path / "out"
    papers = {out / "a.pdf": b"%PDF", out / "b" / "c.pdf": b"%PDF"}
    with pytest.raises(LoggedNotWritten) as refused:
        publish(papers, lambda: rmtree(out / "b"))
    assert refused.value.code == 7
    assert "the log of it is kept" in str(refused.value)
    assert "--replace" in refused.value.hint
    assert not (out / "a.pdf").exists()


def test_a_shorter_file_keeps_nothing_of_the_room_that_was_made(tmp_path: Path) -> None:
    path = tmp_path / "a"
    make_room(path, 1000)
    write_new(path, b"short")
    assert path.read_bytes() == b"short"
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_a_killed_command_left_is_told_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "B-7K3QX2M9-handout-en.pdf"
    copy = part_of(tmp_path / "B-7K3QX2M9-handout-en-copy-01.pdf")
    copy.touch()
    (tmp_path / ".other.part").touch()
    with pytest.raises(UsageError) as refused:
        refuse_existing([path], replace=False)
    assert "broke off" in str(refused.value)
    refuse_existing([path], replace=True)
    publish({path: b"%PDF"}, lambda: None)
    assert sorted(one.name for one in tmp_path.iterdir()) == [".other.part", path.name]


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that is there and cannot be written, also not by root."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    bind = ["mount", "--bind", "-o", "ro", str(folder), str(folder)]
    if which("mount") is None or subprocess.run(bind, capture_output=True, check=False).returncode:
        folder.chmod(0o500)
        if os.access(folder, os.W_OK):
            pytest.skip("nothing here is read-only")
        yield folder
        folder.chmod(0o700)
        return
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("command", ["export", "issue", "template"])
def test_a_folder_that_cannot_be_written_is_refused_in_two_lines(
    command: str, typed: Typed, pack: str, vault_folder: Path, read_only: Path
) -> None:
    words = {
        "export": ["export", "--out", str(read_only)],
        "issue": issuing(pack, read_only),
        "template": ["import", "template", "evidence", "--out", str(read_only / "x.xlsx")],
    }[command]
    said = typed(*words)
    assert (said.code, said.out) == (7, "")
    lines = said.err.strip().split("\n")
    assert [line.partition(":")[0] for line in lines] == ["error", "hint"]
    assert issues(vault_folder) == 0


def test_a_file_whose_place_is_a_folder_is_refused_before_the_log(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    logged: list[bool] = []
    with pytest.raises(CannotWrite) as refused:
        publish({tmp_path / "a.pdf": b"%PDF"}, lambda: logged.append(True))
    assert type(refused.value) is CannotWrite
    assert logged == []
