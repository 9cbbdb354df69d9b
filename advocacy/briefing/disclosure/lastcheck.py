"""The last check: a finished paper shows nothing that must not leave."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from advocacy.briefing.disclosure.findings import Disclosed
from advocacy.briefing.disclosure.forbidden import allowed_for, forbidden_for
from advocacy.briefing.disclosure.paper_text import Paper
from advocacy.briefing.disclosure.search import search
from advocacy.briefing.selection.voices import Ruling

if TYPE_CHECKING:
    from records.store import Store


def check(
    store: "Store",
    paper: Paper,
    rulings: Sequence[Ruling] = (),
    *,
    leaves: bool = True,
    sections: Iterable[tuple[str, str]] = (),
) -> None:
    """Search a paper as it was read back. Raises Disclosed.

    `rulings` cleared what it quotes; `leaves` is false for a paper that stays with us;
    `sections` are its headings as printed, each with how to name it.
    """
    forbidden = list(forbidden_for(store, rulings, leaves=leaves))
    allowed = allowed_for(store, rulings)
    hits = search(paper, forbidden, allowed)
    if not hits:
        return
    headings = list(sections)
    # A heading of somebody's own design may itself be what must not be told.
    if not search(Paper(tuple(name for _, name in headings)), forbidden, allowed):
        hits = search(paper, forbidden, allowed, headings)
    # What stands in a log or a pipe is read by others: it gets no refs.
    raise Disclosed(hits, name_records=sys.stderr.isatty())
