"""By what a pack is known again: a short code drawn from its content, also as a QR code.

The code stands in the control block and, with the reference, in the file's metadata. It is
no signature: it says which pack a paper claims to be, and the log of issues says the rest.
"""

import hashlib
from dataclasses import replace
from typing import TypeVar

from advocacy.briefing.brief import Brief, Squares, StaffBrief
from records import ids

P = TypeVar("P", Brief, StaffBrief)
SIGNS = 10  # of 5 bits each: nobody meets the same code twice by accident
QUIET = 2  # squares of white around a QR code; the page's own margin adds to it


def marked(page: P, paper: str, number: int) -> P:
    """Return the page with its code; `paper` is its kind and language, `number` the issue's."""
    code = code_of(page)
    identifier = f"{page.control.reference}/{number}/{paper}/{code}"
    control = replace(page.control, code=code, identifier=identifier, qr=squares(identifier))
    return replace(page, control=control)


def code_of(page: Brief | StaffBrief) -> str:
    """Return the code of what is printed: the same content has the same code, K7QF2-M9TX4."""
    import msgspec

    bare = replace(page, control=replace(page.control, code="", identifier="", qr=None))
    digest = hashlib.sha256(msgspec.json.encode(bare)).digest()
    drawn = int.from_bytes(digest[:8], "big")
    signs = "".join(ids.ALPHABET[drawn >> (5 * n) & 31] for n in range(SIGNS))
    return f"{signs[:5]}-{signs[5:]}"


def squares(text: str) -> Squares:
    """Return a text as a QR code (ISO/IEC 18004), one path of rows of dark squares."""
    import segno

    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    path = []
    for y, row in enumerate(rows, start=QUIET):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                path.append(f"M{x + QUIET} {y}h{end - x}v1h{x - end}z")
            x = end + 1
    return Squares("".join(path), len(rows) + 2 * QUIET)
