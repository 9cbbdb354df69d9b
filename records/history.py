"""The chain of writes: who changed which fields when, so that later edits are found.

Each entry commits to its content with a salted SHA-256 and to the entry before it.
Erasing content and salt leaves the chain valid (3-protection.md, History).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

START = bytes(32)


class Entry(NamedTuple):
    """One write, as people are shown it."""

    on: str
    office: str
    action: str
    fields: tuple[str, ...]


class Link(NamedTuple):
    """One write, as it lies in the chain.

    `values` are those that may stand readable; `hidden` is the salted hash of the others.
    """

    seq: int
    record: str
    on: str
    office: str
    action: str
    fields: str
    values: str | None
    salt: bytes | None
    hidden: bytes
    commitment: bytes
    previous: bytes
    digest: bytes


def canonical(value: object) -> bytes:
    """Return the one spelling of a value as bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _hash(*parts: bytes) -> bytes:
    import hashlib  # reading a history needs none

    return hashlib.sha256(b"".join(parts)).digest()


def _commitment(link: Link) -> bytes:
    # Each part but the last has 32 bytes, so that none can borrow from its neighbour.
    return _hash(_hash(link.salt or b""), _hash(link.hidden), (link.values or "").encode())


def _digest(link: Link) -> bytes:
    said = [link.seq, link.record, link.on, link.office, link.action, link.fields]
    return _hash(link.previous, canonical(said), link.commitment)


def next_link(  # noqa: PLR0913  (an entry has these parts)
    last: Link | None,
    record: str,
    on: str,
    office: str,
    action: str,
    changed: Mapping[str, Any],
    *,
    kept: Mapping[str, Any],
) -> Link:
    """Make the link that follows `last`; `kept` are the values that may stand readable in it."""
    import secrets

    salt = secrets.token_bytes(16)
    rest = {name: value for name, value in changed.items() if name not in kept}
    link = Link(
        seq=last.seq + 1 if last else 1,
        record=record,
        on=on,
        office=office,
        action=action,
        fields=json.dumps(list(changed)),
        values=canonical(kept).decode() if kept else None,
        salt=salt,
        hidden=_hash(salt, canonical(rest)),
        commitment=b"",
        previous=last.digest if last else START,
        digest=b"",
    )
    link = link._replace(commitment=_commitment(link))
    return link._replace(digest=_digest(link))


def broken(links: Iterable[Link]) -> list[int]:
    """Return the numbers of the entries at which the chain does not hold."""
    found = []
    previous, expected = START, 1
    for link in links:
        holds = link.seq == expected and link.previous == previous and link.digest == _digest(link)
        erased = link.salt is None and link.values is None
        if not holds or not (erased or _commitment(link) == link.commitment):
            found.append(link.seq)
        previous, expected = link.digest, link.seq + 1
    return found
