from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE
from typing import Literal

import pypdfium2
import pytest

from advocacy.screens import timescale
from records import vault
from records.edtf import parse
from records.examples import load_example
from records.store import Store
from records.types.public_life import Campaign
from tests.advocacy.conftest import Typed
from tests.advocacy.papers import assert_conforms, pages_of, picture_of
from tests.builders import a_commitment, a_position, an_ask, an_organisation
from tests.conftest import PASSPHRASE
from tests.journeys.test_at_the_terminal import on_screen
from tests.plaindates import read
from tests.tenyears import Decade, ten_years
from tests.terminal import Terminal

TEN_YEARS = timescale.Scale(2016, 10, 50)  # five cells a year


@pytest.fixture
def decade(vault_folder: Path) -> Decade:
    with _store(vault_folder) as store:
        return ten_years(store)


@pytest.fixture
def ref(decade: Decade, vault_folder: Path) -> Callable[[str], str]:
    with _store(vault_folder) as store:
        refs = {key: store.ref(record_id) for key, record_id in decade.ids.items()}
    return refs.__getitem__


@pytest.fixture
def centre(typed: Typed, vault_folder: Path) -> str:
    """Return the ref of the campaign that closed Detention Centre 05."""
    assert typed("campaign", "list").code == 0
    return _centre(vault_folder)


def _centre(folder: Path) -> str:
    with _store(folder) as store:
        load_example(store, "vnsw")
        return next(c.ref for c in store.every(Campaign) if "05" in (c.title or ""))


def _store(folder: Path) -> Store:
    return Store(vault.open_vault(folder, vault.unlock(folder, PASSPHRASE)))


@pytest.mark.parametrize(
    ("date", "drawn"),
    [
        ("2017", "     ▒▒▒▒▒"),  # some time in the year
        ("2017~", "     ░░░░░"),
        ("2017-01", "     ◆"),
        ("2017-01-09", "     ◆"),
        ("2017-01?", "     ◇"),
        ("2017-01/2018-01", "     ██████"),
        ("2017/2019", "     ▒▒▒▒▒█████▒▒▒▒▒"),
        ("2017~/2019-01", "     ░░░░░██████"),
        ("2017/2019%", "     ▒▒▒▒▒█████░░░░░"),
        ("2025-01/..", " " * 45 + "████▶"),
        ("2017-01/", "     █░░?"),
        ("/2017-01", "  ?░░█"),
        ("../2016-06", "◀██"),
        ("2017-01-02/2017-01-05", "     █"),
    ],
)
def test_what_is_sure_looks_other_than_what_is_not(date: str, drawn: str) -> None:
    assert timescale.bar(date, TEN_YEARS) == drawn


def test_the_axis_holds_every_year_that_is_named() -> None:
    scale = timescale.scale_of(["2008~/2013", "2013", "/2006", "../2010"], 50)
    assert scale == timescale.Scale(2006, 8, 50)
    assert scale.heads().split()[0] == "2006"
    assert timescale.scale_of([], 50) is None
    for years in (1, 3, 10, 40, 300):
        heads = timescale.Scale(1800, years, 50).heads()
        assert len(heads) <= 50
        assert heads.split()


def test_the_closing_of_the_centre_is_drawn_as_uncertain_as_it_is(terminal: Terminal) -> None:
    ref = _centre(terminal.vault)
    code, shown = on_screen(terminal, "timeline", ref, NO_COLOR="1")
    assert code == 0
    lines = shown.split("\n")
    assert max(map(len, lines)) <= 80
    years = next(line for line in lines if "2008" in line and "2013" in line)
    bar = next(line for line in lines if line.startswith("Campaign · about 2008 – 2013"))
    assert bar[30:].lstrip("░").lstrip("█") == "▒" * (len(bar) - years.index("2013"))
    assert bar[30:].index("█") == years.index("2009") - 30
    closure = next(line for line in lines if line.startswith("Change · 2013"))
    assert closure.index("▒") == years.index("2013")
    apart = shown[shown.index("No date is recorded for:") :]
    assert "NGO conferences with experts and government" in apart
    assert "░ about or perhaps in here" in shown
    assert "◆" not in shown  # nothing there is known to the day


def test_a_long_campaign_fits_80_columns_in_both_languages(terminal: Terminal) -> None:
    with _store(terminal.vault) as store:
        ref = store.ref(ten_years(store).ids["cam.workshops"])
    for language in ("en", "vi"):
        code, shown = on_screen(terminal, "--lang", language, "timeline", ref, NO_COLOR="1")
        assert code == 0
        assert max(map(len, shown.split("\n"))) <= 80


def test_off_a_terminal_each_thing_is_a_line_in_the_order_of_time(
    decade: Decade, typed: Typed, ref: Callable[[str], str]
) -> None:
    said = typed("timeline", ref("cam.boxes"))
    lines = [line.split("\t") for line in said.out.strip().split("\n")]
    assert all(len(line) == 4 for line in lines)
    told = typed("timeline", ref("cam.boxes"), "--json").json
    assert [line[2] for line in lines] == [one["ref"] for one in told]
    dates = [one["date"] for one in told if one["date"]]
    firsts = [(read(d).ends if d.startswith(("/", "..")) else read(d).begins)[0] for d in dates]
    assert firsts == sorted(firsts)
    assert {one["kind"] for one in told} == {
        "campaign", "instrument", "position", "consultation", "presentation", "commitment",
        "progress", "outcome",
    }  # fmt: skip
    assert len(decade.where("outcome", campaign="cam.boxes")) == sum(
        one["kind"] == "outcome" for one in told
    )


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_closing_of_the_centre_is_a_paper_that_conforms(
    centre: str, typed: Typed, tmp_path: Path, language: Literal["en", "vi"]
) -> None:
    path = tmp_path / "timeline.pdf"
    said = typed("timeline", centre, "--pdf", str(path), "--lang", language)
    assert (said.code, said.out) == (0, f"{path}\n")
    pdf = path.read_bytes()
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert_conforms(pdf)
    pages = pages_of(pdf)
    assert len(pages) <= 2
    words = "\n".join(pages)
    title = {
        "en": "Closing Detention Centre 05",
        "vi": "Vận động đóng cửa Trung tâm giam giữ số 05",
    }
    period = {"en": "about 2008 – 2013", "vi": "khoảng năm 2008 – 2013"}
    assert " ".join(title[language].split()) in " ".join(words.split())
    assert period[language] in words
    assert "G-" not in words  # a paper carries no ref of a record
    assert filled(pdf)


def filled(pdf: bytes, least: float = 0.3) -> bool:
    """Whether something is printed below this part of every page."""
    pages = len(pypdfium2.PdfDocument(pdf))
    for number in range(pages):
        picture = picture_of(pdf, number, 0.5)
        body = picture.crop((0, 0, picture.width, int(picture.height * 0.92)))
        box = body.point(lambda grey: 255 if grey < 200 else 0).getbbox()
        if box is None or box[3] < picture.height * least:
            return False
    return True


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_long_campaign_is_printed_without_an_empty_page_and_without_what_is_restricted(
    decade: Decade, typed: Typed, ref: Callable[[str], str], tmp_path: Path, language: str
) -> None:
    path = tmp_path / "timeline.pdf"
    said = typed("timeline", ref("cam.workshops"), "--pdf", str(path), "--lang", language)
    assert said.code == 0
    pdf = path.read_bytes()
    assert_conforms(pdf)
    assert filled(pdf)
    words = " ".join(" ".join(pages_of(pdf)).split())
    title = "title_vi" if language == "vi" else "title"
    meetings = decade.where("consultation", campaign="cam.workshops")
    shown = {m["key"] for m in meetings if m[title] in words}
    assert shown == {m["key"] for m in meetings if m["sensitivity"] in (None, "public")}
    assert len(shown) < len(meetings)
    for hidden in ("Thí Dụ Văn", "Mẫu Thị", "Chứng Thị Kiểm", "TD-0", "corridor"):
        assert hidden not in words


def test_the_audience_decides_what_is_printed(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with _store(vault_folder) as store:
        campaign = store.add("campaign", {"title": "Lamps", "sensitivity": "network"})
        body = an_organisation(store)
        ask = an_ask(store, a_position(store, campaign=campaign.ref))
        told = "Said in the corridor only."
        a_commitment(store, body, ask=ask.ref, words=told, words_vi=None, basis="recollected")
    refused = typed("timeline", campaign.ref, "--pdf", str(tmp_path / "a.pdf"))
    assert refused.code == 5
    assert campaign.ref in refused.err
    assert not (tmp_path / "a.pdf").exists()
    typed("campaign", "edit", campaign.ref, "--sensitivity", "public")
    for audience, there in (("public", False), ("network", True)):
        path = tmp_path / f"{audience}.pdf"
        said = typed("timeline", campaign.ref, "--pdf", str(path), "--audience", audience)
        assert said.code == 0
        assert (told in "".join(pages_of(path.read_bytes()))) is there


def test_a_name_that_leaks_into_the_campaign_stops_the_paper(
    centre: str, typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with _store(vault_folder) as store:
        store.add("testimony", {"contributor": "TD-01", "words": "Words.", "language": "en",
                                "collected_by": "Trần Thí Dụ Mẫu"})  # fmt: skip
        store.amend(store.meant(centre).id, {"goal": "As Trần Thí Dụ Mẫu wished."})
    path = tmp_path / "timeline.pdf"
    said = typed("timeline", centre, "--pdf", str(path))
    assert said.code == 6
    assert "Trần" not in said.err
    assert not path.exists()


def test_a_file_that_is_there_is_not_overwritten(centre: str, typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "timeline.pdf"
    path.write_bytes(b"mine")
    assert typed("timeline", centre, "--pdf", str(path)).code == 2
    assert path.read_bytes() == b"mine"
    assert typed("timeline", centre, "--pdf", str(path), "--replace").code == 0
    assert path.read_bytes().startswith(b"%PDF")
    assert typed("timeline", centre, "--pdf", str(path), "--lang", "fr").code == 2
    assert typed("timeline", "G-ZZZZZZZZ").code == 3


def test_every_form_of_a_date_can_be_drawn_on_any_scale() -> None:
    for text in ("2016", "2016~", "2016-02?", "2016-02-29%", "2015~/2016", "/2016", "2016/",
                 "../2016", "2016/..", "1999/2040", "2016-12-31/2017-01-01"):  # fmt: skip
        for scale in (timescale.Scale(2016, 1, 9), timescale.Scale(1990, 60, 49), TEN_YEARS):
            bar = timescale.bar(text, scale)
            assert 0 < len(bar) <= scale.width
            sure = not (parse(text).approximate or parse(text).uncertain)
            assert sure or {*bar} & {*"░◇"}


def test_a_paper_goes_into_a_new_folder_and_its_path_is_the_result(
    centre: str, typed: Typed, tmp_path: Path
) -> None:
    for words in ((), ("--json",)):
        path = tmp_path / f"new{len(words)}" / "of the year" / "timeline.pdf"
        said = typed("timeline", centre, "--pdf", str(path), *words)
        assert (said.code, said.out) == (0, f"{path}\n")
        assert path.read_bytes().startswith(b"%PDF")
