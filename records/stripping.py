"""Takes out of a file what tells who made it, where and when, before it is kept.

What cannot be cleaned is refused: a photograph's place or a document's author can lead to a
person as surely as a name on paper.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable

from records.errors import ExitCode, RecordsError
from records.wording import N_, gettext

LARGEST = 25 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
MOST_PIXELS = 50_000_000

PERSONAL = (
    r"docprops/.*|customxml/.*|_xmlsignatures/.*"
    r"|word/(?:glossary/)?(?:comments[^/]*|people)\.xml"
    r"|xl/(?:comments[^/]*\.xml|(?:comments|threadedcomments|persons|revisions)/.*)"
    r"|ppt/(?:(?:comments|changesinfos)/.*|(?:commentauthors|authors|revisioninfo)\.xml)"
    r"|[^/]+/printersettings/.*"
)
"""Parts of an Office Open XML document (ISO/IEC 29500) that name people or machines."""

PERSONAL_ODF = (
    r"(?:.*/)?(?:meta|settings)\.xml|thumbnails/.*|versionlist\.xml|versions/.*"
    r"|meta-inf/[^/]*signatures[^/]*\.xml"
)
"""The same of an OpenDocument file (ISO/IEC 26300); its settings name the printer."""

_VALUE = r"""(?:"[^"]*"|'[^']*')"""
_ATTRIBUTES = rf"(?:\s+[\w:.-]+\s*=\s*{_VALUE})*+\s*"
_END = r"(?:/>|>\s*</\1\s*>)"
_NAMED_PART = rf"<((?:\w+:)?(?:Relationship|Override|file-entry))\b({_ATTRIBUTES}){_END}"
_MARKS = "commentRangeStart|commentRangeEnd|commentReference"
_EMPTIED = (
    # People of tracked changes and pivot tables; text that happens to look like it is rare.
    (rf"\b(\w+:(?:author|initials)|refreshedBy)\s*=\s*{_VALUE}", r'\1=""'),
    (rf"\b(\w+:date(?:Utc)?)\s*=\s*{_VALUE}", r'\1="2000-01-01T00:00:00Z"'),
    # Who has a workbook open, the folder it was saved in, its template, what named a comment.
    (
        rf"<((?:\w+:)?(?:fileSharing|absPath|attachedTemplate|{_MARKS}))\b{_ATTRIBUTES}{_END}",
        "",
    ),
    # The settings of a printer.
    (rf"(<(?:\w+:)?pageSetup\b[^<>]*?)\s+\w+:id\s*=\s*{_VALUE}", r"\1"),
)
_CREATOR = r"dc:creator|\w+:(?:creator|sender)-initials|meta:date-string"
_EMPTIED_ODF = (
    (
        rf"(<({_CREATOR})(?:\s[^<>]*)?>)[^<]*(</\2\s*>)",
        r"\1\3",
    ),
    (r"(<dc:date(?:\s[^<>]*)?>)[^<]*(</dc:date\s*>)", r"\g<1>2000-01-01T00:00:00\2"),
)


class CannotAttach(RecordsError):
    """A file cannot be kept (exit 8)."""

    sentence = N_("the file cannot be attached: {why}")
    advice = N_("attach a JPEG or PNG picture, a PDF, a docx, xlsx or odt document, or plain text")
    code = ExitCode.BAD_INPUT

    def __init__(self, why: str) -> None:
        """`why` is a sentence that is marked for translation."""
        super().__init__(why=gettext(why))


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
    odf = "mimetype" in names
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for member in members:
            if _is_personal(member.filename, odf=odf):
                continue
            plain = zipfile.ZipInfo(member.filename)  # 1980: no date of its own
            # OpenDocument wants its type to be read without unpacking.
            stored = member.filename == "mimetype"
            plain.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            target.writestr(plain, _part(member.filename, source.read(member), odf=odf))
    return written.getvalue()


def _is_personal(name: str, *, odf: bool) -> bool:
    """Whether a part is dropped; what it refers to goes with it."""
    folder, _, last = name.lower().rpartition("/")
    if folder.endswith("_rels") and last != ".rels":
        name = posixpath.join(folder.removesuffix("_rels"), last.removesuffix(".rels"))
    personal = PERSONAL_ODF if odf else PERSONAL
    return re.fullmatch(personal, name.lower().lstrip("/")) is not None


def _part(name: str, part: bytes, *, odf: bool) -> bytes:
    """Take people, machines and references to dropped parts out of a part."""
    kind = name.lower().rpartition(".")[2]
    if kind in ("jpg", "jpeg", "png"):
        return _picture(part)
    if part.startswith(b"PK\x03\x04"):  # a sheet in a document has an author of its own
        return _office(part)
    if kind not in ("xml", "rels"):
        return part
    code = "utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = part.decode(code)
    if kind == "rels" or name in ("[Content_Types].xml", "META-INF/manifest.xml"):
        # Parts are named from the folder of what refers to them.
        base = posixpath.dirname(posixpath.dirname(name)) if kind == "rels" else ""
        text = re.sub(_NAMED_PART, lambda found: _reference(found, base, odf=odf), text)
    for pattern, instead in _EMPTIED_ODF if odf else _EMPTIED:
        text = re.sub(pattern, instead, text)
    return text.encode(code)


def _reference(found: re.Match[str], base: str, *, odf: bool) -> str:
    """Return what is left of a reference to a part or to a place outside."""
    from html import unescape

    said = {
        name.rpartition(":")[2]: unescape(value[1:-1])
        for name, value in re.findall(rf"([\w:.-]+)\s*=\s*({_VALUE})", found[2])
    }
    if said.get("Type", "").endswith("/attachedTemplate"):
        return ""
    target = said.get("Target") or said.get("PartName") or said.get("full-path") or ""
    if said.get("TargetMode") == "External":
        if target.lower().startswith(("https://", "http://", "mailto:")):
            return found[0]
        # A folder on somebody's machine carries their name.
        return re.sub(rf"\bTarget\s*=\s*{_VALUE}", 'Target="about:blank"', found[0])
    name = posixpath.normpath(posixpath.join("/", base, _unescaped(target)))
    return "" if _is_personal(name, odf=odf) else found[0]


def _unescaped(target: str) -> str:
    """Return a part's name without percent signs (RFC 3986, 2.1); urllib would be a network."""
    plain = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), target.encode())
    return plain.decode(errors="replace")


KINDS: tuple[tuple[str, bytes, Callable[[bytes], bytes]], ...] = (
    ("jpg", b"\xff\xd8\xff", _picture),
    ("png", b"\x89PNG\r\n\x1a\n", _picture),
    ("pdf", b"%PDF-", _document),
    ("office", b"PK\x03\x04", _office),
)
"""What is known by its first bytes, and how it is cleaned; a file's name proves nothing."""
