"""`advocacy browse`: the records in a web page, for who likes to look around."""

import sys
from datetime import datetime
from gettext import gettext as _
from typing import Annotated

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.durations import seconds_in
from advocacy.session import open_store
from advocacy.usage import UsageError
from records.errors import ExitCode, RecordsError
from records.wording import N_

app = typer.Typer(rich_markup_mode=None, add_completion=False)
EXTRA = f'"{sys.executable}" -m pip install "advocacy[browse]"'


class NoDatasette(RecordsError):
    """What draws the web pages is not installed (exit 9)."""

    sentence = N_("the web pages need Datasette, which is not installed")
    advice = N_("type: {command}")
    code = ExitCode.UNABLE


@app.command(
    help=_(
        "Look around in a web page: read-only, from memory, without sensitive fields. Sealed and "
        "restricted records are not shown. Ctrl-C ends it. Example: advocacy browse"
    )
)
@refusing
def browse(
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, show_default=False,
                     help=_("The port on this machine; a free one where none is given.")),
    ] = 0,
    no_open: Annotated[
        bool, typer.Option("--no-open", help=_("Print the address and open no browser."))
    ] = False,
    idle: Annotated[
        str, typer.Option(metavar="TIME", help=_("Ends when nobody looks for so long."))
    ] = "15m",
) -> None:  # fmt: skip
    """Copy what may be seen into memory, close the vault, serve the copy."""
    seconds = seconds_in(idle, "--idle")
    _need_datasette()
    from advocacy.browsing import serving
    from advocacy.browsing.snapshot import snapshot

    try:
        listener = serving.listening(port)
    except OSError as error:
        raise UsageError(
            _("port {port} cannot be used: {why}").format(port=port, why=error.strerror),
            _("leave --port away: a free one is found"),
        ) from None
    with listener:
        with open_store(writing=False) as store:
            store.sealing_keys = ()  # what is sealed stays so, even where its key is
            seen = snapshot(store, settings.current.language)
            moment = store.clock().astimezone()
        opening = console.on_terminal() and not no_open and serving.has_windows()

        def ready(address: str) -> None:
            console.say(address)
            console.finish()  # a script waits for this line
            console.note(_("It opens once. Ctrl-C ends it, and leaves nothing."))
            if opening:
                serving.open_browser(address)

        serving.serve(seen, listener, moment=_said(moment), idle=(seconds, idle), ready=ready)
    console.note(_("Closed."))


def _said(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M}"


def _need_datasette() -> None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        fits = version("datasette").startswith("0.")  # 1.0 speaks to its plugins otherwise
    except PackageNotFoundError:
        fits = False
    if not fits:
        raise NoDatasette(command=EXTRA)
