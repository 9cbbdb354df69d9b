"""Which records leave the vault closed: known by their ref, and nothing that they say."""

from records.store import Store
from records.types import every_type
from records.types.common import Record

CLOSED = ("restricted", "sealed")
"""Records that leave no vault on paper (1-product.md) leave none in the clear either."""


def closed_ids(store: Store) -> frozenset[str]:
    """Return the ids of records that leave closed, and of what is a part of them."""
    shut: set[str] = set()
    for kind in every_type():  # parents come before children
        for one in store.select(kind, "1", (), fields=_deciding(kind)):
            part_of = getattr(one, kind.PARENT) if kind.PARENT else None
            about = getattr(one, "testimony", None) if kind.NAME == "consent" else None
            if one.sensitivity in CLOSED or part_of in shut or about in shut:
                shut.add(one.id)
    return frozenset(shut)


def _deciding(kind: type[Record]) -> list[str]:
    about = ["testimony"] if kind.NAME == "consent" else []
    return ["sensitivity", *([kind.PARENT] if kind.PARENT else about)]
