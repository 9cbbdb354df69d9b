"""Quotations in other scripts, and emoji: drawn as their readers write them, and found again.

Everybody in these papers is made up. Arabic, Japanese and Korean are printed with the
fonts of the extra `scripts`, as a user has them.
"""

import logging
import shutil
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import ImageOps

from advocacy.briefing.brief import Voice, Words
from advocacy.briefing.brief.scripts import runs_from_right
from advocacy.briefing.designs import Design
from advocacy.briefing.disclosure.findings import Name
from advocacy.briefing.disclosure.paper_text import text_of
from advocacy.briefing.disclosure.reading import Reading, compact
from advocacy.briefing.disclosure.search import search
from advocacy.briefing.issuing.handing import build_draft
from advocacy.briefing.pack import draft_of
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.press.lettering import NoGlyphs
from advocacy.briefing.press.typefaces import FOLDER, SCRIPTS, SYMBOLS, TEXT, own
from advocacy.briefing.press.typesetting import laid_out
from advocacy.briefing.selection.request import request_for
from records.store import Store
from tests import builders
from tests.advocacy.briefs import handout, staff_paper
from tests.advocacy.papers import HANDOUT, STAFF, assert_conforms, pages_of, picture_of, printed

SAID = {
    "und-Arab": "قال لي: «لا تعودي إلى هنا» — ثم أعطاني 50 دولارًا.",
    "he": "לא רציתי ללכת, אבל לא הייתה לי ברירה (2015).",
    "ja": "私はそこに行きたくなかった。",
    "ko": "나는 그곳에 가고 싶지 않았다.",
    "zh": "我不想去那里，没有人问我。",
    "km": "ខ្ញុំមិនចង់ទៅទីនោះទេ ប៉ុន្តែគ្មានអ្នកណាសួរខ្ញុំទេ។",
    "lo": "ຂ້ອຍບໍ່ຢາກໄປບ່ອນນັ້ນ ແຕ່ບໍ່ມີໃຜຖາມຂ້ອຍ",
    "th": "ฉันไม่อยากไปที่นั่น น้ำ ที่ กี้",
    "en": "I said: 😀 ❤️ ☎ 👩‍👩‍👧 👩🏽‍⚕️ 🏳️‍🌈 🇻🇳 1️⃣ ★ ● □ → end",
}
FROM_RIGHT = ("und-Arab", "he")
WORDS = ("قال", "רציתי", "行きたくなかった", "싶지", "不想去那里", "មិនចង់", "ບ່ອນນັ້ນ", "นั่น", "👩‍👩‍👧")


def said(*texts: str, **more: Any) -> bytes:
    """A handout with these quotations, and little else."""
    voices = tuple(
        Voice(f"V{number}", Words(text, "und"), "A person", paraphrase=False, sources=())
        for number, text in enumerate(texts, start=1)
    )
    return printed(handout(sections=("voices",), told_by=(), voices=voices, **more))


def line_of(text: str) -> Any:
    """A line of 190 mm with nothing else on the page, in black and white, 2 dots a point."""
    direction = "rtl" if runs_from_right(text) else "ltr"
    style = (
        '@page{size:210mm 30mm;margin:10mm} body{margin:0} p{margin:0;font:20pt "Source Serif 4"}'
    )
    html = f'<html lang="en"><title>x</title><style>{style}</style><p dir="{direction}">{text}</p>'
    page = picture_of(laid_out(html, Design("own", {})), 0, 2)
    return page.point(lambda shade: 255 if shade > 128 else 0)


def drawn(picture: Any) -> tuple[int, int, int, int]:
    """The box around what is black: left, top, right, bottom."""
    box: tuple[int, int, int, int] | None = ImageOps.invert(picture).getbbox()
    assert box is not None
    return box


# Drawn


def test_every_script_is_drawn_read_back_and_conforms(caplog: pytest.LogCaptureFixture) -> None:
    pdf = said(*SAID.values())
    warned = [one.message for one in caplog.records if one.levelno >= logging.WARNING]
    assert warned == []  # WeasyPrint tells of a sign that no font has
    assert_conforms(pdf)
    told = " ".join((*pages_of(pdf), *(text for _, text in text_of(pdf).hidden)))
    for word in WORDS:
        assert word in told


@pytest.mark.parametrize("language", SAID)
def test_a_quotation_says_its_language_and_direction(language: str) -> None:
    words = Words(SAID[language], "und")
    html = to_html(handout("vi", title=words), HANDOUT)
    tongue = "und" if language == "en" else language
    direction = ' dir="rtl"' if language in FROM_RIGHT else ""
    assert f' lang="{tongue}"{direction}>{words.text}</h1>' in html


@pytest.mark.parametrize(("apart", "together"), [("ع\u200cر\u200cب\u200cي", "عربي")])
def test_arabic_letters_are_joined(apart: str, together: str) -> None:
    one, other = line_of(apart), line_of(together)
    assert one.tobytes() != other.tobytes()
    assert drawn(other)[2] - drawn(other)[0] < drawn(one)[2] - drawn(one)[0]


def test_a_text_from_the_right_begins_at_the_right() -> None:
    arabic, latin = drawn(line_of("سلام عليكم")), drawn(line_of("Salaam"))
    margin, end = 57, 1134  # in dots
    assert latin[0] == pytest.approx(margin, abs=4)
    assert latin[2] < end / 2 < arabic[0]
    assert arabic[2] == pytest.approx(end, abs=4)


def test_hebrew_is_drawn_from_right_to_left() -> None:
    # The full stop ends the line on the left, where in Latin letters it is on the right.
    with_stop, without = drawn(line_of("שלום.")), drawn(line_of("שלום"))
    assert with_stop[2] == pytest.approx(without[2], abs=1)
    assert with_stop[0] < without[0]


@pytest.mark.parametrize(
    ("sequence", "parts"),
    [
        ("👩\u200d👩\u200d👧", "👩👩👧"),
        ("👩🏽\u200d⚕\ufe0f", "👩🏽👩🏽"),
        ("🇻🇳", "🇻\u00a0🇳"),
        ("🏳\ufe0f\u200d🌈", "🌈🌈"),
        ("1\ufe0f\u20e3", "😀😀"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴🏴"),
    ],
)
def test_signs_that_make_one_emoji_are_drawn_as_one(sequence: str, parts: str) -> None:
    one, many = drawn(line_of(sequence)), drawn(line_of(parts))
    assert one[2] - one[0] < 0.75 * (many[2] - many[0])


def test_each_emoji_has_a_picture_of_its_own() -> None:
    emoji = ["😀", "😢", "👍", "❤\ufe0f", "🇻🇳", "🇬🇧", "☎", "✓", "★", "●", "□"]
    assert len({line_of(sign).tobytes() for sign in emoji}) == len(emoji)


def test_a_running_head_in_another_script_is_no_part_of_the_text() -> None:
    pack = handout()
    office = pack.office.__class__(Words(SAID["km"], "und"), "ខ្ញុំ 😀", None)
    pdf = printed(handout(office=office))
    assert_conforms(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        page = opened.pages[2].Contents.read_bytes()
    assert page.count(b"/Artifact <</Type /Pagination>> BDC") >= 3


# Fonts that are ours, and fonts that are added


def test_each_of_our_typefaces_has_its_place_among_the_others() -> None:
    assert {face.family for face in own()} == {*TEXT, *SCRIPTS, *SYMBOLS}


def a_font(folder: Path, family: str, sign: str) -> Path:
    """A font of one sign, a black square."""
    pen = TTGlyphPen(None)
    for point in ((0, 0), (0, 700), (700, 700), (700, 0)):
        (pen.lineTo if pen.points else pen.moveTo)(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord(sign): "square"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "square": (800, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    folder.mkdir(exist_ok=True)
    file = folder / f"{family}[one].ttf"
    builder.save(file)
    return file


def test_a_font_in_the_users_folder_draws_what_ours_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoGlyphs):
        said("Ꭰ")
    a_font(tmp_path / "fonts", "One Sign", "Ꭰ")
    (tmp_path / "fonts" / "notes.ttf").write_text("not a font")
    monkeypatch.setenv(FOLDER, str(tmp_path / "fonts"))
    pdf = said("Ꭰ")
    assert_conforms(pdf)
    left, top, right, bottom = drawn(line_of("Ꭰ"))
    assert abs((right - left) - (bottom - top)) <= 1
    assert "One-Sign" in fonts_of(pdf)


def test_added_fonts_change_nothing_where_they_are_not_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said("She said nothing.", "ខ្ញុំ 😀")
    for family in ("Source Serif 4", "Noto Emoji", "Another"):
        a_font(tmp_path / "fonts", family, "a")
    monkeypatch.setenv(FOLDER, str(tmp_path / "fonts"))
    assert said("She said nothing.", "ខ្ញុំ 😀") == before


def test_an_added_font_that_is_called_like_ours_does_not_replace_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(SAID["und-Arab"])
    a_font(tmp_path / "fonts", "Source Serif 4", "a")
    monkeypatch.setenv(FOLDER, str(tmp_path / "fonts"))
    assert said(SAID["und-Arab"]) == before


def test_a_folder_that_is_not_there_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "/nowhere/at/all")
    with pytest.raises(NoGlyphs):
        said("Ꭰ")


def test_fonts_of_the_users_folder_may_be_variable_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = find_spec("pylopdf_fonts_ar")
    assert spec is not None
    assert spec.origin is not None
    shutil.copy(Path(spec.origin).parent / "NotoNaskhArabic-Variable.ttf", tmp_path)
    monkeypatch.setenv(FOLDER, str(tmp_path))
    pdf = said(SAID["und-Arab"], title=Words(SAID["und-Arab"], "und"))
    assert {name for name in fonts_of(pdf) if "Naskh" in name} == {
        "Noto-Naskh-Arabic",
        "Noto-Naskh-Arabic-Bold",
    }


def fonts_of(pdf: bytes) -> set[str]:
    """The fonts of a PDF; every one must lie in the file."""
    names = set()
    with pikepdf.open(BytesIO(pdf)) as opened:
        for found in opened.objects:
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor":
                assert "/FontFile2" in found or "/FontFile3" in found
                names.add(str(found.FontName).partition("+")[2].rstrip(","))
    return names


# Found again


@pytest.mark.parametrize(
    ("text", "name", "another"),
    [
        pytest.param(
            "قال لي الضابط: «لا تعودي إلى هنا يا ليلى حسن البصري» — ثم أعطاني 50 دولارًا ومشى.",
            "ليلى حسن البصري", "ليلى خالد سعيد", id="Arabic",
        ),
        pytest.param(
            "ذهبت إلى السوق ثم جاء ومحمد علي وذهبنا معا", "محمد علي", "محمد سعيد",
            id="Arabic after a word of one letter",
        ),
        pytest.param(
            "قال لي الضابط في المدينة الكبيرة إن الاسم Trần Thị Bưởi مكتوب عنده في الدفتر منذ سنة",
            "Trần Thị Bưởi", "Trần Thị Khế", id="Latin in Arabic",
        ),
        pytest.param(
            "לא רציתי ללכת לשם עם יוסי כהן כי לא הייתה לי ברירה", "יוסי כהן", "דוד כהן", id="Hebrew"
        ),
        pytest.param("我叫王小明，我不想去。", "王小明", "李小明", id="Chinese"),
        pytest.param("김영희는 가고 싶지 않았다.", "김영희", "박철수", id="Korean"),
        pytest.param("ฉันกับสมชายใจดีไม่อยากไป", "สมชาย ใจดี", "สมหญิง ใจดี", id="Thai"),
        pytest.param("ខ្ញុំនិងសុខាចាន់មិនចង់ទៅ", "សុខា ចាន់", "សុភា ចាន់", id="Khmer"),
        pytest.param("She came 😀Trần Thị Bưởi😀.", "Trần Thị Bưởi", "Trần Thị Khế", id="emoji"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_script(text: str, name: str, another: str) -> None:
    paper = text_of(said(text))
    assert search(paper, [Name(name, "T-AAAAAAAA", "identity")])
    assert not search(paper, [Name(another, "T-AAAAAAAA", "identity")])


def test_a_name_in_arabic_is_found_where_a_line_breaks_it() -> None:
    name = "ليلى حسن البصري"
    told = ["قال " * words + name + " ثم ذهب " * 8 for words in range(1, 20)]
    beside = replace(text_of(said(*told)), pages=())
    assert "ليلى حسن\n" in "".join(text for _, text in beside.hidden)
    assert len(list(Reading(beside).occurrences([compact(name)]))) == len(told)


def test_a_refused_pack_leaves_no_file(store: Store, tmp_path: Path) -> None:
    testimony = builders.a_testimony(store, words="They said Ꭰ and no more.")
    builders.a_consent(store, testimony)
    briefing = builders.a_briefing(store, languages=["en"])
    draft = draft_of(store, request_for(store, briefing, store.today))
    with pytest.raises(NoGlyphs):
        build_draft(store, draft, tmp_path, tmp_path / "staff", design="handout", replace=False)
    assert list(tmp_path.rglob("*.pdf")) == []


def test_the_staff_paper_is_refused_too() -> None:
    with pytest.raises(NoGlyphs, match=r"the staff \(en\)"):
        to_html(staff_paper(room="Ꭰ"), STAFF)
