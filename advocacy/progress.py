"""Shows a person how far long work has come, on the screen beside the results."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from advocacy import console

if TYPE_CHECKING:
    from advocacy.briefing.pack import Progress

PATIENCE = 1.0  # seconds before anything is shown


@contextmanager
def counted(what: str) -> Iterator[Callable[[int, int], None]]:
    """Yield what is told how much is done, and of how much (0: nobody knows)."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.progress import MofNCompleteColumn

    shown: list[Any] = []
    began = time.monotonic()

    def tick(done: int, total: int) -> None:
        if not shown:
            if time.monotonic() - began < PATIENCE:
                return
            shown.append(_bar(MofNCompleteColumn()))
            shown[0].start()
            shown[0].add_task(what, total=None)
        # A file may hold more rows than it says of itself.
        shown[0].update(shown[0].task_ids[0], completed=done, total=max(total, done) or None)

    try:
        yield tick
    finally:
        for bar in shown:
            bar.stop()


@contextmanager
def pages() -> Iterator["Progress"]:
    """Show somebody who waits which paper is being printed, and how many pages are done."""
    if not console.can_ask():
        yield lambda _paper, _done, _pages: None
        return
    from rich.progress import TextColumn

    counts = _("page {done} of about {all}").format(done="{task.completed}", all="{task.total}")
    with _bar(TextColumn(counts)) as shown:
        tasks: dict[str, Any] = {}

        def told(paper: str, done: int, pages: int) -> None:
            if paper not in tasks:
                for earlier in tasks.values():
                    shown.update(earlier, visible=False)
                what = _("Printing {what} …").format(what=paper)
                tasks[paper] = shown.add_task(what, total=pages)
            shown.update(tasks[paper], completed=done, total=pages)

        yield told


def _bar(counts: Any) -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        counts,
        console=Console(stderr=True, highlight=False, no_color=not console.styled()),
        transient=True,
    )
