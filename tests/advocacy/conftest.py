"""Runs commands in this process: many cases, little time."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from advocacy import cli, settings
from records import vault, vocabulary
from records.offices import found
from records.store import Store
from tests.conftest import PASSPHRASE
from tests.terminal import Said

Typed = Callable[..., Said]


@pytest.fixture
def typed(
    vault_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Typed]:
    """Return what types a command off a terminal, on a vault of its own."""
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened) as made:
        found(made, "Mạng lưới Thí dụ")
    monkeypatch.setenv("ADVOCACY_VAULT", str(vault_folder))
    monkeypatch.setenv("ADVOCACY_PASSPHRASE", PASSPHRASE)

    def run(*words: str, stdin: str | bytes = "") -> Said:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        capsys.readouterr()
        code = cli.run(words)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    yield run
    settings.current.vault = None
    vocabulary.forget_added()
