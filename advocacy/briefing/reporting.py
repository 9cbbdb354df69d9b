"""What papers of our own making share, beside the packs: a control block and the last search."""

from datetime import date

from advocacy.briefing.assembly.control import reference_of
from advocacy.briefing.brief import Control, Language, Words
from advocacy.briefing.disclosure.findings import Disclosed
from advocacy.briefing.disclosure.forbidden import allowed_for, forbidden_for
from advocacy.briefing.disclosure.paper_text import text_of
from advocacy.briefing.disclosure.search import search
from advocacy.briefing.press.filling import catalogue
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


def safe(store: Store, pdf: bytes, rulings: list[Ruling]) -> bytes:
    """Return a finished paper in which nothing was found that must not leave. Disclosed."""
    hits = search(text_of(pdf), forbidden_for(store, rulings), allowed_for(store, rulings))
    if hits:
        raise Disclosed(hits)
    return pdf
