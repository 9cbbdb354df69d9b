"""Shows a person how far long work has come, on the screen beside the results."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

PATIENCE = 1.0  # seconds before anything is shown


@contextmanager
def counted(what: str) -> Iterator[Callable[[int, int], None]]:
    """Yield what is told how much is done, and of how much (0: nobody knows)."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    shown: list[Any] = []
    began = time.monotonic()

    def tick(done: int, total: int) -> None:
        if not shown:
            if time.monotonic() - began < PATIENCE:
                return
            shown.append(_bar())
            shown[0].start()
            shown[0].add_task(what, total=None)
        # A file may hold more rows than it says of itself.
        shown[0].update(shown[0].task_ids[0], completed=done, total=max(total, done) or None)

    try:
        yield tick
    finally:
        for bar in shown:
            bar.stop()


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True, highlight=False),
        transient=True,
    )
