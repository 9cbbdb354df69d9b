"""What the advocacy achieved in a period: the facts of the report for members and donors."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from records.edtf import parse
from records.followup.period import Belongs, Period, belongs, by_end, in_order
from records.followup.promises import in_time
from records.followup.representation import Representation, representation
from records.types.commitment import Commitment, Progress
from records.types.common import Record
from records.types.consultation import Consultation
from records.types.evidence import Outcome
from records.types.position import Ask, Presentation
from records.types.public_life import Campaign
from records.vocabulary import terms

if TYPE_CHECKING:
    from records.reader import Reader

R = TypeVar("R", bound=Record)
Allowed = Callable[[Record], bool]
"""Whether a record may stand in the report."""

NOT_SAID = ""
"""The key under which is counted what names no term."""

UNASKED = ("draft",)
"""An ask that was not adopted was not asked."""


class Change(NamedTuple):
    """An outcome, and whether somebody outside can confirm it; who that is stays with us."""

    outcome: Outcome
    substantiated: bool


class Put(NamedTuple):
    """An ask that was put at a consultation of the period."""

    presentation: Presentation
    ask: Ask
    consultation: Consultation


class Promise(NamedTuple):
    """A commitment with the newest levels that were reported by the period's end."""

    commitment: Commitment
    claimed: Progress | None
    verified: Progress | None
    made: Belongs  # within the period
    reported: bool  # a report on it belongs to the period


class Achievements(NamedTuple):
    """The facts of a report. What may belong to the period, and may not, is kept apart."""

    period: Period
    consultations: tuple[Consultation, ...]
    perhaps_held: tuple[Consultation, ...]
    by_level: dict[str, int]  # level of participation; NOT_SAID where none is recorded
    represented: Representation  # of the period's consultations
    asks: dict[str, int]  # by status as it stood at the end
    put: tuple[Put, ...]
    perhaps_put: tuple[Put, ...]
    responses: dict[str, int]  # of what was put
    promises: tuple[Promise, ...]  # made by the end
    claimed: dict[str, int]  # commitments by level
    verified: dict[str, int]
    outcomes: tuple[Change, ...]
    perhaps_changed: tuple[Change, ...]
    campaigns: tuple[Campaign, ...]  # that ran in the period, or may have
    left_out: int  # records that the audience may not see


def achievements(
    reader: "Reader", period: Period, today: date, allowed: Allowed = lambda _one: True
) -> Achievements:
    """Return what belongs to a period, of what is allowed."""
    left: list[Record] = []

    def every(kind: type[R]) -> list[R]:
        found = reader.every(kind)
        left.extend(one for one in found if not allowed(one))
        return [one for one in found if allowed(one)]

    meetings = sorted(every(Consultation), key=lambda one: in_order(one.date))
    held = {one.id: belongs(one.date, _so_far(period, today)) for one in meetings}
    asks = [one for one in every(Ask) if one.status not in UNASKED]
    put = _put(every(Presentation), asks, meetings)
    promises = _promises(reader, every(Commitment), meetings, period)
    changes = [
        Change(one, bool(one.substantiated_by))
        for one in sorted(every(Outcome), key=lambda one: in_order(one.date))
    ]
    answered = [one for one in put if held[one.consultation.id] == "yes"]
    certain = tuple(one for one in meetings if held[one.id] == "yes")
    statuses = statuses_at(reader, asks, period.until)
    return Achievements(
        period=period,
        consultations=certain,
        perhaps_held=tuple(one for one in meetings if held[one.id] == "perhaps"),
        by_level=_counted("participation_level", (one.participation_level for one in certain)),
        represented=representation(reader, certain, today),
        asks=_counted("ask_status", statuses.values()),
        put=tuple(answered),
        perhaps_put=tuple(one for one in put if held[one.consultation.id] == "perhaps"),
        responses=_counted("response", (one.presentation.response for one in answered)),
        promises=tuple(promises),
        claimed=_counted(
            "progress_level", (p.claimed.claimed if p.claimed else None for p in promises)
        ),
        verified=_counted(
            "progress_level", (p.verified.verified if p.verified else None for p in promises)
        ),
        outcomes=tuple(c for c in changes if belongs(c.outcome.date, period) == "yes"),
        perhaps_changed=tuple(c for c in changes if belongs(c.outcome.date, period) == "perhaps"),
        campaigns=tuple(one for one in every(Campaign) if _ran(one.period, period)),
        left_out=len(left),
    )


def statuses_at(reader: "Reader", asks: Iterable[Ask], day: str) -> dict[str, str]:
    """Return the status of each ask as it was on record at the end of a day, by id.

    Of an ask that was entered later, the first status that was ever entered.
    """
    then = {one.id: one.status or "" for one in asks}
    told: dict[str, list[tuple[str, str]]] = {}
    for link in reader.chain():
        if link.record in then and link.values:
            values: Mapping[str, Any] = json.loads(link.values)
            if values.get("status"):
                # The history has UTC; a period has the days of where the laptop stands.
                on = datetime.fromisoformat(link.on).astimezone().date().isoformat()
                told.setdefault(link.record, []).append((on, values["status"]))
    for record, entries in told.items():
        by_then = [status for on, status in entries if on <= day]
        then[record] = by_then[-1] if by_then else entries[0][1]
    return then


def _so_far(period: Period, today: date) -> Period:
    """Return the part of a period that has passed: what is only planned was not achieved."""
    return Period(period.since, min(period.until, today.isoformat()))


def _put(
    presentations: list[Presentation], asks: list[Ask], meetings: list[Consultation]
) -> list[Put]:
    by_ask = {one.id: one for one in asks}
    by_meeting = {one.id: one for one in meetings}
    order = {one.id: n for n, one in enumerate(meetings)}
    found = [
        Put(one, by_ask[one.ask], by_meeting[one.consultation])
        for one in presentations
        if one.ask in by_ask and one.consultation in by_meeting
    ]
    return sorted(found, key=lambda one: order[one.consultation.id])


def _promises(
    reader: "Reader", commitments: list[Commitment], meetings: list[Consultation], period: Period
) -> list[Promise]:
    days = {one.id: one.date for one in meetings}
    found = []
    for one in commitments:
        said = days.get(one.consultation or "")
        if one.status == "withdrawn" or by_end(said, period.until) == "no":
            continue
        reports = [
            report
            for report in reader.where(Progress, "commitment", one.id)
            if by_end(report.on, period.until) == "yes"
        ]
        found.append(
            Promise(
                commitment=one,
                claimed=_newest(reports, "claimed"),
                verified=_newest(reports, "verified"),
                made=belongs(said, period),
                reported=any(belongs(report.on, period) == "yes" for report in reports),
            )
        )
    return found


def _newest(reports: list[Progress], level: str) -> Progress | None:
    return next((one for one in reversed(in_time(reports)) if getattr(one, level)), None)


def _ran(said: str | None, period: Period) -> bool:
    """Whether a campaign may have run in some part of the period."""
    when = parse(said) if said else None
    if when is None:
        return True
    return not (
        (when.latest or period.since) < period.since or (when.earliest or "") > period.until
    )


def _counted(vocabulary: str, keys: Iterable[str | None]) -> dict[str, int]:
    """Count keys in the order of their vocabulary, those without a term last."""
    found = Counter(key or NOT_SAID for key in keys)
    return {key: found[key] for key in (*terms(vocabulary), NOT_SAID) if found[key]}
