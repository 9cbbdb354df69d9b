"""`advocacy init`: make a vault."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from advocacy import console, settings
from advocacy.bringback import bring_back
from advocacy.console import refusing
from advocacy.session import open_store, passphrase
from advocacy.usage import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=_("Make a vault. Example: advocacy init --name 'Our network'"))
@refusing
def init(
    example: Annotated[
        str | None,
        typer.Option(metavar="vnsw", help=_("Load an example data set."), show_default=False),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=_("Your organisation's name, as papers carry it."),
                     show_default=False),
    ] = None,
    from_archive: Annotated[
        Path | None,
        typer.Option("--from-archive", metavar="PATH", show_default=False,
                     help=_("Bring back what `advocacy archive` wrote: its folder or file.")),
    ] = None,
    archive_key: Annotated[
        Path | None,
        typer.Option("--archive-key", metavar="FILE", show_default=False,
                     help=_("The secret age key that opens the archive.")),
    ] = None,
) -> None:  # fmt: skip
    """Make the vault's folder, its keys and its tables."""
    from records import vault
    from records.examples import EXAMPLES, load_example
    from records.offices import found

    folder = settings.vault_folder()
    if example is not None and example not in EXAMPLES:
        raise UsageError(
            _("there is no example called so"), _("examples: {names}").format(names="vnsw")
        )
    vault.refuse_existing(folder)
    if from_archive is not None:
        if example or name:
            raise UsageError(
                _("--from-archive brings its own records and name"), _("leave out the others")
            )
        bring_back(folder, from_archive, archive_key)
        return
    if archive_key is not None:
        raise UsageError(_("--archive-key opens an archive"), _("name it: --from-archive PATH"))
    if name is None and example is None and console.can_ask():
        name = console.ask(_("What is your organisation called?"))
    secret = passphrase(_("A new passphrase, a long one that you can remember"), twice=True)
    key = vault.create(folder, secret)
    with open_store(folder=folder, key=key) as store, store.vault.transaction():
        found(store, name)
        loaded = load_example(store, example) if example else 0
    console.note(_("A vault was made in {folder}").format(folder=folder))
    if loaded:
        console.note(_("{n} example records were loaded").format(n=loaded))
    console.note(_("Without the passphrase nobody can open it, not even we. Keep a backup."))
