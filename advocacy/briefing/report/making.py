"""Makes a report: the facts of a period, the gate for its audience, the pages, the last search."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from advocacy.briefing.brief import Language
from advocacy.briefing.designs import design_named
from advocacy.briefing.press.filling import catalogue
from advocacy.briefing.report.assemble import TITLE, Given, period_of, report_of
from advocacy.briefing.reporting import print_searched
from advocacy.briefing.selection.request import PackRequest, request_for
from advocacy.briefing.selection.voices import Ruling, rule
from records.consent import Quotation
from records.dates import in_words
from records.followup.achievements import Achievements, achievements
from records.followup.period import Period
from records.onpaper import OnPaper
from records.store import Store
from records.types.briefing import Briefing
from records.types.testimony import Excerpt, Testimony

AUDIENCES = ("donor", "network")
"""Whom a report is for."""

MOST_VOICES = 6


@dataclass(frozen=True)
class Drawn:
    """A report before it is paper: the facts, and what the gate said of every account."""

    facts: Achievements
    request: PackRequest
    rulings: tuple[Ruling, ...]  # of every account
    heard: tuple[Ruling, ...]  # those that are printed


def drawn_up(  # noqa: PLR0913  (the options of the command)
    store: Store, period: Period, audience: str, on: date, languages: tuple[str, ...],
    *, voices: bool,
) -> Drawn:  # fmt: skip
    """Gather the facts that this audience may see, and ask the gate about the voices."""
    title, title_vi = titles_of(period)
    briefing = Briefing(title=title, title_vi=title_vi, audience=audience, languages=languages)
    request = request_for(store, briefing, on, languages=languages, voices=voices)
    paper = OnPaper(store, request.audiences)
    facts = achievements(paper, period, on, lambda one: paper.shown(one) is not None)
    rulings = _rulings(store, request, languages[0]) if voices else ()
    heard = tuple(one for one in rulings if isinstance(one.said, Quotation))
    return Drawn(facts, request, rulings, _first(heard, facts)[:MOST_VOICES])


def printed(
    store: Store, drawn: Drawn, told: Callable[[str], None] = lambda _step: None
) -> dict[str, bytes]:
    """Print the report in each language and search it. Raises Disclosed."""
    design = design_named("report")
    found = {}
    for language in drawn.request.languages:
        told(f"report {language}")
        # A quotation is printed in the page's language where it has been translated.
        accounts = tuple((one.testimony, one.excerpt) for one in drawn.heard)
        ruled = rule(store, drawn.request, accounts, language)
        said = tuple(one for one in ruled if isinstance(one.said, Quotation))
        audience = drawn.request.briefing.audience or ""
        paper = OnPaper(store, drawn.request.audiences)
        given = Given(paper, drawn.facts, audience, drawn.request.on, said)
        page = report_of(given, cast("Language", language))
        found[language] = print_searched(store, page, design, list(said))
    return found


def titles_of(period: Period) -> tuple[str, str]:
    """Return a report's title in English and Vietnamese, as the log of papers keeps it."""
    when = period_of(*period)
    vietnamese = catalogue("vi").gettext(TITLE)
    return f"{TITLE}, {in_words(when, 'en')}", f"{vietnamese}, {in_words(when, 'vi')}"


def _rulings(store: Store, request: PackRequest, language: str) -> tuple[Ruling, ...]:
    accounts: list[tuple[Testimony, Excerpt | None]] = []
    for testimony in store.every(Testimony):
        excerpts = store.where(Excerpt, "testimony", testimony.id)
        accounts += [(testimony, one) for one in excerpts] or [(testimony, None)]
    return tuple(rule(store, request, tuple(accounts), language))


def _first(heard: tuple[Ruling, ...], facts: Achievements) -> tuple[Ruling, ...]:
    """Return a voice of each person before a second, of those what supports the asks first."""
    asked = {one.ask.id for one in facts.put} | {one.ask.position for one in facts.put}
    seen: dict[str, int] = {}
    turns = []
    for one in heard:
        who = (one.testimony.contributor or "").casefold()
        seen[who] = seen.get(who, 0) + 1
        turns.append((seen[who], asked.isdisjoint(one.testimony.supports)))
    order = sorted(range(len(heard)), key=lambda n: turns[n])
    return tuple(heard[n] for n in order)
