"""The pages of a paper as they are known again: a digest of each one's words.

A page that was printed to PDF anew has other bytes, other spaces and line ends, and on a copy
its number; its letters in their order are the same.
"""

import hashlib
import re
from string import ascii_letters
from unicodedata import normalize

from advocacy.briefing.disclosure.paper_text import page_texts

COPY_NUMBER = re.compile(r"(Copy\s+\d+/\d+\s+·\s+)?Bản\s+số\s+\d+/\d+(\s+·\s+Copy\s+\d+/\d+)?")

# Ghostscript 10.00 writes what a ligature says with the two bytes of each letter swapped, and
# of three letters the last two added up: "fi" is U+6600 U+6900, "ffi" U+6600 U+CF00.
_SWAPPED = {chr(ord(letter) << 8): letter for letter in ascii_letters}
_ADDED = {chr((ord("f") + ord(letter)) << 8): f"f{letter}" for letter in "bhijkl"}
_LATIN = "A-Za-zÀ-ɏḀ-ỿ"
_RUN = f"(?:{chr(ord('f') << 8)}[{''.join(_ADDED)}]|[{''.join(_SWAPPED)}]{{2,}})+"
_LIGATURES = re.compile(f"(?<=[{_LATIN}]){_RUN}|{_RUN}(?=[{_LATIN}])")


def digest_of(text: str) -> str:
    """Return the SHA-256 of a page's letters, without spaces and without a copy's number."""
    read = _LIGATURES.sub(_as_meant, normalize("NFC", text))
    letters = "".join(COPY_NUMBER.sub("", read).split())
    return hashlib.sha256(letters.encode()).hexdigest()


def _as_meant(ligatures: re.Match[str]) -> str:
    return "".join(_SWAPPED.get(sign) or _ADDED[sign] for sign in ligatures[0])


def digests(pdf: bytes) -> list[str]:
    """Return the digest of each page of a finished paper."""
    return [digest_of(page) for page in page_texts(pdf)]


def pages_of(kind: str, papers: dict[str, bytes]) -> tuple[tuple[str, str], ...]:
    """Return the pages of papers by language, as an issue keeps them: "handout-en 3", digest."""
    return tuple(
        (f"{kind}-{languages} {number}", digest)
        for languages, pdf in papers.items()
        for number, digest in enumerate(digests(pdf), start=1)
    )
