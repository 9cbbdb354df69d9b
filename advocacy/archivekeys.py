"""What opens an encrypted archive: a passphrase of its own, or an age key in a file."""

import os
from gettext import gettext as _
from pathlib import Path

from advocacy import console
from advocacy.files import read_text
from advocacy.session import passphrase
from advocacy.usage import UsageError

VARIABLE = "ADVOCACY_ARCHIVE_PASSPHRASE"


def new_passphrase() -> str:
    """Return the passphrase for a new archive, typed twice where somebody types it."""
    _refuse_without_asking()
    secret = passphrase(
        _("A passphrase for the archive, a long one, not that of the vault"),
        twice=True,
        variable=VARIABLE,
    )
    if not secret:
        raise UsageError(_("the passphrase is empty"), _("four or five words make a good one"))
    return secret


def known_passphrase() -> str:
    """Return the passphrase of an archive that is there."""
    _refuse_without_asking()
    return passphrase(_("The passphrase of the archive"), variable=VARIABLE)


def secrets_in(file: Path | None) -> tuple[str, ...]:
    """Return the secret age keys in a file. Raises NotAnIdentity, BadInputFile."""
    if file is None:
        return ()
    from records.age import identities_in

    return identities_in(read_text(str(file)))


def _refuse_without_asking() -> None:
    given = any(os.environ.get(f"{VARIABLE}{end}") for end in ("", "_FD", "_COMMAND"))
    if not given and not console.can_ask():
        raise UsageError(
            _("nobody to ask for the passphrase of the archive"),
            _("scripts set {variable}").format(variable=f"{VARIABLE}_FD"),
        )
