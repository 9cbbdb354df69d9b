"""The bilingual edition: each side of the table reads the same line in its own language."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pypdfium2
import pytest

from advocacy.briefing.brief import Answer, Answered, Brief, Language, Voice, Words
from advocacy.briefing.brief.parts import Annex, Sheet
from advocacy.briefing.designs import design_named
from advocacy.briefing.press.filling import catalogue, to_html
from tests.advocacy.briefs import handout
from tests.advocacy.papers import assert_conforms, pages_of, printed
from tests.advocacy.test_hard_content import Marked, beyond_the_edge, drawn_over, rewritten

BILINGUAL = design_named("bilingual")
VIETNAMESE = catalogue("vi").gettext
SUMMARIES = {"en": "On one page", "vi": "Tóm tắt trong một trang"}
EN = "What the network asks for in the third draft, and what its members have lived through. " * 6
VI = "Kiến nghị của mạng lưới đối với dự thảo lần thứ ba và những gì thành viên đã trải qua. " * 6
EMPTY = ("meta", "link", "img")  # elements of HTML that have no end
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)  # fmt: skip


def both(first: Language = "en", **changes: Any) -> Brief:
    """The fixture in one language with its other side; both with the changes given."""
    second: Language = "vi" if first == "en" else "en"
    return replace(handout(first, **changes), other=handout(second, **changes))


def rich() -> Brief:
    """A pack with everything that the handout prints."""
    return replace(_with_more(handout("en")), other=_with_more(handout("vi")))


def _with_more(side: Brief) -> Brief:
    english = side.language == "en"
    held = side.meetings[-1]
    said = Answer(
        held.date, held.title, "oral" if english else "bằng lời",
        "Favourable" if english else "Đồng tình", Words("Chúng tôi sẽ xem xét.", "vi"),
        "Deputy Director" if english else "Phó Cục trưởng",
    )  # fmt: skip
    late = replace(side.promises[0], late="overdue" if english else "quá hạn", evidence=("E3",))
    annex = Annex(
        number=1, title=Words("Minutes" if english else "Biên bản", side.language),
        shows=side.title, kind="Document, 1 page" if english else "Tài liệu, 1 trang",
        belongs="E3", whole=True,
        sheets=(Sheet(media="image/png", content=DOT, alternative=side.title, number=1),),
    )  # fmt: skip
    return replace(
        side,
        answered=(Answered("A1", side.requests[0].text, (said,)),),
        promises=(late, *side.promises[1:]),
        sections=(*side.sections, "annexes"),
        annexes=(annex,),
        draft=False,
        control=replace(side.control, copies=3),
    )


@cache
def page() -> str:
    """The filled page of the rich pack."""
    return to_html(rich(), BILINGUAL)


def part(html: str, name: str) -> str:
    """The element of that id: a section, or the rows of an item."""
    at = html.index(f' id="{name}"')
    start = html.rindex("<", 0, at)
    if html.startswith("<tr", start):
        start = html.rindex("<tbody", 0, at)
    tag = html[start + 1 :].partition(" ")[0]
    return html[start : html.index(f"</{tag}>", at)]


def words_by_language(html: str) -> dict[str, str]:
    """What stands in each language, as `lang` says it."""
    reader = _Reader()
    reader.feed(html)
    return {language: " ".join("".join(said).split()) for language, said in reader.said.items()}


class _Reader(HTMLParser):
    """Gathers words, and what links call a page, by the language of what they stand in."""

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self.said: dict[str, list[str]] = defaultdict(list)
        self.links: dict[str, set[str]] = defaultdict(set)
        self._languages = [language]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY:
            return
        self._languages.append(dict(attrs).get("lang") or self._languages[-1])
        if page := dict(attrs).get("data-page"):
            self.links[self._languages[-1]].add(page)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stands in it."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self._languages.pop()

    def handle_data(self, data: str) -> None:
        self.said[self._languages[-1]].append(data)


# The cover and the summaries


def titled(letters: int, meeting: int, place: int) -> Brief:
    """A short pack with a cover on which much is written, in both languages."""

    def side(language: Language, text: str) -> Brief:
        plain = handout(language, sections=("summary", "asks"), draft=False)
        control = replace(
            plain.control,
            meeting=Words(text[:meeting].strip(), language),
            prepared_for=Words(text[:place].strip(), language),
            place=text[:place].strip(),
            copies=12,
            code="K7QF-2M9T-X4",
        )
        title = Words(text[:letters].strip(), language)
        return replace(plain, title=title, control=control, meeting_asks=text[:place].strip())

    return replace(side("en", EN), other=side("vi", VI))


@pytest.mark.parametrize(
    ("letters", "meeting", "place"),
    [(50, 40, 30), (90, 120, 50), (170, 180, 60), (300, 60, 40), (300, 180, 80), (300, 300, 100)],
)
def test_a_cover_with_long_titles_is_one_page_and_the_summaries_face_each_other(
    letters: int, meeting: int, place: int
) -> None:
    pdf = printed(titled(letters, meeting, place), BILINGUAL)
    cover, left, right = pages_of(pdf)[:3]
    assert "K7QF-2M9T-X4" in cover
    assert SUMMARIES["en"] in left
    assert SUMMARIES["vi"] in right
    assert list(drawn_twice(pdf)) == []


def drawn_twice(pdf: bytes) -> Iterator[str]:
    """Yield the lines of the cover that lie on another line."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    for n, (left, bottom, right, top) in enumerate(boxes):
        for l2, b2, r2, t2 in boxes[:n]:
            if min(right, r2) - max(left, l2) > 3 and min(top, t2) - max(bottom, b2) > 3:
                yield text.get_text_bounded(left, bottom, right, top)


def test_after_a_cover_of_two_pages_the_summaries_still_face_each_other() -> None:
    pdf = printed(titled(500, 500, 400), BILINGUAL)
    pages = pages_of(pdf)
    first = next(n for n, page in enumerate(pages, 1) if page.startswith(SUMMARIES["en"]))
    assert first == 4
    assert pages[first].startswith(SUMMARIES["vi"])
    assert_conforms(pdf)


def test_the_copies_are_said_to_be_numbered_in_both_languages() -> None:
    cover = page().partition("<main>")[0]
    said = words_by_language(cover)
    assert "3, numbered at the foot of each page" in said["en"]
    assert VIETNAMESE("numbered at the foot of each page") in said["vi"]


# What the handout says, this says too


@pytest.mark.parametrize(
    ("item", "english", "vietnamese"),
    [
        ("A1", ["Evidence: E1, E2", "Voices: V1, V2", "Sources: [1] [2]"],
         ["Bằng chứng: E1, E2", "Tiếng nói người trong cuộc: V1, V2", "Nguồn: [1] [2]"]),
        ("M1", ["due 31 January 2016: overdue", "Evidence: E3"],
         ["thời hạn ngày 31 tháng 01 năm 2016: quá hạn", "Bằng chứng: E3"]),
        ("E1", ["Question asked: Have you earned"], ["Câu hỏi khảo sát: Anh/chị"]),
        ("E3", ["(consultations)"], ["(buổi tham vấn)"]),
        ("V3", ["Retold, not word for word", "[4]"], ["Thuật lại"]),
        ("asks", ["Position adopted 12 December 2015."], ["Quan điểm được thông qua ngày 12"]),
        ("history", ["What we asked there, and what was answered", "Favourable",
                     "Deputy Director"],
         ["Nội dung đã kiến nghị", "Đồng tình", "Phó Cục trưởng"]),
        ("representation", ["heard (47)", "A diagram, not to scale."],
         ["đã có tiếng nói (47)", "Sơ đồ, không theo tỷ lệ."]),
        ("sources", ["Interview, 2015; held by the network."], ["Phỏng vấn, 2015"]),
        ("annexes", ["Annex 1", "Minutes", "Annex 1, page 1 of 1", "Document, 1 page"],
         ["Phụ lục 1", "Biên bản", "Phụ lục 1, trang 1/1", "Tài liệu, 1 trang"]),
    ],
)  # fmt: skip
def test_each_side_says_it_in_its_own_language(
    item: str, english: list[str], vietnamese: list[str]
) -> None:
    said = words_by_language(part(page(), item))
    for words in english:
        assert words in said["en"]
    for words in vietnamese:
        assert words in said["vi"]


def test_every_source_is_cited() -> None:
    for source in rich().sources:
        assert f'href="#S{source.number}"' in page()
        assert f'id="S{source.number}"' in page()


@pytest.mark.parametrize("first", ["en", "vi"])
def test_pages_of_a_link_are_called_as_each_language_calls_them(first: Language) -> None:
    brief = both(first)
    assert brief.other
    long = (replace(side, lead=Words(text * 4, side.language))
            for side, text in ((brief, EN), (brief.other, VI)))  # fmt: skip
    html = to_html(replace(next(long), other=next(long)), BILINGUAL)
    summaries = html[html.index("<section") : html.index('<section id="asks"')]
    for text in (summaries, part(html, "A1")):
        reader = _Reader(first)
        reader.feed(text)
        assert reader.links == {"en": {"p."}, "vi": {"tr."}}


def test_the_page_number_at_the_foot_speaks_no_language() -> None:
    pages = pages_of(printed(both(), BILINGUAL))
    for number, text in enumerate(pages[1:], 2):
        assert f"{number} / {len(pages)}" in text
        assert f"Page {number}" not in text


# What nobody has translated


def test_what_is_not_translated_stands_once_across_both_columns_with_its_language() -> None:
    brief = both()
    assert brief.other
    voice = Voice("V1", Words("Không ai mua lưới.", "vi"), "", paraphrase=False, sources=())
    left = replace(brief, voices=(replace(voice, words=replace(voice.words, borrowed=True)),))
    html = to_html(replace(left, other=replace(brief.other, voices=(voice,))), BILINGUAL)
    row = part(html, "V1")
    assert row.count("Không ai mua lưới.") == 1
    assert 'colspan="2"' in row
    assert "Tiếng Việt" in row
    assert "not translated" in words_by_language(row)["en"]


def test_the_same_words_in_both_languages_stand_once_and_nothing_is_said_of_it() -> None:
    brief = both()
    assert brief.other
    here, there = (replace(side.findings[0], claim=Words("HIV 2015", side.language))
                   for side in (brief, brief.other))  # fmt: skip
    left = replace(brief, findings=(here,))
    html = to_html(replace(left, other=replace(brief.other, findings=(there,))), BILINGUAL)
    row = part(html, "E1")
    assert row.count(">HIV 2015<") == 1
    assert 'class="tongue"' not in row


def test_a_table_without_numbers_has_no_column_for_them() -> None:
    html = part(page(), "history")
    meetings, answers, changes = html.split('<table class="two">')[1:]
    assert 'class="number"' not in meetings + changes
    assert '<th scope="row" class="number">A1</th>' in answers


# The pages


def test_an_item_is_kept_on_one_page() -> None:
    pages = pages_of(printed(both(), BILINGUAL))
    found = [" ".join(page.split()) for page in pages[3:]]
    (claim,) = [n for n, text in enumerate(found) if "Who was counted: Adults who left" in text]
    assert "Most people who returned from a centre do not use" in found[claim]
    assert "E1 · Why the trade is not used" in found[claim]
    (diagram,) = [n for n, text in enumerate(found) if "A diagram, not to scale." in text]
    assert "not yet heard (16)" in found[diagram]


def test_a_position_of_which_nothing_is_asked_is_printed() -> None:
    brief = both()
    assert brief.other
    left, right = (
        replace(side, stands=(replace(side.stands[0], requests=()), side.stands[1]))
        for side in (brief, brief.other)
    )
    html = to_html(replace(left, other=right), BILINGUAL)
    for side in (left, right):
        assert side.stands[0].title.text in html
        assert side.stands[0].statement.text.replace("'", "&#39;") in html


def test_texts_of_three_hundred_letters_are_printed_whole_and_in_their_columns() -> None:
    marked = Marked("từng chữ một ở đây và word by word " * 8)
    pack = rich()
    assert pack.other
    left, right = (
        replace(rewritten(replace(side, other=None, annexes=()), marked), title=side.title)
        for side in (pack, pack.other)
    )
    pdf = printed(replace(left, other=right), BILINGUAL)
    # The ask that was answered stands in full under its number.
    assert marked.lost(pdf) <= {"Brief.subtitle", "Brief.title", "Answered.text"}
    assert list(beyond_the_edge(pdf)) == []
    assert list(drawn_over(pdf)) == []
    assert_conforms(pdf)


@pytest.mark.parametrize("first", ["en", "vi"])
def test_no_heading_stands_on_a_page_without_what_it_heads(first: Language) -> None:
    for page in pages_of(printed(both(first), BILINGUAL))[1:]:
        assert len(page) > 400


@pytest.mark.parametrize("first", ["en", "vi"])
def test_a_rich_pack_conforms_whichever_language_stands_first(first: Language) -> None:
    pack = rich()
    assert pack.other
    if first == "vi":
        pack = replace(pack.other, other=replace(pack, other=None))
    assert_conforms(printed(pack, BILINGUAL))


def test_in_one_language_nothing_is_said_of_another() -> None:
    html = to_html(_with_more(handout("vi")), BILINGUAL)
    assert 'class="other"' not in html
    assert 'colspan="2"' not in html
    assert 'lang="en"' not in html
    assert "English" not in html
