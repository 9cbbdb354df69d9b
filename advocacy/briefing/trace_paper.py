"""One thread in the words of one language: for the screen, and as a printed page of our own."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from advocacy.briefing.brief import Language, OfficeLine, Words
from advocacy.briefing.designs import design_named
from advocacy.briefing.press.filling import catalogue
from advocacy.briefing.reporting import print_searched
from advocacy.briefing.wording.duewords import due_in_words
from advocacy.briefing.wording.phrases import Phrases
from records.followup.promises import standing
from records.followup.succession import bodies_of, line_of
from records.followup.thread import Step
from records.onpaper import OnPaper
from records.sensitivity import sensitivity_allows
from records.store import Store
from records.types.commitment import Commitment, Progress
from records.types.common import Record
from records.types.consultation import Consultation, Point
from records.types.evidence import Evidence, Outcome
from records.types.position import Ask, Position, Presentation
from records.types.public_life import Campaign, Official

OURS = frozenset({"internal"})
"""Whom the page is for."""


@dataclass(frozen=True)
class TraceLine:
    """A record on the thread, and what follows from it."""

    ref: str
    kind: str  # "Ask", "Put at a meeting", "Outcome of the same campaign"
    date: str
    words: Words | None  # what says which one it is
    quoted: bool  # somebody's own words
    facts: tuple[str, ...]  # "due 2019: overdue", "We can show: limited"
    late: bool
    loose: bool  # beside the thread, not known to follow from it
    here: bool  # the record that was asked about
    lines: tuple["TraceLine", ...]

    @property
    def any_loose(self) -> bool:
        """Whether this or a line below stands only beside the thread."""
        return self.loose or any(line.any_loose for line in self.lines)


@dataclass(frozen=True)
class TracePaper:
    """What the design `trace` receives. It stays with us."""

    language: Language
    office: OfficeLine
    title: Words
    about: str  # the ref that was asked about
    on: str
    line: TraceLine


@dataclass(frozen=True)
class Told:
    """What is said of one record."""

    kind: str
    date: str = ""
    words: Words | None = None
    facts: tuple[str, ...] = ()
    quoted: bool = False
    late: bool = False


class Tracing:
    """Says a thread in one language; on paper, what is restricted or sealed is left out."""

    def __init__(
        self, store: Store, language: Language, today: date, here: str, *, paper: bool = False
    ) -> None:
        self.store = store
        self.today = today
        self.here = here
        self.paper = paper
        words = catalogue(language)
        self._ = words.gettext
        self.phrases = Phrases(store, language, words)
        self.bodies = bodies_of(store)

    def line(self, step: Step) -> TraceLine:
        """Return a step with all that follows."""
        one = step.record
        told = self._told(one)
        if self.paper and not sensitivity_allows(one.sensitivity, OURS):
            told = Told(told.kind, facts=(self._("kept off paper"),))
        loose = step.link == "same_campaign"
        return TraceLine(
            ref=one.ref,
            kind=self._("Outcome of the same campaign") if loose else told.kind,
            date=told.date,
            words=told.words,
            quoted=told.quoted,
            facts=tuple(fact for fact in told.facts if fact),
            late=told.late,
            loose=loose,
            here=one.id == self.here,
            lines=tuple(map(self.line, step.steps)),
        )

    def _told(self, one: Record) -> Told:
        say: dict[str, Any] = {
            "position": self._position, "ask": self._ask, "presentation": self._put,
            "commitment": self._promised, "progress": self._reported, "outcome": self._outcome,
            "consultation": self._meeting, "point": self._raised, "campaign": self._campaign,
            "evidence": self._evidence,
        }  # fmt: skip
        # Of an account nothing is said but that it is there.
        told: Told = say[one.NAME](one) if one.NAME in say else Told(self._("Testimony"))
        return told

    def _position(self, one: Position) -> Told:
        return Told(
            self._("Position"), self.phrases.date(one.adopted_on), self.phrases.of(one, "title")
        )

    def _ask(self, one: Ask) -> Told:
        deadline = self.phrases.date(one.deadline)
        facts = (
            self.phrases.body_name(one.body),
            self._("by when: {date}").format(date=deadline) if deadline else "",
            self.phrases.term("ask_status", one.status),
        )
        return Told(self._("Ask"), "", self.phrases.of(one, "text"), facts)

    def _put(self, one: Presentation) -> Told:
        meeting = self.store.get(one.consultation or "")
        assert isinstance(meeting, Consultation)  # noqa: S101  (the field allows nothing else)
        official = self.store.get(one.by) if one.by else None
        response = self.phrases.term("response", one.response)
        facts = (
            self.phrases.term("how", one.how),
            self._("answer: {response}").format(response=response) if response else "",
            f"“{one.response_words}”" if one.response_words else "",
            self.phrases.post(official) if isinstance(official, Official) else "",
        )
        return Told(
            self._("Put at a meeting"), self.phrases.date(meeting.date),
            self.phrases.of(meeting, "title"), facts,
        )  # fmt: skip

    def _promised(self, one: Commitment) -> Told:
        meeting = self.store.get(one.consultation) if one.consultation else None
        answers = line_of(self.bodies, one.body or "", self.today)[-1]
        body, post = self.phrases.body_name(one.body), self.phrases.post_of(one)
        facts = (
            f"{body}, {post}" if post else body,
            self._("now with {body}").format(body=self.phrases.body_name(answers))
            if answers != one.body else "",
            self.phrases.term("commitment_basis", one.basis),
            due_in_words(one, self.today, self.phrases),
        )  # fmt: skip
        return Told(
            self._("Promised"),
            self.phrases.date(meeting.date) if isinstance(meeting, Consultation) else "",
            self.phrases.of(one, "words"), facts, quoted=True,
            late=standing(one, self.today) == "overdue",
        )  # fmt: skip

    def _reported(self, one: Progress) -> Told:
        they = self.phrases.term("progress_level", one.claimed)
        we = self.phrases.term("progress_level", one.verified)
        facts = (
            self._("they say: {level}").format(level=they) if they else "",
            self._("we can show: {level}").format(level=we) if we else "",
            *(self.store.ref(e) for e in one.evidence),
        )
        return Told(
            self._("Progress"), self.phrases.date(one.on), self.phrases.of(one, "note"), facts
        )

    def _outcome(self, one: Outcome) -> Told:
        by = self.phrases.body_name(one.changed_by)
        ours = self.phrases.of(one, "contribution")
        facts = (
            self._("changed by {body}").format(body=by) if by else "",
            self._("our part: {words}").format(words=ours.text) if ours else "",
        )
        date = self.phrases.date(one.date)
        return Told(self._("Outcome"), date, self.phrases.of(one, "change"), facts)

    def _meeting(self, one: Consultation) -> Told:
        return Told(
            self._("Meeting"), self.phrases.date(one.date), self.phrases.of(one, "title"),
            (self.phrases.body_name(one.host), self.phrases.term("forum", one.forum)),
        )  # fmt: skip

    def _raised(self, one: Point) -> Told:
        response = self.phrases.of(one, "response")
        follow = self.phrases.term("follow_up", one.follow_up)
        facts = (
            self.phrases.term("raised_by", one.raised_by),
            self._("answer: {response}").format(response=response.text) if response else "",
            self._("follow-up: {state}").format(state=follow) if follow else "",
        )
        return Told(self._("Raised"), "", self.phrases.of(one, "issue"), facts)

    def _campaign(self, one: Campaign) -> Told:
        facts = (self.phrases.term("campaign_status", one.status),)
        date = self.phrases.date(one.period)
        return Told(self._("Campaign"), date, self.phrases.of(one, "title"), facts)

    def _evidence(self, one: Evidence) -> Told:
        return Told(self._("Evidence"), self.phrases.date(one.date), self.phrases.of(one, "claim"))


def trace_paper(store: Store, step: Step, here: str, language: Language) -> TracePaper:
    """Return the page of a thread; `here` is the id that was asked about."""
    tracing = Tracing(OnPaper(store, OURS), language, store.today, here, paper=True)
    line = tracing.line(step)
    return TracePaper(
        language=language,
        office=tracing.phrases.office(),
        title=line.words or Words(line.kind, language),
        about=store.ref(here),
        on=tracing.phrases.date(store.today.isoformat()),
        line=line,
    )


def printed(store: Store, paper: TracePaper) -> bytes:
    """Return the page as a PDF that was read back and searched. Raises Disclosed."""
    return print_searched(store, paper, design_named("trace"), leaves=False)
