"""`advocacy unlock`: keep the vault open for a while."""

from gettext import gettext as _
from typing import Annotated

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.durations import seconds_in
from advocacy.session import passphrase

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Keep the vault open, so that commands do not ask for the passphrase. Any program that "
        "runs under your name can read it meanwhile. Example: advocacy unlock --for 15m"
    )
)
@refusing
def unlock(
    for_: Annotated[
        str, typer.Option("--for", metavar="TIME", help=_("How long: 15m, 90s, 2h."))
    ] = "15m",
) -> None:
    """Keep the key in the system's keyring, with an end."""
    from records import keyring, vault

    duration = seconds_in(for_, "--for")
    folder = settings.vault_folder()
    key = vault.unlock(folder, passphrase())
    keyring.remember(vault.vault_id(folder), key, duration)
    console.note(_("The vault is open for {time}. Close it with: advocacy lock").format(time=for_))
