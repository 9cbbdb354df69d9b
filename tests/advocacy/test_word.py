"""The handout as a Word file: the same words, the same gate, the same search."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from advocacy.briefing.brief import Annex, Brief, Language, Words
from advocacy.briefing.disclosure.findings import Disclosed
from advocacy.briefing.issuing.handing import build_draft, hand_over
from advocacy.briefing.issuing.issue import Recipient
from advocacy.briefing.issuing.verifying import verify_file
from advocacy.briefing.pack import draft_of, print_pack
from advocacy.briefing.press.filling import catalogue
from advocacy.briefing.selection.request import request_for
from advocacy.briefing.word.file import WordFile
from advocacy.briefing.word.handout import to_word
from advocacy.briefing.word.text import words_of
from advocacy.usage import UsageError
from records.drafts import drafts
from records.identities import identify
from records.store import Store
from records.types.briefing import Briefing, Copy
from records.types.testimony import Testimony
from records.withdrawal import withdraw
from tests import builders
from tests.advocacy.briefs import en, handout
from tests.advocacy.test_pack import WORDS

DAY = date(2026, 3, 15)


def written(brief: Brief) -> bytes:
    return to_word(brief, DAY, catalogue(brief.language))


def opened(brief: Brief) -> Document:
    return docx.Document(io.BytesIO(written(brief)))


def plain(docx_: bytes) -> str:
    return " ".join(words_of(docx_).pages[0].split())


def heads(file: Document) -> list[tuple[str, str]]:
    return [
        (p.style.name, p.text)
        for p in file.paragraphs
        if p.style and p.style.name and p.style.name.startswith(("Title", "Heading"))
    ]


# What it says


@pytest.mark.parametrize("language", ["en", "vi"])
def test_everything_that_the_handout_says_can_be_copied(language: Language) -> None:
    brief = handout(language)
    said = plain(written(brief))
    texts = [brief.title.text, brief.office.name.text, brief.control.reference]
    for stand in brief.stands:
        texts += [stand.title.text, *stand.statement.paragraphs]
    for request in brief.requests:
        texts += [request.number, *request.text.paragraphs, request.deadline]
        texts += [part.text for part in (request.body, request.proposed_text) if part]
    for finding in brief.findings:
        texts += [finding.number, finding.claim.text, finding.base, finding.value]
    for voice in brief.voices:
        texts += [voice.number, *voice.words.paragraphs, voice.byline]
    for promise in brief.promises:
        texts += [*promise.words.paragraphs, promise.post, promise.we_can_show, promise.due]
    for meeting in brief.meetings:
        texts += [meeting.title.text, meeting.represented]
    texts += [change.words.text for change in brief.changes]
    texts += [source.text for source in brief.sources] + list(brief.never_heard)
    for text in texts:
        assert " ".join(text.split()) in said, text


def test_a_chart_becomes_the_table_of_its_numbers_and_its_words_name_the_table() -> None:
    brief = handout()
    chart: Any = brief.findings[0].chart
    file = opened(brief)
    named = {t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): t for t in file.tables}
    rows = named[chart.alternative].rows
    assert [row.cells[0].text for row in rows] == [label for label, _value in chart.bars]


def test_what_the_pack_leaves_out_is_left_out() -> None:
    brief = handout(sections=("asks",))
    assert [text for style, text in heads(opened(brief)) if style == "Heading 1"] == ["What we ask"]
    empty = replace(brief, stands=(), lead=None, sections=("summary",))
    assert plain(written(empty))


def test_a_column_that_nothing_stands_in_is_left_out_as_on_paper() -> None:
    def columns(**changes: Any) -> list[str]:
        stands = tuple(
            replace(stand, requests=tuple(replace(one, **changes) for one in stand.requests))
            for stand in handout().stands
        )
        asked = opened(handout(stands=stands, sections=("summary",))).tables[1]
        return [cell.text for cell in asked.rows[0].cells]

    assert columns() == ["No.", "We ask", "Responsible body", "By when"]
    assert columns(deadline="") == ["No.", "We ask", "Responsible body"]
    assert columns(deadline="", body=None) == ["No.", "We ask"]


def test_a_promise_cites_its_sources() -> None:
    promise = replace(handout().promises[0], sources=(7, 9))
    assert "[7] [9]" in plain(written(handout(promises=(promise,), sections=("commitments",))))


def test_annexes_are_listed_and_the_reader_is_sent_to_the_paper() -> None:
    annex = Annex(1, en("Boxes by year"), en("Bars"), "Picture", "E1", False, ())  # noqa: FBT003
    said = plain(written(replace(handout(), sections=("annexes",), annexes=(annex,))))
    assert "Boxes by year Picture E1" in said
    assert "The annexes stand in the paper with the same code." in said


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_draft_says_so_on_every_page_and_an_issue_does_not(language: Language) -> None:
    for draft in (True, False):
        section = opened(handout(language, draft=draft)).sections[0]
        assert section.header.paragraphs[0].text == ("BẢN NHÁP · DRAFT" if draft else "")
        assert "LN-2016" in section.footer.paragraphs[0].text


# How it is made


@pytest.mark.parametrize(("language", "region"), [("en", "en-GB"), ("vi", "vi-VN")])
def test_its_language_is_told_and_that_of_what_is_in_another(
    language: Language, region: str
) -> None:
    other: Language = "vi" if language == "en" else "en"
    brief = handout(language, subtitle=Words("Dạy nghề" if other == "vi" else "Training", other))
    file = opened(brief)
    default = next(file.styles.element.iter(qn("w:lang")))
    assert default.get(qn("w:val")) == region
    assert file.core_properties.language == region
    told = {lang.get(qn("w:val")) for lang in file.element.body.iter(qn("w:lang"))}
    assert {"en-GB", "vi-VN"} - {region} <= told


def test_what_runs_from_right_to_left_is_set_so() -> None:
    voices = (replace(handout().voices[0], words=Words("أخذوا الصناديق", "ar")),)
    body = opened(handout(voices=voices, sections=("voices",))).element.body
    told = next(p for p in body.iter(qn("w:p")) if "الصناديق" in "".join(p.itertext()))
    layout = [one.tag for one in told.find(qn("w:pPr"))]
    assert layout.index(qn("w:pStyle")) < layout.index(qn("w:bidi"))  # else Word may refuse it
    assert next(told.iter(qn("w:lang"))).get(qn("w:bidi")) == "ar-SA"


def test_its_headings_are_real_ones_in_order_and_its_tables_repeat_their_heads() -> None:
    file = opened(handout())
    levels = [0 if style == "Title" else int(style[-1]) for style, _text in heads(file)]
    assert levels[0] == 0
    assert all(level >= 1 for level in levels[1:])
    for table in file.tables:
        first = table.rows[0]._tr
        labelled = table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
        assert labelled or first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    page = file.sections[0]
    assert page.page_width
    assert page.page_height
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_what_leads_to_a_table_stays_on_its_page() -> None:
    file = opened(handout(sections=("asks", "evidence")))
    led = 0
    above: list[Any] = []
    for one in file.iter_inner_content():
        if not isinstance(one, Table):
            above.append(one)
            continue
        heading = [n for n, p in enumerate(above) if p.style.name.startswith("Heading")][-1:]
        lines = [p for p in above[heading[0] + 1 :] if p.text] if heading else []
        assert all(p.paragraph_format.keep_with_next for p in lines)
        led += len(lines)
        above = []
    assert led > len(handout().requests) + len(handout().findings)
    assert not any(p.paragraph_format.keep_with_next for p in above)  # no table comes after


def test_a_quotation_stays_with_the_line_below_it() -> None:
    lines = [
        (p.style.name if p.style else "", p.paragraph_format.keep_with_next)
        for p in opened(handout(sections=("voices",))).paragraphs
    ]
    last = [
        kept
        for (style, kept), (below, _kept) in pairwise(lines)
        if (style, below) == ("Quote", "Caption")
    ]
    assert last == [True] * len(handout().voices)


def test_it_tells_nothing_of_who_made_it_where_and_when(tmp_path: Path) -> None:
    brief = handout()
    file = written(brief)
    said = opened(brief).core_properties
    assert (said.author, said.last_modified_by) == (brief.office.name.text,) * 2
    assert (said.created.date(), said.modified.date()) == (DAY, DAY)
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert {m.date_time for m in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = parts.namelist()
        everything = b"".join(parts.read(name) for name in names).lower()
    assert not [n for n in names if "thumbnail" in n or "customXml" in n or "app.xml" in n]
    for mark in (b"python", b"generated", b"macintosh", str(tmp_path.parent).encode()):
        assert mark not in everything, mark


def test_the_same_pack_gives_the_same_bytes() -> None:
    assert written(handout()) == written(handout())


def test_markup_and_signs_that_xml_forbids_print_as_text_or_not_at_all() -> None:
    brief = handout(title=en("<w:t>&amp; \x0b\x00\ud83d </w:t>"), sections=())
    assert "<w:t>&amp;" in plain(written(brief))
    long = "Long " * 60 + "end"
    assert long in plain(written(handout(title=en(long), sections=())))


# What stops it


@pytest.fixture
def told(store: Store) -> Testimony:
    return builders.a_testimony(store)


@pytest.fixture
def briefing(store: Store, told: Testimony) -> Briefing:
    ministry = builders.an_organisation(store)
    meeting = builders.a_consultation(store, host=ministry.ref)
    builders.an_ask(store, builders.a_position(store), body=ministry.ref)
    builders.a_consent(store, told)
    return builders.a_briefing(store, consultation=meeting.ref, languages=["en"])


def draft(store: Store, briefing: Briefing, number: int = 0) -> Any:
    return draft_of(
        store, request_for(store, briefing, store.today), number=number, copies=2 * number
    )


def test_a_draft_in_word_is_written_beside_the_paper_with_its_code_and_remembered(
    store: Store, briefing: Briefing, tmp_path: Path
) -> None:
    made = build_draft(
        store,
        draft(store, briefing),
        tmp_path / "out",
        None,
        design="submission",
        replace=False,
        word=True,
    )
    assert [p.name for p in made] == [
        f"{briefing.ref}-submission-en.pdf", f"{briefing.ref}-handout-en.docx",
    ]  # fmt: skip
    said = plain(made[1].read_bytes())
    assert WORDS in said
    assert print_pack(store, draft(store, briefing)).fingerprints["handout-en"] in said
    assert briefing.ref not in said
    assert {Path(f.path).name for f in drafts(store)[0].files} == {p.name for p in made}
    with pytest.raises(UsageError):
        build_draft(
            store, draft(store, briefing), tmp_path / "out", None, design="handout", replace=False,
            word=True,
        )  # fmt: skip
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_an_issue_has_one_unnumbered_word_file_that_a_recall_knows(
    store: Store, briefing: Briefing, told: Testimony, tmp_path: Path
) -> None:
    files, issue = hand_over(
        store, draft(store, briefing, 1), tmp_path / "out", None, [Recipient("Ministry", 2)], 1,
        design="handout", replace=False, word=True,
    )  # fmt: skip
    names = [p.name.removeprefix(f"{briefing.ref}-handout-en") for p in files]
    assert sorted(names) == ["-copy-01.pdf", "-copy-02.pdf", ".docx"]
    assert {name for name, _sum in issue.files} == {p.name for p in files}
    assert len(store.where(Copy, "issue", issue.id)) == 2
    docx_ = next(p for p in files if p.suffix == ".docx")
    known = verify_file(store, docx_.name, docx_.read_bytes())
    assert (known.bytes_are_ours, known.copy, known.withdrawn) == (True, None, ())
    withdraw(store, told)
    assert verify_file(store, docx_.name, docx_.read_bytes()).withdrawn == (told.ref,)


def smuggled(part: str, text: str) -> Callable[..., bytes]:
    """The writer of Word files, with a slip: it puts a text where nobody looks."""
    plainly = WordFile.bytes

    def bytes_(self: WordFile) -> bytes:
        made = self._file
        if part == "properties":
            made.core_properties.comments = text
        elif part == "header":
            made.sections[0].header.add_paragraph(text)
        elif part == "footer":
            made.sections[0].footer.add_paragraph(text)
        elif part == "table name":
            caption = made.tables[0]._tbl.tblPr.find(qn("w:tblCaption"))
            caption.set(qn("w:val"), text)
        elif part == "link":
            made.part.relate_to(f"https://example.org/{text}", "hyperlink", is_external=True)
        else:
            first, *rest = text.split()
            paragraph = made.add_paragraph(first)
            paragraph.add_run(" " + " ".join(rest)).bold = True
        return plainly(self)

    return bytes_


@pytest.mark.parametrize("part", ["body", "properties", "header", "footer", "table name", "link"])
def test_a_name_in_any_part_of_the_word_file_stops_the_whole_pack(  # noqa: PLR0913
    store: Store,
    briefing: Briefing,
    told: Testimony,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
) -> None:
    identify(store, told.id, "Trần Thị Mười Hai", None)
    assert print_pack(store, draft(store, briefing), word=True).word
    monkeypatch.setattr(WordFile, "bytes", smuggled(part, "Tran Thi Muoi Hai"))
    with pytest.raises(Disclosed) as refused:
        build_draft(
            store, draft(store, briefing), tmp_path / "out", None, design="handout", replace=False,
            word=True,
        )  # fmt: skip
    assert refused.value.code == 6
    assert not (tmp_path / "out").exists()


def test_a_withdrawn_voice_is_not_in_it(store: Store, briefing: Briefing, told: Testimony) -> None:
    assert WORDS in plain(print_pack(store, draft(store, briefing), word=True).word["en"])
    withdraw(store, told)
    assert WORDS not in plain(print_pack(store, draft(store, briefing), word=True).word["en"])
