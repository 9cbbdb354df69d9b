"""Searches a finished paper for what must not leave: the last check before it is printed.

Pure: it is told what is forbidden and what is allowed, and answers with places and refs.
It finds a name, a number or a story however the page broke it up: over lines and pages,
by hyphens and spaces, with marks or without. It cannot see into pictures.
"""

from collections.abc import Iterable
from operator import itemgetter

from advocacy.briefing.disclosure.findings import NOTHING, Allowed, Forbidden, Hit, Prose
from advocacy.briefing.disclosure.numbers import numbers
from advocacy.briefing.disclosure.paper_text import Paper
from advocacy.briefing.disclosure.reading import Reading
from advocacy.briefing.disclosure.signs import signs
from advocacy.briefing.disclosure.stories import stories


def search(
    paper: Paper,
    forbidden: Iterable[Forbidden],
    allowed: Allowed = NOTHING,
    sections: Iterable[tuple[str, str]] = (),
) -> list[Hit]:
    """Find what is forbidden and not allowed in a paper, each once for each place.

    `sections` are the headings as printed, each with how to name it.
    """
    forbidden, sections = list(forbidden), list(sections)
    allowed = Allowed(*map(tuple, allowed))
    short = [f for f in forbidden if not isinstance(f, Prose)]
    long = [f for f in forbidden if isinstance(f, Prose)]
    split, joined = Reading(paper, sections), Reading(paper, sections, whole=True)
    found = [*signs(split, short, allowed), *numbers(split, short, allowed)]
    found += stories((split, joined), long, allowed)
    found.sort(key=itemgetter(0))
    return list(dict.fromkeys(hit for _, hit in found))
