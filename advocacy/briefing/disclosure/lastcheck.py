"""The last check: a finished paper shows nothing that must not leave."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from advocacy.briefing.disclosure.findings import Disclosed
from advocacy.briefing.disclosure.forbidden import allowed_for, forbidden_for
from advocacy.briefing.disclosure.paper_text import Paper
from advocacy.briefing.disclosure.search import search
from advocacy.briefing.selection.voices import Ruling

if TYPE_CHECKING:
    from records.store import Store


def check(
    store: "Store", paper: Paper, rulings: Sequence[Ruling] = (), *, leaves: bool = True
) -> None:
    """Search a paper as it was read back. Raises Disclosed.

    `rulings` cleared what it quotes; `leaves` is false for a paper that stays with us.
    """
    hits = search(paper, forbidden_for(store, rulings, leaves=leaves), allowed_for(store, rulings))
    if hits:
        raise Disclosed(hits)
