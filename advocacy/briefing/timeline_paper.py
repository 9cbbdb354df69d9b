"""A campaign in the order of time, as a paper: what the design `timeline` receives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from advocacy.briefing.brief import Cited, Control, Language, OfficeLine, Words
from advocacy.briefing.charts import Timeline, timeline
from advocacy.briefing.designs import design_named
from advocacy.briefing.happenings import Happening, Telling, printable
from advocacy.briefing.press.filling import catalogue
from advocacy.briefing.reporting import control_block, print_searched
from advocacy.briefing.wording.citations import Citations
from advocacy.briefing.wording.phrases import Phrases
from records.consent import audiences_of
from records.errors import RecordsError
from records.followup.chronology import chronology
from records.onpaper import OnPaper
from records.sensitivity import sensitivity_allows
from records.store import Store
from records.types.public_life import Campaign
from records.vietnamese import names_the_same
from records.wording import N_

WIDE = 465.0  # points: the column of the design
BELOW_THE_TITLE, ON_A_PAGE = 290.0, 590.0  # how tall a drawing finds room there


class NotForThem(RecordsError):
    """A campaign that the audience of a paper may not see (exit 5)."""

    sentence = N_("{ref} may not stand in a paper for this audience: its sensitivity says so")
    advice = N_("choose another audience: --audience network")


@dataclass(frozen=True)
class Event:
    """A row of the paper: what happened, when, and what more is to be said of it."""

    date: str  # in words; empty where nobody noted it
    kind: str
    words: Words
    facts: tuple[str, ...]
    more: Words | None
    sources: tuple[int, ...]


@dataclass(frozen=True)
class TimelinePaper:
    """A campaign's timeline in one language."""

    language: Language
    title: Words
    subtitle: Words | None  # the title in the other language
    office: OfficeLine
    control: Control
    when: str
    status: str
    goal: Words | None
    lessons: Words | None
    charts: tuple[Timeline, ...]  # in parts that find room on a page, on one axis
    events: tuple[Event, ...]
    undated: tuple[Event, ...]
    sources: tuple[Cited, ...]
    draft: bool = False
    sections: tuple[str, ...] = ("sources",)  # where numbers of sources are linked to


def printed(store: Store, campaign: Campaign, language: Language, audience: str, on: date) -> bytes:
    """Print a campaign's timeline for an audience and search it. NotForThem, Disclosed."""
    audiences = audiences_of(audience, stays=True)
    if not sensitivity_allows(campaign.sensitivity, audiences):
        raise NotForThem(ref=campaign.ref)
    page = timeline_paper(OnPaper(store, audiences), campaign, language, audience, on)
    design = design_named("timeline")
    return print_searched(store, page, design)


def timeline_paper(
    store: Store, campaign: Campaign, language: Language, audience: str, on: date
) -> TimelinePaper:
    """Return the paper's words in one language: only what this audience may see."""
    words = catalogue(language)
    audiences = audiences_of(audience, stays=True)
    dated = [one for one in chronology(store, campaign) if printable(store, one, audiences)]
    told = Telling(store, language, words).all(dated)
    phrases = Phrases(store, language, words)
    citations = Citations(store, phrases, words)
    citations.of(campaign)
    rows = [_event(one, citations) for one in told if one.record.id != campaign.id]
    return TimelinePaper(
        language=language,
        title=phrases.must(campaign, "title"),
        subtitle=_in_the_other(store, campaign, language),
        office=phrases.office(),
        control=control_block(store, language, f"timeline {campaign.id}", audience, on),
        when=phrases.date(campaign.period),
        status=phrases.term("campaign_status", campaign.status),
        goal=phrases.of(campaign, "goal"),
        lessons=phrases.of(campaign, "lessons"),
        charts=_drawn(told, phrases.must(campaign, "title").text, language),
        events=tuple(row for row in rows if row.date),
        undated=tuple(row for row in rows if not row.date),
        sources=citations.all(),
    )


def _event(one: Happening, citations: Citations) -> Event:
    return Event(one.date, one.kind, one.words, one.facts, one.more, citations.of(one.record))


def _drawn(told: Sequence[Happening], title: str, language: Language) -> tuple[Timeline, ...]:
    """Return the drawing, one lane after the other; in several on one axis where there is much."""
    gettext = catalogue(language).gettext

    def drawing(part: Sequence[Happening]) -> Timeline:
        said = [(one.words, one.when or "", one.lane) for one in part]
        made = timeline(said, title=title, note="", language=language, gettext=gettext)
        assert made is not None  # noqa: S101  (each part has a date)
        return made

    dated = sorted((one for one in told if one.when), key=lambda one: one.place)
    if not dated:
        return ()
    whole = drawing(dated)
    parts: list[list[Happening]] = [[]]
    for one in dated:
        longer = replace(drawing([*parts[-1], one]), begins=whole.begins, ends=whole.ends)
        room = BELOW_THE_TITLE if len(parts) == 1 else ON_A_PAGE
        if parts[-1] and longer.drawings(WIDE, language)[0].height > room:
            parts.append([])
        parts[-1].append(one)
    return tuple(replace(drawing(part), begins=whole.begins, ends=whole.ends) for part in parts)


def _in_the_other(store: Store, campaign: Campaign, language: Language) -> Words | None:
    """Return the title in the other language, where it says something else."""
    other: Language = "en" if language == "vi" else "vi"
    found = Phrases(store, other, catalogue(other)).of(campaign, "title")
    known = Phrases(store, language, catalogue(language)).must(campaign, "title").text
    return found and (None if found.borrowed or names_the_same(found.text, known) else found)
