"""Vietnamese text: folding, words with their places, and dictionary order."""

import random
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.places import provinces
from records.vietnamese import fold, names_the_same, nfc, sort_key, tokens, unmarked

VOWELS = "aăâeêioôơuưy"
TONED = [
    normalize("NFC", v + tone) for v in VOWELS for tone in ("", *"\u0300\u0309\u0303\u0301\u0323")
]
vietnamese = st.text(alphabet=[*TONED, *"bcdđghklmnpqrstvx -", *"ĐÀẾỮ0123456789"], max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đà Nẵng", "da nang"),
        ("người lao động tình dục", "nguoi lao dong tinh duc"),
        ("HUẾ", "hue"),
        ("Thừa Thiên-Huế", "thua thien-hue"),
        ("Ðường", "duong"),  # an eth, as old fonts left it
        ("Phư\u200bơng", "phuong"),
    ],
)
def test_folding_takes_away_marks_and_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_toned_vowel_folds_to_its_letter() -> None:
    assert {fold(vowel) for vowel in TONED} == set("aeiouy")


def test_the_place_of_a_tone_mark_does_not_matter() -> None:
    assert fold("Hoà Bình") == fold("Hòa Bình")
    assert fold("thuỷ") == fold("thủy")


def test_unmarked_text_keeps_its_capitals() -> None:
    assert unmarked("Đắk Lắk") == "Dak Lak"


@given(st.one_of(st.text(), vietnamese))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(st.text(), vietnamese))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text))


@given(vietnamese)
def test_folded_vietnamese_is_ascii(text: str) -> None:
    assert fold(text).isascii()


def test_words_are_found_where_they_stand() -> None:
    text = normalize("NFD", "Chị Đào (giả), sinh 1990.")
    assert [(nfc(text)[t.start : t.end], t.folded) for t in tokens(text)] == [
        ("Chị", "chi"),
        ("Đào", "dao"),
        ("giả", "gia"),
        ("sinh", "sinh"),
        ("1990", "1990"),
    ]


def test_a_hyphen_and_an_underscore_part_words() -> None:
    assert [t.folded for t in tokens("Thiên-Huế sex_worker_led")] == [
        "thien", "hue", "sex", "worker", "led",
    ]  # fmt: skip


def test_an_invisible_sign_does_not_part_a_word() -> None:
    assert [t.folded for t in tokens("Đào\u00ad\u200bHoa")] == ["daohoa"]


def test_signs_alone_are_no_word() -> None:
    assert tokens("— … \u0301 \u200b !?") == []


@given(st.one_of(st.text(), vietnamese))
def test_words_lie_apart_and_in_order_and_fold_as_the_text_does(text: str) -> None:
    composed, end = nfc(text), 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(composed)
        assert fold(composed[token.start : token.end]) == token.folded
        end = token.end


def test_names_are_the_same_without_their_marks_and_blanks() -> None:
    assert names_the_same(" Đồng  Tháp", "dong thap")
    assert names_the_same(normalize("NFD", "Hà Nội"), "HÀ NỘI")
    assert not names_the_same("Hà Nam", "Hà Nội")
    assert not names_the_same("Hà Nội", "Hànội")


@pytest.mark.parametrize(
    "in_order",
    [
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "anh", "ăn", "ân"],
        ["2", "a"],
        ["dung", "đung"],
        ["ô", "ổ", "ộ", "ơ", "ờ"],
        ["mạ", "man", "mang", "màng"],
        ["da", "Da", "đa", "Đa"],
        ["Hà", "Hạ", "Hà Nam"],
        ["Ba Na", "Bà Na", "Ba Vì"],
        ["Tổ 1", "Tổ 2", "Tổ A"],
    ],
)
def test_words_stand_in_the_order_of_a_vietnamese_dictionary(in_order: list[str]) -> None:
    mixed = in_order[:]
    random.Random(5).shuffle(mixed)  # noqa: S311  (any order will do)
    assert sorted(mixed, key=sort_key) == in_order


def test_the_provinces_stand_in_the_order_of_official_lists() -> None:
    names = sorted((p.name for p in provinces().values()), key=sort_key)
    assert names[:8] == [
        "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre",
        "Bình Dương",
    ]  # fmt: skip
    places_of_d = [name for name in names if name[0] in "DĐ"]
    assert places_of_d == ["Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp"]
    assert [n for n in names if n[0] == "H"] == [
        "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang",
        "Hòa Bình", "Hồ Chí Minh", "Hưng Yên",
    ]  # fmt: skip
    assert names[-3:] == ["Vĩnh Long", "Vĩnh Phúc", "Yên Bái"]


@given(st.one_of(st.text(), vietnamese), st.one_of(st.text(), vietnamese))
def test_two_texts_share_a_place_only_where_they_are_the_same(a: str, b: str) -> None:
    assert (sort_key(a) == sort_key(b)) == (nfc(a) == nfc(b))


@given(st.lists(vietnamese), st.randoms(use_true_random=False))
def test_a_list_sorts_the_same_from_any_order(texts: list[str], chance: random.Random) -> None:
    mixed = [normalize(chance.choice(["NFC", "NFD"]), text) for text in texts]
    chance.shuffle(mixed)
    assert [nfc(t) for t in sorted(mixed, key=sort_key)] == sorted(map(nfc, texts), key=sort_key)
