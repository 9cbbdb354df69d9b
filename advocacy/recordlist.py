"""`list`: the records of a type, one a line."""

from gettext import gettext as _
from typing import Annotated, Any

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.options import JsonOption, RevealOption
from advocacy.session import open_store
from advocacy.usage import UsageError
from records.errors import RecordsError
from records.fields import fields_of
from records.store import Store
from records.types.common import Record

MOST = 10**9
"""As many as SQLite is asked for."""


def called(record: type[Record]) -> str:
    """Return the command of a record type."""
    return "brief" if record.NAME == "briefing" else record.NAME


def add_list(app: typer.Typer, record: type[Record]) -> None:
    """Give a group the command that lists its records."""

    @app.command(
        "list",
        help=_("List records, one a line. Example: advocacy {name} list --limit 20").format(
            name=called(record)
        ),
    )
    @refusing
    def list_(
        where: Annotated[
            list[str] | None,
            typer.Option("--where", metavar="FIELD=VALUE", show_default=False,
                         help=_("Only records whose field has this value; may be given again.")),
        ] = None,
        since: Annotated[
            str | None,
            typer.Option(metavar="DATE", help=_("From this date on."), show_default=False),
        ] = None,
        until: Annotated[
            str | None, typer.Option(metavar="DATE", help=_("Up to this date."), show_default=False)
        ] = None,
        sort: Annotated[
            str | None,
            typer.Option(metavar="FIELD", help=_("Sort by this field; -FIELD turns it round."),
                         show_default=False),
        ] = None,
        limit: Annotated[
            int | None,
            typer.Option(min=0, max=MOST, metavar="N", help=_("At most N records."),
                         show_default=False),
        ] = None,
        as_json: JsonOption = False,
        reveal: RevealOption = False,
    ) -> None:  # fmt: skip
        from records.listing import listed

        columns = [name for name in (record.DATED, record.TITLE) if name]
        with open_store(writing=False) as store:
            found = listed(
                store,
                record,
                where=_conditions(record, where or []),
                since=_bound(store, since, "--since"),
                until=_bound(store, until, "--until"),
                sort=sort,
                limit=limit,
                fields=None if as_json or console.on_terminal() else _read_for(record, columns),
            )
            if as_json:
                from advocacy import showing

                console.emit([showing.as_json(store, one, reveal=reveal) for one in found])
                return
            _print(store, record, columns, found)


def _read_for(record: type[Record], columns: list[str]) -> list[str]:
    twin = f"{record.TITLE}_vi"
    return [*columns, twin] if twin in fields_of(record) else columns


def _print(store: Store, record: type[Record], columns: list[str], found: list[Any]) -> None:
    fields = fields_of(record)
    if not console.on_terminal():
        for one in found:
            cells = [one.ref]
            for name in columns:
                value = getattr(one, name)
                if fields[name].sensitive:
                    value = ""
                elif name == record.TITLE:
                    value = _title(store, one)
                cells.append(value or "")
            console.say("\t".join(" ".join(cell.split()) for cell in cells))
        return
    from advocacy import showing

    language = settings.current.language
    shown = [name for name in columns if not fields[name].sensitive]
    shown += [name for name in ("status",) if name in fields]
    console.rows(
        [_("Ref"), *(fields[name].label(language) for name in shown)],
        (
            [
                one.ref,
                *(
                    _title(store, one)
                    if name == record.TITLE
                    else showing.in_words(store, fields[name], getattr(one, name) or "")
                    if getattr(one, name)
                    else ""
                    for name in shown
                ),
            ]
            for one in found
        ),
    )
    if not found:
        console.note(_("nothing recorded yet"))


def _title(store: Store, one: Record) -> str:
    field = fields_of(type(one))[one.TITLE]
    value = getattr(one, one.TITLE)
    if field.kind in ("text", "code") and not field.has_twin:
        return value or ""
    if field.kind in ("text", "prose"):
        twin = getattr(one, f"{one.TITLE}_vi", None) if settings.current.language == "vi" else None
        return twin or value or ""
    from advocacy import showing

    return showing.title_of(store, one)


def _conditions(record: type[Record], where: list[str]) -> dict[str, str]:
    conditions = {}
    sensitive = {name for name, field in fields_of(record).items() if field.sensitive}
    for condition in where:
        name, equals, value = condition.partition("=")
        if not equals:
            raise UsageError(
                _("--where {given} has no =").format(given=name[:40]),
                _("type it as FIELD=VALUE, such as --where status=draft"),
            )
        name = name.strip().replace("-", "_")
        if name in sensitive:
            raise UsageError(
                _("--where takes no sensitive field: a shell keeps what is typed"),
                _("advocacy {name} list --json --reveal prints these fields").format(
                    name=called(record)
                ),
            )
        conditions[name] = value.strip()
    return conditions


def _bound(store: Store, said: str | None, option: str) -> str | None:
    if not said:
        return None
    from records.dates import as_edtf
    from records.edtf import parse

    try:
        date = parse(as_edtf(said, store.today))
    except RecordsError as refusal:
        refusal.field = option
        raise
    return date.earliest if option == "--since" else date.latest
