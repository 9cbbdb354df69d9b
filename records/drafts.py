"""Drafts that were built: which accounts they show, so that a withdrawal finds them."""

import json
from typing import TYPE_CHECKING, NamedTuple

from records import ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from records.reader import Reader
    from records.store import Store

LEFT = ("used", "lowered")
"""What the gate said of words that stand on the papers that were handed out."""

READ_ALOUD = "read_aloud"
"""What is kept of words that stand on the staff paper alone, to be read aloud."""

SHOWN = (*LEFT, READ_ALOUD)


class DraftFile(NamedTuple):
    """A file of a draft, as it was written."""

    path: str
    sha256: str


class Built(NamedTuple):
    """A draft of a pack that was written somewhere."""

    id: str
    briefing: str
    on: str
    items: tuple[tuple[str, str], ...]  # testimony id [and excerpt id], decision
    files: tuple[DraftFile, ...]
    at: str  # the moment, local time with its offset; a day alone in older vaults

    def shows(self, testimony: str) -> bool:
        """Whether this account was printed in it."""
        return shows(self.items, testimony)


def shows(
    items: "Iterable[tuple[str, str | float]]", testimony: str, how: "Collection[str]" = SHOWN
) -> bool:
    """Whether one of these items printed this account, in one of these ways."""
    return any(label.split(" ")[0] == testimony and said in how for label, said in items)


def note_draft(
    store: "Store", briefing: str, items: list[tuple[str, str]], files: list[DraftFile]
) -> None:
    """Remember a draft; an earlier one that wrote the same files is forgotten."""
    paths = {file.path for file in files}
    with store.vault.transaction():
        for old in drafts(store):
            if paths & {file.path for file in old.files}:
                store.table("draft").delete(old.id)
        store.table("draft").insert(
            {
                "id": ids.new_id(),
                "briefing": briefing,
                "on": store.clock().astimezone().isoformat(timespec="seconds"),
                "items": json.dumps(items),
                "files": json.dumps(files),
            }
        )


def note_report(store: "Store", briefing: str) -> None:
    """Remember that a briefing stands for a report: it is no pack to be listed or built."""
    store.keep_setting("reports", json.dumps(sorted({*reports(store), briefing})))


def reports(reader: "Reader") -> frozenset[str]:
    """Return the ids of the briefings that stand for reports."""
    return frozenset(json.loads(reader.setting("reports") or "[]"))


def drafts(reader: "Reader") -> list[Built]:
    """Return the drafts that are known, the oldest first."""
    rows = reader.vault.connection.execute(
        'SELECT id, briefing, "on", items, files FROM draft ORDER BY "on", rowid'
    )
    return [
        Built(
            r[0],
            r[1],
            r[2][: len("2026-03-15")],
            tuple((label, said) for label, said in json.loads(r[3])),
            tuple(DraftFile(*file) for file in json.loads(r[4])),
            r[2],
        )
        for r in rows
    ]


def stale(reader: "Reader", withdrawn: "Iterable[str]") -> list[Built]:
    """Return the drafts that show an account which has been withdrawn since."""
    gone = set(withdrawn)
    return [draft for draft in drafts(reader) if any(draft.shows(one) for one in gone)]


def forget(store: "Store", draft: Built) -> None:
    """Forget a draft whose files are gone."""
    with store.vault.transaction():
        store.table("draft").delete(draft.id)
