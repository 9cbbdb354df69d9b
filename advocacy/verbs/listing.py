"""`list`: the records of a type, one a line."""

import shlex
from gettext import gettext as _
from typing import Annotated, Any

import typer

from advocacy import console, settings
from advocacy.conditions import bound, conditions, field_names, fields_to_ask
from advocacy.console import refusing
from advocacy.fieldoptions import called
from advocacy.options import JsonOption, RevealOption
from advocacy.session import open_store
from advocacy.usage import UsageError
from records.fields import fields_of
from records.store import Store
from records.types.common import Record

MOST = 10**9
"""As many as SQLite is asked for."""


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
                         autocompletion=fields_to_ask(record),
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
                         autocompletion=field_names(record), show_default=False),
        ] = None,
        limit: Annotated[
            int | None,
            typer.Option(min=1, max=MOST, metavar="N", help=_("At most N records."),
                         show_default=False),
        ] = None,
        save: Annotated[
            str | None,
            typer.Option(metavar="NAME", show_default=False,
                         help=_("Keep what this list asks for under a name.")),
        ] = None,
        saved: Annotated[
            str | None,
            typer.Option(metavar="NAME", autocompletion=saved_names, show_default=False,
                         help=_("The list of this name; other options come before its own.")),
        ] = None,
        as_json: JsonOption = False,
        reveal: RevealOption = False,
    ) -> None:  # fmt: skip
        from records.listing import listed

        columns = [name for name in (record.DATED, record.TITLE) if name]
        asked: dict[str, Any] = {
            "where": where,
            "since": since,
            "until": until,
            "sort": sort,
            "limit": limit,
        }
        with open_store(writing=save is not None) as store:
            if saved is not None:
                asked = _saved(store, record, saved, asked)
            found = listed(
                store,
                record,
                where=conditions(record, asked["where"] or [], "--where"),
                since=bound(store, asked["since"], "--since"),
                until=bound(store, asked["until"], "--until"),
                sort=asked["sort"],
                limit=asked["limit"],
                fields=None if as_json or console.on_terminal() else _read_for(record, columns),
            )
            if save is not None:
                _save(store, record, save, asked)
            if as_json:
                from advocacy.screens import showing

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
    from advocacy.screens import showing

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
    from advocacy.screens import showing

    return showing.title_of(store, one)


def _save(store: Store, record: type[Record], name: str, asked: dict[str, Any]) -> None:
    from records.savedlists import save

    kept = save(store, name, record.NAME, asked)
    command = f"advocacy {called(record)} list --saved {shlex.quote(kept.name)}"
    console.note(_("Saved: {command}").format(command=command))


def _saved(store: Store, record: type[Record], name: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what a saved list asks for; what was typed besides comes before it."""
    from records.savedlists import saved_as
    from records.types import type_named

    kept = saved_as(store, name)
    if kept.type != record.NAME:
        command = called(type_named(kept.type))
        raise UsageError(
            _("{name} is a list of another type").format(name=kept.name),
            f"advocacy {command} list --saved {shlex.quote(kept.name)}",
        )
    typed = {key: value for key, value in asked.items() if value not in (None, [])}
    both = dict.fromkeys(asked) | kept.options | typed
    both["where"] = [*kept.options.get("where", []), *(asked["where"] or [])]
    return both


def saved_names(incomplete: str) -> list[str]:
    """Complete the names of saved lists, where the vault is unlocked; else nothing.

    Only names that a shell takes for one word as they stand.
    """
    from advocacy.session import unlocked
    from records.savedlists import saved

    with unlocked() as store:
        names = [one.name for one in saved(store)] if store else []
    return [n for n in names if n.startswith(incomplete) and n.replace("-", "").isalnum()]
