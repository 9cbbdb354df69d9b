"""What all tests share: real vaults with a cheap key, a clock that stands still, a terminal."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from records import keys, vault
from records.offices import found
from records.store import Store
from tests.terminal import Terminal

settings.register_profile(
    "everyday",
    deadline=None,
    max_examples=100_000 if os.environ.get("ADVOCACY_LONG_TESTS") else 200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("everyday")

# Where the tests run in the background, Ctrl-C is ignored, and the programs that they start
# would inherit that; a handler of ours is not inherited.
signal.signal(signal.SIGINT, signal.default_int_handler)

NOON = datetime(2026, 3, 15, 5, 0, tzinfo=UTC)
PASSPHRASE = "một cụm mật khẩu để thử"
CHEAP = keys.Cost(memory=8 * 1024, passes=1, lanes=1)


@pytest.fixture(autouse=True)
def _own_world(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep every test away from the vault, the language and the time zone of who runs it."""
    for name in [n for n in os.environ if n.startswith("ADVOCACY_")]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    for name, value in {"HOME": str(home), "LANG": "C.UTF-8", "TZ": "Asia/Ho_Chi_Minh"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Return a clock that stands still at noon in Ha Noi on 15 March 2026."""
    return lambda: NOON


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    """Return the folder of a new vault."""
    folder = tmp_path / "vault"
    vault.create(folder, PASSPHRASE, CHEAP)
    return folder


@pytest.fixture
def store(vault_folder: Path, clock: Callable[[], datetime]) -> Iterator[Store]:
    """Return a store on a real encrypted vault, with an office of its own."""
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened, clock) as made:
        found(made, "Mạng lưới Thí dụ")
        yield made


@pytest.fixture
def terminal(vault_folder: Path, tmp_path: Path) -> Terminal:
    """Return the program as a user has it: a new vault, a passphrase, an empty folder."""
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened) as made:
        found(made, "Mạng lưới Thí dụ")
    folder = tmp_path / "work"
    folder.mkdir()
    return Terminal(vault_folder, PASSPHRASE, folder)
