"""Who contributors are: kept apart, and read only by the search of finished papers."""

from typing import NamedTuple

from records.reader import Reader
from records.store import Store


class Held(NamedTuple):
    """Whom an account is from."""

    testimony: str
    name: str | None
    contact: str | None


def identify(store: Store, testimony: str, name: str | None, contact: str | None) -> None:
    """Keep who a contributor is, apart from everything that prints."""
    with store.vault.transaction():
        store.table("identity").upsert(
            {"testimony": testimony, "name": name, "contact": contact}, pk="testimony"
        )
        store.log(store.get(testimony), "identified", {})


def identities(reader: Reader) -> list[Held]:
    """Return who the contributors are."""
    found = reader.vault.connection.execute("SELECT testimony, name, contact FROM identity")
    return [Held(*row) for row in found]
