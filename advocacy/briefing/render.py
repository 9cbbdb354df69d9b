"""A Brief and a design become HTML, and the HTML a PDF. Nothing is fetched from outside.

The only importer of Jinja and WeasyPrint; both are imported when a page is made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import advocacy
from advocacy.briefing.accessible import finished
from advocacy.briefing.brief import Page, identifier_of
from advocacy.briefing.designs import Design
from advocacy.briefing.lettering import own_fonts_only, printable
from records.errors import ExitCode, RecordsError
from records.wording import N_

OWN_ADDRESS = "https://pack.invalid/"  # RFC 6761: a name that nothing answers to
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
VARIANT = "pdf/a-2a"
NEARLY_EMPTY = 0.3  # of the sheet's height, its upper margin included
LONG = 60  # pages: from here on a short last page is no longer worth a second layout
LARGEST_IMAGE = 20_000_000  # pixels: a small file can unpack into gigabytes


class ForbiddenFetch(RecordsError):
    """A page asks for something that is not one of its design's own files (exit 8)."""

    sentence = N_("the design {design} asks for a file that is not its own ({kind})")
    advice = N_("put the file into the design's folder and refer to it by its name")
    code = ExitCode.BAD_INPUT


class BrokenDesign(RecordsError):
    """A page that cannot be filled: a name that no brief has, or a slip of the pen (exit 8)."""

    sentence = N_("the design {design} cannot be filled: {fault}")
    advice = N_("templates/README.md lists every name that a design receives")
    code = ExitCode.BAD_INPUT


def to_html(brief: Page, design: Design) -> str:
    """Return the design's page, filled with the brief, in the brief's language. BrokenDesign."""
    from jinja2 import DictLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # From memory and not from a folder: a template, too, can reach its own files only.
    sources = {name: text.decode() for name, text in design.files.items() if name.endswith(".html")}
    pages = ImmutableSandboxedEnvironment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printable,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    wording: Any = pages
    wording.install_gettext_translations(catalogue(brief.language), newstyle=True)
    pages.filters["number"] = _number
    try:
        return pages.get_template(design.page).render(brief=brief)
    except TemplateError as fault:
        raise BrokenDesign(design=design.name, fault=fault.message) from None


def to_pdf(html: str, design: Design, brief: Page) -> bytes:
    """Return the finished PDF: PDF/A-2a and PDF/UA-1. The same input gives the same bytes."""
    return finished(laid_out(html, design), identifier_of(brief))


def catalogue(language: str) -> NullTranslations:
    """Return the words of the pages in the pack's language, whatever the terminal speaks."""
    folder = Path(advocacy.__file__).parent / "locale"
    return translation("advocacy", localedir=str(folder), languages=[language], fallback=True)


def laid_out(html: str, design: Design) -> bytes:
    """Return the pages as tagged PDF/A, before the finishing pass. ForbiddenFetch."""
    with own_fonts_only():
        from PIL import Image
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError

        Image.MAX_IMAGE_PIXELS = LARGEST_IMAGE
        address = OWN_ADDRESS + design.page
        try:
            page = HTML(string=html, base_url=address, url_fetcher=own_files(design))
            pages = _well_filled(page, design)
            with _languages_told():
                pdf: bytes = pages.write_pdf(pdf_variant=VARIANT)
        except FatalURLFetchingError as refused:
            raise ForbiddenFetch(design=design.name, kind=refused) from None
        return pdf


def _well_filled(page: Any, design: Design) -> Any:
    """Return the laid out pages; where the last is nearly empty, in the design's tighter form.

    A design that wants this ends its page with an element of the id `end` and has a
    `tight.css`.
    """
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    pages = page.render(font_config=FontConfiguration(), pdf_variant=VARIANT)
    last = pages.pages[-1]
    reached = last.anchors["end"][1] if "end" in last.anchors else last.height
    tighter = design.files.get(design.beside("tight.css"))
    if tighter is None or reached > NEARLY_EMPTY * last.height or len(pages.pages) > LONG:
        return pages
    style = CSS(string=tighter.decode(), url_fetcher=page.url_fetcher)
    again = page.render(font_config=FontConfiguration(), pdf_variant=VARIANT, stylesheets=[style])
    return again if len(again.pages) < len(pages.pages) else pages


def own_files(design: Design) -> Any:
    """Return a fetcher that knows the design's files and embedded data, and nothing else."""
    from weasyprint.urls import (
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Serves from memory; whatever else is asked for ends the work."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url.lower().startswith("data:"):
                return super().fetch(url, headers)
            name = unquote(url.removeprefix(OWN_ADDRESS))
            if not url.startswith(OWN_ADDRESS) or name not in design.files:
                # The address stays out of the message: it may hold a user's words.
                raise FatalURLFetchingError(urlsplit(url).scheme)
            kind = KINDS.get(Path(name).suffix, "application/octet-stream")
            return URLFetcherResponse(url, design.files[name], {"Content-Type": kind})

    return OwnFiles(allowed_protocols=("data",))


def _number(value: float, language: str) -> str:
    """Write a number as the language does: 1,234.5 in English, 1.234,5 in Vietnamese."""
    text = f"{value:,.10g}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


@contextmanager
def _languages_told() -> Iterator[None]:
    """Write an element's `lang` into the PDF's structure, which WeasyPrint 70 leaves out.

    There is no public way from an element to its place in the structure: this wraps the
    private function that makes the one from the other. `test_render` notices its absence.
    """
    import pydyf
    from weasyprint.pdf import tags

    plain = tags._build_box_tree  # noqa: SLF001

    def with_language(box: Any, *rest: Any) -> Iterator[Any]:
        # html and body have no place of their own: what they yield is their children's.
        own = None if box.element is None or box.element_tag in ("html", "body") else box.element
        for place in plain(box, *rest):
            if own is not None and (language := own.get("lang")):
                place["Lang"] = pydyf.String(language)
            yield place

    tags._build_box_tree = with_language  # noqa: SLF001
    try:
        yield
    finally:
        tags._build_box_tree = plain  # noqa: SLF001
