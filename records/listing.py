"""Lists records of a type: filtered, bounded by dates, sorted."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from records import references, rows
from records.errors import InvalidField
from records.fields import Field, fields_of, unknown_field
from records.types.common import Record
from records.values import accept
from records.wording import gettext

if TYPE_CHECKING:
    from records.store import Store

R = TypeVar("R", bound=Record)
STAMPS = ("created", "updated", "ref")


def listed(  # noqa: PLR0913  (the options of `list`)
    store: "Store",
    record: type[R],
    *,
    where: Mapping[str, str] | None = None,
    since: str | None = None,
    until: str | None = None,
    sort: str | None = None,
    limit: int | None = None,
    fields: Sequence[str] | None = None,
) -> list[R]:
    """Return the records that fit; `since` and `until` are ISO days, both included.

    An uncertain date fits where any of its days may lie between the bounds: one with an
    end that nobody knows, or that has none, reaches as far as it can. Sorted by the date of
    the type, else by when they were made; `sort` names another field, `-` before it turns
    it round; what has no value stands last. With `fields`, only these are read.
    """
    conditions, given = _conditions(store, record, where or {}, since, until)
    declared = fields_of(record)
    by, backwards = (sort or record.DATED).removeprefix("-"), (sort or "").startswith("-")
    if by and by not in STAMPS and by not in declared:
        raise unknown_field(record, by)
    order = _order(record, by, backwards=backwards)
    text = by in declared and declared[by].kind in ("text", "prose")
    if limit is not None and not text:
        order += f" LIMIT {int(limit)}"
    if fields is not None and text:
        fields = [*fields, *({by} - set(fields))]
    found = store.select(record, conditions, given, order=order, fields=fields)
    if text:
        from records.vietnamese import sort_key

        found.sort(key=lambda r: sort_key(getattr(r, by) or ""), reverse=backwards)
        found.sort(key=lambda r: getattr(r, by) is None)
    return found[:limit]


def _order(record: type[Record], by: str, *, backwards: bool) -> str:
    way = "DESC" if backwards else "ASC"
    if not by:
        return f"r.n {way}"
    if by in STAMPS:
        return f"r.{by} {way}, r.n"
    column = f't."{by}"'
    if fields_of(record)[by].kind == "date":
        column = f'coalesce(t."{by}_earliest", t."{by}_latest")'
    return f"{column} IS NULL, {column} {way}, r.n"


def _conditions(
    store: "Store",
    record: type[Record],
    where: Mapping[str, str],
    since: str | None,
    until: str | None,
) -> tuple[str, list[Any]]:
    conditions, given = [f"r.{references.LISTED}"], []
    fields = fields_of(record)
    for name, said in where.items():
        if name in fields and not said.strip():
            conditions.append(f't."{name}" IS NULL')
            continue
        kept = accept(record, {name: said}, store.resolved, store.today, whole=False)[name]
        # The name is one of the type's own fields: `accept` refused any other.
        if fields[name].many and fields[name].kind != "series":
            listed_in = f'json_each(t."{name}")'
            each = f"EXISTS (SELECT 1 FROM {listed_in} WHERE value = ?)"  # noqa: S608
            conditions += [each] * len(kept)
            given += kept
        else:
            conditions.append(f't."{name}" = ?')
            given.append(rows.write(fields[name], kept))
    if (since or until) and not record.DATED:
        raise InvalidField(
            field="--since", found=record.NAME, expected=gettext("a type with a date")
        )
    for bound, edge, sign in ((since, "latest", ">="), (until, "earliest", "<=")):
        if bound:
            conditions.append(_within(fields[record.DATED], edge, sign))
            given.append(bound)
    return " AND ".join(conditions), given


def _within(field: Field, edge: str, sign: str) -> str:
    if field.kind == "day":
        return f't."{field.name}" {sign} ?'
    # A date whose end nobody knows has none here; nor has a record without a date.
    column = f't."{field.name}_{edge}"'
    return f'({column} {sign} ? OR {column} IS NULL AND t."{field.name}" IS NOT NULL)'
