"""A Word file to be filled: A4, styles with names, languages told, and nothing of who made it.

The only importer of python-docx.
"""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from advocacy.briefing.brief import Words
from advocacy.briefing.press.lettering import printable

TEXT, HEADS = "Times New Roman", "Arial"  # on every machine with Word, and metric twins elsewhere
COLOUR = "7A1F3D"
REGIONS = {"en": "en-GB", "vi": "vi-VN", "ar": "ar-SA", "zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR"}
SHARED = {"und-Arab": "ar"}
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
LONGEST = 255
AFTER_BIDI = ("w:spacing", "w:ind", "w:jc")  # ISO 29500-1, 17.3.1.26 keeps an order
SHORT = 8  # rows: a table so short stays on one page
NOTHING = "\u00a0"  # in the corner of a table that needs no word
DRAFT = "BẢN NHÁP · DRAFT"


class Line(NamedTuple):
    """A paragraph: what it says, and whether it is set off."""

    text: Words | str
    bold: bool = False


Cell = Line | str | Words | Sequence[Line]


class WordFile:
    """Grows from top to bottom; its bytes depend on nothing but what was put in."""

    def __init__(
        self, language: str, *, title: str, author: str, identifier: str, on: date
    ) -> None:
        from docx import Document

        self.language = language
        self._file: Any = Document()
        _without_luggage(self._file)
        _set_page(self._file.sections[0])
        _set_styles(self._file, REGIONS[language])
        said = self._file.core_properties
        day = datetime(on.year, on.month, on.day)  # noqa: DTZ001  (a day: no clock is told)
        said.title, said.author = _property(title), _property(author)
        said.last_modified_by = said.author
        said.created = said.modified = day
        said.comments, said.identifier, said.language = "", _property(identifier), REGIONS[language]

    def running(self, left: str, page_words: tuple[str, str, str], *, draft: bool) -> None:
        """Set what runs at head and foot of every page."""
        section = self._file.sections[0]
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        if draft:
            head.alignment = 1
            head.add_run(DRAFT).bold = True
        _ends_right(foot)
        foot.add_run(f"{printable(left)}\t")
        before, between, after = page_words
        for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            if words:
                foot.add_run(words)
            if field:
                _field(foot, field)

    def heading(self, level: int, text: Words | str) -> None:
        """Begin a section: levels 1 to 3; 0 is the title."""
        self._fill(self._file.add_paragraph(style=f"Heading {level}" if level else "Title"), text)

    def say(self, text: Words | str | None, style: str = "Normal", *, bold: bool = False) -> None:
        """Add a text, paragraph by paragraph; nothing where there is none."""
        for part in _parts(text):
            self._fill(self._file.add_paragraph(style=style), part, bold=bold)

    def title_of_table(self, text: str) -> None:
        """Add a line that stays with the table after it."""
        self.say(text, "Caption")
        self._file.paragraphs[-1].paragraph_format.keep_with_next = True

    def table(
        self,
        name: str,
        head: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        widths: Sequence[int],
        *,
        labels: bool = False,
    ) -> None:
        """Add a table; its head is repeated on every page. Widths in mm.

        Without a head the first column says what the others are. `name` is read aloud.
        """
        from docx.shared import Mm

        made = self._file.add_table(rows=0, cols=len(widths), style=GRID)
        made.autofit = False
        _name(made, name, labels=labels or not head)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        if head:
            self._row(made, [Line(one or NOTHING, bold=True) for one in head], widths, head=True)
        rows = list(rows)
        for number, row in enumerate(rows, start=1):
            told = [_set_off(row[0]), *row[1:]] if labels or not head else row
            self._row(made, told, widths, tied=number < len(rows) <= SHORT)
        self._file.add_paragraph().paragraph_format.space_after = 0

    def _row(
        self,
        table: Any,
        cells: Sequence[Cell],
        widths: Sequence[int],
        *,
        head: bool = False,
        tied: bool = False,
    ) -> None:
        """Add a row; one that is `tied` stays on the page of the next."""
        from docx.oxml import OxmlElement
        from docx.shared import Mm

        row = table.add_row()
        for mark in ("w:cantSplit", *(("w:tblHeader",) if head else ())):
            row._tr.get_or_add_trPr().append(OxmlElement(mark))  # noqa: SLF001  (no public way)
        for cell, said, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.style = CELL
            for number, line in enumerate(_lines(said)):
                place = paragraph if number == 0 else cell.add_paragraph(style=CELL)
                place.paragraph_format.keep_with_next = True if head or tied else None
                self._fill(place, line.text, bold=line.bold or head)

    def _fill(self, paragraph: Any, text: Words | str, *, bold: bool = False) -> None:
        """Write a text into a paragraph, in its own language and direction."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        words = text if isinstance(text, Words) else Words(text, self.language)
        run = paragraph.add_run(printable(words.text))
        run.bold = True if bold else None
        # Word needs a language for a script that several share: the one it is set most in.
        tongue = SHARED.get(words.tongue, words.tongue).partition("-")[0]
        if tongue != self.language and tongue in REGIONS:
            told = OxmlElement("w:lang")
            for place in ("w:val", "w:eastAsia", "w:bidi"):
                told.set(qn(place), REGIONS[tongue])
            run._r.get_or_add_rPr().append(told)  # noqa: SLF001  (no public way)
        if words.from_right:
            layout = paragraph._p.get_or_add_pPr()  # noqa: SLF001  (no public way)
            layout.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
            run.font.rtl = True

    def bytes(self) -> bytes:
        """Return the file, with no time of its making in it."""
        raw, bare = BytesIO(), BytesIO()
        self._file.save(raw)
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(bare, "w") as target:
            for name in source.namelist():
                member = zipfile.ZipInfo(name)  # 1980: the first day that a zip knows
                member.compress_type = zipfile.ZIP_DEFLATED
                member.create_system = 0
                target.writestr(member, source.read(name))
        return bare.getvalue()


def _set_off(cell: Cell) -> Cell:
    return Line(cell, bold=True) if isinstance(cell, (str, Words)) else cell


def _property(text: str) -> str:
    """Return a text as the properties take it: they hold 255 signs."""
    text = " ".join(str(printable(text)).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _parts(text: Words | str | None) -> list[Words | str]:
    if not text:
        return []
    if isinstance(text, str):
        return [text]
    return [Words(part, text.language) for part in text.paragraphs]


def _lines(cell: Cell) -> list[Line]:
    """Return what stands in a cell, a line to a paragraph; a dash where there is nothing."""
    if isinstance(cell, (str, Words)):
        cell = Line(cell)
    given = [cell] if isinstance(cell, Line) else list(cell)
    return [Line(part, line.bold) for line in given for part in _parts(line.text)] or [Line("–")]


def _without_luggage(file: Any) -> None:
    for holder in (file.part.package, file.part):
        rels = holder.rels
        for key in [k for k, r in rels.items() if any(w in r.reltype for w in LEFT_BEHIND)]:
            del rels[key]
    settings = file.settings.element
    for one in list(settings):
        if one.tag.endswith(("}rsids", "}docId", "}savePreviewPicture", "}proofState", "}zoom")):
            settings.remove(one)


def _set_page(section: Any) -> None:
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(INNER), Mm(OUTER)
    section.top_margin, section.bottom_margin = Mm(25), Mm(25)
    section.header_distance = section.footer_distance = Mm(12)


def _set_styles(file: Any, region: str) -> None:
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


def _name(table: Any, name: str, *, labels: bool) -> None:
    """Say what a table is, and which of its cells are heads (ISO 29500-1, 17.4)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table._tbl.tblPr  # noqa: SLF001  (no public way)
    look = properties.find(qn("w:tblLook"))
    for mark, on in (("w:firstColumn", labels), ("w:noVBand", True), ("w:firstRow", True)):
        look.set(qn(mark), "1" if on else "0")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), printable(name))
    properties.append(caption)


def _ends_right(paragraph: Any) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(ACROSS), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Any, name: str) -> None:
    """Add a number that Word fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)  # noqa: SLF001  (no public way)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
