"""Office documents lose who wrote, printed and saved them, and nothing else."""

import io
import re
import zipfile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PIL import Image

from records.stripping import cleaned

PERSON = "Nguyen Thi Vi Du"
MACHINE = "lan.vidu"
ODT = "application/vnd.oasis.opendocument.text"


def packed(parts: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def bare(parts: dict[str, str | bytes]) -> dict[str, str]:
    """Clean a document of these parts and return what is left of them."""
    return unpacked(cleaned(packed(parts))[1])


def unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("latin-1") for name in archive.namelist()}


def a_png() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (4, 4), (0, 99, 0)).save(written, "PNG")
    return written.getvalue()


def test_an_opendocument_text_keeps_its_words_and_nobody_who_wrote_them() -> None:
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="text/xml"/>'
    left = bare(
        {
            "mimetype": ODT,
            "content.xml": (
                f"<office:annotation><dc:creator>{PERSON}</dc:creator>"
                "<dc:date>2026-01-02T03:04:05</dc:date>"
                "<meta:creator-initials>NTVD</meta:creator-initials><text:p>A note</text:p>"
                f"</office:annotation><office:change-info><dc:creator>{PERSON}</dc:creator>"
                "<dc:date>2026-01-02T03:04:05</dc:date></office:change-info>"
            ),
            "meta.xml": PERSON,
            "settings.xml": f'<config:config-item config:name="PrinterName">{MACHINE}<',
            "Object 1/settings.xml": MACHINE,
            "Object 1/content.xml": "<chart/>",
            "META-INF/documentsignatures.xml": PERSON,
            "META-INF/manifest.xml": "".join(
                map(entry.format, ("content.xml", "meta.xml", "settings.xml"))
            ),
        }
    )
    assert list(left) == ["mimetype", "content.xml", "Object 1/content.xml",
                          "META-INF/manifest.xml"]  # fmt: skip
    assert left["META-INF/manifest.xml"] == entry.format("content.xml")
    assert "A note" in left["content.xml"]
    for told in (PERSON, MACHINE, "NTVD", "2026"):
        assert told not in str(left)


def test_a_workbook_says_neither_who_shares_it_nor_where_it_lay() -> None:
    sheets = '<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets>'
    left = bare(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": (
                f'<workbook><fileSharing userName="{PERSON}"/><mc:Choice Requires="x15">'
                f'<x15ac:absPath url="C:\\Users\\{MACHINE}\\"/></mc:Choice>{sheets}</workbook>'
            ),
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<p refreshedBy="{PERSON}" r:id="rId1"/>',
            "xl/persons/person.xml": PERSON,
            "xl/revisions/userNames.xml": PERSON,
            "xl/printerSettings/printerSettings1.bin": MACHINE,
            "xl/worksheets/sheet1.xml": '<pageSetup orientation="portrait" r:id="rId2"/>',
            "xl/worksheets/_rels/sheet1.xml.rels": (
                '<Relationships><Relationship Id="rId1" Target="../drawings/drawing1.xml"/>'
                '<Relationship Id="rId2" Target="../printerSettings/printerSettings1.bin"/>'
                "</Relationships>"
            ),
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                f'<Relationship Id="r1" Target="file:///C:\\{MACHINE}.xlsx" TargetMode="External"/>'
            ),
        }
    )
    assert left["xl/workbook.xml"] == (
        f'<workbook><mc:Choice Requires="x15"></mc:Choice>{sheets}</workbook>'
    )
    assert left["xl/worksheets/sheet1.xml"] == '<pageSetup orientation="portrait"/>'
    assert re.findall(r'Id="(\w+)"', left["xl/worksheets/_rels/sheet1.xml.rels"]) == ["rId1"]
    assert not [name for name in left if re.search("persons|revisions|printer", name)]
    for told in (PERSON, MACHINE):
        assert told not in str(left)


def test_a_text_loses_its_template_and_comments_and_keeps_a_picture_of_that_name() -> None:
    kept = '<Override PartName="/word/media/people.png" ContentType="image/png"/>'
    left = bare(
        {
            "[Content_Types].xml": (
                f'<Types>{kept}<Override PartName="/word/people.xml" ContentType="x"/></Types>'
            ),
            "word/document.xml": (
                '<w:commentRangeStart w:id="0"/>Words<w:commentRangeEnd w:id="0"/>'
                '<w:r><w:commentReference w:id="0"/></w:r>'
            ),
            "word/_rels/document.xml.rels": (
                '<Relationship Id="r1" Target="comments.xml"/>'
                '<Relationship Id="r2" Target="/word/people.xml"></Relationship>'
                '<Relationship Id="r3" Target="media/people.png"/>'
                '<Relationship Id="r4" Target="https://example.org" TargetMode="External"/>'
            ),
            "word/settings.xml": '<w:settings><w:attachedTemplate r:id="r1"/></w:settings>',
            "word/_rels/settings.xml.rels": (
                '<Relationship Id="r1" Type="http://x/attachedTemplate" TargetMode="External"'
                f' Target="file:///C:\\Users\\{MACHINE}\\t.dotm"/>'
            ),
            "word/comments.xml": PERSON,
            "word/commentsExtended.xml": PERSON,
            "word/_rels/comments.xml.rels": PERSON,
            "word/people.xml": PERSON,
            "word/media/people.png": a_png(),
        }
    )
    assert left["[Content_Types].xml"] == f"<Types>{kept}</Types>"
    assert left["word/document.xml"] == "Words<w:r></w:r>"
    assert re.findall(r'Id="(\w+)"', left["word/_rels/document.xml.rels"]) == ["r3", "r4"]
    assert left["word/settings.xml"] == "<w:settings></w:settings>"
    assert left["word/media/people.png"].startswith("\x89PNG")
    assert "word/_rels/comments.xml.rels" not in left
    for told in (PERSON, MACHINE):
        assert told not in str(left)


def test_a_document_in_utf_16_is_cleaned_too() -> None:
    part = f'<?xml version="1.0" encoding="UTF-16"?><w:ins w:author="{PERSON}">ok</w:ins>'
    _, content = cleaned(
        packed({"[Content_Types].xml": "<Types/>", "word/document.xml": part.encode("utf-16")})
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        left = archive.read("word/document.xml").decode("utf-16")
    assert left == part.replace(PERSON, "")


def test_a_sheet_within_a_document_is_cleaned_too() -> None:
    sheet = packed({"[Content_Types].xml": "<Types/>", "docProps/core.xml": PERSON})
    _, content = cleaned(
        packed({"[Content_Types].xml": "<Types/>", "word/embeddings/sheet.xlsx": sheet})
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert list(unpacked(archive.read("word/embeddings/sheet.xlsx"))) == ["[Content_Types].xml"]


def test_a_workbook_that_was_cleaned_can_still_be_opened() -> None:
    book = Workbook()
    sheet = book.create_sheet("People")
    sheet["A1"] = 'She wrote: w:author, and "comments"'
    sheet["A1"].comment = Comment("Ask her", PERSON)
    book.properties.creator = PERSON
    written = io.BytesIO()
    book.save(written)
    _, content = cleaned(written.getvalue())
    assert PERSON not in str(unpacked(content))
    again = load_workbook(io.BytesIO(content))["People"]["A1"]
    assert again.value == sheet["A1"].value
    assert again.comment is None
