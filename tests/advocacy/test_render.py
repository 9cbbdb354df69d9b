"""The page: what a Brief looks like as HTML, how much of it fits, and what it may reach."""

import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from syrupy.assertion import SnapshotAssertion

from advocacy.briefing.brief import Voice, Words
from advocacy.briefing.charts import Chart
from advocacy.briefing.designs import Design
from advocacy.briefing.press.filling import BrokenDesign, to_html
from advocacy.briefing.press.typesetting import ForbiddenFetch, laid_out
from tests.advocacy.briefs import en, handout, staff_paper
from tests.advocacy.papers import HANDOUT, STAFF, assert_conforms, pages_of, printed

MARKUP = (
    "<script>alert(1)</script> {{ brief.office }} {% for x in y %} {# gone #} "
    '</style><style>*{display:none}</style> <img src="file:///etc/passwd"> & &amp; <!-- hidden -->'
)
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhf"
    "DwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def with_page(source: bytes) -> Design:
    return Design("handout", {**HANDOUT.files, "handout/page.html": source})


# What is said


def test_the_english_handout_keeps_its_html(snapshot: SnapshotAssertion) -> None:
    assert to_html(handout("en"), HANDOUT) == snapshot


def test_the_vietnamese_handout_keeps_its_html(snapshot: SnapshotAssertion) -> None:
    assert to_html(handout("vi"), HANDOUT) == snapshot


def test_the_staff_paper_keeps_its_html(snapshot: SnapshotAssertion) -> None:
    assert to_html(staff_paper("en"), STAFF) == snapshot


def test_the_words_of_the_page_are_in_the_packs_language_not_the_terminals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "vi")
    assert "What we ask" in to_html(handout("en"), HANDOUT)


def test_markup_in_a_users_text_prints_as_text() -> None:
    quoted = Voice("V1", en(MARKUP), MARKUP, paraphrase=False, sources=())
    chart = Chart(MARKUP, "%", ((MARKUP, 3.0), ("b", 1.0)), MARKUP, MARKUP)
    finding = replace(handout().findings[0], claim=en(MARKUP), value="1", chart=chart)
    brief = handout(title=en(MARKUP), lead=en(MARKUP), voices=(quoted,), findings=(finding,))
    squeezed = "".join("".join(pages_of(printed(brief))).split())
    places = (
        "title", "lead", "claim", "claim on the first page", "chart's note", "chart's label",
        "voice", "byline",
    )  # fmt: skip
    assert squeezed.count("".join(MARKUP.split())) == len(places)
    assert "root:" not in squeezed


def test_a_text_in_the_other_language_says_so() -> None:
    brief = handout("en", title=Words("Học nghề", "vi", borrowed=True))
    assert '<h1 class="" lang="vi">Học nghề</h1>' in to_html(brief, HANDOUT)


def test_empty_sections_and_fields_are_left_out() -> None:
    bare = handout(
        sections=("summary", "asks"), findings=(), voices=(), told_by=(), promises=(), meetings=(),
        changes=(), never_heard=(), sources=(), figures=(), lead=None, subtitle=None,
        meeting_asks="",
    )  # fmt: skip
    control = replace(bare.control, prepared_for=None, meeting=None, place="", version="")
    bare = replace(bare, control=control)
    html = to_html(bare, HANDOUT)
    for absent in ("Prepared for", "Version", "The evidence", "Voices</h2>", "None", "<ul"):
        assert absent not in html
    assert_conforms(printed(bare))


def test_an_empty_staff_paper_is_still_a_sound_paper() -> None:
    bare = staff_paper(
        when="", where="", room="", host=None, others=(), officials=(), delegates=(), speakers="",
        talking_points=None, requests=(), promises=(), questions=(), not_to_say=None,
        read_aloud=(), to_settle=(),
    )  # fmt: skip
    assert_conforms(printed(bare, STAFF))


def test_a_section_prints_only_if_the_pack_has_it_and_nothing_links_to_it() -> None:
    html = to_html(handout(sections=("summary", "asks")), HANDOUT)
    assert 'id="evidence"' not in html
    assert 'href="#E1"' not in html
    assert "E1" in html


def test_a_paraphrase_is_not_set_between_quotation_marks() -> None:
    told = Voice("V1", en("She left."), "", paraphrase=True, sources=())
    said = Voice("V2", en("I left."), "", paraphrase=False, sources=())
    html = to_html(handout(voices=(told, said)), HANDOUT)
    assert "<p>She left.</p>" in html
    assert "<p>“I left.”</p>" in html


def test_numbers_in_a_chart_are_written_as_the_language_does() -> None:
    assert ">17,5%<" in to_html(handout("vi"), HANDOUT)
    assert ">17.5%<" in to_html(handout("en"), HANDOUT)


def test_a_name_that_no_brief_has_is_refused() -> None:
    with pytest.raises(BrokenDesign, match="power_map"):
        to_html(handout(), with_page(b"{{ brief.power_map }}"))


def test_a_template_cannot_reach_into_the_program() -> None:
    with pytest.raises(BrokenDesign):
        to_html(handout(), with_page(b"{{ brief.__class__.__mro__[1].__subclasses__() }}"))


# How much fits


def test_every_word_of_a_long_testimony_and_a_long_clause_is_printed() -> None:
    story = "\n\n".join(
        " ".join(f"w{n:04}" for n in range(start, start + 100)) for start in range(0, 3000, 100)
    )
    clause = " ".join(f"c{n:04}" for n in range(700))
    stand = handout().stands[0]
    ask = replace(stand.requests[0], proposed_text=en(clause))
    voice = Voice("V1", en(story), "", paraphrase=False, sources=())
    pdf = printed(handout(voices=(voice,), stands=(replace(stand, requests=(ask,)),)))
    found = {word.strip("“”") for text in pages_of(pdf) for word in text.split()}
    assert {f"w{n:04}" for n in range(3000)} <= found
    assert {f"c{n:04}" for n in range(700)} <= found
    assert_conforms(pdf)


def test_a_title_of_three_hundred_signs_stays_on_the_cover() -> None:
    title = ("Học nghề theo nguyện vọng và chỗ ngồi tại bàn thảo luận " * 6)[:300].strip()
    both = Words(title, "vi")
    brief = handout("vi", title=both, subtitle=both)
    cover = " ".join(pages_of(printed(brief))[0].split())
    assert cover.count(title) == 2
    assert brief.control.reference in cover


@pytest.mark.parametrize(("rows", "pages"), [(12, 1), (13, 1), (16, 2), (24, 2), (25, 2)])
def test_a_nearly_empty_last_page_is_drawn_in(rows: int, pages: int) -> None:
    sheet = "<style>@page{size:A4;margin:20mm} p{height:21mm;margin:0} body{margin:0}</style>"
    html = f'<html lang="en">{sheet}{"<p>row</p>" * rows}<div id="end"></div></html>'
    drawn_in = Design("own", {"own/tight.css": b"p{height:19.5mm !important}"})
    assert len(pages_of(laid_out(html, drawn_in))) == pages
    assert len(pages_of(laid_out(html, Design("own", {})))) == -(-rows // 12)


# What a page may reach


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://example.org/x.png",
        "https://pack.invalid/../../etc/passwd",
        "https://pack.invalid.example.org/handout/page.css",
        "//example.org/x.png",
        "/etc/passwd",
        "elsewhere.png",
        "ftp://example.org/x",
    ],
)
def test_a_page_cannot_fetch_what_is_not_its_own(address: str) -> None:
    with pytest.raises(ForbiddenFetch) as refused:
        laid_out(f'<html lang="en"><img alt="x" src="{address}"></html>', HANDOUT)
    assert "passwd" not in str(refused.value)
    assert refused.value.code == 8


def test_a_style_sheet_cannot_fetch_what_is_not_the_designs_own() -> None:
    css = HANDOUT.files["handout/page.css"] + b"@font-face{font-family:x;src:url(file:///etc/x)}"
    with pytest.raises(ForbiddenFetch):
        laid_out(
            to_html(handout(), HANDOUT),
            Design("handout", {**HANDOUT.files, "handout/page.css": css}),
        )


def test_a_picture_inside_the_page_may_be_used() -> None:
    pdf = laid_out(f'<html lang="en"><img alt="x" src="{DOT}"></html>', HANDOUT)
    with pikepdf.open(BytesIO(pdf)) as opened:
        streams = [one for one in opened.objects if isinstance(one, pikepdf.Stream)]
        assert any(one.get("/Subtype") == "/Image" for one in streams)


def test_printing_leaves_the_environment_as_it_was_and_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "as it was")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    printed(staff_paper(), STAFF)
    assert os.environ["FONTCONFIG_FILE"] == "as it was"
    assert list(tmp_path.iterdir()) == []
