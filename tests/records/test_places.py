"""Provinces: both maps, names as people write them, and the three regions."""

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.errors import ExitCode
from records.places import (
    InvalidPlace,
    find,
    in_region_words,
    name,
    provinces,
    successor,
    successors,
)
from records.vietnamese import fold


def test_there_are_63_provinces_and_34_successors() -> None:
    assert len(provinces()) == 63
    assert len(successors()) == 34


def test_every_successor_keeps_a_code_of_the_63_and_stays_itself() -> None:
    assert set(successors()) <= set(provinces())
    assert all(successor(code) == code for code in successors())


def test_what_became_of_a_province_fits_its_successor() -> None:
    sizes = Counter(unit.successor for unit in provinces().values())
    for unit in provinces().values():
        kept = unit.successor == unit.code
        expected = "absorbed" if not kept else "enlarged" if sizes[unit.code] > 1 else "unchanged"
        assert unit.change == expected


def test_a_province_leads_to_its_successor() -> None:
    assert successor(find("Hà Giang")) == find("Tuyên Quang")
    assert successors()[successor(find("Bình Dương"))] == "Hồ Chí Minh"


def test_the_three_regions_hold_25_and_19_and_19() -> None:
    regions = Counter(unit.region for unit in provinces().values())
    assert regions == {"north": 25, "centre": 19, "south": 19}


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ("Hà Nội", "north"), ("Hòa Bình", "north"), ("Ninh Bình", "north"),
        ("Thanh Hóa", "centre"), ("Kon Tum", "centre"), ("Lâm Đồng", "centre"),
        ("Bình Thuận", "centre"), ("Bình Phước", "south"), ("Cà Mau", "south"),
    ],
)  # fmt: skip
def test_a_province_lies_in_its_region(place: str, region: str) -> None:
    assert provinces()[find(place)].region == region


def test_every_province_lies_in_the_region_of_its_successor() -> None:
    for unit in provinces().values():
        assert provinces()[unit.successor].region == unit.region


def test_every_province_is_found_by_code_and_name_with_and_without_marks() -> None:
    for code, unit in provinces().items():
        short = code.removeprefix("VN-")
        bare = fold(unit.name)
        glued = bare.replace(" ", "")
        for said in (code, code.lower(), short, unit.name, unit.name.upper(), bare, glued):
            assert find(said) == code


def test_every_successor_is_found_by_its_new_name() -> None:
    for code, new_name in successors().items():
        assert find(new_name) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("TP. Hồ Chí Minh", "VN-SG"), ("Thành phố Hồ Chí Minh", "VN-SG"), ("TP.HCM", "VN-SG"),
        ("TPHCM", "VN-SG"), ("HCMC", "VN-SG"), ("Ho Chi Minh City", "VN-SG"),
        ("Sài Gòn", "VN-SG"), ("Saigon", "VN-SG"), ("Hanoi", "VN-HN"), ("Ha Noi", "VN-HN"),
        ("TP Hà Nội", "VN-HN"), ("Huế", "VN-26"), ("thành phố Huế", "VN-26"),
        ("Thừa Thiên Huế", "VN-26"), ("Thua Thien - Hue", "VN-26"), ("Tỉnh Hà Tĩnh", "VN-23"),
        ("tỉnh Thanh Hóa", "VN-21"), ("Thanh Hoá", "VN-21"), ("Danang", "VN-DN"),
        ("Quang Ninh province", "VN-13"), ("Province of Quang Ninh", "VN-13"),
        ("Bà Rịa – Vũng Tàu", "VN-43"), ("Vũng Tàu", "VN-43"), ("Daklak", "VN-33"),
        ("Đắc Lắc", "VN-33"), ("Bắc Cạn", "VN-53"), (" VN-hp ", "VN-HP"),
    ],
)  # fmt: skip
def test_a_province_is_found_by_the_names_people_use(said: str, code: str) -> None:
    assert find(said) == code


@pytest.mark.parametrize("said", ["", "VN-99", "Atlantis", "thành phố", "tỉnh", "Hà", "Nam"])
def test_a_name_that_is_no_province_is_refused(said: str) -> None:
    with pytest.raises(InvalidPlace) as refused:
        find(said)
    assert refused.value.code == ExitCode.REFUSED


def test_a_slip_of_the_pen_is_answered_with_the_closest_name() -> None:
    with pytest.raises(InvalidPlace) as refused:
        find("Tuyen Quan")
    assert "Tuyên Quang" in refused.value.hint


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(InvalidPlace) as refused:
        find("Trần Thị Giả Định")
    assert "Giả" not in str(refused.value) + refused.value.hint


@given(st.text(max_size=30))
def test_any_text_is_found_or_refused(said: str) -> None:
    with suppress(InvalidPlace):
        assert find(said) in provinces()


def test_a_province_is_named_in_both_languages() -> None:
    assert (name("VN-33", "vi"), name("VN-33", "en")) == ("Đắk Lắk", "Dak Lak")
    assert name("VN-SG", "vi") == "Thành phố Hồ Chí Minh"
    assert name("VN-SG", "en") == "Ho Chi Minh City"


def test_a_province_that_was_renamed_is_named_as_on_the_day() -> None:
    assert name("VN-26", "vi") == "Thừa Thiên-Huế"
    assert name("VN-26", "vi", on="2025-06-30") == "Thừa Thiên-Huế"
    assert name("VN-26", "vi", on="2025-07-01") == "Huế"
    assert name("VN-03", "vi", on="2026-01-01") == "Hà Giang"  # as reported; none has this code now


def test_a_code_that_is_unknown_stands_for_itself() -> None:
    assert name("VN-99", "en") == "VN-99"


def test_every_name_is_found_again() -> None:
    for code in provinces():
        assert find(name(code, "vi")) == find(name(code, "en")) == code


def test_a_region_is_named_in_both_languages() -> None:
    assert in_region_words("north", "en") == "the north of Viet Nam"
    assert in_region_words("north", "vi") == "miền Bắc"
    assert in_region_words("centre", "vi") == "miền Trung"
    assert in_region_words("south", "vi") == "miền Nam"


def test_changing_what_was_handed_out_changes_no_province() -> None:
    provinces().clear()
    assert len(provinces()) == 63
