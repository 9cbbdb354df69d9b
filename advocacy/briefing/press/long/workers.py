"""Processes that lay out parts of a pack. Words reach them, and pages come back, through pipes.

Each is a Python of its own that runs `serve`. It has no terminal and no signals of one; it
ends as soon as its input does, and so with this program, however that ends.
"""

import ctypes
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import traceback
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import IO, Any, Self

import msgspec

from advocacy.briefing.press.long.part import Job, Part
from advocacy.briefing.press.typefaces import FOLDER
from records.errors import ExitCode, RecordsError
from records.wording import N_

MOST = 4
"""Processes; each takes about 100 MB."""

SIZE = 8
"""Bytes that tell how long a message is; its first byte tells what it is."""

PART, FAULT = b"P", b"F"

START = "from advocacy.briefing.press.long.workers import serve; serve()"


class PrintingStopped(RecordsError):
    """A printing process is gone, or met a fault of ours (exit 9)."""

    sentence = N_("the pack was not printed: one of the printing processes stopped ({fault})")
    advice = N_("close other programs, so that there is more memory, and try again")
    code = ExitCode.UNABLE


class Fault(msgspec.Struct, frozen=True):
    """Why there is no part: a refusal, or what went wrong and where."""

    fault: str
    module: str = ""
    refusal: str = ""
    found: dict[str, str] = {}


def how_many() -> int:
    """Return how many processes this machine can run at once, within reason."""
    affinity = getattr(os, "sched_getaffinity", None)
    return min(MOST, len(affinity(0)) if affinity else os.cpu_count() or 1)


class Workers:
    """The processes of one pack; they start when they are first needed and end with the block."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, "printing")
        self._own = threading.local()
        self._running: list[subprocess.Popen[bytes]] = []
        self._ended = threading.Event()
        self._door = threading.Lock()
        self._folder = TemporaryDirectory(prefix="advocacy-printing-")  # of settings for fonts

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._door:
            self._ended.set()
            for process in self._running:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._running:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with suppress(OSError):  # what it was not sent any more
                        pipe.close()
        self._folder.cleanup()

    def part(self, job: Job) -> "Future[Part]":
        """Have a part laid out. Its result raises ForbiddenFetch, PrintingStopped."""
        return self._threads.submit(self._ask, job)

    def _ask(self, job: Job) -> Part:
        process = self._process()
        try:
            _send(process.stdin, msgspec.msgpack.encode(job))
            answer = _received(process.stdout)
        except OSError:
            answer = None
        if answer is None:
            raise PrintingStopped(fault=f"exit {process.wait()}")
        if answer[:1] == PART:
            return msgspec.msgpack.decode(answer[1:], type=Part)
        fault = msgspec.msgpack.decode(answer[1:], type=Fault)
        if fault.refusal:
            raise getattr(import_module(fault.module), fault.refusal)(**fault.found)
        raise PrintingStopped(fault=fault.fault)

    def _process(self) -> "subprocess.Popen[bytes]":
        """Return the process of this thread."""
        if not hasattr(self._own, "process"):
            with self._door:
                if self._ended.is_set():
                    raise PrintingStopped(fault="")
                self._own.process = _started(self._folder.name)
                self._running.append(self._own.process)
        process: subprocess.Popen[bytes] = self._own.process
        return process


def _started(folder: str) -> "subprocess.Popen[bytes]":
    # In a session of its own, so that Ctrl-C is left to us; -P, so that the folder in which
    # someone works is not searched for modules; and without the passphrase.
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        apart = {"creationflags": flags}
    surroundings = {
        name: text
        for name, text in os.environ.items()
        if name == FOLDER or not name.startswith("ADVOCACY_")
    }
    return subprocess.Popen(  # noqa: S603  (this Python, and our own words)
        [sys.executable, "-P", "-c", START, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        **apart,
    )


def serve() -> None:
    """Lay out what comes in, until nothing more comes; temporary files go into a folder of ours."""
    tempfile.tempdir = sys.argv[1]
    from advocacy.briefing.press.long.layout import laid_part

    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_take_in, args=(jobs,), daemon=True).start()
    while True:
        asked = jobs.get()
        try:
            job = msgspec.msgpack.decode(asked, type=Job)
            answer = PART + msgspec.msgpack.encode(laid_part(job))
        except Exception as error:  # noqa: BLE001  (told to whoever asked, without anyone's words)
            answer = FAULT + msgspec.msgpack.encode(_fault(error))
        _send(sys.stdout.buffer, answer)
        del asked, answer
        _give_back()


def _give_back() -> None:
    """Let go of the memory of a part that is done."""
    gc.collect()  # what pages leave behind goes in circles, and would stay for long
    gc.freeze()  # what is left now stays, and need not be looked at again
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's alone
        if trim:
            trim(0)


def _fault(error: Exception) -> Fault:
    if isinstance(error, RecordsError):
        kind, found = type(error), {name: str(value) for name, value in error.found.items()}
        return Fault(kind.__name__, kind.__module__, kind.__name__, found)
    *_, place = traceback.extract_tb(error.__traceback__)
    return Fault(f"{type(error).__name__}, {Path(place.filename).name}:{place.lineno}")


def _take_in(jobs: "SimpleQueue[bytes]") -> None:
    """Read on while pages are laid out: when the parent is gone, so is the reason for them."""
    while (job := _received(sys.stdin.buffer)) is not None:
        jobs.put(job)
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    os._exit(0)


def _send(pipe: IO[bytes] | None, message: bytes) -> None:
    if pipe:
        pipe.write(len(message).to_bytes(SIZE, "big"))
        pipe.write(message)
        pipe.flush()


def _received(pipe: IO[bytes] | None) -> bytes | None:
    """Return the next message, None at the end."""
    size = pipe.read(SIZE) if pipe else b""
    length = int.from_bytes(size, "big")
    message = pipe.read(length) if pipe and len(size) == SIZE else b""
    return message if size and len(message) == length else None
