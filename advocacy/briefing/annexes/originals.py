"""Puts the files that annexes show into the finished PDF, for who wants to copy their text.

With a file in it the paper is PDF/A-3a (ISO 19005-3), as part 2 allows no file that is not
itself PDF/A; all else of it stays as it was.
"""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from advocacy.briefing.annexes.annexes import Filed
from advocacy.briefing.press.accessible import saved
from records.errors import ExitCode, RecordsError
from records.wording import N_

if TYPE_CHECKING:
    import pikepdf

PART = (b'pdfaid:part="2"', b'pdfaid:part="3"')
MEDIA = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}


class CoveredWords(RecordsError):
    """A file to be enclosed holds words under what covers them (exit 6)."""

    sentence = N_(
        "annex {n} has words that cannot be seen on its pages; whoever has the file reads them"
    )
    advice = N_(
        "attach a copy that was scanned from paper, or build without --attach-originals: "
        "the pages themselves show no such words"
    )
    code = ExitCode.WITHHELD


def refuse_covered(filed: Iterable[Filed]) -> None:
    """Refuse files whose hidden words would leave with them. Raises CoveredWords."""
    for one in filed:
        if any(leaf.covered for leaf in one.leaves):
            raise CoveredWords(n=one.number)


def with_originals(pdf: bytes, filed: Iterable[Filed], on: date) -> bytes:
    """Return the paper with the annexes' files in it, as PDF/A-3a; same input, same bytes."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as paper:
        enclosed = [_enclosed(paper, one, on) for one in filed]
        if not enclosed:
            return pdf
        paper.Root.AF = pikepdf.Array(enclosed)
        metadata = paper.Root.Metadata
        metadata.write(metadata.read_bytes().replace(*PART))
        return saved(paper)


def _enclosed(paper: "pikepdf.Pdf", one: Filed, on: date) -> "pikepdf.Object":
    """Put a file in, under a name that tells nothing of where it came from."""
    import pikepdf

    name = f"annex-{one.number}.{one.file.kind}"
    day = on.strftime("D:%Y%m%d000000Z")
    paper.attachments[name] = pikepdf.AttachedFileSpec(
        paper,
        one.original,
        filename=name,
        description=f"Annex {one.number} · Phụ lục {one.number}",
        mime_type=MEDIA[one.file.kind],
        creation_date=day,
        mod_date=day,
        relationship=pikepdf.Name.Supplement,
    )
    return paper.attachments[name].obj
