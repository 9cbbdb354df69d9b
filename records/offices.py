"""The office that a vault belongs to: who writes, and what papers carry."""

from typing import TYPE_CHECKING, cast

from records import ids
from records.officekeys import made_keys
from records.types.briefing import Office
from records.wording import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from records.store import Store

UNNAMED = N_("(organisation not named yet)")


def found(store: "Store", name: str | None = None) -> Office:
    """Enter the vault's own office, with a random id that signs every write."""
    with store.vault.transaction():
        office_id = ids.new_id()
        store.keep_setting("office", office_id)
        made_keys(store)
        return store.keep(Office(id=office_id, name=name or gettext(UNNAMED), own=True))


def own(store: "Store") -> Office:
    """Return the vault's own office."""
    return cast("Office", store.get(store.office))


def describe(store: "Store", given: "Mapping[str, Any]") -> Office:
    """Change what papers say of the vault's own office."""
    return cast("Office", store.amend(store.office, given))


def name_of(store: "Store", office_id: str) -> str:
    """Return the short name of an office, else its name, else the start of its id."""
    try:
        office = cast("Office", store.get(office_id))
    except KeyError:
        return office_id[: ids.REF_LENGTH]
    return office.short_name or office.name or ""
