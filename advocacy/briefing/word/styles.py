"""The styles of a Word file: its sheet, letters and tables, and nothing of who made it."""

from typing import Any

TEXT, HEADS = "Times New Roman", "Arial"  # on every machine with Word, and metric twins elsewhere
COLOUR = "7A1F3D"
INNER, OUTER = 27, 19  # mm, as in the handout
ACROSS = 210 - INNER - OUTER
LEFT_BEHIND = ("thumbnail", "customXml", "stylesWithEffects", "extended-properties")
"""What the empty file of python-docx brings along and nobody needs."""

STYLES = (
    ("Normal", TEXT, 11.5, False, 0, 6),
    ("Title", HEADS, 24, True, 18, 6),
    ("Subtitle", HEADS, 13, False, 0, 12),
    ("Heading 1", HEADS, 16, True, 22, 8),
    ("Heading 2", HEADS, 13, True, 16, 5),
    ("Heading 3", HEADS, 11.5, True, 12, 4),
    ("Quote", TEXT, 12, False, 8, 3),
    ("Caption", HEADS, 8.5, False, 2, 8),
    ("List Bullet", TEXT, 11.5, False, 0, 3),
    ("Header", HEADS, 8, False, 0, 0),
    ("Footer", HEADS, 8, False, 0, 0),
)
"""By name: letters, size, whether bold, space before and after, in points."""

COLOURED = ("Subtitle", "Heading 1")
PLAIN, GRID = "Normal Table", "Table Grid"
CELL = "Body Text"  # what stands in tables


def without_luggage(file: Any) -> None:
    """Take out what the empty file brings along."""
    for holder in (file.part.package, file.part):
        rels = holder.rels
        for key in [k for k, r in rels.items() if any(w in r.reltype for w in LEFT_BEHIND)]:
            del rels[key]
    settings = file.settings.element
    for one in list(settings):
        if one.tag.endswith(("}rsids", "}docId", "}savePreviewPicture", "}proofState", "}zoom")):
            settings.remove(one)


def set_page(section: Any) -> None:
    """Make it A4, with the handout's margins."""
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(INNER), Mm(OUTER)
    section.top_margin, section.bottom_margin = Mm(25), Mm(25)
    section.header_distance = section.footer_distance = Mm(12)


def set_styles(file: Any, region: str) -> None:
    """Give the styles their letters, and the text its language."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    language = next(file.styles.element.iter(qn("w:lang")))  # of the defaults, which come first
    for place in ("w:val", "w:eastAsia"):
        language.set(qn(place), region)
    file.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), region)
    for style in list(file.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in (PLAIN, GRID):
            style.delete()
    for name, letters, points, bold, before, after in (*STYLES, (CELL, HEADS, 9, False, 0, 2)):
        style = file.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(points), bold, False
        colour = COLOUR if name in COLOURED else "141414"
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for place in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(place), letters)
        layout = style.paragraph_format
        layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.15
        borders = style.element.pPr.find(qn("w:pBdr"))
        if borders is not None:
            style.element.pPr.remove(borders)
    for name in ("Header", "Footer"):
        layout = file.styles[name].element.pPr
        layout.remove(layout.find(qn("w:tabs")))
    _set_lines(file.styles[GRID].element)
    file.styles["Quote"].paragraph_format.left_indent = Mm(8)
    file.styles["Quote"].font.italic = True


def _set_lines(style: Any) -> None:
    """Give tables fine lines between their rows, and room within them."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    properties = style.find(qn("w:tblPr"))
    for one in ("w:tblBorders", "w:tblCellMar"):
        if (there := properties.find(qn(one))) is not None:
            properties.remove(there)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>'
        for side in ("top", "bottom", "insideH")
    )
    room = '<w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    room += '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="120" w:type="dxa"/>'
    for name, inside in (("tblBorders", lines), ("tblCellMar", room)):
        properties.append(parse_xml(f"<w:{name} {nsdecls('w')}>{inside}</w:{name}>"))
