"""The charts of a report: counts of meetings, asks and commitments, never of people."""

from advocacy.briefing.charts import Stacked, series_chart, stacked
from advocacy.briefing.report.paper import AnyChart
from advocacy.briefing.wording.phrases import Phrases
from records.edtf import parse
from records.followup.achievements import NOT_SAID, Achievements
from records.vocabulary import terms

MOST_YEARS = 15  # rows of the chart by year


def capital(label: str) -> str:
    """Return a label as it begins a line."""
    return label[:1].upper() + label[1:]


class Charts:
    """Draws the facts of a report in one language."""

    def __init__(self, facts: Achievements, phrases: Phrases) -> None:
        self.facts, self.phrases = facts, phrases
        self.language, self._ = phrases.language, phrases.gettext

    def by_level(self) -> AnyChart | None:
        """Return the consultations by level of participation, year by year where there are some."""
        title = self._("Consultations by level of participation")
        if set(self.facts.by_level) <= {NOT_SAID}:
            return None
        years = sorted({_year(one.date or "") for one in self.facts.consultations})
        if not 1 < len(years) <= MOST_YEARS:
            return self.counted(self.facts.by_level, "participation_level", title)
        keys = list(self.facts.by_level)
        rows = [
            (
                str(year),
                [
                    sum(
                        _year(one.date or "") == year
                        and (one.participation_level or NOT_SAID) == key
                        for one in self.facts.consultations
                    )
                    for key in keys
                ],
            )
            for year in years
        ]
        return stacked(
            rows,
            [self.label("participation_level", key) for key in keys],
            self._("consultations"),
            title=title,
            note="",
            language=self.language,
            gettext=self._,
        )

    def levels(self) -> Stacked | None:
        """Return the commitments by level: what they say beside what we can show."""
        keys = [key for key in (*terms("progress_level"), NOT_SAID)
                if key in self.facts.claimed or key in self.facts.verified]  # fmt: skip
        if not keys:
            return None
        rows = [
            (label, [found.get(key, 0) for key in keys])
            for label, found in (
                (self._("They say"), self.facts.claimed),
                (self._("We can show"), self.facts.verified),
            )
        ]
        return stacked(
            rows,
            [self.label("progress_level", key, self._("no report")) for key in keys],
            self._("commitments"),
            title=self._("Commitments by how far they have come"),
            note="",
            language=self.language,
            gettext=self._,
        )

    def counted(self, found: dict[str, int], vocabulary: str, title: str) -> AnyChart | None:
        """Return counts by term as bars."""
        bars = [(self.label(vocabulary, key), float(number)) for key, number in found.items()]
        return series_chart(bars, "", title=title, note="", language=self.language, gettext=self._)

    def label(self, vocabulary: str, key: str, otherwise: str = "") -> str:
        """Return the label of a term, `otherwise` where none was named."""
        if key == NOT_SAID:
            return otherwise or self._("not recorded")
        return capital(self.phrases.term(vocabulary, key))


def _year(edtf: str) -> int:
    when = parse(edtf)
    point = when.start or when.end
    return point.year if point else 0
