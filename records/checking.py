"""Is everything in the vault as it was written: cipher, database, history, terms, references."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from records import history, integrity, rows
from records.fields import Field, fields_of
from records.officekeys import missing_since_witnessed
from records.signedlist import Forged, lacking
from records.types import every_type
from records.vocabulary import terms
from records.wording import gettext

if TYPE_CHECKING:
    from records.store import Store


class Finding(NamedTuple):
    """Something that is not as it should be, and what to do about it."""

    what: str
    do: str


def check(store: "Store", *, beside: bool = True) -> list[Finding]:
    """Return what is wrong; an empty list where nothing is.

    Without `beside` the list of withdrawals outside the database is not looked at: a backup is
    brought up to date with its own list when it is restored.
    """
    restore = gettext("restore the newest backup that passes this check")
    by_hand = gettext("somebody changed the file by hand; compare with a backup")
    found = [Finding(what, restore) for what in integrity.check_integrity(store.vault)]
    if spoilt := integrity.spoilt_unused(store.vault):
        found.append(
            Finding(
                gettext("unused pages are spoilt ({n}); nothing that was saved is lost").format(
                    n=spoilt
                ),
                gettext(
                    "a power cut may have done it; advocacy vault backup, then vault restore, "
                    "writes the file anew"
                ),
            )
        )
    found += [
        Finding(
            gettext("history: entry {n} does not fit the one before it").format(n=number), by_hand
        )
        for number in history.broken(store.chain())
    ]
    found += [Finding(what, by_hand) for what in missing_since_witnessed(store)]
    found += [
        Finding(gettext("{ref}: its contents do not fit the directory").format(ref=ref), by_hand)
        for ref in _astray(store)
    ]
    found += [
        Finding(gettext("{ref}: the history tells another story of it").format(ref=ref), by_hand)
        for ref in _untold(store)
    ]
    found += _contents(store)
    return found + _beside(store) if beside else found


def _beside(store: "Store") -> list[Finding]:
    """Compare the list of withdrawals beside the database with the vault's own."""
    try:
        outside, inside = lacking(store)
    except Forged as refusal:
        return [Finding(str(refusal), refusal.hint)]
    anew = gettext("advocacy vault backup FILE writes it anew from the vault itself")
    older = gettext("the vault was turned back; restore its newest backup, which applies the list")
    said = (
        (outside, gettext("tombstones.json lacks {n} entries of the withdrawals"), anew),
        (inside, gettext("tombstones.json knows {n} withdrawals that the vault does not"), older),
    )
    return [Finding(what.format(n=n), do) for n, what, do in said if n]


def _astray(store: "Store") -> Iterator[str]:
    """Records that are there without their contents, or deleted with them."""
    for record in every_type():
        for (ref,) in store.vault.connection.execute(
            f'SELECT r.ref FROM record r LEFT JOIN "{record.NAME}" t ON t.id = r.id'  # noqa: S608
            " WHERE r.type = ? AND r.deleted = (t.id IS NOT NULL)",
            (record.NAME,),
        ):
            yield ref


def _untold(store: "Store") -> Iterator[str]:
    """Records that came or went without an entry in the history."""
    for (ref,) in store.vault.connection.execute(
        "SELECT record FROM history WHERE record NOT IN (SELECT id FROM record)"
        # Each of these brings a record or takes it out, in turns; an undone edit names its fields.
        " UNION SELECT ref FROM record r WHERE deleted + 1 <>"
        " (SELECT iif(count(*), 2 - count(*) % 2, 0) FROM history WHERE record = r.id AND"
        " (action IN ('added', 'deleted') OR action = 'undone' AND fields = '[]'))"
    ):
        yield ref


def _contents(store: "Store") -> list[Finding]:
    """Look at every term, and compare the references with those that the directory knows."""
    execute = store.vault.connection.execute
    alive = {row[0] for row in execute("SELECT id FROM record WHERE deleted = 0")}
    known = {tuple(row) for row in execute("SELECT record, field, target FROM reference")}
    held: set[tuple[str, ...]] = set()
    spoilt, strange = set(), set()
    for record_id, field, kept in _kept(store):
        try:
            value = rows.read(field, kept)
            parts = set(value if field.many else (value,))
        except (ValueError, TypeError):
            spoilt.add((record_id, field.name))
            continue
        if field.vocabulary and not parts <= set(terms(field.vocabulary)):
            strange.add((record_id, field.name))
        if field.kind in ("ref", "refs"):
            held |= {(record_id, field.name, target) for target in parts}
    lost = {one[:2] for one in (held ^ known) | {one for one in held if one[2] not in alive}}
    anew = gettext("set the field anew")
    said = (
        (spoilt, gettext("{ref}: {field} cannot be read")),
        (strange, gettext("{ref}: {field} holds a term that is not in its list")),
        (lost - spoilt, gettext("{ref}: {field} points to a record that is not there")),
    )
    refs = dict(execute("SELECT id, ref FROM record").fetchall())
    return [
        Finding(sentence.format(ref=refs.get(record_id, record_id), field=name), anew)
        for places, sentence in said
        for record_id, name in sorted(places)
    ]


def _kept(store: "Store") -> Iterator[tuple[str, Field, Any]]:
    for record in every_type():
        for field in fields_of(record).values():
            if field.vocabulary or field.many or field.kind == "ref":
                for record_id, kept in store.vault.connection.execute(
                    f'SELECT id, "{field.name}" FROM "{record.NAME}"'  # noqa: S608
                    f' WHERE "{field.name}" IS NOT NULL'
                ):
                    yield record_id, field, kept
