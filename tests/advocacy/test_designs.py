"""Designs: found by name or folder, read once, and nothing beside them."""

from pathlib import Path

import pytest

from advocacy.briefing.designs import DesignTooLarge, NoSuchDesign, design_named, home
from tests.advocacy.briefs import handout
from tests.advocacy.papers import HANDOUT, pages_of, printed

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


@pytest.mark.parametrize("family", ["be-vietnam-pro", "source-serif-4"])
def test_every_font_lies_beside_its_licence(family: str) -> None:
    folder = home() / "fonts" / family
    assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text()
    assert list(folder.glob("*.ttf"))
