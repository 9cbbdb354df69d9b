"""The commands that change what opens the vault: `vault passphrase`, `rotate`, `recovery`."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.files import read_text, refuse_existing, write_new
from advocacy.options import JsonOption
from advocacy.session import NEW_PASSPHRASE, key_of, passphrase
from advocacy.usage import UsageError

if TYPE_CHECKING:
    from records.keys import Keys

LONGEST_LABEL = 80


def register(app: typer.Typer) -> None:
    """Add the commands to the group `vault`."""
    app.command(
        "passphrase",
        help=_(
            "Change the passphrase. Recovery keys go on opening the vault. "
            "Example: advocacy vault passphrase"
        ),
    )(change_passphrase)
    app.command(
        help=_(
            "Give the vault a new key, after an erasure or where somebody may have had a copy "
            "and the passphrase. Example: advocacy vault rotate"
        )
    )(rotate)
    app.command(
        help=_(
            "Further keys to the vault, for the day when the passphrase is forgotten: on paper, "
            "or an age key that somebody else holds. "
            "Example: advocacy vault recovery --print sheet.pdf"
        )
    )(recovery)


@refusing
def change_passphrase() -> None:
    """Ask for the passphrase and a new one, and wrap the key again."""
    from records import keys, vault
    from records.recovery import change

    folder = settings.vault_folder()
    key = vault.unlock(folder, passphrase(_("The passphrase of now")))
    new = new_passphrase()
    change(folder, key, lambda held: keys.rewrap(held, key, new))
    console.note(_("The passphrase is changed."))
    console.note(
        _("Copies and backups made before open with the old one. If somebody may know it: "
          "advocacy vault rotate")
    )  # fmt: skip


def new_passphrase() -> str:
    """Return a new passphrase, typed twice where somebody types it."""
    question = _("A new passphrase, a long one that you can remember")
    return passphrase(question, twice=True, variable=NEW_PASSPHRASE)


@refusing
def rotate() -> None:
    """Give the vault a new key; the passphrase stays."""
    from records.rotation import rotate as turn

    folder = settings.vault_folder()
    secret = passphrase()
    console.note(_("Rewriting the vault with a new key …"))
    done = turn(folder, secret)
    console.note(_("The vault has a new key. The passphrase is the same."))
    console.note(
        _("Copies and backups made before today still open with their old key: destroy those "
          "that you can reach, and make a new backup.")
    )  # fmt: skip
    if done.left_behind:
        console.note(
            _("{n} recovery keys could not be carried over and open it no more; "
              "add them again: advocacy vault recovery").format(n=done.left_behind)
        )  # fmt: skip


@refusing
def recovery(  # noqa: PLR0913  (what can be done with further keys)
    to: Annotated[
        str | None,
        typer.Option(metavar="AGE1…", help=_("Let the holder of this age key open the vault."),
                     show_default=False),
    ] = None,
    label: Annotated[
        str,
        typer.Option(metavar="TEXT", help=_("What to call the key. Everybody who finds the file "
                                            "can read it: no name of a person."),
                     show_default=False),
    ] = "",
    print_: Annotated[
        Path | None,
        typer.Option("--print", metavar="FILE.pdf",
                     help=_("Make a key on paper: a sheet to print and lock away."),
                     show_default=False),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help=_("Show the further keys."))] = False,  # noqa: FBT002
    remove: Annotated[
        int | None,
        typer.Option(metavar="N", help=_("Take this key away."), show_default=False),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE",
                     help=_("Open the vault with such a key, from a file or as typed from the "
                            "sheet (-), and choose a new passphrase."),
                     show_default=False),
    ] = None,
    as_json: JsonOption = False,  # noqa: FBT002
) -> None:  # fmt: skip
    """Add, show or take away further keys, or use one."""
    chosen = [w for w in (to, print_, list_ or None, remove, from_) if w is not None]
    if len(chosen) > 1:
        raise UsageError(_("only one of these at a time"), _("advocacy vault recovery --help"))
    if len(label) > LONGEST_LABEL:
        raise UsageError(
            _("the label is longer than {n} signs").format(n=LONGEST_LABEL),
            _("type a shorter one: --label 'second officer'"),
        )
    if from_ is not None:
        _recover(from_)
    elif print_ is not None:
        _print_sheet(print_, label)
    elif to is not None:
        _add(to, label)
    elif remove is not None:
        _remove(remove)
    else:
        _list(as_json=as_json)


def _add(recipient: str, label: str) -> None:
    from records.age import recipient as checked
    from records.recovery import added, change

    public, folder = checked(recipient), settings.vault_folder()
    key = key_of(folder)
    change(folder, key, lambda held: added(held, key, public, label))
    console.note(_("The holder of this key can open the vault now, without the passphrase."))


def _print_sheet(file: Path, label: str) -> None:
    from advocacy.briefing.recovery_sheet import printed
    from records import vault
    from records.age import new_identity, recipient_of
    from records.recovery import added, change

    refuse_existing([file], replace=False)
    folder = settings.vault_folder()
    if file.resolve().is_relative_to(folder.resolve()):
        raise UsageError(_("the sheet would lie beside what it opens"), _("choose another folder"))
    key = key_of(folder)
    secret, day = new_identity(), _today()
    sheet = printed(vault.vault_id(folder), day, secret)
    public, called = recipient_of(secret), label or _("paper, {day}").format(day=day)

    def with_paper(held: "Keys") -> "Keys":
        made = added(held, key, public, called)
        write_new(file, sheet)  # before the key counts, so that no key counts without a sheet
        return made

    change(folder, key, with_paper)
    console.note(_("Print {file}, then delete it: whoever has it and the vault can read "
                   "everything.").format(file=file))  # fmt: skip
    console.note(_("Lock the sheet away, not with the laptop. Printers keep copies for a while."))


def _today() -> str:
    from records.reader import now

    return now().astimezone().date().isoformat()


def _remove(number: int) -> None:
    from records.recovery import change, removed

    folder = settings.vault_folder()
    change(folder, key_of(folder), lambda held: removed(held, number))
    console.note(_("Taken away."))
    console.note(_("It still opens copies and backups made before. To end that for the vault "
                   "itself: advocacy vault rotate"))  # fmt: skip


def _list(*, as_json: bool) -> None:
    from records import keys
    from records.recovery import listed

    folder = settings.vault_folder()
    key = key_of(folder)
    found = listed(keys.read_keys(folder / keys.FILE), key)
    if as_json:
        console.emit([one._asdict() for one in found])
        return
    console.rows(
        [_("Number"), _("Called"), _("Key"), ""],
        [
            [str(one.number), one.label, one.recipient,
             "" if one.sound else _("not put here by this vault: take it away")]
            for one in found
        ],
    )  # fmt: skip
    if not found:
        console.note(_("There is no further key. If the passphrase is forgotten, everything is "
                       "lost: advocacy vault recovery --print sheet.pdf"))  # fmt: skip


def _recover(file: str) -> None:
    from records import keys, recovery, vault
    from records.age import identities_in

    folder = settings.vault_folder()
    if file == "-" and console.can_ask():
        typed = console.ask(_("The key from the sheet; spaces do not matter"))
    else:
        typed = read_text(file)
    secrets = identities_in(typed)
    key = vault.unlock_by(folder, lambda held: recovery.unwrap(held, secrets))
    new = new_passphrase()
    recovery.change(folder, key, lambda held: keys.rewrap(held, key, new))
    console.note(_("The vault opens with the new passphrase now."))
    console.note(_("If somebody else may have had the key: advocacy vault recovery --list, "
                   "--remove it, then advocacy vault rotate"))  # fmt: skip
