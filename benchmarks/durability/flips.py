"""Flipped bytes: one byte of a vault is changed, anywhere, and somebody must notice."""

# ruff: noqa: S311  (chance here picks what to break, and must be the same again)

import os
from pathlib import Path
from random import Random

from benchmarks.durability.writes import PHRASE, make
from records import checking, vault
from records.errors import RecordsError
from records.store import Store

FILES = ("records.db", "keys.json")


def flips(scratch: Path, number: int, seed: int) -> tuple[int, list[str]]:
    """Return how many bytes were flipped, and which nobody noticed; every tenth is of the keys."""
    chance = Random(seed)
    folder = make(scratch / "flips", meetings=60).folder
    unnoticed = []
    for turn in range(number):
        name = FILES[turn % 10 == 0]
        path = folder / name
        place, by = chance.randrange(path.stat().st_size), chance.randrange(1, 256)
        _flip(path, place, by)
        if not noticed(folder):
            unnoticed.append(f"byte {place} of {name} by {by}")
        _flip(path, place, by)
    return number, unnoticed if not noticed(folder) else ["the vault that nobody touched"]


def noticed(folder: Path) -> bool:
    """Whether opening, reading or `vault check` tells that something is wrong."""
    try:
        key = vault.unlock(folder, f"{PHRASE} 0")
        with vault.open_vault(folder, key, readonly=True) as opened:
            return bool(checking.check(Store(opened)))
    except RecordsError:
        return True


def _flip(path: Path, place: int, by: int) -> None:
    descriptor = os.open(path, os.O_RDWR)
    byte = os.pread(descriptor, 1, place)[0]
    os.pwrite(descriptor, bytes([byte ^ by]), place)
    os.close(descriptor)
