"""`advocacy unlock`: keep the vault open for a while."""

from gettext import gettext as _
from typing import Annotated

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.session import passphrase
from advocacy.usage import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)
UNITS = {"s": 1, "m": 60, "h": 3600}
LONGEST = 12 * 3600


def seconds_in(said: str) -> int:
    """Return the seconds of "15m", "90s", "2h"; a number alone means minutes."""
    number, unit = (said[:-1], said[-1]) if said[-1:] in UNITS else (said, "m")
    if not number.isdecimal() or not 0 < int(number) * UNITS[unit] <= LONGEST:
        raise UsageError(
            _("--for {given} is no time between one second and 12 hours").format(given=said[:20]),
            _("type it as 15m, 90s or 2h"),
        )
    return int(number) * UNITS[unit]


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

    duration = seconds_in(for_)
    folder = settings.vault_folder()
    key = vault.unlock(folder, passphrase())
    keyring.remember(vault.vault_id(folder), key, duration)
    console.note(_("The vault is open for {time}. Close it with: advocacy lock").format(time=for_))
