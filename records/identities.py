"""Who contributors are: kept apart, and read only by the search of finished papers."""

from typing import NamedTuple

from records import sealing
from records.reader import Reader
from records.store import Store
from records.values import clean


class Held(NamedTuple):
    """Whom an account is from."""

    testimony: str
    name: str | None
    contact: str | None


def identify(store: Store, testimony: str, name: str | None, contact: str | None) -> None:
    """Keep who a contributor is, apart from everything that prints. Raises Sealed."""
    held = {"name": clean(name or "").strip(), "contact": clean(contact or "").strip()}
    kept = {part: said or None for part, said in held.items()}
    with store.vault.transaction():
        record = store.get(testimony)
        sealing.refuse_closed(store, record)
        if sealing.is_sealed(store, testimony):
            store.reseal(record, **kept)
        else:
            store.table("identity").upsert({"testimony": testimony} | kept, pk="testimony")
        store.log(record, "identified", {})


def identities(reader: Reader) -> list[Held]:
    """Return who the contributors are, sealed ones where their key is at hand."""
    found = reader.vault.connection.execute("SELECT testimony, name, contact FROM identity")
    sealed = sealing.contents(reader).items()
    return [
        *(Held(*row) for row in found),
        *(Held(i, held.name, held.contact) for i, held in sealed if held.name or held.contact),
    ]
