"""`advocacy export`: files that other programs read, and nothing in them that should not be."""

import csv
import io
import json
import re
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from advocacy.exporting.cells import as_text, cell
from advocacy.exporting.tabular import csv_of
from advocacy.exporting.workbook import workbook
from records import age, sealing
from records.attachments import attach
from records.fields import fields_of
from records.identities import identify
from records.store import Store
from records.types import type_named
from records.vault import open_vault, unlock
from tests.advocacy.conftest import Typed
from tests.builders import a_consent, a_consultation, a_testimony, one_of_each
from tests.conftest import PASSPHRASE
from tests.terminal import Terminal

MARKER = "Dau-hieu-kin"
FORMATS = ["json", "csv", "xlsx", "ics"]


def opened(folder: Path) -> Store:
    return Store(open_vault(folder, unlock(folder, PASSPHRASE)))


def everything_in(folder: Path) -> bytes:
    """Return all bytes of all files, those packed in others too."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.append(path.name.encode() + path.read_bytes())
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    found += [packed.read(name) for name in packed.namelist()]
    return b"\n".join(found)


def plant(store: Store) -> None:
    """Put the marker into every sensitive place that a vault has."""
    for record in one_of_each(store).values():
        wanted = {
            field.name: "2026-01-01" if field.kind == "day" else MARKER
            for field in fields_of(type(record)).values()
            if field.sensitive
        }
        if "words" in wanted:  # an excerpt stands in its account, before and after
            wanted["words"] = f"Thi-du {MARKER}"
        if not record.APPEND_ONLY:
            store.amend(record.id, wanted)
    account = a_testimony(store, contributor="TD-99")
    identify(store, account.id, MARKER, MARKER)
    attach(store, account, f"{MARKER}.txt", MARKER.encode())
    sealing.set_recipients(store, [age.recipient_of(age.new_identity())])
    store.seal({"contributor": MARKER, "words": MARKER, "language": "en"}, MARKER, MARKER)


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("format_", FORMATS)
def test_without_reveal_no_sensitive_word_is_in_any_file(
    typed: Typed, vault_folder: Path, tmp_path: Path, format_: str
) -> None:
    with opened(vault_folder) as store:
        plant(store)
    out = tmp_path / "out"
    said = typed("export", "--out", str(out), "--format", format_)
    assert said.code == 0
    assert MARKER.encode() not in everything_in(tmp_path / "out")
    assert MARKER not in said.out + said.err


@pytest.mark.parametrize("format_", ["json", "csv", "xlsx"])
def test_reveal_writes_sensitive_fields_and_neither_who_it_was_nor_what_is_sealed(
    typed: Typed, vault_folder: Path, tmp_path: Path, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = age.new_identity()
    key_file = tmp_path / "key"
    key_file.write_text(secret)
    with opened(vault_folder) as store:
        account = a_testimony(store, words="Loi-ke-mo")
        identify(store, account.id, "Ten-that", "So-that")
        sealing.set_recipients(store, [age.recipient_of(secret)])
        store.seal({"contributor": "KIN-1", "words": "Loi-ke-kin", "language": "en"}, "Ten-kin")
    monkeypatch.setenv("ADVOCACY_SEALING_KEY", str(key_file))
    assert "KIN-1" in typed("testimony", "list", "--json", "--reveal").out
    out = tmp_path / "out"
    assert typed("export", "--out", str(out), "--format", format_, "--reveal").code == 0
    written = everything_in(out)
    assert b"Loi-ke-mo" in written
    for kept in (b"Ten-that", b"So-that", b"KIN-1", b"Loi-ke-kin", b"Ten-kin"):
        assert kept not in written


def test_json_is_what_show_prints(terminal: Terminal) -> None:
    ref = terminal("consultation", "add", "--title", "Hearing", "--date", "2026-04-20").last
    terminal("consultation", "point", ref, "--issue", "Boxes")
    terminal("export", "--out", "out")
    file = terminal.folder / "out" / "consultation.json"
    assert json.loads(file.read_text()) == [terminal("consultation", "show", ref, "--json").json]
    assert not (terminal.folder / "out" / "point.json").exists()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_table_is_headed_by_fields_and_children_name_what_they_belong_to(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with opened(vault_folder) as store:
        meeting = a_consultation(store, topics=["a", "b"], attendees=12)
        store.add("point", {"consultation": meeting.ref, "issue": "Boxes"})
    typed("export", "--out", str(tmp_path), "--format", "csv")
    content = (tmp_path / "consultation.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfref,title,title_vi,date,")
    assert b"\r\n" in content
    (row,) = read_csv(content)
    assert row["ref"] == meeting.ref
    assert row["topics"] == "a; b"
    assert row["attendees"] == "12"
    assert set(row) - {"ref"} == set(fields_of(type_named("consultation")))
    (point,) = read_csv((tmp_path / "point.csv").read_bytes())
    assert point["consultation"] == meeting.ref


def test_a_workbook_has_a_sheet_a_type_with_its_headings_in_sight(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with opened(vault_folder) as store:
        made = one_of_each(store)
    typed("export", "--out", str(tmp_path), "--format", "xlsx")
    book = load_workbook(tmp_path / "records.xlsx")
    assert set(book.sheetnames) == set(made)
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert [one.value for one in sheet[1]] == ["ref", *fields_of(type_named(sheet.title))]
        assert all(dimension.width for dimension in sheet.column_dimensions.values())


@pytest.mark.parametrize("file", ["consultation.csv", "records.xlsx"])
def test_what_was_exported_is_what_import_brings_in(
    typed: Typed, vault_folder: Path, tmp_path: Path, file: str
) -> None:
    nasty = ["=1+1", "'=2", "''-3", "-4", "@x", "[1]", "a; b", "cộng hòa", "<b>"]
    with opened(vault_folder) as store:
        for text in nasty:
            more = {"starts_at": "09:30", "attendees": 7, "province": "VN-HN"}
            more |= {"topics": [text, "plain"], "internal_note": f"{text}\nmore"}
            a_consultation(store, title=text, **more)
    wanted = ["--format", file.partition(".")[2], "--type", "consultation", "--reveal"]
    assert typed("export", "--out", str(tmp_path), *wanted).code == 0
    other = ("--vault", str(tmp_path / "other"))
    assert typed(*other, "init", "--name", "Other").code == 0
    said = typed(*other, "import", str(tmp_path / file), "--as", "consultation")
    assert said.code == 0, said
    fields = ["title", "topics", "date", "starts_at", "attendees", "province", "internal_note"]
    listed = [
        typed(*vault_, "consultation", "list", "--json", "--reveal", "--sort", "title").json
        for vault_ in ((), other)
    ]
    first, second = ([{name: one[name] for name in fields} for one in each] for each in listed)
    assert first == second
    assert len(first) == len(nasty)


def test_only_what_was_asked_for_goes_out(typed: Typed, vault_folder: Path, tmp_path: Path) -> None:
    with opened(vault_folder) as store:
        a_consultation(store, title="Early", date="2020-01-01")
        a_consultation(store, title="Late", date="2026-01-01", forum="hearing")
        a_testimony(store)

    def titles(*words: str) -> list[str]:
        assert typed("export", "--out", str(tmp_path), "--replace", *words).code == 0
        return [one["title"] for one in json.loads((tmp_path / "consultation.json").read_text())]

    only = ("--type", "consultation")
    assert titles(*only) == ["Early", "Late"]
    assert titles(*only, "--since", "2021") == ["Late"]
    assert titles(*only, "--until", "2021") == ["Early"]
    assert titles(*only, "--where", "forum=hearing") == ["Late"]
    assert not (tmp_path / "testimony.json").exists()
    said = typed("export", "--out", str(tmp_path / "b"), "--since", "2021")
    assert "office" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "docx"],
        ["--type", "nothing"],
        ["--where", "forum=hearing"],
        ["--type", "testimony", "--where", "words=x"],
        ["--type", "testimony", "--where", "words"],
        ["--discreet"],
    ],
)
def test_what_makes_no_export_is_refused(typed: Typed, tmp_path: Path, words: list[str]) -> None:
    assert typed("export", "--out", str(tmp_path / "out"), *words).code == 2
    assert not (tmp_path / "out").exists()


def test_files_that_are_there_stay_unless_they_are_to_be_replaced(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with opened(vault_folder) as store:
        a_consultation(store)
    (tmp_path / "consultation.json").write_text("mine")
    assert typed("export", "--out", str(tmp_path)).code == 2
    assert [p.name for p in tmp_path.glob("*.json")] == ["consultation.json"]
    assert (tmp_path / "consultation.json").read_text() == "mine"
    assert typed("export", "--out", str(tmp_path), "--replace").code == 0
    assert (tmp_path / "consultation.json").read_text() != "mine"


def test_what_was_left_empty_is_named(typed: Typed, vault_folder: Path, tmp_path: Path) -> None:
    with opened(vault_folder) as store:
        a_consent(store, a_testimony(store), limits="None of this at night.")
    said = typed("export", "--out", str(tmp_path), "--format", "csv", "--json")
    assert said.json["hidden"] == {
        "consent": ["limits"],
        "testimony": ["checked_by", "words"],
    }
    assert said.json["records"]["testimony"] == 1
    assert "testimony.csv" in said.json["files"]


SIGNS = st.text(alphabet="'=+-@\t\r;\",\n aế😀<>&{%", max_size=12)
TEXTS = SIGNS | st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))


@given(TEXTS)
def test_no_cell_begins_like_a_formula_and_the_original_is_under_one_apostrophe(text: str) -> None:
    shown = as_text(text)
    assert not shown or shown[0] not in "=+-@\t\r"
    assert text == shown or (shown == f"'{text}" and text.lstrip("'")[0] in "=+-@\t\r")


@given(st.lists(TEXTS.filter(bool), min_size=1))
def test_any_text_comes_back_from_a_csv_file(texts: list[str]) -> None:
    content = csv_of(["ref", "words"], [{"ref": "x", "words": text} for text in texts])
    rows = read_csv(content)
    assert [row["words"] for row in rows] == [as_text(text) for text in texts]


@given(st.lists(TEXTS.map(lambda text: text.replace("\r", "")).filter(bool), min_size=1))
def test_any_text_comes_back_from_a_workbook_as_text(texts: list[str]) -> None:
    content = workbook({"t": (["ref", "words"], [{"ref": "x", "words": t} for t in texts])})
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    expected = [re.sub("[\ufffe\uffff]", "\ufffd", str(cell(text))) for text in texts]
    assert [one.value for one in cells] == expected
    assert {one.data_type for one in cells} <= {"s", "inlineStr"}


def test_writing_a_workbook_leaves_nothing_among_the_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "there is no such folder"))
    assert zipfile.is_zipfile(io.BytesIO(workbook({"t": (["ref"], [{"ref": "x"}])})))


def test_lists_join_unless_that_would_not_come_apart_again() -> None:
    assert cell(["a", "b"]) == "a; b"
    assert cell(["a; b", "c"]) == '["a; b", "c"]'
    assert cell(["[1]"]) == '["[1]"]'
    assert cell([("2014", 12)]) == '[["2014", 12]]'
    assert cell([]) is None
    assert as_text(-4.0) == "-4"
    assert as_text(True) == "yes"  # noqa: FBT003  (a value)


def test_a_text_that_no_cell_holds_is_refused_and_not_cut(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with opened(vault_folder) as store:
        a_consultation(store, summary="x" * 40_000)
    out = tmp_path / "out"
    said = typed("export", "--out", str(out), "--format", "xlsx")
    assert said.code == 2
    assert "summary" in said.err
    assert not out.exists()
    assert typed("export", "--out", str(out), "--format", "csv").code == 0
