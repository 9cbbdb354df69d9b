"""Files are read in the encodings and shapes that people have; what would hurt is refused."""

import io
import zipfile
from pathlib import Path

import pytest

from advocacy.files import BadInputFile
from advocacy.importing import rows, textfile, workbook
from advocacy.importing.reading import opened
from records.store import Store
from records.types.consultation import Consultation
from tests.advocacy.imports import bring, csv_file, json_file, xlsx_file

ROWS = [["Tên", "Ngày"], ["Họp ở Đắk Lắk", "15/3/2016"]]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_file_is_read_as_programs_write_it(
    store: Store, tmp_path: Path, sign: str, encoding: str
) -> None:
    bring(store, csv_file(tmp_path / "m.csv", ROWS, sign=sign, encoding=encoding))
    assert [one.title for one in store.every(Consultation)] == ["Họp ở Đắk Lắk"]


def test_text_of_old_vietnamese_windows_is_read_and_told(store: Store, tmp_path: Path) -> None:
    # cp1258 has the marks of tones apart from their letters.
    text = "title\nHo\u0323p \u01a1\u0309 \u0110a\u0306\u0301k La\u0306\u0301k\n"
    composed = text.replace("a\u0306", "ă")
    (tmp_path / "m.csv").write_bytes(composed.encode("cp1258"))
    assert opened(tmp_path / "m.csv").encodings == ("cp1258",)
    bring(store, tmp_path / "m.csv")
    assert [one.title for one in store.every(Consultation)] == ["Họp ở Đắk Lắk"]


def test_text_with_its_marks_apart_is_joined(store: Store, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("Te\u0302n\nHo\u0323p\n", encoding="utf-8")
    bring(store, tmp_path / "m.csv")
    assert [one.title for one in store.every(Consultation)] == ["Họp"]


def test_the_sign_may_be_named_in_the_first_line(store: Store, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text('sep=;\ntitle;room\n"A, B, C, D";1\n')
    bring(store, tmp_path / "m.csv")
    assert [one.title for one in store.every(Consultation)] == ["A, B, C, D"]


def test_a_formula_is_text_and_never_calculated(store: Store, tmp_path: Path) -> None:
    book = xlsx_file(tmp_path / "m.xlsx", {"s": [["title", "room", "attendees"],
                                                 ["=1+1", "'=HYPERLINK(1)", 2]]})  # fmt: skip
    bring(store, book)
    made = store.every(Consultation)[0]
    assert (made.title, made.room) == ("=1+1", "=HYPERLINK(1)")
    wrong = xlsx_file(tmp_path / "n.xlsx", {"s": [["title", "attendees"], ["x", "=1+1"]]})
    assert bring(store, wrong).bad_cells == 1


def test_what_our_export_quotes_is_read_back(store: Store, tmp_path: Path) -> None:
    from advocacy.exporting.tabular import csv_of

    said = ["=x", "+x", "-x", "@x", "'=x", "''@x", "'x", "x"]
    content = csv_of(["title"], [{"title": one} for one in said])
    (tmp_path / "m.csv").write_bytes(content)
    bring(store, tmp_path / "m.csv")
    assert [one.title for one in store.every(Consultation)] == said


def test_a_workbook_that_says_nothing_of_its_size_is_read_whole(
    store: Store, tmp_path: Path
) -> None:
    book = xlsx_file(tmp_path / "m.xlsx", {"s": [["title"], ["One"], ["Two"]]})
    _changed(book, "xl/worksheets/sheet1.xml", b"<sheetData>",
             b'<dimension ref="A1"/><sheetData>')  # fmt: skip
    bring(store, book)
    assert len(store.every(Consultation)) == 2


def test_hidden_sheets_are_not_read(store: Store, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    first, second = book.worksheets[0], book.create_sheet("consultation")
    first.append(["title"])
    first.append(["Seen"])
    second.append(["title"])
    second.append(["Hidden"])
    second.sheet_state = "hidden"
    book.save(tmp_path / "m.xlsx")
    bring(store, tmp_path / "m.xlsx")
    assert [one.title for one in store.every(Consultation)] == ["Seen"]


def _shared(path: Path, texts: list[str]) -> Path:
    """Write a workbook as Excel does: its texts in one part, which the cells point to."""
    xlsx_file(path, {"s": [["x"] for _text in texts]})
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>'
                    for n in range(1, len(texts) + 1))  # fmt: skip
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
    )
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = parts["[Content_Types].xml"]
    if "sharedStrings" not in types:
        parts["[Content_Types].xml"] = types.replace(
            "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def test_texts_that_excel_keeps_in_one_place_are_read(store: Store, tmp_path: Path) -> None:
    bring(store, _shared(tmp_path / "m.xlsx", ["title", "Họp"]))
    assert [one.title for one in store.every(Consultation)] == ["Họp"]


def _changed(book: Path, part: str, old: bytes, new: bytes) -> None:
    """Write a workbook anew with one of its parts changed."""
    with zipfile.ZipFile(book) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def refused(path: Path) -> str:
    """Return why a file is refused."""
    with pytest.raises(BadInputFile) as refusal:  # noqa: PT012  (somewhere on the way)
        handed = opened(path)
        for grid in handed.grids:
            list(grid.lines())
        list(handed.objects.rows() if handed.objects else ())
    assert path.name in str(refusal.value)
    assert refusal.value.code == 8
    return str(refusal.value)


def test_a_file_that_is_not_there_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "m.csv")
    assert "no file" in refused(tmp_path)
    (tmp_path / "m.pdf").write_bytes(b"%PDF")
    assert "xlsx" in refused(tmp_path / "m.pdf")


def test_a_workbook_with_a_wrong_ending_is_refused(tmp_path: Path) -> None:
    book = xlsx_file(tmp_path / "m.xlsx", {"s": ROWS})
    assert "right ending" in refused(book.rename(tmp_path / "m.csv"))
    text = csv_file(tmp_path / "n.csv", ROWS).rename(tmp_path / "n.xlsx")
    assert "workbook" in refused(text)
    (tmp_path / "o.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "password" in refused(tmp_path / "o.xlsx")
    assert "no JSON" in refused(csv_file(tmp_path / "p.json", ROWS))


def test_nul_bytes_and_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes(b"title\nOne\0Two\n")
    assert "NUL" in refused(tmp_path / "m.csv")
    (tmp_path / "n.csv").write_bytes(b"title\n\xff\xfe\xd2\x00\n")
    assert "NUL" in refused(tmp_path / "n.csv")
    (tmp_path / "o.csv").write_bytes("tên".encode("utf-16-le") + b"\xd8")
    refused(tmp_path / "o.csv")


def test_a_workbook_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = xlsx_file(tmp_path / "w.xlsx", {"s": ROWS * 50}).read_bytes()
    for part in (0.2, 0.5, 0.9, 0.999):
        (tmp_path / "m.xlsx").write_bytes(whole[: int(len(whole) * part)])
        refused(tmp_path / "m.xlsx")


def test_a_spoilt_workbook_is_refused_or_read_and_never_a_bug(tmp_path: Path) -> None:
    whole = bytearray(xlsx_file(tmp_path / "w.xlsx", {"s": ROWS * 50}).read_bytes())
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0xFF
        (tmp_path / "m.xlsx").write_bytes(spoilt)
        try:
            for grid in opened(tmp_path / "m.xlsx").grids:
                list(grid.lines())
        except BadInputFile:
            continue


def test_a_zip_bomb_is_refused_before_it_unpacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LARGEST_WHOLE", 5_000_000)
    book = xlsx_file(tmp_path / "m.xlsx", {"s": ROWS})
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet2.xml", bytes(6_000_000))
    assert book.stat().st_size < 20_000
    assert "far more" in refused(book)


def test_strings_that_would_be_held_in_memory_whole_have_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LARGEST_KEPT", 50_000)
    book = _shared(tmp_path / "m.xlsx", [f"text {n}" * 9 for n in range(2_000)])
    assert "far more" in refused(book)


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    book = xlsx_file(tmp_path / "m.xlsx", {"s": ROWS})
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lines}]>'.encode()
    _changed(book, "xl/worksheets/sheet1.xml", b"<worksheet", bomb + b"<worksheet")
    assert "document type" in refused(book)


def test_ten_thousand_columns_are_refused(tmp_path: Path) -> None:
    wide = [[f"h{n}" for n in range(10_000)]]
    assert "10000 columns" in refused(csv_file(tmp_path / "m.csv", wide))
    assert "2000 columns" in refused(xlsx_file(tmp_path / "m.xlsx", {"s": wide}))


def test_a_huge_cell_is_refused(tmp_path: Path) -> None:
    huge = [["title"], ["x" * 2_000_000]]
    assert "long" in refused(csv_file(tmp_path / "m.csv", huge))
    assert "signs" in refused(csv_file(tmp_path / "n.csv", [["title"], ["x" * 5_000_000]]))
    book = _shared(tmp_path / "m.xlsx", ["title", "x" * 2_000_000])
    assert "a cell of more than" in refused(book)
    (tmp_path / "m.ndjson").write_text('{"title": "' + "x" * 5_000_000 + '"}')
    assert "no JSON" in refused(tmp_path / "m.ndjson")


def test_a_far_cell_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = xlsx_file(tmp_path / "m.xlsx", {"s": [["title"], ["One"]]})
    _changed(book, "xl/worksheets/sheet1.xml", b'r="A2"', b'r="XFD2"')
    (grid,) = opened(book).grids
    assert max(len(cells) for _number, cells in grid.lines()) == 16_384


def test_more_rows_than_a_sheet_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (textfile, workbook, rows):
        monkeypatch.setattr(module, "MOST_ROWS", 3)
    assert "more rows" in refused(csv_file(tmp_path / "m.csv", [["x"]] * 4))
    assert "more rows" in refused(xlsx_file(tmp_path / "m.xlsx", {"s": [["x"]] * 4}))


def test_a_quotation_mark_that_does_not_close_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text('title\n"One\nTwo\n')
    assert "quotation mark" in refused(tmp_path / "m.csv")


def test_json_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text('[{"title": "One"},\n{"title": }]')
    assert "line 2" in refused(tmp_path / "m.json")
    (tmp_path / "m.ndjson").write_text('{"title": "One"}\n{"title": NaN}\n')
    assert "line 2" in refused(tmp_path / "m.ndjson")
    assert "item 2" in refused(json_file(tmp_path / "n.json", [{"title": "x"}, 3]))
    (tmp_path / "o.json").write_text("[" * 200_000)
    assert "no JSON" in refused(tmp_path / "o.json")
    (tmp_path / "p.json").write_text('{"a":' * 50 + "1" + "}" * 50)
    assert "too deep" in refused(tmp_path / "p.json")


def test_an_archive_without_tables_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as packed:
        packed.writestr("media/1.jpg", b"x")
    assert "no csv" in refused(tmp_path / "m.zip")
    (tmp_path / "n.zip").write_bytes(b"PK\x03\x04 cut off")
    assert "cut off" in refused(tmp_path / "n.zip")


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advocacy.importing import reading

    monkeypatch.setattr(reading, "LARGEST_FILE", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("form.csv", "x\n" * 1_000_000)
    (tmp_path / "m.zip").write_bytes(packed.getvalue())
    assert "far more" in refused(tmp_path / "m.zip")


@pytest.mark.parametrize("ending", ["", ".csv"])
def test_a_text_in_the_place_of_a_file_is_refused_and_not_said_again(
    tmp_path: Path, ending: str
) -> None:
    with pytest.raises(BadInputFile) as refused:
        opened(tmp_path / ("they took the boxes " * 20 + ending))
    assert "boxes" not in str(refused.value)
