"""What must hold between records and over time."""

import pytest

from records.consent import heads_of
from records.errors import ExitCode, InvalidField
from records.rules import (
    AppendOnly,
    DecisionStands,
    ExcerptStands,
    NotItsWords,
    TranslationStands,
    WordsStand,
)
from records.store import Store
from records.types.commitment import Progress
from records.types.testimony import Consent, Excerpt, Testimony
from tests.builders import (
    a_commitment,
    a_consent,
    a_position,
    a_testimony,
    an_organisation,
)

OTHER = "It was in spring, and a cousin saw it."
DECIDED = ["active", "refused", "expired", "withdrawn", "superseded", "entered_in_error"]


def an_excerpt(store: Store, testimony: Testimony, **given: str) -> Excerpt:
    default = {"testimony": testimony.ref, "words": "They took the boxes away twice."}
    made = store.add("excerpt", default | given)
    assert isinstance(made, Excerpt)
    return made


@pytest.mark.parametrize("status", [*DECIDED, "not_recorded"])
def test_a_decision_in_force_is_not_edited(store: Store, status: str) -> None:
    decision = a_consent(store, a_testimony(store), status=status)
    for change in ({"audiences": ["public"]}, {"status": "active"}, {"limits": "x"}):
        if status == change.get("status"):
            continue
        with pytest.raises(DecisionStands) as refused:
            store.amend(decision.id, change)
        assert refused.value.code == ExitCode.REFUSED
    assert store.get(decision.id) == decision


def test_a_draft_is_edited_and_becomes_a_decision(store: Store) -> None:
    draft = a_consent(store, a_testimony(store), status="draft")
    store.amend(draft.id, {"channels": ["oral"], "status": "active"})
    with pytest.raises(DecisionStands):
        store.amend(draft.id, {"channels": ["print"]})


@pytest.mark.parametrize("status", DECIDED)
def test_a_decision_is_not_deleted_so_that_an_older_one_never_comes_back(
    store: Store, status: str
) -> None:
    told = a_testimony(store)
    older = a_consent(store, told)
    newer = a_consent(store, told, supersedes=older.ref, status=status)
    with pytest.raises(DecisionStands):
        store.delete(newer.id)
    assert heads_of(told.id, store.every(Consent)) == [newer]


def test_a_draft_is_deleted(store: Store) -> None:
    draft = a_consent(store, a_testimony(store), status="draft")
    store.delete(draft.id)
    assert store.every(Consent) == []


@pytest.mark.parametrize("status", DECIDED)
def test_words_under_a_decision_are_not_changed(store: Store, status: str) -> None:
    told = a_testimony(store)
    part = an_excerpt(store, told)
    a_consent(store, told, status=status)
    for record in (told, part):
        with pytest.raises(WordsStand) as refused:
            store.amend(record.id, {"words": OTHER})
        assert refused.value.code == ExitCode.REFUSED
        assert "boxes" not in str(refused.value) + refused.value.hint
        assert store.get(record.id) == record


@pytest.mark.parametrize("status", ["draft", "not_recorded"])
def test_words_that_nobody_has_decided_on_are_corrected(store: Store, status: str) -> None:
    told = a_testimony(store)
    a_consent(store, told, status=status)
    changed = store.amend(told.id, {"words": OTHER})
    assert isinstance(changed, Testimony)
    assert changed.words == OTHER


def test_what_does_not_touch_the_words_is_changed_under_a_decision(store: Store) -> None:
    told = a_testimony(store)
    a_consent(store, told)
    changed = store.amend(told.id, {"support_offered": True, "words": told.words})
    assert isinstance(changed, Testimony)
    assert changed.support_offered is True
    assert changed.checked_by == told.checked_by


def test_an_excerpt_does_not_come_under_what_was_agreed_for_another_account(store: Store) -> None:
    private, public = a_testimony(store), a_testimony(store, words=OTHER)
    part = an_excerpt(store, private)
    a_consent(store, private, audiences=["internal"])
    a_consent(store, public, audiences=["public"])
    with pytest.raises(WordsStand):
        store.amend(part.id, {"testimony": public.ref})


@pytest.mark.parametrize("field", ["words", "translation"])
def test_changed_words_have_to_be_read_again(store: Store, field: str) -> None:
    told = a_testimony(store)
    changed = store.amend(told.id, {field: OTHER})
    assert isinstance(changed, Testimony)
    assert (changed.checked_by, changed.checked_on) == (None, None)
    assert set(store.story(told.id)[-1].fields) == {field, "checked_by", "checked_on"}


def test_a_translation_changed_under_a_decision_has_to_be_read_again(store: Store) -> None:
    told = a_testimony(store, translation="Họ lấy hộp hai lần.")
    a_consent(store, told)
    changed = store.amend(told.id, {"translation": "Họ đã lấy hộp hai lần."})
    assert isinstance(changed, Testimony)
    assert (changed.checked_by, changed.checked_on) == (None, None)


def test_a_translation_that_was_read_back_is_not_changed(store: Store) -> None:
    told = a_testimony(store, translation="Họ lấy hộp hai lần.")
    bare = a_testimony(store)
    for one in (told, bare):
        a_consent(store, one, read_back=True)
        with pytest.raises(TranslationStands) as refused:
            store.amend(one.id, {"translation": "Họ đã lấy hộp hai lần."})
        assert refused.value.code == ExitCode.REFUSED
        assert store.get(one.id) == one
    assert store.amend(told.id, {"translation": told.translation, "feedback_given": True})


def test_a_translation_is_changed_before_it_is_read_back_again(store: Store) -> None:
    told = a_testimony(store, translation="Họ lấy hộp hai lần.")
    given = a_consent(store, told, read_back=True)
    anew = a_consent(store, told, supersedes=given.ref)
    changed = store.amend(told.id, {"translation": "Họ đã lấy hộp hai lần."})
    assert isinstance(changed, Testimony)
    assert changed.translation == "Họ đã lấy hộp hai lần."
    a_consent(store, told, supersedes=anew.ref, read_back=True)
    with pytest.raises(TranslationStands):
        store.amend(told.id, {"translation": None})


@pytest.mark.parametrize(
    "words",
    [
        "They took the boxes away twice.",
        "“they took the BOXES  away twice and nobody would tell us”",
        "… nobody would tell us […] for it.",
        "They took ... twice [redacted] the reason",
        "They took the boxes away twice and nobody would tell us the reason for it.",
    ],
)
def test_an_excerpt_is_cut_out_of_what_was_said(store: Store, words: str) -> None:
    assert an_excerpt(store, a_testimony(store), words=words).words == words


@pytest.mark.parametrize(
    "words",
    [
        "They took the boxes away three times.",
        "They took the boxes twice",
        "the reason … They took the boxes",
        "hey took the boxes",
        "…",
        "…!",
        "Hộp",
    ],
)
def test_what_was_not_said_is_no_excerpt(store: Store, words: str) -> None:
    told = a_testimony(store, translation="Hốp bị lấy.")
    with pytest.raises(NotItsWords) as refused:
        an_excerpt(store, told, words=words)
    assert refused.value.code == ExitCode.REFUSED
    assert "boxes" not in f"{refused.value} {refused.value.hint}"
    part = an_excerpt(store, told)
    with pytest.raises(NotItsWords):
        store.amend(part.id, {"words": words})


def test_words_without_spaces_between_them_are_found_within(store: Store) -> None:
    told = a_testimony(store, words="พวกเขาเอากล่องไป\u200bสองครั้ง", language="other")
    assert an_excerpt(store, told, words="เอากล่องไปสอง")


def test_an_excerpt_of_the_translation_names_its_language(store: Store) -> None:
    told = a_testimony(store, translation="Họ lấy hộp hai lần.")
    with pytest.raises(InvalidField, match="language: found nothing"):
        an_excerpt(store, told, words="Họ lấy hộp")
    assert an_excerpt(store, told, words="Họ lấy hộp", language="vi").language == "vi"


def test_words_do_not_change_under_an_excerpt(store: Store) -> None:
    told = a_testimony(store)
    part = an_excerpt(store, told)
    with pytest.raises(ExcerptStands) as refused:
        store.amend(told.id, {"words": OTHER})
    assert part.ref in refused.value.hint
    assert store.amend(told.id, {"words": f"{OTHER} {told.words}"})
    store.delete(part.id)
    assert store.amend(told.id, {"words": OTHER})


def test_who_changes_the_words_may_say_that_they_were_read(store: Store) -> None:
    told = a_testimony(store)
    read = {"words": OTHER, "checked_by": "second reader", "checked_on": "2026-03-14"}
    changed = store.amend(told.id, read)
    assert isinstance(changed, Testimony)
    assert (changed.checked_by, changed.checked_on) == ("second reader", "2026-03-14")


def test_changed_words_of_an_excerpt_have_to_be_read_again(store: Store) -> None:
    part = an_excerpt(store, a_testimony(store), checked_by="reader", checked_on="2026-03-01")
    changed = store.amend(part.id, {"words": "Nobody would tell us the reason."})
    assert isinstance(changed, Excerpt)
    assert (changed.checked_by, changed.checked_on) == (None, None)


def test_progress_is_only_added(store: Store) -> None:
    promise = a_commitment(store, an_organisation(store))
    entry = store.add(
        "progress", {"commitment": promise.ref, "on": "2026-03", "claimed": "limited"}
    )
    with pytest.raises(AppendOnly):
        store.amend(entry.id, {"claimed": "complete"})
    with pytest.raises(AppendOnly) as refused:
        store.delete(entry.id)
    assert refused.value.code == ExitCode.REFUSED
    assert store.every(Progress) == [entry]


def test_a_decision_does_not_take_the_place_of_one_on_another_account(store: Store) -> None:
    other = a_consent(store, a_testimony(store))
    told = a_testimony(store)
    with pytest.raises(InvalidField, match="expected a consent for the same testimony"):
        a_consent(store, told, supersedes=other.ref)
    draft = a_consent(store, told, status="draft")
    with pytest.raises(InvalidField, match="supersedes"):
        store.amend(draft.id, {"supersedes": other.ref})


def test_no_two_decisions_take_each_other_s_place(store: Store) -> None:
    told = a_testimony(store)
    one = a_consent(store, told, status="draft")
    two = a_consent(store, told, supersedes=one.ref)
    for older in (one, two):
        with pytest.raises(InvalidField, match="no ring"):
            store.amend(one.id, {"supersedes": older.ref})
    assert heads_of(told.id, store.every(Consent)) == [two]


@pytest.mark.parametrize(
    ("field", "early"), [("expires_on", "2026-02-28"), ("review_on", "2026-01-01")]
)
def test_a_decision_does_not_end_before_it_is_given(store: Store, field: str, early: str) -> None:
    with pytest.raises(InvalidField, match="expected a day after 2026-03-01"):
        a_consent(store, a_testimony(store), **{field: early})
    assert a_consent(store, a_testimony(store), **{field: "2026-03-01"})


def test_who_is_to_be_named_has_a_name_for_print(store: Store) -> None:
    told = a_testimony(store)
    with pytest.raises(InvalidField, match="display_name: found nothing"):
        a_consent(store, told, identity="named")
    draft = a_consent(store, told, identity="named", status="draft")
    with pytest.raises(InvalidField, match="display_name"):
        store.amend(draft.id, {"status": "active"})
    assert a_consent(store, told, identity="named", display_name="Thí Dụ")


@pytest.mark.parametrize("field", ["parent", "successor"])
def test_bodies_form_no_ring(store: Store, field: str) -> None:
    one = an_organisation(store, name="One")
    two = an_organisation(store, name="Two", **{field: one.ref})
    three = an_organisation(store, name="Three", **{field: two.ref})
    for ring in (one, two, three):
        with pytest.raises(InvalidField, match=f"{field}: found .*, expected no ring"):
            store.amend(one.id, {field: ring.ref})
    assert store.amend(three.id, {field: one.ref})


def test_positions_form_no_ring(store: Store) -> None:
    one = a_position(store)
    two = a_position(store, supersedes=one.ref)
    with pytest.raises(InvalidField, match="no ring"):
        store.amend(one.id, {"supersedes": two.ref})
