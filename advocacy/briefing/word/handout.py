"""The handout as a Word file, for officials who want to copy its text.

It is filled with the same frozen value as the pages, so it can say nothing that they do not.
It is a courtesy: the numbered pages are what was handed over, and the file says so.
"""

from collections.abc import Iterator
from datetime import date
from gettext import NullTranslations

from advocacy.briefing.brief import Brief, Finding, Promise, Request, Stand, Voice, Words
from advocacy.briefing.charts import Chart, Stacked, Trend
from advocacy.briefing.word.file import Cell, Line, WordFile
from advocacy.briefing.word.styles import ACROSS

OPENS, CLOSES = '“"«‘「『《', '”"»’」』》'


def to_word(brief: Brief, on: date, words: NullTranslations) -> bytes:
    """Return the handout as a docx, dated with the pack's day; same input, same bytes."""
    return _Handout(brief, on, words).bytes()


class _Handout:
    """One handout, section by section."""

    def __init__(self, brief: Brief, on: date, words: NullTranslations) -> None:
        self.brief, self._ = brief, words.gettext
        self.ngettext = words.ngettext
        self.file = WordFile(
            brief.language,
            title=brief.title.text,
            author=brief.office.name.text,
            identifier=brief.control.identifier,
            on=on,
        )

    def bytes(self) -> bytes:
        _ = self._
        page = _("Page {page} of {pages}")
        before, _sign, rest = page.partition("{page}")
        between, _sign, after = rest.partition("{pages}")
        name = self.brief.office.short_name or self.brief.office.name.text
        self.file.running(
            f"{name} · {self.brief.control.reference}", (before, between, after),
            draft=self.brief.draft,
        )  # fmt: skip
        self.cover()
        for section in self.brief.sections:
            getattr(self, section)()
        return self.file.bytes()

    def cover(self) -> None:
        _, brief, control = self._, self.brief, self.brief.control
        self.file.say(brief.office.name, bold=True)
        self.file.say(_("Briefing pack"), "Caption")
        self.file.heading(0, brief.title)
        self.file.say(brief.subtitle, "Subtitle")
        self.file.say(brief.meeting_asks)
        self.facts(
            _("This copy"),
            (_("Prepared for"), control.prepared_for),
            (_("Meeting"), control.meeting),
            (_("Date"), control.meeting_on),
            (_("Place"), control.place),
            (_("Reference"), control.reference),
            (_("Data as of"), control.data_as_of),
            (_("Version"), control.version),
            (_("From"), brief.office.address),
            (_("Code"), control.code),
            (
                _("This file"),
                _("For copying the text. What counts is the paper with the same code."),
            ),
        )

    def facts(self, name: str, *pairs: tuple[str, Words | str | None]) -> None:
        """Add a table of labels and values; those with nothing to say are left out."""
        rows: list[list[Cell]] = [[label, value] for label, value in pairs if value]
        if rows:
            self.file.table(name, (), rows, (46, ACROSS - 46))

    def summary(self) -> None:
        _, brief = self._, self.brief
        self.file.heading(1, _("On one page"))
        self.file.say(brief.lead)
        for figure in brief.figures:
            self.file.say(f"{figure.value} {figure.label}", "List Bullet")
        if brief.requests:
            self.file.heading(2, _("What we ask, of whom, and by when"))
            self.asked()
        if brief.summary.findings:
            self.file.heading(2, _("What the evidence shows"))
            for finding in brief.summary.findings:
                claim = Words(f"{finding.number} {finding.claim.text}", finding.claim.language)
                self.file.say(claim, "List Bullet")

    def asked(self) -> None:
        """Add the asks in short; a column that nothing stands in is left out, as on paper."""
        _, requests = self._, self.brief.requests
        columns: list[tuple[str, int, list[Cell]]] = [
            (_("Responsible body"), 42, [one.body or "" for one in requests]),
            (_("By when"), 30, [one.deadline for one in requests]),
        ]
        there = [column for column in columns if any(column[2])]
        heads, widths, cells = zip(
            (_("No."), 14, [one.number for one in requests]),
            (_("We ask"), ACROSS - 14 - sum(width for _head, width, _cells in there),
             [one.text for one in requests]),
            *there, strict=True,
        )  # fmt: skip
        self.file.table(heads[1], heads, zip(*cells, strict=True), widths)

    def asks(self) -> None:
        self.file.heading(1, self._("What we ask"))
        for stand in self.brief.stands:
            self.stand(stand)

    def stand(self, stand: Stand) -> None:
        self.file.heading(2, stand.title)
        self.file.say(stand.statement)
        self.file.say(stand.rationale)
        if stand.adopted:
            self.file.say(self._("Position adopted %(date)s.") % {"date": stand.adopted}, "Caption")
        for request in stand.requests:
            self.ask(request)

    def ask(self, request: Request) -> None:
        _ = self._
        self.file.heading(3, request.number)
        self.file.say(request.text, bold=True)
        law = request.instrument.text if request.instrument else ""
        self.facts(
            request.number,
            (_("Responsible body"), request.body),
            (_("By when"), request.deadline),
            (_("Legal basis"), ", ".join(part for part in (request.article, law) if part)),
            (_("Evidence"), ", ".join(request.evidence)),
            (_("Voices"), ", ".join(request.voices)),
            (_("Sources"), _cited(request.sources)),
        )
        if request.current_text or request.proposed_text:
            head = (_("Current text"), _("Proposed text"))
            both: list[Cell] = [request.current_text or "", request.proposed_text or ""]
            self.file.table(request.number, head, [both], (ACROSS // 2, ACROSS // 2))

    def evidence(self) -> None:
        self.file.heading(1, self._("The evidence"))
        for finding in self.brief.findings:
            self.finding(finding)

    def finding(self, one: Finding) -> None:
        _ = self._
        self.file.heading(3, one.number)
        self.file.say(one.claim, bold=True)
        measure = " · ".join(part for part in (one.value, one.base, one.date, one.place) if part)
        self.file.say(measure)
        self.facts(
            one.number,
            (_("Who was counted"), one.population),
            (_("How"), one.method),
            (_("Question asked"), one.question),
            (_("Limits"), one.caveat),
            (_("Sources"), _cited(one.sources)),
        )
        if one.chart:
            self.chart(one.chart)

    def chart(self, chart: Chart | Stacked | Trend) -> None:
        """A chart as the table of its numbers, which can be copied."""
        heads: tuple[str, ...]
        rows: list[list[Cell]]
        if isinstance(chart, Stacked):
            heads = ("", *chart.categories)
            rows = [[label, *map(self.number, values)] for label, values in chart.rows]
        else:
            pairs = (
                chart.bars
                if isinstance(chart, Chart)
                else [(label, value) for label, _year, value in chart.points]
            )
            heads, rows = (), [[label, self.number(value)] for label, value in pairs]
        unit = f" ({chart.unit})" if chart.unit else ""
        self.file.say(f"{chart.title}{unit}", "Caption")
        width = (ACROSS - 60) // max(1, len(heads) - 1) if heads else 40
        widths = [60, *[width] * (len(heads) - 1 if heads else 1)]
        self.file.table(chart.alternative, heads, rows, widths, labels=True)
        self.file.say(chart.note, "Caption")

    def number(self, value: float) -> str:
        text = f"{value:,.10g}"
        return text.translate(str.maketrans(",.", ".,")) if self.brief.language == "vi" else text

    def voices(self) -> None:
        _ = self._
        self.file.heading(1, _("Voices"))
        for voice in self.brief.voices:
            self.voice(voice)
        for table in self.brief.told_by:
            rows: list[list[Cell]] = [list(row) for row in table.rows]
            self.file.say(table.title, "Caption")
            self.file.table(table.title, (), rows, (80, 30))

    def voice(self, voice: Voice) -> None:
        _ = self._
        self.file.heading(3, voice.number)
        self.file.say(voice.words if voice.paraphrase else quoted(voice.words), "Quote")
        remarks = (
            voice.byline,
            _("Retold, not word for word") if voice.paraphrase else "",
            _("Translation, not read back to the speaker") if voice.words.translated else "",
            _cited(voice.sources),
        )
        self.file.say(" · ".join(part for part in remarks if part), "Caption")

    def commitments(self) -> None:
        _ = self._
        self.file.heading(1, _("What was promised"))
        head = (_("No."), _("The promise"), _("They say"), _("We can show"))
        rows = [list(self.promise(one)) for one in self.brief.promises]
        self.file.table(head[1], head, rows, (14, ACROSS - 94, 36, 44))

    def promise(self, one: Promise) -> Iterator[Cell]:
        _ = self._
        due = _("due %(date)s: %(late)s") if one.late else _("due %(date)s")
        who = [one.body.text, one.post]
        if one.now:
            who.append(_("now with %(body)s") % {"body": one.now.text})
        yield one.number
        yield [
            Line(quoted(one.words)),
            Line(" · ".join(part for part in who if part)),
            Line(" · ".join(part for part in (one.said, one.basis, _cited(one.sources)) if part)),
            Line(due % {"date": one.due, "late": one.late} if one.due else "", bold=True),
        ]
        yield one.they_say
        evidence = f"{_('Evidence')}: {', '.join(one.evidence)}" if one.evidence else ""
        yield [Line(one.we_can_show, bold=True), Line(one.note or ""), Line(evidence)]

    def history(self) -> None:
        _, brief = self._, self.brief
        self.file.heading(1, _("Consultations so far"))
        if brief.meetings:
            head = (_("When"), _("Consultation"), _("What came of it"))
            rows: list[list[Cell]] = [
                [
                    one.date,
                    [Line(one.title, bold=True), Line(one.host or ""),
                     Line(" · ".join(p for p in (one.place, one.form, one.represented) if p))],
                    one.result or "",
                ]
                for one in brief.meetings
            ]  # fmt: skip
            self.file.table(head[1], head, rows, (30, 62, ACROSS - 92))
        for asked in brief.answered:
            self.file.heading(3, Words(f"{asked.number} {asked.text.text}", asked.text.language))
            head = (_("When"), _("Asked at"), _("The answer"))
            rows = [
                [
                    one.date,
                    [Line(one.meeting), Line(one.how)],
                    [Line(one.response), Line(quoted(one.words) if one.words else ""),
                     Line(one.by)],
                ]
                for one in asked.answers
            ]  # fmt: skip
            self.file.table(head[2], head, rows, (30, 62, ACROSS - 92))
        if brief.changes:
            self.file.heading(2, _("What has changed"))
            head = (_("When"), _("The change"), _("Our part in it"))
            rows = [
                [one.date, [Line(one.words), Line(_cited(one.sources))], one.contribution or ""]
                for one in brief.changes
            ]
            self.file.table(head[1], head, rows, (30, (ACROSS - 30) // 2, (ACROSS - 30) // 2))

    def representation(self) -> None:
        self.file.heading(1, self._("Who has not been heard"))
        never = self.brief.never_heard
        self.file.say(
            self.ngettext(
                "In the consultations on record, nobody has yet spoken for this province or city:",
                "In the consultations on record, nobody has yet spoken for these %(num)d "
                "provinces and cities:",
                len(never),
            )
            % {"num": len(never)}
        )
        self.file.say(", ".join(never))

    def sources(self) -> None:
        self.file.heading(1, self._("Sources"))
        for source in self.brief.sources:
            self.file.say(f"[{source.number}] {source.text}")

    def annexes(self) -> None:
        _ = self._
        self.file.heading(1, _("Annexes"))
        self.file.say(_("The annexes stand in the paper with the same code."))
        head = (_("No."), _("Annex"), _("What it is"), _("Belongs to"))
        rows: list[list[Cell]] = [
            [str(one.number), one.title, one.kind, one.belongs] for one in self.brief.annexes
        ]
        self.file.table(head[1], head, rows, (14, ACROSS - 88, 44, 30))


def quoted(words: Words) -> Words:
    """Return a text between quotation marks, which it may have brought along."""
    text = words.text.strip()
    before = "" if text[:1] in OPENS else "“"
    after = "" if text[-1:] in CLOSES else "”"
    return Words(f"{before}{text}{after}", words.language)


def _cited(numbers: tuple[int, ...]) -> str:
    return " ".join(f"[{number}]" for number in numbers)
