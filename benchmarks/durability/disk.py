"""A disk that loses its power: what may lie on it after any number of operations.

What was flushed is there. Of the rest each write is there, gone or torn at sectors of 512
bytes, whatever came after it. Changes of names reach the disk in their order, as journalling
file systems have it; how many of those not yet flushed did is left to chance.
"""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.durability.recorder import Op

SECTOR = 512
NAMING = {"create", "remove", "rename", "swap", "mkdir", "rmdir"}


class Disk:
    """Takes operations one by one; `crash` lays out what a power cut now might leave."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[int, bytearray] = {}  # flushed content, by inode
        self.pending: dict[int, list[Op]] = {}  # not flushed, by inode
        self.names: dict[str, int] = {}  # as the process sees them
        self.flushed: dict[str, int] = {}  # as the disk is sure to have them
        self.renaming: list[tuple[Op, int]] = []  # changes of names since then
        for path in root.rglob("*"):
            if path.is_file():
                inode = self._new(bytearray(path.read_bytes()))
                self.names[str(path)] = inode
        self.flushed = dict(self.names)

    def take(self, op: Op) -> None:
        """Do one operation."""
        if op.kind in NAMING:
            inode = self._new(bytearray()) if op.kind == "create" else -1
            self.renaming.append((op, inode))
            _rename(self.names, op, inode)
        elif op.kind in ("write", "truncate"):
            self.pending[self.names[op.path]].append(op)
        elif op.kind == "sync":
            inode = self.names[op.path]
            for each in self.pending[inode]:
                _apply(self.files[inode], each)
            self.pending[inode] = []
        elif op.kind == "names":
            for each, inode in self.renaming:
                _rename(self.flushed, each, inode)
            self.renaming = []

    def crash(self, target: Path, chance: Random) -> None:
        """Lay out a state that a power cut now might leave, below another folder."""
        names = dict(self.flushed)
        for each, inode in self.renaming[: chance.randint(0, len(self.renaming))]:
            _rename(names, each, inode)
        style = chance.choice(("kept", "dropped", "any", "any"))
        for name, inode in names.items():
            content = bytearray(self.files[inode])
            for op in self.pending[inode]:
                if style == "kept":
                    _apply(content, op)
                elif style == "any":
                    _apply_by_chance(content, op, chance)
            path = target / Path(name).relative_to(self.root)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _new(self, content: bytearray) -> int:
        inode = len(self.files)
        self.files[inode], self.pending[inode] = content, []
        return inode


def _rename(names: dict[str, int], op: Op, inode: int) -> None:
    """Change the names as the operation does; a folder takes what is in it along."""
    if op.kind == "create":
        names[op.path] = inode
    elif op.kind == "remove":
        names.pop(op.path, None)
    elif op.kind in ("rename", "swap"):
        there = _below(names, op.path)
        back = _below(names, op.other)
        for name in [*there, *back]:
            names.pop(name, None)
        names.update({op.other + name[len(op.path) :]: kept for name, kept in there.items()})
        if op.kind == "swap":
            names.update({op.path + name[len(op.other) :]: kept for name, kept in back.items()})


def _below(names: dict[str, int], path: str) -> dict[str, int]:
    return {n: i for n, i in names.items() if n == path or n.startswith(f"{path}/")}


def _apply(content: bytearray, op: Op) -> None:
    if op.kind == "truncate":
        del content[op.offset :]
        return
    content.extend(bytes(max(op.offset - len(content), 0)))
    content[op.offset : op.offset + len(op.content)] = op.content


def _apply_by_chance(content: bytearray, op: Op, chance: Random) -> None:
    """Keep, drop or tear an operation."""
    fate = chance.choice(("kept", "dropped", "torn"))
    if fate == "dropped":
        return
    if fate == "kept" or op.kind == "truncate":
        _apply(content, op)
        return
    first = op.offset - op.offset % SECTOR
    for start in range(first, op.offset + len(op.content), SECTOR):
        if chance.random() < 0.5:  # noqa: PLR2004
            a, b = max(start, op.offset), min(start + SECTOR, op.offset + len(op.content))
            part = op.content[a - op.offset : b - op.offset]
            _apply(content, op._replace(offset=a, content=part))


def acknowledged(ops: Sequence[Op]) -> list[str]:
    """Return what had been acknowledged by the end of these operations."""
    return [op.other for op in ops if op.kind == "done"]
