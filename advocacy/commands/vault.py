"""`advocacy vault`: look after the file itself."""

from gettext import gettext as _

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.options import JsonOption
from advocacy.session import open_store
from records.errors import ExitCode

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.callback()
def vault() -> None:
    """Hold the group together; it has more than one command later."""


@app.command(
    help=_(
        "Is everything in the vault as it was written? Says what is wrong and what to do. "
        "Example: advocacy vault check"
    )
)
@refusing
def check(as_json: JsonOption = False) -> None:
    """Check cipher, database, history, vocabulary terms and references."""
    from records.checking import check as examine

    with open_store(writing=False) as store:
        findings = examine(store)
    if as_json:
        console.emit([{"what": f.what, "do": f.do} for f in findings])
    else:
        for finding in findings:
            console.say(finding.what)
            console.note(_("hint: {hint}").format(hint=finding.do))
        if not findings:
            console.say(_("Everything is as it was written."))
    if findings:
        console.leave(ExitCode.VAULT)
