"""The pages of a paper as they are known again: a digest of each one's words.

A page that was printed to PDF anew has other bytes, other spaces and line ends, and on a copy
its number; its letters in their order are the same.
"""

import hashlib
import re
from unicodedata import normalize

from advocacy.briefing.disclosure.paper_text import text_of

COPY_NUMBER = re.compile(r"(Copy\s+\d+/\d+\s+·\s+)?Bản\s+số\s+\d+/\d+(\s+·\s+Copy\s+\d+/\d+)?")


def digest_of(text: str) -> str:
    """Return the SHA-256 of a page's letters, without spaces and without a copy's number."""
    letters = "".join(COPY_NUMBER.sub("", normalize("NFC", text)).split())
    return hashlib.sha256(letters.encode()).hexdigest()


def digests(pdf: bytes) -> list[str]:
    """Return the digest of each page of a finished paper."""
    return [digest_of(page) for page in text_of(pdf).pages]


def pages_of(kind: str, papers: dict[str, bytes]) -> tuple[tuple[str, str], ...]:
    """Return the pages of papers by language, as an issue keeps them: "handout-en 3", digest."""
    return tuple(
        (f"{kind}-{languages} {number}", digest)
        for languages, pdf in papers.items()
        for number, digest in enumerate(digests(pdf), start=1)
    )
