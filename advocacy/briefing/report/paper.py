"""The report for members and donors as a frozen value: what the design `report` receives."""

from dataclasses import dataclass

from advocacy.briefing.brief import Cited, Control, Figure, Language, OfficeLine, Voice, Words
from advocacy.briefing.charts import Chart, Stacked, TileMap, Trend

AnyChart = Chart | Stacked | Trend


@dataclass(frozen=True)
class Held:
    """A consultation of the period."""

    date: str
    title: Words
    host: Words | None
    level: str
    represented: str  # "4 provinces", "15 provinces, names not recorded"


@dataclass(frozen=True)
class Changed:
    """An outcome, our part in it, and whether somebody outside can confirm it; never who."""

    date: str
    kind: str
    words: Words
    by: Words | None
    significance: Words | None
    contribution: Words | None
    substantiated: bool
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Asked:
    """An ask that was put in the period, with each answer."""

    text: Words
    status: str
    times: tuple[tuple[str, str, str], ...]  # date, host, answer


@dataclass(frozen=True)
class Promised:
    """A commitment that was made, or reported on, in the period: they say, we can show."""

    words: Words
    body: Words
    post: str
    said: str
    due: str
    they_say: str
    we_can_show: str


@dataclass(frozen=True)
class Spoke:
    """Who was heard in the period's consultations."""

    summary: tuple[str, ...]  # sentences with numbers of provinces and organisations
    map: TileMap | None
    missing: tuple[str, ...]  # provinces where a member is at home and nobody was heard
    members: tuple[str, ...]  # names of member organisations heard
    silent: tuple[str, ...]  # and of those that were not


@dataclass(frozen=True)
class Lesson:
    """What a campaign taught us."""

    campaign: Words
    words: Words


@dataclass(frozen=True)
class Report:
    """What the advocacy achieved in a period, in one language, for one audience."""

    language: Language
    title: Words
    subtitle: Words  # the same in the other language
    period: str
    office: OfficeLine
    control: Control
    sections: tuple[str, ...]  # keys, in order, only those with content
    figures: tuple[Figure, ...]
    by_level: AnyChart | None
    held: tuple[Held, ...]
    perhaps_held: tuple[Held, ...]
    spoke: Spoke
    asks: AnyChart | None
    responses: AnyChart | None
    asked: tuple[Asked, ...]
    perhaps_asked: tuple[Asked, ...]
    levels: Stacked | None
    promised: tuple[Promised, ...]
    changed: tuple[Changed, ...]
    perhaps_changed: tuple[Changed, ...]
    voices: tuple[Voice, ...]
    lessons: tuple[Lesson, ...]
    sources: tuple[Cited, ...]
    draft: bool = False
