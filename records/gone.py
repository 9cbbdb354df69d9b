"""What was withdrawn or erased stays so: a list that only grows.

A tombstone tells an id, a day and a keyed mark of the words: enough to refuse the same
account for ever, from a file, an older backup or another office, and nothing to read.
"""

from typing import TYPE_CHECKING, NamedTuple

from records.errors import ExitCode, RecordsError
from records.vietnamese import tokens
from records.wording import N_

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store

KEY = "tombstone_key"


class Gone(RecordsError):
    """An account that was erased does not come back (exit 6)."""

    sentence = N_("this account was withdrawn and erased on {on}; it is refused for ever")
    advice = N_("if the person tells it anew, record the new account with a new consent")
    code = ExitCode.WITHHELD


class Tombstone(NamedTuple):
    """One withdrawal or erasure."""

    id: str  # of the testimony
    action: str  # withdrawn, erased
    on: str  # ISO day
    mark: str  # keyed hash of the words; empty for a withdrawal


def mark_of(store: "Store", words: str) -> str:
    """Return the keyed mark of an account: the same for the same words, however spaced."""
    import hashlib
    import hmac

    said = " ".join(token.folded for token in tokens(words))
    return hmac.new(bytes.fromhex(_key(store)), said.encode(), hashlib.sha256).hexdigest()


def _key(store: "Store") -> str:
    key = store.setting(KEY)
    if key is None:
        import secrets

        key = secrets.token_hex(32)
        store.keep_setting(KEY, key)
    return key


def bury(store: "Store", tombstone: Tombstone) -> None:
    """Add to the list in the vault; `keep_outside` writes the signed copy afterwards."""
    with store.vault.transaction():
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


def refuse_gone(store: "Store", record_id: str, words: str | None) -> None:
    """Raise Gone where an account with this id or these words was erased."""
    if not store.setting(KEY):
        return
    row = store.vault.connection.execute(
        "SELECT \"on\" FROM tombstone WHERE action = 'erased' AND (id = ? OR mark = ?)",
        (record_id, mark_of(store, words) if words else "-"),
    ).fetchone()
    if row is not None:
        raise Gone(on=row[0])
