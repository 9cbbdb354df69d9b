"""Kills: a process is shot in the middle of its writes, and what it had acknowledged is sought."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from random import Random

from benchmarks.durability.writes import KINDS, Place, make
from records.errors import RecordsError

LONGEST = {"records": 0.25, "migration": 0.2, "passphrase": 0.05, "backup": 0.3, "restore": 0.3}
"""Seconds within which the shot falls: about as long as the writes of one run take."""


def kills(scratch: Path, shots: int, seed: int) -> dict[str, tuple[int, list[str]]]:
    """Return for each kind of write how often it was killed, and what was lost."""
    chance = Random(seed)
    found = {}
    for number, kind in enumerate(KINDS):
        root = scratch / f"killed-{kind}"
        place = make(root)
        whole = shutil.copytree(root, scratch / f"whole-{kind}")
        count = len(range(number, shots, len(KINDS)))
        lost: list[str] = []
        for shot in range(count):
            shutil.rmtree(root)
            shutil.copytree(whole, root)
            lost += _shot(place, kind, chance.uniform(0, LONGEST[kind]), Random(seed + shot))
        found[kind] = count, lost
    return found


def _shot(place: Place, kind: str, delay: float, chance: Random) -> list[str]:
    """Kill one run and return what was lost, if anything."""
    doing, read, number = KINDS[kind]
    inlet, outlet = os.pipe()
    child = os.fork()
    if not child:
        os.close(inlet)
        try:
            for state in doing(place, chance, number):
                os.write(outlet, f"{state}\n".encode())
        finally:
            os._exit(0)
    os.close(outlet)
    with os.fdopen(inlet, "rb", 0) as said:
        acknowledged = [said.readline().decode().rstrip("\n")]  # the writing has begun
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged += said.read().decode().split("\n")[:-1]
    try:
        found = read(place)
    except RecordsError as refusal:
        return [f"{kind}: refused: {type(refusal).__name__}"]
    if found == acknowledged[-1]:
        return []
    # One more may have been done, and its acknowledgement cut off.
    following = _next_state(place, kind, acknowledged, found)
    return [] if following else [f"{kind}: {found[:60]} after {len(acknowledged)} acknowledged"]


def _next_state(place: Place, kind: str, acknowledged: list[str], found: str) -> bool:
    """Whether what was found is what the write that was under way would have come to."""
    if found.startswith(("damaged", "none")) or found in acknowledged[:-1] and kind == "records":
        return False
    if kind == "records":
        return _entries(place) == _entries_of(acknowledged)
    if kind in ("backup", "restore"):
        return found in (str(len(acknowledged) - 1), "as backed up", str(len(acknowledged) // 2))
    return True


def _entries(place: Place) -> int:
    with place.store() as store:
        count: int = store.vault.connection.execute("SELECT count(*) FROM history").fetchone()[0]
    return count


if __name__ == "__main__":
    sys.exit("run: python -m benchmarks.durability")
