"""Power cuts: each kind of write is recorded once, then cut off everywhere and looked at."""

import multiprocessing
import shutil
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import NamedTuple

from benchmarks.durability.disk import Disk, acknowledged
from benchmarks.durability.recorder import Op, Recorder
from benchmarks.durability.writes import KINDS, Place, make
from records.errors import RecordsError

SHARES = {"records": 0.6, "migration": 0.1, "passphrase": 0.1, "backup": 0.1, "restore": 0.1}


class Run(NamedTuple):
    """One recorded run of writes."""

    ops: list[Op]
    before: Path  # the files as they were
    key: bytes
    root: str  # where it ran


def recorded(kind: str, scratch: Path, seed: int, flush: str = "EXTRA") -> Run:
    """Run one kind of write in a process of its own and return what it did."""
    root = scratch / kind
    place = make(root)
    if kind == "restore":
        (root / "vault.backup").touch()  # a name to rename over, as on a second run
    before = Path(shutil.copytree(root, scratch / f"{kind}-before"))
    context = multiprocessing.get_context("fork")
    inlet, outlet = context.Pipe()
    child = context.Process(target=_run, args=(kind, place, seed, flush, outlet))
    child.start()
    ops = inlet.recv()
    child.join()
    return Run(ops, before, place.key, str(root))


def _run(kind: str, place: Place, seed: int, flush: str, outlet: "multiprocessing.connection.Connection") -> None:
    doing, _, number = KINDS[kind]
    recorder = Recorder(place.root)
    if flush != "EXTRA":
        from records import vault

        vault._SETTINGS = vault._SETTINGS.replace("EXTRA", flush)
    for state in doing(place, Random(seed), number):
        recorder.done(state)
    outlet.send(recorder.ops)


def survived(run: Run, kind: str, states: int, chance: Random) -> list[str]:
    """Look at states after power cuts; return what was lost or broken, one sentence each."""
    read = KINDS[kind][1]
    places = sorted(chance.choices(range(1, len(run.ops) + 1), k=states))
    first = next(n for n, op in enumerate(run.ops, start=1) if op.kind == "done")
    said = acknowledged(run.ops)
    disk, lost, done = Disk(run.before), [], 0
    ops = [_moved(op, run.root, str(run.before)) for op in run.ops]
    for place in places:
        at = max(place, first)
        for op in ops[done:at]:
            disk.take(op)
        done = max(done, at)
        number = len(acknowledged(run.ops[:done]))
        target = Path(mkdtemp(dir=run.before.parent))
        disk.crash(target, chance)
        try:
            found = read(Place(target, run.key))
        except RecordsError as refusal:
            found = f"refused: {type(refusal).__name__}"
        if found not in said[number - 1 : number + 1]:
            lost.append(f"{kind} after {done} of {len(ops)} operations: {found[:60]}")
        shutil.rmtree(target)
    return lost


def _moved(op: Op, root: str, to: str) -> Op:
    path, other = op.path, op.other
    if op.kind == "done":
        return op
    return op._replace(path=path.replace(root, to, 1), other=other.replace(root, to, 1))


def crashes(scratch: Path, states: int, seed: int) -> dict[str, tuple[int, list[str]]]:
    """Return for each kind of write how many states were looked at, and what was lost."""
    chance, found = Random(seed), {}
    for kind, share in SHARES.items():
        run = recorded(kind, scratch, seed)
        number = round(states * share)
        found[kind] = number, survived(run, kind, number, chance)
    return found
