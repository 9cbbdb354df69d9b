"""`advocacy office`: what papers say of this office, its keys, and to whom it seals."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import given, takes_fields_of
from advocacy.files import read_bytes
from advocacy.options import JsonOption
from advocacy.session import open_store
from advocacy.usage import UsageError
from advocacy.verbs.group import report
from records.types.briefing import Office

if TYPE_CHECKING:
    from records.store import Store

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Say who you are, as covers and letters carry it, and make this office's keys. "
        "Example: advocacy office init --name 'Our network' --short-name ON"
    )
)
@refusing
@takes_fields_of(
    Office, without=("logo", "own", "sensitivity", "topics", "internal_note", "sources")
)
def init(
    logo: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False,
                     help=_("A JPEG or PNG picture that covers carry.")),
    ] = None,
    no_logo: Annotated[
        bool, typer.Option("--no-logo", help=_("Covers carry no logo any more."))
    ] = False,
    as_json: JsonOption = False,
    **options: Any,
) -> None:  # fmt: skip
    """Describe the vault's own office; a vault without keys gets them."""
    from records.logo import drop_logo, set_logo
    from records.officekeys import own_keys
    from records.offices import describe, own

    if logo is not None and no_logo:
        raise UsageError(_("--logo and --no-logo do not go together"), _("give one of them"))
    said = given(Office, options)
    if not said and logo is None and not no_logo:
        if not console.can_ask():
            raise UsageError(_("nothing was given"), _("give at least --name 'Our network'"))
        said = {"name": console.ask(_("What is your organisation called?"))}
    with open_store() as store:
        with store.vault.transaction():
            made = describe(store, said) if said else own(store)
            if logo is not None:
                made = set_logo(store, logo.name, read_bytes(logo))
            elif no_logo:
                made = drop_logo(store)
        fingerprint = own_keys(store).fingerprint
        console.note(_("This office's fingerprint: {figures}").format(figures=fingerprint))
        report(store, made, as_json=as_json, what=_("Papers now carry: {title}"))


@app.command(
    help=_(
        "Show this vault's own office, and the fingerprint of its keys, to be read out to other "
        "offices. Example: advocacy office show"
    )
)
@refusing
def show(as_json: JsonOption = False) -> None:
    """Show what papers say of this office, and the public halves of its keys."""
    from advocacy.screens import showing
    from records.officekeys import public_keys
    from records.offices import own
    from records.sealing import recipients

    with open_store(writing=False) as store:
        office, public, sealing = own(store), public_keys(store), recipients(store)
        if as_json:
            shown = showing.as_json(store, office)
            console.emit(shown | {"keys": public and public._asdict(), "sealing": [*sealing]})
            return
        console.pairs(showing.lines(store, office))
        if public:
            console.pairs([
                (_("Encrypt to"), public.recipient),
                (_("Signs with"), public.signing),
                (_("Fingerprint"), public.fingerprint),
            ])  # fmt: skip
        console.pairs((_("Seals testimonies to"), one) for one in sealing)


@app.command(
    help=_(
        "Choose who can read testimonies that are added with --sealed: holders of keys that are "
        "not on this machine. Without an option it shows them. "
        "Example: advocacy office seal --new /media/stick/sealing-key.txt"
    )
)
@refusing
def seal(
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="AGE1…", help=_("Seal to this age key; may be given again."),
                     show_default=False),
    ] = None,
    new: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("Make a key, on a stick that is kept elsewhere, and "
                                            "seal to it."), show_default=False),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("Here is the key: open sealed testimonies whenever "
                                            "this file is there."), show_default=False),
    ] = None,
    clear: Annotated[
        bool, typer.Option("--clear", help=_("Seal to nobody any more, and forget where the "
                                             "key is."))
    ] = False,
) -> None:  # fmt: skip
    """Set the keys that testimonies are sealed to, or say where such a key is."""
    from records import sealing

    if clear and (to or new or key):
        raise UsageError(_("--clear goes alone"), _("type it first, then the new keys"))
    with open_store() as store:
        wanted = list(to or [])
        if new is not None:
            wanted.append(_new_key(store, new))
        if wanted or clear:
            sealing.set_recipients(store, wanted)
        if key is not None or clear:
            store.keep_setting(sealing.KEY_FILE, _found_key(key) if key else "")
        for one in sealing.recipients(store):
            console.say(one)
        if not sealing.recipients(store) and not key:
            console.note(_("Nothing is sealed: no key is set."))


def _new_key(store: "Store", file: Path) -> str:
    """Write a new sealing key to a file; return its public half."""
    from advocacy.files import refuse_existing, write_new
    from records.sealing import new_key_file

    refuse_existing([file], replace=False)
    if file.resolve().is_relative_to(store.vault.folder.resolve()):
        raise UsageError(
            _("the key would lie beside what it opens"), _("put it on a stick kept elsewhere")
        )
    text, public = new_key_file()
    write_new(file, text.encode())
    console.note(_("The key is in {file}. Make a second copy, keep both away from this machine: "
                   "without it nobody can read what is sealed.").format(file=file))  # fmt: skip
    return public


def _found_key(file: Path) -> str:
    """Return where the key is, after looking whether it is one."""
    from records.sealing import secrets_in

    try:
        secrets_in(file.expanduser())
    except OSError:
        raise UsageError(
            _("{file} cannot be read").format(file=file.name), _("is the stick in?")
        ) from None
    console.note(_("Sealed testimonies open here whenever this file is there."))
    return str(file.expanduser().resolve())
