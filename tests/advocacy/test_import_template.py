"""The files to fill in speak both languages, offer what is allowed, and come back as they are."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from advocacy.importing import xlsform
from advocacy.importing.sheets import CONSENT, GUIDE, LISTS, NOT_IMPORTED
from advocacy.importing.tally import Effect
from advocacy.importing.template import workbook
from records.consent_presets import PRESETS
from records.fields import fields_of
from records.places import provinces
from records.store import Store
from records.types import NAMES, type_named
from records.types.consultation import Consultation, Delegation
from records.types.testimony import Consent, Testimony
from records.vocabulary import terms
from tests.advocacy.imports import bring

TYPES = [name for name in NAMES if name not in NOT_IMPORTED]


def opened(content: bytes) -> Any:
    """Return a workbook from its bytes."""
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("kind", TYPES)
def test_an_empty_workbook_brings_nothing_and_its_example_is_left_out(
    store: Store, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "t.xlsx"
    file.write_bytes(workbook(type_named(kind)))
    report = bring(store, file, kind)
    assert report.problems == ()
    assert all(effect == Effect() for effect in report.effects.values())
    assert report.examples >= 1
    assert report.aside == ()


@pytest.mark.parametrize("kind", TYPES)
def test_the_example_itself_would_be_accepted(store: Store, tmp_path: Path, kind: str) -> None:
    for name in ("Ministry of Examples", "Department of Examples"):
        store.add("organisation", {"name": name, "kind": "government_body"})
    record = type_named(kind)
    book = opened(workbook(record))
    sheet = book.worksheets[0]
    fields = fields_of(record)
    for number, field in enumerate(fields.values(), start=2):
        named = {"organisation"} & set(field.of)
        if field.kind in ("ref", "refs") and not named:
            sheet.cell(2, number).value = None  # there is no such record here
    sheet.cell(2, 1).value = 1
    book.save(tmp_path / "t.xlsx")
    report = bring(store, tmp_path / "t.xlsx", kind, keep_good=True)
    lacking = {f.name for f in fields.values() if f.required and f.kind in ("ref", "refs")
               and "organisation" not in f.of}  # fmt: skip
    wrong = {p.column.partition("(")[2].partition(" ")[0].strip() for p in report.problems}
    assert len(wrong) <= len(lacking), report.problems


def test_a_filled_workbook_becomes_records(store: Store, tmp_path: Path) -> None:
    book = opened(workbook(Consultation))
    main, child = book["consultations"], book["delegations"]
    columns = [str(cell.value) for cell in main[1]]
    row = {
        "Row": 1,
        "Title": "Họp",
        "Date": "15/3/2016",
        "Form of": None,
        "Province": "Hà Nội",
        "Quality of participation": "expenses paid / được chi trả chi phí",
    }
    for number, heading in enumerate(columns, start=1):
        main.cell(3, number).value = row.get(heading.split("\n")[0].removesuffix(" *"))
    child.cell(3, 1).value = 1
    people = [str(cell.value).split("\n")[0] for cell in child[1]].index("People") + 1
    child.cell(3, people).value = 12
    book.save(tmp_path / "t.xlsx")
    report = bring(store, tmp_path / "t.xlsx")
    assert report.problems == ()
    assert report.examples == 3
    (made,) = store.every(Consultation)
    assert (made.title, made.date, made.province) == ("Họp", "2016-03-15", "VN-HN")
    assert made.participation_quality == ("expenses_paid",)
    assert [one.people for one in store.where(Delegation, "consultation", made.id)] == [12]


def test_a_workbook_offers_the_words_of_each_list_in_both_languages() -> None:
    book = opened(workbook(Consultation))
    assert book[LISTS].sheet_state == "hidden"
    offered = [[str(cell.value) for cell in column if cell.value] for column in
               book[LISTS].iter_cols()]  # fmt: skip
    assert [f"{term.en} / {term.vi}" for term in terms("forum").values()] in offered
    assert [unit.name for unit in provinces().values()] in offered
    drops = {str(one.sqref): one for one in book["consultations"].data_validations.dataValidation}
    headings = [str(cell.value).split("\n")[1] for cell in book["consultations"][1]]
    for label in ("Hình thức", "Tỉnh, thành phố", "Chất lượng tham gia"):
        letter = book["consultations"].cell(1, headings.index(label) + 1).column_letter
        assert f"{letter}2:{letter}2000" in drops


def test_headings_carry_both_languages_and_a_note() -> None:
    sheet = opened(workbook(Consultation))["consultations"]
    assert sheet["B1"].value == "Title *\nTên *"
    assert sheet["B1"].comment.text == "one line\nmột dòng"
    assert sheet["A2"].value == "example / ví dụ"
    assert sheet.freeze_panes == "B2"


def test_dates_stay_as_they_are_typed() -> None:
    sheet = opened(workbook(Consultation))["consultations"]
    assert sheet.column_dimensions["D"].number_format == "@"


def test_the_workbook_of_testimonies_explains_each_decision_in_both_languages() -> None:
    book = opened(workbook(Testimony))
    said = {cell.value for row in book[CONSENT].iter_rows() for cell in row}
    for preset in PRESETS.values():
        assert {preset.allows_en, preset.allows_vi, preset.label_en, preset.label_vi} <= said
    guide = {str(cell.value) for row in book[GUIDE].iter_rows() for cell in row}
    assert any("not encrypted" in line for line in guide)


def test_a_decision_is_chosen_from_a_list(store: Store, tmp_path: Path) -> None:
    book = opened(workbook(Testimony))
    sheet = book["testimonies"]
    headings = [str(cell.value).split("\n")[0].removesuffix(" *") for cell in sheet[1]]
    row = {"Contributor": "HN-07", "Words": "Blue boxes.",
           "Consent": "count only / chỉ tính vào số liệu", "Language": "Vietnamese / tiếng Việt",
           "Given on": "1/3/2026"}  # fmt: skip
    method = terms("method")["written"]
    row["How it was given"] = f"{method.en} / {method.vi}"
    for number, heading in enumerate(headings, start=1):
        sheet.cell(3, number).value = row.get(heading)
    book.save(tmp_path / "t.xlsx")
    assert bring(store, tmp_path / "t.xlsx", "testimony").problems == ()
    assert store.every(Consent)[0].identity == "aggregate_only"


@pytest.mark.parametrize("kind", TYPES)
def test_a_form_is_one_that_odk_and_kobo_accept(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(xlsform.form(type_named(kind)))
    made = convert(path)
    assert made.warnings == []
    assert "<h:html" in made.xform
    for language in xlsform.LANGUAGES:
        assert f'lang="{language}"' in made.xform


def test_every_question_is_called_as_a_field() -> None:
    for kind in TYPES:
        record = type_named(kind)
        children = [type_named(name) for name in record.CHILDREN]
        known = {*fields_of(record), *(child.PLURAL for child in children)}
        known |= {name for child in children for name in fields_of(child)}
        if kind == "testimony":
            known |= {*fields_of(Consent), "consent", "consent_sure", "consent_part",
                      "consent_details", *(f"note_{key}" for key in PRESETS)}  # fmt: skip
        for line in list(opened(xlsform.form(record))["survey"].iter_rows(values_only=True))[1:]:
            assert line[1] is None or line[1] in known


def test_a_testimonys_form_asks_for_consent_and_twice_before_publishing() -> None:
    book = opened(xlsform.form(Testimony))
    head, *lines = book["survey"].iter_rows(values_only=True)
    rows = {line[1]: dict(zip(head, line, strict=True)) for line in lines if line[1]}
    assert rows["consent"]["type"] == "select_one consent_preset"
    assert rows["consent_sure"]["relevant"] == "${consent} = 'publish'"
    assert rows["consent_sure"]["constraint"] == ". = 'yes'"
    for key, preset in PRESETS.items():
        assert rows[f"note_{key}"]["label::Tiếng Việt (vi)"] == preset.allows_vi
        assert rows[f"note_{key}"]["relevant"] == f"${{consent}} = '{key}'"
    assert rows["given_on"]["constraint"] == ". <= today()"
    assert rows["method"]["required"] == "yes"
    assert not {"deviceid", "phonenumber", "username", "start"} & set(rows)


def test_the_version_of_a_form_changes_only_with_the_form() -> None:
    versions = [opened(xlsform.form(kind))["settings"]["C2"].value
                for kind in (Testimony, Testimony, Consultation)]  # fmt: skip
    assert versions[0] == versions[1] != versions[2]
