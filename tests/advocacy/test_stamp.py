"""Numbered copies: the same paper with a number, still sound."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import ImageChops

from advocacy.briefing.press.stamp import stamp
from tests.advocacy.briefs import handout, staff_paper
from tests.advocacy.papers import STAFF, assert_conforms, pages_of, picture_of, printed, structure


@pytest.fixture(scope="module")
def clean() -> bytes:
    brief = handout(draft=False)
    return printed(replace(brief, control=replace(brief.control, copies=12)))


def test_a_copy_bears_its_number_on_every_page_and_stays_sound(clean: bytes) -> None:
    copy = stamp(clean, 3, 12, "en")
    assert all("Copy 03/12 · Bản số 03/12" in text for text in pages_of(copy))
    assert_conforms(copy)
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_vietnamese_number_comes_first_in_a_vietnamese_pack(clean: bytes) -> None:
    assert "Bản số 003/120 · Copy 003/120" in pages_of(stamp(clean, 3, 120, "vi"))[0]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_number_stands_inside_the_frame_kept_for_it(clean: bytes, number: int) -> None:
    before = picture_of(clean, number, 2.0)
    after = picture_of(stamp(clean, 100, 100, "en"), number, 2.0)
    drawn = ImageChops.difference(before, after).getbbox()
    assert drawn is not None
    left, top, right, bottom = drawn
    middle = (top + bottom) // 2
    dark = [x for x in range(before.width) if before.getpixel((x, middle)) < 200]
    frame = (max(x for x in dark if x < left), min(x for x in dark if x > right))
    assert left - frame[0] > 4
    assert frame[1] - right > 4
    assert abs((left - frame[0]) - (frame[1] - right)) < 6


def test_the_same_copy_has_the_same_bytes_and_another_has_not(clean: bytes) -> None:
    assert stamp(clean, 3, 12, "en") == stamp(clean, 3, 12, "en")
    assert stamp(clean, 3, 12, "en") != stamp(clean, 4, 12, "en")


def test_a_number_adds_nothing_to_what_is_read_aloud(clean: bytes) -> None:
    copy = stamp(clean, 1, 12, "en")
    with pikepdf.open(BytesIO(clean)) as one, pikepdf.open(BytesIO(copy)) as two:
        assert len(list(structure(one))) == len(list(structure(two)))


def test_a_paper_of_one_page_is_numbered_too(clean: bytes) -> None:
    page = BytesIO()
    with pikepdf.open(BytesIO(clean)) as pdf:
        del pdf.pages[1:]
        pdf.save(page, deterministic_id=True)
    for number in (1, 12):
        (text,) = pages_of(stamp(page.getvalue(), number, 12, "en"))
        assert f"Copy {number:02}/12" in text


def test_there_is_no_thirteenth_copy_of_twelve(clean: bytes) -> None:
    with pytest.raises(ValueError, match="13 of 12"):
        stamp(clean, 13, 12, "en")


def test_no_copy_of_many_ends_a_stream_in_doubt() -> None:
    # A last byte of the packed streams hangs on chance: among sixty some would.
    pdf = printed(staff_paper(draft=False), STAFF)
    for number in range(1, 61):
        assert b"\r\nendstream" not in stamp(pdf, number, 60, "en")
