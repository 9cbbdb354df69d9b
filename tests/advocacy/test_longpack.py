"""Long packs, laid out in parts by several processes: one sound paper, the same every time."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from advocacy.briefing.brief import Words
from advocacy.briefing.designs import Design
from advocacy.briefing.press.accessible import finished
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.press.long.cut import cut
from advocacy.briefing.press.long.layout import laid_part
from advocacy.briefing.press.long.pack import printed_in_parts
from advocacy.briefing.press.long.part import Job
from advocacy.briefing.press.long.workers import PrintingStopped, Workers
from advocacy.briefing.press.render import to_pdf
from advocacy.briefing.press.stamp import stamp
from advocacy.briefing.press.typesetting import ForbiddenFetch, laid_out
from tests.advocacy.briefs import handout
from tests.advocacy.longpacks import WORD, Kept, long_pack, pieces_of
from tests.advocacy.papers import HANDOUT, assert_conforms, pages_of, structure

VOICES = 1_000
FEWER = 130
SECTIONS = (
    "On one page", "What we ask", "The evidence", "Voices", "What was promised",
    "Consultations so far", "Who has not been heard", "Sources",
)  # fmt: skip


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def long(told: list[tuple[int, int]]) -> bytes:
    """Return a pack of a thousand voices."""
    brief = long_pack(VOICES)
    return to_pdf(to_html(brief, HANDOUT), HANDOUT, brief, told=lambda *heard: told.append(heard))


@pytest.fixture(scope="module")
def read(long: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(long)) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def texts(long: bytes) -> list[str]:
    return pages_of(long)


def named_pages(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return the number of the page that each name leads to, counted from 1."""
    numbers: dict[Any, int] = {page.objgen: n for n, page in enumerate(pdf.pages, start=1)}
    names = pdf.Root.Names.Dests.Names
    pairs = zip(list(names)[::2], list(names)[1::2], strict=True)
    return {str(name): numbers[place[0].objgen] for name, place in pairs}


# What it is


def test_a_pack_of_more_than_three_hundred_pages_is_pdf_a_2a_and_pdf_ua_1(
    long: bytes, read: pikepdf.Pdf
) -> None:
    assert len(read.pages) > 300
    assert_conforms(long)
    assert read.check_pdf_syntax() == []


def test_its_numbered_copies_are_too(long: bytes) -> None:
    copy = stamp(long, 7, 12, "en")
    assert_conforms(copy)
    assert all("Copy 07/12 · Bản số 07/12" in text for text in pages_of(copy))


def test_every_word_of_every_voice_is_printed_once_and_in_order(texts: list[str]) -> None:
    expected = [w for voice in long_pack(VOICES).voices for w in WORD.findall(voice.words.text)]
    assert WORD.findall("\n".join(texts)) == expected


def test_every_page_bears_its_number_its_section_and_that_it_is_a_draft(texts: list[str]) -> None:
    assert "Page 1 of" not in texts[0]
    section = ""
    for number, text in enumerate(texts[1:], start=2):
        begun = [name for name in SECTIONS if re.search(rf"^{name}\r?$", text, re.MULTILINE)]
        section = begun[0] if begun else section
        head = ["Lotus Network", "BẢN NHÁP · DRAFT", section]
        line = " ".join(head if number % 2 else reversed(head))
        assert line in text, number
        assert f"Page {number} of {len(texts)}" in text


def test_the_text_of_a_page_begins_at_its_inner_margin(long: bytes) -> None:
    document = pypdfium2.PdfDocument(long)
    for index, inner in ((20, 76.5), (21, 53.9), (150, 76.5), (151, 53.9), (320, 76.5)):
        # The numbers of the voices stand at the margin, and nothing left of them.
        text = document[index].get_textpage()
        assert re.search(r"V\d", text.get_text_bounded(inner - 1, 80, inner + 40, 765))
        assert text.get_text_bounded(0, 80, inner - 1, 765).strip() == ""


def test_bookmarks_are_complete_and_lead_to_their_headings(
    read: pikepdf.Pdf, texts: list[str]
) -> None:
    numbers: dict[Any, int] = {page.objgen: n for n, page in enumerate(read.pages)}
    found: list[str] = []

    def walk(items: Any) -> None:
        for item in items:
            found.append(item.title)
            text = " ".join(texts[numbers[item.destination[0].objgen]].split())
            assert " ".join(item.title.split())[:40] in text
            walk(item.children)

    with read.open_outline() as outline:
        assert [item.title for item in outline.root] == [handout().title.text]
        walk(outline.root)
    headings = re.findall(r"<h[1-6][^>]*>([^<]+)</h", to_html(long_pack(1), HANDOUT))
    assert len(found) == len(headings)
    assert [title for title in found if title in SECTIONS] == list(SECTIONS)


def test_links_lead_to_what_they_name_and_print_its_page(
    read: pikepdf.Pdf, texts: list[str]
) -> None:
    goals = named_pages(read)
    led = [
        str(link.Dest)
        for page in read.pages
        for link in page.obj.get("/Annots", ())
        if "/A" not in link
    ]
    assert {"voices", "sources", "E1", "V1", "S1"} <= set(led) <= goals.keys()
    assert led.count("S1") >= VOICES
    assert not [x for page in read.pages for x in page.obj.get("/Annots", ()) if "/A" in x]
    for number in ("E1", "E3", "V1", "V3"):
        assert f"{number} (p. {goals[number]})" in texts[2] + texts[3]
        assert re.search(rf"^{number} ", texts[goals[number] - 1], re.MULTILINE)
    for name, heading in (("voices", "Voices"), ("sources", "Sources")):
        assert re.search(rf"{goals[name]} ?{heading}", texts[0])


def test_a_link_can_be_touched_where_it_is_seen(read: pikepdf.Pdf) -> None:
    out = BytesIO()
    read.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    for index in (40, 41, 200, 201):
        links = [x for x in read.pages[index].obj.Annots if str(x.Dest) == "S1"]
        left, bottom, right, top = map(float, links[0].Rect)
        seen = document[index].get_textpage().get_text_bounded(left, bottom, right, top)
        assert "[1]" in seen


def test_its_structure_is_that_of_its_pages(read: pikepdf.Pdf) -> None:
    numbers: dict[Any, int] = {page.objgen: n for n, page in enumerate(read.pages)}
    document = read.Root.StructTreeRoot.K[0]
    order = [numbers[kid.Pg.objgen] for kid in document.K]
    assert order == sorted(order)
    nums = list(read.Root.StructTreeRoot.ParentTree.Nums)
    assert nums[::2] == list(range(len(nums) // 2))
    links = 0
    for page in read.pages:
        places = nums[2 * int(page.obj.StructParents) + 1]
        assert {place.Pg.objgen for place in places if place is not None} <= {page.objgen}
        for link in page.obj.get("/Annots", ()):
            place = nums[2 * int(link.StructParent) + 1]
            assert link.objgen in {k.Obj.objgen for k in place.K if "/Obj" in _dictionary(k)}
            links += 1
    assert links == len(nums) // 2 - len(read.pages)
    names = [str(place.ID) for place in structure(read) if "/ID" in place]
    assert len(names) == len(set(names)) > 10


def _dictionary(kid: Any) -> Any:
    return kid if isinstance(kid, pikepdf.Dictionary) else {}


def test_whoever_waits_is_told_of_pages_until_the_last(
    long: bytes, told: list[tuple[int, int]], read: pikepdf.Pdf
) -> None:
    assert long
    assert len(told) > 10
    assert all(done <= total for done, total in told)
    assert told[-1] == (len(read.pages), len(read.pages))


# How it is made


@pytest.fixture(scope="module")
def shorter() -> tuple[bytes, Kept]:
    """Return a shorter pack as one process makes it, and its parts."""
    kept = Kept()
    return printed_in_parts(pieces_of(long_pack(FEWER)), HANDOUT, "", cache=kept, workers=1), kept


def test_two_processes_and_one_and_the_cache_give_the_same_bytes(
    shorter: tuple[bytes, Kept],
) -> None:
    pdf, kept = shorter
    pieces = pieces_of(long_pack(FEWER))
    assert printed_in_parts(pieces, HANDOUT, "", workers=2) == pdf
    kept.missed = 0
    assert printed_in_parts(pieces, HANDOUT, "", cache=kept) == pdf
    assert kept.missed == 0


def test_a_changed_voice_costs_its_own_part_and_no_other(shorter: tuple[bytes, Kept]) -> None:
    _, all_kept = shorter
    kept = Kept(all_kept)
    brief = long_pack(FEWER)
    voices = list(brief.voices)
    voices[30] = replace(voices[30], words=Words(voices[30].words.text[::-1], "en"))
    other = printed_in_parts(
        pieces_of(replace(brief, voices=tuple(voices))), HANDOUT, "", cache=kept
    )
    assert kept.missed == 1
    assert voices[30].words.text.split()[0] in "".join(pages_of(other))


def test_where_parts_meet_no_page_is_cut_short() -> None:
    pieces = pieces_of(long_pack(FEWER))
    section = pieces.runs[1][0]
    names, files = section.names, dict(HANDOUT.files)
    whole = Job(pieces.rest(section.html), "handout", files, items=names)
    in_one = pages_of(laid_part(whole).pdf)
    in_parts: list[str] = []
    start = 0
    for end in (64, FEWER):
        page = pieces.rest(section.window(start, end))
        part = laid_part(Job(page, "handout", files, "part", "", names[start:end], end < FEWER))
        in_parts += pages_of(part.pdf)
        start += part.printed
    assert start == FEWER
    assert in_parts == in_one


@pytest.mark.parametrize(
    ("signs", "files"), [(10, HANDOUT.files), (300_000, {"handout/page.css": b""})]
)
def test_a_short_pack_and_a_design_without_a_style_for_parts_are_made_in_one_piece(
    signs: int, files: dict[str, bytes]
) -> None:
    items = "".join(f'<article id="V{n}">x</article>' for n in range(200))
    section = f'<section id="v" data-section="V">{items}</section>'
    head = f"<head><title>t</title><!--{'x' * signs}--></head>"
    html = f'<html lang="en">{head}<body><main>{section}</main></body></html>'
    design = Design("handout", files)
    brief = handout()
    assert cut(html)
    whole = finished(laid_out(html, design), brief.control.identifier)
    assert to_pdf(html, design, brief) == whole


# What may go wrong


def test_a_part_cannot_fetch_what_is_not_the_designs_own() -> None:
    job = Job('<html lang="en"><img alt="" src="file:///etc/passwd"></html>', "own", {})
    with Workers(1) as workers, pytest.raises(ForbiddenFetch) as refused:
        workers.part(job).result()
    assert "passwd" not in str(refused.value)


def test_a_process_that_dies_is_told_and_not_waited_for() -> None:
    job = Job(f'<html lang="en"><p>{"word " * 200_000}</p></html>', "own", {})
    with Workers(1) as workers:
        asked = workers.part(job)
        while not workers._running:
            time.sleep(0.01)
        workers._running[0].kill()
        with pytest.raises(PrintingStopped, match="exit -9"):
            asked.result()


def test_a_fault_of_ours_is_told_without_anyones_words() -> None:
    job = Job("<html></html>", "own", {}, kind="part", items=("V1",), goes_on=1)  # type: ignore[arg-type]
    with Workers(1) as workers, pytest.raises(PrintingStopped) as stopped:
        workers.part(job).result()
    assert "ValidationError" in str(stopped.value)


PRINTING = """
from tests.advocacy.longpacks import long_pack, pieces_of
from tests.advocacy.papers import HANDOUT
from advocacy.briefing.press.long.pack import printed_in_parts
print("ready", flush=True)
printed_in_parts(pieces_of(long_pack(400)), HANDOUT, "", told=lambda *_: print("page", flush=True))
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes as Linux lists them")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_who_is_stopped_leaves_no_process_and_no_file(tmp_path: Path, how: int) -> None:
    mark = f"STOPPED_BY_TEST={tmp_path}"
    process = subprocess.Popen(
        [sys.executable, "-c", PRINTING],
        env=os.environ | {"TMPDIR": str(tmp_path), "STOPPED_BY_TEST": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert [process.stdout.readline() for _ in range(2)] == ["ready\n", "page\n"]
    assert len(with_mark(mark)) > 1
    os.killpg(process.pid, how)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == -how
    for _ in range(500):
        if not with_mark(mark):
            break
        time.sleep(0.02)
    assert with_mark(mark) == []
    assert errors.count("Traceback") == (1 if how == signal.SIGINT else 0)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def with_mark(mark: str) -> list[int]:
    """Return the processes that have this in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found
