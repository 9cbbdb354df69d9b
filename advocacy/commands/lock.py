"""`advocacy lock`: close the vault now."""

from gettext import gettext as _

import typer

from advocacy import console, settings
from advocacy.console import refusing

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=_("Close the vault now. Example: advocacy lock"))
@refusing
def lock() -> None:
    """Take the key out of the system's keyring."""
    from records import keyring, vault

    keyring.forget(vault.vault_id(settings.vault_folder()))
    console.note(_("The vault is closed."))
