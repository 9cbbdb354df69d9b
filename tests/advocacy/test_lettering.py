"""The letters: only what the fonts can draw, and Vietnamese drawn as it is written."""

from dataclasses import replace
from unicodedata import normalize

import pytest
from markupsafe import Markup

from advocacy.briefing.brief import Words
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.press.lettering import UNUSUAL, NoGlyphs, printable
from advocacy.briefing.press.typefaces import drawn_by, own
from records.errors import ExitCode
from tests.advocacy.briefs import en, handout, staff_paper
from tests.advocacy.papers import HANDOUT, STAFF, assert_conforms, picture_of, printed

CHEROKEE = "ᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫ"  # a script that nobody adds fonts for here
FAMILY = "👩\u200d👩\u200d👧"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


# What is left out, and what is written otherwise


@pytest.mark.parametrize(
    ("written", "prints"),
    [
        pytest.param("a\u202eb\u200bc\x00d\ufeff\ud800e\nf", "abcde\nf", id="nothing unseen"),
        pytest.param(
            "Trần\u200dThị\u200cBưởi", "TrầnThịBưởi", id="no joiners between Latin letters"
        ),
        pytest.param(
            "\u2066שלום\u2069 \u202bسلام\u202c", "שלום سلام", id="no changes of direction"
        ),
        pytest.param("a\U000e0061\U000e0062b", "ab", id="no hidden letters"),
        pytest.param("x\u3164y\u034fz\ufffc", "xyz", id="no signs that are drawn as nothing"),
        pytest.param("one\x0btwo\u2028three\r\nfour", "one\ntwo\nthree\nfour", id="line ends"),
        pytest.param("1\u202f000", "1\u00a0000", id="narrow spaces"),
        pytest.param("\uf0b7 one \uf0a7 two", "• one • two", id="a word processor's bullets"),
        pytest.param("Điều 𝐀, 𝟏𝟐", "Điều A, 12", id="signs for signs"),
        pytest.param("Vie\u0323\u0302t Nam", "Việt Nam", id="composed"),
    ],
)
def test_a_text_is_written_with_signs_that_can_be_seen(written: str, prints: str) -> None:
    assert printable(written) == prints


@pytest.mark.parametrize(
    "text",
    [
        FAMILY,
        "👩🏽\u200d⚕\ufe0f ❤\ufe0f 1\ufe0f\u20e3",
        ENGLAND,
        "می\u200cخواهم",  # Persian: two parts of a word that do not join
        "ខ្ញុំ\u200bចង់",  # Khmer: where a line may end
    ],
)
def test_what_holds_emoji_and_scripts_together_stays(text: str) -> None:
    assert printable(text) == text


def test_no_markup_comes_of_signs_that_only_look_like_it() -> None:
    assert printable(Markup("＜b＞")) == "＜b＞"


def test_every_sign_that_is_not_looked_at_twice_can_be_drawn() -> None:
    plain = {c for c in map(chr, range(0x3000)) if not UNUSUAL.match(c)}
    text = [face for face in own() if not face.family.startswith("Noto")]
    assert plain - {"\n", "\t"} <= drawn_by(tuple(text))


# What cannot be drawn


def test_signs_that_no_font_draws_are_refused_by_name_and_place() -> None:
    brief = handout(title=en(f"Lotus {CHEROKEE[0]} secret"))
    first, *others = brief.voices
    brief = replace(brief, voices=(replace(first, words=en(f"Hidden {CHEROKEE[:2]}.")), *others))
    with pytest.raises(NoGlyphs) as refused:
        to_html(brief, HANDOUT)
    said = f"{refused.value}\n{refused.value.hint}"
    assert "the handout (en) has signs" in said
    assert "Ꭰ (U+13A0, Cherokee), Ꭱ (U+13A1, Cherokee)" in said
    assert "see the first page, V1" in said
    assert "secret" not in said
    assert "Hidden" not in said
    assert "advocacy[scripts]" in said
    assert "--without REF" in said
    assert refused.value.code == ExitCode.UNABLE


def test_at_most_ten_signs_are_named_and_not_in_the_order_of_the_text() -> None:
    with pytest.raises(NoGlyphs) as refused:
        to_html(handout(title=en(CHEROKEE[::-1])), HANDOUT)
    named = [sign for sign in str(refused.value) if sign in CHEROKEE]
    assert "".join(named) == CHEROKEE[:10]
    assert "…" in str(refused.value)


@pytest.mark.parametrize("sign", ["\ue000", "\u0378", "\U000f0000"])
def test_a_sign_of_one_maker_alone_is_refused_by_its_number(sign: str) -> None:
    with pytest.raises(NoGlyphs) as refused:
        to_html(staff_paper(when=f"on {sign}"), STAFF)
    assert f"U+{ord(sign):04X}" in str(refused.value)
    assert sign not in str(refused.value)


# As it is seen


def test_vietnamese_marks_are_drawn_and_not_only_written() -> None:
    # What is read back from a page would be right even if wrong letters were drawn.
    marked, bare = (
        picture_of(printed(handout("vi", title=Words(text, "vi"), subtitle=None)), 0)
        for text in ("ỮỆỞẰỖ", "UEOAO")
    )
    title = (70, 190, 560, 260)
    dark = [sum(p < 128 for p in one.crop(title).tobytes()) for one in (marked, bare)]
    assert dark[0] > dark[1] * 1.1


def test_vietnamese_in_decomposed_letters_prints_the_same_page() -> None:
    def pack(form: str) -> bytes:
        brief = handout("vi")
        first, *others = brief.voices
        words = replace(first.words, text=normalize(form, first.words.text))  # type: ignore[arg-type]
        title = replace(brief.title, text=normalize(form, brief.title.text))  # type: ignore[arg-type]
        voices = (replace(first, words=words), *others)
        return printed(replace(brief, title=title, voices=voices))

    apart, joined = pack("NFD"), pack("NFC")
    assert apart == joined
    assert_conforms(apart)
