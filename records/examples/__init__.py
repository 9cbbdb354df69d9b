"""Data sets that ship with the program, to try it on."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from records.errors import InvalidField
from records.fields import fields_of
from records.types import NAMES, type_named

if TYPE_CHECKING:
    from records.store import Store

EXAMPLES = ("vnsw",)
OFFICES = {
    "vnsw": {
        "name": "Vietnam Network of Sex Workers",
        "name_vi": "Mạng lưới Người lao động tình dục Việt Nam",
        "short_name": "VNSW",
    }
}
"""What the example's own office is called on paper."""


def load_example(store: "Store", name: str) -> int:
    """Add all records of an example, or none; return how many."""
    from records.offices import describe

    folder = files("records") / "examples" / name
    objects: dict[str, list[dict[str, Any]]] = {}
    for kind in NAMES:
        file = folder / f"{kind}.json"
        if file.is_file():
            objects[kind] = json.loads(file.read_text(encoding="utf-8"))
    with store.vault.transaction():
        describe(store, OFFICES[name])
        return len(add_linked(store, objects))


def add_linked(store: "Store", objects: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """Add records that refer to each other by a `key`, the referred first; return their ids."""
    ids: dict[str, str] = {}
    waiting = [(kind, one) for kind, listed in objects.items() for one in listed]
    while waiting:
        later = []
        for kind, one in waiting:
            said = {name: value for name, value in one.items() if name != "key"}
            if all(target in ids for target in _targets(kind, said)):
                ids[one["key"]] = store.add(kind, _with_refs(store, kind, said, ids)).id
            else:
                later.append((kind, one))
        if len(later) == len(waiting):
            raise InvalidField(
                field="key", found=later[0][1]["key"], expected="references without a ring"
            )
        waiting = later
    return ids


def _targets(kind: str, said: dict[str, Any]) -> Iterator[str]:
    fields = fields_of(type_named(kind))
    for name, value in said.items():
        if fields[name].kind == "ref" and value:
            yield value
        elif fields[name].kind == "refs":
            yield from value


def _with_refs(
    store: "Store", kind: str, said: dict[str, Any], ids: dict[str, str]
) -> dict[str, Any]:
    fields = fields_of(type_named(kind))
    told = dict(said)
    for name, value in said.items():
        if fields[name].kind == "ref" and value:
            told[name] = store.ref(ids[value])
        elif fields[name].kind == "refs":
            told[name] = [store.ref(ids[target]) for target in value]
    return told
