"""Takes a consent back: from this moment on the gate withholds the words."""

from typing import TYPE_CHECKING

from records.consent import heads_of
from records.drafts import shows
from records.signedlist import keep_outside
from records.types.briefing import Issue
from records.types.testimony import Consent, Testimony

if TYPE_CHECKING:
    from records.store import Store


def withdraw(store: "Store", testimony: Testimony) -> Consent:
    """Record a withdrawal, then keep its tombstone also outside the database.

    Raises Forged where the list there was changed: the withdrawal has taken effect all the same.
    """
    made = record_withdrawal(store, testimony)
    keep_outside(store)
    return made


def record_withdrawal(store: "Store", testimony: Testimony, on: str = "") -> Consent:
    """Add a withdrawal, which supersedes the decisions in force; return the newest record.

    Every head is superseded by a withdrawal of its own, so that a later consent has to
    answer each of them and none is left standing by oversight. The tombstone and the entry in
    the history follow from them, as from any decision that takes an account back (rules.py).
    """
    day = on or store.today.isoformat()
    with store.vault.transaction():
        heads = heads_of(testimony.id, store.where(Consent, "testimony", testimony.id))
        if not heads:
            return _withdrawn(store, testimony, None, day)
        return [_withdrawn(store, testimony, head, day) for head in heads][-1]


def _withdrawn(store: "Store", testimony: Testimony, head: Consent | None, day: str) -> Consent:
    return store.keep(
        Consent(
            testimony=testimony.id,
            supersedes=head.id if head else None,
            identity="aggregate_only",
            audiences=head.audiences if head else ("internal",),
            channels=head.channels if head else ("print",),
            place_detail="none",
            method=head.method if head else "oral_witnessed",
            status="withdrawn",
            given_on=head.given_on if head else None,
            withdrawn_on=day,
        )
    )


def issues_with(store: "Store", testimony: str) -> list[Issue]:
    """Return the issued packs in which this testimony was used."""
    return [issue for issue in store.every(Issue) if shows(issue.items, testimony)]
