"""The example's papers, and their pages as small grey pictures: tests/advocacy/pages/ keeps them.

The same program draws the same pages: the clock stands still, and chance begins where it began
before. `.ci/pages` writes the pictures anew; test_pages compares.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import patch

import pypdfium2

from advocacy.briefing import timeline_paper, trace_paper
from advocacy.briefing.brief import Brief, Language
from advocacy.briefing.designs import design_named
from advocacy.briefing.issuing.letters import RecallLetter
from advocacy.briefing.pack import Draft, draft_of, print_pack
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.press.render import to_pdf
from advocacy.briefing.press.stamp import stamp
from advocacy.briefing.report import making as report
from advocacy.briefing.selection.request import request_for
from records import keys, vault
from records.dates import in_words
from records.examples import load_example
from records.followup.period import Period
from records.followup.thread import thread_of
from records.offices import found
from records.store import Store
from records.types.briefing import Briefing
from records.types.position import Ask
from records.types.public_life import Campaign
from tests.conftest import NOON

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGES: tuple[Language, ...] = ("en", "vi")
COPY, COPIES = 3, 12
PHRASE = "một cụm mật khẩu cho các trang mẫu"
DPI = 54
FINER = 4  # drawn so much finer and reduced: letters lie alike whatever pdfium's own smoothing
GREYS = 16


@contextmanager
def example() -> Iterator[Store]:
    """Yield a vault with the example in it, whose ids are the same each time."""
    chance = Random(2026)  # noqa: S311  (to be repeatable, not secret)
    with (
        TemporaryDirectory() as folder,
        patch.object(secrets, "randbits", chance.getrandbits),
    ):
        place = Path(folder) / "vault"
        vault.create(place, PHRASE, keys.Cost(memory=8 * 1024, passes=1, lanes=1))
        opened = vault.open_vault(place, vault.unlock(place, PHRASE))
        with Store(opened, lambda: NOON) as store:
            found(store)
            load_example(store, "vnsw")
            yield store


def papers() -> dict[str, bytes]:
    """Return every paper of the example by its name: handout-vi."""
    with example() as store:
        briefing = store.every(Briefing)[0]
        request = request_for(store, briefing, store.today)
        issued = draft_of(store, request, number=1, copies=COPIES)
        made = dict(_pack(store, issued))
        drafted = print_pack(store, draft_of(store, request))
        made |= {f"staff-{language}": pdf for language, pdf in drafted.staff.items()}
        made |= _others(store)
        made |= {f"recall-{one}": _recall(issued, one) for one in LANGUAGES}
    return made


def _pack(store: Store, issued: Draft) -> Iterator[tuple[str, bytes]]:
    """Yield a numbered copy of what officials are given, in each design."""
    for design in ("handout", "submission", "bilingual"):
        for languages, pdf in print_pack(store, issued, design=design).handout.items():
            first = cast("Language", languages.partition("-")[0])
            yield f"{design}-{languages}", stamp(pdf, COPY, COPIES, first)


def _others(store: Store) -> dict[str, bytes]:
    period = Period("2008-01-01", "2026-12-31")
    drawn = report.drawn_up(store, period, "donor", store.today, LANGUAGES, voices=True)
    made = {f"report-{language}": pdf for language, pdf in report.printed(store, drawn).items()}
    campaign = min(store.every(Campaign), key=lambda one: one.title or "")
    ask = store.every(Ask)[0]
    thread = thread_of(store, ask.id, store.today)
    for language in LANGUAGES:
        made[f"timeline-{language}"] = timeline_paper.printed(
            store, campaign, language, "public", store.today
        )
        traced = trace_paper.trace_paper(store, thread, ask.id, language)
        made[f"trace-{language}"] = trace_paper.printed(store, traced)
    return made


def _recall(issued: Draft, language: Language) -> bytes:
    """Return the letter that asks for copies of the pack."""
    page: Brief = issued.handouts[language]
    letter = RecallLetter(
        language=language,
        office=page.office,
        recipient=page.control.prepared_for.text if page.control.prepared_for else "",
        date=in_words("2026-03-15", language),
        title=page.title,
        reference=issued.reference,
        issued=in_words("2026-03-15", language),
        copies="02, 03",
        stop_by=in_words("2026-03-30", language),
        signatory="",
        post=None,
    )
    design = design_named("recall")
    return to_pdf(to_html(letter, design), design, letter)


def pictures_of(pdf: bytes) -> list["Image"]:
    """Return the pages in shades of grey, small."""
    document = pypdfium2.PdfDocument(pdf)
    return [_small(one.render(scale=DPI * FINER / 72).to_pil()) for one in document]


def _small(drawn: Any) -> "Image":
    grey: Image = drawn.convert("L").reduce(FINER)
    return grey


def file_of(name: str, number: int) -> str:
    """Return how the picture of a paper's page is called; pages count from 1."""
    return f"{name}-{number}.png"


def write(folder: Path) -> int:
    """Write all pages anew, and remove those that are no more; return how many there are."""
    from PIL.Image import Dither, Palette

    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    count = 0
    for name, pdf in papers().items():
        for number, picture in enumerate(pictures_of(pdf), start=1):
            few = picture.convert("P", palette=Palette.ADAPTIVE, colors=GREYS, dither=Dither.NONE)
            few.save(folder / file_of(name, number), optimize=True)
            count += 1
    return count
