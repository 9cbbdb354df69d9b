"""Ids say nothing of their making, and what people type of them is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import ids
from records.types import LETTERS, NAMES, every_type

IDS = st.text(ids.ALPHABET, min_size=ids.ID_LENGTH, max_size=ids.ID_LENGTH)


def test_an_id_has_128_random_bits_and_no_sign_that_is_misread() -> None:
    drawn = [ids.new_id() for _ in range(2_000)]
    assert len(set(drawn)) == len(drawn)
    assert {len(one) for one in drawn} == {26}
    assert set("".join(drawn)) == set(ids.ALPHABET)
    assert {one[0] for one in drawn} == set("01234567")  # 128 bits are three more than 25 signs
    assert not set("ILOU") & set(ids.ALPHABET)


def test_ids_made_one_after_the_other_are_in_no_order() -> None:
    drawn = [ids.new_id() for _ in range(100)]
    assert drawn != sorted(drawn)
    assert drawn != sorted(drawn, reverse=True)


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("T-7K3QX", "T-7K3QX"),
        ("t-7k3qx", "T-7K3QX"),
        ("  T-7K3QX ", "T-7K3QX"),
        ("T-", "T-"),
        ("t", "T-"),
        ("T-OIL", "T-011"),
        ("t-oil", "T-011"),
        ("0-7K3QX", "O-7K3QX"),
        ("1-7K3QX", "I-7K3QX"),
        ("T-" + "7" * 26, "T-" + "7" * 26),
        ("T-" + "7" * 27, None),
        ("T7K3QX", None),
        ("TT-7K3QX", None),
        ("-7K3QX", None),
        ("", None),
        ("T-7K3U", None),
        ("T-7K 3Q", None),
        ("T-7K-3Q", None),
        ("T-đường", None),
        ("Bộ Y tế", None),
        ("ß-7K", None),
    ],
)
def test_what_people_type_of_a_ref_is_understood(said: str, typed: str | None) -> None:
    assert ids.as_typed(said) == typed


@given(st.text())
def test_any_text_is_the_start_of_a_ref_or_none(said: str) -> None:
    typed = ids.as_typed(said)
    if typed is not None:
        assert typed[1] == "-"
        assert set(typed[2:]) <= set(ids.ALPHABET)
        assert ids.as_typed(typed) == typed


@given(IDS, st.sampled_from(sorted(LETTERS)), st.integers(0, 26))
def test_a_ref_is_read_back_in_either_case(record_id: str, letter: str, length: int) -> None:
    ref = ids.ref_of(letter, record_id, length)
    assert ids.as_typed(ref) == ids.as_typed(ref.lower()) == ref
    assert len(ids.ref_of(letter, record_id)) == 10


@given(IDS, IDS)
def test_two_ids_are_apart_one_sign_after_what_they_share(one: str, other: str) -> None:
    length = ids.shared(one, other)
    assert one[:length] == other[:length]
    assert one == other or one[length] != other[length]


def test_every_type_has_a_letter_of_its_own() -> None:
    assert {record.LETTER: record.NAME for record in every_type()} == LETTERS
    assert len(LETTERS) == len(NAMES)
