"""Papers that other programs wrote anew: what `brief verify` reads of them."""

import hashlib
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from advocacy.briefing.disclosure.paper_text import text_of
from advocacy.briefing.issuing.handing import hand_over
from advocacy.briefing.issuing.issue import Recipient
from advocacy.briefing.issuing.sheets import digest_of
from advocacy.briefing.issuing.verifying import verify_file
from advocacy.briefing.pack import draft_of
from advocacy.briefing.selection.request import request_for
from records.store import Store
from tests import builders
from tests.advocacy.papers import pages_of

PRINTERS: dict[str, Callable[[Path, Path], list[str]]] = {
    "pdftocairo": lambda paper, out: ["pdftocairo", "-pdf", str(paper), str(out)],
    "gs": lambda paper, out: ["gs", "-q", "-o", str(out), "-sDEVICE=pdfwrite", str(paper)],
}


@pytest.mark.parametrize("printer", PRINTERS)
def test_papers_that_another_program_printed_again_say_what_was_issued(
    store: Store, tmp_path: Path, printer: str
) -> None:
    if not shutil.which(printer):
        pytest.skip(f"no {printer} here")
    builders.an_ask(store, builders.a_position(store, title="Officials left after the briefing"))
    builders.some_evidence(store)
    request = request_for(store, builders.a_briefing(store), store.today, languages=("en", "vi"))
    files, issue = hand_over(
        store, draft_of(store, request, number=1, copies=1), tmp_path / "out", tmp_path / "staff",
        [Recipient("Ministry of Examples", 1)], 1, design="handout", replace=False,
    )  # fmt: skip
    papers = [file for file in files if file.suffix == ".pdf"]
    assert len(papers) == 4
    for paper in papers:
        again = tmp_path / "again.pdf"
        subprocess.run(PRINTERS[printer](paper, again), check=True, capture_output=True)
        known = verify_file(store, "again.pdf", again.read_bytes())
        assert known.issue == issue
        assert known.paper in paper.name
        assert len(known.sheets) == len(pages_of(paper.read_bytes()))
        assert known.changed == known.missing == ()


def test_numbers_that_stand_on_their_own_in_a_file_are_passed_over() -> None:
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Title"] = "Openly fictional"
    page: Any = made.pages[0].obj
    page.Rotate = 90
    page.Example = made.make_indirect(pikepdf.String("beside the page"))
    out = io.BytesIO()
    made.save(out)
    written = out.getvalue().replace(b"/Rotate 90", b"/Rotate 99 0 R")
    written = written.replace(b"xref\n", b"99 0 obj\n90\nendobj\nxref\n", 1)
    with pikepdf.open(io.BytesIO(written)) as opened:
        assert 90 in list(opened.objects)
    hidden = dict(text_of(written).hidden)
    assert {"Openly fictional", "beside the page"} <= set(hidden.values())


@pytest.mark.parametrize(
    ("swapped", "meant"),
    [
        ("brie昀椀ng", "briefing"), ("Sta昀昀 paper", "Staff paper"), ("le昀琀.", "left."),
        ("o昀케cials", "officials"), ("ba昀툀e", "baffle"), ("吀栀ing", "Thing"), ("Đ昀椀", "Đfi"),
        ("昀椀昀琀h", "fifth"),
    ],
)  # fmt: skip
def test_ligatures_whose_letters_ghostscript_swapped_are_read_as_meant(
    swapped: str, meant: str
) -> None:
    assert digest_of(f"Page 1\n{swapped}") == digest_of(f"Page 1 {meant}")


@pytest.mark.parametrize(
    "ordinary",
    [
        "What we ask of you",
        "Điều chúng tôi đề nghị",
        "昀椀",
        "中 昀昀 中",
        "a昀 b",
        "케이크 ok",
        "昀 fi",
    ],
)
def test_other_pages_keep_the_digest_that_they_had(ordinary: str) -> None:
    assert digest_of(ordinary) == hashlib.sha256("".join(ordinary.split()).encode()).hexdigest()
