"""The chain of writes: who changed which fields when, so that later edits are found.

Each entry commits to its content with a salted SHA-256 and to the entry before it.
Erasing content and salt leaves the chain valid (3-protection.md, History).
"""

import hashlib
import json
import secrets
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
    """One write, as it lies in the chain."""

    seq: int
    record: str
    on: str
    office: str
    action: str
    fields: str
    values: str | None
    salt: bytes | None
    commitment: bytes
    previous: bytes
    digest: bytes


def canonical(value: object) -> bytes:
    """Return the one spelling of a value as bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _commit(salt: bytes, changed: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(salt + canonical(changed)).digest()


def _digest(link: Link) -> bytes:
    said = [link.seq, link.record, link.on, link.office, link.action, link.fields]
    return hashlib.sha256(link.previous + canonical(said) + link.commitment).digest()


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
    salt = secrets.token_bytes(16)
    link = Link(
        seq=last.seq + 1 if last else 1,
        record=record,
        on=on,
        office=office,
        action=action,
        fields=json.dumps(list(changed)),
        values=canonical(kept).decode() if kept else None,
        salt=salt,
        commitment=_commit(salt, changed),
        previous=last.digest if last else START,
        digest=b"",
    )
    return link._replace(digest=_digest(link))


def broken(links: Iterable[Link]) -> list[int]:
    """Return the numbers of the entries at which the chain does not hold."""
    found = []
    previous, expected = START, 1
    for link in links:
        holds = link.seq == expected and link.previous == previous and link.digest == _digest(link)
        if link.salt is not None and link.values is not None:
            values = json.loads(link.values)
            if sorted(values) == sorted(json.loads(link.fields)):
                holds = holds and _commit(link.salt, values) == link.commitment
        if not holds:
            found.append(link.seq)
        previous, expected = link.digest, link.seq + 1
    return found
