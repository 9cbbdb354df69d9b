"""Records from a JSON file: new ones, or changes to one, with their children nested in them.

What `show --json` prints can be read back: what it adds to the fields is left out, and a
hidden field that stands as null is not taken for empty.
"""

from collections.abc import Callable, Iterator
from gettext import gettext as _
from typing import Any

from advocacy import console
from advocacy.files import read_objects
from advocacy.usage import UsageError
from records.errors import InvalidField, RecordsError
from records.gone import refuse_gone
from records.store import Store
from records.types import type_named
from records.types.common import Record

Add = Callable[[dict[str, Any]], Record]

MARKS = ("id", "ref", "type", "created", "updated", "office", "hidden")
"""What `show --json` adds to the fields."""

HANDED_OVER = ("issue", "copy")
"""Children that only handing a pack over makes; a file does not."""


def add_all(
    store: Store,
    record: type[Record],
    file: str,
    *,
    as_json: bool,
    add: Add | None = None,
) -> None:
    """Add all objects of a file, or none of them, and print them; `add` keeps one of them."""
    from advocacy.screens import showing

    objects, several = read_objects(file, "--from")
    made = []
    with store.vault.transaction():
        for number, said in enumerate(objects, start=1):
            try:
                made.append(_add_whole(store, record, said, add))
            except RecordsError as refusal:
                if several:
                    item = _("item {n}").format(n=number)
                    refusal.field = f"{item}: {refusal.field}" if refusal.field else item
                raise
    if as_json:
        shown = [showing.as_json(store, one) for one in made]
        console.emit(shown if several else shown[0])
    for one in made if not as_json else ():
        console.say(one.ref)


def amend_from(store: Store, old: Record, file: str) -> None:
    """Change a record, and the children that the file nests in it, by their refs."""
    objects, several = read_objects(file, "--from")
    if several and len(objects) != 1:
        raise UsageError(_("--from holds several objects"), _("give exactly one"))
    store.amend(old.id, _own(type(old), objects[0]))
    for kind, child in _children(type(old), objects[0]):
        said, ref = _own(type_named(kind), child), child.get("ref")
        if isinstance(ref, str):
            store.amend(store.find(ref, kind)[0], said)
        else:
            store.add(kind, said | {type_named(kind).PARENT: old.ref})


def _add_whole(store: Store, record: type[Record], one: dict[str, Any], add: Add | None) -> Record:
    if isinstance(one.get("id"), str):
        # An account that was erased here does not come back with a file, whatever it says now.
        refuse_gone(store, one["id"], None)
    own = _own(record, one)
    made = add(own) if add else store.add(record.NAME, own)
    for kind, child in _children(record, one):
        store.add(kind, _own(type_named(kind), child) | {type_named(kind).PARENT: made.ref})
    return made


def _own(record: type[Record], one: dict[str, Any]) -> dict[str, Any]:
    """Return what an object says of the record's own fields."""
    hidden = one.get("hidden")
    unseen = [n for n in hidden if one.get(n) is None] if isinstance(hidden, list) else []
    nested = [type_named(kind).PLURAL for kind in record.CHILDREN]
    return {k: v for k, v in one.items() if k not in (*MARKS, *nested, *unseen)}


def _children(record: type[Record], one: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in record.CHILDREN:
        plural = type_named(kind).PLURAL
        children = one.get(plural) or []
        if not isinstance(children, list) or not all(isinstance(c, dict) for c in children):
            raise InvalidField(
                field=plural, found=_("something else"), expected=_("a list of objects")
            )
        yield from ((kind, child) for child in children if kind not in HANDED_OVER)
