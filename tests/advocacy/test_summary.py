"""The one-page summary: it is one page whatever is written, and nothing is lost or set small."""

from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy.briefing.brief import Brief, Stand, Words
from advocacy.briefing.brief.summary import summary_of
from tests.advocacy.briefs import en, handout
from tests.advocacy.papers import pages_of, printed

ENGLISH = "We ask the department of examples to answer within thirty days and in writing. "
VIETNAMESE = "Đề nghị cơ quan trả lời bằng văn bản trong ba mươi ngày kể từ ngày nhận kiến nghị. "


def asking(texts: list[str], body: str = "", deadline: str = "", language: str = "en") -> Brief:
    """A handout with these asks, each starting with a word of its own."""
    stand = handout().stands[0]
    of = Words(body, language) if body else None
    requests = tuple(
        replace(stand.requests[0], number=f"A{n}", text=Words(text, language), body=of,
                deadline=deadline, evidence=(), voices=())
        for n, text in enumerate(texts, start=1)
    )  # fmt: skip
    made = handout("vi" if language == "vi" else "en")
    return replace(made, stands=(Stand(stand.title, stand.statement, None, "", requests),))


def test_what_fits_is_printed_whole() -> None:
    brief = asking(["One.", "Two."])
    page = brief.summary
    assert page.lead == brief.lead
    assert not page.lead_goes_on
    assert [ask.whole for ask in page.asks] == [True, True]
    assert page.more == ()


def test_a_text_ends_with_a_sentence_and_says_that_it_goes_on() -> None:
    page = summary_of(en(ENGLISH * 20), (), (), labels=["a", "b"])
    assert page.lead is not None
    assert page.lead.text.endswith("in writing.")
    assert page.lead_goes_on


def test_a_single_endless_sentence_ends_between_two_words() -> None:
    page = summary_of(en("word " * 600), (), (), labels=["a", "b"])
    assert page.lead is not None
    assert page.lead.text.endswith("word …")


def test_asks_that_do_not_fit_are_named_with_their_page() -> None:
    brief = asking([ENGLISH * 6] * 40)
    page = brief.summary
    shown = [ask.number for ask in page.asks]
    assert [*shown, *page.more] == [f"A{n}" for n in range(1, 41)]
    pages = pages_of(printed(replace(brief, sections=("summary", "asks"))))
    assert f"{len(page.more)} more asks, {page.more[0]} to A40" in " ".join(pages[1].split())


@pytest.mark.parametrize("sections", [("summary", "asks"), ("summary",)])
def test_every_word_that_had_to_move_is_on_a_later_page(sections: tuple[str, ...]) -> None:
    words = [[f"a{ask:02}w{n:03}" for n in range(90)] for ask in range(12)]
    lead = [f"lead{n:03}" for n in range(400)]
    brief = asking([" ".join(one) for one in words])
    brief = replace(brief, lead=en(" ".join(lead)), sections=sections)
    found = {word for page in pages_of(printed(brief)) for word in page.split()}
    assert set(lead) <= found
    assert {word for one in words for word in one} <= found


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(["en", "vi"]),
    st.integers(0, 25),
    st.lists(st.integers(1, 9), min_size=0, max_size=22),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_the_summary_is_one_page_whatever_is_written(  # noqa: PLR0913  (what may differ)
    language: str,
    lead: int,
    asks: list[int],
    body: bool,  # noqa: FBT001
    deadline: bool,  # noqa: FBT001
    figures: bool,  # noqa: FBT001
) -> None:
    said = ENGLISH if language == "en" else VIETNAMESE
    brief = asking(
        [said * n for n in asks],
        "Department of Examples and of Other Matters" * body,
        "the end of the second quarter of 2026" * deadline,
        language,
    )
    issue = Words(said * lead, language) if lead else None
    brief = replace(brief, lead=issue, sections=("summary", "asks", "evidence"))
    brief = brief if figures else replace(brief, figures=())
    pages = pages_of(printed(brief))
    head = "On one page" if language == "en" else "Tóm tắt trong một trang"
    running = [page for page in pages if page.startswith(head) or f"\n{head}" in page[:80]]
    assert pages[1].startswith(head)
    assert len([page for page in pages[2:] if page.startswith(head)]) == 0, running


def test_no_letter_of_the_summary_is_smaller_than_ten_points() -> None:
    brief = asking([ENGLISH * 6] * 30, "Department of Examples", "June 2026")
    sheet = pypdfium2.PdfDocument(printed(replace(brief, lead=en(ENGLISH * 20))))[1]
    text = sheet.get_textpage()
    matrix, sizes = pypdfium2.raw.FS_MATRIX(), []
    for index in range(text.count_chars()):
        _left, bottom, _right, _top = text.get_charbox(index)
        drawn = pypdfium2.raw.FPDFText_GetMatrix(text, index, matrix)
        drawn = drawn and not pypdfium2.raw.FPDFText_IsGenerated(text, index)
        if drawn and 80 < bottom < 770:  # points; without the running heads
            sizes.append(matrix.d * pypdfium2.raw.FPDFText_GetFontSize(text, index))
    assert sizes
    assert round(min(sizes), 2) >= 10
