"""`edit --where`: one change to many records, shown before it is made, all or none."""

from gettext import gettext as _
from typing import Any

import msgspec

from advocacy import console
from advocacy.asking.walking import changes_in_words
from advocacy.screens import showing
from advocacy.usage import UsageError
from records.errors import RecordsError
from records.fields import fields_of
from records.listing import listed
from records.store import Store
from records.types.common import Record
from records.values import accept

MOST_SHOWN = 40


def change_all(
    store: Store,
    record: type[Record],
    where: dict[str, str],
    wanted: dict[str, Any],
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """Show what would change, ask, and change it. Off a terminal, `yes` must have been said."""
    values = _kept(store, record, wanted)
    found = listed(store, record, where=where)
    pairs = [(old, msgspec.structs.replace(old, **values)) for old in found]
    pairs = [(old, new) for old, new in pairs if old != new]
    if not as_json:
        _preview(store, pairs)
    told = _("{n} of {m} records would change").format(n=len(pairs), m=len(found))
    console.note(told)
    if pairs and not yes:
        if not console.can_ask():
            raise UsageError(
                _("nothing was changed: nobody was there to agree"),
                _("type the same with --yes to make the change"),
            )
        if not console.agreed(_("Change them?")):
            console.note(_("nothing was changed"))
            pairs = []
    made = _changed(store, [old for old, _new in pairs], wanted)
    if as_json:
        console.emit([showing.as_json(store, one) for one in made])
    elif made:
        console.note(_("Changed {n} records. advocacy undo takes it back.").format(n=len(made)))


def _kept(store: Store, record: type[Record], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the values to keep. A sensitive field is nothing to set in many records at once."""
    fields = fields_of(record)
    hidden = [name for name in wanted if name in fields and fields[name].sensitive]
    if hidden:
        raise UsageError(
            _("{field} is sensitive, and is not changed in many records at once").format(
                field=hidden[0]
            ),
            _("change it in each record by itself"),
        )
    return accept(record, wanted, store.resolved, store.today, whole=False)


def _preview(store: Store, pairs: list[tuple[Record, Record]]) -> None:
    lines = [
        [old.ref, label, was, now]
        for old, new in pairs
        for label, was, now in changes_in_words(store, old, new)
    ]
    if not lines:
        return
    shown = lines if not console.on_terminal() else lines[:MOST_SHOWN]
    console.rows([_("Ref"), _("Field"), _("Now"), _("Then")], shown)
    if len(shown) < len(lines):
        console.note(_("… and {n} lines more").format(n=len(lines) - len(shown)))


def _changed(store: Store, found: list[Record], wanted: dict[str, Any]) -> list[Record]:
    made = []
    with store.vault.transaction():
        for old in found:
            try:
                made.append(store.amend(old.id, wanted))
            except RecordsError as refusal:
                refusal.field = f"{old.ref}: {refusal.field}" if refusal.field else old.ref
                raise
    return made
