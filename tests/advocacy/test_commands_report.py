import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from shlex import split
from stat import S_IMODE

import pypdfium2
import pytest

from advocacy.briefing.brief import Language
from advocacy.briefing.report.assemble import Given, period_of, report_of
from advocacy.briefing.report.making import drawn_up
from advocacy.briefing.report.paper import Report
from advocacy.briefing.selection.voices import Ruling
from records import vault
from records.consent import Quotation
from records.drafts import drafts, stale
from records.examples import load_example
from records.followup.period import Period
from records.store import Store
from tests.advocacy.conftest import Typed
from tests.advocacy.papers import assert_conforms, pages_of, picture_of
from tests.conftest import NOON, PASSPHRASE
from tests.plaindates import within
from tests.tenyears import Decade, decade_in, ten_years

TODAY = date(2026, 3, 15)
YEARS = Period("2019-01-01", "2023-12-31")
RECENT = Period("2024-01-01", "2026-12-31")
HIDDEN = {"donor": ("network", "restricted"), "network": ("restricted",)}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Decade]]:
    with decade_in(tmp_path_factory.mktemp("years") / "vault", lambda: NOON) as made:
        yield made


@pytest.fixture
def decade(typed: Typed, vault_folder: Path) -> Decade:
    assert typed("campaign", "list").code == 0
    with _store(vault_folder) as store:
        return ten_years(store)


@pytest.fixture
def ref(decade: Decade, vault_folder: Path) -> Callable[[str], str]:
    with _store(vault_folder) as store:
        refs = {key: store.ref(record_id) for key, record_id in decade.ids.items()}
    return refs.__getitem__


def _store(folder: Path) -> Store:
    return Store(vault.open_vault(folder, vault.unlock(folder, PASSPHRASE)))


def page(store: Store, period: Period, audience: str, language: Language = "en") -> Report:
    drawn = drawn_up(store, period, audience, TODAY, (language,), voices=True)
    return report_of(Given(store, drawn.facts, audience, TODAY, drawn.heard), language)


@pytest.mark.parametrize("audience", HIDDEN)
@pytest.mark.parametrize("period", [YEARS, RECENT])
def test_the_figures_are_those_of_the_plain_records(
    kept: tuple[Store, Decade], period: Period, audience: str
) -> None:
    store, decade = kept
    until = min(period.until, TODAY.isoformat())
    seen = [c for c in decade.of["consultation"] if c["sensitivity"] not in HIDDEN[audience]]
    held = {c["key"] for c in seen if within(c["date"], period.since, until) == "yes"}
    outcomes = [
        u for u in decade.of["outcome"]
        if u["sensitivity"] not in HIDDEN[audience] and within(u["date"], *period) == "yes"
    ]  # fmt: skip
    put = {
        p["ask"] for p in decade.of["presentation"]
        if p["consultation"] in held and decade.one(p["ask"])["status"] != "draft"
    }  # fmt: skip
    made = [
        m for m in decade.of["commitment"]
        if m["sensitivity"] not in HIDDEN[audience] and m["status"] != "withdrawn"
        and m["consultation"] in {c["key"] for c in seen}
        and within(decade.one(m["consultation"])["date"], *period) == "yes"
    ]  # fmt: skip
    told = page(store, period, audience)
    figures = {figure.label: int(figure.value) for figure in told.figures}
    assert figures.get("consultations held") == len(held) > 1
    assert figures.get("asks put to public bodies") == len(put)
    assert figures.get("changes", figures.get("change", 0)) == len(outcomes)
    assert figures.get("promises made to us", figures.get("promise made to us", 0)) == len(made)
    assert len(told.held) == len(held)
    assert len(told.asked) == len(put)
    confirmed = Counter(one.substantiated for one in told.changed)
    assert confirmed == Counter(bool(u["substantiated_by"]) for u in outcomes)


def test_commitments_stand_in_two_columns_and_hearsay_stays_at_home(
    kept: tuple[Store, Decade],
) -> None:
    store, decade = kept
    words = {m["words"]: m for m in decade.of["commitment"]}
    for audience, hearsay in (("donor", False), ("network", True)):
        told = page(store, YEARS, audience).promised
        assert told
        bases = {words[one.words.text]["basis"] for one in told}
        assert ("recollected" in bases) is hearsay
    for one in page(store, YEARS, "donor").promised:
        assert words[one.words.text]["sensitivity"] is None


@pytest.mark.parametrize("audience", HIDDEN)
def test_only_voices_that_the_gate_let_through_are_printed(
    kept: tuple[Store, Decade], audience: str
) -> None:
    store, decade = kept
    drawn = drawn_up(store, YEARS, audience, TODAY, ("en",), voices=True)
    granted = {
        t["key"] for t in decade.of["testimony"]
        for c in decade.where("consent", testimony=t["key"])
        if c["status"] == "active" and c["identity"] != "aggregate_only"
        and {"public", audience} & set(c["audiences"])
        and t["checked_on"] and t["age_band"] != "under_18"
    }  # fmt: skip
    cleared = [one for one in drawn.rulings if isinstance(one.said, Quotation)]
    assert decade.keys(one.testimony.id for one in cleared) == granted
    assert len(drawn.heard) == 6
    assert all(one in cleared for one in drawn.heard)
    people = [one.testimony.contributor for one in drawn.heard]
    assert len(set(people)) == len(people)
    assert drawn_up(store, YEARS, audience, TODAY, ("en",), voices=False).rulings == ()


def test_voices_for_what_was_asked_in_the_period_come_first(kept: tuple[Store, Decade]) -> None:
    store, _decade = kept
    drawn = drawn_up(store, YEARS, "donor", TODAY, ("en",), voices=True)
    asked = {p.ask.position for p in drawn.facts.put} | {p.ask.id for p in drawn.facts.put}

    def supports(one: Ruling) -> bool:
        return not asked.isdisjoint(one.testimony.supports)

    turns = [supports(one) for one in drawn.heard]
    assert turns == sorted(turns, reverse=True)


@pytest.mark.parametrize(
    ("since", "until", "edtf"),
    [
        ("2024-01-01", "2025-12-31", "2024/2025"), ("2024-01-01", "2024-12-31", "2024"),
        ("2024-02-01", "2024-02-29", "2024-02"), ("2024-02-01", "2024-06-30", "2024-02/2024-06"),
        ("2024-02-02", "2024-06-30", "2024-02-02/2024-06-30"),
        ("2024-02-02", "2024-02-02", "2024-02-02"),
    ],
)  # fmt: skip
def test_a_period_is_named_as_short_as_it_can_be(since: str, until: str, edtf: str) -> None:
    assert period_of(since, until) == edtf


@pytest.mark.parametrize("audience", HIDDEN)
def test_the_report_is_printed_in_both_languages_and_conforms(
    decade: Decade, typed: Typed, tmp_path: Path, audience: str
) -> None:
    out = tmp_path / "report"
    said = typed(
        "report", "--since", "2019", "--until", "31/12/2023", "--out", str(out),
        "--audience", audience,
    )  # fmt: skip
    assert said.code == 0, said.err
    files = [out / f"report-2019-01-01-2023-12-31-{k}.pdf" for k in ("en", "vi")]
    assert said.out.split() == [str(file) for file in files]
    assert sorted(out.iterdir()) == sorted(files)
    assert (S_IMODE(out.stat().st_mode), S_IMODE(files[0].stat().st_mode)) == (0o700, 0o600)
    for file, title in zip(files, ("title", "title_vi"), strict=True):
        pdf = file.read_bytes()
        assert_conforms(pdf)
        assert filled(pdf)
        words = " ".join(" ".join(pages_of(pdf)).split())
        for secret in ("Chứng Thị Kiểm", "Mẫu Thị", "Thí Dụ Văn", "TD-0", "corridor", "Rà Thị"):
            assert secret not in words
        for meeting in decade.of["consultation"]:
            if meeting["sensitivity"] in HIDDEN[audience]:
                assert meeting[title] not in words
        assert not any(f" {letter}-" in words for letter in "CMUGTP")  # no ref of a record
    assert "testimonies were withheld" in said.err


def filled(pdf: bytes, least: float = 0.25) -> bool:
    """Whether something is printed below this part of every page."""
    for number in range(len(pypdfium2.PdfDocument(pdf))):
        picture = picture_of(pdf, number, 0.5)
        body = picture.crop((0, 0, picture.width, int(picture.height * 0.92)))
        box = body.point(lambda grey: 255 if grey < 200 else 0).getbbox()
        if box is None or box[3] < picture.height * least:
            return False
    return True


def test_no_count_of_people_stands_in_a_report(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    assert typed("campaign", "list").code == 0
    with _store(vault_folder) as store:
        meeting = store.add(
            "consultation", {"title": "Talk on lamps", "date": "2024-05-06", "attendees": 7317}
        )
        store.add("delegation", {"consultation": meeting.ref, "province": "VN-HN", "people": 8431})
        store.add("evidence", {"claim": "Lamps are dark.", "n": 9267, "date": "2024"})
    said = typed("report", "--since", "2024", "--until", "2024", "--out", str(tmp_path / "r"))
    assert said.code == 0
    for file in (tmp_path / "r").iterdir():
        words = "".join(pages_of(file.read_bytes())).replace(",", "").replace(".", "")
        assert "Talk on lamps" in words
        for number in ("7317", "8431", "9267"):
            assert number not in words


def test_the_example_s_report_keeps_what_has_no_date_apart(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    assert typed("campaign", "list").code == 0
    with _store(vault_folder) as store:
        load_example(store, "vnsw")
    out = tmp_path / "r"
    said = typed("report", "--since", "2008", "--until", "2013", "--out", str(out), "--json")
    told = said.json
    assert len(told["consultations"]) == 1  # of 2012
    assert told["may_belong"]["presentations"] == []
    assert len(told["may_belong"]["consultations"]) == 2
    assert len(told["outcomes"]) == 3
    assert all(one["substantiated"] is False for one in told["outcomes"])
    pages = " ".join(pages_of((out / "report-2008-01-01-2013-12-31-en.pdf").read_bytes()))
    assert "What may belong to the period" in pages
    assert "Detention Centre 05 was officially closed." in " ".join(pages.split())


def test_the_facts_as_json_are_those_of_the_plain_records(
    decade: Decade, typed: Typed, ref: Callable[[str], str], tmp_path: Path
) -> None:
    said = typed("report", "--since", "2019-01", "--until", "2023", "--out", str(tmp_path / "r"),
                 "--lang", "en", "--no-voices", "--audience", "network", "--json")  # fmt: skip
    told = said.json
    held = [
        c for c in decade.of["consultation"]
        if c["sensitivity"] != "restricted" and within(c["date"], *YEARS) == "yes"
    ]  # fmt: skip
    assert set(told["consultations"]) == {ref(c["key"]) for c in held}
    levels = Counter(c["participation_level"] or "not_recorded" for c in held)
    assert told["by_level"] == dict(levels)
    asks = [a["status"] for a in decade.of["ask"] if a["status"] != "draft"]
    assert told["asks"] == dict(Counter(asks))
    assert (told["since"], told["until"], told["voices"]) == (*YEARS, [])
    assert "Chứng" not in json.dumps(told, ensure_ascii=False)
    assert len(told["files"]) == 1


def test_who_is_quoted_is_remembered_so_that_a_withdrawal_finds_the_paper(
    decade: Decade, typed: Typed, ref: Callable[[str], str], vault_folder: Path, tmp_path: Path
) -> None:
    words = ("report", "--since", "2019", "--until", "2023", "--out", str(tmp_path / "r"))
    told = typed(*words, "--json").json
    assert typed(*words, "--replace").code == 0
    quoted = told["voices"][0]
    with _store(vault_folder) as store:
        known = drafts(store)
        assert len(known) == 1  # the second time the same files were written
        assert {file.path for file in known[0].files} == set(told["files"])
        found = stale(store, [store.find(quoted)[0]])
        (ref_of_report,) = [store.ref(one.briefing) for one in found]
        shown = typed("brief", "show", ref_of_report, "--json").json
        assert shown["title"].startswith("What the advocacy achieved")
        other = next(t for t in decade.of["testimony"] if ref(t["key"]) not in told["voices"])
        assert stale(store, [decade.ids[other["key"]]]) == []


def test_a_report_is_no_pack_that_is_listed_or_meant_by_the_start_of_a_ref(
    decade: Decade, typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    assert decade.ids
    packs = [one["ref"] for one in typed("brief", "list", "--json").json]
    typed("report", "--since", "2019", "--until", "2023", "--out", str(tmp_path / "r"))
    assert [one["ref"] for one in typed("brief", "list", "--json").json] == packs
    with _store(vault_folder) as store:
        assert {one.ref for one in store.beginning("B", "briefing", most=50)} == set(packs)
        built = drafts(store)[0]
        report, quoted = store.ref(built.briefing), store.ref(built.items[0][0].split()[0])
    assert typed("brief", "show", report[:-1]).code == 3
    for whole in (report, report.lower(), f"B-{built.briefing}"):
        assert typed("brief", "show", whole, "--json").json["ref"] == report
    assert typed("consent", "withdraw", quoted, "--yes").code == 0
    waits = " ".join(typed("status").out.split())
    again = f"advocacy report --since 2019-01-01 --until 2023-12-31 --out {tmp_path / 'r'}"
    assert f"{again} --audience donor --lang en,vi --replace" in waits
    assert f"brief build {report}" not in waits
    assert typed(*split(again)[1:], "--replace").code == 0


def test_without_voices_nothing_is_remembered(
    decade: Decade, typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    assert decade.ids
    said = typed("report", "--since", "2019", "--until", "2023", "--out", str(tmp_path / "r"),
                 "--lang", "vi", "--no-voices")  # fmt: skip
    assert said.code == 0
    assert "withheld" not in said.err
    with _store(vault_folder) as store:
        assert drafts(store) == []


def test_a_name_that_leaks_stops_the_report_and_leaves_nothing_behind(
    decade: Decade, typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    assert decade.ids
    with _store(vault_folder) as store:
        outcome = decade.ids["out.2"]
        store.amend(outcome, {"contribution": "We asked with Chứng Thị Kiểm."})
    out = tmp_path / "r"
    said = typed("report", "--since", "2019", "--until", "2023", "--out", str(out))
    assert said.code == 6
    assert "Chứng" not in said.err
    assert not list(out.glob("*")) if out.exists() else True
    with _store(vault_folder) as store:
        assert drafts(store) == []


def test_what_was_typed_wrong_is_refused_before_anything_is_written(
    decade: Decade, typed: Typed, tmp_path: Path
) -> None:
    assert decade.ids
    out = tmp_path / "r"
    good = ("--since", "2024", "--until", "2025", "--out", str(out))
    for words, code in (
        (("--since", "2024", "--until", "2025"), 2),
        (("--since", "2024", "--out", str(out)), 2),
        (("--since", "2025", "--until", "2024", "--out", str(out)), 2),
        (("--since", "2024/..", "--until", "2025/..", "--out", str(out)), 2),
        (("--since", "someday", "--until", "2025", "--out", str(out)), 5),
        ((*good, "--audience", "media"), 2),
        ((*good, "--lang", "fr"), 2),
    ):
        assert typed("report", *words).code == code
    assert not out.exists()
    out.mkdir()
    there = out / "report-2024-01-01-2025-12-31-vi.pdf"
    there.write_bytes(b"mine")
    assert typed("report", *good).code == 2
    assert [file.read_bytes() for file in out.iterdir()] == [b"mine"]
    assert typed("report", *good, "--replace", "--no-voices").code == 0
    assert there.read_bytes().startswith(b"%PDF")


def test_what_is_only_planned_was_not_achieved(kept: tuple[Store, Decade]) -> None:
    store, decade = kept
    told = drawn_up(store, RECENT, "network", TODAY, ("en",), voices=False)
    ahead = [decade.ids["con.39"]]
    assert decade.one("con.39")["date"] == "2026-12-08"
    assert datetime.fromisoformat("2026-12-08").date() > TODAY
    assert not {c.id for c in (*told.facts.consultations, *told.facts.perhaps_held)} & {*ahead}
