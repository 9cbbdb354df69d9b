"""Is everything in the vault as it was written: cipher, database, history, terms, references."""

import json
from typing import TYPE_CHECKING, NamedTuple

from records import history, vault
from records.fields import fields_of
from records.types import every_type
from records.vocabulary import terms
from records.wording import gettext

if TYPE_CHECKING:
    from records.store import Store


class Finding(NamedTuple):
    """Something that is not as it should be, and what to do about it."""

    what: str
    do: str


def check(store: "Store") -> list[Finding]:
    """Return what is wrong; an empty list where nothing is."""
    damaged = gettext("restore the newest backup that passes this check")
    found = [Finding(what, damaged) for what in vault.check_integrity(store.vault)]
    found += [
        Finding(
            gettext("history: entry {n} does not fit the one before it").format(n=number),
            gettext("somebody changed the file by hand; compare with a backup"),
        )
        for number in history.broken(store.chain())
    ]
    return found + _terms(store) + _references(store)


def _terms(store: "Store") -> list[Finding]:
    found = []
    for record in every_type():
        chosen = [f for f in fields_of(record).values() if f.vocabulary]
        for one in store.select(record, "1", (), fields=[f.name for f in chosen]):
            for field in chosen:
                value = getattr(one, field.name)
                keys = value if field.many else (value,) if value else ()
                found += [
                    Finding(
                        gettext("{ref}: {field} holds a term that is not in its list").format(
                            ref=one.ref, field=field.name
                        ),
                        gettext("advocacy {type} edit {ref} sets another").format(
                            type=record.NAME, ref=one.ref
                        ),
                    )
                    for key in keys
                    if key not in terms(field.vocabulary)
                ]
    return found


def _references(store: "Store") -> list[Finding]:
    """Compare the references that the fields hold with those that the directory knows."""
    rows = store.vault.connection.execute("SELECT record, field, target FROM reference")
    known = {(r[0], r[1], r[2]) for r in rows}
    alive = {
        r[0] for r in store.vault.connection.execute("SELECT id FROM record WHERE deleted = 0")
    }
    held = set()
    for record in every_type():
        for field in fields_of(record).values():
            if field.kind not in ("ref", "refs"):
                continue
            rows = store.vault.connection.execute(
                f'SELECT id, "{field.name}" FROM "{record.NAME}"'  # noqa: S608
                f' WHERE "{field.name}" IS NOT NULL'
            )
            for record_id, value in rows:
                targets = json.loads(value) if field.many else [value]
                held |= {(record_id, field.name, target) for target in targets}
    wrong = (held ^ known) | {one for one in held if one[2] not in alive}
    return [
        Finding(
            gettext("{ref}: {field} points to a record that is not there").format(
                ref=store.ref(record_id), field=field
            ),
            gettext("set the field anew"),
        )
        for record_id, field, _target in sorted(wrong)
    ]
