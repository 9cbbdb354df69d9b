"""The dated things of a campaign in the words of one language: for the screen and the page."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Any

from advocacy.briefing.brief import Language, Words
from advocacy.briefing.selection.select import PRINTED_BASES
from advocacy.briefing.wording.phrases import Phrases
from records.followup.chronology import KINDS, Dated
from records.sensitivity import WITHIN, sensitivity_allows
from records.store import Store
from records.types.commitment import Commitment, Progress
from records.types.common import Record
from records.types.consultation import Consultation
from records.types.evidence import Outcome
from records.types.position import Ask, Position, Presentation
from records.types.public_life import Campaign, Instrument

RESTS_ON = {"presentation": ("ask", "consultation"), "progress": ("commitment",)}
"""What a record says of others: it goes no further than they may."""


@dataclass(frozen=True)
class Happening:
    """Something that happened, or was to happen by a day."""

    record: Record  # whose it is: a commitment also where its due date is meant
    lane: str  # under which heading it is drawn: "What was promised"
    place: int  # of its lane among the lanes
    kind: str  # "Promise", "Due", "Progress report"
    when: str | None  # EDTF
    date: str  # in words; empty where nobody noted it
    words: Words
    facts: tuple[str, ...]  # short, a line
    more: Words | None = None  # what came of it, or our part in it


def printable(store: Store, one: Dated, audiences: AbstractSet[str]) -> bool:
    """Whether this may stand on a paper for these audiences."""
    others = [getattr(one.record, field) for field in RESTS_ON.get(one.record.NAME, ())]
    shown: list[Any] = [one.record, *(store.get(other) for other in others if other)]
    if not all(sensitivity_allows(record.sensitivity, audiences) for record in shown):
        return False
    return not any(
        (isinstance(record, Commitment) and not _on_record(record, audiences))
        or (isinstance(record, Position | Ask) and record.status == "draft")
        for record in shown
    )


def _on_record(one: Commitment, audiences: AbstractSet[str]) -> bool:
    return audiences <= WITHIN or one.basis in PRINTED_BASES


class Telling:
    """Says what happened in one language."""

    def __init__(self, store: Store, language: Language, words: NullTranslations) -> None:
        self.store = store
        self._ = words.gettext
        self.phrases = Phrases(store, language, words)

    def all(self, dated: Iterable[Dated]) -> list[Happening]:
        """Return each in its words, in the same order."""
        say = {
            "campaign": self._campaign, "instrument": self._instrument,
            "position": self._position, "consultation": self._meeting, "put": self._put,
            "commitment": self._promise, "due": self._due, "progress": self._report,
            "outcome": self._outcome,
        }  # fmt: skip
        return [say[one.kind](one, one.record) for one in dated]

    def _told(
        self, one: Dated, lane: str, kind: str, words: Words, *facts: str, more: Words | None = None
    ) -> Happening:
        when = one.when.text if one.when else None
        said = tuple(fact for fact in facts if fact)
        date, place = (
            self.phrases.date(when),
            KINDS.index("commitment" if one.kind == "due" else one.kind),
        )
        return Happening(one.record, lane, place, kind, when, date, words, said, more)

    def _campaign(self, one: Dated, campaign: Any) -> Happening:
        assert isinstance(campaign, Campaign)  # noqa: S101  (chronology gives nothing else)
        status = self.phrases.term("campaign_status", campaign.status)
        title = self.phrases.must(campaign, "title")
        return self._told(one, self._("The campaign"), self._("Campaign"), title, status)

    def _instrument(self, one: Dated, law: Any) -> Happening:
        assert isinstance(law, Instrument)  # noqa: S101
        return self._told(
            one, self._("Laws and programmes"), self._("Law or programme"),
            self.phrases.must(law, "title"), self.phrases.term("instrument_kind", law.kind),
            law.number or "", self.phrases.term("stage", law.stage),
        )  # fmt: skip

    def _position(self, one: Dated, position: Any) -> Happening:
        title = self.phrases.must(position, "title")
        return self._told(one, self._("What we hold"), self._("Position adopted"), title)

    def _meeting(self, one: Dated, meeting: Any) -> Happening:
        assert isinstance(meeting, Consultation)  # noqa: S101
        return self._told(
            one, self._("Consultations"), self._("Consultation"),
            self.phrases.must(meeting, "title"), self.phrases.body_name(meeting.host),
            self.phrases.term("participation_level", meeting.participation_level),
            more=self.phrases.of(meeting, "summary"),
        )  # fmt: skip

    def _put(self, one: Dated, put: Any) -> Happening:
        assert isinstance(put, Presentation)  # noqa: S101
        meeting: Any = self.store.get(put.consultation or "")
        answer = self.phrases.term("response", put.response)
        return self._told(
            one, self._("What we asked"), self._("Ask put"),
            self.phrases.linked(put.ask, "text") or Words("", self.phrases.language),
            self.phrases.body_name(meeting.host),
            self._("answer: {response}").format(response=answer) if answer else "",
        )  # fmt: skip

    def _promise(self, one: Dated, promise: Any) -> Happening:
        assert isinstance(promise, Commitment)  # noqa: S101
        body = self.phrases.body_name(promise.body)
        post = self.phrases.post_of(promise)
        who = f"{body}, {post}" if post else body
        return self._told(
            one, self._("What was promised"), self._("Promise"),
            self.phrases.must(promise, "words"), who,
            self.phrases.term("commitment_basis", promise.basis),
        )  # fmt: skip

    def _due(self, one: Dated, promise: Any) -> Happening:
        return self._told(
            one, self._("What was promised"), self._("Due"), self.phrases.must(promise, "words"),
            self.phrases.term("commitment_status", promise.status),
        )  # fmt: skip

    def _report(self, one: Dated, report: Any) -> Happening:
        assert isinstance(report, Progress)  # noqa: S101
        they = self.phrases.term("progress_level", report.claimed)
        we = self.phrases.term("progress_level", report.verified)
        return self._told(
            one, self._("What came of it"), self._("Progress report"),
            self.phrases.linked(report.commitment, "words") or Words("", self.phrases.language),
            self._("they say: {level}").format(level=they) if they else "",
            self._("we can show: {level}").format(level=we) if we else "",
            more=self.phrases.of(report, "note"),
        )  # fmt: skip

    def _outcome(self, one: Dated, outcome: Any) -> Happening:
        assert isinstance(outcome, Outcome)  # noqa: S101
        by = self.phrases.body_name(outcome.changed_by)
        return self._told(
            one, self._("What changed"), self._("Change"), self.phrases.must(outcome, "change"),
            self._("changed by {body}").format(body=by) if by else "",
            more=self.phrases.of(outcome, "contribution"),
        )  # fmt: skip
