"""A Word file to be filled: A4, styles with names, languages told, and nothing of who made it.

With its styles the only importer of python-docx.
"""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from advocacy.briefing.brief import Words
from advocacy.briefing.press.lettering import printable
from advocacy.briefing.word.styles import (
    ACROSS,
    CELL,
    GRID,
    set_page,
    set_styles,
    without_luggage,
)

REGIONS = {"en": "en-GB", "vi": "vi-VN", "ar": "ar-SA", "zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR"}
SHARED = {"und-Arab": "ar"}
LONGEST = 255
AFTER_BIDI = ("w:spacing", "w:ind", "w:jc")  # ISO 29500-1, 17.3.1.26 keeps an order
SHORT = 8  # rows: a table so short stays on one page
ABOVE = 3  # paragraphs that stay with the table below them: a claim, its measure, a caption
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
        self._above: list[Any] = []  # the paragraphs since the last table
        self._file: Any = Document()
        without_luggage(self._file)
        set_page(self._file.sections[0])
        set_styles(self._file, REGIONS[language])
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
        self._add(text, f"Heading {level}" if level else "Title")

    def say(self, text: Words | str | None, style: str = "Normal", *, bold: bool = False) -> None:
        """Add a text, paragraph by paragraph; nothing where there is none."""
        for part in _parts(text):
            if style == "Caption" and self._above:  # it belongs to what it was said of
                self._above[-1].paragraph_format.keep_with_next = True
            self._add(part, style, bold=bold)

    def _add(self, text: Words | str, style: str, *, bold: bool = False) -> None:
        self._above.append(self._file.add_paragraph(style=style))
        self._fill(self._above[-1], text, bold=bold)

    def table(
        self,
        name: str,
        head: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        widths: Sequence[int],
        *,
        labels: bool = False,
    ) -> None:
        """Add a table; its head is repeated on every page, and what leads to it stays with it.

        Without a head the first column says what the others are. Widths in mm; `name` is read
        aloud.
        """
        from docx.shared import Mm

        for one in self._above[-ABOVE:]:
            one.paragraph_format.keep_with_next = True
        self._above.clear()
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
