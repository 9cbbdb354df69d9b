"""Turns the chosen records into the handout's Brief: only text that is cleared for print."""

from gettext import NullTranslations
from typing import cast

from advocacy.briefing.assembly.answers import answered
from advocacy.briefing.assembly.letterhead import letter_of
from advocacy.briefing.assembly.parts import Parts
from advocacy.briefing.brief import (
    Brief,
    Control,
    Figure,
    Language,
    Request,
    Stand,
    Table,
    Voice,
    Words,
)
from advocacy.briefing.selection.tallies import Tally, tallies
from advocacy.briefing.selection.voices import byline
from advocacy.briefing.wording.phrases import Phrases
from records.consent import Quotation
from records.places import name as province_name
from records.places import successors
from records.types.position import Ask
from records.vietnamese import names_the_same

MOST_FIGURES = 4


class Assembly(Parts):
    """Assembles the handout in one language from what was chosen and what the gate said."""

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
        heard = self.heard_map() if "representation" in wanted else None
        put = (
            answered(self.store, self.request, self.chosen, self.phrases)
            if "history" in wanted and "asks" in wanted
            else ()
        )
        never = self.never_heard() if "representation" in wanted else ()
        sources = self.citations.all() if "sources" in wanted else ()
        there = {
            "summary": bool(stands), "asks": bool(stands), "evidence": bool(findings),
            "voices": bool(voices or told_by), "commitments": bool(promises),
            "history": bool(meetings or changes), "representation": bool(never),
            "sources": bool(sources),
        }  # fmt: skip
        return Brief(
            language=self.language,
            title=self.phrases.must(self.request.briefing, "title"),
            subtitle=self.subtitle(),
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
            heard_map=heard,
            never_heard=never,
            sources=sources,
            answered=put,
            letter=letter_of(self.store, self.request, self.chosen, self.phrases, self.catalogue),
        )

    def subtitle(self) -> Words | None:
        """Return the title in the other language, where it says something else."""
        language: Language = "en" if self.language == "vi" else "vi"
        briefing = self.request.briefing
        other = Phrases(self.store, language, NullTranslations()).of(briefing, "title")
        known = self.phrases.must(briefing, "title").text
        return other and (None if other.borrowed or names_the_same(other.text, known) else other)

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
        asks, held, evidence = len(self.chosen.asks), len(meetings), len(self.chosen.evidence)
        ngettext = self.phrases.ngettext
        counted = (
            (asks, ngettext("ask", "asks", asks)),
            (represented, ngettext("province or city represented",
                                   "provinces and cities represented", represented)),
            (held, ngettext("consultation on record", "consultations on record", held)),
            (evidence, ngettext("piece of evidence", "pieces of evidence", evidence)),
        )  # fmt: skip
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
