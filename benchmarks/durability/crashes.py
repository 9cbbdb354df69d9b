"""Power cuts: each kind of write is recorded once, then cut off everywhere and looked at."""

# ruff: noqa: S311  (chance here picks what to break, and must be the same again)

import multiprocessing
import shutil
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import NamedTuple

from benchmarks.durability.disk import Disk, acknowledged
from benchmarks.durability.recorder import Op, Recorder
from benchmarks.durability.writes import KINDS, Place, make
from records import vault
from records.errors import RecordsError

SHARES = {"records": 0.5} | {kind: 0.1 for kind in KINDS if kind != "records"}


class Run(NamedTuple):
    """One recorded run of writes."""

    ops: list[Op]
    before: Path  # the files as they were
    key: bytes


def crashes(scratch: Path, states: int, seed: int) -> dict[str, tuple[int, list[str]]]:
    """Return for each kind of write how many states were looked at, and what was lost."""
    found = {}
    for kind, share in SHARES.items():
        number = round(states * share)
        run = recorded(kind, scratch, seed)
        found[kind] = number, survived(run, kind, number, Random(seed))
    return found


def recorded(kind: str, scratch: Path, seed: int, flush: str = "EXTRA") -> Run:
    """Do one kind of write in a process of its own, and return what that did to the disk.

    `flush` is SQLite's `synchronous`: with less than EXTRA this must find losses.
    """
    place = make(scratch / f"{kind}-{flush}")
    before = Path(shutil.copytree(place.root, scratch / f"{kind}-{flush}-before"))
    context = multiprocessing.get_context("fork")
    inlet, outlet = context.Pipe()
    child = context.Process(target=_record, args=(kind, place, seed, flush, outlet))
    child.start()
    outlet.close()
    ops: list[Op] = inlet.recv()
    child.join()
    here, there = str(place.root), str(before)
    return Run([_moved(op, here, there) for op in ops], before, place.key)


def _record(kind: str, place: Place, seed: int, flush: str, outlet: Connection) -> None:
    vault._SETTINGS = vault._SETTINGS.replace("EXTRA", flush)  # noqa: SLF001
    recorder = Recorder(place.root)
    for state in KINDS[kind].doing(place, Random(seed), KINDS[kind].number):
        recorder.done(state)
    outlet.send(recorder.ops)


def _moved(op: Op, here: str, there: str) -> Op:
    """Return the operation as if it had been done in another folder."""
    if op.kind == "done":
        return op
    return op._replace(path=op.path.replace(here, there, 1), other=op.other.replace(here, there, 1))


def _places(ops: list[Op], states: int, chance: Random) -> list[int]:
    """Choose where to cut: anywhere, and as often right after an acknowledgement, the worst."""
    done = [n for n, op in enumerate(ops, start=1) if op.kind == "done"]
    after = chance.choices(done, k=states // 2)
    return sorted([*after, *chance.choices(range(done[0], len(ops) + 1), k=states - len(after))])


def survived(run: Run, kind: str, states: int, chance: Random) -> list[str]:
    """Look at states after power cuts; return what was lost or broken, one sentence each."""
    places = _places(run.ops, states, chance)
    said = acknowledged(run.ops)
    disk, lost, done = Disk(run.before), [], 0
    for place in places:
        for op in run.ops[done:place]:
            disk.take(op)
        done = place
        number = len(acknowledged(run.ops[:done]))
        target = Path(mkdtemp(dir=run.before.parent))
        disk.crash(target, chance)
        try:
            found = KINDS[kind].state(Place(target, run.key))
        except RecordsError as refusal:
            found = f"refused: {type(refusal).__name__}"
        # The last acknowledged state, or whole the one that was under way.
        if found not in said[number - 1 : number + 1]:
            lost.append(f"{kind} after {done} of {len(run.ops)} operations: {found}")
        shutil.rmtree(target)
    return lost
