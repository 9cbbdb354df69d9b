"""Turns the facts of a period into the report's words: only what this audience may see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from advocacy.briefing.brief import Figure, Language, Voice, Words
from advocacy.briefing.press.filling import catalogue
from advocacy.briefing.report.charts import Charts, capital
from advocacy.briefing.report.paper import Asked, Changed, Held, Lesson, Promised, Report
from advocacy.briefing.report.spoke import map_of, spoke
from advocacy.briefing.reporting import control_block
from advocacy.briefing.selection.select import PRINTED_BASES
from advocacy.briefing.selection.voices import Ruling, byline
from advocacy.briefing.wording.citations import Citations
from advocacy.briefing.wording.phrases import Phrases
from records.consent import Quotation
from records.edtf import parse
from records.followup.achievements import Achievements, Change, Promise, Put
from records.followup.representation import Heard
from records.sensitivity import WITHIN
from records.store import Store
from records.types.consultation import Consultation
from records.wording import N_

TITLE = N_("What the advocacy achieved")
ORDER = (
    "figures", "changed", "held", "spoke", "asked", "promised", "voices", "lessons", "sources",
)  # fmt: skip


@dataclass(frozen=True)
class Given:
    """What a report is made of, whatever its language."""

    store: Store
    facts: Achievements
    audience: str
    on: date
    rulings: tuple[Ruling, ...]  # what the gate let through, and nothing else


def report_of(given: Given, language: Language) -> Report:
    """Return the report in one language."""
    return Assembly(given, language).report()


class Assembly:
    """Assembles the report in one language."""

    def __init__(self, given: Given, language: Language) -> None:
        self.given, self.facts, self.language = given, given.facts, language
        words = catalogue(language)
        self._ = words.gettext
        self.ngettext = words.ngettext
        self.phrases = Phrases(given.store, language, words)
        self.citations = Citations(given.store, self.phrases, words)

    def report(self) -> Report:
        """Return the report; sections without content are left out."""
        facts, charts = self.facts, Charts(self.facts, self.phrases)
        heard = {one.consultation.id: one for one in facts.represented.heard}
        changed = tuple(map(self.changed, facts.outcomes))
        perhaps_changed = tuple(map(self.changed, facts.perhaps_changed))
        promised = tuple(map(self.promised, self._to_tell()))
        voices = tuple(self.voices())
        lessons = tuple(
            Lesson(self.phrases.must(one, "title"), words)
            for one in facts.campaigns
            if (words := self.phrases.of(one, "lessons"))
        )
        there = {
            "figures": True, "changed": bool(changed or perhaps_changed),
            "held": bool(facts.consultations or facts.perhaps_held),
            "spoke": bool(facts.consultations),
            "asked": bool(facts.asks), "promised": bool(promised),
            "voices": bool(voices), "lessons": bool(lessons),
            "sources": bool(self.citations.all()),
        }  # fmt: skip
        other: Language = "en" if self.language == "vi" else "vi"
        period = self.phrases.date(period_of(*facts.period))
        name = f"report {facts.period.since} {facts.period.until}"
        return Report(
            language=self.language,
            title=Words(self._(TITLE), self.language),
            subtitle=Words(catalogue(other).gettext(TITLE), other),
            period=period,
            office=self.phrases.office(),
            control=control_block(
                self.given.store, self.language, name, self.given.audience, self.given.on
            ),
            sections=tuple(section for section in ORDER if there[section]),
            figures=tuple(self.figures()),
            by_level=charts.by_level(),
            held=tuple(self.held(heard.get(one.id), one) for one in facts.consultations),
            perhaps_held=tuple(self.held(None, one) for one in facts.perhaps_held),
            spoke=spoke(self.given.store, facts, self.phrases, self.given.audience),
            asks=charts.counted(facts.asks, "ask_status", self._("Asks by where they stand")),
            responses=charts.counted(facts.responses, "response", self._("Answers in the period")),
            asked=tuple(self.asked(facts.put)),
            perhaps_asked=tuple(self.asked(facts.perhaps_put)),
            levels=charts.levels(),
            promised=promised,
            changed=changed,
            perhaps_changed=perhaps_changed,
            voices=voices,
            lessons=lessons,
            sources=self.citations.all(),
        )

    def figures(self) -> Iterable[Figure]:
        """Yield the numbers of the first page; none of them counts people."""
        facts, ngettext = self.facts, self.ngettext
        heard = facts.represented.on_map(map_of(facts)).heard
        asked = {one.ask.id for one in facts.put}
        made = [one for one in facts.promises if one.made == "yes"]
        for number, label in (
            (len(facts.outcomes), ngettext("change", "changes", len(facts.outcomes))),
            (len(facts.consultations),
             ngettext("consultation held", "consultations held", len(facts.consultations))),
            (len(heard),
             ngettext("province or city heard", "provinces and cities heard", len(heard))),
            (len(facts.represented.organisations),
             ngettext("member organisation heard", "member organisations heard",
                      len(facts.represented.organisations))),
            (len(asked), ngettext("ask put to a public body", "asks put to public bodies",
                                  len(asked))),
            (len(made), ngettext("promise made to us", "promises made to us", len(made))),
        ):  # fmt: skip
            if number:
                yield Figure(self.phrases.number(number), label)

    def held(self, heard: Heard | None, meeting: Consultation) -> Held:
        """Return one consultation."""
        said = ""
        if heard and heard.only_counted and heard.counted:
            said = self.ngettext(
                "{n} province, name not recorded",
                "{n} provinces, names not recorded",
                heard.counted,
            ).format(n=heard.counted)
        elif heard and heard.provinces:
            count = len(heard.provinces)
            said = self.ngettext("{n} province", "{n} provinces", count).format(n=count)
        return Held(
            date=self.phrases.date(meeting.date) or self._("not recorded"),
            title=self.phrases.must(meeting, "title"),
            host=self.phrases.body(meeting.host),
            level=self.phrases.term("participation_level", meeting.participation_level),
            represented=said,
        )

    def asked(self, put: Sequence[Put]) -> Iterable[Asked]:
        """Yield each ask once, with the occasions and answers."""
        by_ask: dict[str, list[Put]] = defaultdict(list)
        for one in put:
            by_ask[one.ask.id].append(one)
        for times in by_ask.values():
            yield Asked(
                text=self.phrases.must(times[0].ask, "text"),
                status=self.phrases.term("ask_status", times[0].ask.status),
                times=tuple(
                    (
                        self.phrases.date(one.consultation.date) or self._("not recorded"),
                        self.phrases.body_name(one.consultation.host),
                        self.phrases.term("response", one.presentation.response)
                        or self._("not recorded"),
                    )
                    for one in times
                ),
            )

    def _to_tell(self) -> Iterable[Promise]:
        """Yield the commitments of the period that this audience may read."""
        for one in self.facts.promises:
            on_record = self.given.audience in WITHIN or one.commitment.basis in PRINTED_BASES
            if on_record and (one.made == "yes" or one.reported):
                yield one

    def promised(self, one: Promise) -> Promised:
        """Return one commitment in two columns."""
        promise = one.commitment
        meeting = self.given.store.get(promise.consultation) if promise.consultation else None
        said = self.phrases.date(getattr(meeting, "date", None))
        basis = self.phrases.term("commitment_basis", promise.basis)
        return Promised(
            words=self.phrases.must(promise, "words"),
            body=self.phrases.body(promise.body) or Words("", self.language),
            post=self.phrases.post_of(promise),
            said=self.phrases.joined(said, basis),
            due=self.phrases.date(promise.due),
            they_say=self._level(one, "claimed"),
            we_can_show=self._level(one, "verified"),
        )

    def _level(self, one: Promise, which: str) -> str:
        report = one.claimed if which == "claimed" else one.verified
        if report is None:
            return ""
        label = capital(self.phrases.term("progress_level", getattr(report, which)))
        return f"{label} ({self.phrases.date(report.on)})"

    def changed(self, one: Change) -> Changed:
        """Return one outcome."""
        outcome = one.outcome
        return Changed(
            date=self.phrases.date(outcome.date) or self._("not recorded"),
            kind=capital(self.phrases.term("outcome_kind", outcome.kind)),
            words=self.phrases.must(outcome, "change"),
            by=self.phrases.body(outcome.changed_by),
            significance=self.phrases.of(outcome, "significance"),
            contribution=self.phrases.of(outcome, "contribution"),
            substantiated=one.substantiated,
            sources=self.citations.of(outcome),
        )

    def voices(self) -> Iterable[Voice]:
        """Yield the quotations, in the form that the gate let through."""
        for number, ruling in enumerate(self.given.rulings, start=1):
            said = cast("Quotation", ruling.said)
            yield Voice(
                number=f"V{number}",
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


def period_of(since: str, until: str) -> str:
    """Return a period as EDTF, in whole years or months where it is made of them."""
    first, last = parse(since), parse(until)
    for length in (len("2016"), len("2016-03")):
        whole = parse(f"{since[:length]}/{until[:length]}")
        if (whole.earliest, whole.latest) == (first.earliest, last.latest):
            return since[:length] if since[:length] == until[:length] else whole.text
    return since if since == until else f"{since}/{until}"
