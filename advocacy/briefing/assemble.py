"""Turns the chosen records into the handout's Brief: only text that is cleared for print."""

from gettext import NullTranslations
from typing import cast

from advocacy.briefing.brief import (
    Brief,
    Change,
    Chart,
    Control,
    Figure,
    Finding,
    Language,
    Meeting,
    Promise,
    Request,
    Stand,
    Table,
    Voice,
    Words,
)
from advocacy.briefing.citations import Citations
from advocacy.briefing.counts import counts_people, people
from advocacy.briefing.phrases import Phrases
from advocacy.briefing.request import PackRequest
from advocacy.briefing.select import Chosen
from advocacy.briefing.tallies import Tally, tallies
from advocacy.briefing.voices import Ruling, byline
from records.consent import Quotation
from records.places import name as province_name
from records.places import provinces, successors
from records.store import Store
from records.types.commitment import Commitment, Progress
from records.types.consultation import Consultation, Delegation
from records.types.evidence import Evidence
from records.types.position import Ask
from records.wording import N_

MOST_FIGURES = 4


class Assembly:
    """Assembles the handout in one language from what was chosen and what the gate said."""

    def __init__(  # noqa: PLR0913  (what a page depends on is all here)
        self,
        store: Store,
        request: PackRequest,
        chosen: Chosen,
        rulings: list[Ruling],
        language: Language,
        catalogue: NullTranslations,
    ) -> None:
        self.store = store
        self.request = request
        self.chosen = chosen
        self.rulings = rulings
        self.heard = [r for r in rulings if isinstance(r.said, Quotation)]
        self.language = language
        self.catalogue = catalogue
        self._ = catalogue.gettext
        self.phrases = Phrases(store, language, catalogue)
        self.citations = Citations(store, self.phrases, catalogue)
        self.evidence_numbers = {e.id: f"E{n}" for n, e in enumerate(chosen.evidence, 1)}
        self.voice_numbers = [f"V{n}" for n in range(1, len(self.heard) + 1)]
        self.ask_numbers = {a.id: f"A{n}" for n, a in enumerate(chosen.asks, 1)}

    def brief(self, control: Control, *, draft: bool) -> Brief:
        """Return the handout."""
        wanted = self.request.sections
        stands = tuple(self.stands()) if "asks" in wanted or "summary" in wanted else ()
        findings = tuple(map(self.finding, self.chosen.evidence)) if "evidence" in wanted else ()
        voices = tuple(self.voices()) if "voices" in wanted else ()
        told_by = tuple(self.told_by()) if "voices" in wanted else ()
        promises = tuple(self.promises()) if "commitments" in wanted else ()
        changes = tuple(self.changes()) if "history" in wanted else ()
        meetings = tuple(map(self.meeting, self.chosen.meetings)) if "history" in wanted else ()
        never = self.never_heard() if "representation" in wanted else ()
        sources = self.citations.all() if "sources" in wanted else ()
        there = {
            "summary": bool(stands), "asks": bool(stands), "evidence": bool(findings),
            "voices": bool(voices or told_by), "commitments": bool(promises),
            "history": bool(meetings or changes), "representation": bool(never),
            "sources": bool(sources),
        }  # fmt: skip
        other = Phrases(self.store, "en" if self.language == "vi" else "vi", NullTranslations()).of(
            self.request.briefing, "title"
        )
        return Brief(
            language=self.language,
            title=self.phrases.must(self.request.briefing, "title"),
            subtitle=other if other and not other.borrowed else None,
            office=self.phrases.office(),
            control=control,
            draft=draft,
            sections=tuple(section for section in wanted if there.get(section)),
            lead=self.lead(),
            meeting_asks=self.about(),
            figures=tuple(self.figures())[:MOST_FIGURES],
            stands=stands,
            findings=findings,
            voices=voices,
            told_by=told_by,
            promises=promises,
            changes=changes,
            meetings=meetings,
            never_heard=never,
            sources=sources,
        )

    def about(self) -> str:
        """Return what the meeting is about: the law or programme."""
        meeting = self.request.consultation
        words = self.phrases.linked(meeting.instrument, "title") if meeting else None
        return words.text if words else ""

    def lead(self) -> Words | None:
        """Return the issue in one paragraph."""
        meeting = self.request.consultation
        said = self.phrases.of(meeting, "our_message") if meeting else None
        if said is None and self.chosen.positions:
            said = self.phrases.of(self.chosen.positions[0], "statement")
        return said

    def figures(self) -> list[Figure]:
        """Return the few numbers of the summary; none of them counts people under the bound."""
        meetings = self.chosen.meetings
        represented = max((m.provinces_represented or 0 for m in meetings), default=0)
        if self.request.consultation:
            represented = max(represented, self.request.consultation.provinces_represented or 0)
        counted = [
            (len(self.chosen.asks), self.phrases.ngettext("ask", "asks", len(self.chosen.asks))),
            (represented, self._("provinces and cities represented")),
            (len(meetings), self._("consultations on record")),
            (len(self.chosen.evidence), self._("pieces of evidence")),
        ]
        return [Figure(self.phrases.number(n), label) for n, label in counted if n]

    def stands(self) -> list[Stand]:
        """Return the positions with their asks."""
        return [
            Stand(
                title=self.phrases.must(p, "title"),
                statement=self.phrases.must(p, "statement"),
                rationale=self.phrases.of(p, "rationale"),
                adopted=self.phrases.date(p.adopted_on),
                requests=tuple(self.request_(a) for a in self.chosen.asks if a.position == p.id),
            )
            for p in self.chosen.positions
        ]

    def request_(self, ask: Ask) -> Request:
        """Return one ask with what it rests on."""
        both = {ask.id, ask.position}
        evidence = [
            self.evidence_numbers[e.id]
            for e in self.chosen.evidence
            if e.id in ask.evidence or not both.isdisjoint(e.supports)
        ]
        voices = [
            number
            for number, ruling in zip(self.voice_numbers, self.heard, strict=True)
            if not both.isdisjoint(ruling.testimony.supports)
        ]
        return Request(
            number=self.ask_numbers[ask.id],
            text=self.phrases.must(ask, "text"),
            body=self.phrases.body(ask.body),
            instrument=self.phrases.linked(ask.instrument, "title"),
            article=ask.article or "",
            current_text=self.phrases.of(ask, "current_text"),
            proposed_text=self.phrases.of(ask, "proposed_text"),
            deadline=self.phrases.date(ask.deadline),
            evidence=tuple(evidence) if "evidence" in self.request.sections else (),
            voices=tuple(voices) if "voices" in self.request.sections else (),
            sources=self.citations.of(ask),
        )

    def finding(self, one: Evidence) -> Finding:
        """Return one piece of evidence with n, place and date beside it."""
        unit = self.phrases.of(one, "unit")
        value = self.phrases.number(one.value) if one.value is not None else ""
        whole = "" if one.denominator is None else self.phrases.number(one.denominator)
        base = people(one.n, N_("n = {n}"), self.request.k)
        if base and whole and one.denominator != one.n:
            base = self._("{base} of {whole}").format(base=base, whole=whole)
        return Finding(
            number=self.evidence_numbers[one.id],
            claim=self.phrases.must(one, "claim"),
            value=f"{value} {unit.text}" if value and unit else value,
            base=base,
            date=self.phrases.date(one.date),
            place=province_name(one.province, self.language) if one.province else "",
            population=self.phrases.of(one, "population"),
            method=self.phrases.of(one, "method"),
            question=self.phrases.of(one, "question"),
            caveat=self.phrases.of(one, "caveat"),
            sources=self.citations.of(one),
            chart=self.chart(one, unit.text if unit else "", base),
        )

    def chart(self, one: Evidence, unit: str, base: str) -> Chart | None:
        """Return the series of a piece of evidence as a chart; counts of few people are none."""
        bars = [(label, value) for label, value in one.series if not isinstance(value, str)]
        small = counts_people(unit) and any(value < self.request.k for _label, value in bars)
        if not bars or small:
            return None
        said = "; ".join(f"{label}: {self.phrases.number(value)}" for label, value in bars)
        return Chart(
            title=self.phrases.must(one, "claim").text,
            unit=unit,
            bars=tuple(bars),
            note=self.phrases.joined(base, self.phrases.date(one.date)),
            alternative=self._("Bar chart. {values}.").format(values=said),
        )

    def voices(self) -> list[Voice]:
        """Return the quotations that the gate let through, in the form it let through."""
        return [
            Voice(
                number=number,
                words=Words(
                    text=said.words,
                    language=said.language or "und",
                    borrowed=said.language != self.language,
                    translated=said.translated and not said.read_back,
                ),
                byline=byline(ruling, self.phrases),
                paraphrase=ruling.testimony.rendering == "paraphrase",
                sources=self.citations.of(ruling.testimony, beside_a_voice=True),
            )
            for number, ruling in zip(self.voice_numbers, self.heard, strict=True)
            for said in [cast("Quotation", ruling.said)]
        ]

    def tallies(self) -> list[Tally]:
        """Return the counts of people that may be shown."""
        day = self.request.on.isoformat()
        return tallies(self.rulings, self.request.k, day, self.chosen.shown)

    def told_by(self) -> list[Table]:
        """Return who told us, in tables that point to nobody."""
        titles = {
            "total": self._("People who told us"),
            "role": self._("By role"),
            "age_band": self._("By age"),
            "province": self._("By province or city"),
        }
        return [
            Table(
                title=titles[tally.by],
                rows=tuple(
                    (self.cell(tally.by, key), self.phrases.number(number))
                    for key, number in tally.cells
                ),
            )
            for tally in self.tallies()
        ]

    def cell(self, by: str, key: str) -> str:
        """Return the label of a cell."""
        if by == "total":
            return self._("all together")
        if not key:
            return self._("other or not recorded")
        return (
            successors()[key]
            if by == "province" and key in successors()
            else (
                province_name(key, self.language)
                if by == "province"
                else self.phrases.term(by, key)
            )
        )

    def promises(self) -> list[Promise]:
        """Return what these bodies promised, and what came of it."""
        return [
            self.promise(f"M{n}", one, reports)
            for n, (one, reports) in enumerate(self.chosen.commitments, 1)
        ]

    def promise(self, number: str, one: Commitment, reports: tuple[Progress, ...]) -> Promise:
        """Return one commitment in two columns."""
        claimed = [r for r in reports if r.claimed]
        verified = [r for r in reports if r.verified]
        meeting = (
            cast("Consultation", self.store.get(one.consultation)) if one.consultation else None
        )
        said = self.phrases.joined(
            self.phrases.must(meeting, "title").text if meeting else "",
            self.phrases.date(meeting.date) if meeting else "",
        )
        return Promise(
            number=number,
            words=self.phrases.must(one, "words"),
            body=self.phrases.body(one.body) or Words("", self.language),
            post=one.post or "",
            said=said,
            basis=self.phrases.term("commitment_basis", one.basis),
            due=self.phrases.date(one.due),
            they_say=self.level(claimed[-1], "claimed") if claimed else "",
            we_can_show=self.level(verified[-1], "verified") if verified else "",
            note=self.phrases.of(reports[-1], "note") if reports else None,
        )

    def level(self, report: Progress, which: str) -> str:
        """Return a level with its date."""
        label = self.phrases.term("progress_level", getattr(report, which))
        return f"{label[:1].upper()}{label[1:]} ({self.phrases.date(report.on)})"

    def changes(self) -> list[Change]:
        """Return the outcomes, in order of time."""
        return [
            Change(
                date=self.phrases.date(one.date) or self._("not recorded"),
                words=self.phrases.must(one, "change"),
                contribution=self.phrases.of(one, "contribution"),
                sources=self.citations.of(one),
            )
            for one in self.chosen.outcomes
        ]

    def meeting(self, one: Consultation) -> Meeting:
        """Return one row of the history."""
        parts = [
            self._("{n} provinces and cities").format(n=number)
            for number in (one.provinces_represented or self.provinces_of(one),)
            if number
        ]
        return Meeting(
            date=self.phrases.date(one.date) or self._("not recorded"),
            title=self.phrases.must(one, "title"),
            host=self.phrases.body(one.host),
            place=province_name(one.province, self.language) if one.province else "",
            form=self.phrases.joined(
                self.phrases.term("forum", one.forum),
                self.phrases.term("participation_level", one.participation_level),
            ),
            represented=self.phrases.joined(
                *parts, people(one.attendees, self._("{n} people"), self.request.k)
            ),
            result=self.phrases.of(one, "summary"),
        )

    def provinces_of(self, one: Consultation) -> int:
        """Count the provinces whose delegations are on record for a consultation."""
        sent = self.store.where(Delegation, "consultation", one.id)
        return len({d.province for d in sent if d.province})

    def never_heard(self) -> tuple[str, ...]:
        """Return the provinces never heard, where it is recorded who was; else nothing."""
        heard = {
            d.province
            for one in self.chosen.meetings
            for d in self.store.where(Delegation, "consultation", one.id)
            if d.province
        }
        if not heard:
            return ()
        return tuple(p.name for code, p in provinces().items() if code not in heard)
