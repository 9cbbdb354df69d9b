"""The verbs that every record type has: add, list, show, edit, delete, history."""

from typing import Annotated, Any

import typer

from advocacy import console, settings
from advocacy.console import UsageError, _, refusing
from advocacy.fieldoptions import given, refs_of, takes_fields_of
from advocacy.session import open_store
from records.fields import fields_of
from records.store import Store
from records.types import type_named
from records.types.common import Record

JsonOption = Annotated[bool, typer.Option("--json", help=_("One JSON document."))]
RevealOption = Annotated[
    bool, typer.Option("--reveal", help=_("Show sensitive fields too. Mind who sees the screen."))
]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help=_("All fields from a JSON file, one object or a list; - is standard input."),
        show_default=False,
    ),
]


def group(name: str, *verbs: str) -> typer.Typer:
    """Return the command group of a record type with these verbs, all six when none is named."""
    record = type_named(name)
    app = typer.Typer(
        name=name, no_args_is_help=True, rich_markup_mode=None, add_completion=False
    )
    makers = {
        "add": _add, "list": _list, "show": _show,
        "edit": _edit, "delete": _delete, "history": _history,
    }  # fmt: skip
    for verb in verbs or makers:
        makers[verb](app, record)
    return app


def ref_argument(record: type[Record]) -> Any:
    """Return the annotation of an argument that names a record of a type, or a child of it."""
    types = (record.NAME, *record.CHILDREN)
    return Annotated[
        str, typer.Argument(metavar="REF", autocompletion=refs_of(types), show_default=False)
    ]


def report(store: Store, made: Record, *, as_json: bool, what: str) -> None:
    """Say what was kept; the ref stands alone on the last line."""
    from advocacy import showing

    if as_json:
        console.emit(showing.as_json(store, made))
        return
    console.note(what.format(ref=made.ref, title=showing.title_of(store, made)))
    console.say(made.ref)


def save_all(
    store: Store, record: type[Record], objects: list[dict[str, Any]], *, as_json: bool
) -> None:
    """Add all objects of a file, or none of them."""
    from advocacy import showing

    with store.vault.transaction():
        made = [store.add(record.NAME, _without_marks(one)) for one in objects]
    if as_json:
        shown = [showing.as_json(store, one) for one in made]
        console.emit(shown if len(shown) != 1 else shown[0])
    for one in made if not as_json else ():
        console.say(one.ref)


def add_child(
    kind: str, ref: str, from_: str | None, *, as_json: bool, options: dict[str, Any]
) -> None:
    """Add a child of this kind to the record that is meant by `ref`."""
    from advocacy.asking import ask_missing
    from advocacy.files import read_objects

    child = type_named(kind)
    said = given(child, options)
    objects = read_objects(from_) if from_ else []
    if from_ and said:
        raise UsageError(_("--from and other fields together"), _("put all into the file"))
    with open_store() as store:
        parent = {child.PARENT: store.meant(ref, child.PARENT).ref}
        if from_:
            save_all(store, child, [one | parent for one in objects], as_json=as_json)
            return
        made = store.add(kind, ask_missing(store, child, said | parent))
        report(store, made, as_json=as_json, what=_("Recorded {ref}: {title}"))


MARKS = ("id", "ref", "type", "created", "updated", "office", "hidden")
"""What `show --json` adds to the fields; ignored when such an object is read back."""


def _without_marks(given_: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given_.items() if key not in MARKS}


def _add(app: typer.Typer, record: type[Record]) -> None:
    @app.command(help=_("Add a record. Example: advocacy {name} add").format(name=record.NAME))
    @refusing
    @takes_fields_of(record)
    def add(from_: FromOption = None, as_json: JsonOption = False, **options: Any) -> None:
        from advocacy.asking import ask_missing
        from advocacy.files import read_objects

        said = given(record, options)
        objects = read_objects(from_) if from_ else []
        if from_ and said:
            raise UsageError(_("--from and other fields together"), _("put all into the file"))
        with open_store() as store:
            if from_:
                save_all(store, record, objects, as_json=as_json)
                return
            said = ask_missing(store, record, said)
            made = store.add(record.NAME, said)
            report(store, made, as_json=as_json, what=_("Recorded {ref}: {title}"))


def _list(app: typer.Typer, record: type[Record]) -> None:
    @app.command("list", help=_("List records, one a line. Example: advocacy {name} list --limit 20")
        .format(name=record.NAME))  # fmt: skip
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
            typer.Option(min=0, metavar="N", help=_("At most N records."), show_default=False),
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
                where=_conditions(where or []),
                since=_bound(store, since, 0),
                until=_bound(store, until, 1),
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


def _conditions(where: list[str]) -> dict[str, str]:
    conditions = {}
    for condition in where:
        name, equals, value = condition.partition("=")
        if not equals:
            raise UsageError(
                _("--where {given} has no =").format(given=name[:40]),
                _("type it as FIELD=VALUE, such as --where status=draft"),
            )
        conditions[name.strip().replace("-", "_")] = value.strip()
    return conditions


def _bound(store: Store, said: str | None, end: int) -> str | None:
    if not said:
        return None
    from records.dates import as_edtf
    from records.edtf import parse

    date = parse(as_edtf(said, store.today))
    return (date.earliest, date.latest)[end]


def _show(app: typer.Typer, record: type[Record]) -> None:
    @app.command(help=_("Show one record. Example: advocacy {name} show {letter}-7K3Q").format(
        name=record.NAME, letter=record.LETTER))  # fmt: skip
    @refusing
    def show(
        ref: ref_argument(record),  # type: ignore[valid-type]
        as_json: JsonOption = False,
        reveal: RevealOption = False,
    ) -> None:
        from advocacy import showing

        with open_store(writing=False) as store:
            one = store.meant(ref, record.NAME, *record.CHILDREN)
            if as_json:
                console.emit(showing.as_json(store, one, reveal=reveal))
                return
            _show_one(store, one, reveal=reveal)


def _show_one(store: Store, one: Record, *, reveal: bool) -> None:
    from advocacy import showing

    language = settings.current.language == "vi"
    console.heading(f"{one.ref}  {showing.title_of(store, one)}")
    console.pairs(showing.lines(store, one, reveal=reveal))
    for kind in one.CHILDREN:
        for child in store.children(one, kind):
            console.say()
            console.heading(f"{child.ref}  {type_named(kind).LABELS[language]}")
            lines = list(showing.lines(store, child, reveal=reveal))
            console.pairs(lines[1:])  # the first says which parent it belongs to


def _edit(app: typer.Typer, record: type[Record]) -> None:
    @app.command(help=_("Change fields of a record. Example: advocacy {name} edit {letter}-7K3Q")
        .format(name=record.NAME, letter=record.LETTER))  # fmt: skip
    @refusing
    @takes_fields_of(record, also=record.CHILDREN)
    def edit(
        ref: ref_argument(record),  # type: ignore[valid-type]
        clear: Annotated[
            list[str] | None,
            typer.Option(metavar="FIELD", help=_("Empty this field; may be given again."),
                         show_default=False),
        ] = None,
        from_: FromOption = None,
        as_json: JsonOption = False,
        **options: Any,
    ) -> None:  # fmt: skip
        from advocacy.files import read_objects

        with open_store() as store:
            old = store.meant(ref, record.NAME, *record.CHILDREN)
            wanted = _changes(type(old), options)
            if from_:
                objects = read_objects(from_)
                if len(objects) != 1:
                    raise UsageError(_("--from holds several objects"), _("give exactly one"))
                wanted |= _without_marks(objects[0])
            wanted |= {name.replace("-", "_"): None for name in clear or []}
            if not wanted:
                raise UsageError(
                    _("nothing to change was given"),
                    _("advocacy {name} edit --help lists the fields").format(name=record.NAME),
                )
            made = store.amend(old.id, wanted)
            report(store, made, as_json=as_json, what=_("Changed {ref}: {title}"))


def _changes(record: type[Record], options: dict[str, Any]) -> dict[str, Any]:
    """Return what was given for this type; refuse options of another type."""
    said = given(record, options)
    for option, value in options.items():
        name = option.removesuffix("_from")
        if value not in (None, []) and name not in fields_of(record):
            raise UsageError(
                _("a {type} has no --{option}").format(
                    type=record.NAME, option=option.replace("_", "-")
                )
            )
    return said


def _delete(app: typer.Typer, record: type[Record]) -> None:
    @app.command(help=_("Delete a record that nothing refers to. "
                        "Example: advocacy {name} delete {letter}-7K3Q").format(
        name=record.NAME, letter=record.LETTER))  # fmt: skip
    @refusing
    def delete(
        ref: ref_argument(record),  # type: ignore[valid-type]
        yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    ) -> None:
        from advocacy import showing

        with open_store() as store:
            one = store.meant(ref, record.NAME, *record.CHILDREN)
            question = _("Delete {ref} {title}?").format(
                ref=one.ref, title=showing.title_of(store, one)
            )
            if console.can_ask() and not yes and not console.agreed(question):
                console.note(_("nothing was deleted"))
                return
            store.delete(one.id)
            console.note(_("Deleted {ref}").format(ref=one.ref))


def _history(app: typer.Typer, record: type[Record]) -> None:
    @app.command(help=_("What happened to a record, and when. "
                        "Example: advocacy {name} history {letter}-7K3Q").format(
        name=record.NAME, letter=record.LETTER))  # fmt: skip
    @refusing
    def history(
        ref: ref_argument(record),  # type: ignore[valid-type]
        as_json: JsonOption = False,
    ) -> None:
        from records.offices import name_of

        with open_store(writing=False) as store:
            record_id, kind = store.find(ref, record.NAME, *record.CHILDREN, deleted=True)
            entries = store.story(record_id)
            offices = {e.office: name_of(store, e.office) for e in entries}
            if as_json:
                console.emit([
                    {"on": e.on, "office": offices[e.office], "action": e.action,
                     "fields": list(e.fields)} for e in entries
                ])  # fmt: skip
                return
            fields = fields_of(type_named(kind))
            language = settings.current.language
            console.rows(
                [_("When (UTC)"), _("Office"), _("What"), _("Fields")],
                (
                    [e.on, offices[e.office], ACTIONS()[e.action],
                     ", ".join(fields[f].label(language) for f in e.fields)]
                    for e in entries
                ),
            )  # fmt: skip


def ACTIONS() -> dict[str, str]:  # noqa: N802  (a constant once the language is settled)
    """Return the words for what can happen to a record."""
    return {
        "added": _("added"), "edited": _("edited"), "deleted": _("deleted"),
        "withdrawn": _("withdrawn"), "erased": _("erased"),
        "identified": _("contributor recorded"), "issued": _("issued"),
    }  # fmt: skip
