"""Which records a pack is made of, in which order, and what was left out with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from gettext import gettext as _
from typing import Any, TypeVar

from advocacy.briefing.selection.counts import Shown
from advocacy.briefing.selection.earlier import shown_before
from advocacy.briefing.selection.figures import why_no_chart, why_not, why_not_attended
from advocacy.briefing.selection.request import PackRequest
from records.followup.promises import in_time
from records.followup.succession import bodies_of, line_of
from records.onpaper import OnPaper
from records.store import Store
from records.types.commitment import Commitment, Progress
from records.types.common import Record
from records.types.consultation import Consultation
from records.types.evidence import Evidence, Outcome
from records.types.position import Ask, Position
from records.types.testimony import Excerpt, Testimony

R = TypeVar("R", bound=Record)
PRINTED_BASES = ("minuted", "written", "public")
"""A promise that is only recollected stays out of handouts (5-pack.md)."""

SETTLED = ("achieved", "retired")
"""Asks that are no longer asked."""


@dataclass(frozen=True)
class LeftOut:
    """A record that the pack does not print, and why; for staff alone."""

    ref: str
    why: str


@dataclass(frozen=True)
class Chosen:
    """The records of a pack, each list in the order of its numbers on paper."""

    positions: tuple[Position, ...]
    asks: tuple[Ask, ...]
    evidence: tuple[Evidence, ...]
    accounts: tuple[tuple[Testimony, Excerpt | None], ...]  # not yet past the gate
    commitments: tuple[tuple[Commitment, tuple[Progress, ...]], ...]
    outcomes: tuple[Outcome, ...]
    meetings: tuple[Consultation, ...]
    shown: Shown  # counts of people that the same readers were shown before
    left_out: tuple[LeftOut, ...]


class Selection:
    """Chooses by a briefing's selection, or where it is empty, by what concerns its meeting."""

    def __init__(self, store: Store, request: PackRequest) -> None:
        self.store = store
        self.paper = OnPaper(store, request.audiences)
        self.request = request
        self.selected = frozenset(request.briefing.selection)
        self.shown = shown_before(store, request)
        self.left_out: list[LeftOut] = []

    def choose(self) -> Chosen:
        """Return the records of the pack."""
        asks = self._asks()
        positions = self._positions(asks)
        kept = {p.id for p in positions}
        asks = [a for p in positions for a in asks if a.position == p.id and a.position in kept]
        return Chosen(
            positions=tuple(positions),
            asks=tuple(asks),
            evidence=tuple(self._evidence({*kept, *(a.id for a in asks)}, asks)),
            accounts=tuple(self._accounts()),
            commitments=tuple(self._commitments()),
            outcomes=tuple(self._outcomes()),
            meetings=tuple(self._meetings()),
            shown=self.shown,
            left_out=tuple(self.left_out),
        )

    def _allowed(self, found: Iterable[R]) -> list[R]:
        kept = []
        for one in found:
            if one.id in self.request.without:
                self._leave(one, _("left out by staff"))
            elif (seen := self.paper.shown(one)) is None:
                self._leave(one, _("its sensitivity keeps it out of papers for this audience"))
            else:
                kept.append(seen)
        return kept

    def _leave(self, one: Record, why: str) -> None:
        self.left_out.append(LeftOut(one.ref, why))

    def _concerns(self, one: Any) -> bool:
        """Whether a record concerns the meeting that the pack is for."""
        meeting = self.request.consultation
        if meeting is None:
            return False
        same = any(
            getattr(meeting, link) and getattr(one, link, None) == getattr(meeting, link)
            for link in ("instrument", "campaign")
        )
        bodies = (getattr(one, "body", None), getattr(one, "host", None))
        return same or any(body in self.request.wide_room for body in bodies if body)

    def _first(self, found: list[R]) -> list[R]:
        """Return the same records, those first that concern the meeting."""
        return sorted(found, key=lambda one: not self._concerns(one))

    def _asks(self) -> list[Ask]:
        asks = self._allowed(self.store.every(Ask))
        chosen = [a for a in asks if a.id in self.selected]
        for ask in asks if not self.selected else [
            a for a in asks
            if a.position in self.selected and not any(c.position == a.position for c in chosen)
        ]:  # fmt: skip
            if ask.status == "draft":
                self._leave(ask, _("still a draft: adopt it, or select it"))
            elif ask.status not in SETTLED:
                chosen.append(ask)
        return self._first(chosen)

    def _positions(self, asks: list[Ask]) -> list[Position]:
        wanted = {a.position for a in asks}
        chosen = []
        for one in self._allowed(self.store.every(Position)):
            picked = one.id in self.selected or (bool(self.selected) and one.id in wanted)
            if picked or (not self.selected and one.status == "adopted"):
                chosen.append(one)
            elif not self.selected and one.status == "draft":
                self._leave(one, _("still a draft: adopt it, or select it"))
        # A position whose asks are all settled or drafts is kept only where it was selected.
        asking = {a.position for a in self.store.every(Ask)}
        chosen = [
            p for p in chosen if p.id in wanted or p.id in self.selected or p.id not in asking
        ]
        return sorted(
            self._first(chosen),
            key=lambda p: (
                not any(self._concerns(a) for a in asks if a.position == p.id)
                and not self._concerns(p)
            ),
        )

    def _evidence(self, supported: set[str], asks: list[Ask]) -> list[Evidence]:
        named = {e for ask in asks for e in ask.evidence}
        chosen = []
        for one in self._allowed(self.store.every(Evidence)):
            tied = one.id in named or not supported.isdisjoint(one.supports)
            if self.selected and one.id not in self.selected and not tied:
                continue
            why = why_not(one, self.request.k, self.shown)
            if why:
                self._leave(one, why)
                continue
            if why := why_no_chart(one, self.request.k, self.shown):
                self._leave(one, _("its chart: {why}").format(why=why))
            chosen.append((not tied, one))
        return [one for _untied, one in sorted(chosen, key=lambda pair: pair[0])]

    def _accounts(self) -> list[tuple[Testimony, Excerpt | None]]:
        """Return testimonies and excerpts that the gate is to decide on, and nobody left out."""
        accounts: list[tuple[Testimony, Excerpt | None]] = []
        for one in self._first(self.store.every(Testimony)):
            if one.id in self.request.without:
                self._leave(one, _("left out by staff"))
                continue
            excerpts = [e for e in self.store.where(Excerpt, "testimony", one.id)
                        if e.id not in self.request.without]  # fmt: skip
            if self.selected:
                accounts += [(one, e) for e in excerpts if e.id in self.selected]
                accounts += [(one, None)] if one.id in self.selected else []
            else:
                accounts += [(one, e) for e in excerpts] or [(one, None)]
        return accounts

    def _commitments(self) -> list[tuple[Commitment, tuple[Progress, ...]]]:
        chosen = []
        promised = self._allowed(self.store.every(Commitment))
        bodies = bodies_of(self.store)
        picked = any(c.id in self.selected for c in promised)
        for one in promised:
            if picked and one.id not in self.selected:
                continue
            # A body that took over from another answers for its promises too.
            answering = line_of(bodies, one.body or "", self.request.on)
            if self.request.room and not picked and self.request.wide_room.isdisjoint(answering):
                continue
            if one.status == "withdrawn":
                continue
            if one.basis not in PRINTED_BASES:
                self._leave(one, _("only recollected: not in a handout"))
                continue
            chosen.append((one, in_time(self.paper.where(Progress, "commitment", one.id))))
        return chosen

    def _outcomes(self) -> list[Outcome]:
        found = self._allowed(self.store.every(Outcome))
        if any(u.id in self.selected for u in found):
            found = [u for u in found if u.id in self.selected]
        return sorted(found, key=lambda u: (u.date is None, u.date or ""))

    def _meetings(self) -> list[Consultation]:
        meeting = self.request.consultation
        found = [
            c
            for c in self._allowed(self.store.every(Consultation))
            if (meeting is None or c.id != meeting.id)
            and (c.date is None or _starts(c.date) <= self.request.on.isoformat())
        ]
        if any(c.id in self.selected for c in found):
            found = [c for c in found if c.id in self.selected]
        for one in found:
            if why := why_not_attended(one, self.request.k, self.shown):
                self._leave(one, _("its number of people: {why}").format(why=why))
        return sorted(found, key=lambda c: (c.date is None, _starts(c.date) if c.date else ""))


def _starts(date: str) -> str:
    from records.edtf import parse

    return parse(date).earliest or ""
