"""The clock of a recall, and which copies it is about."""

from datetime import date

import pytest

from records.decisions import decide
from records.drafts import READ_ALOUD
from records.erasure import NotWithdrawn, erase
from records.recall import clock_of, recalls, staff_papers, state_of
from records.store import Store
from records.types.briefing import Copy
from records.types.testimony import Testimony
from records.withdrawal import withdraw
from tests import builders

DECISION = {
    "identity": "anonymous", "audiences": ["internal"], "channels": ["print"],
    "place_detail": "none", "method": "oral_witnessed",
}  # fmt: skip


@pytest.mark.parametrize(
    ("on", "answer_by"),
    [
        (date(2026, 3, 16), date(2026, 3, 18)),  # Monday to Wednesday
        (date(2026, 3, 19), date(2026, 3, 23)),  # Thursday over the weekend
        (date(2026, 3, 20), date(2026, 3, 24)),
        (date(2026, 3, 21), date(2026, 3, 24)),  # Saturday
        (date(2026, 3, 22), date(2026, 3, 24)),
    ],
)
def test_the_person_is_answered_within_two_working_days(on: date, answer_by: date) -> None:
    assert clock_of(on, third_parties=True).answer_by == answer_by


def test_use_ends_in_fifteen_days_or_twenty_where_others_hold_it_with_one_extension() -> None:
    on = date(2026, 3, 16)
    assert clock_of(on, third_parties=False).stop_by == date(2026, 3, 31)
    with_others = clock_of(on, third_parties=True)
    assert with_others.stop_by == date(2026, 4, 5)
    assert with_others.longest == date(2026, 4, 20)


def test_the_days_are_settings_of_the_vault(store: Store) -> None:
    testimony = builders.a_testimony(store)
    builders.a_consent(store, testimony)
    store.keep_setting("recall_stop_days", "7")
    withdraw(store, testimony)
    assert recalls(store)[0].clock.stop_by == date(2026, 3, 22)


def test_a_copy_stands_where_its_last_answer_says() -> None:
    assert state_of(Copy()) == "out"
    assert state_of(Copy(asked_on="2026-03-01")) == "asked"
    assert state_of(Copy(asked_on="2026-03-01", refused_on="2026-03-02")) == "refused"
    assert state_of(Copy(asked_on="2026-03-01", returned_on="2026-03-02")) == "returned"


def test_a_recall_is_about_the_copies_of_packs_that_showed_the_words(store: Store) -> None:
    told, other = builders.a_testimony(store), builders.a_testimony(store, contributor="TD-02")
    builders.a_consent(store, told)
    builders.a_consent(store, other)
    briefing = builders.a_briefing(store)
    for testimony, decision in ((told, "lowered"), (other, "used"), (told, "withheld")):
        issue = store.add(
            "issue", {"briefing": briefing.ref, "on": "2026-03-02",
                      "items": [[testimony.id, decision]]},
        )  # fmt: skip
        store.add(
            "copy", {"briefing": briefing.ref, "issue": issue.ref, "number": 1,
                     "recipient": f"Office of {decision}"},
        )  # fmt: skip
    withdraw(store, told)
    (recall,) = recalls(store)
    assert [one.copy.recipient for one in recall.copies] == ["Office of lowered"]
    assert recall.open
    store.amend(recall.copies[0].copy.id, {"destroyed_on": "2026-03-20"})
    assert not recalls(store)[0].open


def test_a_new_consent_ends_the_recall(store: Store) -> None:
    told = builders.a_testimony(store)
    builders.a_consent(store, told)
    gone = withdraw(store, told)
    builders.a_consent(store, told, supersedes=gone.ref, given_on="2026-03-15")
    assert recalls(store) == []


def issued(store: Store, testimony: Testimony, decision: str) -> None:
    briefing = builders.a_briefing(store)
    issue = store.add(
        "issue",
        {"briefing": briefing.ref, "on": "2026-03-02", "items": [[testimony.id, decision]]},
    )
    store.add(
        "copy", {"briefing": briefing.ref, "issue": issue.ref, "number": 1, "recipient": "Office"}
    )  # fmt: skip


def test_what_was_only_read_aloud_calls_no_copy_back_and_names_our_own_paper(
    store: Store,
) -> None:
    told = builders.a_testimony(store)
    builders.a_consent(store, told)
    issued(store, told, READ_ALOUD)
    withdraw(store, told)
    (recall,) = recalls(store)
    assert (recall.copies, len(recall.staff)) == ((), 1)
    assert recall.staff[0].ref in staff_papers(recall)[0]
    assert recall.clock.stop_by == date(2026, 3, 30)  # no third party holds it


@pytest.mark.parametrize("status", ["withdrawn", "refused"])
def test_a_decision_that_takes_back_what_was_granted_opens_a_recall(
    store: Store, status: str
) -> None:
    told = builders.a_testimony(store)
    given = builders.a_consent(store, told)
    issued(store, told, "used")
    decide(store, told.id, {**DECISION, "testimony": told.ref, "status": status})
    (recall,) = recalls(store)
    assert (recall.on, len(recall.copies)) == ("2026-03-15", 1)
    assert store.get(given.id) == given
    assert erase(store, told, answered=True).not_reached


def test_a_decision_that_ends_on_a_day_opens_its_recall_on_that_day(store: Store) -> None:
    ended, ends = builders.a_testimony(store), builders.a_testimony(store)
    builders.a_consent(store, ended, withdrawn_on="2026-03-14")
    builders.a_consent(store, ends, withdrawn_on="2026-03-16")
    assert [(r.testimony.id, r.on) for r in recalls(store)] == [(ended.id, "2026-03-14")]


def test_a_refusal_from_the_start_takes_nothing_back(store: Store) -> None:
    told = builders.a_testimony(store)
    builders.a_consent(store, told, status="refused")
    assert recalls(store) == []
    with pytest.raises(NotWithdrawn):
        erase(store, told, answered=True)
