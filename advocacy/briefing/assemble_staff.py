"""Turns the chosen records into the staff paper, which stays with us."""

from typing import cast

from advocacy.briefing.assemble import Assembly
from advocacy.briefing.brief import Control, Delegate, Question, StaffBrief
from advocacy.briefing.voices import Ruling
from records.consent import Quotation
from records.places import name as province_name
from records.types.consultation import Delegation
from records.types.position import Challenge, Position
from records.types.public_life import Official


class StaffAssembly(Assembly):
    """The same choice as the handout's, with what only we need in the room."""

    def staff_brief(self, control: Control, read_aloud: list[Ruling], *, draft: bool) -> StaffBrief:
        """Return the staff paper; `read_aloud` are voices that may be heard, not left there."""
        meeting = self.request.consultation
        phrases = self.phrases
        where = ""
        if meeting:
            province = province_name(meeting.province, self.language) if meeting.province else ""
            where = phrases.joined(meeting.place, province)
        officials = [
            phrases.post(cast("Official", self.store.get(one)))
            for one in (meeting.officials_present if meeting else ())
        ]
        spoken = StaffAssembly(
            self.store, self.request, self.chosen, read_aloud, self.language, self.catalogue
        ).voices()
        stands = self.stands()
        return StaffBrief(
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
            to_settle=tuple(self.to_settle()),
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
                told.append(
                    self._("Who speaks is kept off paper: advocacy consultation show shows it.")
                )
        count = len({ref for ref, _field in self.phrases.borrowed})
        if count:
            told.append(
                self.phrases.ngettext(
                    "{n} record has no text in this language; the other one is printed.",
                    "{n} records have no text in this language; the other one is printed.",
                    count,
                ).format(n=count)
            )
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
                    self.evidence_numbers[e] for e in one.evidence if e in self.evidence_numbers
                ),
            )
            for position in self.discussed()
            for one in self.store.where(Challenge, "position", position.id)
            if one.id not in self.request.without
        ]


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
