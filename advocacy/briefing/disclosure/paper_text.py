"""What a finished PDF says, read back from its bytes: its pages and everything beside them.

The pages are read by pdfium, which had no part in making the file; the rest by pikepdf.
Pictures are not read. A `Reading` then runs the words together as a reader's eye does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from records.wording import N_

if TYPE_CHECKING:
    import pikepdf

PROPERTIES = N_("the document's properties")
BOOKMARKS = N_("the bookmarks")
ALTERNATIVES = N_("the alternative texts")
ANNOTATIONS = N_("the links and annotations")
ATTACHMENTS = N_("the attached files")
INNER_MARKS = N_("the file's inner marks")

# ISO 32000-2, by the key under which a text stands.
_WHERE = {
    "/Alt": ALTERNATIVES,
    "/ActualText": ALTERNATIVES,
    "/E": ALTERNATIVES,
    "/Contents": ANNOTATIONS,
    "/RC": ANNOTATIONS,
    "/Subj": ANNOTATIONS,
    "/TU": ANNOTATIONS,
    "/URI": ANNOTATIONS,
    "/F": ATTACHMENTS,
    "/UF": ATTACHMENTS,
    "/Desc": ATTACHMENTS,
}
_SPOKEN = (b"/ActualText", b"/Alt", b"/E ", b"/E(")


@dataclass(frozen=True)
class Paper:
    """The text of a finished paper: page by page, and what lies beside the pages."""

    pages: tuple[str, ...]
    hidden: tuple[tuple[str, str], ...] = ()  # where (a sentence to translate), text


def text_of(pdf: bytes) -> Paper:
    """Read a finished, unencrypted PDF back: every text in it, but none in its pictures."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        hidden = tuple(dict.fromkeys(pair for pair in _hidden(opened) if pair[1].strip()))
    return Paper(pages=tuple(page_texts(pdf)), hidden=hidden)


def page_texts(pdf: bytes) -> Iterator[str]:
    """Yield the text of each page."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()
    finally:
        document.close()


def _hidden(pdf: "pikepdf.Pdf") -> Iterator[tuple[str, str]]:
    import pikepdf

    info = pdf.trailer.get("/Info")
    properties = info.objgen if info is not None else (0, 0)
    objects: Iterable[Any] = pdf.objects
    for found in objects:
        if not isinstance(found, pikepdf.Object):
            continue  # a number, which has no text: other programs let some stand on their own
        if isinstance(found, pikepdf.Stream) and found.get("/Type") == "/XRef":
            continue  # holds the file's random identifiers
        yield from _strings(found, PROPERTIES if found.objgen == properties else "")
        if not isinstance(found, pikepdf.Stream):
            continue
        if found.get("/Type") == "/Metadata":
            yield PROPERTIES, unescape(found.read_bytes().decode("utf-8", "replace"))
        elif found.get("/Type") == "/EmbeddedFile":
            yield from ((ATTACHMENTS, text) for text in _enclosed(found.read_bytes()))
        elif found.get("/Subtype") == "/Form":
            yield from _in_place_of_signs(found, found.read_bytes())
    spoken: list[str] = []
    for page in pdf.pages:
        contents: Any = page.obj.get("/Contents", pikepdf.Array())
        streams = contents if isinstance(contents, pikepdf.Array) else [contents]
        raw = b" ".join(part.read_bytes() for part in streams)
        spoken.extend(text for _, text in _in_place_of_signs(page, raw))
    # In one, since each line has its own, and a name may begin in one and end in the next.
    yield ALTERNATIVES, "\n".join(spoken)


def _enclosed(content: bytes) -> Iterator[str]:
    """The words of a file in the file; a picture has none."""
    if content.startswith(b"%PDF-"):
        inner = text_of(content)
        yield from inner.pages
        yield from (text for _where, text in inner.hidden)
    elif not content.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        yield content.decode("utf-8", "replace")


def _strings(found: "pikepdf.Object", where: str) -> Iterator[tuple[str, str]]:
    """Each text that lies directly in an object: those it refers to have their own turn."""
    import pikepdf

    if isinstance(found, pikepdf.String):
        for text in _readings(found):
            yield where or INNER_MARKS, text
    elif isinstance(found, pikepdf.Array):
        for part in found:
            yield from _direct(part, where)
    elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        members: dict[str, Any] = dict(found.items())
        outline = "/Title" in members and "/Parent" in members
        for key, part in members.items():
            is_bookmark = outline and key == "/Title"
            if key != "/CheckSum":
                own = BOOKMARKS if is_bookmark else _WHERE.get(key, "")
                yield from _direct(part, where or own)


def _direct(part: object, where: str) -> Iterator[tuple[str, str]]:
    import pikepdf

    if isinstance(part, pikepdf.Object) and not part.is_indirect:
        yield from _strings(part, where)


def _readings(string: "pikepdf.String") -> Iterator[str]:
    """The text of a PDF string, also as UTF-8 without a mark and as a link's %-signs."""
    text = str(string)
    yield text
    raw = bytes(string)
    if not raw.isascii() and not raw.startswith((b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")):
        yield raw.decode("utf-8", "ignore")
    if "%" in text:
        yield unquote(text)


def _in_place_of_signs(
    content: "pikepdf.Object | pikepdf.Page", raw: bytes
) -> Iterator[tuple[str, str]]:
    """What a page, or a part of one, says aloud in place of the signs it draws."""
    import pikepdf

    if any(key in raw for key in _SPOKEN):
        for instruction in pikepdf.parse_content_stream(content, "BDC DP"):
            for operand in instruction.operands:
                if isinstance(operand, pikepdf.Object):
                    yield from _strings(operand, ALTERNATIVES)
