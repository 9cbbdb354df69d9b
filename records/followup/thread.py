"""One thread: ask → put at meetings → answers → commitments → progress → outcomes.

What hangs together is read from the records' own references. An outcome names no ask; it is
put beside one by a rule, and called what it is, "same campaign", never a result: it shares the
campaign of the ask's position, was changed by the body that was asked (or one that took over
from it, or a parent of these), and is not certainly older than the first time that the ask was
put. Where none of the campaign's asks fits, or several do, it stands beside the position.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from records.edtf import FIRST_DAY, LAST_DAY, parse
from records.followup.promises import in_time
from records.followup.succession import bodies_of, line_of
from records.types.commitment import Commitment, Progress
from records.types.common import Record
from records.types.consultation import Consultation, Point
from records.types.evidence import Evidence, Outcome
from records.types.position import Ask, Position, Presentation
from records.types.public_life import Campaign
from records.types.testimony import Testimony

if TYPE_CHECKING:
    from records.reader import Reader

R = TypeVar("R", bound=Record)

Link = Literal[
    "",  # the beginning
    "position",
    "ask",
    "put",  # an ask at a meeting
    "promised",
    "reported",
    "raised",  # a discussion point
    "supports",
    "same_campaign",
]

BEGINNINGS = (
    "ask", "commitment", "consultation", "outcome", "position", "presentation", "progress",
    "point", "campaign", "testimony", "evidence",
)  # fmt: skip
"""The types that a thread can be followed from."""


OWNERS = {
    "presentation": "ask", "progress": "commitment", "point": "consultation",
    "outcome": "campaign",
}  # fmt: skip
"""Parts whose thread is that of the record that this field names."""


class Step(NamedTuple):
    """A record on the thread, why it stands there, and what follows from it."""

    record: Record
    link: Link
    steps: tuple["Step", ...] = ()


def thread_of(reader: "Reader", record_id: str, today: date) -> Step:
    """Return the whole thread that a record is part of, as a tree."""
    return _Threads(reader, today).of(reader.get(record_id))


class _Threads:
    def __init__(self, reader: "Reader", today: date) -> None:
        self.reader = reader
        self.bodies = bodies_of(reader)
        self.today = today
        self.meetings = {one.id: one for one in reader.every(Consultation)}
        self.positions = {one.id: one for one in reader.every(Position)}
        self.asks = {one.id: one for one in reader.every(Ask)}
        self.put = _by(reader.every(Presentation), "ask")
        self.commitments = reader.every(Commitment)
        self.reports = _by(reader.every(Progress), "commitment")
        self.outcomes = _by(reader.every(Outcome), "campaign")

    def of(self, one: Record) -> Step:
        """Return the thread of any record that is part of one."""
        while (owner := OWNERS.get(one.NAME)) and (target := getattr(one, owner)):
            one = self.reader.get(target)
        follow: dict[str, Callable[[Any], Step]] = {
            "ask": lambda ask: self.position(self.positions[ask.position], ask),
            "commitment": self._from_commitment,
            "position": self.position,
            "consultation": self.meeting,
            "campaign": self.campaign,
            "testimony": self._supporting,
            "evidence": self._supporting,
        }
        return follow[one.NAME](one) if one.NAME in follow else Step(one, "")

    def _from_commitment(self, one: Commitment) -> Step:
        if one.ask:
            return self.of(self.asks[one.ask])
        if one.consultation:
            meeting = self.meetings[one.consultation]
            return Step(meeting, "", (self.commitment(one, meeting.campaign),))
        return self.commitment(one)._replace(link="")

    def position(self, one: Position, only: Ask | None = None) -> Step:
        """Return a position with its asks, or one of them, and what changed in its campaign."""
        beside = self._beside(one.campaign, self._asks_in(one.campaign))
        asks = [only] if only else [a for a in self.asks.values() if a.position == one.id]
        steps = (self.ask(a, beside.get(a.id, ())) for a in asks)
        return Step(one, "", (*steps, *self._outcomes(beside.get("", ()))))

    def ask(self, one: Ask, outcomes: Iterable[Outcome] = ()) -> Step:
        """Return an ask: where it was put, what was promised on it, what changed since."""
        promised = [c for c in self.commitments if c.ask == one.id]
        put = []
        for presentation in self._in_order(self.put.get(one.id, ())):
            there = [c for c in promised if c.consultation == presentation.consultation]
            put.append(Step(presentation, "put", tuple(map(self.commitment, there))))
            promised = [c for c in promised if c not in there]
        rest = map(self.commitment, self._in_order(promised))
        return Step(one, "ask", (*put, *rest, *self._outcomes(outcomes)))

    def commitment(self, one: Commitment, campaign: str | None = None) -> Step:
        """Return a commitment with its progress; of one without an ask, also what changed since."""
        reports = tuple(Step(r, "reported") for r in in_time(self.reports.get(one.id, ())))
        meeting = self.meetings.get(one.consultation or "")
        since = parse(meeting.date).earliest if meeting and meeting.date else None
        outcomes = [
            o
            for o in self.outcomes.get(campaign or "", ())
            if o.changed_by in self._kin(one.body) and not _before(o, since)
        ]
        return Step(one, "promised", (*reports, *self._outcomes(outcomes)))

    def meeting(self, one: Consultation) -> Step:
        """Return a meeting: the asks put there, what was promised there, what was left open."""
        put = [p for listed in self.put.values() for p in listed if p.consultation == one.id]
        promised = [c for c in self.commitments if c.consultation == one.id]
        asks = list({p.ask: self.asks[p.ask or ""] for p in put}.values())
        campaigns = dict.fromkeys(self.positions[a.position or ""].campaign for a in asks)
        steps = []
        for presentation in put:
            asked = self.asks[presentation.ask or ""]
            there = [c for c in promised if c.ask == asked.id]
            promised = [c for c in promised if c not in there]
            campaign = self.positions[asked.position or ""].campaign
            beside = self._beside(campaign, asks).get(asked.id, ())
            follows = (*map(self.commitment, there), *self._outcomes(beside))
            steps.append(Step(presentation, "put", (Step(asked, "ask", follows),)))
        steps += [self.commitment(c, one.campaign) for c in promised]
        steps += [Step(p, "raised") for p in self.reader.where(Point, "consultation", one.id)]
        several = [
            outcome
            for campaign in campaigns
            for outcome in self._beside(campaign, asks).get("", ())
            if any(self._belongs(outcome, ask) for ask in asks)
        ]
        return Step(one, "", (*steps, *self._outcomes(several)))

    def campaign(self, one: Campaign) -> Step:
        """Return a campaign: its positions with their asks, and what changed in it."""
        beside = self._beside(one.id, self._asks_in(one.id))
        steps = [
            Step(held, "position", tuple(
                self.ask(a, beside.get(a.id, ()))
                for a in self.asks.values() if a.position == held.id
            ))
            for held in self.positions.values() if held.campaign == one.id
        ]  # fmt: skip
        return Step(one, "", (*steps, *self._outcomes(beside.get("", ()))))

    def _asks_in(self, campaign: str | None) -> list[Ask]:
        return [a for a in self.asks.values()
                if campaign and self.positions[a.position or ""].campaign == campaign]  # fmt: skip

    def _beside(self, campaign: str | None, asks: list[Ask]) -> dict[str, list[Outcome]]:
        """Return the outcomes of a campaign by the one ask that they stand beside, else by ""."""
        found: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in self.outcomes.get(campaign or "", ()):
            fitting = [ask.id for ask in asks if self._belongs(outcome, ask)]
            found[fitting[0] if len(fitting) == 1 else ""].append(outcome)
        return found

    def _supporting(self, one: Testimony | Evidence) -> Step:
        """Return an account or a finding, with the threads of what it supports."""
        named = [a for a in self.asks.values() if one.id in a.evidence]
        more = [a.id for a in named if not {a.id, a.position} & set(one.supports)]
        targets = (self.reader.get(target) for target in (*one.supports, *more))
        # A finding that supports another one, which supports it in turn, is no thread.
        return Step(one, "", tuple(
            Step(t, "supports") if isinstance(t, Evidence)
            else self.of(t)._replace(link="supports")
            for t in targets
        ))  # fmt: skip

    def _belongs(self, outcome: Outcome, ask: Ask) -> bool:
        """Whether an outcome of the same campaign stands beside this ask."""
        dates = [
            parse(meeting.date).earliest
            for p in self.put.get(ask.id, ())
            if (meeting := self.meetings.get(p.consultation or "")) and meeting.date
        ]
        first = min((day or FIRST_DAY for day in dates), default=None)
        return outcome.changed_by in self._kin(ask.body) and not _before(outcome, first)

    def _kin(self, body: str | None) -> frozenset[str]:
        """Return a body, those that took over from it, and the parent of each."""
        if not body:
            return frozenset()
        line = line_of(self.bodies, body, self.today)
        parents = (self.bodies[one].parent for one in line if one in self.bodies)
        return frozenset(line) | {parent for parent in parents if parent}

    def _outcomes(self, found: Iterable[Outcome]) -> tuple[Step, ...]:
        ordered = sorted(found, key=lambda o: _day(o.date))
        return tuple(Step(one, "same_campaign") for one in ordered)

    def _in_order(self, found: Iterable[Any]) -> list[Any]:
        """Return what belongs to meetings in the order of these."""
        return sorted(
            found,
            key=lambda one: _day(
                meeting.date if (meeting := self.meetings.get(one.consultation or "")) else None
            ),
        )


def _by(found: Iterable[R], field: str) -> dict[str, list[R]]:
    grouped: dict[str, list[R]] = defaultdict(list)
    for one in found:
        if target := getattr(one, field):
            grouped[target].append(one)
    return grouped


def _day(said: str | None) -> str:
    return (parse(said).earliest or "") if said else LAST_DAY


def _before(outcome: Outcome, first: str | None) -> bool:
    """Whether an outcome is certainly older than this day."""
    if not first or not outcome.date:
        return False
    when = parse(outcome.date)
    if when.approximate or when.uncertain:
        return False
    return when.latest is not None and when.latest < first


def steps_in(step: Step) -> Iterable[Step]:
    """Yield a step and all that follow from it, from top to bottom."""
    yield step
    for one in step.steps:
        yield from steps_in(one)
