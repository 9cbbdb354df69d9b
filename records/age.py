"""Encrypts to age keys (age-encryption.org/v1) and opens what they can open.

Only X25519 keys: a passphrase-locked file could ask for any amount of work before it is
refused, and a plug-in would run another program.
"""

import re
from collections.abc import Sequence
from typing import Any

from records.errors import ExitCode, RecordsError
from records.wording import N_

RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
SECRET = re.compile(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")
BEGINS = "AGE-SECRET-KEY-1"
LONGEST_LIST = 16  # keys of one message; more would only slow the opening down
NOT_GIVEN_OUT = "O", "0"
"""The letter O does not occur in a key; who types one from paper means the figure."""


class NotARecipient(RecordsError):
    """What was given is not the public half of an age key (exit 2)."""

    sentence = N_("this is not the public half of an age key")
    advice = N_("one begins with age1 and has 62 signs; the secret half never goes here")
    code = ExitCode.USAGE


class NotAnIdentity(RecordsError):
    """There is no secret half of an age key in a text (exit 8)."""

    sentence = N_("there is no secret age key in it, or one is mistyped")
    advice = N_(
        "one begins with AGE-SECRET-KEY-1 and has 74 signs, spaces not counted; one that is "
        "locked with a passphrase is opened with age first"
    )
    code = ExitCode.BAD_INPUT


class DoesNotOpen(RecordsError):
    """None of the keys given opens this (exit 7)."""

    sentence = N_("this key does not open it")
    advice = N_("look for another key, or the sheet with the newest date")
    code = ExitCode.VAULT


def new_identity() -> str:
    """Make a key and return its secret half."""
    from pyrage import x25519

    return str(x25519.Identity.generate())


def recipient_of(secret: str) -> str:
    """Return the public half of a key. Raises NotAnIdentity."""
    return str(_identity(secret).to_public())


def recipient(said: str) -> str:
    """Return the public half of a key as it is written. Raises NotARecipient."""
    from pyrage import RecipientError, x25519

    text = said.strip()
    if not RECIPIENT.fullmatch(text):
        raise NotARecipient
    try:
        return str(x25519.Recipient.from_str(text))
    except RecipientError:
        raise NotARecipient from None


def identities_in(text: str) -> tuple[str, ...]:
    """Return the secret keys in an age identity file, or as typed from paper. NotAnIdentity.

    Spaces and line ends within a key, and small letters, are forgiven.
    """
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = "".join("".join(lines).split()).upper()
    before, *rest = joined.split(BEGINS)
    found = tuple(BEGINS + part.replace(*NOT_GIVEN_OUT) for part in rest)
    if before or not 0 < len(found) <= LONGEST_LIST:
        raise NotAnIdentity
    for secret in found:
        _identity(secret)
    return found


def encrypted(content: bytes, recipients: Sequence[str]) -> bytes:
    """Return the content for the holders of these keys alone. Raises NotARecipient."""
    from pyrage import encrypt, x25519

    holders = [x25519.Recipient.from_str(recipient(one)) for one in recipients]
    return bytes(encrypt(content, holders))


def decrypted(sealed: bytes, secrets: Sequence[str]) -> bytes:
    """Return the content that was encrypted to one of these keys. Raises DoesNotOpen."""
    from pyrage import DecryptError, decrypt

    try:
        return bytes(decrypt(sealed, [_identity(secret) for secret in secrets]))
    except DecryptError:
        raise DoesNotOpen from None


def _identity(secret: str) -> Any:
    from pyrage import IdentityError, x25519

    if not SECRET.fullmatch(secret):
        raise NotAnIdentity
    try:
        return x25519.Identity.from_str(secret)
    except IdentityError:
        raise NotAnIdentity from None
