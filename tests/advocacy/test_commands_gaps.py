from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from records import vault
from records.examples import load_example
from records.places import provinces
from records.store import Store
from tests.advocacy.conftest import Typed
from tests.conftest import PASSPHRASE
from tests.journeys.test_at_the_terminal import on_screen
from tests.plaindates import read
from tests.tenyears import SILENT, Decade, Plain, ten_years
from tests.terminal import Terminal

UNITS = {unit.code: unit.successor for unit in provinces().values()}
TODAY = datetime.now().astimezone().date().isoformat()


@pytest.fixture
def decade(vault_folder: Path) -> Decade:
    with _store(vault_folder) as store:
        return ten_years(store)


@pytest.fixture
def ref(decade: Decade, vault_folder: Path) -> Callable[[str], str]:
    with _store(vault_folder) as store:
        refs = {key: store.ref(record_id) for key, record_id in decade.ids.items()}
    return refs.__getitem__


def _store(folder: Path) -> Store:
    return Store(vault.open_vault(folder, vault.unlock(folder, PASSPHRASE)))


def held(decade: Decade, campaign: str = "") -> list[Plain]:
    return [
        c for c in decade.of["consultation"]
        if (not campaign or c.get("campaign") == campaign)
        and (c["date"] is None or read(c["date"]).begins[0] <= TODAY)
    ]  # fmt: skip


def spoke(decade: Decade, meetings: list[Plain]) -> set[str]:
    """Return the provinces as reported, else where the organisation is at home."""
    sent = [d for m in meetings for d in decade.where("delegation", consultation=m["key"])]
    return {d.get("province") or decade.one(d["organisation"])["province"] for d in sent}


def test_both_maps_are_told_in_json_and_neither_holds_units_of_the_other(
    decade: Decade, typed: Typed
) -> None:
    told = typed("gaps", "--json").json
    heard = spoke(decade, held(decade))
    assert set(told["maps"]["34"]["heard"]) == {UNITS[code] for code in heard}
    assert set(told["maps"]["34"]["never"]) == set(UNITS.values()) - {UNITS[c] for c in heard}
    both = told["maps"]["63"]
    assert set(both["heard"]) | set(both["perhaps"]) | set(both["never"]) == set(UNITS)
    assert set(both["heard"]) <= heard
    assert len(told["maps"]["34"]["heard"]) + len(told["maps"]["34"]["never"]) == 34


def test_a_campaign_and_a_consultation_have_gaps_of_their_own(
    decade: Decade, typed: Typed, ref: Callable[[str], str]
) -> None:
    told = typed("gaps", "--campaign", ref("cam.boxes"), "--json").json
    meetings = held(decade, "cam.boxes")
    assert [c["ref"] for c in told["consultations"]] != []
    assert {c["ref"] for c in told["consultations"]} == {ref(m["key"]) for m in meetings}
    assert set(told["maps"]["34"]["heard"]) == {UNITS[c] for c in spoke(decade, meetings)}
    one = typed("gaps", "--consultation", ref("con.12"), "--json").json
    assert [c["ref"] for c in one["consultations"]] == [ref("con.12")]
    meeting = [m for m in decade.of["consultation"] if m["key"] == "con.12"]
    assert set(one["maps"]["34"]["heard"]) == {UNITS[c] for c in spoke(decade, meeting)}


def test_members_that_were_never_heard_are_told_by_ref(
    decade: Decade, typed: Typed, ref: Callable[[str], str]
) -> None:
    told = typed("gaps", "--json").json["organisations"]
    assert set(told["never"]) == {ref(f"mem.{key}") for key in SILENT}
    merged = ref("mem.14")
    assert merged not in told["heard"] + told["never"]
    assert len(told["heard"]) == sum(o["kind"] == "member" for o in decade.of["organisation"]) - 3


def test_numbers_without_names_are_kept_apart(
    decade: Decade, typed: Typed, ref: Callable[[str], str]
) -> None:
    named = {d["consultation"] for d in decade.of["delegation"]}
    numbers = {
        ref(c["key"]): c["provinces_represented"] for c in held(decade)
        if c["provinces_represented"] and c["key"] not in named
    }  # fmt: skip
    told = typed("gaps", "--json").json
    assert numbers
    assert {one["ref"]: one["provinces"] for one in told["only_counted"]} == numbers
    assert {c["ref"] for c in told["consultations"] if c["only_counted"]} == set(numbers)
    said = typed("gaps").out
    assert "Only a number of provinces is known" in said
    assert "15, no names" in said


def test_one_table_never_mixes_both_maps(decade: Decade, typed: Typed) -> None:
    assert decade.ids
    since, before = "The 34 provinces", "The 63 provinces"
    assert since in typed("gaps").out
    assert before not in typed("gaps", "--map", "34").out
    assert since not in typed("gaps", "--map", "63").out
    both = typed("gaps", "--map", "both").out
    first, second = both.split(since)
    assert "Hoa Binh" in first  # merged away in 2025
    assert "Hoa Binh" not in second.split("Member organisations")[0]


def test_what_does_not_go_together_is_refused(
    decade: Decade, typed: Typed, ref: Callable[[str], str]
) -> None:
    assert decade.ids
    assert typed("gaps", "--map", "12").code == 2
    said = typed("gaps", "--campaign", ref("cam.boxes"), "--consultation", ref("con.12"))
    assert said.code == 2
    assert typed("gaps", "--campaign", "G-ZZZZZZZZ").code == 3
    assert typed("gaps", "--campaign", ref("con.12")).code == 3


def test_where_nobody_is_on_record_no_province_is_said_to_be_unheard(
    vault_folder: Path, typed: Typed
) -> None:
    with _store(vault_folder) as store:
        load_example(store, "vnsw")
    said = typed("gaps").out
    assert "No province or city is on record by name." in said
    assert "Of 3 of the 3 consultations it is not on record who went" in said
    assert "Never" not in said
    assert "15, no names" in said


def test_it_fits_a_screen_of_80_columns(terminal: Terminal) -> None:
    with _store(terminal.vault) as store:
        ten_years(store)
    for language in ("en", "vi"):
        code, shown = on_screen(terminal, "--lang", language, "gaps", "--map", "both", NO_COLOR="1")
        assert code == 0
        assert max(map(len, shown.split("\n"))) <= 80


def test_a_vault_without_consultations_says_so(typed: Typed) -> None:
    said = typed("gaps")
    assert (said.code, said.out) == (0, "")
    assert "no consultation is on record" in said.err
