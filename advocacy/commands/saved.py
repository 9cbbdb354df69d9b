"""`advocacy saved`: the lists that have a name."""

import shlex
from gettext import gettext as _
from typing import TYPE_CHECKING, Annotated

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import called
from advocacy.options import JsonOption
from advocacy.session import open_store
from advocacy.verbs.listing import saved_names

if TYPE_CHECKING:
    from records.savedlists import SavedList

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "The lists that you gave a name with `list --save NAME`, each with what it asks for. "
        "Example: advocacy saved --delete overdue"
    )
)
@refusing
def saved(
    delete: Annotated[
        str | None,
        typer.Option(metavar="NAME", autocompletion=saved_names, show_default=False,
                     help=_("Forget the list of this name; the records stay.")),
    ] = None,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Show the saved lists, or forget one."""
    from records import savedlists

    with open_store(writing=delete is not None) as store:
        if delete is not None:
            gone = savedlists.forget(store, delete)
            console.note(_("Forgot the list {name}").format(name=gone.name))
            return
        found = savedlists.saved(store)
    if as_json:
        console.emit([one._asdict() for one in found])
        return
    console.rows([_("Name"), _("Type this")], [[one.name, _command(one)] for one in found])
    if not found:
        console.note(_("No list has a name yet. Example: advocacy commitment list "
                       "--where status=stated --save open"))  # fmt: skip


def _command(one: "SavedList") -> str:
    from records.types import type_named

    return shlex.join(["advocacy", called(type_named(one.type)), "list", "--saved", one.name])
