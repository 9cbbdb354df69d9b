"""Numbers, counts and notes as people write them, in the language of the page or the terminal."""

from typing import Any

import pytest

from advocacy import packing, settings
from advocacy.briefing.brief import Finding
from advocacy.briefing.charts import Chart, Stacked, Trend, series_chart, stacked
from advocacy.briefing.charts.letters import decimals, number
from advocacy.briefing.pack import Draft, draft_of
from advocacy.briefing.selection.request import request_for
from records.rules import AppendOnly
from records.store import Store
from records.types.briefing import Briefing
from records.wording import spoken
from tests import builders
from tests.advocacy.imports import xlsx_file
from tests.terminal import Terminal

WORDS: Any = {"title": "T", "note": "", "language": "vi", "gettext": str}


def drafted(store: Store, briefing: Briefing, *languages: str) -> Draft:
    return draft_of(store, request_for(store, briefing, store.today, languages=languages))


def a_pack(store: Store, audience: str = "government_meeting", **evidence: Any) -> Briefing:
    """Add a pack of one ask, one finding, one question and one earlier meeting."""
    ministry = builders.an_organisation(store)
    once = {"host": ministry.ref, "provinces_represented": 1, "attendees": 1}
    meeting = builders.a_consultation(store, title_vi="Hội thảo", speakers="Mười Ba", **once)
    builders.a_consultation(store, title="Talk", title_vi="Trao đổi", date="2025", **once)
    position = builders.a_position(store)
    ask = builders.an_ask(store, position, body=ministry.ref)
    found = builders.some_evidence(store, supports=[ask.ref], **evidence)
    asked = {"question": "Who?", "question_vi": "Ai?", "answer": "We.", "answer_vi": "Chúng tôi."}
    store.add("challenge", asked | {"position": position.ref, "evidence": [found.ref]})
    return builders.a_briefing(store, consultation=meeting.ref, audience=audience)


def finding_of(store: Store, language: str, **evidence: Any) -> Finding:
    return (
        drafted(store, a_pack(store, "internal", **evidence), language)
        .handouts[language]
        .findings[0]
    )


# Numbers


@pytest.mark.parametrize(("language", "written"), [("en", "1,240"), ("vi", "1.240")])
def test_a_number_of_people_is_written_as_the_language_does(
    store: Store, language: str, written: str
) -> None:
    draft = drafted(store, a_pack(store, n=1240, denominator=1860), language)
    assert f"n = {written} " in draft.handouts[language].findings[0].base
    assert f"n = {written} " in draft.staff[language].questions[0].evidence[0].figure


@pytest.mark.parametrize(("language", "written"), [("en", "−66.7%"), ("vi", "−66,7%")])
def test_a_percent_sign_and_a_minus_sign_stand_close_to_the_number(
    store: Store, language: str, written: str
) -> None:
    draft = drafted(store, a_pack(store, "internal", value=-66.7, unit="%", unit_vi="%"), language)
    assert draft.handouts[language].findings[0].value == written
    assert draft.staff[language].questions[0].evidence[0].figure.startswith(f"{written} ·")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ({"value": 1234, "unit": "boxes"}, "1,234 boxes"),
        ({"value": 40, "unit": "% of all"}, "40% of all"),
        ({"value": 0.5, "unit": None}, "0.5"),
        ({"value": None, "unit": "%"}, ""),
    ],
)
def test_a_value_stands_with_its_unit(store: Store, said: dict[str, Any], value: str) -> None:
    assert finding_of(store, "en", **said).value == value


SHARES = (48.25, 55, 66.7)


@pytest.mark.parametrize(
    "chart",
    [
        series_chart([(f"r{value}", value) for value in SHARES], "%", **WORDS),
        series_chart(list(zip(("2014", "2015", "2016"), SHARES, strict=True)), "%", **WORDS),
        stacked([("r", SHARES[:2]), ("s", (SHARES[2], 0))], ("x", "y"), "%", **WORDS),
    ],
    ids=["bars", "trend", "stacked"],
)
def test_all_values_of_a_chart_have_as_many_decimals(chart: Chart | Trend | Stacked) -> None:
    labels = [label.text for drawing in chart.drawings(388, "vi") for label in drawing.labels]
    written = [text for text in labels if text.endswith("%")]
    assert set(written) - {"0,00%"} == {"48,25%", "55,00%", "66,70%"}


def test_the_levels_of_a_trend_have_as_many_decimals() -> None:
    chart = series_chart([("2014", 1), ("2015", 9)], "%", **WORDS)
    assert isinstance(chart, Trend)
    labels = [label.text for drawing in chart.drawings(388, "vi") for label in drawing.labels]
    assert [text for text in labels if "," in text] == ["0,0", "2,5", "5,0", "7,5", "10,0"]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([1, 2], ["1", "2"]),
        ([55, 66.7], ["55.0", "66.7"]),
        ([1 / 3, 2], ["0.33", "2.00"]),
        ([0.1 + 0.2, 4], ["0.3", "4.0"]),
        ([0.0042, 55], ["0.004", "55.000"]),
        ([-40.5, -0.0], ["−40.5", "0.0"]),
        ([5e20, 0.5], ["5 × 10^20", "0.5"]),
    ],
)
def test_as_many_decimals_as_are_needed_and_two_at_most(
    values: list[float], written: list[str]
) -> None:
    assert [number(value, "en", decimals(values)) for value in values] == written


@pytest.mark.parametrize(
    ("value", "written"), [(12345678901.5, "12,345,678,902"), (3.14159, "3.14159"), (-0.0, "0")]
)
def test_a_number_alone_has_the_decimals_that_it_needs(value: float, written: str) -> None:
    assert number(value, "en") == written


# One and many


def test_what_is_counted_once_is_said_so(store: Store) -> None:
    brief = drafted(store, a_pack(store, audience="internal"), "en").handouts["en"]
    assert {(figure.value, figure.label) for figure in brief.figures} == {
        ("1", "ask"), ("1", "province or city represented"), ("1", "consultation on record"),
        ("1", "piece of evidence"),
    }  # fmt: skip
    assert brief.meetings[0].represented == "1 province or city · 1 person"


# What staff are told


def quoted(store: Store, briefing: Briefing, count: int) -> list[str]:
    """Add accounts in Vietnamese to a pack; return their refs."""
    ask = store.get(draft_of(store, request_for(store, briefing, store.today)).chosen.asks[0].id)
    made = []
    for n in range(count):
        words = f"Họ lấy mất hộp của tôi {n + 2} lần mà không ai nói vì sao."
        account = builders.a_testimony(store, contributor=f"TD-{n}", words=words, language="vi",
                                       supports=[ask.ref])  # fmt: skip
        builders.a_consent(store, account)
        made.append(account.ref)
    return made


def test_staff_are_told_which_quotations_are_in_another_language(store: Store) -> None:
    briefing = a_pack(store)
    first, second = quoted(store, briefing, 2)
    draft = drafted(store, briefing, "en", "vi")
    (told,) = [one for one in draft.staff["en"].to_settle if "quotation" in one]
    assert told.startswith("2 quotations are printed in another language")
    assert {first, second} == set(told.rpartition(": ")[2].split(", "))
    assert draft.staff["vi"].borrowed.quotations == ()
    alone = request_for(store, briefing, store.today, languages=("en",), voices=False)
    assert draft_of(store, alone).staff["en"].borrowed.quotations == ()


def test_six_refs_are_named_and_then_no_more(store: Store) -> None:
    briefing = a_pack(store)
    refs = quoted(store, briefing, 7)
    told = drafted(store, briefing, "en").staff["en"].to_settle[-1]
    named = told.rpartition(": ")[2].split(", ")
    assert (len(named), named[-1], set(named) - set(refs)) == (7, "…", {"…"})


def test_staff_are_told_which_records_lack_a_text_wherever_they_are_printed(store: Store) -> None:
    briefing = a_pack(store)
    found = draft_of(store, request_for(store, briefing, store.today)).chosen
    for record in (found.evidence[0], found.asks[0], found.meetings[0]):
        for field in ("claim_vi", "text_vi", "title_vi"):
            if getattr(record, field, None):
                store.amend(record.id, {field: None})
    draft = drafted(store, briefing, "vi")
    refs = {found.evidence[0].ref, found.asks[0].ref, found.meetings[0].ref}
    assert refs <= set(draft.staff["vi"].borrowed.records)
    assert any(set(one.rpartition(": ")[2].split(", ")) >= refs
               for one in draft.staff["vi"].to_settle)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_preview_tells_each_matter_once_in_the_language_of_the_terminal(
    store: Store, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    briefing = a_pack(store)
    meeting = store.get(briefing.consultation or "")
    quoted(store, briefing, 1)
    draft = drafted(store, briefing, "en", "vi")
    monkeypatch.setattr(settings.current, "language", language)
    packing.outline(draft)
    told = [line.strip() for line in capsys.readouterr().err.split("\n")]
    assert [one for one in draft.staff[language].to_settle if one not in told] == []
    assert sum(f"consultation show {meeting.ref}" in line for line in told) == 1
    assert sum("1 quotation is printed in another language" in line for line in told) == 1


# The terminal's language


@pytest.fixture
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal speak Vietnamese."""
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setattr(settings.current, "language", "")
    settings.settle_language(["--lang", "vi"], {})


@pytest.mark.usefixtures("vietnamese")
def test_a_type_is_named_in_vietnamese_within_a_vietnamese_sentence(store: Store) -> None:
    assert spoken(("ask", "kiến nghị")) == "kiến nghị"
    promise = builders.a_commitment(store, builders.an_organisation(store))
    report = store.add("progress", {"commitment": promise.ref, "on": "2026", "claimed": "limited"})
    with pytest.raises(AppendOnly) as refused:
        store.amend(report.id, {"on": "2025"})
    assert "báo cáo tiến độ" in str(refused.value)
    assert "progress" not in str(refused.value)


def test_a_type_is_named_in_english_where_nothing_is_translated() -> None:
    assert spoken(("ask", "kiến nghị")) == "ask"


@pytest.mark.parametrize(
    "sheets",
    [
        {"a": [["title", "zzz"], ["One", "x"]]},
        {"a": [["zzz", "yyy"], ["One", "x"]]},
        {"points": [["issue"], ["x"]]},
        {"a": [["title"], ["One"]], "points": [["issue"], ["x"]]},
        {"a": [["title", "KEY"], ["One", "1"]], "points": [["issue", "PARENT_KEY"], ["x", "9"]]},
    ],
    ids=["a column", "no heading", "no sheet", "no parent", "another parent"],
)
def test_an_import_names_types_in_the_language_of_the_terminal(
    terminal: Terminal, sheets: dict[str, list[list[str]]]
) -> None:
    xlsx_file(terminal.folder / "f.xlsx", sheets)
    words = ("import", "f.xlsx", "--as", "consultation")
    english, vietnamese = terminal.run(*words), terminal.run(*words, ADVOCACY_LANG="vi")
    assert (english.code, vietnamese.code) == (8, 8)
    assert "consultation" in english.err
    assert "buổi tham vấn" not in english.err
    assert "buổi tham vấn" in vietnamese.err
