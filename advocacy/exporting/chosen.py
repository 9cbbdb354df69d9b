"""Which records go out: of which types, with which values, from when until when."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple

from advocacy.conditions import bound, conditions
from advocacy.usage import UsageError
from records.listing import listed
from records.store import Store
from records.types import NAMES, type_named
from records.types.common import Record


class Chosen(NamedTuple):
    """Records by type, in the order of a list, and the types that were left aside."""

    records: dict[str, list[Record]]
    without_date: tuple[str, ...]


def types_meant(said: Sequence[str], among: Sequence[str] = NAMES) -> list[str]:
    """Return the types that were named, in the order of all; UsageError for any other."""
    for name in said:
        if name not in among:
            raise UsageError(
                _("--type knows no {name} here").format(name=name[:40]),
                _("types: {names}").format(names=", ".join(among)),
            )
    return [name for name in NAMES if name in said]


def chosen(  # noqa: PLR0913  (the options of `export`)
    store: Store,
    types: Sequence[str],
    *,
    named: bool,
    where: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> Chosen:
    """Return the records that fit. Types without a date are left aside unless `named`."""
    if where and len(types) != 1:
        raise UsageError(
            _("--where needs to know of which type"), _("name one, such as --type consultation")
        )
    fitting = conditions(type_named(types[0]), where, "--where") if where else {}
    bounded = bool(since or until)
    first, last = bound(store, since, "--since"), bound(store, until, "--until")
    records: dict[str, list[Record]] = {}
    aside = []
    for name in types:
        record = type_named(name)
        if bounded and not record.DATED and not named:
            aside.append(name)
            continue
        records[name] = listed(store, record, where=fitting, since=first, until=last)
    return Chosen(records, tuple(aside))
