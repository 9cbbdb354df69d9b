"""What stands on the one-page summary, and what has to move: nothing is set small or lost.

How much fits is reckoned before the page is laid out, from the letters' widths and the
measures of templates/common/summary.css. Texts end where a sentence ends; whatever does not
fit stands in full on a later page, and the summary says on which.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from advocacy.briefing.brief.parts import Finding, Request
from advocacy.briefing.brief.words import Words
from advocacy.briefing.measuring import SANS, SERIF, SERIF_STRONG, wrapped

POINT = 25.4 / 72
"""Millimetres."""

PAGE = 218.0
"""Millimetres below the page's heading and the line of the meeting, with a little to spare."""

FIGURE_ROW, FIGURE_AROUND = 17.0, 8.0  # mm: their values and air; beside and between labels
ASKS_HEAD, EVIDENCE_HEAD = 22.5, 15.6  # heading, and head of the table
NOTE = 6.0  # the line that says where the rest stands
BETWEEN = 2.4  # paragraphs
LONGEST_LEAD = 12  # lines
LONG_SENTENCE = 8  # lines: one that is longer may end in its middle
MOST_ASKS, MOST_FINDINGS, FEWEST_FINDINGS = 16, 8, 2


class Setting(NamedTuple):
    """How a text is set: its face, its size in points, its leading, its width in mm."""

    face: str
    size: float
    leading: float
    width: float

    @property
    def line(self) -> float:
        """The height of a line, in mm."""
        return self.size * self.leading * POINT

    def lines(self, text: str) -> int:
        """Return how many lines the text takes."""
        return len(self.broken(text))

    def broken(self, text: str) -> tuple[str, ...]:
        """Return the text line by line."""
        return _broken(text, self.face, self.size, self.width)


ACROSS = 164  # mm of the page
LEAD = Setting(SERIF, 12, 1.46, ACROSS)
BODY, DEADLINE = Setting(SANS, 10, 1.45, 35.2), Setting(SANS, 10, 1.45, 27.6)
FINDING = Setting(SERIF, 10.4, 1.4, 152.6)
ASK_WIDTHS = {(False, False): 147.8, (True, False): 107.8, (False, True): 117.8, (True, True): 77.8}
"""In mm, by whether there is a column for bodies, and one for deadlines."""
AROUND_ASK, AROUND_FINDING, AROUND_LEAD = 4.3, 3.8, 1.0
SAFE = 0.985  # of a width: what kerning and the machine's rounding may take
SENTENCE = re.compile(r"(?<=[.!?…;])\s+")


@dataclass(frozen=True)
class SummaryAsk:
    """An ask as the summary has room for it."""

    number: str
    text: Words
    whole: bool  # else it stands in full with its number on a later page
    body: Words | None
    deadline: str


@dataclass(frozen=True)
class Summary:
    """What fits on one page; the rest stands on later pages."""

    lead: Words | None
    lead_goes_on: bool  # the issue stands in full on a later page
    asks: tuple[SummaryAsk, ...]
    more: tuple[str, ...]  # numbers of the asks that are not on the page
    findings: tuple[Finding, ...]
    more_findings: tuple[str, ...]  # numbers of the findings that are not on the page


class _Plan(NamedTuple):
    """How many lines each part may have."""

    lead: int
    ask: int
    asks: int


def summary_of(
    lead: Words | None,
    requests: Sequence[Request],
    findings: Sequence[Finding],
    *,
    labels: Sequence[str],
) -> Summary:
    """Return the summary that fits one page; `labels` are those of its row of figures."""
    room = PAGE - _figures(labels)
    asked = _Asked(requests)
    fitting = (one for one in _plans(len(requests)) if asked.height(one, lead) <= room)
    plan = next((p for p in fitting if asked.ends_well(p)), None) or next(
        (p for p in _plans(len(requests)) if asked.height(p, lead) <= room), _Plan(1, 1, 1)
    )
    short = _shortened(lead, LEAD, plan.lead) if lead else None
    shown = _findings(findings, room - asked.height(plan, lead))
    return Summary(
        lead=short,
        lead_goes_on=short != lead,
        asks=asked.shown(plan),
        more=tuple(request.number for request in requests[plan.asks :]),
        findings=shown,
        more_findings=tuple(one.number for one in findings[len(shown) :]) if shown else (),
    )


def _figures(labels: Sequence[str]) -> float:
    """Return what the row of figures takes, in mm."""
    if not labels:
        return 0.0
    setting = Setting(SANS, 10, 1.35, ACROSS / len(labels) - FIGURE_AROUND)
    return FIGURE_ROW + max(map(setting.lines, labels)) * setting.line


def _plans(asks: int) -> Iterator[_Plan]:
    """Yield the plans from the most generous to the tightest: asks are cut after the issue."""
    leads = (LONGEST_LEAD, 10, 7, 4)
    for number in (asks, *range(min(asks - 1, MOST_ASKS), 0, -1)):
        for lines in (99, 8, 6, 5, 4, 3, 2):
            yield from (_Plan(lead, lines, number) for lead in leads)


class _Asked:
    """The asks as rows of the summary's table."""

    def __init__(self, requests: Sequence[Request]) -> None:
        self._requests = requests
        width = ASK_WIDTHS[any(one.body for one in requests), any(one.deadline for one in requests)]
        self._text = Setting(SERIF_STRONG, 10.4, 1.4, width)

    def shown(self, plan: _Plan) -> tuple[SummaryAsk, ...]:
        """Return the asks that a plan has room for."""
        return tuple(self._ask(one, plan.ask) for one in self._requests[: plan.asks])

    def ends_well(self, plan: _Plan) -> bool:
        """Whether no ask ends within a sentence that could have been printed."""
        return all(
            ask.whole
            or not ask.text.text.endswith(" …")
            or self._text.lines(_sentences(one.text.text)[0]) > LONG_SENTENCE
            for ask, one in zip(self.shown(plan), self._requests, strict=False)
        )

    def height(self, plan: _Plan, lead: Words | None) -> float:
        """Return what lead and asks take, in mm."""
        height = 0.0
        if lead:
            short = _shortened(lead, LEAD, plan.lead)
            gaps = BETWEEN * (len(short.paragraphs) - 1)
            height += LEAD.lines(short.text) * LEAD.line + gaps + AROUND_LEAD
            height += NOTE if short != lead else 0
        if not self._requests:
            return height
        height += ASKS_HEAD + sum(map(self._row, self.shown(plan)))
        return height + (NOTE if plan.asks < len(self._requests) else 0)

    def _ask(self, request: Request, lines: int) -> SummaryAsk:
        text = _shortened(request.text, self._text, lines + 1)
        if text != request.text:  # and then a line says where the rest is
            text = _shortened(request.text, self._text, lines)
        deadline = Words(request.deadline, request.text.language)
        return SummaryAsk(
            number=request.number,
            text=text,
            whole=text == request.text,
            body=_shortened(request.body, BODY, lines + 2) if request.body else None,
            deadline=_shortened(deadline, DEADLINE, lines + 2).text,
        )

    def _row(self, ask: SummaryAsk) -> float:
        gaps = BETWEEN * (len(ask.text.paragraphs) - 1)
        return AROUND_ASK + max(
            self._text.lines(ask.text.text) * self._text.line + gaps + (0 if ask.whole else NOTE),
            BODY.lines(ask.body.text) * BODY.line if ask.body else 0,
            DEADLINE.lines(ask.deadline) * DEADLINE.line,
        )


def _findings(findings: Sequence[Finding], room: float) -> tuple[Finding, ...]:
    """Return the first findings that fit into what is left, or none."""
    left = room - EVIDENCE_HEAD
    kept: list[Finding] = []
    for finding in findings[:MOST_FINDINGS]:
        left -= FINDING.lines(finding.claim.text) * FINDING.line + AROUND_FINDING
        note = NOTE if len(kept) + 1 < len(findings) else 0
        if left < note:
            break
        kept.append(finding)
    return tuple(kept) if len(kept) >= min(FEWEST_FINDINGS, len(findings)) else ()


@lru_cache(maxsize=2_000)
def _broken(text: str, face: str, size: float, width: float) -> tuple[str, ...]:
    found: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            found += wrapped(line, size * POINT, width * SAFE, face)
    return tuple(found)


def _sentences(text: str) -> list[str]:
    return SENTENCE.split(" ".join(text.split()))


def _shortened(words: Words, setting: Setting, lines: int) -> Words:
    """Return as many whole sentences as the lines hold; of one that is too long, its beginning."""
    if setting.lines(words.text) <= lines:
        return words
    kept = ""
    for sentence in _sentences(words.text):
        longer = f"{kept} {sentence}".strip()
        if setting.lines(longer) > lines:
            break
        kept = longer
    if not kept:
        beginning = " ".join(setting.broken(" ".join(words.text.split()))[:lines])
        kept = beginning.rsplit(" ", 1)[0] + " …"
    return replace(words, text=kept)
