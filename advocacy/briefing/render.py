"""A Brief and a design become HTML, and the HTML a PDF. Nothing is fetched from outside.

The only importer of Jinja and WeasyPrint; both are imported when a page is made.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import advocacy
from advocacy.briefing.accessible import finished
from advocacy.briefing.brief import Page, identifier_of
from advocacy.briefing.designs import Design
from advocacy.briefing.faults import of_the_page, that_asks_for
from advocacy.briefing.lettering import own_fonts_only, printable, refuse_undrawn
from advocacy.briefing.longpack import Cache, printed_in_parts
from advocacy.briefing.parts import STYLE, cut
from advocacy.briefing.progress import Told, pages_counted, undisturbed
from advocacy.briefing.tagging import signs_told
from records.errors import ExitCode, RecordsError
from records.wording import N_, gettext

OWN_ADDRESS = "https://pack.invalid/"  # RFC 6761: a name that nothing answers to
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
VARIANT = "pdf/a-2a"
NEARLY_EMPTY = 0.35  # of the sheet's height, its upper margin included
LONG = 60  # pages: from here on a short last page is no longer worth a second layout
SMALL = 250_000  # signs of HTML, about 100 pages: up to here, to cut would cost more than it saves
LARGEST_IMAGE = 20_000_000  # pixels: a small file can unpack into gigabytes


class ForbiddenFetch(RecordsError):
    """A page asks for something that is not one of its design's own files (exit 8)."""

    sentence = N_("the design {design} asks for a file that is not its own ({kind}){place}")
    advice = N_("put the file into the design's folder and refer to it by its name")
    code = ExitCode.BAD_INPUT


class BrokenDesign(RecordsError):
    """A page that cannot be filled: a name that no brief has, or a slip of the pen (exit 8)."""

    sentence = N_("the design {design} cannot be filled{place}: {fault}")
    advice = N_("templates/README.md lists every name that a design receives")
    code = ExitCode.BAD_INPUT


def to_html(brief: Page, design: Design) -> str:
    """Return the design's page, filled with the brief, in the brief's language.

    Raises BrokenDesign, NoGlyphs.
    """
    from jinja2 import FunctionLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # From memory and not from a folder: a template, too, can reach its own files only.
    sources = {name: text.decode() for name, text in design.files.items() if name.endswith(".html")}
    pages = ImmutableSandboxedEnvironment(
        # With its address as file name, so that a fault can be told with its line.
        loader=FunctionLoader(
            lambda name: (sources[name], name, None) if name in sources else None
        ),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printable,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    wording: Any = pages
    wording.install_gettext_translations(catalogue(brief.language), newstyle=True)
    # For a page in both languages: a fixed word in the other one.
    pages.globals["also"] = catalogue("en" if brief.language == "vi" else "vi").gettext
    pages.filters["number"] = _number
    try:
        html = pages.get_template(design.page).render(brief=brief)
    except RecordsError:
        raise
    except Exception as fault:
        place = at(*of_the_page(fault, sources))
        if not place and not isinstance(fault, TemplateError):
            raise  # a mistake of ours
        # What is no fault of the language itself may quote a record.
        told = fault.message if isinstance(fault, TemplateError) else type(fault).__name__
        raise BrokenDesign(design=design.name, place=place, fault=told) from None
    refuse_undrawn(html, f"{design.name} ({brief.language})")
    return html


def at(file: str, line: int) -> str:
    """Say where in a design, or nothing."""
    return gettext(", {file}, line {line}").format(file=file, line=line) if file else ""


def to_pdf(
    html: str,
    design: Design,
    brief: Page,
    *,
    cache: Cache | None = None,
    told: Told | None = None,
) -> bytes:
    """Return the finished PDF: PDF/A-2a and PDF/UA-1. The same input gives the same bytes.

    A long pack is laid out in parts, by several processes, and what did not change since is
    taken from the cache. Whoever is `told` hears how many pages are done, of about how many.
    """
    pieces = cut(html) if len(html) > SMALL and design.beside(STYLE) in design.files else None
    if pieces:
        return printed_in_parts(pieces, design, identifier_of(brief), cache=cache, told=told)
    with pages_counted(told, len(html)) if told else nullcontext():
        return finished(laid_out(html, design), identifier_of(brief))


def catalogue(language: str) -> NullTranslations:
    """Return the words of the pages in the pack's language, whatever the terminal speaks."""
    folder = Path(advocacy.__file__).parent / "locale"
    return translation("advocacy", localedir=str(folder), languages=[language], fallback=True)


def laid_out(html: str, design: Design) -> bytes:
    """Return the pages as tagged PDF/A, before the finishing pass. ForbiddenFetch."""
    with at_work(html, design) as page:
        return written(well_filled(page, design))


@contextmanager
def at_work(html: str, design: Design) -> Iterator[Any]:
    """Give the page to lay out, with our fonts alone and what is the design's own."""
    with own_fonts_only(html), undisturbed():
        from PIL import Image
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError

        Image.MAX_IMAGE_PIXELS = LARGEST_IMAGE
        address = OWN_ADDRESS + design.page
        try:
            yield HTML(string=html, base_url=address, url_fetcher=own_files(design))
        except FatalURLFetchingError as refused:
            kind, _colon, name = str(refused).partition(":")
            place = at(*that_asks_for(name, design))
            raise ForbiddenFetch(design=design.name, kind=kind, place=place) from None


def rendered(page: Any, *styles: Any) -> Any:
    """Return the pages, laid out, with these styles on top."""
    from weasyprint.text.fonts import FontConfiguration

    return page.render(
        font_config=FontConfiguration(), pdf_variant=VARIANT, stylesheets=list(styles)
    )


def written(pages: Any) -> bytes:
    """Return laid out pages as tagged PDF/A."""
    with _languages_told(), signs_told():
        pdf: bytes = pages.write_pdf(pdf_variant=VARIANT)
    return pdf


def well_filled(page: Any, design: Design) -> Any:
    """Return the laid out pages; where one ends nearly empty, in the design's tighter form.

    A design that wants this has a `tight.css`, ends its page with an element of the id `end`,
    and sets one whose id begins with `end-` before whatever begins a sheet of its own.
    """
    from weasyprint import CSS

    pages = rendered(page)
    tighter = design.files.get(design.beside("tight.css"))
    if tighter is None or not _ends_early(pages) or len(pages.pages) > LONG:
        return pages
    style = CSS(string=tighter.decode(), url_fetcher=page.url_fetcher)
    again = rendered(page, style)
    return again if len(again.pages) < len(pages.pages) else pages


def _ends_early(pages: Any) -> bool:
    """Whether a page after the first is nearly empty where something ends."""
    return any(
        name.partition("-")[0] == "end" and place[1] <= NEARLY_EMPTY * sheet.height
        for sheet in pages.pages[1:]
        for name, place in sheet.anchors.items()
    )


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
                # Only told where a file of the design says it: it may hold a record's words.
                asked = urlsplit(url)
                found = f"{asked.scheme}:{Path(asked.path).name}"
                raise FatalURLFetchingError(found)
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
