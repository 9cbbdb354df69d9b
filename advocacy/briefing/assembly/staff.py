"""Turns the chosen records into the staff paper, which stays with us."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from advocacy.briefing.assembly.handout import Assembly
from advocacy.briefing.assembly.views import assessed_of, power_of
from advocacy.briefing.brief import (
    Borrowed,
    Control,
    Delegate,
    Ground,
    Promise,
    Question,
    StaffBrief,
)
from advocacy.briefing.selection.figures import why_not
from advocacy.briefing.selection.voices import Ruling
from records.consent import Quotation
from records.followup.promises import Weighed
from records.followup.tenure import Chair, Holder, chairs
from records.places import name as province_name
from records.sensitivity import sensitivity_allows
from records.types.commitment import Commitment
from records.types.consultation import Delegation
from records.types.evidence import Evidence
from records.types.position import Challenge, Position
from records.types.public_life import Official

OURS = frozenset({"internal"})
"""Whom the paper is for."""

MOST_REFS = 6
"""So many are named; whoever wants the others finds them on the pages."""


class StaffAssembly(Assembly):
    """The same choice as the handout's, with what only we need in the room."""

    sat: dict[str, Chair]

    def staff_brief(self, control: Control, read_aloud: list[Ruling], *, draft: bool) -> StaffBrief:
        """Return the staff paper; `read_aloud` are voices that may be heard, not left there."""
        meeting = self.request.consultation
        phrases = self.phrases
        where = ""
        if meeting:
            province = province_name(meeting.province, self.language) if meeting.province else ""
            where = phrases.joined(meeting.place, province)
        officials = [
            self.official(cast("Official", self.store.get(one)))
            for one in (meeting.officials_present if meeting else ())
        ]
        spoken = StaffAssembly(
            self.store, self.request, self.chosen, read_aloud, self.language, self.catalogue
        ).voices()
        stands, shown = self.stands(), self.request.assessments
        paper = StaffBrief(
            language=self.language,
            title=phrases.must(self.request.briefing, "title"),
            office=phrases.office(),
            control=control,
            draft=draft,
            when=control.meeting_on,
            where=where,
            room=(meeting.room or "") if meeting else "",
            host=phrases.body(meeting.host) if meeting else None,
            others=tuple(phrases.body_name(b) for b in (meeting.bodies if meeting else ())),
            officials=tuple(officials),
            delegates=tuple(self.delegates()),
            # Fields about people never print (3-protection.md): speakers stay on the screen.
            speakers="",
            talking_points=phrases.of(self.request.briefing, "talking_points"),
            requests=tuple(r for stand in stands for r in stand.requests),
            promises=tuple(self.promises()),
            questions=tuple(self.questions()),
            not_to_say=phrases.of(self.request.briefing, "not_to_say"),
            read_aloud=tuple(spoken),
            to_settle=(),
            power=power_of(self.store, self.request, phrases) if shown else None,
            assessed=assessed_of(self.store, self.request, phrases) if shown else (),
        )
        self.brief(control, draft=draft)  # so that what the handout borrows is told here, too
        borrowed = self.borrowed()
        told = (*self.to_settle(), *in_other_languages(borrowed, phrases.ngettext))
        return replace(paper, to_settle=told, borrowed=borrowed)

    def borrowed(self) -> Borrowed:
        """Return what was printed in another language than the page's so far."""
        voices = self.heard if "voices" in self.request.sections else []
        return Borrowed(
            records=tuple(dict.fromkeys(ref for ref, _field in self.phrases.borrowed)),
            quotations=tuple(
                (ruling.excerpt or ruling.testimony).ref
                for ruling in voices
                if cast("Quotation", ruling.said).language != self.language
            ),
        )

    def official(self, one: Official) -> str:
        """Return who sits opposite: post, body and name. This paper stays with us."""
        return f"{self.phrases.post(one)}: {one.name}" if one.name else self.phrases.post(one)

    def promises(self) -> list[Promise]:
        """Return the promises with what only we need: how specific, and who sat there."""
        made = [one for one, _reports in self.chosen.commitments]
        self.sat = chairs(self.store, made, self.request.on)
        return super().promises()

    def promise(self, number: str, found: Weighed) -> Promise:
        """Return one commitment with its four marks and its chair."""
        labels = (self._("deliverable"), self._("target"), self._("due date"), self._("owner"))
        perhaps = self._("may be overdue") if found.lateness == "may_be_overdue" else ""
        plain = super().promise(number, found)
        return replace(
            plain,
            late=plain.late or perhaps,
            marks=tuple(zip(labels, found.marks, strict=True)),
            chair=tuple(self.chair(found.commitment)),
        )

    def chair(self, one: Commitment) -> Iterator[str]:
        """Yield who sat in the chair when it was promised, and who sits there now."""
        chair = self.sat.get(one.id)
        if chair is None:
            return
        then, now = self.seated(chair.then), self.seated(chair.now)
        if then:
            yield self._("Sat there then: {names}").format(names=then)
        if now:
            yield self._("Sits there now: {names}").format(names=now)

    def seated(self, holders: tuple[Holder, ...]) -> str:
        """Return names of those who hold or may hold a post."""
        return ", ".join(
            name if holder.held == "certain" else self._("perhaps {name}").format(name=name)
            for holder in holders
            if (name := holder.official.name)
        )

    def to_settle(self) -> list[str]:
        """Return what staff should know or mend before the meeting."""
        told = []
        meeting = self.request.consultation
        if meeting is None:
            told.append(self._("The pack is for no consultation on record."))
        else:
            for field, words in (
                ("date", self._("The day of the meeting is not recorded.")),
                ("room", self._("The room is not recorded.")),
                ("host", self._("The host is not recorded.")),
            ):
                if not getattr(meeting, field):
                    told.append(words)
            if meeting.speakers:
                kept = self._("Who speaks is kept off paper: advocacy consultation show {ref}")
                told.append(kept.format(ref=meeting.ref))
        return told

    def delegates(self) -> list[Delegate]:
        """Return who goes for us, by organisation and province, never by name."""
        meeting = self.request.consultation
        if meeting is None:
            return []
        sent = self.store.where(Delegation, "consultation", meeting.id)
        return [
            Delegate(
                who=self.phrases.joined(
                    self.phrases.body_name(one.organisation),
                    province_name(one.province, self.language) if one.province else "",
                ),
                people="" if one.people is None else self.phrases.number(one.people),
            )
            for one in sent
        ]

    def discussed(self) -> list[Position]:
        """Return the positions of this pack; without a selection, others may come up too."""
        ours = list(self.chosen.positions)
        if self.request.briefing.selection:
            return ours
        known = {position.id for position in ours} | self.request.without
        others = [p for p in self.store.every(Position) if p.status == "adopted"]
        return ours + [p for p in others if p.id not in known]

    def questions(self) -> list[Question]:
        """Return the questions we will be asked, with our answers."""
        return [
            Question(
                question=self.phrases.must(one, "question"),
                answer=self.phrases.of(one, "answer"),
                evidence=tuple(
                    self.ground(found)
                    for found in (cast("Evidence", self.store.get(e)) for e in one.evidence)
                    if found.id not in self.request.without
                    and sensitivity_allows(found.sensitivity, OURS)
                ),
            )
            for position in self.discussed()
            for one in self.store.where(Challenge, "position", position.id)
            if one.id not in self.request.without
        ]

    def ground(self, one: Evidence) -> Ground:
        """Return a piece of evidence in a line, with its number where the handout prints it."""
        unit = self.phrases.of(one, "unit")
        figure = self.phrases.joined(
            self.phrases.measured(one.value, unit), self.people(one.n, self._("n = {n}"))
        )
        # A count of few people is said no more here than in the handout.
        small = why_not(one, self.request.k, self.chosen.shown)
        return Ground(
            number=self.evidence_numbers.get(one.id, ""),
            claim=self.phrases.must(one, "claim"),
            figure=self.phrases.joined("" if small else figure, self.phrases.date(one.date)),
        )


def in_other_languages(
    borrowed: Borrowed, ngettext: Callable[[str, str, int], str]
) -> Iterator[str]:
    """Tell what a page prints in another language than its own, in the words of `ngettext`."""
    records, quotations = borrowed.records, borrowed.quotations
    if records:
        told = ngettext(
            "{n} record has no text in this language and is printed in the other one: {refs}",
            "{n} records have no text in this language and are printed in the other one: {refs}",
            len(records),
        )
        yield told.format(n=len(records), refs=_first(records))
    if quotations:
        told = ngettext(
            "{n} quotation is printed in another language than its page: {refs}",
            "{n} quotations are printed in another language than their page: {refs}",
            len(quotations),
        )
        yield told.format(n=len(quotations), refs=_first(quotations))


def _first(refs: Sequence[str]) -> str:
    return ", ".join([*refs[:MOST_REFS], *(["…"] if len(refs) > MOST_REFS else [])])


def only_spoken(printed: list[Ruling], spoken: list[Ruling]) -> list[Ruling]:
    """Return what may be read aloud in the room but not left there on paper."""
    on_paper = {
        (r.testimony.id, r.excerpt and r.excerpt.id)
        for r in printed
        if isinstance(r.said, Quotation)
    }
    return [
        r
        for r in spoken
        if isinstance(r.said, Quotation)
        and (r.testimony.id, r.excerpt and r.excerpt.id) not in on_paper
    ]
