import ctypes
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import pytest

from records import keyring
from records.errors import ExitCode
from records.keyring import NAP, NoKeyring, asleep, forget, recall, remember

ROOT = Path(__file__).parents[2]
KEY = bytes(range(32))


def kernel_keeps_keys() -> bool:
    """Ask the kernel itself, by a key in the keyring of this process only."""
    number = {"x86_64": 248, "aarch64": 217}.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return False
    held = ctypes.CDLL(None).syscall(number, b"user", b"advocacy-probe", b"x", 1, -2)
    return bool(held > 0)


KEPT = kernel_keeps_keys()


@pytest.fixture
def vault_id() -> str:
    return os.urandom(16).hex()


def in_another_process(program: str, vault_id: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"from records import keyring\n{program}", vault_id],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_key_outlives_the_process_that_remembered_it(vault_id: str) -> None:
    program = (
        "import sys\n"
        "try: keyring.remember(sys.argv[1], bytes(range(32)), 60); print('kept')\n"
        "except keyring.NoKeyring as refusal: print(int(refusal.code))\n"
    )
    assert in_another_process(program, vault_id) == ("kept" if KEPT else "9")
    assert recall(vault_id) == (KEY if KEPT else None)
    read = "import sys; print(keyring.recall(sys.argv[1]) == bytes(range(32)))"
    assert in_another_process(read, vault_id) == str(KEPT)
    if KEPT:
        forget(vault_id)


def test_a_forgotten_key_is_gone_for_every_process(vault_id: str) -> None:
    if not KEPT:
        with pytest.raises(NoKeyring):
            forget(vault_id)
        return
    remember(vault_id, KEY, 60)
    forget(vault_id)
    assert recall(vault_id) is None
    read = "import sys; print(keyring.recall(sys.argv[1]))"
    assert in_another_process(read, vault_id) == "None"
    forget(vault_id)  # nothing to forget is no error


def test_a_key_expires(vault_id: str) -> None:
    if not KEPT:
        with pytest.raises(NoKeyring):
            remember(vault_id, KEY, 1)
        return
    remember(vault_id, KEY, 0)  # at least one second, and never for ever
    assert recall(vault_id) == KEY
    time.sleep(1.5)
    assert recall(vault_id) is None
    forget(vault_id)


def test_a_key_is_gone_once_the_machine_has_slept(vault_id: str) -> None:
    if not KEPT:
        with pytest.raises(NoKeyring):
            remember(vault_id, KEY, 60)
        return
    remember(vault_id, KEY, 60, slept=1000.0)
    assert recall(vault_id, slept=1000.0 + NAP) == KEY
    assert recall(vault_id, slept=1000.0 + NAP + 0.1) is None
    assert recall(vault_id, slept=1000.0) is None  # it was ended, not only hidden


def test_the_time_slept_stands_still_while_the_machine_is_awake() -> None:
    before = asleep()
    time.sleep(0.05)
    assert before > -0.01
    assert abs(asleep() - before) < 0.01


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="a clock of Linux")
def test_the_time_slept_is_what_linux_counts() -> None:
    ahead = ["unshare", "--user", "--time", "--boottime", "500", sys.executable, "-c"]
    program = "from records.keyring import asleep; print(asleep())"
    done = subprocess.run([*ahead, program], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this machine lends no clock of its own")
    assert abs(float(done.stdout) - asleep() - 500) < 1


def test_the_latest_key_of_a_vault_counts_and_other_vaults_keep_theirs(vault_id: str) -> None:
    if not KEPT:
        with pytest.raises(NoKeyring):
            remember(vault_id, KEY, 60)
        return
    other = os.urandom(16).hex()
    remember(other, b"o" * 32, 60)
    remember(vault_id, KEY, 60)
    remember(vault_id, bytes(32), 60)
    assert recall(vault_id) == bytes(32)
    forget(vault_id)
    assert recall(vault_id) is None
    assert recall(other) == b"o" * 32
    forget(other)


def test_a_vault_that_was_never_unlocked_has_no_key(vault_id: str) -> None:
    assert recall(vault_id) is None


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_where_there_is_no_such_keyring_the_shell_is_offered(
    monkeypatch: pytest.MonkeyPatch, vault_id: str, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(NoKeyring) as refused:
        remember(vault_id, KEY, 60)
    assert "advocacy shell" in refused.value.hint
    assert refused.value.code == ExitCode.UNABLE
    assert KEY.hex() not in f"{refused.value} {refused.value!r}"
    assert recall(vault_id) is None


def test_a_processor_with_unknown_call_numbers_is_refused(
    monkeypatch: pytest.MonkeyPatch, vault_id: str
) -> None:
    monkeypatch.setattr(keyring, "_CALLS", {})
    with pytest.raises(NoKeyring):
        remember(vault_id, KEY, 60)


def test_importing_it_costs_no_ctypes() -> None:
    assert in_another_process("import sys; print('ctypes' in sys.modules)", "") == "False"
