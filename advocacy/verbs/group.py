"""The verbs that every record type has: add, list, show, edit, delete, history."""

from gettext import gettext as _
from typing import Annotated, Any

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.fieldoptions import called, given, takes_fields_of
from advocacy.options import FromOption, JsonOption, RevealOption, ref_argument
from advocacy.session import open_store
from advocacy.usage import UsageError
from advocacy.verbs.editing import add_edit
from advocacy.verbs.listing import add_list
from records.fields import fields_of
from records.sealing import is_closed
from records.store import Store
from records.types import type_named
from records.types.common import Record


def group(name: str, *verbs: str) -> typer.Typer:
    """Return the command group of a record type with these verbs, all six when none is named."""
    record = type_named(name)
    app = typer.Typer(name=name, no_args_is_help=True, rich_markup_mode=None, add_completion=False)
    makers = {
        "add": _add, "list": add_list, "show": _show,
        "edit": add_edit, "delete": _delete, "history": _history,
    }  # fmt: skip
    for verb in verbs or makers:
        makers[verb](app, record)
    # Without this, typer takes a group of one command for the command itself.
    app.callback()(lambda: None)
    return app


def report(store: Store, made: Record, *, as_json: bool, what: str) -> None:
    """Say what was kept; the ref stands alone on the last line."""
    from advocacy.screens import showing

    if as_json:
        console.emit(showing.as_json(store, made))
        return
    told = what.format(ref=made.ref, title=showing.title_of(store, made))
    console.note(told.strip().removesuffix(":"))
    console.say(made.ref)


def refuse_both(from_: str | None, said: dict[str, Any]) -> None:
    """Refuse a file together with single fields."""
    if from_ and said:
        raise UsageError(_("--from and other fields together"), _("put all into the file"))


def add_child(
    kind: str, ref: str, from_: str | None, *, as_json: bool, options: dict[str, Any]
) -> None:
    """Add a child of this kind to the record that is meant by `ref`."""
    from advocacy.asking.questions import ask_missing
    from advocacy.verbs.fromfile import add_all

    child = type_named(kind)
    said = given(child, options)
    refuse_both(from_, said)
    with open_store() as store:
        parent = {child.PARENT: store.meant(ref, child.PARENT).ref}
        if from_:

            def add(one: dict[str, Any]) -> Record:
                return store.add(kind, one | parent)

            add_all(store, child, from_, as_json=as_json, add=add)
            return
        made = store.add(kind, ask_missing(store, child, said | parent))
        report(store, made, as_json=as_json, what=_("Recorded {ref}: {title}"))


def _add(app: typer.Typer, record: type[Record]) -> None:
    @app.command(
        help=_(
            "Add a record, from options or a file. Example: advocacy {name} add --from {name}.json"
        ).format(name=called(record))
    )
    @refusing
    @takes_fields_of(record)
    def add(from_: FromOption = None, as_json: JsonOption = False, **options: Any) -> None:
        add_record(record, from_, as_json=as_json, options=options)


def add_record(
    record: type[Record], from_: str | None, *, as_json: bool, options: dict[str, Any]
) -> None:
    """Add a record of a type from options, else all that a file holds."""
    from advocacy.asking.questions import ask_missing
    from advocacy.verbs.fromfile import add_all

    said = given(record, options)
    refuse_both(from_, said)
    with open_store() as store:
        if from_:
            add_all(store, record, from_, as_json=as_json)
            return
        said = ask_missing(store, record, said)
        made = store.add(record.NAME, said)
        report(store, made, as_json=as_json, what=_("Recorded {ref}: {title}"))


def _show(app: typer.Typer, record: type[Record]) -> None:
    @app.command(help=_("Show one record. Example: advocacy {name} show {letter}-7K3Q").format(
        name=called(record), letter=record.LETTER))  # fmt: skip
    @refusing
    def show(
        ref: ref_argument(record),  # type: ignore[valid-type]
        as_json: JsonOption = False,
        reveal: RevealOption = False,
    ) -> None:
        from advocacy.screens import showing

        with open_store(writing=False) as store:
            one = store.meant(ref, record.NAME, *record.CHILDREN)
            if as_json:
                console.emit(showing.as_json(store, one, reveal=reveal))
                return
            _show_one(store, one, reveal=reveal)


def _show_one(store: Store, one: Record, *, reveal: bool) -> None:
    from advocacy.screens import showing

    language = settings.current.language == "vi"
    console.heading(f"{one.ref}  {showing.title_of(store, one)}")
    if is_closed(store, one):
        console.note(_("It is sealed, and the key is not on this machine."))
    console.pairs(showing.lines(store, one, reveal=reveal))
    for kind in one.CHILDREN:
        for child in store.children(one, kind):
            console.say()
            console.heading(f"{child.ref}  {type_named(kind).LABELS[language]}")
            lines = list(showing.lines(store, child, reveal=reveal))
            console.pairs(lines[1:])  # the first says which parent it belongs to


def _delete(app: typer.Typer, record: type[Record]) -> None:
    @app.command(help=_("Delete a record that nothing refers to. "
                        "Example: advocacy {name} delete {letter}-7K3Q").format(
        name=called(record), letter=record.LETTER))  # fmt: skip
    @refusing
    def delete(
        ref: ref_argument(record),  # type: ignore[valid-type]
        yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    ) -> None:
        from advocacy.screens import showing

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
        name=called(record), letter=record.LETTER))  # fmt: skip
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
        "identified": _("contributor recorded"), "attached": _("file attached"),
        "detached": _("file taken out"), "annexed": _("file for packs"),
        "issued": _("issued"), "undone": _("undone"),
        "restored": _("brought back from an archive"),
    }  # fmt: skip
