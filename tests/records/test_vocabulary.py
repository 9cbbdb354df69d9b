"""The controlled lists: complete, labelled, found by what people type, extended by a vault."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.errors import ExitCode
from records.fields import fields_of
from records.types import every_type
from records.vietnamese import fold, nfc
from records.vocabulary import (
    UnknownTerm,
    extend,
    forget_added,
    key_of,
    label,
    terms,
    vocabularies,
)

ALL = [(vocabulary, key) for vocabulary in vocabularies() for key in terms(vocabulary)]
KEYS_APART_FROM_LABELS = {"people_words", "language"}


@pytest.fixture(autouse=True)
def _only_what_ships() -> Iterator[None]:
    forget_added()
    yield
    forget_added()


def test_every_term_field_of_every_record_type_has_its_list() -> None:
    needed = {f.vocabulary for t in every_type() for f in fields_of(t).values() if f.vocabulary}
    assert needed <= set(vocabularies())


@pytest.mark.parametrize(
    ("vocabulary", "keys"),
    [
        ("sensitivity", "public network restricted sealed"),
        ("language", "vi en other"),
        ("participation_level", "inform consult involve collaborate empower"),
        (
            "participation_quality",
            (
                "sex_worker_led own_choice_of_delegate expenses_paid"
                " materials_in_vietnamese_beforehand feedback_received"
            ),
        ),
        (
            "response",
            (
                "favourable pledged_better_laws pledged_change_in_treatment pledged_assistance"
                " denied inhibited requested_information token none"
            ),
        ),
        ("progress_level", "no_evidence not_started limited substantial complete"),
        ("age_band", "under_18 18_to_24 25_to_34 35_to_49 50_and_over not_recorded"),
        ("identity", "named pseudonym role_only anonymous aggregate_only"),
        (
            "audience",
            (
                "internal network allied_ngo donor government_meeting government_retained_copy"
                " un media public"
            ),
        ),
        ("channel", "print oral online image_audio"),
        ("place_detail", "none region province"),
        ("method", "written oral_witnessed recorded published_statement"),
        (
            "consent_status",
            "draft active refused expired withdrawn superseded entered_in_error not_recorded",
        ),
        (
            "section",
            "summary asks evidence voices commitments history representation sources annexes",
        ),
        ("degree", "low medium high unknown"),
    ],
)
def test_the_keys_that_the_rules_rely_on_are_there_in_order(vocabulary: str, keys: str) -> None:
    assert list(terms(vocabulary)) == keys.split()


@pytest.mark.parametrize(("vocabulary", "key"), ALL)
def test_a_term_has_an_ascii_key_and_plain_labels(vocabulary: str, key: str) -> None:
    term = terms(vocabulary)[key]
    assert term.key == key
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", key)
    for words in (term.en, term.vi):
        assert words == nfc(words.strip()) != ""
        assert "," not in words  # commas part terms where several are typed
        assert "{" not in words
    if vocabulary not in KEYS_APART_FROM_LABELS:
        assert key == re.sub("[^a-z0-9]+", "_", term.en.lower()).strip("_")


@pytest.mark.parametrize(("vocabulary", "key"), ALL)
def test_a_term_is_found_by_its_key_and_by_both_labels(vocabulary: str, key: str) -> None:
    term = terms(vocabulary)[key]
    for said in (key, key.upper(), key.replace("_", " "), f" {term.en} ", term.vi, fold(term.vi)):
        assert key_of(vocabulary, said) == key


def test_the_word_for_people_is_the_networks_own_and_stands_in_one_place() -> None:
    assert label("role", "sex_worker", "vi") == "người lao động tình dục"
    assert label("people_words", "law", "vi") == "người bán dâm"
    extend([("people_words", "ours", "worker", "người làm nghề")])
    assert label("role", "sex_worker", "vi") == "người làm nghề"
    assert label("role", "former_sex_worker", "en") == "former worker"
    assert label("participation_quality", "sex_worker_led", "vi") == "do người làm nghề chủ trì"
    assert key_of("role", "Người làm nghề") == "sex_worker"
    assert key_of("role", "sex worker") == "sex_worker"  # the key stays


def test_the_laws_word_is_no_label_outside_its_place() -> None:
    law = terms("people_words")["law"]
    for vocabulary, key in ALL:
        if vocabulary != "people_words":
            assert law.vi not in terms(vocabulary)[key].vi
            assert "prostitut" not in terms(vocabulary)[key].en


def test_a_label_is_given_in_each_language() -> None:
    assert label("audience", "government_meeting", "en") == "government meeting"
    assert label("audience", "government_meeting", "vi") == "buổi làm việc với cơ quan nhà nước"


def test_an_unknown_key_stands_for_itself() -> None:
    assert label("forum", "picnic", "vi") == "picnic"


def test_an_unknown_term_is_refused_with_what_is_allowed_and_what_is_close() -> None:
    with pytest.raises(UnknownTerm) as refused:
        key_of("position_status", "adoptd")
    assert str(refused.value).endswith("draft, adopted, superseded, retired")
    assert refused.value.hint == "did you mean adopted?"
    assert refused.value.code == ExitCode.REFUSED


@pytest.mark.parametrize("said", ["Trần Thị Giả Định", "", "đêm hôm đó họ đến"])
def test_a_story_in_a_term_field_is_not_quoted(said: str) -> None:
    with pytest.raises(UnknownTerm) as refused:
        key_of("how", said)
    assert not said or said not in str(refused.value) + refused.value.hint
    assert "did you mean" not in refused.value.hint


def test_a_list_that_does_not_exist_is_a_bug() -> None:
    with pytest.raises(KeyError):
        terms("flavour")


def test_a_vault_adds_its_own_term() -> None:
    extend([("forum", "radio_programme", "radio programme", "chương trình phát thanh")])
    assert list(terms("forum"))[-1] == "radio_programme"
    assert key_of("forum", "Chuong trinh phat thanh") == "radio_programme"
    assert label("forum", "radio_programme", "vi") == "chương trình phát thanh"


def test_adding_twice_changes_nothing() -> None:
    own = [("forum", "radio_programme", "radio programme", "chương trình phát thanh")]
    extend(own)
    once = terms("forum")
    extend(own)
    assert terms("forum") == once


def test_added_terms_are_forgotten_before_another_vault() -> None:
    before = terms("forum")
    extend([("forum", "radio_programme", "radio programme", "chương trình phát thanh")])
    forget_added()
    assert terms("forum") == before


def test_changing_what_was_handed_out_changes_no_list() -> None:
    terms("how").clear()
    assert list(terms("how")) == ["oral", "written", "both"]


@given(st.sampled_from(vocabularies()), st.text(max_size=20))
def test_any_text_is_a_term_or_refused(vocabulary: str, said: str) -> None:
    with suppress(UnknownTerm):
        assert key_of(vocabulary, said) in terms(vocabulary)
