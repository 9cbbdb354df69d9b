"""Proposes what a pack for a consultation should hold, and says of each record why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from advocacy.briefing.selection.earlier import shown_before
from advocacy.briefing.selection.figures import why_not
from advocacy.briefing.selection.request import PackRequest, request_for
from advocacy.briefing.selection.select import PRINTED_BASES, SETTLED
from advocacy.briefing.selection.voices import rule
from records.consent import Quotation
from records.followup.promises import OPEN
from records.followup.succession import bodies_of, line_of
from records.sensitivity import sensitivity_allows
from records.store import Store
from records.types.briefing import Briefing
from records.types.commitment import Commitment
from records.types.common import Record
from records.types.consultation import Consultation
from records.types.evidence import Evidence
from records.types.position import Ask, Position
from records.types.testimony import Excerpt, Testimony
from records.wording import N_, gettext

Reason = Literal[
    "same_instrument", "same_campaign", "asked_by_position", "supports", "cleared", "promised",
    "inherited",
]  # fmt: skip
REASONS: dict[Reason, str] = {
    "same_instrument": N_("is about the same law or programme"),
    "same_campaign": N_("belongs to the same campaign"),
    "asked_by_position": N_("is what {of} asks for"),
    "supports": N_("supports {of}"),
    "cleared": N_("supports {of}, and may be printed for this audience"),
    "promised": N_("was promised by this body and is still open"),
    "inherited": N_("was promised by {of}, whose duties this body has taken over"),
}


@dataclass(frozen=True)
class Proposed:
    """A record that a pack should hold, and why."""

    record: Record
    reason: Reason
    of: str = ""  # the ref of what it supports or belongs to; the name of the body before

    @property
    def why(self) -> str:
        """The reason in a sentence that goes on from the record's name."""
        return gettext(REASONS[self.reason]).format(of=self.of)


def proposal(store: Store, briefing: Briefing, on: date) -> list[Proposed]:
    """Return what belongs into a pack: positions with their asks, what supports them, promises.

    `briefing` need not be kept yet; it names the consultation, the audience and its limits. All
    that is returned may be printed for that audience on this day: settled asks, drafts and
    recollected promises are left out, and the gate has let each testimony through.
    """
    request = request_for(store, briefing, on)
    assert request.consultation is not None  # noqa: S101  (a proposal is for a consultation)
    return list(_Proposing(store, request.consultation, request).all())


class _Proposing:
    def __init__(self, store: Store, meeting: Consultation, request: PackRequest) -> None:
        self.store, self.meeting, self.request = store, meeting, request

    def all(self) -> Iterator[Proposed]:
        """Yield the positions, each with its asks, then evidence, testimonies and promises."""
        held = list(self.positions())
        asks = [ask for one in held for ask in self.asks_of(one.record)]
        for one in held:
            yield one
            yield from (ask for ask in asks if ask.of == one.record.ref)
        stands = {one.record.id: one.record.ref for one in (*held, *asks)}
        evidence = list(self.evidence(stands, [ask.record for ask in asks]))
        yield from evidence
        known = stands | {one.record.id: one.record.ref for one in evidence}
        yield from self.accounts(known)
        yield from self.promises()

    def positions(self) -> Iterator[Proposed]:
        """Yield the adopted positions on the same law or programme, or of the same campaign."""
        law, campaign = self.meeting.instrument, self.meeting.campaign
        for one in self._allowed(self.store.every(Position)):
            laws = {one.instrument, *(a.instrument for a in self._asks(one))}
            if one.status != "adopted":
                continue
            if law and law in laws:
                yield Proposed(one, "same_instrument")
            elif campaign and one.campaign == campaign:
                yield Proposed(one, "same_campaign")

    def asks_of(self, position: Record) -> Iterator[Proposed]:
        """Yield the asks of a position that are still asked."""
        for one in self._allowed(self._asks(position)):
            if one.status != "draft" and one.status not in SETTLED:
                yield Proposed(one, "asked_by_position", position.ref)

    def evidence(self, stands: dict[str, str], asks: Iterable[Any]) -> Iterator[Proposed]:
        """Yield the evidence for these positions and asks that may be printed."""
        named = {e: ask.ref for ask in asks for e in ask.evidence}
        shown = shown_before(self.store, self.request)
        for one in self._allowed(self.store.every(Evidence)):
            of = next((stands[s] for s in one.supports if s in stands), named.get(one.id, ""))
            if of and not why_not(one, self.request.k, shown):
                yield Proposed(one, "supports", of)

    def accounts(self, known: dict[str, str]) -> Iterator[Proposed]:
        """Yield the testimonies, or their excerpts, that support these and that the gate clears."""
        accounts: list[tuple[Testimony, Excerpt | None]] = []
        for testimony in self.store.every(Testimony):
            if not known.keys().isdisjoint(testimony.supports):
                excerpts = self.store.where(Excerpt, "testimony", testimony.id)
                accounts += [(testimony, e) for e in excerpts] or [(testimony, None)]
        for ruling in rule(self.store, self.request, tuple(accounts), self.request.languages[0]):
            if isinstance(ruling.said, Quotation):
                of = next(known[s] for s in ruling.testimony.supports if s in known)
                yield Proposed(ruling.excerpt or ruling.testimony, "cleared", of)

    def promises(self) -> Iterator[Proposed]:
        """Yield what the host promised and has not settled, also what it took over from others."""
        host = self.meeting.host
        if not host:
            return
        bodies = bodies_of(self.store)
        for one in self._allowed(self.store.every(Commitment)):
            if one.status not in OPEN or one.basis not in PRINTED_BASES or not one.body:
                continue
            if one.body == host:
                yield Proposed(one, "promised")
            elif host in line_of(bodies, one.body, self.request.on):
                yield Proposed(one, "inherited", bodies[one.body].name or "")

    def _asks(self, position: Record) -> list[Ask]:
        return self.store.where(Ask, "position", position.id)

    def _allowed(self, found: Iterable[Any]) -> Iterator[Any]:
        for one in found:
            if sensitivity_allows(one.sensitivity, self.request.audiences):
                yield one
