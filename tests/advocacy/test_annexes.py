"""Files on paper: printed where staff chose them and people allowed it, and nowhere else."""

import io
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from PIL import Image, ImageDraw

from advocacy.briefing.annexes.originals import CoveredWords
from advocacy.briefing.annexes.pages import MOST_PAGES, leaves_of
from advocacy.briefing.designs import design_named
from advocacy.briefing.disclosure.findings import Disclosed
from advocacy.briefing.disclosure.paper_text import text_of
from advocacy.briefing.issuing.handing import build_draft, hand_over
from advocacy.briefing.issuing.issue import Recipient
from advocacy.briefing.issuing.verifying import verify_file
from advocacy.briefing.pack import Draft, Pack, draft_of, print_pack
from advocacy.briefing.press.stamp import stamp
from advocacy.briefing.press.typesetting import laid_out
from advocacy.briefing.selection.request import request_for
from records.attachments import Caption, NotForPaper, NothingToSay, attach, attachments, choose
from records.identities import identify
from records.store import Store
from records.types.briefing import Briefing
from records.types.evidence import Evidence
from records.types.testimony import Testimony
from records.withdrawal import withdraw
from tests import builders
from tests.advocacy.papers import assert_conforms, structure
from tests.terminal import Terminal

BARS = Caption("Bars that rise from left to right", "Các cột cao dần từ trái sang phải",
               "Boxes taken, by year", "Số hộp bị lấy theo năm")  # fmt: skip
REPORT = Caption("Report of the box survey", "Báo cáo khảo sát về hộp")


def picture(size: tuple[int, int] = (400, 300), kind: str = "PNG", mode: str = "RGB") -> bytes:
    """Bars, openly made up."""
    made = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(made)
    for n in range(5):
        left = size[0] * (2 * n + 1) // 11
        top = size[1] * (8 - n) // 10
        pen.rectangle((left, top, left + size[0] // 11, size[1]), fill=(120, 30 * n, 60))
    written = io.BytesIO()
    if mode == "I;16":
        made = Image.frombytes(
            mode, size, bytes(255 - n % 256 for n in range(2 * size[0] * size[1]))
        )
    made.convert(mode).save(written, kind)
    return written.getvalue()


def document(*pages: str) -> bytes:
    """A PDF of other people's making: each page is a piece of HTML."""
    body = "".join(f"<section>{one}</section>" for one in pages)
    style = "<style>section{break-after:page;font:14pt 'Source Serif 4'}</style>"
    html = f"<html lang='en'><head><title>x</title>{style}</head><body>{body}</body></html>"
    return laid_out(html, design_named("handout"))


def scan() -> bytes:
    """A PDF that is nothing but a picture."""
    written = io.BytesIO()
    Image.open(io.BytesIO(picture((800, 1100)))).save(written, "PDF")
    return written.getvalue()


@pytest.fixture
def evidence(store: Store) -> Evidence:
    return builders.some_evidence(store)


@pytest.fixture
def briefing(store: Store, evidence: Evidence) -> Briefing:
    """A pack with one piece of evidence and one voice."""
    assert evidence
    ministry = builders.an_organisation(store)
    meeting = builders.a_consultation(store, host=ministry.ref, title_vi="Hội thảo")
    builders.an_ask(store, builders.a_position(store), body=ministry.ref)
    return builders.a_briefing(store, consultation=meeting.ref)


def voice(store: Store, **allowed: Any) -> Testimony:
    """An account that may be printed; with `channels` its picture, too."""
    told = builders.a_testimony(store)
    builders.a_consent(store, told, **allowed)
    return told


def drafted(store: Store, briefing: Briefing, *languages: str, number: int = 0) -> Draft:
    request = request_for(store, briefing, store.today, languages=languages or ("en",))
    return draft_of(store, request, number=number, copies=2 if number else 0)


def packed(store: Store, briefing: Briefing, *languages: str, **said: Any) -> Pack:
    return print_pack(store, drafted(store, briefing, *languages), **said)


def figures(pdf: bytes) -> list[str]:
    """What is read aloud in place of each picture that belongs to an annex."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        images = [str(p.get("/Alt", "")) for p in structure(opened) if p.S == "/Figure"]
    return [alt for alt in reversed(images) if "QR" not in alt]


def text(pdf: bytes) -> str:
    return " ".join(" ".join(text_of(pdf).pages).split())


# Which files are printed


def test_a_file_that_nobody_chose_is_not_printed(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    attach(store, evidence, "bars.png", picture())
    draft = drafted(store, briefing)
    assert draft.handouts["en"].annexes == ()
    assert "annexes" not in draft.handouts["en"].sections


@pytest.mark.parametrize("design", ["handout", "submission", "bilingual"])
def test_what_was_chosen_is_listed_and_set_with_its_words_in_every_design_and_both_languages(
    store: Store, briefing: Briefing, evidence: Evidence, design: str
) -> None:
    attach(store, evidence, "bars.png", picture(), BARS)
    attach(store, evidence, "r.pdf", document("<h1>Survey</h1>", "Ba phần mười"), REPORT)
    pack = packed(store, briefing, "en", "vi", design=design)
    for language, pdf in pack.handout.items():
        assert_conforms(pdf)
        english = language.startswith("en")
        said, shown = text(pdf), figures(pdf)
        assert ("Boxes taken, by year" if english else "Số hộp bị lấy theo năm") in said
        assert ("Report of the box survey" if english else "Báo cáo khảo sát về hộp") in said
        assert BARS[0 if english else 1] in shown
        assert [one.split(".")[-1].strip() for one in shown if "Ba phần" in one or "Survey" in one]
        assert "E1" in said


def test_page_x_of_y_counts_the_pages_of_the_annexes_and_each_says_which_of_its_own_it_is(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    attach(store, evidence, "r.pdf", document("one", "two", "three"), REPORT)
    pages = text_of(packed(store, briefing).handout["en"]).pages
    for number, one in enumerate(pages[-3:], start=1):
        assert f"Annex 1, page {number} of 3" in one
        assert f"Page {len(pages) - 3 + number} of {len(pages)}" in one
    assert "Annex 1 Report of the box survey" in " ".join(pages[0].split())


def test_a_file_on_two_records_of_the_pack_is_printed_once(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    other = builders.some_evidence(store, claim="Three in ten had lids taken away.")
    for record in (evidence, other, store.get(briefing.consultation or "")):
        attach(store, record, "bars.png", picture(), BARS)
    assert len(drafted(store, briefing).handouts["en"].annexes) == 1


def test_staff_leave_annexes_out_with_their_record_or_their_section(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    attach(store, evidence, "bars.png", picture(), BARS)
    without = request_for(
        store, briefing, store.today, languages=("en",), without=frozenset({evidence.id})
    )
    assert draft_of(store, without).handouts["en"].annexes == ()
    only = builders.a_briefing(store, consultation=store.ref(briefing.consultation or ""),
                               sections=["asks", "evidence"])  # fmt: skip
    assert drafted(store, only).handouts["en"].annexes == ()


def test_a_source_that_names_contributors_shows_none_of_its_files(
    store: Store, briefing: Briefing
) -> None:
    named = store.add("source", {"title": "List of members", "names_contributors": True})
    plain = store.add("source", {"title": "Report on boxes"})
    builders.some_evidence(store, claim="Two in ten.", sources=[named.ref, plain.ref])
    attach(store, named, "list.png", picture((50, 50)), BARS)
    attach(store, plain, "bars.png", picture(), BARS)
    draft = drafted(store, briefing)
    assert [one.record.ref for one in draft.annexes.filed] == [plain.ref]
    assert [one.ref for one in draft.annexes.left_out] == [named.ref]
    assert draft.handouts["en"].annexes[0].belongs == "[2]"


def test_a_file_of_a_restricted_record_stays_at_home(store: Store, briefing: Briefing) -> None:
    minutes = store.add("source", {"title": "Minutes", "sensitivity": "network"})
    builders.some_evidence(store, claim="Two in ten.", sources=[minutes.ref])
    attach(store, minutes, "bars.png", picture(), BARS)
    assert drafted(store, briefing).annexes.filed == ()


# Files of testimonies


def test_a_file_of_a_testimony_needs_consent_to_the_words_on_paper_and_to_the_picture(
    store: Store, briefing: Briefing
) -> None:
    reader = ["internal", "government_meeting", "government_retained_copy"]
    allowed = voice(store, channels=["print", "image_audio"], audiences=reader)
    words_only = voice(store, channels=["print", "oral"], audiences=reader)
    picture_only = voice(store, channels=["image_audio"], audiences=reader)
    in_the_room = voice(store, channels=["print", "image_audio"], audiences=reader[:2])
    for n, told in enumerate((allowed, words_only, picture_only, in_the_room), start=2):
        attach(store, told, "drawing.png", picture((20 * n, 50)), BARS)
    draft = drafted(store, briefing)
    assert [one.record.id for one in draft.annexes.filed] == [allowed.id]
    assert draft.handouts["en"].annexes[0].belongs == "V1"
    refs = [one.ref for one in draft.left_out]
    assert {words_only.ref, picture_only.ref, in_the_room.ref} <= set(refs)
    quiet = request_for(store, briefing, store.today, languages=("en",), voices=False)
    assert draft_of(store, quiet).annexes.filed == ()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_picture_of_a_withdrawn_testimony_never_prints_not_even_from_another_record(
    store: Store, briefing: Briefing, evidence: Evidence, *, elsewhere: bool
) -> None:
    told = voice(store, channels=["print", "image_audio"])
    attach(store, told, "drawing.png", picture(), BARS)
    if elsewhere:
        attach(store, evidence, "drawing.png", picture(), BARS)
    assert len(drafted(store, briefing).annexes.filed) == 1
    withdraw(store, told)
    draft = drafted(store, briefing)
    assert draft.annexes.filed == ()
    assert told.ref in {one.ref for one in draft.annexes.left_out}


# What the file says


def test_a_name_in_an_appended_document_stops_the_pack_and_says_in_which_file(
    store: Store, briefing: Briefing, evidence: Evidence, tmp_path: Path
) -> None:
    identify(store, voice(store).id, "Trần Thị Mười Hai", None)
    attach(store, evidence, "r.pdf", document("Boxes", "told by Tran Thi Muoi Hai"), REPORT)
    draft = drafted(store, briefing)
    with pytest.raises(Disclosed) as refused:
        build_draft(store, draft, tmp_path / "out", None, design="handout", replace=False)
    assert refused.value.code == 6
    assert f"file 1 of {evidence.ref}, page 2" in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_a_name_in_what_a_picture_is_said_to_show_stops_the_pack(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    identify(store, voice(store).id, "Trần Thị Mười Hai", None)
    attach(store, evidence, "p.png", picture(), Caption("Trần Thị Mười Hai with boxes"))
    with pytest.raises(Disclosed):
        packed(store, briefing)


def covered() -> bytes:
    return document(
        "<p>Boxes were taken from"
        " <span style='background:#000;color:#000'>Somebody Covered</span> and from others.</p>"
        "<p style='color:#fff'>Written in white</p>"
    )


def test_words_under_a_black_box_or_white_on_white_are_not_carried_over() -> None:
    leaf = leaves_of("pdf", covered())[0]
    assert "Somebody Covered" in leaf.words
    assert leaf.seen == "Boxes were taken from and from others."
    assert leaf.covered
    plain = leaves_of("pdf", document("<p>Kept: 1 - I l | . whole, “so”</p>"))[0]
    assert plain.seen == plain.words
    assert not plain.covered


def test_staff_are_told_what_no_search_finds(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    attach(store, evidence, "bars.png", picture(), BARS)
    attach(store, evidence, "r.pdf", document("Words"), REPORT)
    attach(store, evidence, "scan.pdf", scan(), Caption("A scanned letter"))
    draft = drafted(store, briefing, "en", "vi")
    assert [one.searched for one in draft.annexes.filed] == [False, True, False]
    english, vietnamese = (draft.staff[one].to_settle for one in ("en", "vi"))
    assert any("Annexes 1, 3 are" in told for told in english)
    assert not any("annex 3" in told for told in english)
    assert any(" 3 " in told and "1, 3" not in told for told in vietnamese)


# The picture on the page


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "CMYK", "RGB", "I;16"])
def test_pictures_of_every_kind_leave_the_file_as_the_standards_want_it(
    store: Store, briefing: Briefing, evidence: Evidence, mode: str
) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    attach(store, evidence, "p", picture((120, 90), kind, mode), BARS)
    assert_conforms(packed(store, briefing).handout["en"])


@pytest.mark.parametrize("size", [(6000, 4000), (1000, 7000), (30, 20)])
def test_no_picture_has_more_points_than_paper_shows(
    store: Store, briefing: Briefing, evidence: Evidence, size: tuple[int, int]
) -> None:
    attach(store, evidence, "p.png", picture(size), BARS)
    pdf = packed(store, briefing).handout["en"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        last = opened.pages[-1]
        image = next(i for _name, i in last.get_images().items())
        for step in pikepdf.parse_content_stream(last):
            if str(step.operator) == "cm":
                across = abs(float(step.operands[0]))
                if abs(across - int(image.Width)) > 1 and across > 10:
                    assert int(image.Width) / (across / 72) <= 310
        assert (int(image.Width) / int(image.Height)) == pytest.approx(size[0] / size[1], rel=0.02)


@pytest.mark.parametrize("bad", [b"%PDF-1.7 and no pages", b""], ids=["damaged", "empty"])
def test_a_document_that_cannot_be_drawn_has_no_pages(bad: bytes) -> None:
    assert leaves_of("pdf", bad) == []


def test_a_document_with_too_many_pages_is_left_out_and_staff_are_told(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    pdf = pikepdf.new()
    for _ in range(MOST_PAGES + 1):
        pdf.add_blank_page()
    written = io.BytesIO()
    pdf.save(written)
    attach(store, evidence, "long.pdf", written.getvalue(), REPORT)
    draft = drafted(store, briefing)
    assert draft.annexes.filed == ()
    assert "100 pages" in draft.annexes.left_out[0].why


def test_signs_that_no_font_draws_do_not_stop_a_page_that_is_a_picture_of_them(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    attach(store, evidence, "p.png", picture(), Caption("Words ᚠ on a stone", title="Runes"))
    pdf = packed(store, briefing).handout["en"]
    assert_conforms(pdf)
    assert any("Words" in one for one in figures(pdf))


# The whole


def test_the_same_annexes_give_the_same_bytes_and_another_picture_another_code(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    attach(store, evidence, "bars.png", picture(), BARS)
    attach(store, evidence, "r.pdf", document("Words"), REPORT)
    first, again = packed(store, briefing), packed(store, briefing)
    assert first.handout == again.handout
    attach(store, evidence, "b.png", picture((41, 30)), BARS)
    assert packed(store, briefing).fingerprints != first.fingerprints


@pytest.mark.parametrize("originals", [False, True])
def test_numbered_copies_with_annexes_conform_and_are_known_again(
    store: Store, briefing: Briefing, evidence: Evidence, tmp_path: Path, *, originals: bool
) -> None:
    attach(store, evidence, "bars.png", picture(), BARS)
    files, _issue = hand_over(
        store, drafted(store, briefing, number=1), tmp_path, None, [Recipient("Ministry", 2)], 1,
        design="handout", replace=False, originals=originals,
    )  # fmt: skip
    pdf = files[1].read_bytes()
    assert "Copy 02/02" in text_of(pdf).pages[-1]
    assert verify_file(store, files[1].name, pdf).bytes_are_ours
    profiles = page.ValidationProfile
    part = profiles.PDF_A_3A if originals else profiles.PDF_A_2A
    for profile in (profiles.PDF_UA_1, part):
        assert page.validate_pdf_bytes(pdf, profile=profile).is_compliant


# The files themselves


def test_originals_go_into_the_file_under_names_that_tell_nothing_as_pdf_a_3a(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    attach(store, evidence, "Mrs Somebody.png", picture(), BARS)
    attach(store, evidence, "Mrs Somebody.pdf", document("Words"), REPORT)
    once, again = (packed(store, briefing, originals=True).handout["en"] for _ in range(2))
    assert once == again
    with pikepdf.open(io.BytesIO(once)) as opened:
        assert sorted(opened.attachments) == ["annex-1.png", "annex-2.pdf"]
        held = opened.attachments["annex-2.pdf"].get_file().read_bytes()
        assert held.startswith(b"%PDF-")
        assert len(opened.Root.AF) == 2
    assert b"Somebody" not in once
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf_bytes(once, profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []
    assert stamp(once, 1, 2, "en") != once


def test_an_original_with_words_that_are_covered_is_not_put_into_the_file(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    attach(store, evidence, "r.pdf", covered(), REPORT)
    with pytest.raises(CoveredWords) as refused:
        packed(store, briefing, originals=True)
    assert refused.value.code == 6
    pdf = packed(store, briefing).handout["en"]
    hidden = " ".join(said for _where, said in text_of(pdf).hidden)
    assert "Somebody Covered" not in hidden
    assert "Boxes were taken from" in hidden


def test_what_a_file_in_the_file_says_is_read_back(
    store: Store, briefing: Briefing, evidence: Evidence
) -> None:
    attach(store, evidence, "r.pdf", document("Words of the report"), REPORT)
    pdf = packed(store, briefing, originals=True).handout["en"]
    found = [where for where, said in text_of(pdf).hidden if "Words of the report" in said]
    assert "the attached files" in found


# What staff type


@pytest.mark.parametrize("kind", ["consent", "official", "organisation", "excerpt"])
def test_files_of_records_that_no_pack_prints_are_not_chosen(store: Store, kind: str) -> None:
    record = builders.one_of_each(store)[kind]
    with pytest.raises(NotForPaper):
        attach(store, record, "p.png", picture(), BARS)
    assert attachments(store, record.id) == []


def test_a_file_that_no_page_can_hold_is_not_chosen(store: Store, evidence: Evidence) -> None:
    with pytest.raises(NotForPaper):
        attach(store, evidence, "note.txt", b"words", BARS)


def test_a_picture_without_words_for_who_cannot_see_it_is_refused_with_a_hint(
    store: Store, evidence: Evidence
) -> None:
    with pytest.raises(NothingToSay, match="cannot see it") as refused:
        attach(store, evidence, "p.png", picture(), Caption(title="Bars"))
    assert "--alt" in refused.value.hint
    assert attachments(store, evidence.id) == []


def test_a_file_is_chosen_later_and_set_aside_again_and_its_history_tells(
    store: Store, evidence: Evidence
) -> None:
    attach(store, evidence, "p.png", picture())
    assert choose(store, evidence, 1, BARS).caption == BARS
    assert attachments(store, evidence.id)[0].printed
    assert not choose(store, evidence, 1, None).printed
    assert [entry.action for entry in store.story(evidence.id)][-2:] == ["annexed", "annexed"]


@pytest.fixture
def evidence_typed(terminal: Terminal) -> str:
    return terminal("evidence", "add", "--claim", "Four in ten").last


def test_at_the_terminal(terminal: Terminal, evidence_typed: str) -> None:
    ref = evidence_typed
    (terminal.folder / "p.png").write_bytes(picture())
    bare = terminal.run("attach", ref, "p.png", "--print")
    assert (bare.code, bare.out) == (2, "")
    assert "--alt" in bare.err
    assert terminal("attach", ref, "p.png").last == "1"
    assert terminal.run("attach", ref, "--number", "1").code == 2
    assert terminal.run("attach", ref, "--alt", "Bars").code == 2
    assert terminal.run("attach", ref, "--number", "7", "--print", "--alt", "Bars").code == 3
    terminal("attach", ref, "--number", "1", "--print", "--alt", "Bars", "--title-vi", "Các cột")
    terminal("attach", ref, "--number", "1", "--print", "--alt-vi", "Các cột cao dần")
    told = terminal("attach", ref, "--json").json[0]
    assert told["printed"] is True
    assert (told["alternative"], told["alternative_vi"]) == ("Bars", "Các cột cao dần")
    assert (told["name"], told["title_vi"]) == (None, "Các cột")
    briefing = terminal(
        "brief", "add", "--title", "Boxes", "--audience", "government_meeting", "--languages", "en"
    ).last
    said = terminal("brief", "build", briefing, "--out", "out", "--docx", "--attach-originals")
    assert sorted(one.name for one in (terminal.folder / "out").iterdir()) == [
        f"{briefing}-handout-en.docx", f"{briefing}-handout-en.pdf",
    ]  # fmt: skip
    assert "annex 1" in said.out
    terminal("attach", ref, "--number", "1", "--no-print")
    assert terminal("attach", ref, "--json").json[0]["printed"] is False
