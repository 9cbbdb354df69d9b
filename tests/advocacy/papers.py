"""Makes papers for the tests, and reads them back with engines that had no part in making them."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

import page
import pikepdf
import pypdfium2

from advocacy.briefing.brief import Brief, Language, StaffBrief
from advocacy.briefing.designs import Design, design_named
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.press.render import to_pdf
from tests.advocacy.briefs import handout, staff_paper

HANDOUT, STAFF = design_named("handout"), design_named("staff")


@cache
def paper(name: Literal["handout", "staff"], language: Language) -> bytes:
    """Return the full paper of that name; made once."""
    brief = handout(language) if name == "handout" else staff_paper(language)
    return printed(brief, design_named(name))


def printed(brief: Brief | StaffBrief, design: Design = HANDOUT) -> bytes:
    """Return the finished PDF of a brief."""
    return to_pdf(to_html(brief, design), design, brief)


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, as pdfium reads it."""
    document = pypdfium2.PdfDocument(pdf)
    return [one.get_textpage().get_text_range().replace("\r\n", "\n") for one in document]


def picture_of(pdf: bytes, number: int, scale: float = 1.0) -> Any:
    """Return a page, counted from 0, as a picture in shades of grey."""
    return pypdfium2.PdfDocument(pdf)[number].render(scale=scale).to_pil().convert("L")


def structure(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every place in the structure of a PDF."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        place = waiting.pop()
        if isinstance(place, pikepdf.Array):
            waiting.extend(place)
        elif isinstance(place, pikepdf.Dictionary) and "/S" in place:
            yield place
            waiting.append(place.get("/K", pikepdf.Array()))


def assert_conforms(pdf: bytes) -> None:
    """Check against PDF/UA-1 and PDF/A-2a."""
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []
        assert report.is_compliant
