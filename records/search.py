"""Finds records by their words: without diacritics, exact spellings first."""

from typing import TYPE_CHECKING, NamedTuple

from records.fields import fields_of
from records.types import type_named
from records.vietnamese import fold, nfc, tokens

if TYPE_CHECKING:
    from records.store import Store

MOST_PASSAGES = 5_000
MOST_WORDS = 100
HAVING = (
    "SELECT p.record FROM passage_index JOIN passage p ON p.id = passage_index.rowid"
    " WHERE passage_index MATCH ?"
)
BEFORE, AFTER = "\x02", "\x03"
"""Stand around the words that were found, in a snippet."""

SNIPPET_WORDS = 16


class Hit(NamedTuple):
    """One passage that holds the words."""

    id: str
    ref: str
    type: str
    field: str
    snippet: str  # the original text, found words between BEFORE and AFTER
    exact: bool  # found with the very diacritics that were typed
    sensitive: bool


def search(store: "Store", said: str, types: tuple[str, ...] = (), limit: int = 50) -> list[Hit]:
    """Return the passages that were meant: of records that hold all the words.

    First those that hold all of them; a record that has no such passage comes after, with
    its passages that hold some. Within each, what is spelled as it was typed comes first.
    """
    wanted = list(dict.fromkeys(token.folded for token in tokens(nfc(said))))[:MOST_WORDS]
    if not wanted:
        return []
    typed = _spellings(said)
    found = [(row, _spellings(row[-1])) for row in _passages(store, wanted, types)]
    whole = {row[0] for row, spelled in found if _folded(spelled).issuperset(wanted)}
    together: dict[str, set[str]] = {}
    for row, spelled in found:
        together.setdefault(row[0], set()).update(spelled)
    hits = []
    for row, spelled in found:
        record_id, ref, kind, field, snippet, _words = row
        if record_id in whole and not _folded(spelled).issuperset(wanted):
            continue
        exact = typed <= (spelled if record_id in whole else together[record_id])
        sensitive = fields_of(type_named(kind))[field].sensitive
        hits.append(Hit(record_id, ref, kind, field, snippet, exact, sensitive))
    hits.sort(key=lambda hit: (hit.id not in whole, not hit.exact))  # stable: rank decides within
    return hits[:limit]


def _spellings(words: str) -> set[str]:
    """Return the words of a text as they are spelled, but for capitals."""
    text = nfc(words)
    return {text[start:end].casefold() for start, end, _ in tokens(text)}


def _folded(spellings: set[str]) -> set[str]:
    return {fold(word) for word in spellings}


def _passages(store: "Store", wanted: list[str], types: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the passages with any of the words, of the records that have all of them."""
    quoted = [f'"{word}"' for word in wanted]  # a folded word has letters and digits only
    having = " INTERSECT ".join([HAVING] * len(wanted))
    chosen = f" AND r.type IN ({', '.join('?' * len(types))})" if types else ""
    found: list[tuple[str, ...]] = store.vault.connection.execute(
        "SELECT r.id, r.ref, r.type, p.field, snippet(passage_index, 0, ?, ?, '…', ?), p.words"  # noqa: S608
        " FROM passage_index JOIN passage p ON p.id = passage_index.rowid"
        " JOIN record r ON r.id = p.record"
        f" WHERE passage_index MATCH ? AND r.deleted = 0 AND r.id IN ({having}){chosen}"
        " ORDER BY rank, p.id LIMIT ?",
        (BEFORE, AFTER, SNIPPET_WORDS, " OR ".join(quoted), *quoted, *types, MOST_PASSAGES),
    ).fetchall()
    return found
