"""Keeps what a contributor decided, in the place of what was decided before."""

from collections.abc import Mapping
from typing import Any, cast

from records.consent import heads_of
from records.store import Store
from records.types.testimony import Consent


def decide(store: Store, testimony: str, values: Mapping[str, Any]) -> Consent:
    """Add a decision on an account; unless it names one, it supersedes every one in force.

    A consent supersedes one other. Where several are in force, the decision is added once
    for each, all alike, so that none is left standing beside it.
    """
    if values.get("supersedes"):
        return cast("Consent", store.add("consent", values))
    with store.vault.transaction():
        heads = heads_of(testimony, store.where(Consent, "testimony", testimony))
        older = [{"supersedes": head.ref} for head in heads] or [{}]
        made = [store.add("consent", {**values, **one}) for one in older]
    return cast("Consent", made[-1])
