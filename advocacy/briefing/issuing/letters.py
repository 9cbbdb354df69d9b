"""Letters that call copies back: one a holder, without a word of whom it concerns."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from advocacy.briefing.assembly.letterhead import place_and_date
from advocacy.briefing.brief import Language, OfficeLine, Words
from advocacy.briefing.designs import design_named
from advocacy.briefing.issuing.references import reference_for
from advocacy.briefing.press.filling import catalogue
from advocacy.briefing.reporting import print_searched
from advocacy.briefing.wording.phrases import Phrases
from records.offices import own
from records.recall import Called, Recall
from records.store import Store
from records.types.briefing import Briefing


@dataclass(frozen=True)
class RecallLetter:
    """What the design `recall` receives."""

    language: Language
    office: OfficeLine
    recipient: str
    date: str
    title: Words
    reference: str
    issued: str
    copies: str  # "02, 03"
    stop_by: str
    signatory: str
    post: Words | None


def letters(store: Store, recall: Recall, on: date) -> dict[str, bytes]:
    """Return the letters of a recall by file name, in both languages. Raises Disclosed."""
    held: dict[tuple[str, str], list[Called]] = defaultdict(list)
    for one in recall.copies:
        if one.state in ("out", "asked"):
            held[one.copy.recipient or "", one.issue.id].append(one)
    design = design_named("recall")
    written = {}
    for number, ((_holder, _issue), called) in enumerate(sorted(held.items()), start=1):
        for language in ("en", "vi"):
            letter = _letter(store, recall, called, on, language)
            name = f"recall-{called[0].issue.ref}-{number:02}-{language}.pdf"
            written[name] = print_searched(store, letter, design)
    return written


def _letter(
    store: Store, recall: Recall, called: list[Called], on: date, language: Language
) -> RecallLetter:
    phrases = Phrases(store, language, catalogue(language))
    issue = called[0].issue
    briefing = store.get(issue.briefing or "")
    assert isinstance(briefing, Briefing)  # noqa: S101  (the field allows nothing else)
    office = own(store)
    numbers = sorted(one.copy.number or 0 for one in called)
    return RecallLetter(
        language=language,
        office=phrases.office(),
        recipient=called[0].copy.recipient or "",
        date=place_and_date(office, on, phrases),
        title=phrases.must(briefing, "title"),
        reference=reference_for(store, issue),
        issued=phrases.date(issue.on),
        copies=", ".join(f"{n:02}" for n in numbers),
        stop_by=phrases.date(recall.clock.stop_by.isoformat()),
        signatory=office.signatory or "",
        post=phrases.of(office, "signatory_post"),
    )
