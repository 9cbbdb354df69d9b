"""The handout, as a design receives it."""

from dataclasses import dataclass

from advocacy.briefing.brief.cover import Control, OfficeLine
from advocacy.briefing.brief.parts import (
    Annex,
    Answered,
    Change,
    Cited,
    Figure,
    Finding,
    Letter,
    Meeting,
    Promise,
    Request,
    Stand,
    Table,
    Voice,
)
from advocacy.briefing.brief.summary import Summary, summary_of
from advocacy.briefing.brief.words import Language, Words
from advocacy.briefing.charts import TileMap


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
        findings = self.findings if "evidence" in self.sections else ()
        return summary_of(
            self.lead, self.requests, findings, labels=[one.label for one in self.figures[:4]]
        )
