"""A filled page set as pages. Nothing is fetched from outside.

The only importer of WeasyPrint, with what mends its output; it is imported when a page is set.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from advocacy.briefing.designs import Design
from advocacy.briefing.press.faults import at, that_asks_for
from advocacy.briefing.press.lettering import own_fonts_only
from advocacy.briefing.press.progress import undisturbed
from advocacy.briefing.press.tagging import signs_told
from records.errors import ExitCode, RecordsError
from records.wording import N_

OWN_ADDRESS = "https://pack.invalid/"  # RFC 6761: a name that nothing answers to
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
VARIANT = "pdf/a-2a"
NEARLY_EMPTY = 0.35  # of the sheet's height, its upper margin included
LONG = 60  # pages: from here on a short last page is no longer worth a second layout
LARGEST_IMAGE = 20_000_000  # pixels: a small file can unpack into gigabytes


class ForbiddenFetch(RecordsError):
    """A page asks for something that is not one of its design's own files (exit 8)."""

    sentence = N_("the design {design} asks for a file that is not its own ({kind}){place}")
    advice = N_("put the file into the design's folder and refer to it by its name")
    code = ExitCode.BAD_INPUT


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
