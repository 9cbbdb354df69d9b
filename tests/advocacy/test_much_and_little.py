"""Packs with nothing to quote, and packs with forty consultations behind them."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from advocacy.briefing.brief import Answer, Answered, Brief, Language, Meeting, Words
from advocacy.briefing.designs import design_named
from records import vault
from records.store import Store
from tests import builders
from tests.advocacy.briefs import handout
from tests.advocacy.conftest import Typed
from tests.advocacy.papers import assert_conforms, pages_of, printed, structure
from tests.conftest import PASSPHRASE

LANGUAGES: tuple[Language, ...] = ("en", "vi")


def said(pdf: bytes) -> str:
    return " ".join(" ".join(pages_of(pdf)).split())


# Nothing but withheld testimonies


@pytest.fixture
def silent(vault_folder: Path) -> str:
    """The ref of a pack for which nobody has agreed to be quoted."""
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened) as store:
        ministry = builders.an_organisation(store)
        ask = builders.an_ask(store, builders.a_position(store), body=ministry.ref)
        builders.some_evidence(store, supports=[ask.ref])
        for person in ("TD-01", "TD-02"):
            builders.a_testimony(store, contributor=person, supports=[ask.ref])
        return builders.a_briefing(store).ref


def test_with_nothing_but_withheld_testimonies_the_pack_is_built_and_says_so(
    typed: Typed, silent: str, tmp_path: Path
) -> None:
    told = typed("brief", "build", silent, "--out", str(tmp_path / "out"))
    assert told.code == 0
    assert "No testimony may be quoted in this pack" in told.err
    assert told.out.count("\twithheld\t") == 2
    for language, heading in (("en", "Voices"), ("vi", "Tiếng nói người trong cuộc")):
        pdf = (tmp_path / "out" / f"{silent}-handout-{language}.pdf").read_bytes()
        lines = [line.strip() for page in pages_of(pdf) for line in page.splitlines()]
        assert heading not in lines
        assert "They took the boxes away" not in said(pdf)
        assert re.search(r"\bE1\b", said(pdf))
        assert_conforms(pdf)


def test_where_one_may_be_quoted_nothing_is_said_of_a_pack_without_voices(
    typed: Typed, silent: str, vault_folder: Path, tmp_path: Path
) -> None:
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened) as store:
        ask = builders.an_ask(store, builders.a_position(store))
        builders.a_consent(
            store, builders.a_testimony(store, contributor="TD-03", supports=[ask.ref])
        )
    told = typed("brief", "build", silent, "--out", str(tmp_path / "out"))
    assert told.code == 0
    assert "Some testimonies were withheld" in told.err
    assert "No testimony may be quoted" not in told.err


# Forty consultations, and what was asked there


def meetings(count: int, language: Language) -> tuple[Meeting, ...]:
    """Meetings that each can be told from all others."""
    return tuple(
        Meeting(
            date=f"{1980 + n}",
            title=Words(f"Hội thảo số t{n:02} về chỗ ngồi tại bàn thảo luận", language),
            host=Words(f"Sở Ví dụ h{n:02}", language),
            place=f"Hà Nội p{n:02}",
            form=f"hội thảo tham vấn f{n:02}",
            represented=f"{n} tỉnh r{n:02}",
            result=Words(f"Đã gửi biên bản u{n:02}; chờ trả lời.", language),
        )
        for n in range(count)
    )


def asked(count: int, asks: int, language: Language) -> Brief:
    """A handout whose asks were each put at so many meetings; no answer is like another."""
    held = meetings(count, language)
    told = tuple(
        Answered(
            f"A{ask}",
            Words(f"Nội dung z{ask:02}", language),
            tuple(
                Answer(one.date, one.title, "", f"x{ask:02}y{n:02}",
                       Words(f"Chúng tôi sẽ xem xét w{ask:02}y{n:02}.", language), "Vụ trưởng")
                for n, one in enumerate(held)
            ),
        )
        for ask in range(1, asks + 1)
    )  # fmt: skip
    return handout(language, meetings=held, answered=told)


def tables(pdf: bytes) -> Iterator[int]:
    """Yield for each table how many columns its widest row has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for place in structure(opened):
            if place.S == "/Table":
                parts = [place, *[k for k in place.K if "/S" in k]]
                rows = [r for part in parts for r in part.K if "/S" in r and r.S == "/TR"]
                yield max(len(list(row.K)) for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("design", ["handout", "bilingual"])
def test_a_history_of_forty_consultations_is_printed_row_by_row(
    language: Language, design: str
) -> None:
    pdf = printed(handout(language, meetings=meetings(40, language)), design_named(design))
    text = said(pdf)
    for n in range(40):
        for mark in "thpfru":
            assert f"{mark}{n:02}" in text
    # In the order of time, and each row on one page.
    assert re.findall(r"\bt(\d\d)\b", text) == [f"{n:02}" for n in range(40)]
    for page in pages_of(pdf):
        assert set(re.findall(r"\bt(\d\d)\b", page)) == set(re.findall(r"\bu(\d\d)\b", page))
    assert_conforms(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [5, 6, 40])
def test_answers_stand_side_by_side_for_up_to_five_meetings_and_else_ask_by_ask(
    language: Language, count: int
) -> None:
    pdf = printed(asked(count, 3, language))
    text = said(pdf)
    given = [f"{ask:02}y{n:02}" for ask in (1, 2, 3) for n in range(count)]
    assert re.findall(r"x(\d\dy\d\d)", text) == given
    assert re.findall(r"w(\d\dy\d\d)", text) == given
    side_by_side = [columns for columns in tables(pdf) if columns == count + 1]
    assert bool(side_by_side) == (count <= 5)
    assert_conforms(pdf)


def test_an_ask_stands_on_the_page_of_its_first_answer() -> None:
    pages = pages_of(printed(asked(7, 30, "vi")))
    for ask in range(1, 31):
        (head,) = [page for page in pages if f"z{ask:02}" in page]
        assert f"x{ask:02}y00" in head
