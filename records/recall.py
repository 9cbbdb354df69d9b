"""Calling back what was handed over, once a contributor has withdrawn.

What was read aloud from a staff paper is not called back: that paper never left, and the
office destroys it itself.

The clock is that of Decree 356/2025/NĐ-CP on personal data as the network's sources describe
it: an answer in 2 working days; an end to the use within 15 days, 20 where third parties hold
the data; one extension of 15 days. Counsel confirms it; the days are settings of the vault.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from records.drafts import LEFT, READ_ALOUD, shows
from records.gone import taken_back_on
from records.types.briefing import Copy, Issue
from records.types.testimony import Consent, Testimony
from records.wording import gettext

if TYPE_CHECKING:
    from records.reader import Reader

SATURDAY = 5
DAYS = {
    "recall_answer_working_days": 2,
    "recall_stop_days": 15,
    "recall_stop_days_third_parties": 20,
    "recall_extension_days": 15,
}
"""The settings and what they are where the vault says nothing."""


class Clock(NamedTuple):
    """Until when the person has an answer, and until when the use has ended."""

    answer_by: date
    stop_by: date
    longest: date  # with the one extension


class Called(NamedTuple):
    """A copy that a recall is about."""

    copy: Copy
    issue: Issue
    state: str  # out, asked, returned, destroyed, refused


class Recall(NamedTuple):
    """What one withdrawal calls back."""

    testimony: Testimony
    on: str
    clock: Clock
    copies: tuple[Called, ...]
    staff: tuple[Issue, ...] = ()  # whose staff paper held the words, to be read aloud

    @property
    def open(self) -> bool:
        """Whether a copy is still out there without an answer."""
        return any(one.state in ("out", "asked") for one in self.copies)


def clock_of(on: date, *, third_parties: bool, days: "dict[str, int] | None" = None) -> Clock:
    """Return the days that run from a withdrawal. Public holidays are not counted as such."""
    numbers = DAYS | (days or {})
    which = "recall_stop_days_third_parties" if third_parties else "recall_stop_days"
    stop = on + timedelta(days=numbers[which])
    return Clock(
        answer_by=_working_days_after(on, numbers["recall_answer_working_days"]),
        stop_by=stop,
        longest=stop + timedelta(days=numbers["recall_extension_days"]),
    )


def _working_days_after(on: date, count: int) -> date:
    day = on
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def withdrawn_on(reader: "Reader", testimony: str) -> str:
    """Return the day on which an account was withdrawn and is still, or nothing."""
    consents = reader.where(Consent, "testimony", testimony)
    return taken_back_on(testimony, consents, reader.today.isoformat())


def recalls(reader: "Reader") -> list[Recall]:
    """Return every withdrawal with the copies that it calls back, the oldest first."""
    numbers = {name: int(reader.setting(name) or standard) for name, standard in DAYS.items()}
    issues = reader.every(Issue)
    found = []
    for testimony in reader.every(Testimony):
        on = withdrawn_on(reader, testimony.id)
        if not on:
            continue
        called = tuple(
            Called(copy, issue, state_of(copy))
            for issue in issues
            if shows(issue.items, testimony.id, LEFT)
            for copy in reader.where(Copy, "issue", issue.id)
        )
        staff = tuple(one for one in issues if shows(one.items, testimony.id, (READ_ALOUD,)))
        clock = clock_of(date.fromisoformat(on), third_parties=bool(called), days=numbers)
        found.append(Recall(testimony, on, clock, called, staff))
    return sorted(found, key=lambda recall: recall.on)


def staff_papers(recalled: Recall) -> list[str]:
    """Say which of our own papers held the words; nobody else can destroy them."""
    said = gettext("The staff paper of issue {issue} holds its words; destroy it yourselves.")
    return [said.format(issue=issue.ref) for issue in recalled.staff]


def state_of(copy: Copy) -> str:
    """Return where a copy stands."""
    for day, state in (
        (copy.returned_on, "returned"),
        (copy.destroyed_on, "destroyed"),
        (copy.refused_on, "refused"),
        (copy.asked_on, "asked"),
    ):
        if day:
            return state
    return "out"
