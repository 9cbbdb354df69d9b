"""What stands on the one-page summary, and what has to move: nothing is set small or lost.

How much fits is reckoned before the page is laid out, from the measures of the handout's
style sheet, and a little to the safe side. Texts end where a sentence ends; whatever does
not fit stands in full on a later page, and the summary says on which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from advocacy.briefing.brief.parts import Finding, Request
from advocacy.briefing.brief.words import Words

PAGE = 166.0  # mm that lead, asks and evidence have between them
FIGURES = 27.0  # mm of the row of figures, where there is one
LEAD = (80, 6.2, 4.0)  # signs in a line, mm of a line, mm around
ASK = (5.2, 4.4)  # mm of a line, mm around
ASK_WIDTH = {0: 78, 1: 56, 2: 40}  # signs in a line, by how many columns stand beside it
BODY_WIDTH, DEADLINE_WIDTH = 15, 10
NOTE = 7.0  # mm of the line that says where the rest stands
FINDING = (72, 5.2, 3.7)
EVIDENCE_HEAD = 17.0
SHORTEST_LEAD, SHORTEST_ASK = 4, 2  # lines
LONGEST_LEAD = 12
MOST_ASKS = 16  # of two lines each; no page has room for more
MOST_FINDINGS, FEWEST_FINDINGS = 6, 2
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


@dataclass(frozen=True)
class _Plan:
    """How many lines each part may have."""

    lead: int
    ask: int
    asks: int


def summary_of(
    lead: Words | None,
    requests: Sequence[Request],
    findings: Sequence[Finding],
    *,
    figures: bool,
) -> Summary:
    """Return the summary that fits one page."""
    room = PAGE if figures else PAGE + FIGURES
    plans = _plans(len(requests))
    plan = next((one for one in plans if _height(one, lead, requests) <= room), plans[-1])
    asks = tuple(_ask(request, plan, requests) for request in requests[: plan.asks])
    short = _shortened(lead, LEAD[0], plan.lead) if lead else None
    left = room - _height(plan, lead, requests)
    return Summary(
        lead=short,
        lead_goes_on=short != lead,
        asks=asks,
        more=tuple(request.number for request in requests[plan.asks :]),
        findings=_findings(findings, left),
    )


def _plans(asks: int) -> list[_Plan]:
    """Return the plans from the most generous to the tightest."""
    generous = [_Plan(LONGEST_LEAD, lines, asks) for lines in (99, 8, 6, 5)]
    tighter = [
        _Plan(lead, lines, asks)
        for lines in (4, 3, SHORTEST_ASK)
        for lead in (LONGEST_LEAD - 2, 7, SHORTEST_LEAD)
    ]
    most = min(asks - 1, MOST_ASKS)
    fewer = [_Plan(SHORTEST_LEAD, SHORTEST_ASK, number) for number in range(most, 0, -1)]
    return [*generous, *tighter, *fewer]


def _height(plan: _Plan, lead: Words | None, requests: Sequence[Request]) -> float:
    height = 0.0
    if lead:
        short = _shortened(lead, LEAD[0], plan.lead)
        height += _lines(short.text, LEAD[0]) * LEAD[1] + LEAD[2]
        height += NOTE if short != lead else 0
    height += sum(_row(_ask(one, plan, requests), requests) for one in requests[: plan.asks])
    return height + (NOTE if plan.asks < len(requests) else 0)


def _row(ask: SummaryAsk, requests: Sequence[Request]) -> float:
    lines = max(
        _lines(ask.text.text, _ask_width(requests)) + (0 if ask.whole else 1),
        _lines(ask.body.text, BODY_WIDTH) if ask.body else 0,
        _lines(ask.deadline, DEADLINE_WIDTH),
    )
    return lines * ASK[0] + ASK[1]


def _ask_width(requests: Sequence[Request]) -> int:
    beside = any(one.body for one in requests) + any(one.deadline for one in requests)
    return ASK_WIDTH[beside]


def _ask(request: Request, plan: _Plan, requests: Sequence[Request]) -> SummaryAsk:
    short = _shortened(request.text, _ask_width(requests), plan.ask)
    body = _shortened(request.body, BODY_WIDTH, plan.ask + 2) if request.body else None
    deadline = Words(request.deadline, request.text.language)
    return SummaryAsk(
        number=request.number,
        text=short,
        whole=short == request.text,
        body=body,
        deadline=_shortened(deadline, DEADLINE_WIDTH, plan.ask + 2).text,
    )


def _findings(findings: Sequence[Finding], room: float) -> tuple[Finding, ...]:
    """Return the first findings that fit into what is left, or none."""
    width, line, around = FINDING
    left = room - EVIDENCE_HEAD
    kept: list[Finding] = []
    for finding in findings[:MOST_FINDINGS]:
        left -= _lines(finding.claim.text, width) * line + around
        if left < 0:
            break
        kept.append(finding)
    return tuple(kept) if len(kept) >= min(FEWEST_FINDINGS, len(findings)) else ()


def _lines(text: str, width: int) -> int:
    return sum(max(1, len(wrap(line, width))) for line in text.split("\n")) if text else 0


def _shortened(words: Words, width: int, lines: int) -> Words:
    """Return as many whole sentences as the lines hold; of one that is too long, its beginning."""
    text = words.text
    if _lines(text, width) <= lines:
        return words
    kept = ""
    for sentence in SENTENCE.split(" ".join(text.split())):
        longer = f"{kept} {sentence}".strip()
        if _lines(longer, width) > lines:
            break
        kept = longer
    if not kept:
        beginning = " ".join(wrap(" ".join(text.split()), width)[:lines])
        kept = beginning[: width * lines - 2].rsplit(" ", 1)[0] + " …"
    return replace(words, text=kept)
