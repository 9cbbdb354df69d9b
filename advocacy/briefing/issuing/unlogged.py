"""Reports and timelines: papers of our own making that are no packs, told by their references.

A reference is drawn from what the paper is, for whom and of which day; a page that carries
one need only be asked for the day to draw it again.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple, cast

from advocacy.briefing.reporting import control_block
from records.dates import in_words
from records.drafts import Built, drafts
from records.store import Store
from records.types.briefing import Briefing
from records.types.public_life import Campaign
from records.vocabulary import terms

REPORT = re.compile(r"report-(\d{4}-\d\d-\d\d)-(\d{4}-\d\d-\d\d)-")
REFERENCE = re.compile(r"(?<!\d)((?:19|20)\d\d)-([0-9A-HJKMNP-TV-Z]{6})")


class Unlogged(NamedTuple):
    """A report or a timeline."""

    kind: str  # report, timeline
    reference: str
    audience: str
    on: str
    about: Briefing | Campaign | None  # None: a report that quotes nobody
    items: tuple[tuple[str, str], ...] = ()  # as a draft keeps them


def remembered(store: Store, draft: Built, file: str) -> Unlogged | None:
    """Return the report that a file of a draft is; None where it is a pack."""
    found = REPORT.match(Path(file).name)
    if not found:
        return None
    briefing = cast("Briefing", store.get(draft.briefing))
    audience = briefing.audience or ""
    reference = _reference(store, _report(found), audience, date.fromisoformat(draft.on))
    return Unlogged("report", reference, audience, draft.on, briefing, draft.items)


def reports(store: Store) -> Iterator[Unlogged]:
    """Yield the reports that are remembered, since they quote somebody."""
    for draft in drafts(store):
        for file in draft.files:
            report = remembered(store, draft, file.path)
            if report:
                yield report


def said_by(store: Store, name: str, pages: Sequence[str]) -> Unlogged | None:
    """Return the report or timeline that a file's own words and name say it is."""
    carried = {found for page in pages for found in REFERENCE.findall(page)}
    if not carried:
        return None
    for report in reports(store):
        if _own_part(report.reference) in carried:
            return report
    for on in _days(sorted({int(year) for year, _code in carried}), pages):
        for kind, drawn_from, about in _candidates(store, name):
            for audience in terms("audience"):
                reference = _reference(store, drawn_from, audience, on)
                if _own_part(reference) in carried:
                    return Unlogged(kind, reference, audience, on.isoformat(), about)
    return None


def _candidates(store: Store, name: str) -> Iterator[tuple[str, str, Campaign | None]]:
    """Yield what a file may be: its kind, and what its reference is drawn from."""
    found = REPORT.search(name)
    if found:
        yield "report", _report(found), None
    for campaign in store.every(Campaign):
        yield "timeline", f"timeline {campaign.id}", campaign


def _report(found: re.Match[str]) -> str:
    return f"report {found[1]} {found[2]}"


def _days(years: Sequence[int], pages: Sequence[str]) -> Iterator[date]:
    """Yield the days of these years that the pages name in words."""
    said = "".join("".join(pages).split())
    for year in years:
        for number in range(366):
            on = date(year, 1, 1) + timedelta(days=number)
            words = (in_words(on.isoformat(), language) for language in ("en", "vi"))
            if on.year == year and any("".join(one.split()) in said for one in words):
                yield on


def _reference(store: Store, drawn_from: str, audience: str, on: date) -> str:
    return control_block(store, "en", drawn_from, audience, on).reference


def _own_part(reference: str) -> tuple[str, str]:
    """Return year and code: the office may have another short name by now."""
    year, code = reference.rsplit("-", 2)[-2:]
    return year, code
