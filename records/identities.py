"""Who contributors are: kept apart, and read only by the search of finished papers."""

from typing import NamedTuple

from records.reader import Reader
from records.store import Store
from records.values import clean


class Held(NamedTuple):
    """Whom an account is from."""

    testimony: str
    name: str | None
    contact: str | None


def identify(store: Store, testimony: str, name: str | None, contact: str | None) -> None:
    """Keep who a contributor is, apart from everything that prints."""
    with store.vault.transaction():
        held = {"name": clean(name or "").strip(), "contact": clean(contact or "").strip()}
        row = {"testimony": testimony} | {part: said or None for part, said in held.items()}
        store.table("identity").upsert(row, pk="testimony")
        store.log(store.get(testimony), "identified", {})


def identities(reader: Reader) -> list[Held]:
    """Return who the contributors are."""
    found = reader.vault.connection.execute("SELECT testimony, name, contact FROM identity")
    return [Held(*row) for row in found]
