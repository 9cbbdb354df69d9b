"""Hands files over so that none is out which the log does not know: the log first, then they."""

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from advocacy.files import CannotWrite, broken_off, drop, make_room, new_folder, part_of, write_new
from records.wording import N_

T = TypeVar("T")


class LoggedNotWritten(CannotWrite):
    """What was logged as handed out cannot be written after all (exit 7)."""

    sentence = N_("{file} cannot be written: {why}; the log of it is kept")
    advice = N_("hand nothing of it over; make room, and type it again with --replace")


def publish(files: Mapping[Path, bytes], keep: Callable[[], T]) -> T:
    """Log files, then write them; return what was kept. Raises CannotWrite.

    `keep` is the log. Before it there is only room for the files and no byte of theirs, so that
    a full disk or Ctrl-C leaves nothing and a killed program no paper; then Ctrl-C is too late.
    """
    left = broken_off(files)
    parts = [part_of(path) for path in files]
    try:
        for folder in dict.fromkeys(path.parent for path in files):
            new_folder(folder)
        for path, content in files.items():
            make_room(path, len(content))
    except BaseException:
        drop(parts)
        raise
    with _uninterrupted():
        try:
            kept = keep()
        except BaseException:
            drop(parts)
            raise
        _write(files, parts)
    drop(left)
    return kept


def _write(files: Mapping[Path, bytes], parts: list[Path]) -> None:
    written: list[Path] = []
    try:
        for path, content in files.items():
            write_new(path, content)
            written.append(path)
    except CannotWrite as error:
        drop([*parts, *written])
        raise LoggedNotWritten(**error.found) from None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Leave Ctrl-C without effect: what has begun is finished."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is ever interrupted
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
