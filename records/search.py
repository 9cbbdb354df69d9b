"""Finds records by their words: without diacritics, exact spellings first."""

from typing import TYPE_CHECKING, NamedTuple

from records.fields import fields_of
from records.types import type_named
from records.vietnamese import fold, nfc, tokens

if TYPE_CHECKING:
    from records.store import Store

MOST_PASSAGES = 5_000
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
    """Return passages that hold all the words, the best first.

    Where no single passage holds them all, records that hold them in several passages.
    """
    wanted = [word for _, _, word in tokens(nfc(said))]
    if not wanted:
        return []
    rows = _rows(store, " AND ".join(_quoted(w) for w in wanted))
    if not rows:
        holding = [{r[0] for r in _rows(store, _quoted(word))} for word in wanted]
        both = set.intersection(*holding)
        rows = [r for r in _rows(store, " OR ".join(_quoted(w) for w in wanted)) if r[0] in both]
    typed = {w.casefold() for w in nfc(said).split()}
    hits = []
    for record_id, ref, kind, field, snippet, words in rows:
        if types and kind not in types:
            continue
        exact = _spelled(wanted, typed, words)
        sensitive = fields_of(type_named(kind))[field].sensitive
        hits.append(Hit(record_id, ref, kind, field, snippet, exact, sensitive))
    hits.sort(key=lambda hit: not hit.exact)  # stable: rank decides within each
    return hits[:limit]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _spelled(wanted: list[str], typed: set[str], words: str) -> bool:
    """Whether the passage holds each word in the spelling that was typed."""
    text = nfc(words)
    spelled = {text[start:end].casefold() for start, end, _ in tokens(text)}
    asked = {word for word in typed if fold(word) in wanted}
    return bool(asked) and asked <= spelled


def _rows(store: "Store", query: str) -> list[tuple[str, str, str, str, str, str]]:
    rows = store.vault.connection.execute(
        "SELECT r.id, r.ref, r.type, p.field,"
        " snippet(passage_index, 0, ?, ?, '…', ?), p.words"
        " FROM passage_index JOIN passage p ON p.id = passage_index.rowid"
        " JOIN record r ON r.id = p.record"
        " WHERE passage_index MATCH ? AND r.deleted = 0 ORDER BY rank, p.id LIMIT ?",
        (BEFORE, AFTER, SNIPPET_WORDS, query, MOST_PASSAGES),
    ).fetchall()
    return [(r[0], r[1], r[2], r[3], r[4], r[5]) for r in rows]
