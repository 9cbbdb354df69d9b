"""`advocacy vault`: look after the file itself."""

from contextlib import suppress
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from advocacy import console, settings, vaultkeys
from advocacy.console import refusing
from advocacy.files import refuse_existing
from advocacy.options import JsonOption
from advocacy.session import key_of, open_store
from advocacy.usage import UsageError
from records.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from records.checking import Finding
    from records.container import Contents
    from records.restore import Apart, Held

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
vaultkeys.register(app)

BackupArgument = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]


@app.command(
    help=_(
        "Is everything in the vault as it was written? Says what is wrong and what to do. "
        "Example: advocacy vault check"
    )
)
@refusing
def check(
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=_("Also: is every change that this backup knows still in the history?"),
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check cipher, database, history, vocabulary terms and references."""
    from records.checking import check as examine

    folder = settings.vault_folder()
    key = key_of(folder)
    with open_store(writing=False, folder=folder, key=key) as store:
        findings = examine(store)
    if against is not None:
        findings += _missing_since(against, folder, key)
    if as_json:
        console.emit([{"what": f.what, "do": f.do} for f in findings])
    else:
        _tell_findings(findings)
        if not findings:
            console.say(_("Everything is as it was written."))
    if findings:
        console.leave(ExitCode.VAULT)


@app.command(
    help=_(
        "Put the whole vault, encrypted as it is, into one file on another disk. The passphrase "
        "of today opens it. Example: advocacy vault backup /media/stick/advocacy.backup"
    )
)
@refusing
def backup(
    file: BackupArgument,
    replace: Annotated[bool, typer.Option("--replace", help=_("Overwrite an older one."))] = False,
    as_json: JsonOption = False,
) -> None:
    """Write a backup and remember the day."""
    from records.backup import write_backup
    from records.reader import now
    from records.signedlist import catch_up
    from records.vault import VaultRefusal, open_vault

    folder, file = settings.vault_folder(), file.expanduser()
    if file.is_dir() or file.resolve().parent == folder.resolve():
        raise UsageError(
            _("a backup is a file outside the vault's folder"),
            _("such as: advocacy vault backup /media/stick/advocacy.backup"),
        )
    refuse_existing([file], replace=replace)
    key = key_of(folder)
    with suppress(VaultRefusal), open_store(folder=folder, key=key) as store:
        catch_up(store)
    with open_vault(folder, key, readonly=True) as opened:
        contents = write_backup(opened, key, file, now())
    with suppress(VaultRefusal), open_store(folder=folder, key=key) as store:
        store.keep_setting("backed_up_on", store.today.isoformat())
    size = sum(part.bytes for part in contents.parts.values())
    if as_json:
        console.emit({"file": str(file), "made": contents.made, "bytes": size})
        return
    console.say(str(file))
    console.note(
        _("Backed up {mb} MB. Keep it in another place; today's passphrase opens it.").format(
            mb=f"{size / 1e6:.1f}"
        )
    )


@app.command(
    help=_(
        "Put a backup in the place of the vault. It is checked first, and the old vault is set "
        "aside beside it, never deleted. Example: advocacy vault restore --check advocacy.backup"
    )
)
@refusing
def restore(
    file: BackupArgument,
    only_check: Annotated[
        bool, typer.Option("--check", help=_("Say what it holds and replace nothing."))
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help=_("Restore even if the check finds something."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    as_json: JsonOption = False,
) -> None:
    """Check a backup, then exchange it for the vault in one step."""
    from records.carried import carry_over
    from records.container import unpack
    from records.reader import now
    from records.restore import compared, examine, put_in_place, room_apart, room_beside, unpacked
    from records.vault import is_vault

    folder, file = settings.vault_folder().expanduser().resolve(), file.expanduser()
    with room_apart() if only_check else room_beside(folder) as room:
        contents = unpack(file, room)
        key = key_of(room)
        old_key = _key_in_place(folder, key)
        with unpacked(file, contents, room, key) as store:
            held, apart = examine(store), compared(folder, old_key, store)
        told: dict[str, Any] = {"made": contents.made, **_as_json(held, apart), "set_aside": None}
        if not as_json:
            _tell(contents, held)
            if is_vault(folder):
                console.say(_beside(apart))
        refused = bool(held.findings) and not anyway
        question = _("Put this in the place of the vault at {folder}?").format(folder=folder)
        if not (only_check or refused):
            if console.can_ask() and not yes and not console.agreed(question):
                console.note(_("nothing was changed"))
                return
            with unpacked(file, contents, room, key) as store:
                changed = carry_over(folder, old_key, store, anyway=anyway)
            aside = put_in_place(room, folder, old_key, now().astimezone().date())
            told |= {"set_aside": str(aside) if aside else None, "withdrawn_again": changed}
            if changed:
                console.note(_("Withdrawn again: {refs}").format(refs=", ".join(changed)))
            console.note(_("Restored to {folder}.").format(folder=folder))
            if aside:
                console.note(_("The old vault was set aside: {folder}").format(folder=aside))
    if as_json:
        console.emit(told)
    if refused:
        if not only_check:
            console.note(_("Nothing was replaced. --anyway restores it as it is."))
        console.leave(ExitCode.VAULT)


def _key_in_place(folder: Path, key: bytes) -> bytes | None:
    """Return the key of the vault in place, mostly the backup's; None where nothing opens it."""
    from records.errors import RecordsError
    from records.vault import fits, is_vault

    if not is_vault(folder):
        return None
    try:
        if fits(folder, key):
            return key
        if console.can_ask():
            console.note(_("The vault in place has another key. Its passphrase, please:"))
        return key_of(folder)
    except RecordsError:
        return None


def _missing_since(file: Path, folder: Path, key: bytes) -> "list[Finding]":
    """Return what a backup has seen of the history that the vault does not hold any more."""
    from records.checking import Finding
    from records.container import unpack
    from records.restore import compared, room_apart, unpacked
    from records.vault import fits

    with room_apart() as room:
        contents = unpack(file.expanduser(), room)
        its_key = key if fits(room, key) else key_of(room)
        with unpacked(file, contents, room, its_key) as store:
            apart = compared(folder, key, store)
    if apart is None or not apart.theirs:
        return []
    return [
        Finding(
            _(
                "history: {n} changes that the backup of {when} knows are gone, from {first} on"
            ).format(n=apart.theirs, when=_local(contents.made), first=apart.shared + 1),
            _("somebody changed or turned back the record, or an older backup was restored"),
        )
    ]


def _tell_findings(findings: "Sequence[Finding]") -> None:
    for finding in findings:
        console.say(finding.what)
        console.note(_("hint: {hint}").format(hint=finding.do))


def _tell(contents: "Contents", held: "Held") -> None:
    """Print what a backup holds and what the check found."""
    console.pairs(
        [
            (_("Made"), _local(contents.made)),
            (_("Newest change"), _local(held.newest)),
            (_("Changes in its history"), str(held.changes)),
            *((name, str(number)) for name, number in held.counts.items()),
        ]
    )
    _tell_findings(held.findings)
    if not held.findings:
        console.say(_("Everything in it is as it was written."))


def _beside(apart: "Apart | None") -> str:
    """Say how the backup stands to the vault in place."""
    if apart is None:
        return _("The vault in place has another key, or cannot be read.")
    if apart.ours and apart.theirs:
        sentence = _(
            "They part after change {shared}: {ours} are only in the vault in place, {theirs} "
            "only in this backup."
        )
    elif apart.ours:
        sentence = _("The vault in place has {ours} later changes that this backup has not.")
    elif apart.theirs:
        sentence = _("This backup has {theirs} changes that the vault in place has not.")
    else:
        sentence = _("The vault in place has the same changes.")
    return sentence.format(**apart._asdict())


def _as_json(held: "Held", apart: "Apart | None") -> dict[str, Any]:
    return {
        "newest": held.newest,
        "changes": held.changes,
        "counts": held.counts,
        "findings": [{"what": f.what, "do": f.do} for f in held.findings],
        "history": apart._asdict() if apart else None,
    }


def _local(stamp: str) -> str:
    """Return a moment of UTC as the clock on the wall shows it."""
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}" if stamp else "–"
