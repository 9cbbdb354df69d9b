"""Takes out of a file what tells who made it, where and when, before it is kept.

What cannot be cleaned is refused: a photograph's place or a document's author can lead to a
person as surely as a name on paper.
"""

import io
import zipfile
from collections.abc import Callable

from records.errors import ExitCode, RecordsError
from records.wording import N_

LARGEST = 25 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
MOST_PIXELS = 50_000_000

PROPERTIES = ("docProps/", "meta.xml", "Thumbnails/", "customXml/")
"""Where office documents keep their author, company, dates and preview."""

PERSONAL_PARTS = ("comments", "people", "revisions", "persons/")
"""Parts of office documents that name whoever commented or revised."""


class CannotAttach(RecordsError):
    """A file cannot be kept (exit 8)."""

    sentence = N_("the file cannot be attached: {why}")
    advice = N_("attach a JPEG or PNG picture, a PDF, a docx, xlsx or odt document, or plain text")
    code = ExitCode.BAD_INPUT


def cleaned(content: bytes) -> tuple[str, bytes]:
    """Return (kind, content) without metadata. Raises CannotAttach."""
    if len(content) > LARGEST:
        raise CannotAttach(why=N_("it is larger than 25 MB"))
    for kind, sign, clean in KINDS:
        if content.startswith(sign):
            try:
                return kind, clean(content)
            except CannotAttach:
                raise
            except Exception:  # noqa: BLE001  (a hostile file may raise whatever it likes)
                raise CannotAttach(why=N_("it is damaged")) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotAttach(why=N_("its kind is not known, so it cannot be cleaned")) from None
    if "\0" in text or text.lstrip()[:1] == "<":
        # SVG and HTML can fetch and run; they are no evidence that text would not be.
        raise CannotAttach(why=N_("it is markup or no plain text"))
    return "txt", text.encode()


def _picture(content: bytes) -> bytes:
    """Write the pixels anew, turned the right way up, with nothing beside them."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # the refusal below is ours
    with Image.open(io.BytesIO(content)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise CannotAttach(why=N_("the picture is too large"))
        upright = ImageOps.exif_transpose(picture)
        kind = "PNG" if picture.format == "PNG" else "JPEG"
        bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
        if upright.mode == "P" and (palette := upright.getpalette()):
            bare.putpalette(palette)
        if kind == "JPEG" and bare.mode not in ("L", "RGB", "CMYK"):
            bare = bare.convert("RGB")
        written = io.BytesIO()
        bare.save(written, kind, **({"quality": 92} if kind == "JPEG" else {"optimize": True}))
        return written.getvalue()


def _document(content: bytes) -> bytes:
    """Write a PDF anew without its properties, scripts, attachments and histories."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        for key in ("/Metadata", "/Names", "/OpenAction", "/AA", "/AcroForm", "/PieceInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for page in pdf.pages:
            for key in ("/Metadata", "/PieceInfo", "/AA", "/Annots"):
                if key in page.obj:
                    del page.obj[key]
        for thing in pdf.objects:
            # Pictures inside carry XMP of their own; attached files hang on what they are about.
            for key in ("/Metadata", "/AF"):
                if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)) and key in thing:
                    del thing[key]
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True, linearize=False)
        return written.getvalue()


def _office(content: bytes) -> bytes:
    """Write an office document anew without properties, comments' authors and dates."""
    source = zipfile.ZipFile(io.BytesIO(content))
    members = source.infolist()
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
        raise CannotAttach(why=N_("it unpacks to too much"))
    names = {m.filename for m in members}
    if "[Content_Types].xml" not in names and "mimetype" not in names:
        raise CannotAttach(why=N_("it is an archive and not a document"))
    if any("vbaProject" in name for name in names):
        raise CannotAttach(why=N_("it holds macros"))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for member in members:
            personal = any(part in member.filename.lower() for part in PERSONAL_PARTS)
            if personal or member.filename.startswith(PROPERTIES):
                continue
            plain = zipfile.ZipInfo(member.filename)  # 1980: no date of its own
            plain.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(plain, _without_authors(member.filename, source.read(member)))
    return written.getvalue()


def _without_authors(name: str, part: bytes) -> bytes:
    """Take references to dropped parts and authors of tracked changes out of a part."""
    import re

    if name.endswith((".rels", "[Content_Types].xml")):
        dropped = "|".join(re.escape(p) for p in (*PROPERTIES, *PERSONAL_PARTS))
        pattern = rf"<(?:Relationship|Override)\b[^>]*(?:{dropped})[^>]*/>"
        return re.sub(pattern.encode(), b"", part, flags=re.IGNORECASE)
    if name.endswith(".xml"):
        part = re.sub(rb'(w:(?:author|initials))="[^"]*"', rb'\1=""', part)
        return re.sub(rb'(w:date)="[^"]*"', rb'\1="2000-01-01T00:00:00Z"', part)
    if name.lower().endswith((".jpg", ".jpeg", ".png")):
        return _picture(part)
    return part


KINDS: tuple[tuple[str, bytes, Callable[[bytes], bytes]], ...] = (
    ("jpg", b"\xff\xd8\xff", _picture),
    ("png", b"\x89PNG\r\n\x1a\n", _picture),
    ("pdf", b"%PDF-", _document),
    ("office", b"PK\x03\x04", _office),
)
"""What is known by its first bytes, and how it is cleaned; a file's name proves nothing."""
