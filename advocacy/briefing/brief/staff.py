"""The staff paper, as a design receives it."""

from dataclasses import dataclass

from advocacy.briefing.brief.cover import Control, OfficeLine
from advocacy.briefing.brief.parts import Promise, Request, Voice
from advocacy.briefing.brief.words import Language, Words


@dataclass(frozen=True)
class Ground:
    """A piece of evidence that an answer rests on, short enough to be said aloud."""

    number: str  # E1; empty where the handout does not print it
    claim: Words
    figure: str  # "41 percent · n = 120 of 290 · 2025"


@dataclass(frozen=True)
class Question:
    """A question we will be asked, with our answer."""

    question: Words
    answer: Words | None
    evidence: tuple[Ground, ...]


@dataclass(frozen=True)
class Delegate:
    """Who goes for us: an organisation or a province, and how many."""

    who: str
    people: str


@dataclass(frozen=True)
class Placed:
    """A stakeholder on the power map."""

    name: str  # an official by post and body
    stance: str
    here: bool  # is in the room


@dataclass(frozen=True)
class PowerRow:
    """The stakeholders of one degree of influence, by interest from low to high."""

    influence: str
    cells: tuple[tuple[Placed, ...], ...]


@dataclass(frozen=True)
class PowerMap:
    """Stakeholders by influence and interest; printed only where staff ask for it."""

    interests: tuple[str, ...]  # low, medium, high
    rows: tuple[PowerRow, ...]  # influence, from high to low
    apart: tuple[Placed, ...]  # interest or influence not known


@dataclass(frozen=True)
class Assessed:
    """An assessment of somebody in the room."""

    who: str
    date: str
    views: tuple[tuple[str, str], ...]  # "Stance", "sceptic"
    changed: str  # "stance: neutral → sceptic", or empty
    basis: str


@dataclass(frozen=True)
class Borrowed:
    """Refs of what is printed in another language than the page's."""

    records: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()


@dataclass(frozen=True)
class StaffBrief:
    """The staff paper in one language. It stays with us."""

    language: Language
    title: Words
    office: OfficeLine
    control: Control
    draft: bool
    when: str
    where: str
    room: str
    host: Words | None
    others: tuple[str, ...]  # other bodies present
    officials: tuple[str, ...]  # by post, body and name
    delegates: tuple[Delegate, ...]
    speakers: str
    talking_points: Words | None
    requests: tuple[Request, ...]
    promises: tuple[Promise, ...]
    questions: tuple[Question, ...]
    not_to_say: Words | None
    read_aloud: tuple[Voice, ...]  # voices that may be heard but not left on paper
    to_settle: tuple[str, ...]  # what staff should know: texts missing in this language, …
    borrowed: Borrowed = Borrowed()  # what of it is told in `to_settle`
    power: PowerMap | None = None  # only with --with-assessments, as are the assessments
    assessed: tuple[Assessed, ...] = ()  # the newest first, of each who is in the room
