"""The finished file: archival, accessible, and the same every time."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from advocacy.briefing.brief import Language
from advocacy.briefing.designs import home
from tests.advocacy.briefs import handout, staff_paper
from tests.advocacy.papers import (
    HANDOUT,
    STAFF,
    assert_conforms,
    pages_of,
    paper,
    printed,
    structure,
)

PAPERS: list[tuple[Any, Language]] = [
    ("handout", "en"), ("handout", "vi"), ("staff", "en"), ("staff", "vi"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "language"), PAPERS)
def test_every_paper_is_pdf_a_2a_and_pdf_ua_1(name: Any, language: Language) -> None:
    assert_conforms(paper(name, language))


@pytest.mark.parametrize(("name", "language"), PAPERS)
def test_every_page_says_that_it_is_a_draft(name: Any, language: Language) -> None:
    assert all("BẢN NHÁP · DRAFT" in text for text in pages_of(paper(name, language)))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_page_of_the_staff_paper_says_that_it_is_internal(language: Language) -> None:
    assert all("LƯU HÀNH NỘI BỘ · INTERNAL" in text for text in pages_of(paper("staff", language)))


def test_a_paper_that_is_no_draft_does_not_say_so() -> None:
    for brief, design in ((handout(draft=False), HANDOUT), (staff_paper(draft=False), STAFF)):
        assert "DRAFT" not in "".join(pages_of(printed(brief, design)))


def test_pages_are_numbered_in_the_packs_language() -> None:
    english, vietnamese = pages_of(paper("handout", "en")), pages_of(paper("handout", "vi"))
    assert f"Page 2 of {len(english)}" in english[1]
    assert f"Trang 2/{len(vietnamese)}" in vietnamese[1]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert printed(handout()) == paper("handout", "en")


def test_the_file_names_its_maker_and_title_and_neither_day_nor_place() -> None:
    with pikepdf.open(BytesIO(paper("handout", "en"))) as pdf:
        assert str(pdf.docinfo["/Author"]) == handout().office.name.text
        assert str(pdf.docinfo["/Title"]) == handout().title.text
        assert str(pdf.Root.Lang) == "en"
        assert {"/CreationDate", "/ModDate"}.isdisjoint(pdf.docinfo.keys())
        assert "/Filter" not in pdf.Root.Metadata
        metadata = pdf.Root.Metadata.read_bytes()
        plain = BytesIO()
        pdf.save(plain, qdf=True)
    assert b"Date>" not in metadata
    for place in (str(home()), str(Path.home()), "advocacy-fonts-", "pack.invalid"):
        assert place.encode() not in plain.getvalue()


def test_sections_and_asks_are_bookmarked() -> None:
    with pikepdf.open(BytesIO(paper("handout", "en"))) as pdf, pdf.open_outline() as outline:
        sections = {item.title: item for item in outline.root[0].children}
        asks = sections["What we ask"].children[0].children
        assert asks[0].title == handout().requests[0].text.text


def test_only_the_programs_fonts_are_used() -> None:
    with pikepdf.open(BytesIO(paper("staff", "vi"))) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        names = {str(one.BaseFont).partition("+")[2] for one in found if "/BaseFont" in one}
    assert names
    assert all(name.startswith(("Be-Vietnam-Pro", "Source-Serif-4")) for name in names)


def test_the_structure_tells_the_language_of_a_text_in_another_one() -> None:
    # WeasyPrint has no public way to it: this notices when the private one is gone.
    with pikepdf.open(BytesIO(paper("handout", "en"))) as pdf:
        told = {str(place.Lang) for place in structure(pdf) if "/Lang" in place}
    assert told == {"vi"}


def test_header_cells_tell_what_they_are_the_head_of() -> None:
    with pikepdf.open(BytesIO(paper("handout", "en"))) as pdf:
        scopes = [str(place.A.Scope) for place in structure(pdf) if place.S == "/TH"]
    assert set(scopes) == {"/Column", "/Row"}


def test_running_heads_are_not_read_as_text() -> None:
    heads = ("Lotus Network", "BẢN NHÁP · DRAFT", "What we ask", "LN-2016-K7Q", "Page 3 of")
    assert all(head in pages_of(paper("handout", "en"))[2] for head in heads)
    with pikepdf.open(BytesIO(paper("handout", "en"))) as pdf:
        content = pdf.pages[2].Contents.read_bytes()
        places = pdf.Root.StructTreeRoot.ParentTree.Nums[5]
        assert content.count(b"/Artifact <</Type /Pagination>> BDC") == len(heads)
        assert sum(1 for place in places if place is None) == len(heads)


def test_a_page_reads_back_in_the_order_in_which_it_is_seen() -> None:
    text = "".join(pages_of(paper("handout", "en")))
    marks = (
        "What we ask\nTraining",
        "A1 End",
        "A2 Give",
        "The evidence\nE1 Most",
        "E2 People",
        "Voices\nV1 “They",
        "V3 She",
        "told us\nin all",
    )
    places = [text.rindex(mark) for mark in marks]
    assert places == sorted(places)


def test_qpdf_finds_no_fault() -> None:
    with pikepdf.open(BytesIO(paper("handout", "vi"))) as pdf:
        assert pdf.check_pdf_syntax() == []
