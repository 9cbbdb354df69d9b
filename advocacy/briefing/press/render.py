"""A filled page becomes a finished PDF: in one piece, or a long one in parts."""

from contextlib import nullcontext

from advocacy.briefing.brief import Page, identifier_of
from advocacy.briefing.designs import Design
from advocacy.briefing.press.accessible import finished
from advocacy.briefing.press.long.cut import STYLE, cut
from advocacy.briefing.press.long.pack import Cache, printed_in_parts
from advocacy.briefing.press.progress import Told, pages_counted
from advocacy.briefing.press.typesetting import laid_out

SMALL = 250_000  # signs of HTML, about 100 pages: up to here, to cut would cost more than it saves


def to_pdf(
    html: str,
    design: Design,
    brief: Page,
    *,
    cache: Cache | None = None,
    told: Told | None = None,
) -> bytes:
    """Return the finished PDF: PDF/A-2a and PDF/UA-1. The same input gives the same bytes.

    A long pack is laid out in parts, by several processes, and what did not change since is
    taken from the cache. Whoever is `told` hears how many pages are done, of about how many.
    """
    pieces = cut(html) if len(html) > SMALL and design.beside(STYLE) in design.files else None
    if pieces:
        return printed_in_parts(pieces, design, identifier_of(brief), cache=cache, told=told)
    with pages_counted(told, len(html)) if told else nullcontext():
        return finished(laid_out(html, design), identifier_of(brief))
