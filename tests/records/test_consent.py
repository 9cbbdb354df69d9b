"""The gate, rule by rule (design: protecting the people in the vault). All people are made up."""

from datetime import date
from typing import Any

import pytest

from records.consent import (
    REASONS,
    Quotation,
    Request,
    Withheld,
    audiences_of,
    heads_of,
    quotable,
    widened,
)
from records.consent_presets import PRESETS
from records.sensitivity import sensitivity_allows
from records.types.testimony import Consent, Excerpt, Testimony

DAY = date(2020, 6, 15)


def account(**changes: Any) -> Testimony:
    return Testimony(
        **{
            "id": "t1",
            "sensitivity": "public",
            "contributor": "HN-07",
            "words": "Tôi kể chuyện này.",
            "language": "vi",
            "source_connection": "self",
            "age_band": "25_to_34",
            "role": "sex_worker",
            "province": "VN-HN",
            "collected_by": "Lê Thị Giả",
            "collected_on": "2020-01-02",
            "checked_by": "Trần Văn Thử",
            "checked_on": "2020-01-09",
            **changes,
        }
    )


def agreed(**changes: Any) -> Consent:
    return Consent(
        **{
            "id": "n1",
            "testimony": "t1",
            "identity": "named",
            "display_name": "Hoa Mai",
            "audiences": ("internal", "government_meeting", "government_retained_copy"),
            "channels": ("print", "oral"),
            "place_detail": "province",
            "method": "written",
            "given_on": "2020-01-05",
            "status": "active",
            **changes,
        }
    )


def asked(**changes: Any) -> Request:
    return Request(
        **{
            "audiences": frozenset({"government_meeting"}),
            "channel": "print",
            "language": "vi",
            "bodies": frozenset({"ministry"}),
            **changes,
        }
    )


INTERNALLY = asked(audiences=frozenset({"internal"}))


def used(
    *consents: Consent,
    testimony: Testimony | None = None,
    request: Request | None = None,
    on: date = DAY,
    **options: Any,
) -> Quotation:
    found = quotable(testimony or account(), consents, request or asked(), on, **options)
    assert isinstance(found, Quotation), found.reason
    return found


def withheld(
    *consents: Consent,
    testimony: Testimony | None = None,
    request: Request | None = None,
    on: date = DAY,
    **options: Any,
) -> str:
    found = quotable(testimony or account(), consents, request or asked(), on, **options)
    assert isinstance(found, Withheld)
    assert found.counted == (found.reason in {"under_age", "counted_only"})
    return found.reason


# Which consents count


def test_without_a_consent_there_are_no_words() -> None:
    assert withheld() == "no_consent"


def test_consent_to_another_account_does_not_count() -> None:
    assert withheld(agreed(testimony="t2")) == "no_consent"


def test_a_granted_account_is_used_as_it_was_told() -> None:
    found = used(agreed())
    assert found.decision == "used"
    assert found.reason == "as_granted"
    assert (found.words, found.language, found.translated) == ("Tôi kể chuyện này.", "vi", False)
    assert (found.identity, found.display_name, found.role) == ("named", "Hoa Mai", "")
    assert (found.place_detail, found.province) == ("province", "VN-HN")
    assert (found.consent, found.heads) == ("n1", ("n1",))


def test_a_new_decision_replaces_the_one_that_it_supersedes() -> None:
    older = agreed(status="superseded")
    newer = agreed(id="n2", supersedes="n1", given_on="2020-03-01", identity="anonymous")
    assert used(older, newer).identity == "anonymous"
    assert used(older, newer).heads == ("n2",)


def test_a_new_refusal_ends_what_was_granted_before() -> None:
    assert withheld(agreed(), agreed(id="n2", supersedes="n1", status="refused")) == "refused"


@pytest.mark.parametrize(
    "status", ["refused", "withdrawn", "expired", "draft", "not_recorded", "entered_in_error"]
)
def test_one_head_that_is_not_active_withholds_whatever_the_others_say(status: str) -> None:
    assert withheld(agreed(), agreed(id="n2", status=status)) == status


def test_a_consent_entered_in_error_is_mended_by_its_successor() -> None:
    mistaken = agreed(status="entered_in_error")
    assert used(mistaken, agreed(id="n2", supersedes="n1")).consent == "n2"


def test_a_consent_called_superseded_whose_successor_is_missing_withholds() -> None:
    assert withheld(agreed(status="superseded")) == "superseded"


@pytest.mark.parametrize("status", [None, "", "Active", "agreed"])
def test_a_status_that_nobody_knows_withholds(status: str | None) -> None:
    assert withheld(agreed(status=status)) == "not_recorded"


def test_consents_that_supersede_one_another_in_a_ring_withhold() -> None:
    ring = (agreed(supersedes="n2"), agreed(id="n2", supersedes="n1"))
    assert withheld(*ring) == "no_consent"
    assert withheld(agreed(supersedes="n1")) == "no_consent"


def test_a_consent_to_another_account_supersedes_nothing_here() -> None:
    assert used(agreed(), agreed(id="n2", testimony="t2", supersedes="n1")).heads == ("n1",)


def test_all_heads_intersect() -> None:
    one = agreed(audiences=("government_meeting", "un"), identity="role_only")
    other = agreed(id="n2", audiences=("government_meeting", "donor"), place_detail="region")
    found = used(one, other)
    assert (found.identity, found.role, found.place_detail) == ("role_only", "sex_worker", "region")
    for audience in ("un", "donor"):
        reason = withheld(one, other, request=asked(audiences=frozenset({audience})))
        assert reason == "audience_not_granted"


def test_the_newest_head_is_the_consent_that_is_told() -> None:
    newer = agreed(id="n0", given_on="2020-02-01")
    assert used(agreed(), newer).consent == "n0"
    assert used(newer, agreed()).heads == ("n0", "n1")
    assert [c.id for c in heads_of("t1", (agreed(), newer))] == ["n0", "n1"]


# The days


def test_a_consent_holds_from_the_day_it_was_given() -> None:
    consent = agreed(given_on="2020-06-15")
    assert used(consent).reason == "as_granted"
    assert withheld(consent, on=date(2020, 6, 14)) == "not_yet_given"


def test_a_consent_ends_on_the_day_it_expires() -> None:
    consent = agreed(expires_on="2020-06-16")
    assert used(consent).reason == "as_granted"
    assert withheld(consent, on=date(2020, 6, 16)) == "expired"


def test_a_consent_without_its_day_withholds() -> None:
    assert withheld(agreed(given_on=None)) == "no_date"


def test_a_published_statement_needs_no_day_and_never_lapses() -> None:
    published = agreed(given_on=None, method="published_statement")
    assert used(published, on=date(2099, 1, 1)).reason == "as_granted"


def test_a_published_statement_expires_where_it_says_so() -> None:
    published = agreed(given_on=None, method="published_statement", expires_on="2020-06-15")
    assert withheld(published) == "expired"


def test_a_consent_without_a_last_day_lapses_after_24_months() -> None:
    consent = agreed(given_on="2018-06-16")
    assert used(consent).reason == "as_granted"
    assert withheld(consent, on=date(2020, 6, 16)) == "expired"


def test_the_months_until_a_consent_lapses_are_a_setting() -> None:
    consent = agreed(given_on="2020-01-05")
    assert used(consent, on=date(2020, 6, 4), lapse_months=5).reason == "as_granted"
    assert withheld(consent, on=date(2020, 6, 5), lapse_months=5) == "expired"


def test_a_consent_of_29_february_lapses_on_28_february() -> None:
    consent = agreed(given_on="2020-02-29")
    assert used(consent, on=date(2022, 2, 27)).reason == "as_granted"
    assert withheld(consent, on=date(2022, 2, 28)) == "expired"


def test_a_last_day_that_was_agreed_goes_before_the_lapse() -> None:
    consent = agreed(given_on="2015-01-01", expires_on="2030-01-01")
    assert used(consent).reason == "as_granted"


def test_a_review_that_is_overdue_withholds_outside_our_own_staff() -> None:
    consent = agreed(review_on="2020-06-14")
    assert withheld(consent) == "review_due"
    assert used(consent, request=INTERNALLY).reason == "as_granted"
    assert used(agreed(review_on="2020-06-15")).reason == "as_granted"


def test_a_withdrawal_holds_from_its_day_even_where_the_status_was_not_changed() -> None:
    consent = agreed(withdrawn_on="2020-06-15")
    assert withheld(consent) == "withdrawn"
    assert used(consent, on=date(2020, 6, 14)).reason == "as_granted"


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("given_on", "no_date"),
        ("expires_on", "expired"),
        ("withdrawn_on", "withdrawn"),
        ("review_on", "review_due"),
    ],
)
@pytest.mark.parametrize("day", ["", "2030", "20300101", "2030-02-30", "sang năm", "2030-W01-1"])
def test_a_day_that_cannot_be_read_withholds(field: str, reason: str, day: str) -> None:
    assert withheld(agreed(**{field: day})) == reason


# Before whom and in which form


def test_every_audience_must_be_granted() -> None:
    both = asked(audiences=audiences_of("government_meeting", stays=True))
    assert used(agreed(), request=both).reason == "as_granted"
    only_heard = agreed(audiences=("government_meeting",))
    assert withheld(only_heard, request=both) == "audience_not_granted"


def test_a_paper_that_stays_with_officials_reaches_their_files_too() -> None:
    kept = frozenset({"government_meeting", "government_retained_copy"})
    assert audiences_of("government_meeting", stays=True) == kept
    assert audiences_of("government_meeting", stays=None) == kept
    assert audiences_of("government_meeting", stays=False) == {"government_meeting"}
    assert audiences_of("donor", stays=True) == {"donor"}


def test_public_grants_every_audience() -> None:
    everyone = frozenset({"internal", "un", "media", "public", "government_retained_copy"})
    assert used(agreed(audiences=("public",)), request=asked(audiences=everyone))


@pytest.mark.parametrize("granted", ["media", "network", "government_meeting", "un"])
def test_no_other_audience_grants_another(granted: str) -> None:
    consent = agreed(audiences=(granted,))
    for audience in {"internal", "media", "donor", "public", "un"} - {granted}:
        request = asked(audiences=frozenset({audience}))
        assert withheld(consent, request=request) == "audience_not_granted"


def test_a_request_for_nobody_in_particular_is_withheld() -> None:
    request = asked(audiences=frozenset())
    assert withheld(agreed(audiences=("public",)), request=request) == "audience_not_granted"


def test_the_channel_must_be_granted() -> None:
    heard = agreed(channels=("oral",))
    assert withheld(heard) == "channel_not_granted"
    assert used(heard, request=asked(channel="oral")).reason == "as_granted"


def test_public_grants_no_channel() -> None:
    request = asked(channel="online")
    assert withheld(agreed(audiences=("public",)), request=request) == "channel_not_granted"


KIN = {
    "department": ("ministry", None),
    "ministry": (None, "new_ministry"),
    "new_ministry": ("government", None),
    "city": (None, None),
}


def test_an_excepted_body_in_the_room_withholds() -> None:
    assert withheld(agreed(except_bodies=("ministry",))) == "body_excepted"
    assert used(agreed(except_bodies=("city",))).reason == "as_granted"


@pytest.mark.parametrize("present", ["department", "ministry", "new_ministry", "government"])
@pytest.mark.parametrize("excepted", ["department", "ministry", "new_ministry", "government"])
def test_parents_and_successors_count_as_the_body(present: str, excepted: str) -> None:
    request = asked(bodies=frozenset({present}), organisations=KIN)
    assert withheld(agreed(except_bodies=(excepted,)), request=request) == "body_excepted"
    assert used(agreed(except_bodies=("city",)), request=request)


def test_bodies_are_widened_to_parents_and_successors_also_in_a_ring() -> None:
    assert widened({"department"}, KIN) == {
        "department", "ministry", "new_ministry", "government",
    }  # fmt: skip
    assert widened({"a"}, {"a": ("b", None), "b": (None, "a")}) == {"a", "b"}
    assert widened({"unknown"}, KIN) == {"unknown"}


def test_limits_withhold_until_staff_have_read_them_for_this_pack() -> None:
    consent = agreed(limits="Chỉ khi có mặt tôi.")
    assert withheld(consent) == "limits_not_acknowledged"
    assert withheld(consent, request=INTERNALLY) == "limits_not_acknowledged"
    assert used(consent, request=asked(acknowledged=frozenset({"n1"}))).reason == "as_granted"


@pytest.mark.parametrize(
    ("sensitivity", "audiences", "allowed"),
    [
        ("public", {"media", "government_meeting"}, True),
        ("network", {"internal", "network"}, True),
        ("network", {"internal", "allied_ngo"}, False),
        ("restricted", {"internal"}, False),
        ("sealed", {"internal"}, False),
        ("unheard_of", {"internal"}, False),
        ("public", set(), False),
        ("network", set(), False),
    ],
)
def test_sensitivity_bounds_where_a_record_may_go(
    *, sensitivity: str, audiences: set[str], allowed: bool
) -> None:
    assert sensitivity_allows(sensitivity, audiences) is allowed


@pytest.mark.parametrize("sensitivity", ["network", "restricted", "sealed", "", "Public"])
def test_an_account_that_is_not_public_stays_out_of_papers_for_officials(sensitivity: str) -> None:
    assert withheld(agreed(), testimony=account(sensitivity=sensitivity)) == "sensitivity"


# The account itself


@pytest.mark.parametrize(
    "missing", [{"checked_by": None}, {"checked_by": "  "}, {"checked_on": None}]
)
def test_what_nobody_has_checked_stays_with_our_own_staff(missing: dict[str, Any]) -> None:
    assert withheld(agreed(), testimony=account(**missing)) == "not_checked"
    assert used(agreed(), testimony=account(**missing), request=INTERNALLY)


@pytest.mark.parametrize("day", ["", "hôm qua", "2020-06-16"])
def test_a_check_without_a_real_day_up_to_today_is_none(day: str) -> None:
    assert withheld(agreed(), testimony=account(checked_on=day)) == "not_checked"
    assert used(agreed(), testimony=account(checked_on="2020-06-15"))


@pytest.mark.parametrize("checker", ["Lê Thị Giả", "  le thi  GIA ", "LÊ THỊ GIẢ"])
def test_a_check_by_the_collector_does_not_count_outside(checker: str) -> None:
    testimony = account(checked_by=checker)
    assert withheld(agreed(), testimony=testimony) == "checked_by_collector"
    assert used(agreed(), testimony=testimony, request=INTERNALLY)


@pytest.mark.parametrize("band", ["under_18", "under_16", "15_to_17", "child", ""])
def test_somebody_under_18_is_at_most_counted(band: str) -> None:
    assert withheld(agreed(), testimony=account(age_band=band)) == "under_age"
    assert withheld(testimony=account(age_band=band)) == "no_consent"


@pytest.mark.parametrize("band", ["18_to_24", "50_and_over", "60_to_69", "not_recorded", None])
def test_other_age_bands_may_be_quoted(band: str | None) -> None:
    assert used(agreed(), testimony=account(age_band=band))


@pytest.mark.parametrize("connection", ["witness", "relative", "unknown", None, "Self"])
def test_another_persons_story_needs_that_persons_agreement(connection: str | None) -> None:
    testimony = account(source_connection=connection)
    assert withheld(agreed(), testimony=testimony) == "source_not_self"
    assert withheld(agreed(), testimony=testimony, request=INTERNALLY) == "source_not_self"
    assert used(agreed(subject_agreed=True), testimony=testimony)
    silent = agreed(id="n2")
    assert withheld(agreed(subject_agreed=True), silent, testimony=testimony) == "source_not_self"


@pytest.mark.parametrize("words", [None, "", "  \n"])
def test_an_erased_account_is_withheld(words: str | None) -> None:
    assert withheld(agreed(), testimony=account(words=words)) == "no_words"


# Identity and place


def test_an_identity_that_counts_only_prints_no_words() -> None:
    assert withheld(agreed(identity="aggregate_only")) == "counted_only"
    assert withheld(agreed(), request=asked(identity="aggregate_only")) == "counted_only"


@pytest.mark.parametrize("identity", [None, "", "Named", "nickname"])
def test_an_identity_that_nobody_knows_withholds(identity: str | None) -> None:
    assert withheld(agreed(identity=identity)) == "not_recorded"


def test_a_request_for_an_unknown_identity_prints_no_words() -> None:
    assert withheld(agreed(), request=asked(identity="nickname")) == "counted_only"


@pytest.mark.parametrize(
    ("granted", "reason"),
    [
        ("pseudonym", "lowered_to_pseudonym"),
        ("role_only", "lowered_to_role"),
        ("anonymous", "lowered_to_anonymous"),
    ],
)
def test_the_identity_is_lowered_to_what_was_granted(granted: str, reason: str) -> None:
    found = used(agreed(identity=granted))
    assert (found.decision, found.identity, found.reason) == ("lowered", granted, reason)


def test_the_identity_is_no_wider_than_the_pack_asks_for() -> None:
    found = used(agreed(), request=asked(identity="anonymous", place_detail="none"))
    assert (found.decision, found.identity) == ("used", "anonymous")
    assert (found.display_name, found.role, found.province) == ("", "", "")


@pytest.mark.parametrize("identity", ["named", "pseudonym"])
@pytest.mark.parametrize("name", [None, "", "   "])
def test_without_a_name_for_print_only_the_role_is_shown(identity: str, name: str | None) -> None:
    found = used(agreed(identity=identity, display_name=name))
    assert (found.identity, found.display_name, found.role) == ("role_only", "", "sex_worker")
    assert (found.decision, found.reason) == ("lowered", "no_display_name")


def test_two_names_for_print_lower_to_the_role() -> None:
    found = used(agreed(), agreed(id="n2", display_name="Cúc"))
    assert (found.identity, found.reason) == ("role_only", "no_display_name")
    assert used(agreed(), agreed(id="n2", display_name=" Hoa Mai ")).display_name == "Hoa Mai"


def test_a_real_name_is_never_printed_as_the_pseudonym_that_a_pack_asks_for() -> None:
    found = used(agreed(identity="named"), request=asked(identity="pseudonym"))
    assert (found.identity, found.display_name) == ("role_only", "")
    chosen = used(agreed(identity="pseudonym"), request=asked(identity="pseudonym"))
    assert (chosen.decision, chosen.display_name) == ("used", "Hoa Mai")


@pytest.mark.parametrize(
    ("granted", "shown", "province"),
    [("region", "region", "VN-HN"), ("none", "none", ""), (None, "none", ""), ("ward", "none", "")],
)
def test_the_place_is_lowered_to_what_was_granted(
    granted: str | None, shown: str, province: str
) -> None:
    found = used(agreed(place_detail=granted))
    assert (found.place_detail, found.province) == (shown, province)
    assert (found.decision, found.reason) == ("lowered", "place_lowered")


def test_an_unknown_place_detail_in_a_request_shows_no_place() -> None:
    assert used(agreed(), request=asked(place_detail="village")).province == ""


# Languages


def test_a_translation_is_used_and_says_so_where_the_pack_is_in_another_language() -> None:
    testimony = account(translation="I tell this story.")
    found = used(agreed(read_back=True), testimony=testimony, request=asked(language="en"))
    assert (found.words, found.language) == ("I tell this story.", "en")
    assert found.translated
    assert found.read_back


@pytest.mark.parametrize("answer", [None, False])
def test_a_text_counts_as_read_back_only_where_every_head_says_so(answer: bool | None) -> None:  # noqa: FBT001
    assert not used(agreed(read_back=True), agreed(id="n2", read_back=answer)).read_back


def test_without_a_translation_the_words_stay_in_their_own_language() -> None:
    found = used(agreed(), request=asked(language="en"))
    assert (found.language, found.translated) == ("vi", False)


# Excerpts


def excerpt(**changes: Any) -> Excerpt:
    return Excerpt(
        **{
            "id": "x1",
            "testimony": "t1",
            "sensitivity": "public",
            "words": "chuyện này",
            "checked_by": "Trần Văn Thử",
            "checked_on": "2020-01-09",
            **changes,
        }
    )


def test_an_excerpt_is_cleared_by_its_own_check() -> None:
    unread = account(checked_by=None, checked_on=None, translation="I tell this story.")
    found = used(agreed(), testimony=unread, excerpt=excerpt(), request=asked(language="en"))
    assert (found.words, found.language, found.translated) == ("chuyện này", "vi", False)
    assert withheld(agreed(), excerpt=excerpt(checked_on=None)) == "not_checked"
    assert withheld(agreed(), excerpt=excerpt(checked_by="le thi gia")) == "checked_by_collector"


def test_an_excerpt_prints_in_its_own_language_and_of_a_translation_says_so() -> None:
    found = used(agreed(), excerpt=excerpt(words="this story", language="en"))
    assert (found.words, found.language, found.translated) == ("this story", "en", True)
    found = used(agreed(), excerpt=excerpt(language="vi"))
    assert (found.language, found.translated) == ("vi", False)


def test_an_excerpt_obeys_the_consent_to_its_account() -> None:
    assert withheld(excerpt=excerpt()) == "no_consent"
    assert withheld(agreed(status="withdrawn"), excerpt=excerpt()) == "withdrawn"


def test_an_excerpt_of_another_account_is_withheld() -> None:
    assert withheld(agreed(), excerpt=excerpt(testimony="t2")) == "no_consent"


def test_an_excerpt_goes_no_further_than_either_sensitivity() -> None:
    assert withheld(agreed(), excerpt=excerpt(sensitivity="restricted")) == "sensitivity"
    sealed = account(sensitivity="sealed")
    assert withheld(agreed(), testimony=sealed, excerpt=excerpt()) == "sensitivity"


# Reasons


def test_the_most_serious_reason_is_told() -> None:
    consent = agreed(status="withdrawn", expires_on="2020-02-01", audiences=(), channels=())
    testimony = account(sensitivity="sealed", age_band="under_18", checked_by=None)
    assert withheld(consent, testimony=testimony) == "withdrawn"
    found = quotable(account(), (agreed(id="n0", channels=()), agreed(expires_on="")), asked(), DAY)
    assert (found.reason, found.consent) == ("expired", "n1")


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    found = quotable(account(), (), asked(), DAY)
    assert found.reason_en == "No consent to this account is on record."
    assert found.reason_vi == "Chưa có sự đồng ý nào được ghi nhận cho lời kể này."
    for english, vietnamese in REASONS.values():
        assert english.endswith(".")
        assert vietnamese.endswith(".")
        assert english != vietnamese


# The usual decisions


@pytest.mark.parametrize(
    ("preset", "audience", "channel", "outcome"),
    [
        ("keep", "internal", "print", "anonymous"),
        ("keep", "network", "print", "audience_not_granted"),
        ("keep", "government_meeting", "oral", "audience_not_granted"),
        ("count", "government_retained_copy", "print", "counted_only"),
        ("count", "media", "print", "audience_not_granted"),
        ("read_aloud", "government_meeting", "oral", "anonymous"),
        ("read_aloud", "government_meeting", "print", "channel_not_granted"),
        ("read_aloud", "government_retained_copy", "oral", "audience_not_granted"),
        ("leave_on_paper", "government_retained_copy", "print", "anonymous"),
        ("leave_on_paper", "donor", "print", "audience_not_granted"),
        ("leave_on_paper", "government_meeting", "online", "channel_not_granted"),
        ("publish", "media", "online", "anonymous"),
        ("publish", "media", "image_audio", "channel_not_granted"),
    ],
)
def test_a_usual_decision_allows_what_its_sentence_says(
    preset: str, audience: str, channel: str, outcome: str
) -> None:
    chosen = PRESETS[preset]
    consent = agreed(
        identity=chosen.identity,
        audiences=chosen.audiences,
        channels=chosen.channels,
        place_detail=chosen.place_detail,
        display_name=None,
    )
    request = asked(audiences=frozenset({audience}), channel=channel)
    found = quotable(account(), (consent,), request, DAY)
    if isinstance(found, Quotation):
        assert (found.identity, found.province) == (outcome, "")
    else:
        assert found.reason == outcome


def test_there_are_five_usual_decisions_each_explained_in_both_languages() -> None:
    assert list(PRESETS) == ["keep", "count", "read_aloud", "leave_on_paper", "publish"]
    for preset in PRESETS.values():
        assert preset.allows_en.endswith(".")
        assert preset.allows_vi.endswith(".")
