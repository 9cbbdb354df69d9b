"""The letters: only what the fonts can draw, and Vietnamese drawn as it is written."""

from advocacy.briefing.brief import Words
from advocacy.briefing.lettering import UNUSUAL, _drawable, printable
from tests.advocacy.briefs import en, handout
from tests.advocacy.papers import assert_conforms, pages_of, picture_of, printed


def test_a_sign_that_no_font_has_becomes_a_lozenge_and_the_file_stays_sound() -> None:
    pdf = printed(handout(title=en("Hoa \N{LOTUS} sen \N{GRINNING FACE} 中")))
    assert "Hoa ◊ sen ◊ ◊" in pages_of(pdf)[0]
    assert_conforms(pdf)


def test_signs_that_cannot_be_seen_are_left_out() -> None:
    assert printable("a\u202eb\u200bc\x00d\ufeff\ud800e\nf") == "abcde\nf"


def test_vietnamese_is_written_composed() -> None:
    assert printable("Vie\u0323\u0302t Nam") == "Việt Nam"


def test_every_sign_that_is_not_looked_at_twice_can_be_drawn() -> None:
    plain = {c for c in map(chr, range(0x3000)) if not UNUSUAL.match(c)}
    assert {c for c in plain if ord(c) not in _drawable()} == set()


def test_vietnamese_marks_are_drawn_and_not_only_written() -> None:
    # What is read back from a page would be right even if wrong letters were drawn.
    marked, bare = (
        picture_of(printed(handout("vi", title=Words(text, "vi"), subtitle=None)), 0)
        for text in ("ỮỆỞẰỖ", "UEOAO")
    )
    title = (70, 190, 560, 260)
    dark = [sum(p < 128 for p in one.crop(title).tobytes()) for one in (marked, bare)]
    assert dark[0] > dark[1] * 1.1
