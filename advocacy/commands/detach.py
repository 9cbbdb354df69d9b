"""`advocacy detach`: take a file from a record, or write it out."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.session import open_store

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Take a file from a record and out of the vault; --out writes it somewhere first, "
        "--keep leaves it in the vault. Example: advocacy detach S-7K3Q 1 --out minutes.pdf"
    )
)
@refusing
def detach(
    ref: Annotated[str, typer.Argument(metavar="REF", show_default=False)],
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=1, show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("Write it here first."), show_default=False),
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help=_("Leave it in the vault."))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=_("Overwrite the file."))] = False,
) -> None:
    """Write a file out and take it from its record."""
    from advocacy.files import refuse_existing, write_new
    from advocacy.usage import UsageError
    from records.attachments import attachments, content
    from records.attachments import detach as take
    from records.errors import NotFound

    if keep and out is None:
        raise UsageError(_("--keep without --out does nothing"), _("say where: --out FILE"))
    with open_store(writing=not keep) as store:
        record = store.meant(ref)
        found = [a for a in attachments(store, record.id) if a.number == number]
        if not found:
            raise NotFound(type="attachment", ref=f"{record.ref} {number}")
        if out is not None:
            refuse_existing([out], replace=replace)
            write_new(out, content(store, found[0]))
            console.say(str(out))
        if not keep:
            take(store, record, number)
            console.note(_("Taken from {ref}.").format(ref=record.ref))
