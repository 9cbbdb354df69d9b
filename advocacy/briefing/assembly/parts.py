"""The rows of the pages: evidence, promises, changes and meetings, in the words of one language."""

from collections.abc import Iterable
from gettext import NullTranslations
from typing import cast

from advocacy.briefing.brief import (
    Change,
    Finding,
    Language,
    Meeting,
    Promise,
    Words,
)
from advocacy.briefing.charts import Chart, Map, TileMap, Trend, series_chart, tile_map
from advocacy.briefing.selection.figures import why_no_chart, why_not_attended
from advocacy.briefing.selection.request import PackRequest
from advocacy.briefing.selection.select import Chosen
from advocacy.briefing.selection.voices import Ruling
from advocacy.briefing.wording.citations import Citations
from advocacy.briefing.wording.phrases import Phrases
from records.consent import Quotation
from records.followup.promises import Weighed, weighed
from records.followup.succession import bodies_of
from records.places import SECOND_MAP_SINCE, provinces, successor, successors
from records.places import name as province_name
from records.store import Store
from records.types.commitment import Progress
from records.types.consultation import Consultation, Delegation
from records.types.evidence import Evidence
from records.vietnamese import sort_key


class Parts:
    """What handout and staff paper are put together from."""

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

    def finding(self, one: Evidence) -> Finding:
        """Return one piece of evidence with n, place and date beside it."""
        unit = self.phrases.of(one, "unit")
        whole = "" if one.denominator is None else self.phrases.number(one.denominator)
        base = self.people(one.n, self._("n = {n}"))
        if base and whole and one.denominator != one.n:
            base = self._("{base} of {whole}").format(base=base, whole=whole)
        return Finding(
            number=self.evidence_numbers[one.id],
            claim=self.phrases.must(one, "claim"),
            value=self.phrases.measured(one.value, unit),
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

    def people(self, number: int | None, sentence: str) -> str:
        """Return the sentence with the count of people in it, or nothing where it is too small."""
        if number is None or number < self.request.k:
            return ""
        return sentence.format(n=self.phrases.number(number))

    def chart(self, one: Evidence, unit: str, base: str) -> Chart | Trend | None:
        """Return the series of a piece of evidence as a chart; counts of few people are none.

        A series over time is a trend, any other one bars.
        """
        values = [(label, value) for label, value in one.series if not isinstance(value, str)]
        if why_no_chart(one, self.request.k, self.chosen.shown):
            return None
        return series_chart(
            values,
            unit,
            title=self.phrases.must(one, "claim").text,
            note=self.phrases.joined(base, self.phrases.date(one.date)),
            language=self.language,
            gettext=self._,
        )

    def promises(self) -> list[Promise]:
        """Return what these bodies promised, and what came of it."""
        bodies = bodies_of(self.store)
        return [
            self.promise(f"M{n}", weighed(one, reports, bodies, self.request.on))
            for n, (one, reports) in enumerate(self.chosen.commitments, 1)
        ]

    def promise(self, number: str, found: Weighed) -> Promise:
        """Return one commitment in two columns."""
        one, claimed, verified = found.commitment, found.claimed, found.verified
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
            post=self.phrases.post_of(one),
            said=said,
            basis=self.phrases.term("commitment_basis", one.basis),
            due=self.phrases.date(one.due),
            they_say=self.level(claimed, "claimed") if claimed else "",
            we_can_show=self.level(verified, "verified") if verified else "",
            note=self.phrases.of(found.reports[-1], "note") if found.reports else None,
            now=self.phrases.body(found.answers) if found.answers != one.body else None,
            late=self._("overdue") if found.lateness == "overdue" else "",
            evidence=self.evidence_of(found) if "evidence" in self.request.sections else (),
            sources=self.citations.of(one),
        )

    def evidence_of(self, found: Weighed) -> tuple[str, ...]:
        """Return the numbers of the evidence that the progress reports rest on."""
        rested = {e for report in found.reports for e in report.evidence}
        return tuple(number for e, number in self.evidence_numbers.items() if e in rested)

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
        ngettext = self.phrases.ngettext
        heard = one.provinces_represented or self.provinces_of(one)
        places = ngettext("{n} province or city", "{n} provinces and cities", heard)
        present = ngettext("{n} person", "{n} people", one.attendees or 0)
        hidden = why_not_attended(one, self.request.k, self.chosen.shown)
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
                places.format(n=heard) if heard else "",
                "" if hidden else self.people(one.attendees, present),
            ),
            result=self.phrases.of(one, "summary"),
        )

    def provinces_of(self, one: Consultation) -> int:
        """Count the provinces whose delegations are on record for a consultation."""
        sent = self.store.where(Delegation, "consultation", one.id)
        return len({d.province for d in sent if d.province})

    def heard_map(self) -> TileMap | None:
        """Return the provinces heard so far as a map, where it is recorded who was."""
        heard = self.provinces_heard()
        if not heard:
            return None
        return tile_map(
            heard,
            self.map_in_force,
            title=self._("Provinces and cities heard in the consultations on record"),
            note=self._(
                "A diagram, not to scale. Each tile stands for a whole province or city, "
                "with its islands."
            ),
            language=self.language,
            gettext=self._,
        )

    def never_heard(self) -> tuple[str, ...]:
        """Return the provinces never heard, where it is recorded who was; else nothing.

        Since July 2025 these are the 34: one that was heard in a part of it was heard.
        """
        heard = self.provinces_heard()
        if not heard:
            return ()
        units: Iterable[str] = provinces()
        if self.map_in_force == "34":
            units, heard = successors(), {successor(code) for code in heard}
        day = self.request.on.isoformat()
        names = (province_name(code, self.language, day) for code in units if code not in heard)
        return tuple(sorted(names, key=sort_key))

    def provinces_heard(self) -> set[str]:
        """Return the provinces, as they were reported, whose delegations are on record."""
        return {
            d.province
            for one in self.chosen.meetings
            for d in self.store.where(Delegation, "consultation", one.id)
            if d.province
        }

    @property
    def map_in_force(self) -> Map:
        """Which map of provinces is in force on the pack's day."""
        return "34" if self.request.on.isoformat() >= SECOND_MAP_SINCE else "63"
