"""`advocacy attach`: keep a file with a record, inside the vault."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.options import JsonOption, RevealOption
from advocacy.session import open_store

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Keep a file with a record; what tells who made it and where is taken out. Without a "
        "file, list what is there. Example: advocacy attach S-7K3Q minutes.pdf"
    )
)
@refusing
def attach(
    ref: Annotated[str, typer.Argument(metavar="REF", show_default=False)],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", show_default=False)] = None,
    as_json: JsonOption = False,
    reveal: RevealOption = False,
) -> None:
    """Attach a file, or list the files of a record."""
    from advocacy.files import read_bytes
    from records.attachments import attach as keep
    from records.attachments import attachments

    if file is None:
        with open_store(writing=False) as store:
            found = attachments(store, store.meant(ref).id)
            if as_json:
                console.emit([
                    {"number": a.number, "name": a.name if reveal else None, "kind": a.kind,
                     "size": a.size, "sha256": a.digest, "added": a.added} for a in found
                ])  # fmt: skip
                return
            console.rows(
                [_("Number"), _("Name"), _("Kind"), _("Bytes"), _("Added")],
                [
                    [str(a.number), a.name if reveal else "…", a.kind, str(a.size), a.added]
                    for a in found
                ],
            )
            return
    content = read_bytes(file)
    with open_store() as store:
        made = keep(store, store.meant(ref), file.name, content)
        console.note(_("Attached as number {n}; the file outside is still there.").format(
            n=made.number))  # fmt: skip
        console.say(str(made.number))
