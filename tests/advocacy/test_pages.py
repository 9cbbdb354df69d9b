"""The example's pages look as they did when somebody last looked at them.

The pictures in pages/ are those of `make pages`. A letter that is smoothed otherwise, or lies a
quarter of a dot beside its old place, is the same letter; a moved line or a box in place of a
letter is not.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from advocacy.briefing.designs import Design
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.press.render import to_pdf
from tests.advocacy.briefs import handout
from tests.advocacy.examplepages import DPI, FINER, file_of, papers, pictures_of
from tests.advocacy.papers import HANDOUT, printed

PAGES = Path(__file__).parent / "pages"
NAMES = [
    f"{design}-{languages}"
    for design in ("handout", "staff", "submission", "report", "timeline", "trace", "recall")
    for languages in ("en", "vi")
] + ["bilingual-en-vi"]
TILE = 8  # dots, 4 mm: so much is looked at together
ALIKE = 24  # of 255: how far the grey of a tile may be from what it was
LARGEST = 1_500_000  # bytes, all pictures together
SUMMARY = 1  # the page that is spoiled below

Picture = Image.Image


def unlike(old: Picture, new: Picture) -> list[tuple[float, float]]:
    """Return the places that differ, in mm from the left and from the top."""
    assert old.size == new.size
    soft = ImageFilter.BoxBlur(0.5)
    apart = ImageChops.difference(old.convert("L").filter(soft), new.filter(soft)).reduce(TILE)
    across = apart.size[0]
    dot = 25.4 / DPI
    return [
        (round((at % across + 0.5) * TILE * dot), round((at // across + 0.5) * TILE * dot))
        for at, grey in enumerate(apart.tobytes())
        if grey > ALIKE
    ]


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The example's papers, made now."""
    return papers()


@pytest.fixture(scope="module")
def plain() -> bytes:
    return printed(handout("vi"))


@pytest.mark.parametrize("name", NAMES)
def test_the_example_looks_as_it_did(made: dict[str, bytes], name: str, tmp_path: Path) -> None:
    pictures = pictures_of(made[name])
    known = sorted(PAGES.glob(f"{name}-*.png"))
    files = [file_of(name, number) for number in range(1, len(pictures) + 1)]
    assert [file.name for file in known] == files, "other pages than before: type `make pages`"
    for file, picture in zip(known, pictures, strict=True):
        places = unlike(Image.open(file), picture)
        if places:
            now = tmp_path / file.name
            picture.save(now)
            across, down = places[0]
            pytest.fail(
                f"{file.name} looks otherwise than before, in {len(places)} places, the first "
                f"{across} mm from the left and {down} mm from the top. Now: {now}\nIf that is "
                f"meant, type `make pages`, look at the pictures in {PAGES} and commit them."
            )


def test_every_paper_is_kept_and_the_pictures_stay_small(made: dict[str, bytes]) -> None:
    assert sorted(made) == sorted(NAMES)
    kept = list(PAGES.iterdir())
    assert {file.name.rpartition("-")[0] for file in kept} == set(NAMES)
    assert sum(file.stat().st_size for file in kept) < LARGEST


# What the comparison sees, and what it does not mind


def styled(css: str) -> bytes:
    """The handout with one rule more."""
    name = "handout/page.css"
    files = {**HANDOUT.files, name: HANDOUT.files[name] + css.encode()}
    return printed(handout("vi"), Design("handout", files))


def worded(old: str, new: str) -> bytes:
    """The handout with other words."""
    brief = handout("vi")
    html = to_html(brief, HANDOUT)
    assert old in html
    return to_pdf(html.replace(old, new), HANDOUT, brief)


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(lambda: styled(".lead p{padding-top:0.7mm}"), id="moved-down"),
        pytest.param(lambda: styled(".lead{padding-left:1.2mm}"), id="moved-aside"),
        pytest.param(lambda: styled(".lead p{font-family:Tinos}"), id="another-font"),
        pytest.param(lambda: styled("h2{font-family:'Source Serif 4'}"), id="another-head"),
        pytest.param(lambda: styled(".lead p{font-weight:700}"), id="bold"),
        pytest.param(lambda: styled(".figures li{border-left:0}"), id="a-rule-gone"),
        pytest.param(lambda: worded("buộc đưa", "bu▯c đưa"), id="a-letter-not-drawn"),
    ],
)
def test_what_is_spoiled_on_a_page_is_seen(plain: bytes, spoiled: Callable[[], bytes]) -> None:
    before, after = pictures_of(plain)[SUMMARY], pictures_of(spoiled())[SUMMARY]
    assert unlike(before, after)


def drawn(pdf: bytes, finer: int, shift: int = 0, **said: Any) -> Picture:
    """The page drawn in another way: `shift` in dots of the finer picture."""
    page = pypdfium2.PdfDocument(pdf)[SUMMARY]
    fine = page.render(scale=DPI * finer / 72, **said).to_pil().convert("L")
    return ImageChops.offset(fine, shift, shift).reduce(finer)


@pytest.mark.parametrize(
    ("finer", "said"),
    [
        pytest.param(3, {}, id="coarser"),
        pytest.param(8, {}, id="finer"),
        pytest.param(8, {"shift": 1}, id="an-eighth-of-a-dot-aside"),
        pytest.param(FINER, {"no_smoothtext": True, "no_smoothpath": True}, id="not-smoothed"),
    ],
)
def test_a_page_that_is_smoothed_otherwise_is_the_same(
    plain: bytes, finer: int, said: dict[str, Any]
) -> None:
    assert unlike(pictures_of(plain)[SUMMARY], drawn(plain, finer, **said)) == []
