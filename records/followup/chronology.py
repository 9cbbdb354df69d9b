"""The dated things of a campaign in the order of time; what is uncertain stays uncertain."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from records.edtf import Edtf, parse
from records.followup.period import in_order
from records.followup.promises import in_time
from records.types.commitment import Commitment, Progress
from records.types.common import Record
from records.types.consultation import Consultation
from records.types.evidence import Outcome
from records.types.position import Ask, Position, Presentation
from records.types.public_life import Campaign, Instrument

if TYPE_CHECKING:
    from records.reader import Reader

R = TypeVar("R", bound=Record)
Kind = Literal[
    "campaign", "instrument", "position", "consultation", "put", "commitment", "due",
    "progress", "outcome",
]  # fmt: skip
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
"""Also their order where two things happened at the same time."""


class Dated(NamedTuple):
    """Something that belongs to a campaign, and when it was. `when` is None where nobody noted it.

    A `put` is a presentation and a `commitment` a promise: both are dated by their consultation.
    A `due` is the same promise, on the day by which it was to be kept.
    """

    kind: Kind
    record: Record
    when: Edtf | None


def chronology(reader: "Reader", campaign: Campaign) -> list[Dated]:
    """Return what belongs to a campaign, the earliest first, what has no date last."""
    meetings = reader.where(Consultation, "campaign", campaign.id)
    positions = reader.where(Position, "campaign", campaign.id)
    asks = [ask for one in positions for ask in reader.where(Ask, "position", one.id)]
    here, ours = {one.id for one in meetings}, {one.id for one in asks}
    promises = [
        one for one in reader.every(Commitment) if one.consultation in here or one.ask in ours
    ]
    put = [one for one in reader.every(Presentation) if one.consultation in here or one.ask in ours]
    days = {one.id: one.date for one in reader.every(Consultation)}
    found = [
        _dated("campaign", campaign, campaign.period),
        *(_dated("instrument", i, i.period) for i in _instruments(reader, meetings, positions)),
        *(_dated("position", one, one.adopted_on) for one in positions if one.adopted_on),
        *(_dated("consultation", one, one.date) for one in meetings),
        *(_dated("put", one, days.get(one.consultation or "")) for one in put),
        *_promised(reader, promises, days),
        *(_dated("outcome", u, u.date) for u in reader.where(Outcome, "campaign", campaign.id)),
    ]
    return sorted(found, key=_order)


def _dated(kind: Kind, record: Record, date: str | None) -> Dated:
    return Dated(kind, record, parse(date) if date else None)


def _instruments(reader: "Reader", *linked: Iterable[Any]) -> Iterator[Instrument]:
    """Yield the laws and programmes that these records are about, each once."""
    named = dict.fromkeys(one.instrument for records in linked for one in records)
    every = {one.id: one for one in reader.every(Instrument)}
    yield from (every[one] for one in named if one in every)


def _promised(
    reader: "Reader", promises: Iterable[Commitment], days: dict[str, str | None]
) -> Iterator[Dated]:
    for one in promises:
        yield _dated("commitment", one, days.get(one.consultation or ""))
        if one.due:
            yield _dated("due", one, one.due)
        for report in in_time(reader.where(Progress, "commitment", one.id)):
            yield _dated("progress", report, report.on)


def _order(one: Dated) -> tuple[tuple[bool, str, str], int, str]:
    when = one.when.text if one.when else None
    return in_order(when), KINDS.index(one.kind), one.record.ref
