"""Every step: a backup and a restore are cut off before each thing they do to the disk."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.durability.writes import (
    DAY,
    NOON,
    Place,
    make,
    restore,
    state_of_backup,
    state_of_place,
)
from records.backup import write_backup
from records.errors import RecordsError

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "ctypes.dlsym"}
MOST = 500


def steps(scratch: Path) -> dict[str, tuple[int, list[str]]]:
    """Return for each act how many steps it was cut off at, and what was not whole then."""
    found = {}
    for way in (_kill, _interrupt):
        for act, state in ((_backup, state_of_backup), (_restore, _state_of_both)):
            place = make(scratch / f"{act.__name__}{way.__name__}", meetings=3)
            _prepare(place)
            count, wrong = 0, []
            whole = shutil.copytree(place.root, scratch / f"{place.root.name}-whole")
            while count < MOST and _cut_off(act, place, count + 1, way):
                count += 1
                try:
                    said = state(place)
                except RecordsError as refusal:
                    said = f"refused: {type(refusal).__name__}"
                if said not in ("0", "1"):
                    wrong.append(f"{act.__name__} at step {count}: {said}")
                shutil.rmtree(place.root)
                shutil.copytree(whole, place.root)
            found[f"{act.__name__}{way.__name__}".strip("_")] = count, wrong
    return found


def _prepare(place: Place) -> None:
    """Make a vault of state 0 with a backup of it, and a backup of state 1."""
    with place.store() as store:
        store.keep_setting("step", "1")
        write_backup(store.vault, place.key, place.file(1), NOON)
        store.keep_setting("step", "0")
        write_backup(store.vault, place.key, place.file(0), NOON)
        store.keep_setting("step", "0")


def _backup(place: Place) -> None:
    with place.store() as store:
        store.keep_setting("step", "1")
        write_backup(store.vault, place.key, place.file(0), NOON)


def _restore(place: Place) -> None:
    restore(place, place.file(1))


def _state_of_both(place: Place) -> str:
    """Return which vault is in place; where it is the new one, the old one must be aside."""
    said = state_of_place(place)
    aside = place.root / f"vault-set-aside-{DAY}-1"
    if said == "1":
        shutil.rmtree(place.folder)
        aside.rename(place.folder)
        return said if state_of_place(place) == "0" else "the old vault is gone"
    return said


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _interrupt() -> None:
    raise KeyboardInterrupt


def _cut_off(
    act: Callable[[Place], None], place: Place, step: int, way: Callable[[], None]
) -> bool:
    """Do the act in a process of its own that ends at this step; whether it got so far."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    seen, root = 0, str(place.root)

    def hear(event: str, given: tuple[Any, ...]) -> None:
        nonlocal seen
        if event not in STEPS or (event == "open" and not str(given[0]).startswith(root)):
            return
        seen += 1
        if seen == step:
            way()

    sys.addaudithook(hear)
    try:
        act(place)
    except BaseException:  # noqa: BLE001  (whatever it is, the process ends here)
        os._exit(1)
    os._exit(0)
