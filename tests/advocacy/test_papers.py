"""The other papers that officials are given: the letter under Decree 30, the bilingual edition."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageChops

from advocacy.briefing.brief import Brief, Language, Letter, Words
from advocacy.briefing.designs import Design, NoSuchDesign, design_named
from advocacy.briefing.issuing.handing import build_draft, hand_over
from advocacy.briefing.issuing.issue import Recipient
from advocacy.briefing.pack import draft_of, print_pack
from advocacy.briefing.papers import handout_design
from advocacy.briefing.press.stamp import stamp
from advocacy.briefing.selection.request import request_for
from records.offices import describe
from records.store import Store
from records.types.briefing import Briefing
from tests import builders
from tests.advocacy.briefs import handout
from tests.advocacy.papers import assert_conforms, pages_of, picture_of, printed

SUBMISSION, BILINGUAL = design_named("submission"), design_named("bilingual")


def letter(language: Language = "vi", *, to: int = 1) -> Letter:
    """An openly fictional letter's frame."""
    body = {"en": "Ministry of Examples", "vi": "Bộ Thí dụ"}[language]
    return Letter(
        symbol="KN-MLTD",
        place_and_date="Hà Nội, ngày 05 tháng 01 năm 2026",
        to=tuple(Words(f"{body} {n}", language) for n in range(1, to + 1)),
        grounds=(Words("Luật Thí dụ, số 01/2020/QH", "vi"), Words("Chương trình Hộp", "vi")),
        signatory="Thí Dụ",
        post=Words("Trưởng ban điều hành", "vi"),
    )


def submission(language: Language = "vi", **changes: object) -> Brief:
    """The fixture's handout as a letter."""
    return replace(handout(language), letter=letter(language), **changes)  # type: ignore[arg-type]


@pytest.fixture
def briefing(store: Store) -> Briefing:
    describe(store, {"name": "Example Network", "name_vi": "Mạng lưới Thí dụ", "short_name": "MLTD",
                     "province": "Ha Noi", "signatory_post": "Chair"})  # fmt: skip
    ministry = builders.an_organisation(store)
    meeting = builders.a_consultation(store, host=ministry.ref, title_vi="Hội thảo về nghị định")
    ask = builders.an_ask(store, builders.a_position(store), body=ministry.ref)
    builders.some_evidence(store, supports=[ask.ref])
    builders.a_consent(store, builders.a_testimony(store, supports=[ask.ref]))
    return builders.a_briefing(store, consultation=meeting.ref)


# The letter


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_letter_conforms(language: Language) -> None:
    assert_conforms(printed(submission(language), SUBMISSION))


def test_the_letter_has_the_parts_of_the_decree_in_their_places() -> None:
    first = pages_of(printed(submission(), SUBMISSION))[0]
    plain = " ".join(first.split())
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "/KN-MLTD", "V/v",
        "Hà Nội, ngày 05 tháng 01 năm 2026", "Kính gửi: Bộ Thí dụ 1",
        "Căn cứ Luật Thí dụ, số 01/2020/QH;", "Căn cứ Chương trình Hộp.",
    ):  # fmt: skip
        assert part in plain, part
    whole = " ".join(" ".join(pages_of(printed(submission(), SUBMISSION))).split())
    for part in ("Nơi nhận:", "TRƯỞNG BAN ĐIỀU HÀNH", "Thí Dụ", "Phụ lục I"):
        assert part in whole, part


def test_several_bodies_are_addressed_line_by_line() -> None:
    brief = replace(submission(), letter=letter(to=3))
    plain = " ".join(pages_of(printed(brief, SUBMISSION))[0].split())
    assert "Kính gửi: - Bộ Thí dụ 1; - Bộ Thí dụ 2; - Bộ Thí dụ 3." in plain


def test_the_letter_is_set_in_the_decrees_sizes_on_its_margins() -> None:
    pdf = printed(submission(), SUBMISSION)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = {str(f.BaseFont) for p in opened.pages for f in p.Resources.Font.values()}
    assert all("Tinos" in name for name in fonts), fonts
    css = SUBMISSION.files["submission/page.css"].decode()
    top, right, bottom, left = map(int, re.findall(r"(\d+)mm", css.split("margin:")[1])[:4])
    assert 20 <= top <= 25
    assert 20 <= bottom <= 25
    assert 30 <= left <= 35
    assert 15 <= right <= 20


def number_on_top(page: str) -> str:
    """The page number, which pdfium reads first on the sheet, or nothing."""
    found = re.match(r"(\d+)\n", page.lstrip())
    return found[1] if found else ""


def test_the_first_page_and_each_annexs_first_page_show_no_number_and_annexes_count_anew() -> None:
    pages = pages_of(printed(submission(), SUBMISSION))
    annexes = [n for n, page in enumerate(pages) if re.match(r"\s*Phụ lục [IV]+", page)]
    assert number_on_top(pages[0]) == ""
    assert annexes
    for begins, ends in zip(annexes, [*annexes[1:], len(pages)], strict=True):
        shown = [number_on_top(page) for page in pages[begins:ends]]
        assert shown == ["", *map(str, range(2, ends - begins + 1))]


def test_a_letter_without_annexes_signatory_or_grounds_is_still_a_letter() -> None:
    bare = replace(letter(), grounds=(), signatory="", post=None, to=())
    brief = replace(
        handout("vi"), letter=bare, sections=("summary", "asks"), lead=None, findings=(), voices=(),
    )  # fmt: skip
    pdf = printed(brief, SUBMISSION)
    assert_conforms(pdf)
    text = " ".join(" ".join(pages_of(pdf)).split())
    assert "Phụ lục" not in text
    assert "Căn cứ" not in text


def test_the_letter_is_built_from_the_records(store: Store, briefing: Briefing) -> None:
    pack = print_pack(store, draft_of(store, request_for(store, briefing, store.today)),
                      design="submission")  # fmt: skip
    text = " ".join(" ".join(pages_of(pack.handout["vi"])).split())
    assert pack.kind == "submission"
    assert "MẠNG LƯỚI THÍ DỤ" in text
    assert "Hà Nội, ngày 15 tháng 3 năm 2026" in text
    assert "Kính gửi: Bộ Thí dụ" in text
    assert "A1. Bỏ nội dung về hộp khỏi nghị định thí dụ." in text
    assert "CHAIR" in text


# The bilingual edition


def both() -> Brief:
    """The fixture in English, with its Vietnamese side."""
    return replace(handout("en"), other=handout("vi"))


def test_the_bilingual_edition_conforms_with_and_without_its_other_side() -> None:
    assert_conforms(printed(both(), BILINGUAL))
    assert_conforms(printed(handout("vi"), BILINGUAL))


def test_each_item_stands_once_in_each_language_under_one_number() -> None:
    text = " ".join(" ".join(pages_of(printed(both(), BILINGUAL))).split())
    english, vietnamese = handout("en"), handout("vi")
    for left, right in zip(english.requests, vietnamese.requests, strict=True):
        at = text.index(f"{left.number} ", text.index("What we ask ·"))
        assert text.index(left.text.paragraphs[0][:30], at) < text.index(
            right.text.paragraphs[0][:30], at
        )
    assert "On one page" in text
    assert "Tóm tắt trong một trang" in text


def test_the_two_summaries_face_one_another() -> None:
    pages = pages_of(printed(both(), BILINGUAL))
    assert pages[1].startswith("On one page")
    assert pages[2].startswith("Tóm tắt trong một trang")


def test_a_design_that_asks_for_the_other_language_gets_one_paper(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    draft = draft_of(store, request_for(store, briefing, store.today))
    build_draft(store, draft, tmp_path / "out", None, design="bilingual", replace=False)
    assert [f.name for f in (tmp_path / "out").iterdir()] == [f"{briefing.ref}-bilingual-en-vi.pdf"]


# Both


@pytest.mark.parametrize("design", ["submission", "bilingual"])
def test_drafts_say_so_and_copies_are_numbered_on_every_page(
    store: Store, briefing: Briefing, tmp_path: Path, design: str
) -> None:
    request = request_for(store, briefing, store.today)
    draft = print_pack(store, draft_of(store, request), design=design)
    for pdf in draft.handout.values():
        assert all("BẢN NHÁP · DRAFT" in page for page in pages_of(pdf))
    issued = draft_of(store, request, number=1, copies=2)
    files, _issue = hand_over(
        store, issued, tmp_path / "out", None, [Recipient("Ministry", 2)], 1,
        design=design, replace=False,
    )  # fmt: skip
    for file in files:
        pdf = file.read_bytes()
        assert f"-{design}-" in file.name
        assert all("Bản số 0" in page and "DRAFT" not in page for page in pages_of(pdf))
        assert_conforms(pdf)


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("design", [SUBMISSION, BILINGUAL])
def test_the_number_of_a_copy_stands_in_the_middle_of_its_frame(design: Design, side: int) -> None:
    brief = submission("vi", draft=False, other=handout("en"))
    clean = printed(replace(brief, control=replace(brief.control, copies=12)), design)
    before = picture_of(clean, side, 2.0)
    drawn = ImageChops.difference(before, picture_of(stamp(clean, 3, 12, "vi"), side, 2.0))
    box = drawn.getbbox()
    assert box is not None
    left, top, right, bottom = box
    middle = (top + bottom) // 2
    dark = [x for x in range(before.width) if before.getpixel((x, middle)) < 200]
    to_the_left = left - max(x for x in dark if x < left)
    to_the_right = min(x for x in dark if x > right) - right
    assert to_the_left > 4
    assert abs(to_the_left - to_the_right) < 6


def test_a_paper_that_is_no_handout_cannot_be_given_to_officials() -> None:
    for name in ("staff", "recall", "recovery", "trace"):
        with pytest.raises(NoSuchDesign):
            handout_design(name)
