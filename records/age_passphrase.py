"""Encrypts to a passphrase (age-encryption.org/v1, scrypt) and opens what one opens.

A file says how much work its passphrase costs. It is refused before it is tried where that
is more than any honest program asks for: a hostile one could take hours and all memory.
"""

import re

from records.age import DoesNotOpen
from records.errors import ExitCode, RecordsError
from records.wording import N_

HEADER = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n")
MOST_WORK = 22
"""The base-2 logarithm of scrypt's N: 4 GiB of memory, what age itself accepts."""


class TooMuchWork(RecordsError):
    """A file asks for more work than a passphrase is worth (exit 8)."""

    sentence = N_("this file asks for far too much work to try its passphrase")
    advice = N_("it is not one that this program made; get it again from whoever made it")
    code = ExitCode.BAD_INPUT


def encrypted_with(content: bytes, passphrase: str) -> bytes:
    """Return the content for whoever knows the passphrase."""
    from pyrage import passphrase as age

    return bytes(age.encrypt(content, passphrase))


def is_for_passphrase(sealed: bytes) -> bool:
    """Whether a passphrase opens this, and not a key."""
    return HEADER.match(sealed) is not None


def decrypted_with(sealed: bytes, passphrase: str) -> bytes:
    """Return the content of what a passphrase opens. Raises DoesNotOpen, TooMuchWork."""
    from pyrage import DecryptError
    from pyrage import passphrase as age

    header = HEADER.match(sealed)
    if header is None:
        raise DoesNotOpen
    if int(header[1]) > MOST_WORK:
        raise TooMuchWork
    try:
        return bytes(age.decrypt(sealed, passphrase))
    except DecryptError:
        raise DoesNotOpen from None
