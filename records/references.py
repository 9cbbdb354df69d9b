"""Finds the record that somebody means by a ref, the start of one, or a name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from records import ids
from records.errors import Ambiguous, InvalidField, NotFound
from records.fields import Field, fields_of
from records.types import LETTERS, type_named
from records.wording import gettext

if TYPE_CHECKING:
    from records.vault import Vault

NAMED = {"organisation": ("name", "name_vi", "aliases"), "instrument": ("title", "title_vi")}
"""Types that may be meant by an exact name, and where their names stand."""

MOST_CANDIDATES = 12

LISTED = (
    "id NOT IN (SELECT value FROM json_each((SELECT value FROM setting WHERE key = 'reports')))"
)
"""Briefings that stand for reports (drafts.py) are found by their whole refs alone."""


def find(
    vault: "Vault", said: str, types: tuple[str, ...] = (), *, deleted: bool = False
) -> tuple[str, str]:
    """Return (id, type) of the one record that is meant, of any of `types` (all when empty).

    Raises NotFound or Ambiguous.
    """
    rows = _by_ref(vault, said, types, deleted=deleted) or _by_name(vault, said, types)
    if len(rows) > 1:
        raise Ambiguous(ref=said.strip()[:40], candidates=", ".join(sorted(r[2] for r in rows)))
    if not rows:
        shown = said.strip()[:40] if ids.as_typed(said) else gettext("with that name")
        raise NotFound(type=" / ".join(types) or gettext("record"), ref=shown)
    return rows[0][0], rows[0][1]


def resolve(vault: "Vault", field: Field, said: str) -> str:
    """Return the id of the record that a reference field is to point to."""
    try:
        return find(vault, said, field.of)[0]
    except NotFound:
        other = _by_ref(vault, said, (), deleted=False) if "-" in said else []
        if not other:
            raise
        expected = " / ".join(field.of)
        raise InvalidField(field=field.name, found=other[0][1], expected=expected) from None


def _by_ref(
    vault: "Vault", said: str, types: tuple[str, ...], *, deleted: bool
) -> list[tuple[str, str, str]]:
    typed = ids.as_typed(said)
    if typed is None or typed[0] not in LETTERS:
        return []
    rows = vault.connection.execute(
        "SELECT id, type, ref FROM record"  # noqa: S608  (our own words)
        # A span of ids is found by their index, however many records there are.
        " WHERE id >= ? AND id < ? AND +type = ? AND deleted <= ?"
        f" AND (ref = substr(?, 1, length(ref)) OR {LISTED}) LIMIT ?",
        (typed[2:], typed[2:] + "[", LETTERS[typed[0]], deleted, typed, MOST_CANDIDATES),
    ).fetchall()
    return [(r[0], r[1], r[2]) for r in rows if not types or r[1] in types]


def _by_name(vault: "Vault", said: str, types: tuple[str, ...]) -> list[tuple[str, str, str]]:
    from records.vietnamese import names_the_same, nfc

    exact = nfc(said).strip()
    found: dict[bool, list[tuple[str, str, str]]] = {True: [], False: []}
    for kind in types:
        columns = NAMED.get(kind)
        if not columns:
            continue
        names = ", ".join(f"t.{column}" for column in columns)
        rows = vault.connection.execute(
            f"SELECT r.id, r.ref, {names} FROM {kind} t JOIN record r USING (id)"  # noqa: S608
        )
        fields = [fields_of(type_named(kind))[column] for column in columns]
        for record_id, ref, *kept in rows:
            spellings = [s for s in _spellings(fields, kept) if names_the_same(s, said)]
            if spellings:
                found[exact in spellings].append((record_id, kind, ref))
    # The exact spelling wins over one without its diacritics.
    return found[True] or found[False]


def _spellings(fields: list[Field], kept: list[str | None]) -> Iterator[str]:
    from records.rows import read

    for field, column in zip(fields, kept, strict=True):
        value = read(field, column)
        yield from value if field.many else (value,) if value else ()
