"""`edit`: one record by options, from a file or in a conversation; many with --where."""

from gettext import gettext as _
from typing import Annotated, Any

import typer

from advocacy import console
from advocacy.conditions import conditions, field_names, fields_to_ask
from advocacy.console import refusing
from advocacy.fieldoptions import called, given, takes_fields_of
from advocacy.options import FromOption, JsonOption, ref_argument
from advocacy.session import open_store
from advocacy.usage import UsageError
from records.fields import fields_of
from records.store import Store
from records.types.common import Record


def add_edit(app: typer.Typer, record: type[Record]) -> None:
    """Give a group the command that changes its records."""

    @app.command(help=_("Change fields of a record; alone on a terminal it goes through them. "
                        "With --where, change many records at once, after a preview. "
                        "Example: advocacy {name} edit {letter}-7K3Q --internal-note-from note.txt")
        .format(name=called(record), letter=record.LETTER))  # fmt: skip
    @refusing
    @takes_fields_of(record, also=record.CHILDREN)
    def edit(
        ref: ref_argument(record, optional=True) = None,  # type: ignore[valid-type]
        where: Annotated[
            list[str] | None,
            typer.Option("--where", metavar="FIELD=VALUE", show_default=False,
                         autocompletion=fields_to_ask(record),
                         help=_("Change all records whose field has this value; may be given "
                                "again.")),
        ] = None,
        set_: Annotated[
            list[str] | None,
            typer.Option("--set", metavar="FIELD=VALUE", show_default=False,
                         autocompletion=fields_to_ask(record),
                         help=_("The same as the option of that field; may be given again.")),
        ] = None,
        clear: Annotated[
            list[str] | None,
            typer.Option(metavar="FIELD", help=_("Empty this field; may be given again."),
                         autocompletion=field_names(record), show_default=False),
        ] = None,
        from_: FromOption = None,
        yes: Annotated[
            bool, typer.Option("--yes", help=_("With --where: do not ask."))
        ] = False,
        as_json: JsonOption = False,
        **options: Any,
    ) -> None:  # fmt: skip
        from advocacy.verbs.fromfile import amend_from
        from advocacy.verbs.group import refuse_both, report

        if (ref is None) == (not where):
            raise UsageError(
                _("name one record by its ref, or many with --where"),
                _("advocacy {name} edit --help shows both").format(name=called(record)),
            )
        with open_store() as store:
            old = store.meant(ref, record.NAME, *record.CHILDREN) if ref is not None else None
            kind = type(old) if old else record
            wanted = _changes(kind, options) | _set(kind, set_ or [])
            refuse_both(from_, wanted)
            wanted |= {name.replace("-", "_"): None for name in clear or []}
            if not wanted and not from_ and not (old and console.can_ask()):
                raise UsageError(
                    _("nothing to change was given"),
                    _("advocacy {name} edit --help lists the fields").format(name=called(record)),
                )
            if old is None:
                from advocacy.verbs.bulk import change_all

                if from_:
                    raise UsageError(_("--from and --where together"), _("give fields with --set"))
                change_all(store, record, conditions(record, where or [], "--where"), wanted,
                           yes=yes, as_json=as_json)  # fmt: skip
                return
            if not wanted and not from_:
                _walk(store, old, as_json=as_json)
                return
            with store.vault.transaction():
                if from_:
                    amend_from(store, old, from_)
                made = store.amend(old.id, wanted)
            report(store, made, as_json=as_json, what=_("Changed {ref}: {title}"))


def _walk(store: Store, old: Record, *, as_json: bool) -> None:
    """Go through the fields, and keep all changes in one write."""
    from advocacy.asking.walking import show_changes, walk
    from advocacy.verbs.group import report

    made = store.amend(old.id, walk(store, old))
    if show_changes(store, old, made):
        report(store, made, as_json=as_json, what=_("Changed {ref}: {title}"))
    else:
        console.note(_("nothing was changed"))


def _set(record: type[Record], given_: list[str]) -> dict[str, Any]:
    """Return what `--set` gives: one value a field, a list where the field holds several."""
    fields, said = fields_of(record), dict[str, Any]()
    for one in given_:
        for name, value in conditions(record, [one], "--set").items():
            many = name in fields and fields[name].many and fields[name].kind != "series"
            said[name] = [*said.get(name, []), value] if many and value else value
    return said


def _changes(record: type[Record], options: dict[str, Any]) -> dict[str, Any]:
    """Return what was given for this type; refuse options of another type."""
    said = given(record, options)
    for option, value in options.items():
        name = option.removesuffix("_from")
        if value not in (None, []) and name not in fields_of(record):
            raise UsageError(
                _("a {type} has no --{option}").format(
                    type=record.NAME, option=option.replace("_", "-")
                ),
                _("its fields are: {fields}").format(fields=", ".join(fields_of(record))),
            )
    return said
