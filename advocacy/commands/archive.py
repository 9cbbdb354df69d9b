"""`advocacy archive`: everything in open formats, for whoever comes after."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated, Any

import typer

from advocacy import console
from advocacy.archivekeys import new_passphrase
from advocacy.console import refusing
from advocacy.files import CannotWrite
from advocacy.options import JsonOption
from advocacy.session import open_store
from advocacy.usage import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Write everything in open formats that can be read without this program, with a guide "
        "and checksums. Without --reveal no sensitive field is in it; with it, it is one "
        "encrypted file. Example: advocacy archive --out archive --reveal"
    )
)
@refusing
def archive(
    out: Annotated[
        Path,
        typer.Option(metavar="DIR", help=_("A new or an empty folder."), show_default=False),
    ],
    reveal: Annotated[
        bool,
        typer.Option("--reveal", help=_("With sensitive fields, files, and who contributors are; "
                                        "encrypted.")),
    ] = False,
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="AGE1…", show_default=False,
                     help=_("Encrypt it for the holder of this age key instead of a passphrase; "
                            "may be given again.")),
    ] = None,
    plain: Annotated[
        bool,
        typer.Option("--plain", help=_("With --reveal: not encrypted, and without who "
                                       "contributors are.")),
    ] = False,
    issued: Annotated[
        Path | None,
        typer.Option(metavar="DIR", show_default=False,
                     help=_("With --reveal: copy issued papers from here, where they are exactly "
                            "what was handed over.")),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask about --plain."))] = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Gather everything in memory, encrypt it where it tells secrets, write it."""
    from advocacy.exporting.archive import archive as gathered
    from advocacy.exporting.wrapping import is_free, locked, put
    from records.age import recipient
    from records.tables import Reach

    recipients = [recipient(one) for one in to or []]
    _refuse_contradictions(reveal=reveal, plain=plain, to=recipients, issued=issued)
    if not is_free(out):
        raise UsageError(
            _("{folder} holds other files").format(folder=out.name),
            _("name a new or an empty folder"),
        )
    if plain and not _surely(yes=yes):
        console.note(_("nothing was written"))
        return
    encrypting = bool(recipients) or (reveal and not plain)
    with open_store(writing=False) as store:
        store.sealing_keys = ()  # what is sealed stays so, even where its key is
        secret = new_passphrase() if encrypting and not recipients else None
        reach = Reach.OPEN if not reveal else Reach.REVEALED if plain else Reach.WHOLE
        made = store.clock()
        console.note(_("Gathering everything …"))
        whole = gathered(store, reach, made, issued)
    files = (
        locked(whole.files, made, recipients=recipients, passphrase=secret)
        if encrypting
        else whole.files
    )
    try:
        put(files, out)
    except OSError as error:
        raise CannotWrite(file=out.name, why=error.strerror or "") from None
    told = {"reach": str(reach), "encrypted": encrypting, "records": whole.counts,
            "hidden": whole.hidden, "attachments_left_out": whole.left_behind,
            "papers_withdrawn": whole.withdrawn}  # fmt: skip
    if as_json:
        console.emit({"folder": str(out), "files": sorted(files), **told})
        return
    console.say(str(out))
    _tell(told)


def _refuse_contradictions(
    *, reveal: bool, plain: bool, to: list[str], issued: Path | None
) -> None:
    if plain and not reveal:
        raise UsageError(
            _("--plain without --reveal does nothing"),
            _("an archive without sensitive fields is not encrypted anyway"),
        )
    if plain and to:
        raise UsageError(_("--plain and --to contradict each other"), _("leave out one of them"))
    if issued and not reveal:
        raise UsageError(
            _("issued papers carry what people said"), _("--issued goes with --reveal")
        )
    if issued and not issued.is_dir():
        raise UsageError(
            _("--issued names no folder"), _("type the folder with the papers: --issued DIR")
        )


def _surely(*, yes: bool) -> bool:
    """Ask twice before what people told in confidence lies there for everybody to read."""
    if yes:
        return True
    if not console.can_ask():
        raise UsageError(
            _("--plain writes what people told in confidence for everybody to read"),
            _("--yes does it without asking; without --plain it is encrypted"),
        )
    console.note(_("Everybody who gets hold of the folder can read what people told us."))
    return console.agreed(_("Write it without encryption?")) and console.agreed(
        _("Really? The people in it have not been asked.")
    )


def _tell(told: dict[str, Any]) -> None:
    """Say what is in it, and what is not."""
    console.note(_("{n} records.").format(n=sum(told["records"].values())))
    if told["hidden"]:
        console.note(_("Sensitive fields left empty: {n}. --reveal takes them along.").format(
            n=told["hidden"]))  # fmt: skip
    if told["attachments_left_out"]:
        console.note(_("Attached files left out: {n}. --reveal takes them along.").format(
            n=told["attachments_left_out"]))  # fmt: skip
    if told["papers_withdrawn"]:
        console.note(
            _("Issued papers not copied, since words in them were withdrawn: {n}").format(
                n=told["papers_withdrawn"]
            )
        )
    if told["encrypted"]:
        console.note(_("It is encrypted. Who has the file and its key can read everything; "
                       "without the key nobody can, not even we."))  # fmt: skip
    elif told["reach"] == "revealed":
        console.note(_("It is NOT encrypted. Put it on an encrypted disk, at once."))
