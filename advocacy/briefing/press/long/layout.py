"""Lays out a part of a long pack, in a process of its own."""

from collections.abc import Sequence
from typing import Any

from advocacy.briefing.designs import Design
from advocacy.briefing.press.accessible import finished_frames, finished_part
from advocacy.briefing.press.long.part import Job, Part, Sheet
from advocacy.briefing.press.typesetting import at_work, rendered, well_filled, written

POINTS = 0.75
"""Of a CSS pixel."""


def laid_part(job: Job) -> Part:
    """Return the part, finished but for what the whole file has. Raises ForbiddenFetch."""
    design = Design(job.design, job.files)
    with at_work(job.html, design) as page:
        if job.kind == "frames":
            pages = rendered(page)
            return Part(finished_frames(written(pages)), _sheets(pages), 0)
        if job.goes_on:
            pages = rendered(page)
            kept, printed = _clean_end(pages, job.items)
            pages = pages.copy(pages.pages[:kept])
        else:
            pages = well_filled(page, design)
            printed = len(job.items)
        pdf = finished_part(written(pages), job.mark) if pages.pages else b""
        return Part(pdf, _sheets(pages), printed)


def _clean_end(pages: Any, items: Sequence[str]) -> tuple[int, int]:
    """Return how many pages and items to keep, so that the next page begins with an item.

    What follows can then be laid out by itself, and looks as if it had not been. The last
    page is never kept: there is more to come on it.
    """
    order = {name: number for number, name in enumerate(items)}
    before: frozenset[str] = frozenset()
    best = 0, 0
    for number, page in enumerate(pages.pages):
        here = frozenset(page.anchors.keys() & order.keys())
        if number and here and not here & before:
            best = number, min(order[name] for name in here)
        before = here
    return best


def _sheets(pages: Any) -> tuple[Sheet, ...]:
    def point(page: Any, x: float, y: float) -> tuple[float, float]:
        return round(x * POINTS, 3), round((page.height - y) * POINTS, 3)

    return tuple(
        Sheet(
            {name: point(page, x, y) for name, (x, y, *_) in page.anchors.items()},
            tuple((level, title, *point(page, *at)) for level, title, at, _ in page.bookmarks),
        )
        for page in pages.pages
    )
