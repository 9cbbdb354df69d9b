"""`advocacy shell`: many commands with one passphrase."""

from gettext import gettext as _
from typing import Annotated

import typer

from advocacy import console, session
from advocacy.console import refusing
from advocacy.durations import seconds_in
from advocacy.usage import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Type many commands with one passphrase, on every system. The key stays in this program's "
        "memory; the vault closes when nobody types for a while, when the machine slept, and at "
        "the end. Example: advocacy shell --idle 10m"
    )
)
@refusing
def shell(
    ctx: typer.Context,
    idle: Annotated[
        str, typer.Option(metavar="TIME", help=_("Lock when nobody types: 10m, 90s, 2h."))
    ] = "10m",
) -> None:
    """Read commands and run them until the end."""
    seconds = seconds_in(idle, "--idle")
    if session.held:
        raise UsageError(_("this is the shell already"), _("type a command, or exit"))
    if not (console.can_ask() and console.on_terminal()):
        raise UsageError(
            _("the shell needs a terminal"),
            _("scripts use the commands themselves, with ADVOCACY_PASSPHRASE_COMMAND"),
        )
    from advocacy.shell.sitting import Shell

    opened = Shell(ctx.obj, ctx.find_root().command, seconds, idle)
    opened.open()
    opened.converse()
