"""`advocacy import` at the terminal: exit codes, what it says, whose words it never says."""

import json
from pathlib import Path

import pytest

from tests.advocacy.imports import csv_file, json_file, xlsx_file
from tests.terminal import Terminal

MARK = "zinnober"
"""Stands in the words of people; it must not be in any message."""


def test_a_file_is_imported_once(terminal: Terminal) -> None:
    csv_file(terminal.folder / "m.csv", [["Tên", "Ngày"], ["Họp", "15/3/2016"]])
    tried = terminal("import", "m.csv", "--as", "consultation", "--dry-run")
    assert tried.out == "consultation: 1 new, 0 changed, 0 unchanged\n"
    assert "nothing was written" in tried.err
    assert terminal("consultation", "list", "--json").json == []
    assert terminal("import", "--as", "consultation", "m.csv").out == tried.out
    again = terminal("import", "file", "m.csv", "--as", "consultation", "--json").json
    assert again["effects"]["consultation"]["unchanged"] == 1
    (kept,) = terminal("consultation", "list", "--json").json
    assert kept["date"] == "2016-03-15"


def test_bad_cells_are_all_named_and_end_with_eight(terminal: Terminal) -> None:
    xlsx_file(terminal.folder / "m.xlsx", {
        "Meetings": [["title", "date"], ["One", "2016"], ["Two", "31/2/2016"]], "Other": [["x"]],
    })  # fmt: skip
    said = terminal.run("import", "m.xlsx", "--as", "consultation")
    assert said.code == 8
    assert "m.xlsx, sheet Meetings, row 3, column B (date): found '31/2/2016', expected" in said.err
    assert "nothing was written" in said.err
    assert terminal("consultation", "list", "--json").json == []
    kept = terminal.run("import", "m.xlsx", "--as", "consultation", "--keep-good", "--json")
    assert kept.code == 8
    assert kept.json["written"]
    assert kept.json["problems"][0] | {"found": "", "expected": ""} == {
        "sheet": "Meetings", "row": 3, "column": "B (date)",
        "found": "", "expected": "", "hint": "",
    }  # fmt: skip
    assert len(terminal("consultation", "list", "--json").json) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["m.csv"], 2), (["m.csv", "--as", "issue"], 2), (["m.csv", "--as", "x"], 2),
        (["none.csv", "--as", "consultation"], 8), ([], 2),
        (["m.csv", "--as", "consultation", "--map", "none.json"], 8),
        (["m.csv", "--as", "organisation"], 8), (["template", "consultation"], 2),
        (["template", "x", "--out", "x.xlsx"], 2), (["template", "ask", "--out", "x.csv"], 2),
    ],
)  # fmt: skip
def test_what_cannot_be_done_ends_with_its_code(
    terminal: Terminal, words: list[str], code: int
) -> None:
    csv_file(terminal.folder / "m.csv", [["Tên", "Ngày"], ["Họp", "15/3/2016"]])
    assert terminal.run("import", *words).code == code


def test_no_word_of_a_person_is_in_any_message(terminal: Terminal) -> None:
    folder = terminal.folder
    head = ["contributor", "words", "language", "place", "age_band", "collected_on", "province",
            "subject", "checked_by", "support_offered", "event_date"]  # fmt: skip
    story = f"{MARK} told us"
    shifted = [story, story, *([story] * 9)]
    files = [
        csv_file(folder / "shifted.csv", [head, shifted]),
        csv_file(folder / "none.csv", [[story, MARK], [story, story]]),
        csv_file(folder / "beyond.csv", [head, ["HN-1", "x", "vi", *([""] * 8), story]]),
        csv_file(folder / "mostly.csv", [["contributor", MARK, story], ["HN-1", story, "x"]]),
        csv_file(folder / "one.csv", [["contributor", "words", "language"], ["HN-1", story, MARK],
                                      ["HN-1", MARK * 400_000, "vi"]]),
        json_file(folder / "j.json", [{"contributor": "HN-1", "words": [story], "language": MARK}]),
        xlsx_file(folder / "x.xlsx", {"s": [head, shifted]}),
    ]  # fmt: skip
    (folder / "cut.csv").write_text(f'contributor,words\nHN-1,"{story}')
    (folder / "cut.json").write_text(f'[{{"words": "{story}"')
    for file in [*files, folder / "cut.csv", folder / "cut.json"]:
        for more in ([], ["--json"], ["--keep-good"], ["--dry-run"], ["--key", "contributor"]):
            said = terminal.run("import", file.name, "--as", "testimony", *more)
            assert said.code == 8, (file, said)
            assert MARK not in said.out + said.err, file


def test_a_testimony_that_comes_without_consent_is_told(terminal: Terminal) -> None:
    csv_file(terminal.folder / "t.csv", [
        ["contributor", "words", "language"], ["HN-1", "Boxes.", "vi"], ["HN-2", "Bags.", "vi"],
    ])  # fmt: skip
    said = terminal("import", "t.csv", "--as", "testimony")
    assert "without consent: 2" in said.err
    assert terminal("consent", "list", "--json").json == []


def test_the_encoding_is_told_where_it_is_not_the_usual_one(terminal: Terminal) -> None:
    (terminal.folder / "m.csv").write_bytes("Title\nHôm nay \u00f0".encode("cp1258", "ignore"))
    assert "cp1258" in terminal("import", "m.csv", "--as", "consultation").err


def test_templates_are_written_and_not_overwritten(terminal: Terminal) -> None:
    words = ("import", "template", "testimony", "--out", "t.xlsx")
    assert terminal(*words).last == "t.xlsx"
    assert terminal.run(*words).code == 2
    terminal(*words, "--replace", "--xlsform")
    assert "Examples left out" not in terminal.run("import", "t.xlsx", "--as", "testimony").err
    named = terminal.folder / "template"
    csv_file(named.with_suffix(".csv"), [["Tên"], ["Họp"]])
    assert terminal("import", "./template.csv", "--as", "consultation").code == 0


def test_a_templates_lists_have_the_vaults_own_words(terminal: Terminal) -> None:
    from openpyxl import load_workbook

    terminal("vocabulary", "add", "forum", "radio_talk", "--en", "radio talk", "--vi", "tọa đàm")
    terminal("import", "template", "consultation", "--out", "c.xlsx")
    lists = load_workbook(terminal.folder / "c.xlsx")["lists"]
    assert "radio talk / tọa đàm" in {cell.value for row in lists.iter_rows() for cell in row}


def test_a_template_needs_no_vault(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal("import", "template", "ask", "--out", "a.xlsx",
                    ADVOCACY_VAULT=str(tmp_path / "none"), ADVOCACY_PASSPHRASE="")  # fmt: skip
    assert said.last == "a.xlsx"


def test_a_mapping_file_and_a_key_column_work_at_the_terminal(terminal: Terminal) -> None:
    folder = terminal.folder
    (folder / "map.json").write_text(json.dumps({"columns": {"Was": "title"}, "ignore": ["Ort"]}))
    head = ["Nr", "Was", "Ort"]
    csv_file(folder / "m.csv", [head, ["1", "Besuch", "da"]])
    words = ("--as", "consultation", "--map", "map.json", "--key", "Nr")
    terminal("import", "m.csv", *words)
    csv_file(folder / "m.csv", [head, ["1", "Besuch!", "da"]])
    assert "1 changed" in terminal("import", "m.csv", *words).out


def test_what_export_wrote_is_read_back_unchanged(terminal: Terminal) -> None:
    terminal("organisation", "add", "--name", "=Ministry", "--kind", "government_body")
    made = terminal("consultation", "add", "--title", "One; two", "--host", "=Ministry",
                    "--topics", "a; b", "--topics", "c", "--date", "about 2008").last  # fmt: skip
    terminal("consultation", "delegation", made, "--people", "3")
    for format_, name in (("csv", "consultation.csv"), ("xlsx", "records.xlsx"),
                          ("json", "consultation.json")):  # fmt: skip
        terminal("export", "--out", format_, "--format", format_)
        said = terminal("import", f"{format_}/{name}", "--as", "consultation", "--json").json
        assert said["effects"]["consultation"]["unchanged"] == 1, (format_, said)
        assert said["effects"].get("delegation", {"unchanged": 1})["unchanged"] == 1
