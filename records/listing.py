"""Lists records of a type: filtered, bounded by dates, sorted."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from records.errors import InvalidField, UnknownField
from records.fields import fields_of
from records.types.common import Record
from records.values import accept

if TYPE_CHECKING:
    from records.store import Store

STAMPS = ("created", "updated", "ref")


def listed(  # noqa: PLR0913  (the options of `list`)
    store: "Store",
    record: type[Record],
    *,
    where: Mapping[str, str] | None = None,
    since: str | None = None,
    until: str | None = None,
    sort: str | None = None,
    limit: int | None = None,
    fields: Sequence[str] | None = None,
) -> list[Record]:
    """Return the records that fit; `since` and `until` are ISO days, both included.

    An uncertain date fits where any of its days lies between the bounds. Sorted by the
    date of the type, else by when they were made; `sort` names another field, `-` before
    it turns it round. With `fields`, only these are read.
    """
    conditions, given = _conditions(store, record, where or {}, since, until)
    by = (sort or record.DATED).removeprefix("-")
    if by and by not in STAMPS and by not in fields_of(record):
        raise UnknownField(type=record.NAME, field=by, fields=", ".join(fields_of(record)))
    order = _order(record, by, backwards=(sort or "").startswith("-"))
    text = bool(by) and by not in STAMPS and fields_of(record)[by].kind in ("text", "prose")
    tail = f" LIMIT {int(limit)}" if limit is not None and not text else ""
    found = store.select(record, conditions, given, order=order + tail, fields=fields)
    if text:
        from records.vietnamese import sort_key

        found.sort(key=lambda r: sort_key(getattr(r, by) or ""), reverse=(sort or "")[0] == "-")
    return found[:limit]


def _order(record: type[Record], by: str, *, backwards: bool) -> str:
    way = "DESC" if backwards else "ASC"
    if not by:
        return f"r.n {way}"
    if by in STAMPS:
        return f"r.{by} {way}, r.n"
    column = f"{by}_earliest" if fields_of(record)[by].kind == "date" else by
    return f't."{column}" IS NULL, t."{column}" {way}, r.n'


def _conditions(
    store: "Store",
    record: type[Record],
    where: Mapping[str, str],
    since: str | None,
    until: str | None,
) -> tuple[str, list[Any]]:
    conditions, given = ["1"], []
    fields = fields_of(record)
    for name, said in where.items():
        kept = accept(record, {name: said}, store.resolved, store.today, whole=False)[name]
        if fields[name].many:
            for value in kept:
                # The name is one of the type's own fields: `accept` refused any other.
                listed_in = f'json_each(t."{name}")'
                conditions.append(f"EXISTS (SELECT 1 FROM {listed_in} WHERE value = ?)")  # noqa: S608
                given.append(value)
        elif kept is None:
            conditions.append(f't."{name}" IS NULL')
        else:
            conditions.append(f't."{name}" = ?')
            given.append(int(kept) if isinstance(kept, bool) else kept)
    if (since or until) and not record.DATED:
        raise InvalidField(field="--since", found=record.NAME, expected="a type with a date")
    uncertain = bool(record.DATED) and fields[record.DATED].kind == "date"
    for bound, edge, sign in ((since, "latest", ">="), (until, "earliest", "<=")):
        if bound:
            column = f"{record.DATED}_{edge}" if uncertain else record.DATED
            conditions.append(f't."{column}" {sign} ?')
            given.append(bound)
    return " AND ".join(conditions), given
