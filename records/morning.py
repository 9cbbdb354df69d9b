"""What is ahead, overdue or open: the facts of the status page. Pure but for the reading."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from records.consent import heads_of
from records.drafts import stale
from records.edtf import parse
from records.followup.promises import SOON, standing
from records.recall import recalls
from records.types.commitment import Commitment
from records.types.consultation import Consultation, Point
from records.types.testimony import Consent, Testimony

if TYPE_CHECKING:
    from records.store import Store

BACKUP_LASTS = timedelta(days=7)


class Matter(NamedTuple):
    """Something that waits for staff; the terminal finds the words for each kind."""

    kind: str  # meeting, overdue, maybe_overdue, due_soon, review, lapsing, recall, stale, …
    id: str  # of the record; empty where it is about the vault
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
        *_backup(store, today),
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
    kinds = {"overdue": "overdue", "may_be_overdue": "maybe_overdue", "due_soon": "due_soon"}
    found = []
    for one in store.every(Commitment):
        state = standing(one, today)
        if one.due and state in kinds:
            due = parse(one.due)
            passed = due.latest is not None and due.latest < today.isoformat()
            first = due.latest if passed else due.earliest or due.latest
            found.append((state == "due_soon", first or "", Matter(kinds[state], one.id, one.due)))
    return [matter for _soon, _first, matter in sorted(found)]


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


def _backup(store: "Store", today: date) -> list[Matter]:
    kept = store.setting("backed_up_on")
    if kept:
        old = date.fromisoformat(kept) < today - BACKUP_LASTS
        return [Matter("backup_old", "", kept)] if old else []
    anything = store.vault.connection.execute(
        "SELECT 1 FROM record WHERE type <> 'office' LIMIT 1"
    ).fetchone()
    return [Matter("backup_never", "", None)] if anything else []
