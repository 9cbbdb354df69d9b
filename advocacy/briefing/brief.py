"""A pack as frozen values: only text that is already cleared for print, in one language.

A design is handed one of these and nothing else, so that a page cannot show what the
gate did not let through. `templates/README.md` documents every name.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

Language = Literal["en", "vi"]


class Page(Protocol):
    """Whatever a design can be filled with: it says which language it speaks."""

    @property
    def language(self) -> Language:
        """The language of the fixed words on the page."""


@dataclass(frozen=True)
class Words:
    """A text and the language it is in; `borrowed` where the pack's own language is missing."""

    text: str
    language: str  # BCP 47: en, vi, und
    borrowed: bool = False  # printed in another language than the page's
    translated: bool = False  # a translation that was not read back to the speaker

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text cut at blank lines."""
        return tuple(p.strip() for p in self.text.split("\n\n") if p.strip())


@dataclass(frozen=True)
class OfficeLine:
    """Who hands the paper over."""

    name: Words
    short_name: str
    address: Words | None


@dataclass(frozen=True)
class Squares:
    """A QR code: the path of its dark squares, in squares, and its size with the quiet zone."""

    path: str
    size: int


@dataclass(frozen=True)
class Control:
    """The control block of the cover. Dates are in words; empty rows are left out."""

    prepared_for: Words | None
    meeting: Words | None
    meeting_on: str
    place: str
    reference: str  # the pack's own short code, never a record's ref
    data_as_of: str
    version: str
    copies: int  # how many numbered copies; 0 for a draft
    mark: str  # an internal circulation mark that staff set, or empty
    code: str = ""  # the fingerprint, short enough to be read aloud: K7QF-2M9T-X4
    identifier: str = ""  # reference, issue, paper and fingerprint, as the file carries them
    qr: Squares | None = None  # the identifier, for a camera


def identifier_of(page: Page) -> str:
    """Return by what the finished file is known again: papers with a control block have it."""
    control = getattr(page, "control", None)
    return control.identifier if isinstance(control, Control) else ""


@dataclass(frozen=True)
class Chart:
    """A bar chart: labels with values, in the order given."""

    title: str
    unit: str
    bars: tuple[tuple[str, float], ...]
    note: str  # n and date, printed beside it
    alternative: str  # the chart in a sentence, for those who cannot see it


@dataclass(frozen=True)
class Finding:
    """A piece of evidence."""

    number: str  # E1
    claim: Words
    value: str  # formatted for the language, with its unit; empty where there is none
    base: str  # "n = 120 of 400 …", empty where not recorded
    date: str
    place: str
    population: Words | None
    method: Words | None
    question: Words | None
    caveat: Words | None
    sources: tuple[int, ...]  # numbers in the list of sources
    chart: Chart | None


@dataclass(frozen=True)
class Request:
    """One ask."""

    number: str  # A1
    text: Words
    body: Words | None
    instrument: Words | None
    article: str
    current_text: Words | None
    proposed_text: Words | None
    deadline: str
    evidence: tuple[str, ...]  # E1, E2
    voices: tuple[str, ...]  # V1
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Stand:
    """A position with its asks."""

    title: Words
    statement: Words
    rationale: Words | None
    adopted: str
    requests: tuple[Request, ...]


@dataclass(frozen=True)
class Voice:
    """A quotation that the gate let through, in the form it let through."""

    number: str  # V1
    words: Words
    byline: str  # "A former sex worker", or empty
    paraphrase: bool
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Promise:
    """A commitment of this body, and what came of it: they say, we can show."""

    number: str  # M1
    words: Words
    body: Words
    post: str
    said: str  # when and where
    basis: str
    due: str
    they_say: str
    we_can_show: str
    note: Words | None


@dataclass(frozen=True)
class Meeting:
    """A row of the consultation history."""

    date: str
    title: Words
    host: Words | None
    place: str
    form: str  # forum and level of participation
    represented: str  # "15 provinces", or organisations
    result: Words | None


@dataclass(frozen=True)
class Change:
    """An outcome: what changed, when, and what we contributed."""

    date: str
    words: Words
    contribution: Words | None
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Cited:
    """A source, as it is cited."""

    number: int
    text: str


@dataclass(frozen=True)
class Figure:
    """A number on the summary page, with what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class Table:
    """How many people told us, one way; small cells are merged."""

    title: str
    rows: tuple[tuple[str, str], ...]  # label, number


@dataclass(frozen=True)
class Brief:
    """The handout in one language."""

    language: Language
    title: Words
    subtitle: Words | None  # the title in the other language
    office: OfficeLine
    control: Control
    draft: bool
    sections: tuple[str, ...]  # keys of vocabulary `section`, in order, only those with content
    lead: Words | None  # the issue in one paragraph, for the summary
    meeting_asks: str  # "Programme 2016-2020": what the meeting is about
    figures: tuple[Figure, ...]
    stands: tuple[Stand, ...]
    findings: tuple[Finding, ...]
    voices: tuple[Voice, ...]
    told_by: tuple[Table, ...]  # who told us, in tables that point to nobody
    promises: tuple[Promise, ...]
    changes: tuple[Change, ...]
    meetings: tuple[Meeting, ...]
    never_heard: tuple[str, ...]  # provinces without a voice so far, where names are recorded
    sources: tuple[Cited, ...]
    other: "Brief | None" = None  # the same pack in the other language, for a bilingual design

    @property
    def requests(self) -> tuple[Request, ...]:
        """All asks, in the order of their numbers."""
        return tuple(r for s in self.stands for r in s.requests)


@dataclass(frozen=True)
class Question:
    """A question we will be asked, with our answer."""

    question: Words
    answer: Words | None
    evidence: tuple[str, ...]  # "E1", or the claim where it is not in the handout


@dataclass(frozen=True)
class Delegate:
    """Who goes for us: an organisation or a province, and how many."""

    who: str
    people: str


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
    officials: tuple[str, ...]  # by post and body
    delegates: tuple[Delegate, ...]
    speakers: str
    talking_points: Words | None
    requests: tuple[Request, ...]
    promises: tuple[Promise, ...]
    questions: tuple[Question, ...]
    not_to_say: Words | None
    read_aloud: tuple[Voice, ...]  # voices that may be heard but not left on paper
    to_settle: tuple[str, ...]  # what staff should know: texts missing in this language, …
