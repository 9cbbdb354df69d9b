"""Notices that nobody sits at the shell any more, or that the machine slept meanwhile."""

import threading
import time
from collections.abc import Callable
from typing import Literal

from records.keyring import NAP, asleep

Reason = Literal["idle", "slept"]
LOOK_EVERY = 1.0  # seconds
BUSY = 20e-6
"""Seconds of processor time between two looks that mean work: a key that is typed takes 50e-6,
a prompt that waits takes none."""


class Presence:
    """When somebody was last there. Times are seconds of a clock that only runs forward."""

    def __init__(self, idle: float, now: float, slept: float) -> None:
        self.idle, self.last, self.slept = idle, now, slept

    def touch(self, now: float) -> None:
        """Somebody typed, or a command worked."""
        self.last = now

    def gone(self, now: float, slept: float) -> Reason | None:
        """Why the shell must lock, once for each time that it must; else None."""
        reason: Reason | None = None
        if slept - self.slept > NAP:
            reason = "slept"
        elif now - self.last >= self.idle:
            reason = "idle"
        if reason:
            self.last, self.slept = now, slept
        return reason


class Watch(threading.Thread):
    """Looks once a second, also while a command runs or waits for an answer."""

    def __init__(self, idle: float, leave: Callable[[Reason], None]) -> None:
        super().__init__(daemon=True)
        self.idle, self.leave = idle, leave
        self.begin()
        self.running = False
        """Whether a command runs: then its processor time counts as somebody's being there."""

    def begin(self) -> None:
        """The passphrase was just typed."""
        self.presence = Presence(self.idle, time.monotonic(), asleep())

    def run(self) -> None:
        """Look until the process ends."""
        before = 0.0
        while True:
            time.sleep(LOOK_EVERY)
            # The time of all threads but this one, which alone would never be idle.
            worked = time.process_time() - time.thread_time()
            if self.running and worked - before > BUSY:
                self.touch()
            before = worked
            self.look()

    def touch(self) -> None:
        """Somebody is there."""
        self.presence.touch(time.monotonic())

    def look(self) -> None:
        """Lock where it is time to."""
        reason = self.presence.gone(time.monotonic(), asleep())
        if reason:
            self.leave(reason)
