"""What papers of our own making share, beside the packs: a control block and the last search."""

from collections.abc import Sequence
from datetime import date

from advocacy.briefing.assembly.control import reference_of
from advocacy.briefing.brief import Control, Language, Page, Words
from advocacy.briefing.designs import Design
from advocacy.briefing.disclosure.lastcheck import check
from advocacy.briefing.disclosure.paper_text import text_of
from advocacy.briefing.disclosure.web_text import sections_of
from advocacy.briefing.press.filling import catalogue, to_html
from advocacy.briefing.press.render import to_pdf
from advocacy.briefing.selection.voices import Ruling
from advocacy.briefing.wording.phrases import Phrases
from records.store import Store
from records.types.briefing import Briefing


def control_block(store: Store, language: Language, name: str, audience: str, on: date) -> Control:
    """Return the control block of a paper that belongs to no meeting; `name` tells it apart."""
    phrases = Phrases(store, language, catalogue(language))
    reader = phrases.term("audience", audience)
    return Control(
        prepared_for=Words(reader[:1].upper() + reader[1:], language),
        meeting=None,
        meeting_on="",
        place="",
        reference=reference_of(store, Briefing(id=f"{name} {audience} {on}"), on, 0),
        data_as_of=phrases.date(on.isoformat()),
        version="",
        copies=0,
        mark="",
    )


def print_searched(
    store: Store,
    page: Page,
    design: Design,
    rulings: Sequence[Ruling] = (),
    *,
    leaves: bool = True,
) -> bytes:
    """Print a paper and search it; nothing was found that must not leave. Raises Disclosed."""
    html = to_html(page, design)
    pdf = to_pdf(html, design, page)
    check(store, text_of(pdf), rulings, leaves=leaves, sections=sections_of(html))
    return pdf
