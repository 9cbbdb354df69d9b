"""Numbers the copies of a finished PDF: "Copy 03/12 · Bản số 03/12" on every page.

The pages are not laid out again. The numbers are drawn once for all copies, and the paper is
prepared once with a gap for them, laid over its pages as an artifact, so that the text of
the paper stays what it was. A copy is the prepared paper with its gap filled.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zlib import compress

from advocacy.briefing.brief import Language
from advocacy.briefing.designs import design_named
from advocacy.briefing.press.accessible import finished_frames, saved_whole, write_clearly
from advocacy.briefing.press.typesetting import laid_out

if TYPE_CHECKING:
    import pikepdf

SIDES = ("/CopyNumberRight", "/CopyNumberLeft")  # page 1 lies on the right
IDENTITY = re.compile(rb"/ID \[<[0-9a-f]+><([0-9a-f]{32})>\]")


@dataclass(frozen=True)
class _Prepared:
    """A paper whose copies differ in two places, one for each side of the paper, and in name."""

    paper: bytes
    gaps: tuple[int, ...]  # where they begin; one where there is a single page
    name: int  # where the part of its identity begins that tells its state
    numbers: tuple[tuple[bytes, bytes], ...]  # of each copy; they fill the gaps


def stamp(pdf: bytes, number: int, of: int, language: Language) -> bytes:
    """Return copy `number` of `of`. It stays PDF/A-2a and PDF/UA-1; same input, same bytes."""
    if not 1 <= number <= of:
        message = f"copy {number} of {of}"
        raise ValueError(message)
    prepared = _prepared(pdf, of, language)
    copy = bytearray(prepared.paper)
    for gap, drawn in zip(prepared.gaps, prepared.numbers[number - 1], strict=False):
        copy[gap : gap + len(drawn)] = drawn
    # ISO 32000-1, 14.4: the second half of the identity is that of what the file holds.
    name = md5(copy, usedforsecurity=False).hexdigest().encode()
    copy[prepared.name : prepared.name + len(name)] = name
    return bytes(copy)


@lru_cache(maxsize=1)
def _prepared(pdf: bytes, of: int, language: Language) -> _Prepared:
    """Lay gaps over the pages of a paper, and draw what fills them."""
    import pikepdf

    with (
        pikepdf.open(BytesIO(pdf)) as paper,
        pikepdf.open(BytesIO(_sheets(of, language))) as sheets,
    ):
        drawn = [page.Contents.read_bytes() for page in sheets.pages]
        room = max(map(len, drawn))
        sides = SIDES[: len(paper.pages)]
        for side, name in enumerate(sides):
            form = sheets.pages[side].as_form_xobject()
            form.write(_filling(name.encode(), room), filter=pikepdf.Name.FlateDecode)
            _lay_over(paper, paper.pages[side::2], name, paper.copy_foreign(form))
        written = saved_whole(paper)
    gaps = tuple(written.index(_filling(name.encode(), room)) for name in sides)
    (identity,) = IDENTITY.finditer(written)
    numbers = [_filling(one, room) for one in drawn]
    return _Prepared(
        written,
        gaps,
        identity.start(1),
        tuple(zip(numbers[::2], numbers[1::2], strict=True)),
    )


def _filling(content: bytes, room: int) -> bytes:
    """Return a stream that is packed and yet as large as all others, and ends clearly."""
    as_it_is, *others = (compress(content.ljust(room) + end, 0) for end in (b" ", b"\n"))
    return others[0] if as_it_is.endswith(b"\r") else as_it_is


def _lay_over(paper: "pikepdf.Pdf", pages: Any, name: str, form: Any) -> None:
    import pikepdf

    before = write_clearly(paper.make_stream(b""), b"q\n")
    after = write_clearly(
        paper.make_stream(b""),
        b"\nQ\n/Artifact <</Type /Pagination>> BDC\nq %s Do Q\nEMC" % name.encode(),
    )
    for page in pages:
        page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
        page.contents_add(before, prepend=True)
        page.contents_add(after)


@lru_cache(maxsize=4)
def _sheets(of: int, language: Language) -> bytes:
    """Draw the numbers: for each copy a right-hand sheet, then a left-hand one."""
    width = max(2, len(str(of)))
    sections = []
    for number in range(1, of + 1):
        copy = f"{number:0{width}}/{of:0{width}}"
        words = [f"Copy {copy}", f"Bản số {copy}"]
        text = " · ".join(words if language == "en" else reversed(words))
        sections.append(f'<section data-copy="{text}"></section>' * 2)
    html = (
        f'<html lang="{language}"><head><title>Copies</title>'
        '<link rel="stylesheet" href="../common/stamp.css"></head>'
        f"<body>{''.join(sections)}</body></html>"
    )
    return finished_frames(laid_out(html, design_named("handout")))
