"""The demo throws away an earlier demo, and nothing else."""

from pathlib import Path

import pytest

from advocacy.commands.demo import PASSPHRASE
from records import vault
from tests.advocacy.conftest import Typed
from tests.conftest import CHEAP


def a_vault(folder: Path, passphrase: str) -> dict[Path, bytes]:
    """Make a vault with a paper beside it, and return every file."""
    vault.create(folder / "vault", passphrase, CHEAP)
    (folder / "handout").mkdir()
    (folder / "handout" / "B-1.pdf").write_bytes(b"paper")
    return files_in(folder)


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("words", [(), ("--replace",)])
def test_a_real_vault_is_never_thrown_away(
    typed: Typed, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = a_vault(tmp_path / "office", "an office of its own")
    said = typed("demo", str(tmp_path / "office"), *words)
    assert said.code == 2
    assert "--replace" not in said.err
    assert files_in(tmp_path / "office") == before


def test_papers_without_a_vault_are_no_demo(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "staff").mkdir()
    assert typed("demo", str(tmp_path), "--replace").code == 2
    assert (tmp_path / "staff").is_dir()


def test_an_earlier_demo_is_thrown_away_when_that_was_asked_for(
    typed: Typed, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    a_vault(folder, PASSPHRASE)
    refused = typed("demo", str(folder))
    assert refused.code == 2
    assert "--replace" in refused.err
    assert typed("demo", str(folder), "--replace").code == 0
    assert not (folder / "handout" / "B-1.pdf").exists()
    assert list((folder / "handout").glob("*.pdf"))


def test_a_file_is_no_folder_for_a_demo(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"mine")
    for name in ("f", "f/demo"):
        said = typed("demo", str(tmp_path / name), "--replace")
        assert said.code == 7
        assert "cannot be written" in said.err
    assert (tmp_path / "f").read_bytes() == b"mine"
