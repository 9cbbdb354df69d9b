"""`advocacy demo`: the whole main job on the interview's records."""

import shutil
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.usage import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)
PASSPHRASE = "demo demo demo"  # noqa: S105  (a throw-away vault of published facts)
PARTS = ("handout", "staff", "vault")  # the vault last: by it a demo is known


@app.command(
    help=_(
        "See the whole job done on the example: a vault, a handout, a staff paper, and what was "
        "withheld. It asks nothing. Example: advocacy demo demo"
    )
)
@refusing
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]")] = Path("demo"),
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Throw away an earlier demo in this folder."))
    ] = False,
) -> None:
    """Make the example vault in a folder and print its pack."""
    from advocacy.briefing.issuing.handing import build_draft
    from advocacy.briefing.pack import draft_of
    from advocacy.briefing.selection.request import request_for
    from advocacy.files import CannotWrite, new_folder
    from advocacy.screens.telling import show_decisions
    from advocacy.session import open_store
    from records import vault
    from records.examples import load_example
    from records.offices import found
    from records.types.briefing import Briefing

    new_folder(folder)
    there = [folder / part for part in PARTS if (folder / part).exists()]
    if there and not _is_demo(folder):
        raise UsageError(
            _("{folder} holds something other than an earlier demo").format(folder=folder),
            _("name a new or an empty folder"),
        )
    if there and not replace:
        raise UsageError(
            _("{folder} holds an earlier demo").format(folder=folder),
            _("choose another folder, or add --replace"),
        )
    for part in there:
        try:
            shutil.rmtree(part)
        except OSError as error:
            raise CannotWrite(file=part.name, why=error.strerror) from None
    console.note(_("Making a vault of the interview's records …"))
    key = vault.create(folder / "vault", PASSPHRASE)
    with open_store(folder=folder / "vault", key=key) as store:
        found(store)
        count = load_example(store, "vnsw")
        console.note(_("{n} example records were loaded").format(n=count))
        briefing = store.every(Briefing)[0]
        console.note(_("Printing the pack in two languages …"))
        draft = draft_of(store, request_for(store, briefing, store.today))
        written = build_draft(
            store, draft, folder / "handout", folder / "staff", design="handout", replace=True
        )
        for path in written:
            console.say(str(path))
        show_decisions(draft)
    console.note(_("The demo vault's passphrase: {secret}").format(secret=PASSPHRASE))
    console.note(
        _("Look around: advocacy --vault {folder} consultation list").format(
            folder=folder / "vault"
        )
    )


def _is_demo(folder: Path) -> bool:
    """Whether the vault there is a demo's: it opens with the passphrase that everybody knows."""
    from records import vault
    from records.errors import RecordsError

    try:
        vault.unlock(folder / "vault", PASSPHRASE)
    except RecordsError:
        return False
    return True
