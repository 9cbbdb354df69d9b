"""A pack as frozen values: only text that is already cleared for print, in one language.

A design is handed one of these and nothing else, so that a page cannot show what the
gate did not let through. `templates/README.md` documents every name.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from advocacy.briefing.charts import Chart, Stacked, TileMap, Trend
from advocacy.briefing.scripts import runs_from_right, tongue_of

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

    @property
    def tongue(self) -> str:
        """The language as the text's letters tell it, for `lang`: BCP 47."""
        return tongue_of(self.text) or self.language

    @property
    def from_right(self) -> bool:
        """Whether the text is written from right to left."""
        return runs_from_right(self.text)


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
    chart: Chart | Stacked | Trend | None


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
    now: Words | None = None  # the body that answers for it today, where that is another one
    late: str = ""  # "overdue", where it is certain; in the staff paper also "may be overdue"
    evidence: tuple[str, ...] = ()  # E1: what the progress reports rest on
    marks: tuple[tuple[str, bool], ...] = ()  # staff paper: "Target", whether it names one
    chair: tuple[str, ...] = ()  # staff paper: who sat there then, who sits there now


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
class Answer:
    """What came back when an ask was put at a meeting."""

    date: str
    meeting: Words
    how: str  # oral, written, both
    response: str
    words: Words | None
    by: str  # a post, never a name


@dataclass(frozen=True)
class Answered:
    """An ask that was put before, with the answers in order of time."""

    number: str  # A1
    text: Words
    answers: tuple[Answer, ...]


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
class SummaryAsk:
    """An ask as the summary has room for it."""

    number: str
    text: Words
    whole: bool  # else it stands in full with its number on a later page
    body: Words | None
    deadline: str


@dataclass(frozen=True)
class Summary:
    """What fits on one page; the rest stands on later pages (summary.py)."""

    lead: Words | None
    lead_goes_on: bool  # the issue stands in full on a later page
    asks: tuple[SummaryAsk, ...]
    more: tuple[str, ...]  # numbers of the asks that are not on the page
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Table:
    """How many people told us, one way; small cells are merged."""

    title: str
    rows: tuple[tuple[str, str], ...]  # label, number


@dataclass(frozen=True)
class Letter:
    """What frames a submission: an official letter under Decree 30/2020/NĐ-CP."""

    symbol: str  # KN-VNSW; the number before it is written by hand, or left out
    place_and_date: str
    to: tuple[Words, ...]
    grounds: tuple[Words, ...]  # laws and programmes that it rests on
    signatory: str
    post: Words | None


@dataclass(frozen=True)
class Sheet:
    """One page of an annex, as a picture."""

    number: int  # within the annex
    media: str  # image/png, image/jpeg
    content: bytes
    alternative: Words  # what it shows, and the words that can be seen on it

    @property
    def address(self) -> str:
        """The picture itself, as the address of an image."""
        from base64 import b64encode

        return f"data:{self.media};base64,{b64encode(self.content).decode()}"


@dataclass(frozen=True)
class Annex:
    """A file of a record that staff chose for print; one of a testimony went past the gate."""

    number: int
    title: Words
    shows: Words  # what it shows or is about, in a sentence
    kind: str  # "Picture", "Document, 3 pages"
    belongs: str  # to what in the pack: E2, A1, V3, [4]; or empty
    whole: bool  # a page of a document: set as large as the sheet allows
    sheets: tuple[Sheet, ...]


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
    heard_map: TileMap | None  # provinces with a voice so far, on the map in force that day
    never_heard: tuple[str, ...]  # provinces without a voice so far, where names are recorded
    sources: tuple[Cited, ...]
    answered: tuple[Answered, ...] = ()  # asks that were put at the meetings of the history
    annexes: tuple[Annex, ...] = ()
    letter: Letter | None = None  # for a submission
    other: "Brief | None" = None  # the same pack in the other language, for a bilingual design

    @property
    def requests(self) -> tuple[Request, ...]:
        """All asks, in the order of their numbers."""
        return tuple(r for s in self.stands for r in s.requests)

    @property
    def asked_at(self) -> tuple[tuple[str, Words], ...]:
        """The meetings at which something was asked, by date and title, in order of time."""
        put = {(a.date, a.meeting) for one in self.answered for a in one.answers}
        return tuple(
            (meeting.date, meeting.title)
            for meeting in self.meetings
            if (meeting.date, meeting.title) in put
        )

    @property
    def summary(self) -> Summary:
        """What fits on the one page that comes first."""
        from advocacy.briefing.summary import summary_of

        findings = self.findings if "evidence" in self.sections else ()
        return summary_of(self.lead, self.requests, findings, figures=bool(self.figures))


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
    power: PowerMap | None = None  # only with --with-assessments, as are the assessments
    assessed: tuple[Assessed, ...] = ()  # the newest first, of each who is in the room
