"""Calling back what was handed over, once a contributor has withdrawn.

The clock is that of Decree 356/2025/NĐ-CP on personal data as the network's sources describe
it: an answer in 2 working days; an end to the use within 15 days, 20 where third parties hold
the data; one extension of 15 days. Counsel confirms it; the days are settings of the vault.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from records.consent import heads_of
from records.drafts import shows
from records.types.briefing import Copy, Issue
from records.types.testimony import Consent, Testimony

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
    heads = heads_of(testimony, reader.where(Consent, "testimony", testimony))
    days = [head.withdrawn_on or "" for head in heads if head.status == "withdrawn"]
    return max(days, default="")


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
            if shows(issue.items, testimony.id)
            for copy in reader.where(Copy, "issue", issue.id)
        )
        clock = clock_of(date.fromisoformat(on), third_parties=bool(called), days=numbers)
        found.append(Recall(testimony, on, clock, called))
    return sorted(found, key=lambda recall: recall.on)


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
