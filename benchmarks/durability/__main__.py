"""Run all of it and say what was lost. Exit 1 where anything was.

python -m benchmarks.durability              5,000 states, 500 kills, 1,000 flips, 300 writes
python -m benchmarks.durability --part 0.02  the same, smaller
"""

# ruff: noqa: S311  (chance here picks what to break, and must be the same again)

import argparse
import platform
import sys
import tempfile
from itertools import chain
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.durability.crashes import crashes, recorded, survived
from benchmarks.durability.crowd import crowd
from benchmarks.durability.flips import flips
from benchmarks.durability.kills import kills
from benchmarks.durability.steps import steps

STATES, SHOTS, FLIPPED, WRITES, WEAKER = 5_000, 500, 1_000, 300, 500
MEMORY = Path("/dev/shm")  # noqa: S108  (the power cuts are made up; a real disk would only be slow)


def main() -> int:
    """Print a line for each kind of trouble; 0 where nothing was lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.durability")
    parser.add_argument("--part", type=float, default=1.0, metavar="SHARE")
    parser.add_argument("--seed", type=int, default=2026)
    said = parser.parse_args()
    begun, wrong = perf_counter(), []
    sys.stdout.write(
        f"{platform.platform()}, Python {platform.python_version()}, seed {said.seed}\n"
    )
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as made:
        scratch = Path(made)
        shots = kills(scratch, _of(SHOTS, said.part), said.seed)
        wrong += _tell("killed while writing", shots)
        wrong += _tell("cut off at every step", steps(scratch))
        wrong += _tell("byte flipped", {"": flips(scratch, _of(FLIPPED, said.part), said.seed)})
        wrong += _tell("written side by side", {"": crowd(scratch, _of(WRITES, said.part))})
        wrong += _tell("power cut", crashes(scratch, _of(STATES, said.part), said.seed))
        run = recorded("records", scratch, said.seed, flush="FULL")
        number = max(_of(WEAKER, said.part), 60)
        lost = survived(run, "records", number, Random(said.seed))
        _say("power cut, with synchronous = FULL", "records", number, len(lost))
        if not lost:
            wrong.append("the power cuts find nothing where there is something to be found")
    sys.stdout.write(f"{perf_counter() - begun:.0f} s\n" + "".join(f"LOST {w}\n" for w in wrong))
    return min(len(wrong), 1)


def _of(number: int, part: float) -> int:
    return max(round(number * part), 10)


def _tell(what: str, found: dict[str, tuple[int, list[str]]]) -> list[str]:
    for kind, (number, lost) in found.items():
        _say(what, kind, number, len(lost))
    return list(chain.from_iterable(lost for _, lost in found.values()))


def _say(what: str, kind: str, number: int, lost: int) -> None:
    sys.stdout.write(f"{what:36}{kind:20}{number:6} times, {lost} lost or unnoticed\n")


if __name__ == "__main__":
    sys.exit(main())
