"""What is ahead, overdue or open: the facts of the status page. Pure but for the reading."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from records.consent import heads_of
from records.drafts import stale
from records.edtf import parse
from records.recall import recalls
from records.types.briefing import Briefing, Issue
from records.types.commitment import Commitment
from records.types.consultation import Consultation, Point
from records.types.testimony import Consent, Testimony

if TYPE_CHECKING:
    from records.store import Store

SOON = timedelta(days=30)
OPEN = ("stated", "in_progress", "partly_met", "not_met")


class Matter(NamedTuple):
    """Something that waits for staff; the terminal finds the words for each kind."""

    kind: str  # meeting, overdue, maybe_overdue, review, lapsing, recall, stale, unchecked, …
    id: str
    on: str | None  # an EDTF date or a day


def matters(store: "Store", today: date) -> list[Matter]:
    """Return what waits, in the order in which it should be looked at."""
    return [
        *_meetings(store, today),
        *_promises(store, today),
        *_consents(store, today),
        *_recalls(store),
        *_unchecked(store),
        *_follow_ups(store),
    ]


def _meetings(store: "Store", today: date) -> list[Matter]:
    day = today.isoformat()
    ahead = []
    for one in store.every(Consultation):
        for said in (one.date, one.next_meeting):
            first = parse(said).earliest if said else None
            last = parse(said).latest if said else None
            if said and first and last and last >= day:
                ahead.append((first, Matter("meeting", one.id, said)))
    return [matter for _first, matter in sorted(ahead)]


def _promises(store: "Store", today: date) -> list[Matter]:
    day = today.isoformat()
    late = []
    for one in store.every(Commitment):
        if one.status not in OPEN or not one.due:
            continue
        due = parse(one.due)
        if due.latest and due.latest < day:
            kind = "maybe_overdue" if due.approximate or due.uncertain else "overdue"
            late.append((due.latest, Matter(kind, one.id, one.due)))
        elif due.earliest and due.earliest < day:
            late.append((due.earliest, Matter("maybe_overdue", one.id, one.due)))
    return [matter for _latest, matter in sorted(late)]


def _consents(store: "Store", today: date) -> list[Matter]:
    soon = (today + SOON).isoformat()
    found = []
    for testimony in store.every(Testimony):
        for head in heads_of(testimony.id, store.where(Consent, "testimony", testimony.id)):
            if head.status != "active":
                continue
            if head.review_on and head.review_on <= soon:
                found.append(Matter("review", head.id, head.review_on))
            if head.expires_on and today.isoformat() <= head.expires_on <= soon:
                found.append(Matter("lapsing", head.id, head.expires_on))
    return found


def _recalls(store: "Store") -> list[Matter]:
    called = recalls(store)
    waiting = (r for r in called if r.open)
    open_ = [Matter("recall", r.testimony.id, r.clock.stop_by.isoformat()) for r in waiting]
    withdrawn = [r.testimony.id for r in called]
    return open_ + [Matter("stale", d.briefing, d.on) for d in stale(store, withdrawn)]


def _unchecked(store: "Store") -> list[Matter]:
    return [
        Matter("unchecked", one.id, None)
        for one in store.every(Testimony)
        if one.words and not (one.checked_by and one.checked_on)
    ]


def _follow_ups(store: "Store") -> list[Matter]:
    return [
        Matter("unresolved", one.id, None)
        for one in store.every(Point)
        if one.follow_up in ("required", "unresolved")
    ]


def pack_state(store: "Store", consultation: str) -> str:
    """Return `issued`, `defined` or `none`: how far the pack for a consultation is."""
    packs = store.where(Briefing, "consultation", consultation)
    if any(store.where(Issue, "briefing", pack.id) for pack in packs):
        return "issued"
    return "defined" if packs else "none"
