"""The paper: what a Brief looks like as HTML and as a finished PDF."""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from syrupy.assertion import SnapshotAssertion

from advocacy.briefing.brief import Brief, Chart, StaffBrief, Voice, Words
from advocacy.briefing.designs import Design, DesignTooLarge, NoSuchDesign, design_named, home
from advocacy.briefing.lettering import UNUSUAL, _drawable, printable
from advocacy.briefing.render import (
    OWN_ADDRESS,
    BrokenDesign,
    ForbiddenFetch,
    laid_out,
    to_html,
    to_pdf,
)
from advocacy.briefing.stamp import stamp
from tests.advocacy.briefs import en, handout, staff_paper

HANDOUT, STAFF = design_named("handout"), design_named("staff")
PAPERS = [("handout", "en"), ("handout", "vi"), ("staff", "en"), ("staff", "vi")]
MARKUP = (
    "<script>alert(1)</script> {{ brief.office }} {% for x in y %} {# gone #} "
    '</style><style>*{display:none}</style> <img src="file:///etc/passwd"> & &amp; <!-- hidden -->'
)


@cache
def brief_of(name: str, language: Any) -> Brief | StaffBrief:
    return handout(language) if name == "handout" else staff_paper(language)


@cache
def paper(name: str, language: str) -> bytes:
    brief = brief_of(name, language)
    return printed(brief, design_named(name))


def printed(brief: Brief | StaffBrief, design: Design = HANDOUT) -> bytes:
    return to_pdf(to_html(brief, design), design, brief)


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [p.get_textpage().get_text_range().replace("\r\n", "\n") for p in document]


def words_of(pdf: bytes) -> list[str]:
    return " ".join(pages_of(pdf)).split()


def structure(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        place = waiting.pop()
        if isinstance(place, pikepdf.Array):
            waiting.extend(place)
        elif isinstance(place, pikepdf.Dictionary) and "/S" in place:
            yield place
            waiting.append(place.get("/K", pikepdf.Array()))


def assert_conforms(pdf: bytes) -> None:
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []
        assert report.is_compliant


# The page


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
    finding = replace(handout().findings[0], claim=en(MARKUP), chart=chart)
    pdf = printed(handout(title=en(MARKUP), lead=en(MARKUP), voices=(quoted,), findings=(finding,)))
    squeezed = "".join(words_of(pdf))
    assert squeezed.count("".join(MARKUP.split())) >= 4
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
    bare = replace(
        bare, control=replace(bare.control, prepared_for=None, meeting=None, place="", version="")
    )
    html = to_html(bare, HANDOUT)
    for absent in ("Prepared for", "Version", "The evidence", "Voices</h2>", "None", "<td></td>"):
        assert absent not in html
    assert_conforms(printed(bare))


def test_a_section_prints_only_if_the_pack_has_it() -> None:
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
    broken = Design("handout", {**HANDOUT.files, "handout/page.html": b"{{ brief.power_map }}"})
    with pytest.raises(BrokenDesign, match="power_map"):
        to_html(handout(), broken)


def test_a_template_cannot_reach_into_the_program() -> None:
    source = b"{{ brief.__class__.__mro__[1].__subclasses__() }}"
    with pytest.raises(BrokenDesign):
        to_html(handout(), Design("handout", {**HANDOUT.files, "handout/page.html": source}))


# The signs


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


# The finished file


@pytest.mark.parametrize(("name", "language"), PAPERS)
def test_every_paper_is_pdf_a_2a_and_pdf_ua_1(name: str, language: str) -> None:
    assert_conforms(paper(name, language))


@pytest.mark.parametrize(("name", "language"), PAPERS)
def test_every_page_says_that_it_is_a_draft(name: str, language: str) -> None:
    assert all("BẢN NHÁP · DRAFT" in text for text in pages_of(paper(name, language)))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_page_of_the_staff_paper_says_that_it_is_internal(language: str) -> None:
    assert all("LƯU HÀNH NỘI BỘ · INTERNAL" in text for text in pages_of(paper("staff", language)))


def test_a_paper_that_is_no_draft_does_not_say_so() -> None:
    for brief, design in ((handout(draft=False), HANDOUT), (staff_paper(draft=False), STAFF)):
        assert "DRAFT" not in "".join(pages_of(printed(brief, design)))


def test_pages_are_numbered_in_the_packs_language() -> None:
    pages = pages_of(paper("handout", "en"))
    assert f"Page 2 of {len(pages)}" in pages[1]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert printed(handout()) == paper("handout", "en")


def test_the_file_names_its_maker_and_title_and_neither_day_nor_place() -> None:
    with pikepdf.open(BytesIO(paper("handout", "en"))) as pdf:
        assert str(pdf.docinfo["/Author"]) == handout().office.name.text
        assert str(pdf.docinfo["/Title"]) == handout().title.text
        assert str(pdf.Root.Lang) == "en"
        assert {"/CreationDate", "/ModDate"}.isdisjoint(pdf.docinfo.keys())
        metadata = pdf.Root.Metadata
        assert "/Filter" not in metadata
        text = metadata.read_bytes().decode()
        assert "Date>" not in text
        strings = b"".join(o.unparse() for o in pdf.objects)
    for place in (str(home()), str(Path.home()), "/tmp/", "pack.invalid"):  # noqa: S108
        assert place.encode() not in paper("handout", "en") + strings + text.encode()


def test_sections_and_asks_are_bookmarked() -> None:
    with pikepdf.open(BytesIO(paper("handout", "en"))) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
        assert titles[:4] == ["Contents", "This copy", "On one page", "What we ask"]


def test_only_the_programs_fonts_are_used() -> None:
    with pikepdf.open(BytesIO(paper("staff", "vi"))) as pdf:
        names = {str(o.BaseFont)[8:] for o in pdf.objects if is_font(o)}
    assert {name.rpartition("-")[0] or name for name in names} <= {
        "Be-Vietnam-Pro", "Be-Vietnam-Pro-Semi", "Source-Serif-4", "Source-Serif-4-Semi",
    } | names_starting(names)  # fmt: skip


def names_starting(names: set[str]) -> set[str]:
    return {n for n in names if n.startswith(("Be-Vietnam-Pro", "Source-Serif-4"))}


def is_font(found: Any) -> bool:
    return isinstance(found, pikepdf.Dictionary) and "/BaseFont" in found


def test_vietnamese_marks_are_drawn_and_not_only_written() -> None:
    # What is read back from a page would be right even if wrong letters were drawn.
    with_marks, without = (
        ink(printed(handout("vi", title=Words(text, "vi"), subtitle=None)))
        for text in ("ỮỆỞẰỖ", "UEOAO")
    )
    assert with_marks > without * 1.1


def ink(pdf: bytes) -> int:
    """Dark points in the band of the cover where the title stands."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1.0).to_pil().convert("L")
    return sum(1 for point in picture.crop((70, 190, 560, 260)).tobytes() if point < 128)


def test_the_structure_tells_languages_scopes_and_leaves_running_heads_out() -> None:
    with pikepdf.open(BytesIO(paper("handout", "en"))) as pdf:
        places = list(structure(pdf))
        assert {str(p.Lang) for p in places if "/Lang" in p} == {"vi"}
        scopes = [str(p.A.Scope) for p in places if p.S == "/TH"]
        assert set(scopes) == {"/Column", "/Row"}
        content = pdf.pages[2].Contents.read_bytes()
        assert content.count(b"/Artifact <</Type /Pagination>> BDC") == 5
        marks = pdf.Root.StructTreeRoot.ParentTree.Nums[5]
        assert sum(1 for mark in marks if mark is None) == 5


def test_qpdf_finds_no_fault() -> None:
    with pikepdf.open(BytesIO(paper("handout", "vi"))) as pdf:
        assert pdf.check_pdf_syntax() == []


# Little and much


def test_every_word_of_a_long_testimony_and_a_long_clause_is_printed() -> None:
    story = "\n\n".join(
        " ".join(f"w{n:04}" for n in range(start, start + 100)) for start in range(0, 3000, 100)
    )
    clause = " ".join(f"c{n:04}" for n in range(700))
    stand = handout().stands[0]
    ask = replace(stand.requests[0], proposed_text=en(clause))
    voice = Voice("V1", en(story), "", paraphrase=False, sources=())
    pdf = printed(handout(voices=(voice,), stands=(replace(stand, requests=(ask,)),)))
    found = {word.strip("“”") for word in words_of(pdf)}
    assert {f"w{n:04}" for n in range(3000)} <= found
    assert {f"c{n:04}" for n in range(700)} <= found
    assert_conforms(pdf)


@pytest.mark.parametrize("asks", [1, 3, 4, 6, 7, 20])
def test_the_summary_is_one_page(asks: int) -> None:
    stand = handout().stands[0]
    long = "We ask the department to answer within thirty days and in writing. " * 12
    many = tuple(
        replace(stand.requests[0], number=f"A{n}", text=en(long), deadline=long[:90])
        for n in range(1, asks + 1)
    )
    brief = handout(
        lead=en(long * 2), title=en(long[:300]), stands=(replace(stand, requests=many),)
    )
    pages = pages_of(printed(brief))
    assert "On one page" in pages[1]
    assert "What we ask\n" in pages[2]


def test_a_title_of_three_hundred_signs_stays_on_the_cover() -> None:
    title = ("Học nghề theo nguyện vọng và chỗ ngồi tại bàn thảo luận " * 6)[:300]
    pages = pages_of(printed(handout("vi", title=Words(title, "vi"))))
    assert title.split() == pages[0].split()[11 : 11 + len(title.split())] or all(
        word in pages[0].split() for word in title.split()
    )
    assert handout("vi").control.reference in pages[0]


def test_a_nearly_empty_last_page_is_drawn_in() -> None:
    loose = Design("handout", {k: v for k, v in HANDOUT.files.items() if "tight" not in k})
    sources = handout().sources
    for extra in range(1, 40):
        brief = handout(sources=tuple(replace(sources[0], number=n) for n in range(1, extra + 4)))
        html = to_html(brief, loose)
        before = pages_of(laid_out(html, loose))
        if len(before[-1].splitlines()) < 8:
            assert len(pages_of(laid_out(html, HANDOUT))) == len(before) - 1
            return
    pytest.fail("no length was found at which the last page is nearly empty")


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
    evil = Design("handout", {**HANDOUT.files, "handout/page.css": css})
    with pytest.raises(ForbiddenFetch):
        laid_out(to_html(handout(), evil), evil)


def test_a_picture_inside_the_page_may_be_used() -> None:
    dot = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhf"
        "DwAChwGA60e6kgAAAABJRU5ErkJggg=="
    )
    pdf = laid_out(f'<html lang="en"><img alt="x" src="{dot}"></html>', HANDOUT)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert any(o.get("/Subtype") == "/Image" for o in opened.objects if is_stream(o))


def is_stream(found: Any) -> bool:
    return isinstance(found, pikepdf.Stream)


def test_printing_leaves_the_environment_and_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "as it was")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    printed(staff_paper(), STAFF)
    assert os.environ["FONTCONFIG_FILE"] == "as it was"
    assert list(tmp_path.iterdir()) == []


# Designs


def test_a_design_is_found_by_name_and_by_folder(tmp_path: Path) -> None:
    own = tmp_path / "ours"
    own.mkdir()
    (own / "page.html").write_text(
        '<html lang="{{ brief.language }}"><head><title>{{ brief.title.text }}</title>'
        '<link rel="stylesheet" href="page.css"></head><body><h1>{{ _("Voices") }}</h1></body></html>'
    )
    (own / "page.css").write_text("@import url(../common/type.css); h1 { color: #000 }")
    design = design_named(own)
    assert design.name == "ours"
    assert design.files["common/type.css"] == HANDOUT.files["common/type.css"]
    assert "Voices" in pages_of(printed(handout(), design))[0]


def test_a_link_that_leads_out_of_a_design_is_not_followed(tmp_path: Path) -> None:
    for name in ("page.html", "page.css"):
        (tmp_path / name).write_text("")
    outside = tmp_path.parent / "outside.txt"
    outside.write_text("secret")
    (tmp_path / "picture.png").symlink_to(outside)
    assert b"secret" not in design_named(tmp_path).files.values()


def test_an_unknown_design_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NoSuchDesign, match="no design poster") as refused:
        design_named("poster")
    assert "handout" in refused.value.hint


def test_a_folder_that_is_no_design_is_not_read_whole(tmp_path: Path) -> None:
    for name in ("page.html", "page.css"):
        (tmp_path / name).write_text("")
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(30_000_000)
    with pytest.raises(DesignTooLarge):
        design_named(tmp_path)


@pytest.mark.parametrize("family", ["be-vietnam-pro", "source-serif-4"])
def test_every_font_lies_beside_its_licence(family: str) -> None:
    folder = home() / "fonts" / family
    assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text()
    assert list(folder.glob("*.ttf"))


# Numbered copies


def issued() -> bytes:
    brief = handout(draft=False)
    return printed(replace(brief, control=replace(brief.control, copies=12)))


@pytest.fixture(scope="module")
def clean() -> bytes:
    return issued()


def test_a_copy_bears_its_number_on_every_page_and_stays_sound(clean: bytes) -> None:
    copy = stamp(clean, 3, 12, "en")
    assert all("Copy 03/12 · Bản số 03/12" in text for text in pages_of(copy))
    assert_conforms(copy)
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_vietnamese_number_comes_first_in_a_vietnamese_pack(clean: bytes) -> None:
    assert "Bản số 003/120 · Copy 003/120" in pages_of(stamp(clean, 3, 120, "vi"))[0]


def test_a_stamp_stands_inside_the_place_kept_for_it(clean: bytes) -> None:
    plain, stamped = (
        pypdfium2.PdfDocument(pdf)[1].render(scale=2.0).to_pil().convert("L")
        for pdf in (clean, stamp(clean, 12, 12, "en"))
    )
    changed = [
        (x, y)
        for y in range(plain.height)
        for x in range(plain.width)
        if plain.getpixel((x, y)) != stamped.getpixel((x, y))
    ]
    left, right = min(x for x, _ in changed), max(x for x, _ in changed)
    top, bottom = min(y for _, y in changed), max(y for _, y in changed)
    frame = [(left - 4, y) for y in (top, bottom)] + [(right + 4, y) for y in (top, bottom)]
    assert all(point not in changed for point in frame)
    row = [plain.getpixel((x, (top + bottom) // 2)) for x in range(plain.width)]
    lines = [x for x, shade in enumerate(row) if shade < 200]
    assert min(lines) < left
    assert max(lines) > right


def test_the_same_copy_has_the_same_bytes_and_another_has_not(clean: bytes) -> None:
    assert stamp(clean, 3, 12, "en") == stamp(clean, 3, 12, "en")
    assert stamp(clean, 3, 12, "en") != stamp(clean, 4, 12, "en")


def test_a_stamp_adds_no_text_to_what_is_read_aloud(clean: bytes) -> None:
    with (
        pikepdf.open(BytesIO(clean)) as one,
        pikepdf.open(BytesIO(stamp(clean, 1, 2, "en"))) as two,
    ):
        assert len(list(structure(one))) == len(list(structure(two)))


def test_there_is_no_thirteenth_copy_of_twelve(clean: bytes) -> None:
    with pytest.raises(ValueError, match="13 of 12"):
        stamp(clean, 13, 12, "en")


def test_no_copy_of_many_ends_a_stream_in_doubt() -> None:
    brief = staff_paper(draft=False)
    pdf = printed(brief, STAFF)
    for number in range(1, 61):
        assert b"\r\nendstream" not in stamp(pdf, number, 60, "en")


def test_the_addresses_of_a_pack_lead_nowhere() -> None:
    assert OWN_ADDRESS.split("/")[2].endswith(".invalid")
