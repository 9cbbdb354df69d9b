"""Kills: a process is shot in the middle of its writes, and what it had acknowledged is sought."""

# ruff: noqa: S311  (chance here picks what to break, and must be the same again)

import os
import shutil
import signal
import time
from pathlib import Path
from random import Random

from benchmarks.durability.writes import KINDS, Place, make
from records.errors import RecordsError


def kills(scratch: Path, shots: int, seed: int) -> dict[str, tuple[int, list[str]]]:
    """Return for each kind of write how often it was killed, and what was lost."""
    chance, found = Random(seed), {}
    for turn, kind in enumerate(KINDS):
        place = make(scratch / f"shot-{kind}")
        whole = shutil.copytree(place.root, scratch / f"whole-{kind}")
        number, lost = len(range(turn, shots, len(KINDS))), []
        hits, latest = 0, _seconds(place, kind)
        while hits < number:
            shutil.rmtree(place.root)
            shutil.copytree(whole, place.root)
            hit, wrong = _shot(place, kind, chance.uniform(0, latest), chance.random())
            hits += hit
            lost += wrong
        found[kind] = number, lost
    return found


def _seconds(place: Place, kind: str) -> float:
    """Return how long the writes of one run take, after the first."""
    run = KINDS[kind].doing(place, Random(0), KINDS[kind].number)
    next(run)
    begun = time.perf_counter()
    for _ in run:
        pass
    return time.perf_counter() - begun


def _shot(place: Place, kind: str, delay: float, seed: float) -> tuple[bool, list[str]]:
    """Kill one run after its first acknowledgement; did it still run, and what was lost."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(inlet)
            for state in KINDS[kind].doing(place, Random(seed), KINDS[kind].number):
                os.write(outlet, f"{state}\n".encode())
        finally:
            os._exit(0)
    os.close(outlet)
    with os.fdopen(inlet, "rb") as said:
        last = said.readline().decode().strip()
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        hit = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        last = (said.read().decode().strip().split("\n")[-1]) or last
    try:
        found = KINDS[kind].state(place)
    except RecordsError as refusal:
        found = f"refused: {type(refusal).__name__}"
    wrong = [] if _fits(found, last) else [f"{kind}: {found}; acknowledged was {last}"]
    return hit, wrong


def _fits(found: str, last: str) -> bool:
    """Whether this is the last acknowledged state, or the one that was under way."""
    number, following = found.split(maxsplit=1)[0], int(last.split(maxsplit=1)[0]) + 1
    # Tables that were just made hold the changes of no number: none.
    return found == last or number == str(following) or (last, number) == ("0 no tables", "0")
