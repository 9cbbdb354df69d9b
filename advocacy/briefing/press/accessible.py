"""The finishing pass: makes one PDF that is both PDF/A-2a and PDF/UA-1.

WeasyPrint 70 writes tagged PDF/A. What PDF/UA (ISO 14289-1) needs beyond it is added here:
its mark in the metadata, the scope of header cells, and running heads as artifacts.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape
from zlib import compress

if TYPE_CHECKING:
    import pikepdf

SIGNS = rb"(?:\s*/ActualText\s*<[0-9a-f]*>)?"  # what the glyphs stand for (tagging.py)
MARKED = re.compile(rb"/[A-Za-z]\w*\s*<<\s*/MCID (\d+)" + SIGNS + rb"\s*>>\s*BDC")
ANY_MARK = re.compile(rb"/[A-Za-z]\w*\s*(<<(?:[^<>]|<[0-9a-f]*>)*>>)?\s*(BDC|BMC)\b|\bEMC\b")
TRIALS = 16  # of 250 streams, all end clearly in one of three
ENDS_IN_DOUBT = b"\r\nendstream"
PAGINATION = b"/Artifact <</Type /Pagination>> BDC"

# ISO 19005-2, 6.6.2.3: a schema that PDF/A does not know is described where it is used.
IDENTIFIER = """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier>{identifier}</dc:identifier>
</rdf:Description>
"""

UA_MARK = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


def finished_part(pdf: bytes, mark: str) -> bytes:
    """Return a part of a long pack, finished but for its metadata; its names bear the mark."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        read = frozenset(_tell_scopes(opened, mark))
        _set_running_heads_apart(opened, read)
        return saved(opened)


def finished_frames(pdf: bytes) -> bytes:
    """Return pages of nothing but running heads, without the marks of structure."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            bare = ANY_MARK.sub(b"", page.Contents.read_bytes())
            page.Contents = opened.make_stream(bare)
        del opened.Root.StructTreeRoot
        return saved(opened)


def finished(pdf: bytes, identifier: str = "") -> bytes:
    """Return the PDF, finished; `identifier` is embedded (fingerprint.py reads it back).

    The same input gives the same bytes.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        read = frozenset(_tell_scopes(opened))
        _set_running_heads_apart(opened, read)
        mark_metadata(opened, identifier)
        return saved(opened)


def saved(pdf: "pikepdf.Pdf") -> bytes:
    """Write a PDF with an identity that depends on its content alone."""
    import pikepdf

    packed, plain = pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable
    written = _written(pdf, packed)
    for mode in (packed, plain):  # packing makes streams of its own; without it there are none
        if ENDS_IN_DOUBT not in written:
            break
        with pikepdf.open(BytesIO(written)) as again:
            _end_clearly(again)
            written = _written(again, mode)
    return written


def saved_whole(pdf: "pikepdf.Pdf") -> bytes:
    """Write a large PDF whose own streams end clearly, as packed as can be.

    How the streams end that packing makes hangs on the numbers of the objects in them. These
    move on by one with each size of a page that is given a number, until all end clearly.
    """
    import pikepdf

    for page in pdf.pages[:TRIALS]:
        written = _written(pdf, pikepdf.ObjectStreamMode.generate)
        if ENDS_IN_DOUBT not in written:
            return written
        page.obj.MediaBox = pdf.make_indirect(page.obj.MediaBox)
    return saved(pdf)


def write_clearly(stream: "pikepdf.Stream", content: bytes) -> "pikepdf.Stream":
    """Fill a stream with a page's content, packed so that it ends clearly; return it."""
    import pikepdf

    while (packed := compress(content, 9)).endswith(b"\r"):
        content += b" "
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    return stream


def _written(pdf: "pikepdf.Pdf", mode: "pikepdf.ObjectStreamMode") -> bytes:
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=mode)
    return out.getvalue()


def _end_clearly(pdf: "pikepdf.Pdf") -> None:
    """Let no stream end in a carriage return.

    Before the line feed that PDF/A demands (ISO 19005-2, 6.1.7.1) it would be taken for a
    part of the line's end, and the stream for one byte too short. What follows the end of
    packed data is not read.
    """
    import pikepdf

    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream):
            raw = found.read_raw_bytes()
            if raw.endswith(b"\r"):
                filters: Any = found.get("/Filter")
                parms: Any = found.get("/DecodeParms")
                found.write(raw + b"\n", filter=filters, decode_parms=parms)


def _tell_scopes(pdf: "pikepdf.Pdf", mark: str = "") -> Iterator[tuple[int, int]]:
    """Give every header cell its scope; yield the marked content that is read: page, mark.

    With a mark, cells name their heads by it, so that parts of a file do not share names.
    """
    import pikepdf

    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    waiting: list[tuple[Any, int, bool]] = [(pdf.Root.StructTreeRoot.K, -1, False)]
    while waiting:
        place, page, heads = waiting.pop()
        if isinstance(place, int):
            yield page, place
        elif isinstance(place, pikepdf.Array):
            waiting.extend((kid, page, heads) for kid in place)
        elif "/S" in place:
            kind = place.S
            if kind == "/TH":
                place.A["/Scope"] = pikepdf.Name.Column if heads else pikepdf.Name.Row
            if mark and kind in ("/TH", "/TD"):
                _name_apart(place, mark)
            if "/Pg" in place:
                page = numbers[place.Pg.objgen]
            if "/K" in place:
                waiting.append((place.K, page, kind == "/THead" or (heads and kind != "/Table")))


def _name_apart(cell: Any, mark: str) -> None:
    import pikepdf

    if "/ID" in cell:
        cell.ID = pikepdf.String(f"{mark} {cell.ID}")
    if "/Headers" in cell.A:
        cell.A.Headers = pikepdf.Array(pikepdf.String(f"{mark} {one}") for one in cell.A.Headers)


def _set_running_heads_apart(pdf: "pikepdf.Pdf", read: frozenset[tuple[int, int]]) -> None:
    """Turn marked content that belongs to no part of the text into artifacts.

    WeasyPrint marks running heads as text and leaves them out of the structure: a reader
    would meet them between two lines of a sentence.
    """
    for number, page in enumerate(pdf.pages):
        apart: set[int] = set()

        def mark(found: re.Match[bytes], number: int = number, apart: set[int] = apart) -> bytes:
            if (number, int(found[1])) in read:
                return found[0]
            apart.add(int(found[1]))
            return PAGINATION

        # Text is written in hexadecimal signs, so the operator cannot be found within it.
        page.Contents = pdf.make_stream(MARKED.sub(mark, page.Contents.read_bytes()))
        places = _places_of(pdf, int(page.obj["/StructParents"]))
        for index in apart:
            places[index] = None


def _places_of(pdf: "pikepdf.Pdf", key: int) -> Any:
    """Return the list of a page's places in the structure (ISO 32000-1, 14.7.4.4)."""
    pairs = pdf.Root.StructTreeRoot.ParentTree.Nums
    return pairs[2 * key + 1]


def mark_metadata(pdf: "pikepdf.Pdf", identifier: str) -> None:
    """Say in the metadata that this is PDF/UA-1 too, and keep them readable as plain text."""
    metadata = pdf.Root.Metadata
    known = IDENTIFIER.format(identifier=escape(identifier)) if identifier else ""
    text = metadata.read_bytes().decode().replace("</rdf:RDF>", known + UA_MARK)
    metadata.write(text.encode())
