"""Numbers the copies of a finished PDF: "Copy 03/12 · Bản số 03/12" on every page.

The pages are not laid out again. The numbers are drawn once for all copies, and each is
laid over the pages as an artifact, so that the text of the paper stays what it was.
"""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from advocacy.briefing.accessible import saved
from advocacy.briefing.brief import Language
from advocacy.briefing.designs import design_named
from advocacy.briefing.render import laid_out

if TYPE_CHECKING:
    import pikepdf

SIDES = ("/CopyNumberRight", "/CopyNumberLeft")  # page 1 lies on the right


def stamp(pdf: bytes, number: int, of: int, language: Language) -> bytes:
    """Return copy `number` of `of`. It stays PDF/A-2a and PDF/UA-1; same input, same bytes."""
    import pikepdf

    if not 1 <= number <= of:
        message = f"copy {number} of {of}"
        raise ValueError(message)
    with (
        pikepdf.open(BytesIO(pdf)) as paper,
        pikepdf.open(BytesIO(_sheets(of, language))) as sheets,
    ):
        for side, name in enumerate(SIDES):
            sheet = _bare(sheets, sheets.pages[2 * (number - 1) + side])
            drawn = paper.copy_foreign(sheet.as_form_xobject())
            before = paper.make_stream(b"q\n")
            after = paper.make_stream(
                b"\nQ\n/Artifact <</Type /Pagination>> BDC\nq %s Do Q\nEMC" % name.encode()
            )
            for page in paper.pages[side::2]:
                page.add_resource(drawn, pikepdf.Name.XObject, pikepdf.Name(name))
                page.contents_add(before, prepend=True)
                page.contents_add(after)
        return saved(paper)


def _bare(sheets: "pikepdf.Pdf", sheet: "pikepdf.Page") -> "pikepdf.Page":
    """Take the marks of structure off a sheet: all of it becomes one artifact."""
    import pikepdf

    kept = [
        step
        for step in pikepdf.parse_content_stream(sheet)
        if str(step.operator) not in {"BMC", "BDC", "EMC"}
    ]
    sheet.Contents = sheets.make_stream(pikepdf.unparse_content_stream(kept))
    return sheet


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
    return laid_out(html, design_named("handout"))
