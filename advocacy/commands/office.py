"""`advocacy office`: what papers say of the office that hands them over."""

from gettext import gettext as _
from typing import Any

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import given, takes_fields_of
from advocacy.options import JsonOption
from advocacy.recordgroup import report
from advocacy.session import open_store
from advocacy.usage import UsageError
from records.types.briefing import Office

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Say who you are, as covers and letters carry it. "
        "Example: advocacy office init --name 'Our network' --short-name ON"
    )
)
@refusing
@takes_fields_of(Office, without=("own", "sensitivity", "topics", "internal_note", "sources"))
def init(as_json: JsonOption = False, **options: Any) -> None:
    """Describe the vault's own office."""
    from records.offices import describe

    said = given(Office, options)
    if not said:
        if not console.can_ask():
            raise UsageError(_("nothing was given"), _("give at least --name 'Our network'"))
        said = {"name": console.ask(_("What is your organisation called?"))}
    with open_store() as store:
        made = describe(store, said)
        report(store, made, as_json=as_json, what=_("Papers now carry: {title}"))


@app.command(help=_("Show this vault's own office. Example: advocacy office show"))
@refusing
def show(as_json: JsonOption = False) -> None:
    """Show what papers say of this office."""
    from advocacy import showing
    from records.offices import own

    with open_store(writing=False) as store:
        office = own(store)
        if as_json:
            console.emit(showing.as_json(store, office))
        else:
            console.pairs(showing.lines(store, office))
