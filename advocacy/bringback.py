"""A vault from an archive: read and checked whole before anything is made, then put in place."""

from gettext import gettext as _
from pathlib import Path

from advocacy import console
from advocacy.archivekeys import known_passphrase, secrets_in
from advocacy.session import passphrase


def bring_back(folder: Path, archive: Path, key_file: Path | None) -> None:
    """Make a vault that holds what an archive holds. Raises BadArchive, Gone, DoesNotOpen."""
    from advocacy.exporting.opening import files_of, held
    from records import vault
    from records.checking import check
    from records.rebuilding import rebuild
    from records.restore import put_in_place, room_beside
    from records.store import Store
    from records.tables import Reach

    files = files_of(
        archive.expanduser(), passphrase=known_passphrase, secrets=secrets_in(key_file)
    )
    about, contents = held(files)
    secret = passphrase(_("A new passphrase for the vault, a long one"), twice=True)
    with room_beside(folder) as room:
        key = vault.create(room, secret)
        with vault.open_vault(room, key) as opened:
            store = Store(opened)
            console.note(_("Bringing everything back …"))
            rebuild(store, contents)
            findings = check(store)
            today = store.today
        put_in_place(room, folder, None, today)
    records = sum(len(lines) for lines in contents.records.values())
    console.note(_("A vault was made in {folder}").format(folder=folder))
    console.note(_("{n} records were brought back, of {when}.").format(n=records, when=about.made))
    if about.reach == Reach.OPEN:
        console.note(_("The archive had no sensitive fields: they are empty."))
    if about.reach == Reach.REVEALED:
        console.note(_("The archive did not say who contributors are."))
    console.note(
        _("The office has new keys. Tell the offices that you exchange records with: "
          "advocacy office show")
    )  # fmt: skip
    for finding in findings:
        console.note(finding.what)
        console.note(_("hint: {hint}").format(hint=finding.do))
