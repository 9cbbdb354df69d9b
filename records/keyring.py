"""Remembers the key of an open vault in the Linux kernel, for a while.

Every process of the same account can ask for it until it expires: that is what unlocking
for a while means. Other systems have no such place that ends by itself; there is `shell`.

The kernel counts the while by the wall clock (key_set_timeout: ktime_get_real_seconds), so
sleep counts, but a machine that wakes before the end would wake unlocked. The time slept so
far is therefore kept with the key: after a longer sleep it is gone for this program.
"""

from records.errors import ExitCode, RecordsError
from records.wording import N_

# From keyutils.h and <asm/unistd.h>.
_CALLS = {"x86_64": (248, 250), "aarch64": (217, 219)}  # add_key, keyctl
_PROCESS_KEYRING, _USER_KEYRING = -2, -4
_SETPERM, _LINK, _SEARCH, _READ, _SET_TIMEOUT, _INVALIDATE = 5, 8, 10, 11, 15, 21
_OWNER_MAY_READ = 0x3F0F0000
_GONE = {126, 127, 128}  # ENOKEY, EKEYEXPIRED, EKEYREVOKED
_LONGEST = 64  # bytes
_SLEPT = 8  # bytes before the key: the seconds that the machine had slept by then
_CLOCKS = (("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"), ("CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW"))
NAP = 5.0
"""Seconds of sleep that do not lock."""


class NoKeyring(RecordsError):
    """The kernel of this machine keeps no keys for us (exit 9)."""

    sentence = N_("this machine cannot keep a vault unlocked between commands")
    advice = N_("type: advocacy shell")
    code = ExitCode.UNABLE


def asleep() -> float:
    """Seconds that this machine has slept since it was started; 0 where the system does not tell.

    By the clocks of Linux and macOS (clock_gettime): one runs on during sleep, one stands still.
    """
    import time

    for runs, stands in _CLOCKS:
        if hasattr(time, runs) and hasattr(time, stands):
            now = time.clock_gettime
            return now(getattr(time, runs)) - now(getattr(time, stands))
    return 0.0


def remember(vault_id: str, key: bytes, seconds: int, slept: float | None = None) -> None:
    """Keep the key for so many seconds, at least one, or until the machine sleeps.

    `slept` is what `asleep` says now. Raises NoKeyring.
    """
    import struct

    stamp = struct.pack("<d", asleep() if slept is None else slept)
    # Straight into the user's keyring it would not be readable: it is made in our own, and linked.
    serial = _keep(_name(vault_id), stamp + key)
    _control(_SETPERM, serial, _OWNER_MAY_READ)
    _control(_SET_TIMEOUT, serial, max(1, seconds))  # 0 would mean for ever
    _control(_LINK, serial, _USER_KEYRING)


def recall(vault_id: str, slept: float | None = None) -> bytes | None:
    """The remembered key; None where there is none, nowhere to remember one, or after a sleep."""
    import ctypes
    import struct

    try:
        serial = _find(vault_id)
        if serial is None:
            return None
        room = ctypes.create_string_buffer(_LONGEST)
        length = _control(_READ, serial, ctypes.addressof(room), _LONGEST)
        (before,) = struct.unpack("<d", room.raw[:_SLEPT])
        if (asleep() if slept is None else slept) - before > NAP:
            _control(_INVALIDATE, serial)
            return None
    except (NoKeyring, KeyError):  # it may expire between the calls
        return None
    return room.raw[_SLEPT:length]


def forget(vault_id: str) -> None:
    """End the remembering; nothing remembered is no error. Raises NoKeyring."""
    serial = _find(vault_id)
    if serial is not None:
        _control(_INVALIDATE, serial)


def _name(vault_id: str) -> bytes:
    return b"advocacy:" + vault_id.encode()


def _keep(name: bytes, key: bytes) -> int:
    import ctypes

    held = ctypes.create_string_buffer(key, len(key))
    return _call(0, b"user", name, held, ctypes.c_size_t(len(key)), ctypes.c_long(_PROCESS_KEYRING))


def _find(vault_id: str) -> int | None:
    try:
        return _control(_SEARCH, _USER_KEYRING, b"user", _name(vault_id), 0)
    except NoKeyring as refusal:
        if refusal.found["number"] in _GONE:
            return None
        raise


def _control(operation: int, *arguments: int | bytes) -> int:
    import ctypes

    # The kernel takes whole registers; a bare int would fill only half of one.
    wide = (each if isinstance(each, bytes) else ctypes.c_long(each) for each in arguments)
    return _call(1, ctypes.c_long(operation), *wide)


def _call(which: int, *arguments: object) -> int:
    import ctypes
    import os
    import sys

    numbers = _CALLS.get(os.uname().machine) if sys.platform == "linux" else None
    if numbers is None or sys.maxsize < 2**32:  # a 32-bit Python has other numbers
        raise NoKeyring(number=None)
    system = ctypes.CDLL(None, use_errno=True).syscall
    system.restype = ctypes.c_long
    answer: int = system(ctypes.c_long(numbers[which]), *arguments)
    if answer < 0:
        raise NoKeyring(number=ctypes.get_errno())
    return answer
