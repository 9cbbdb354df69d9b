"""Commitments weighed: late or not, how specific, what they say and what we can show."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from records.edtf import Edtf, parse
from records.followup.succession import Bodies, bodies_of, line_of
from records.types.commitment import Commitment, Progress

if TYPE_CHECKING:
    from records.reader import Reader

Lateness = Literal["overdue", "may_be_overdue", "due_soon", "not_due", "undated", "settled"]

SOON = timedelta(days=30)
OPEN = ("stated", "in_progress", "partly_met", "not_met")
"""A commitment with any other status is settled: met, withdrawn or overtaken."""

LATE: tuple[Lateness, ...] = ("overdue", "may_be_overdue")
ORDER: tuple[Lateness, ...] = (*LATE, "due_soon", "not_due", "undated", "settled")
"""In which order a ledger tells them."""


def lateness(due: str | None, today: date) -> Lateness:
    """Say from an EDTF date whether it has passed: with certainty, perhaps, soon or not.

    Overdue only where no day that the date may mean is left. A date that is about or perhaps
    right, and one of which some days have passed, may be overdue. What is approximate is not
    widened (edtf.py); where nobody knows the beginning, the end alone decides.
    """
    if not due:
        return "undated"
    when, day = parse(due), today.isoformat()
    if when.latest and when.latest < day:
        return "may_be_overdue" if when.approximate or when.uncertain else "overdue"
    begins = when.earliest or when.latest or ""
    if begins < day:
        return "may_be_overdue"
    return "due_soon" if begins <= (today + SOON).isoformat() else "not_due"


def standing(one: Commitment, today: date) -> Lateness:
    """Say whether a commitment is late; one that was met, withdrawn or overtaken never is."""
    return lateness(one.due, today) if one.status in OPEN else "settled"


class Marks(NamedTuple):
    """What a commitment says of itself: the four marks of a promise that can be checked."""

    deliverable: bool
    target: bool
    due: bool
    owner: bool  # a post or an official, not only a body


def marks_of(one: Commitment) -> Marks:
    """Return which of the four a commitment names."""
    return Marks(
        deliverable=bool(one.deliverable),
        target=bool(one.target),
        due=bool(one.due),
        owner=bool(one.post or one.official),
    )


def in_time(reports: Iterable[Progress]) -> tuple[Progress, ...]:
    """Return progress reports in the order of their dates; equal dates as they were made."""
    return tuple(sorted(reports, key=lambda one: _place(parse(one.on)) if one.on else ("", "")))


def _place(when: Edtf) -> tuple[str, str]:
    # "2016" may be any day of it: what is known to be later within the year comes after.
    return when.earliest or when.latest or "", when.latest or ""


class Weighed(NamedTuple):
    """A commitment with what follows from its records on one day."""

    commitment: Commitment
    lateness: Lateness
    marks: Marks
    claimed: Progress | None  # the last report that says what they say
    verified: Progress | None  # the last that says what we can show
    reports: tuple[Progress, ...]
    line: tuple[str, ...]  # the body that made it, and those that took over; the last answers

    @property
    def answers(self) -> str:
        """The body that answers for it today."""
        return self.line[-1]


def weighed(one: Commitment, reports: Iterable[Progress], bodies: Bodies, today: date) -> Weighed:
    """Weigh one commitment."""
    ordered = in_time(reports)
    return Weighed(
        commitment=one,
        lateness=standing(one, today),
        marks=marks_of(one),
        claimed=next((r for r in reversed(ordered) if r.claimed), None),
        verified=next((r for r in reversed(ordered) if r.verified), None),
        reports=ordered,
        line=line_of(bodies, one.body or "", today),
    )


def ledger(reader: "Reader", today: date, body: str = "") -> list[Weighed]:
    """Return commitments, the latest first; of a body, also those that it has inherited."""
    bodies = bodies_of(reader)
    reports: dict[str | None, list[Progress]] = {}
    for report in reader.every(Progress):
        reports.setdefault(report.commitment, []).append(report)
    found = [
        weighed(one, reports.get(one.id, ()), bodies, today) for one in reader.every(Commitment)
    ]
    if body:
        found = [one for one in found if body in one.line]
    return sorted(found, key=lambda one: (ORDER.index(one.lateness), _due(one.commitment)))


def _due(one: Commitment) -> tuple[str, str]:
    return _place(parse(one.due)) if one.due else ("", "")
