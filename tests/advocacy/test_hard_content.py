"""Papers that are hard to set: whatever is in the records is printed, all of it, on the paper.

Each text of a brief is replaced by one that can be found again; nobody in them is real.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

import pypdfium2
import pytest

from advocacy.briefing.brief import Brief, Figure, Language, StaffBrief, Table, Voice, Words
from advocacy.briefing.brief.parts import Letter
from advocacy.briefing.designs import Design, design_named
from advocacy.briefing.report.paper import Report, Spoke
from advocacy.briefing.timeline_paper import Event, TimelinePaper
from advocacy.briefing.trace_paper import TraceLine, TracePaper
from tests.advocacy.briefs import handout, staff_paper
from tests.advocacy.papers import HANDOUT, STAFF, assert_conforms, pages_of, printed

LANGUAGES: tuple[Language, ...] = ("en", "vi")
PAPERS = [
    pytest.param(make, design, language, id=f"{design.name}-{language}")
    for make, design in ((handout, HANDOUT), (staff_paper, STAFF))
    for language in LANGUAGES
]
EACH_DESIGN = [PAPERS[1], PAPERS[2]]
"""Each design once, in one of the languages: what is long or hard is the same in both."""

SET = {
    "Brief.language", "StaffBrief.language", "Words.language", "Brief.sections",
    "Brief.heard_map", "OfficeLine.short_name", "Control.meeting_on", "Control.reference",
    "Control.data_as_of", "Control.version", "Control.code", "Control.identifier", "Control.qr",
    "Control.mark", "Figure.value", "Figure.label", "Table.title", "Table.rows",
    "Brief.never_heard", "Finding.value", "Finding.base", "Finding.date", "Chart.unit",
    "Stacked.unit", "Trend.unit", "Trend.points", "Stand.adopted", "Promise.basis",
    "Promise.due", "Promise.they_say", "Promise.we_can_show", "Promise.late", "Promise.marks",
    "Meeting.date", "Meeting.form", "Meeting.represented", "Change.date", "StaffBrief.when",
    "Delegate.people", "Ground.figure", "PowerMap.interests", "PowerRow.influence",
    "Placed.stance", "Assessed.date", "Assessed.views", "Assessed.changed",
}  # fmt: skip
"""What the program writes itself: dates, numbers, terms, names of provinces."""

NUMBER = re.compile(r"[AEVMS]\d+")
UNSAID = {"Chart.alternative", "Stacked.alternative", "Trend.alternative"}
"""What is not printed in the handout, but spoken."""

NOT_ON_STAFF_PAPER = {
    "Control.prepared_for", "Control.place", "OfficeLine.name", "OfficeLine.address",
    "Request.instrument", "Request.article", "Request.current_text", "Request.proposed_text",
}  # fmt: skip
"""Stands in the handout, which lies beside it."""

ON_COVER = {"OfficeLine.name", "OfficeLine.address", "Control.prepared_for", "Control.place"}
COVER = 100  # letters of each of these: the cover is one page

POINT = 25.4 / 72  # mm
EDGE = 5  # mm
LIGATURE = 3  # letters
CELL = 16  # points: no sign is larger
MARKUP = (
    "<script>alert(1)</script> <b>bold</b> {{ brief.office }} {% for x in y %} {# gone #} "
    "</style><style>*{display:none}</style> &amp; <!-- hidden --> \\\\ ]]> } ; url(file:///x)"
)

Paper = Callable[[Language], Any]


def rewritten(value: Any, write: Callable[[str, str], str], where: str = "") -> Any:
    """Return a value of the brief with each of its texts written anew; `where` is its field."""
    if isinstance(value, str):
        return write(value, where) if value and not NUMBER.fullmatch(value) else value
    if isinstance(value, tuple):
        return tuple(rewritten(one, write, where) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        names = [one.name for one in fields(value) if one.init]
        parts = [name for name in names if f"{kind}.{name}" not in SET]
        written = {
            name: rewritten(
                getattr(value, name), write, where if kind == "Words" else f"{kind}.{name}"
            )
            for name in parts
        }
        return replace(value, **written)
    return value


class Marked:
    """Writes texts that begin and end with a word of their own; knows which they were."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.where: dict[str, str] = {}
        self._numbers = count(1)

    def __call__(self, _text: str, where: str) -> str:
        number = f"{next(self._numbers):04}"
        self.where[number] = where
        body = self.body[:COVER] if where in ON_COVER else self.body
        return f"q{number} {body} z{number}"

    def lost(self, pdf: bytes) -> set[str]:
        """The fields of which the beginning or the end is nowhere in the paper."""
        said = re.sub(r"\W+", " ", "".join(pages_of(pdf)).replace("\ufffe\n", "")).split()
        # A running head may stand right before or after.
        found = {word for run in said for word in re.findall(r"[qz]\d{4}", run)}
        return {
            where
            for number, where in self.where.items()
            if not {f"q{number}", f"z{number}"} <= found
        } - UNSAID


def beyond_the_edge(pdf: bytes) -> Iterator[str]:
    """Yield the signs that are drawn within 5 mm of a sheet's edge, or outside."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
        width, height = page.get_size()
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            room = min(left, bottom, width - right, height - top) * POINT
            if right <= left or room >= EDGE:
                continue
            if (sign := text.get_text_range(at, 1)).strip():
                yield f"page {number}: {sign!r} at {left:.0f}, {bottom:.0f}"


def drawn_over(pdf: bytes) -> Iterator[str]:
    """Yield the signs that are drawn on top of others."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
        text = page.get_textpage()
        near: dict[tuple[int, int], list[tuple[int, tuple[float, ...]]]] = defaultdict(list)
        for at in range(text.count_chars()):
            left, bottom, right, top = box = text.get_charbox(at)
            if right - left < 1 or top - bottom < 1:
                continue
            if chr(pypdfium2.raw.FPDFText_GetUnicode(text, at)).isspace():
                continue
            x, y = int(left // CELL), int(bottom // CELL)
            around = ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
            # The letters of a ligature are one sign.
            others = (o for cell in around for when, o in near[cell] if at - when >= LIGATURE)
            if any(_covers(box, other) for other in others):
                yield f"page {number}: {text.get_text_range(at, 1)!r} at {left:.0f}, {bottom:.0f}"
            near[x, y].append((at, box))


def _covers(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes share a third of the smaller one."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width > 0 and height > 0 and width * height > smaller / 3


def assert_well_set(pdf: bytes) -> None:
    """Check that nothing lies beyond the edge or on something else, and that it conforms."""
    assert list(beyond_the_edge(pdf)) == []
    assert list(drawn_over(pdf)) == []
    assert_conforms(pdf)


@pytest.mark.parametrize(("make", "design", "language"), EACH_DESIGN)
def test_texts_of_three_hundred_letters_are_printed_whole(
    make: Paper, design: Design, language: Language
) -> None:
    marked = Marked(("Học nghề theo nguyện vọng và chỗ ngồi tại bàn " * 7)[:288].strip())
    pdf = printed(rewritten(make(language), marked), design)
    assert marked.lost(pdf) == (NOT_ON_STAFF_PAPER if design is STAFF else set())
    assert_well_set(pdf)


@pytest.mark.parametrize(("make", "design", "language"), EACH_DESIGN)
def test_a_word_of_three_hundred_letters_stays_on_the_sheet(
    make: Paper, design: Design, language: Language
) -> None:
    marked = Marked("https://example.org/" + "n" * 280)
    pdf = printed(rewritten(make(language), marked), design)
    assert_well_set(pdf)


@pytest.mark.parametrize(("make", "design", "language"), EACH_DESIGN)
def test_markup_styles_and_jinja_print_as_they_were_typed(
    make: Paper, design: Design, language: Language
) -> None:
    marked = Marked(MARKUP)
    pdf = printed(rewritten(make(language), marked), design)
    assert marked.lost(pdf) == (NOT_ON_STAFF_PAPER if design is STAFF else set())
    said = "".join("".join(pages_of(pdf)).split())
    assert said.count("<script>alert(1)</script>") > len(marked.where) / 2
    assert "{%forxiny%}" in said
    assert "<!--hidden-->" in said
    assert_well_set(pdf)


def test_a_testimony_of_ten_thousand_words_is_printed_to_its_last() -> None:
    language: Language = "vi"
    told = [f"w{number:05}" for number in range(10_000)]
    paragraphs = (" ".join(told[at : at + 125]) for at in range(0, len(told), 125))
    words = Words("\n\n".join(paragraphs), language)
    voice = Voice("V1", words, "", paraphrase=False, sources=())
    pdf = printed(handout(language, voices=(voice,)))
    said = re.findall(r"w\d{5}", "".join(pages_of(pdf)))
    assert said == told
    assert_well_set(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_testimony_of_one_paragraph_runs_over_pages(language: Language) -> None:
    told = [f"w{number:05}" for number in range(3_000)]
    voice = Voice("V1", Words(" ".join(told), language), "", paraphrase=False, sources=())
    pdf = printed(handout(language, voices=(voice,)))
    assert re.findall(r"w\d{5}", "".join(pages_of(pdf))) == told
    assert_well_set(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_without_testimonies_has_no_place_for_them(language: Language) -> None:
    brief = handout(language, voices=(), told_by=())
    pdf = printed(brief)
    heading = {"en": "Voices", "vi": "Tiếng nói người trong cuộc"}[language]
    lines = [line.strip() for page in pages_of(pdf) for line in page.splitlines()]
    assert heading not in lines
    assert_well_set(pdf)


# One word that is longer than a line, where there is little room


WORD = "n" * 300
NAMES = (WORD, "Ví dụ", "Nguyễn" * 50)


def narrow(language: Language, places: int = 16) -> Brief:
    """A handout with such words in its small tables, its figures and its list of places."""
    plain = handout(language)
    return replace(
        plain,
        figures=tuple(Figure("3", name) for name in NAMES),
        told_by=tuple(Table(name, ((name, "62"), ("khác", "13"))) for name in NAMES),
        findings=tuple(replace(one, value=f"3 {WORD}") for one in plain.findings),
        never_heard=(*NAMES, *plain.never_heard[:places]),
    )


def letter() -> Brief:
    framed = Letter("KN-VD", "Hà Nội, ngày 01 tháng 3 năm 2026", (), (), "", None)
    return replace(narrow("vi"), letter=framed)


def report() -> Report:
    plain = handout("vi")
    return Report(
        language="vi", title=plain.title, subtitle=plain.title, period="2025",
        office=plain.office, control=plain.control, sections=("figures", "spoke"),
        figures=narrow("vi").figures, by_level=None, held=(), perhaps_held=(),
        spoke=Spoke((), plain.heard_map, NAMES, NAMES, NAMES), asks=None, responses=None,
        asked=(), perhaps_asked=(), levels=None, promised=(), changed=(), perhaps_changed=(),
        voices=(), lessons=(), sources=(),
    )  # fmt: skip


def timeline() -> TimelinePaper:
    plain = handout("vi")
    event = Event("2025", WORD, plain.title, NAMES, None, ())
    return TimelinePaper(
        language="vi", title=plain.title, subtitle=None, office=plain.office,
        control=plain.control, when="2025", status="", goal=Words(WORD, "vi"), lessons=None,
        charts=(), events=(event,), undated=(replace(event, date=""),), sources=(),
    )  # fmt: skip


def trace() -> TracePaper:
    plain = handout("vi")
    last = TraceLine("A-1", WORD, "", plain.title, False, NAMES, False, False, True, ())  # noqa: FBT003
    line = replace(last, here=False, lines=(replace(last, lines=(last,)),))
    return TracePaper("vi", plain.office, plain.title, "A-1", "2025", line)


@pytest.mark.parametrize(
    ("make", "design"),
    [
        pytest.param(lambda: narrow("vi"), "handout", id="handout"),
        pytest.param(lambda: narrow("en", places=60), "handout", id="handout-many-places"),
        pytest.param(
            lambda: replace(narrow("vi"), other=narrow("en")), "bilingual", id="bilingual"
        ),
        pytest.param(letter, "submission", id="submission"),
        pytest.param(lambda: staff_paper("vi", to_settle=NAMES), "staff", id="staff"),
        pytest.param(report, "report", id="report"),
        pytest.param(timeline, "timeline", id="timeline"),
        pytest.param(trace, "trace", id="trace"),
    ],
)
def test_a_word_longer_than_its_column_is_broken(make: Callable[[], Any], design: str) -> None:
    pdf = printed(make(), design_named(design))
    # All of it is there, however it is broken.
    assert WORD in re.sub(r"\s|\ufffe", "", "".join(pages_of(pdf)))
    assert_well_set(pdf)


@pytest.mark.parametrize("design", ["handout", "bilingual", "staff"])
def test_a_short_name_of_two_hundred_letters_leaves_the_running_head_its_room(design: str) -> None:
    make: Paper = staff_paper if design == "staff" else handout
    brief = make("vi")
    pdf = printed(
        replace(brief, office=replace(brief.office, short_name="w" * 200)), design_named(design)
    )
    said = re.sub(r"\s|\ufffe", "", pages_of(pdf)[1])
    assert "w" * 40 in said
    assert "w" * 61 not in said
    assert_well_set(pdf)


def test_what_is_looked_for_beyond_the_edge_is_found() -> None:
    brief: Brief = handout()
    style = b"\n.cover { position: relative; left: -25mm }"
    files = {**HANDOUT.files, "handout/page.css": HANDOUT.files["handout/page.css"] + style}
    assert list(beyond_the_edge(printed(brief, Design("handout", files))))


def test_what_is_lost_is_noticed() -> None:
    marked = Marked("words")
    brief: StaffBrief = rewritten(staff_paper(), marked)
    lost = marked.lost(printed(replace(brief, not_to_say=None), STAFF))
    assert "StaffBrief.not_to_say" in lost
    assert "StaffBrief.talking_points" not in lost
