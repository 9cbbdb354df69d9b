"""Designs: found by name or folder, read once, and nothing beside them."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pikepdf
import pytest
from PIL import Image

from advocacy.briefing.brief import Letter, Picture
from advocacy.briefing.designs import Design, DesignTooLarge, NoSuchDesign, design_named, home
from advocacy.briefing.press.filling import BrokenDesign, to_html
from advocacy.briefing.press.typesetting import ForbiddenFetch, laid_out
from tests.advocacy.briefs import en, handout
from tests.advocacy.papers import HANDOUT, assert_conforms, pages_of, printed, structure

PAGE = """<html lang="{{ brief.language }}"><head><title>{{ brief.title.text }}</title>
<link rel="stylesheet" href="page.css"></head><body><h1>{{ _("Voices") }}</h1></body></html>"""


def empty_design(folder: Path) -> Path:
    for name in ("page.html", "page.css"):
        (folder / name).write_text("")
    return folder


def test_a_design_in_a_folder_of_ones_own_prints(tmp_path: Path) -> None:
    own = tmp_path / "ours"
    own.mkdir()
    (own / "page.html").write_text(PAGE)
    (own / "page.css").write_text("@import url(../common/type.css); h1 { color: #000 }")
    design = design_named(own)
    assert design.name == "ours"
    assert design.files["common/type.css"] == HANDOUT.files["common/type.css"]
    assert "Voices" in pages_of(printed(handout(), design))[0]


@pytest.mark.parametrize("name", ["handout", "submission", "bilingual"])
def test_a_copied_design_prints_what_the_first_one_does(tmp_path: Path, name: str) -> None:
    copytree(home() / name, tmp_path / "ours")
    own, brief = design_named(tmp_path / "ours"), handout(letter=Letter("", "", (), (), "", None))
    assert to_html(brief, own) == to_html(brief, design_named(name))
    for file in (tmp_path / "ours").iterdir():  # what it asks for is its own
        file.write_text(file.read_text().replace("<h2>", '<h2 class="mine">'))
    assert 'class="mine"' in to_html(brief, design_named(tmp_path / "ours"))


@pytest.mark.parametrize("name", ["handout", "bilingual"])
@pytest.mark.parametrize("size", [(400, 60), (80, 300)])
def test_a_cover_carries_the_logo_of_the_office(name: str, size: tuple[int, int]) -> None:
    written = BytesIO()
    Image.new("RGB", size, (120, 20, 60)).save(written, "PNG")
    logo = Picture(
        media="image/png", content=written.getvalue(), alternative=en("Logo of the Example Network")
    )
    plain, design = handout(), design_named(name)
    brief = replace(plain, office=replace(plain.office, logo=logo))
    pdf = printed(brief, design)
    assert_conforms(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages[0].get_images()) == 1
        alternatives = [str(p.get("/Alt", "")) for p in structure(opened) if p.S == "/Figure"]
        assert "Logo of the Example Network" in alternatives
    assert len(pages_of(pdf)) == len(pages_of(printed(plain, design)))


def test_a_link_that_leads_out_of_a_design_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    own = tmp_path / "own"
    own.mkdir()
    (empty_design(own) / "picture.png").symlink_to(outside)
    assert b"secret" not in design_named(own).files.values()


def test_an_unknown_design_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NoSuchDesign, match="no design poster") as refused:
        design_named("poster")
    assert "handout" in refused.value.hint


def test_a_folder_that_is_no_design_is_not_read_whole(tmp_path: Path) -> None:
    with (empty_design(tmp_path) / "film.mp4").open("wb") as film:
        film.truncate(30_000_000)
    with pytest.raises(DesignTooLarge):
        design_named(tmp_path)


@pytest.mark.parametrize("family", sorted(f.name for f in (home() / "fonts").iterdir()))
def test_every_font_lies_beside_its_licence(family: str) -> None:
    folder = home() / "fonts" / family
    assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text()
    assert list(folder.glob("*.ttf"))


def of_pages(page: str, **files: str) -> Design:
    """A design called ours with this page, and other files beside it."""
    beside = {f"ours/{name.replace('_', '.')}": text.encode() for name, text in files.items()}
    return Design("ours", {**HANDOUT.files, "ours/page.html": page.encode(), **beside})


@pytest.mark.parametrize(
    "line",
    [
        "{{ brief.power_map }}",
        "{% if brief.title %}",
        "{{ brief.title | nonsense }}",
        "{% include 'ours/other.html' %}",
        "{{ brief.title.text + 1 }}",
        "{{ 1 / 0 }}",
        "{{ brief.lead.text.nothing.at_all }}",
    ],
)
def test_a_design_that_cannot_be_filled_is_told_its_file_and_line(line: str) -> None:
    design = of_pages(f"<p>\n<p>\n{line}\n<p>")
    with pytest.raises(BrokenDesign) as refused:
        to_html(handout(lead=en("Words that nobody may see")), design)
    assert re.search(r"ours/page.html, line [34]:", str(refused.value)), str(refused.value)
    assert "nobody" not in str(refused.value)
    assert refused.value.code == 8


def test_a_fault_in_a_file_that_the_page_brings_in_is_told_there() -> None:
    design = of_pages(
        '{% import "ours/parts.html" as parts with context %}\n{{ parts.one() }}',
        parts_html="{% macro one() %}\n\n{{ brief.nobody }}{% endmacro %}",
    )
    with pytest.raises(BrokenDesign, match=r"ours/parts\.html, line 3"):
        to_html(handout(), design)


def test_a_file_that_a_design_lacks_is_told_where_it_is_asked_for() -> None:
    page = '<html lang="en"><link rel="stylesheet" href="page.css"><p>{{ brief.title.text }}'
    design = of_pages(page, page_css="p { margin: 0 }\np { background: url(lost.png) }")
    with pytest.raises(ForbiddenFetch, match=r"ours/page\.css, line 2"):
        laid_out(to_html(handout(), design), design)


def test_an_address_out_of_a_record_is_not_told() -> None:
    design = of_pages('<html lang="en"><img alt="x" src="{{ brief.title.text }}">')
    with pytest.raises(ForbiddenFetch) as refused:
        laid_out(to_html(handout(title=en("secret.png")), design), design)
    assert "secret" not in str(refused.value)
