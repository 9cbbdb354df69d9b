"""Attachments: cleaned of what tells who made them, kept once, gone with the last use."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from records import integrity
from records.attachments import attach, attachments, content, detach
from records.errors import NotFound
from records.store import Store
from records.stripping import CannotAttach, cleaned
from tests import builders

MARK = "Nguyễn Thị Đánh Dấu"
PLACE = 0x8825  # the EXIF tag of where a picture was taken


def a_picture(kind: str = "JPEG") -> bytes:
    """A picture that says who took it, and where."""
    picture = Image.new("RGB", (40, 20), (200, 10, 10))
    picture.putpixel((0, 0), (0, 200, 0))
    exif = Image.Exif()
    exif[0x013B] = f"{MARK} ARTIST"  # EXIF is ASCII: its last word stays readable
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(PLACE)[1] = "N"
    written = io.BytesIO()
    picture.save(written, kind, exif=exif, comment=MARK.encode() if kind == "JPEG" else None)
    return written.getvalue()


def a_pdf() -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    page.obj.Annots = pikepdf.Array(
        [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=MARK,
                            T=MARK, Rect=[0, 0, 9, 9])]
    )  # fmt: skip
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [MARK]
    pdf.docinfo["/Author"] = MARK
    pdf.attachments["x.txt"] = MARK.encode()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    written = io.BytesIO()
    pdf.save(written, compress_streams=False)
    return written.getvalue()


def held_in(pdf: bytes) -> bytes:
    """Everything in a PDF: its texts read, its streams unpacked."""

    def texts(thing: object) -> Iterator[bytes]:
        if isinstance(thing, pikepdf.String):
            yield str(thing).encode()
        elif isinstance(thing, pikepdf.Array):
            for part in thing:
                yield from texts(part)
        elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_bytes()
            for part in (part for _, part in thing.items()):
                if not getattr(part, "is_indirect", False):  # has its own turn
                    yield from texts(part)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return b"\n".join(text for one in opened.objects for text in texts(one))


def a_docx() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as docx:
        docx.writestr(
            "[Content_Types].xml",
            '<Types><Override PartName="/docProps/core.xml" ContentType="x"/>'
            '<Override PartName="/word/document.xml" ContentType="y"/></Types>',
        )
        docx.writestr("docProps/core.xml", f"<dc:creator>{MARK}</dc:creator>")
        docx.writestr("word/comments.xml", f'<w:comment w:author="{MARK}"/>')
        docx.writestr(
            "word/document.xml",
            f'<w:ins w:author="{MARK}" w:date="2026-01-02T03:04:05Z">ok</w:ins>',
        )
        docx.writestr("word/media/image1.jpg", a_picture())
    return written.getvalue()


@pytest.mark.parametrize(
    ("content_", "kind"),
    [(a_picture(), "jpg"), (a_picture("PNG"), "png"), (a_pdf(), "pdf"), (a_docx(), "office")],
    ids=["jpeg", "png", "pdf", "docx"],
)
def test_what_tells_who_made_a_file_is_taken_out(content_: bytes, kind: str) -> None:
    found, bare = cleaned(content_)
    assert found == kind
    everything = bare
    if kind == "office":
        with zipfile.ZipFile(io.BytesIO(bare)) as opened:
            everything = b"".join(opened.read(name) for name in opened.namelist())
            assert not [n for n in opened.namelist() if "docProps" in n or "comments" in n]
            assert {m.date_time[0] for m in opened.infolist()} == {1980}
    if kind == "pdf":
        everything += held_in(bare)
        assert MARK.encode() in held_in(content_)
    for spelled in (MARK.encode(), MARK.encode("utf-16-be"), b"JavaScript", b"ARTIST"):
        assert spelled not in everything


def test_a_picture_keeps_its_pixels_the_right_way_up_and_no_place() -> None:
    _, bare = cleaned(a_picture("PNG"))
    with Image.open(io.BytesIO(bare)) as picture:
        assert picture.size == (20, 40)
        assert picture.getpixel((19, 0)) == (0, 200, 0)
        assert not dict(picture.getexif())
        assert not picture.info


def a_bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        for n in range(3):
            bomb.writestr(f"word/{n}.xml", b"\0" * 100_000_000)
    return written.getvalue()


def an_archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("../../escape.txt", "x")
    return written.getvalue()


@pytest.mark.parametrize(
    "hostile",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>',
        b"  <html><script>1</script></html>",
        b"MZ\x90\x00\x03 a program",
        b"GIF89a\x9d\xff of a kind that nobody cleans",
        b"\xff\xd8\xff and no picture",
        b"%PDF-1.7 and no pages",
        b"PK\x03\x04 and no archive",
        a_bomb(),
        an_archive(),
        b"x" * (25 * 1024 * 1024 + 1),
        b"text with \0 in it",
    ],
    ids=["svg", "html", "program", "gif", "jpeg", "pdf", "zip", "bomb", "archive", "large", "nul"],
)
def test_what_cannot_be_cleaned_is_refused(hostile: bytes) -> None:
    with pytest.raises(CannotAttach):
        cleaned(hostile)


def test_the_same_content_lies_in_the_vault_once_and_goes_with_its_last_use(store: Store) -> None:
    one, two = builders.a_consultation(store), builders.a_consultation(store, title="Other")
    for record in (one, two, one):
        attach(store, record, "minutes.txt", "Biên bản họp".encode())
    assert [a.number for a in attachments(store, one.id)] == [1]
    blobs = "SELECT count(*) FROM blob"
    assert store.vault.connection.execute(blobs).fetchone() == (1,)
    detach(store, one, 1)
    assert content(store, attachments(store, two.id)[0]) == "Biên bản họp".encode()
    store.delete(two.id)
    assert store.vault.connection.execute(blobs).fetchone() == (0,)


def test_a_detached_file_leaves_no_bytes_in_the_decrypted_pages(
    store: Store, tmp_path: Path
) -> None:
    record = builders.a_consultation(store)
    marker = b"MARKER-9f3a-detached " * 400
    attach(store, record, "MARKER-name.txt", marker)
    detach(store, record, 1)
    plain = tmp_path / "plain.db"
    store.vault.connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    store.vault.connection.execute("SELECT sqlcipher_export('plain')")
    store.vault.connection.execute("DETACH DATABASE plain")
    assert b"MARKER" not in plain.read_bytes()
    assert integrity.check_integrity(store.vault) == []


def test_attaching_is_told_in_the_history_without_the_name(store: Store) -> None:
    record = builders.a_consultation(store)
    attach(store, record, "secret name.txt", b"words")
    detach(store, record, 1)
    story = store.story(record.id)
    assert [entry.action for entry in story] == ["added", "attached", "detached"]
    dumped = store.vault.connection.execute("SELECT * FROM history").fetchall()
    assert "secret name" not in str(dumped)


def test_a_file_that_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        detach(store, builders.a_consultation(store), 3)
