"""Finished parts of packs, kept in the vault so that a pack is printed again from them.

They show words that were cleared when they were printed. So the store empties the cache
with whatever may take a clearance back (a withdrawal, an erasure, a new decision in place of
an old one, a testimony taken out or marked as more sensitive): it is made anew in no time.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from records.store import Store

MOST = 24_000_000
"""Bytes of all parts together: those of about eight packs of 300 pages."""


class PageCache:
    """The parts that a vault keeps, up to a size; those that were used longest ago go first."""

    def __init__(self, store: "Store", most: int = MOST) -> None:
        self._store = store
        self._most = most

    def get(self, key: str) -> bytes | None:
        """Return what was kept under the key."""
        row = self._store.vault.connection.execute(
            'SELECT pdf, used FROM page_cache WHERE "key" = ?', (key,)
        ).fetchone()
        if row is None:
            return None
        today = self._store.today.isoformat()
        if row[1] != today:
            with self._store.vault.transaction():
                self._store.table("page_cache").update(key, {"used": today})
        return bytes(row[0])

    def put(self, key: str, content: bytes) -> None:
        """Keep this; what has no more room beside it goes."""
        if len(content) > self._most:
            return
        with self._store.vault.transaction():
            self._store.table("page_cache").upsert(
                {"key": key, "pdf": content, "used": self._store.today.isoformat()}, pk="key"
            )
            self._store.vault.connection.execute(
                """
                DELETE FROM page_cache WHERE rowid IN (
                  SELECT rowid FROM (
                    SELECT rowid, sum(length(pdf)) OVER (ORDER BY used DESC, rowid DESC) AS kept
                    FROM page_cache
                  ) WHERE kept > ?
                )
                """,
                (self._most,),
            )


def empty(store: "Store") -> None:
    """Forget every part, for good: the vault overwrites what it deletes."""
    with store.vault.transaction():
        store.forget_pages()
