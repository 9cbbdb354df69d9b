"""A workbook to fill in: its columns in both languages, drop-downs, an example, a guide."""

import io
from typing import TYPE_CHECKING, Any

from advocacy.importing.headings import MARK, PRESET
from advocacy.importing.sheets import CONSENT as CONSENT_SHEET
from advocacy.importing.sheets import GUIDE, LISTS, children_of
from advocacy.importing.wordings import (
    CONSENT_QUESTION,
    HOW,
    Asked,
    Pair,
    asked,
    asked_of_consent,
    choices,
    decisions,
    example,
    joined,
)
from records.consent_presets import PRESETS
from records.fields import Field
from records.types.common import Record

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = 2_000
"""So many rows have drop-downs."""

AUTHOR = "advocacy"
DARK, PALE, GREY = "1F3864", "DDE3EE", "808080"
EXAMPLE: Pair = ("example", "ví dụ")
DECISION = Field(name=PRESET, kind="text", label_en="Consent", label_vi="Sự đồng ý")

ADVICE: tuple[Pair, ...] = (
    ("Fill in one row for each record, below the example. The example is not imported.",
     "Mỗi bản ghi một dòng, bên dưới dòng ví dụ. Dòng ví dụ không được nhập."),
    ("Columns with * are required. Every other cell may stay empty.",
     "Cột có dấu * là bắt buộc. Các ô khác có thể để trống."),
    ("Number the rows where another sheet belongs to them: there, 'Of row' says to which.",
     "Đánh số dòng nếu trang tính khác có dòng thuộc về dòng này: cột “Thuộc dòng” ghi số này."),
    ("Headings may be in any order, and columns that are not needed may be deleted.",
     "Thứ tự cột tùy ý; có thể xóa những cột không cần."),
    ("This file is not encrypted. Delete it, and empty the bin, once it is imported.",
     "Tệp này không được mã hóa. Sau khi nhập, hãy xóa tệp và dọn thùng rác."),
)  # fmt: skip


def workbook(record: type[Record]) -> bytes:
    """Return the workbook for a record type, with a sheet for each type of its children."""
    from openpyxl import Workbook

    book = Workbook()
    main = book.worksheets[0]
    main.title = record.PLURAL
    lists = _Lists(book)
    columns = [*asked(record)]
    if record.NAME == "testimony":
        columns += [Asked(PRESET, CONSENT_LABEL, DECISION), *asked_of_consent()]
    _sheet(main, columns, MARK[0], lists)
    guide = {record.PLURAL: columns}
    for child in children_of(record):
        of_child = [*asked(child, within=True)]
        _sheet(book.create_sheet(child.PLURAL), of_child, MARK[1], lists)
        guide[child.PLURAL] = of_child
    _guide(book.create_sheet(GUIDE), record, guide)
    if record.NAME == "testimony":
        _consent(book.create_sheet(CONSENT_SHEET))
    lists.hide()
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


CONSENT_LABEL: Pair = (DECISION.label_en, DECISION.label_vi)


class _Lists:
    """The hidden sheet from which drop-downs take their words, each list once."""

    def __init__(self, book: "Workbook") -> None:
        self.sheet = book.create_sheet(LISTS)
        self.book = book
        self.spans: dict[str, str] = {}

    def span(self, name: str, words: list[str]) -> str:
        """Return where the words of a list stand."""
        from openpyxl.utils import get_column_letter

        if name not in self.spans:
            column = len(self.spans) + 1
            for row, word in enumerate(words, start=1):
                self.sheet.cell(row, column, word)
            letter = get_column_letter(column)
            self.spans[name] = f"{LISTS}!${letter}$1:${letter}${len(words)}"
        return self.spans[name]

    def hide(self) -> None:
        """Put the sheet last and out of sight."""
        self.book.move_sheet(self.sheet, len(self.book.sheetnames))
        self.sheet.sheet_state = "hidden"


def _sheet(sheet: "Worksheet", columns: list[Asked], mark: Pair, lists: _Lists) -> None:
    _head(sheet, 1, "\n".join(mark), "")
    _show(sheet, 1, joined(EXAMPLE))
    for number, one in enumerate(columns, start=2):
        required = " *" if one.field.required else ""
        _head(sheet, number, "\n".join(f"{label}{required}" for label in one.label),
              "\n".join(dict.fromkeys(_how(one))))  # fmt: skip
        _show(
            sheet, number, joined(_first_decision()) if one.name == PRESET else example(one.field)
        )
        _offer(sheet, number, one, lists)
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "B2"


def _first_decision() -> Pair:
    return next(iter(decisions().values()))


def _how(one: Asked) -> Pair:
    return CONSENT_QUESTION if one.name == PRESET else HOW[one.field.kind]


def _head(sheet: "Worksheet", number: int, text: str, note: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    head: Any = sheet.cell(1, number, text)
    head.font = Font(bold=True, color="FFFFFF")
    head.fill = PatternFill("solid", fgColor=DARK)
    head.alignment = Alignment(wrap_text=True, vertical="center")
    if note:
        head.comment = Comment(note, AUTHOR, height=90, width=320)
    longest = max(len(line) for line in text.split("\n"))
    column = sheet.column_dimensions[get_column_letter(number)]
    column.width = min(max(longest + 3, 14), 34)
    column.number_format = "@"  # a date stays as it was typed: no program turns it round


def _show(sheet: "Worksheet", number: int, text: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell: Any = sheet.cell(2, number, text)
    cell.font = Font(italic=True, color=GREY)
    cell.fill = PatternFill("solid", fgColor=PALE)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.number_format = "@"


def _offer(sheet: "Worksheet", number: int, one: Asked, lists: _Lists) -> None:
    """Give a column the words that may be chosen; where several may, others can be typed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = decisions() if one.name == PRESET else choices(one.field)
    if not offered:
        return
    name = one.field.vocabulary or ("yes_no" if one.field.kind == "bool" else one.name)
    span = lists.span(name, [joined(pair) for pair in offered.values()])
    drop: Any = DataValidation(type="list", formula1=f"={span}", allow_blank=True)
    drop.showErrorMessage = one.name == PRESET or one.field.kind in ("term", "bool")
    drop.error = joined(HOW["term"])
    letter = get_column_letter(number)
    drop.add(f"{letter}2:{letter}{ROWS}")
    sheet.add_data_validation(drop)


def _guide(sheet: "Worksheet", record: type[Record], columns: dict[str, list[Asked]]) -> None:
    lines: list[tuple[str, ...]] = [("English", "Tiếng Việt"), record.LABELS, *ADVICE, ()]
    for name, asked_for in columns.items():
        lines.append((name,))
        for one in asked_for:
            required = " *" if one.field.required else ""
            how = _how(one)
            lines.append(
                (f"{one.label[0]}{required}: {how[0]}", f"{one.label[1]}{required}: {how[1]}")
            )
        lines.append(())
    _lines(sheet, lines)


def _consent(sheet: "Worksheet") -> None:
    lines: list[tuple[str, ...]] = [("English", "Tiếng Việt"), CONSENT_QUESTION, ()]
    for preset in PRESETS.values():
        lines += [(preset.label_en, preset.label_vi), (preset.allows_en, preset.allows_vi), ()]
    lines.append(
        ("Left empty, no consent is recorded, and nothing of the account is printed.",
         "Để trống nghĩa là chưa ghi nhận sự đồng ý, và không phần nào của lời kể được in.")
    )  # fmt: skip
    _lines(sheet, lines)


def _lines(sheet: "Worksheet", lines: list[tuple[str, ...]]) -> None:
    from openpyxl.styles import Alignment, Font

    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            cell: Any = sheet.cell(number, column, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1 or len(line) == 1)
    for letter in "AB":
        sheet.column_dimensions[letter].width = 64
