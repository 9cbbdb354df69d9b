"""WeasyPrint at work: how far it is, and that nothing disturbs it."""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SIGNS_A_PAGE = 2_400
"""Of HTML, about."""

Told = Callable[[int, int], None]
"""Hears how many pages are done, of about how many."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let Python not look for garbage while pages are laid out: a seventh of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def pages_counted(told: Told, signs: int) -> Iterator[None]:
    """Tell of every page that is begun, for a page of so many signs of HTML."""
    log = logging.getLogger("weasyprint.progress")
    listening, before = _Pages(told, signs // SIGNS_A_PAGE), log.level
    log.addHandler(listening)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.setLevel(before)
        log.removeHandler(listening)


class _Pages(logging.Handler):
    """Reads the number of the page from what WeasyPrint logs ("Creating layout - Page 7")."""

    def __init__(self, told: Told, about: int) -> None:
        super().__init__()
        self._told, self._about = told, about

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the number, where there is one."""
        if isinstance(record.args, tuple) and record.args and " - Page " in record.msg:
            number = int(str(record.args[0]))
            self._told(number, max(number, self._about))
