"""What was withdrawn or erased stays so: a list that only grows.

A tombstone tells an id, a day and a keyed mark of a text: enough to refuse the same account,
its translation, its summary and its excerpts for ever, from a file, an older backup or another
office, and nothing to read.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from records.consent import heads_of
from records.errors import ExitCode, RecordsError
from records.vietnamese import tokens
from records.wording import N_

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store
    from records.types.testimony import Consent

KEY = "tombstone_key"

GRANTED = frozenset({"active", "expired", "superseded"})
"""What a consent says that papers may have been printed under."""

FEWEST = 4
"""Fewer words than this anybody may say: a short excerpt or summary is nobody's own."""

DEAR, BLOCK, SEALED = 2**14, 8, "sealed "
"""Of the marks of sealed accounts: each guess takes 16 MiB (scrypt), and how they begin."""


class Gone(RecordsError):
    """An account that was erased does not come back (exit 6)."""

    sentence = N_("this account was withdrawn and erased on {on}; it is refused for ever")
    advice = N_("if the person tells it anew, record the new account with a new consent")
    code = ExitCode.WITHHELD


class Tombstone(NamedTuple):
    """One withdrawal or erasure, or the answer after which the contact went too."""

    id: str  # of the testimony
    action: str  # withdrawn, erased, answered
    on: str  # ISO day
    mark: str  # keyed hash of one text; empty for a withdrawal


def taken_back_on(testimony: str, consents: "Iterable[Consent]", today: str) -> str:
    """Return the day on which an account was taken back and is still, or nothing.

    A refusal takes back what was granted before. Where no day of it is on record, it is the day
    on which the decision was given, else the one on which it was entered.
    """
    own = [one for one in consents if one.testimony == testimony]
    granted = any(one.status in GRANTED for one in own)
    days = [""]
    for head in heads_of(testimony, own):
        if head.status == "withdrawn" or (head.status == "refused" and granted):
            days.append(head.withdrawn_on or head.given_on or head.created[: len("2026-03-15")])
        elif head.withdrawn_on and head.withdrawn_on <= today:
            days.append(head.withdrawn_on)
    return max(days)


def mark_of(store: "Store", words: str) -> str:
    """Return the keyed mark of a text: the same for the same words, however spaced."""
    import hashlib
    import hmac

    return hmac.new(_key(store), _folded(words), hashlib.sha256).hexdigest()


def marks_of(store: "Store", words: str | None, others: Iterable[str | None]) -> set[str]:
    """Return the marks of an account, and of the other texts that are long enough to be its own."""
    long = [text for text in others if text and len(tokens(text)) >= FEWEST]
    return {mark_of(store, text) for text in (words, *long) if text and _folded(text)}


def sealed_mark(store: "Store", words: str) -> str:
    """Return the mark under which a sealed account is known again, once it was erased.

    It lies in the vault before anything is erased, so each guess at the words is made dear.
    """
    import hashlib

    mark = hashlib.scrypt(_folded(words), salt=_key(store), n=DEAR, r=BLOCK, p=1, dklen=32)
    return SEALED + mark.hex()


def _folded(words: str) -> bytes:
    return " ".join(token.folded for token in tokens(words)).encode()


def _key(store: "Store") -> bytes:
    key = store.setting(KEY)
    if key is None:
        import secrets

        key = secrets.token_hex(32)
        store.keep_setting(KEY, key)
    return bytes.fromhex(key)


def bury(store: "Store", tombstone: Tombstone) -> None:
    """Add to the list in the vault; `keep_outside` writes the signed copy afterwards."""
    with store.vault.transaction():
        _key(store)  # a list has its key from its first entry on
        # An earlier entry stands: the list only grows.
        store.vault.connection.execute(
            'INSERT OR IGNORE INTO tombstone (id, action, "on", mark) VALUES (?, ?, ?, ?)',
            tombstone,
        )


def tombstones(reader: "Reader") -> list[Tombstone]:
    """Return the list, by day."""
    rows = reader.vault.connection.execute(
        'SELECT id, action, "on", mark FROM tombstone ORDER BY "on", id, action'
    )
    return [Tombstone(*row) for row in rows]


def refuse_gone(store: "Store", record_id: str, *texts: str | None) -> None:
    """Raise Gone where an account with this id was erased, or one that said one of these."""
    if not store.setting(KEY):
        return
    execute = store.vault.connection.execute
    said = [text for text in texts if text and _folded(text)]
    marks = [mark_of(store, text) for text in said]
    if (
        said
        and execute(
            "SELECT 1 FROM tombstone WHERE substr(mark, 1, ?) = ?", (len(SEALED), SEALED)
        ).fetchone()
    ):
        marks += [sealed_mark(store, text) for text in said]
    places = ", ".join("?" for _ in marks)
    row = execute(
        f"SELECT \"on\" FROM tombstone WHERE action = 'erased' AND (id = ? OR mark IN ({places}))",  # noqa: S608
        (record_id, *marks),
    ).fetchone()
    if row is not None:
        raise Gone(on=row[0])
