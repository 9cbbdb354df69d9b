"""What a pack is made of, piece by piece: asks, evidence, voices, promises, meetings."""

from dataclasses import dataclass

from advocacy.briefing.brief.words import Picture, Words
from advocacy.briefing.charts import Chart, Stacked, Trend


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
    sources: tuple[int, ...] = ()
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


@dataclass(frozen=True, kw_only=True)
class Sheet(Picture):
    """One page of an annex, as a picture; its words are what can be seen on it."""

    number: int  # within the annex


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
