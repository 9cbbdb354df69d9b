"""What the records forbid a paper and what they excuse, and what the refusal tells to whom.

Everybody here is made up; what is planted stands nowhere else.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from advocacy.briefing.disclosure.findings import Disclosed
from advocacy.briefing.disclosure.lastcheck import check
from advocacy.briefing.disclosure.paper_text import Paper
from advocacy.briefing.disclosure.web_text import sections_of, text_of_web
from advocacy.briefing.pack import draft_of, print_pack
from advocacy.briefing.selection.request import request_for
from advocacy.briefing.selection.voices import rule
from advocacy.briefing.timeline_paper import printed
from advocacy.usage import UsageError
from records.identities import identify
from records.store import Store
from records.types.public_life import Campaign
from tests import builders
from tests.terminal import Terminal

NAME = "Ngô Thị Markơ"
STORY = "We hid the green bag under the old stairs for many weeks that year."


@pytest.fixture
def told(store: Store) -> Store:
    """A vault with one account that was not cleared."""
    hidden = builders.a_testimony(store, contributor="TD-09", words=STORY,
                                  place="nhà nghỉ Hoa Gạo, Hà Nội")  # fmt: skip
    identify(store, hidden.id, NAME, "0912 345 678; số 12 ngõ 34 phố Thí Dụ; zalo gao88")
    return store


def where(store: Store, *pages: str, leaves: bool = True) -> list[tuple[str, str]]:
    """Which fields of records are found in a paper: kind, field."""
    try:
        check(store, Paper(pages), leaves=leaves)
    except Disclosed as refusal:
        return list(dict.fromkeys((hit.kind, hit.field) for hit in refusal.hits))
    return []


# What is excused.


def _a_source(store: Store, text: str) -> None:
    store.add("source", {"title": text, "publisher": text, "kind": "interview"})


def _a_member(store: Store, text: str) -> None:
    builders.an_organisation(store, name=text, kind="member", aliases=[text])


def _a_donor(store: Store, text: str) -> None:
    builders.an_organisation(store, name=text, kind="donor")


def _an_ask(store: Store, text: str) -> None:
    position = builders.a_position(store, title=text, statement=text, rationale=text)
    ask = builders.an_ask(store, position, text=text, proposed_text=text)
    builders.some_evidence(store, claim=text, supports=[ask.ref])


def _a_body(store: Store, text: str) -> None:
    builders.an_organisation(store, name="Hộp", aliases=[text])


def _a_law(store: Store, text: str) -> None:
    store.add("instrument", {"title": text, "kind": "law"})


def _our_own(store: Store, text: str) -> None:
    store.amend(store.office, {"name_vi": text})


@pytest.mark.parametrize("put", [_a_source, _a_member, _a_donor, _an_ask])
def test_no_source_member_donor_or_ask_excuses_a_name_or_a_story(
    told: Store, put: Callable[[Store, str], None]
) -> None:
    put(told, f"Interview with {NAME}")
    put(told, STORY)
    assert where(told, f"Interview with {NAME}") == [("name", "identity")]
    assert where(told, STORY) == [("prose", "words")]


@pytest.mark.parametrize("put", [_a_body, _a_law, _our_own])
def test_public_bodies_laws_and_our_own_name_excuse_a_name_within_theirs(
    told: Store, put: Callable[[Store, str], None]
) -> None:
    assert where(told, f"Gửi Phòng {NAME}")
    put(told, f"Phòng {NAME}")
    assert where(told, f"Gửi Phòng {NAME}") == []
    assert where(told, f"Gửi {NAME}") == [("name", "identity")]


def test_a_story_may_name_a_ministry_at_length_and_no_law(told: Store) -> None:
    long = "Bộ Thí dụ, Bàn ghế, Đèn và Hộp các loại"
    builders.a_testimony(told, contributor="TD-10", words=f"Tôi đã viết cho {long} hai lần.")
    assert where(told, f"Kính gửi: {long}") == [("prose", "words")]
    _a_law(told, long)
    assert where(told, f"Kính gửi: {long}") == [("prose", "words")]
    builders.an_organisation(told, name=long)
    assert where(told, f"Kính gửi: {long}") == []


def test_a_public_ask_excuses_what_is_to_be_said_and_no_story_in_it(told: Store) -> None:
    ask = "Strike the words on boxes from the example decree before the year is out."
    _an_ask(told, ask)
    _an_ask(told, STORY)
    builders.a_briefing(told, talking_points=f"{ask}\n{STORY}")
    assert where(told, ask) == []
    assert where(told, STORY) == [("prose", "words")]


def test_provinces_are_public_whoever_lives_there(told: Store) -> None:
    for place in ("Thanh Hóa", "quận Hoàn Kiếm, Hà Nội", "TP. Hồ Chí Minh"):
        one = builders.a_testimony(told, contributor="TD-11", place=place)
        identify(told, one.id, None, place)
    assert where(told, "Thanh Hóa, Thanh Hoa, quận Hoàn Kiếm, Hà Nội, TP. Hồ Chí Minh") == []


def test_cleared_words_may_stand_in_both_languages_whoever_said_alike(told: Store) -> None:
    english, vietnamese = STORY, "Năm ấy chúng tôi giấu chiếc túi xanh dưới gầm cầu thang."
    one = builders.a_testimony(told, words=english, translation=vietnamese)
    builders.a_testimony(told, contributor="TD-10", words=vietnamese, language="vi")
    builders.a_consent(told, one)
    request = request_for(told, builders.a_briefing(told), told.today)
    rulings = rule(told, request, ((one, None),), "en")
    both = Paper((english, vietnamese))
    check(told, both, rulings)
    with pytest.raises(Disclosed):
        check(told, both)


# Contacts, places and fields about people.


@pytest.mark.parametrize(
    ("shown", "field"),
    [
        ("số 12 ngõ 34 phố Thí Dụ", "identity"),
        ("so 12 ngo 34 pho thi du", "identity"),
        ("nhắn gao88", "identity"),
        ("gọi 0912.345.678", "identity"),
        ("ở nhà nghỉ Hoa Gạo", "place"),
        ("o nha nghi hoa gao", "place"),
    ],
)
@pytest.mark.parametrize("leaves", [True, False])
def test_a_contact_or_an_exact_place_stops_a_paper(
    told: Store, shown: str, field: str, *, leaves: bool
) -> None:
    assert where(told, f"Xin {shown} nhé.", leaves=leaves) == [("contact", field)]


def test_a_name_noted_in_small_letters_stops_a_paper(told: Store) -> None:
    builders.a_testimony(told, contributor="TD-12", collected_by="y mar kơ niê, chị gạo")
    assert where(told, "người ghi: Y Mar Kơ Niê") == [("name", "collected_by")]
    assert where(told, "nguoi ghi: y mar ko nie") == [("name", "collected_by")]
    assert where(told, "một bát gạo, y mar") == []


# What the refusal tells.


def refusal_of(store: Store, paper: Paper, html: str = "") -> Disclosed:
    with pytest.raises(Disclosed) as stopped:
        check(store, paper, sections=sections_of(html))
    return stopped.value


def test_on_a_terminal_the_refusal_names_ref_and_field(
    told: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as screen, monkeypatch.context() as shown:
        shown.setattr("sys.stderr", screen)
        hint = refusal_of(told, Paper((NAME,))).hint
    os.close(ours)
    assert hint.endswith(" identity")
    assert ": T-" in hint


def test_off_a_terminal_it_names_neither(told: Store) -> None:
    refusal = refusal_of(told, Paper((NAME,)))
    assert "T-" not in str(refusal) + refusal.hint
    assert "identity" not in str(refusal) + refusal.hint


PAGE = """<html lang="vi"><head><title>Hồ sơ</title></head><body><h1>Hồ sơ</h1>
<section id="asks" data-section="Chúng tôi đề nghị"><h2>Chúng tôi <b>đề</b> nghị</h2>
<section class="stand"><h3>Hộp</h3></section></section>
<section data-section="{own}"><h2>{own}</h2></section></body></html>"""


def test_the_refusal_names_the_section_in_the_papers_language(told: Store) -> None:
    paper = Paper((f"Hồ sơ\nChúng tôi đề nghị\n{NAME}\nÝ chính\n{STORY}",))
    refusal = refusal_of(told, paper, PAGE.format(own="Ý chính"))
    assert str(refusal) == (
        "the paper would show a person's name (page 1, kiến nghị); "
        "words that were not cleared (page 1, Ý chính)"
    )


def test_a_heading_that_must_not_be_told_is_not_told(told: Store) -> None:
    paper = Paper((f"Hồ sơ\n{NAME}\n{STORY}",))
    refusal = refusal_of(told, paper, PAGE.format(own=NAME))
    assert "Markơ" not in str(refusal)
    assert "(page 1)" in str(refusal)


@pytest.mark.parametrize("design", ["handout", "bilingual", "submission"])
def test_a_printed_pack_is_refused_by_section(told: Store, design: str) -> None:
    ask = builders.an_ask(told, builders.a_position(told))
    builders.some_evidence(told, claim=f"{NAME} had boxes taken away.", supports=[ask.ref])
    briefing = builders.a_briefing(told, languages=["en"])
    draft = draft_of(told, request_for(told, briefing, told.today))
    with pytest.raises(Disclosed) as stopped:
        print_pack(told, draft, design=design)
    assert "evidence" in {hit.where.partition(", ")[2] for hit in stopped.value.hits}


def test_a_paper_of_another_kind_is_refused_by_section_too(told: Store) -> None:
    campaign = told.add("campaign", {"title": "Boxes", "lessons": f"{NAME} was right."})
    assert isinstance(campaign, Campaign)
    with pytest.raises(Disclosed, match=r"\(page 1, What we learned\)"):
        printed(told, campaign, "en", "network", told.today)


# A page as HTML.


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<p>Theo Ngô Th<b>ị Mar</b>kơ</p>", "page 1"),
        ("<p>Ngô&nbsp;Th&#7883;<br>Markơ</p>", "page 1"),
        ("<svg><text>Ngô <tspan>Thị</tspan> Markơ</text></svg>", "page 1"),
        ("<img alt='Ngô Thị Markơ'>", "the alternative texts"),
        ("<p title='Ngô Thị Markơ'>x</p>", "the alternative texts"),
        ("<a href='https://example.invalid/Ng%C3%B4-Th%E1%BB%8B-Mark%C6%A1'>x</a>",
         "the links and annotations"),
        ("<p data-copy='Ngô Thị Markơ'>x</p>", "the file's inner marks"),
        ("<!-- Ngô Thị Markơ -->", "the file's inner marks"),
        ("<style>p::after { content: 'Ngô Thị Markơ' }</style>", "the file's inner marks"),
        ("</body><head><title>Ngô Thị Markơ</title></head>", "the document's properties"),
        ("</body><head><meta content='Ngô Thị Markơ'></head>", "the document's properties"),
    ],
)  # fmt: skip
def test_a_name_anywhere_in_a_web_page_is_found(told: Store, html: str, place: str) -> None:
    shown = text_of_web(f"<html><body><p>Hồ sơ</p>{html}</body></html>")
    assert [hit.where for hit in refusal_of(told, shown).hits] == [place]


def test_the_strokes_of_a_drawing_are_no_words(told: Store) -> None:
    drawn = (
        '<svg viewBox="0912 345 678"><path class="gao88" d="M0912 345 678" style="gao88"/></svg>'
    )
    check(told, text_of_web(f"<html><body>{drawn}<img src='data:gao88'></body></html>"))


# The commands.


def _pack(terminal: Terminal, title: str) -> str:
    return terminal("brief", "add", "--title", title, "--audience", "government_meeting",
                    "--languages", "en").last  # fmt: skip


def _told(terminal: Terminal) -> str:
    given = {
        "contributor": "TD-01", "words": "They took the boxes away twice.", "language": "en",
        "source_connection": "self", "checked_by": "reader", "checked_on": "2026-03-01",
    }  # fmt: skip
    ref = terminal("testimony", "add", "--from", "-", stdin=json.dumps(given)).last
    identity = json.dumps({"name": NAME, "contact": None})
    terminal("testimony", "identity", ref, "--from", "-", stdin=identity)
    return ref


def test_a_preview_that_shows_a_name_writes_nothing(terminal: Terminal) -> None:
    _told(terminal)
    brief = _pack(terminal, f"For {NAME}")
    said = terminal.run("brief", "preview", brief, "--html", "pages")
    assert said.code == 6
    assert "Markơ" not in said.err
    assert not (terminal.folder / "pages").exists()


def test_a_preview_is_a_draft_that_a_withdrawal_names(terminal: Terminal) -> None:
    ref = _told(terminal)
    terminal("consent", "add", "--testimony", ref, "--preset", "leave_on_paper")
    brief = _pack(terminal, "Boxes")
    terminal("brief", "preview", brief, "--html", "pages")
    page = terminal.folder / "pages" / f"{brief}-handout-en.html"
    assert "They took the boxes away twice" in page.read_text()
    said = terminal("consent", "withdraw", ref, "--yes")
    assert str(page) in said.out + said.err


@pytest.mark.parametrize(
    ("out", "staff"),
    [("out", "out/staff"), ("staff/out", "staff"), (".", "staff"), ("a", "link/b")],
)
def test_neither_folder_may_lie_in_the_other(
    out: str, staff: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advocacy.packing import check_folders

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to("a")
    with pytest.raises(UsageError, match="inside"):
        check_folders(Path(out), Path(staff))
    check_folders(Path("out"), Path("outside"))
    check_folders(Path("out"), None)
