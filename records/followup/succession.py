"""Who answers for a body that was merged into another: its successor, and that one's in turn.

A body names one successor. Several that name the same were merged; of one that was split, the
records name the part that took over its duties.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from records.edtf import LAST_DAY, parse
from records.types.public_life import Organisation

if TYPE_CHECKING:
    from records.reader import Reader

Bodies = Mapping[str, Organisation]
"""Organisations by id."""


def bodies_of(reader: "Reader") -> Bodies:
    """Return every organisation by its id."""
    return {one.id: one for one in reader.every(Organisation)}


def line_of(bodies: Bodies, body: str, today: date) -> tuple[str, ...]:
    """Return a body and those that took over from it by today, in order; the last one answers.

    A merger that is only planned has not happened: a body whose last day is still to come
    answers for itself. A ring of successors ends before it would begin again.
    """
    line = [body]
    while (last := bodies.get(line[-1])) and not _lasts(last, today):
        if not last.successor or last.successor in line:
            break
        line.append(last.successor)
    return tuple(line)


def _lasts(body: Organisation, today: date) -> bool:
    until = parse(body.valid).latest if body.valid else None
    return until is not None and today.isoformat() < until < LAST_DAY
