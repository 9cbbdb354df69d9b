"""Writes down what a process does to its files, in order: SQLite's own doing, and Python's.

SQLite's file operations are taken over through its VFS, with ctypes: nothing is compiled.
A file that Python writes is noted when it is flushed; names when they change.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from sqlcipher3 import _sqlite3

from records import restore
from records import swap as swaps

OPEN_CREATE = 0x4


class Op(NamedTuple):
    """One thing that was done to the disk."""

    kind: str  # create write truncate sync remove mkdir rmdir rename swap names done
    path: str
    offset: int = 0  # bytes; the new length of a truncate
    content: bytes = b""
    other: str = ""  # where a rename or swap goes; what was done


class _Methods(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        *((name, ctypes.c_void_p) for name in ("close", "read", "write", "truncate", "sync")),
        *((f"rest{n}", ctypes.c_void_p) for n in range(13)),
    ]


class _File(ctypes.Structure):
    _fields_ = [("methods", ctypes.c_void_p)]


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        ("size", ctypes.c_int),
        ("longest", ctypes.c_int),
        *((name, ctypes.c_void_p) for name in ("next", "name", "data", "open", "delete")),
    ]


_P, _I, _L = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
OPEN = ctypes.CFUNCTYPE(_I, _P, _P, _P, _I, _P)  # SQLite keeps the name's address
DELETE = ctypes.CFUNCTYPE(_I, _P, ctypes.c_char_p, _I)
CLOSE = ctypes.CFUNCTYPE(_I, _P)
WRITE = ctypes.CFUNCTYPE(_I, _P, _P, _I, _L)
TRUNCATE = ctypes.CFUNCTYPE(_I, _P, _L)
SYNC = ctypes.CFUNCTYPE(_I, _P, _I)


class Recorder:
    """Records everything below one folder, from its making to the end of the process."""

    def __init__(self, root: Path) -> None:
        self.root = f"{root}/"
        self.ops: list[Op] = []
        self._names: dict[int, str] = {}  # open files of SQLite, by address
        self._fresh: set[str] = set()  # made, and their names not yet flushed
        self._kept: list[Any] = []  # what C points to
        self._take_over_sqlite()
        self._take_over_python()

    def done(self, what: str) -> None:
        """Note that a write was acknowledged."""
        self.ops.append(Op("done", "", other=what))

    def _note(self, kind: str, path: str, offset: int = 0, content: bytes = b"") -> None:
        if path.startswith(self.root):
            self.ops.append(Op(kind, path, offset, content))

    def _take_over_sqlite(self) -> None:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.c_void_p
        vfs = _Vfs.from_address(library.sqlite3_vfs_find(None))
        real_open, real_delete = OPEN(vfs.open), DELETE(vfs.delete)
        taken: dict[int, int] = {}

        def opening(this: int, name: int | None, file: int, flags: int, given: int) -> int:
            path = ctypes.string_at(name).decode() if name else ""
            new = bool(flags & OPEN_CREATE) and not os.path.exists(path)  # noqa: PTH110
            failed: int = real_open(this, name, file, flags, given)
            if not failed:
                self._names[file] = path
                if new:
                    self._fresh.add(path)
                    self._note("create", path)
                head = _File.from_address(file)
                if head.methods not in taken:
                    taken[head.methods] = self._methods(head.methods)
                head.methods = taken[head.methods]
            return failed

        def deleting(this: int, name: bytes, flush: int) -> int:
            failed: int = real_delete(this, name, flush)
            if not failed:
                self._note("remove", name.decode())
                if flush:
                    self._note("names", name.decode())
            return failed

        vfs.open = self._pointer(OPEN(opening))
        vfs.delete = self._pointer(DELETE(deleting))

    def _methods(self, address: int) -> int:
        """Return a copy of a file's methods in which the writing ones are ours."""
        real = _Methods.from_address(address)
        close, write = CLOSE(real.close), WRITE(real.write)
        truncate, sync = TRUNCATE(real.truncate), SYNC(real.sync)

        def closing(file: int) -> int:
            self._names.pop(file, None)
            return int(close(file))

        def writing(file: int, content: int, length: int, offset: int) -> int:
            failed = int(write(file, content, length, offset))
            if not failed:
                self._note("write", self._names[file], offset, ctypes.string_at(content, length))
            return failed

        def truncating(file: int, length: int) -> int:
            failed = int(truncate(file, length))
            if not failed:
                self._note("truncate", self._names[file], length)
            return failed

        def syncing(file: int, flags: int) -> int:
            failed = int(sync(file, flags))
            path = self._names[file]
            if not failed:
                self._note("sync", path)
                if path in self._fresh:  # SQLite flushes the folder with a new file, once
                    self._fresh.discard(path)
                    self._note("names", path)
            return failed

        ours = _Methods.from_buffer_copy(real)
        ours.close = self._pointer(CLOSE(closing))
        ours.write = self._pointer(WRITE(writing))
        ours.truncate = self._pointer(TRUNCATE(truncating))
        ours.sync = self._pointer(SYNC(syncing))
        self._kept.append(ours)
        return ctypes.addressof(ours)

    def _pointer(self, function: Any) -> int | None:
        self._kept.append(function)
        return ctypes.cast(function, ctypes.c_void_p).value

    def _take_over_python(self) -> None:
        flush, swap = os.fsync, swaps.swap

        def flushing(descriptor: int) -> None:
            flush(descriptor)
            path = str(_open_path(descriptor))
            if Path(path).is_dir():
                self._note("names", f"{path}/")
                return
            self._note("truncate", path, 0)
            self._note("write", path, 0, Path(path).read_bytes())
            self._note("sync", path)

        def swapping(one: Path, other: Path) -> bool:
            swapped = swap(one, other)
            if swapped:
                self.ops.append(Op("swap", str(one), other=str(other)))
            return swapped

        vars(os)["fsync"] = flushing
        vars(restore)["swap"] = swapping
        sys.addaudithook(self._hear)

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        """Note a change of names; Python tells of it just before."""
        heard: dict[str, Callable[[], None]] = {
            "os.rename": lambda: self.ops.append(
                Op("rename", os.fsdecode(given[0]), other=os.fsdecode(given[1]))
            ),
            "os.remove": lambda: self._note("remove", self._at(given[0], given[1])),
            "os.rmdir": lambda: self._note("rmdir", self._at(given[0], given[1])),
            "os.mkdir": lambda: self._note("mkdir", self._at(given[0], given[2])),
            "open": lambda: self._heard_open(given[0], given[2]),
        }
        if event in heard:
            heard[event]()

    def _heard_open(self, path: Any, flags: int) -> None:
        if isinstance(path, (str, bytes, os.PathLike)) and flags & os.O_CREAT:
            name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
            if not os.path.exists(name):  # noqa: PTH110
                self._note("create", name)

    @staticmethod
    def _at(path: Any, descriptor: int) -> str:
        """Return a path that may be told from an open folder, as rmtree does."""
        name = os.fsdecode(path)
        return name if descriptor < 0 else str(_open_path(descriptor) / name)


def _open_path(descriptor: int) -> Path:
    return Path(f"/proc/self/fd/{descriptor}").readlink()
