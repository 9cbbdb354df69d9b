"""A withdrawal blocks at once, whatever was agreed before, and a new agreement answers it."""

from datetime import date
from typing import Any

import pytest

from records.consent import audiences_of, heads_of, quotable
from records.consent_decision import Quotation, Request, Withheld
from records.gone import tombstones
from records.history import broken
from records.signedlist import FILE, Forged, keep_outside, read_outside
from records.store import Store
from records.types.briefing import Issue
from records.types.testimony import Consent, Testimony
from records.undo import CannotUndo, undo
from records.withdrawal import issues_with, withdraw
from tests.builders import a_briefing, a_consent, a_testimony

DAY = date(2026, 3, 15)


def decided(store: Store, told: Testimony) -> Quotation | Withheld:
    request = Request(
        audiences=audiences_of("government_meeting", stays=True),
        channel="print",
        language="en",
        bodies=frozenset(),
        identity="anonymous",
        place_detail="none",
    )
    return quotable(told, store.where(Consent, "testimony", told.id), request, DAY)


def heads(store: Store, told: Testimony) -> list[Consent]:
    return heads_of(told.id, store.where(Consent, "testimony", told.id))


def test_a_withdrawal_blocks_at_once(store: Store) -> None:
    told = a_testimony(store)
    given = a_consent(store, told)
    assert isinstance(decided(store, told), Quotation)
    taken_back = withdraw(store, told)
    ruling = decided(store, told)
    assert isinstance(ruling, Withheld)
    assert (ruling.reason, ruling.consent, ruling.counted) == ("withdrawn", taken_back.id, False)
    assert (taken_back.status, taken_back.supersedes) == ("withdrawn", given.id)
    assert taken_back.withdrawn_on == DAY.isoformat()
    assert store.get(given.id) == given
    assert broken(store.chain()) == []


def test_a_withdrawal_answers_every_decision_in_force(store: Store) -> None:
    told = a_testimony(store)
    given = [a_consent(store, told) for _ in range(3)]
    withdraw(store, told)
    assert {head.supersedes for head in heads(store, told)} == {one.id for one in given}
    assert {head.status for head in heads(store, told)} == {"withdrawn"}


@pytest.mark.parametrize("status", ["draft", "not_recorded", "refused", "expired"])
def test_what_was_not_in_force_is_withdrawn_too(store: Store, status: str) -> None:
    told = a_testimony(store)
    a_consent(store, told, status=status)
    withdraw(store, told)
    assert [head.status for head in heads(store, told)] == ["withdrawn"]


def test_what_was_never_agreed_can_be_withdrawn(store: Store) -> None:
    told = a_testimony(store)
    withdraw(store, told)
    ruling = decided(store, told)
    assert isinstance(ruling, Withheld)
    assert ruling.reason == "withdrawn"


def test_a_withdrawal_keeps_no_name(store: Store) -> None:
    told = a_testimony(store)
    a_consent(store, told, identity="named", display_name="Thí Dụ", taken_by="Người Ghi")
    taken_back = withdraw(store, told)
    assert (taken_back.display_name, taken_back.taken_by, taken_back.limits) == (None, None, None)


def test_withdrawing_twice_changes_nothing_of_it(store: Store) -> None:
    told = a_testimony(store)
    a_consent(store, told)
    withdraw(store, told)
    withdraw(store, told)
    assert isinstance(decided(store, told), Withheld)
    assert [head.status for head in heads(store, told)] == ["withdrawn"]


def test_other_accounts_of_the_same_person_stay_as_they_are(store: Store) -> None:
    told, other = a_testimony(store), a_testimony(store)
    a_consent(store, told)
    a_consent(store, other)
    withdraw(store, told)
    assert isinstance(decided(store, other), Quotation)


def test_a_new_decision_beside_a_withdrawal_does_not_open_it(store: Store) -> None:
    told = a_testimony(store)
    a_consent(store, told)
    withdraw(store, told)
    a_consent(store, told)
    assert isinstance(decided(store, told), Withheld)


def test_who_agrees_again_is_heard_again(store: Store) -> None:
    told = a_testimony(store)
    a_consent(store, told)
    taken_back = withdraw(store, told)
    a_consent(store, told, supersedes=taken_back.ref, given_on="2026-03-15")
    assert isinstance(decided(store, told), Quotation)


def test_who_agrees_again_answers_each_withdrawal(store: Store) -> None:
    told = a_testimony(store)
    a_consent(store, told)
    a_consent(store, told)
    withdraw(store, told)
    first, second = heads(store, told)
    a_consent(store, told, supersedes=first.ref)
    assert isinstance(decided(store, told), Withheld)
    a_consent(store, told, supersedes=second.ref)
    assert isinstance(decided(store, told), Quotation)


def test_the_packs_in_which_it_was_printed_are_found(store: Store) -> None:
    told, other = a_testimony(store), a_testimony(store)
    briefing = a_briefing(store)

    def issue(number: int, *items: tuple[str, str]) -> Any:
        return store.keep(Issue(briefing=briefing.id, number=number, on="2026-03-01", items=items))

    used = issue(1, (told.id, "used"), (other.id, "withheld"))
    excerpt = issue(2, (f"{told.id} EXCERPT", "lowered"))
    issue(3, (told.id, "withheld"))
    issue(4, (other.id, "used"))
    assert issues_with(store, told.id) == [used, excerpt]
    assert [one.number for one in issues_with(store, other.id)] == [4]


@pytest.mark.parametrize("status", ["withdrawn", "refused"])
def test_whatever_takes_an_account_back_is_a_withdrawal(store: Store, status: str) -> None:
    told = a_testimony(store)
    given = a_consent(store, told)
    a_consent(store, told, status=status, supersedes=given.ref, given_on="2026-03-15")
    assert isinstance(decided(store, told), Withheld)
    assert tombstones(store) == [(told.id, "withdrawn", DAY.isoformat(), "")]
    assert store.story(told.id)[-1].action == "withdrawn"
    with pytest.raises(CannotUndo):
        undo(store)


def test_a_withdrawal_without_a_day_is_of_today(store: Store) -> None:
    told = a_testimony(store)
    assert a_consent(store, told, status="withdrawn").withdrawn_on == DAY.isoformat()
    draft = a_consent(store, told, status="draft")
    changed = store.amend(draft.id, {"status": "withdrawn"})
    assert isinstance(changed, Consent)
    assert changed.withdrawn_on == DAY.isoformat()
    said = a_consent(store, told, status="withdrawn", withdrawn_on="2026-03-02")
    assert said.withdrawn_on == "2026-03-02"


def test_a_draft_that_is_made_a_withdrawal_is_one(store: Store) -> None:
    told = a_testimony(store)
    draft = a_consent(store, told, supersedes=a_consent(store, told).ref, status="draft")
    assert tombstones(store) == []
    store.amend(draft.id, {"status": "withdrawn"})
    assert [stone.action for stone in tombstones(store)] == ["withdrawn"]


def test_a_withdrawal_blocks_beside_a_list_that_somebody_changed(store: Store) -> None:
    told, before = a_testimony(store), a_testimony(store)
    a_consent(store, told)
    withdraw(store, before)
    (store.vault.folder / FILE).write_text("[]")
    with pytest.raises(Forged):
        withdraw(store, told)
    assert isinstance(decided(store, told), Withheld)
    (store.vault.folder / FILE).unlink()
    keep_outside(store)
    kept = {stone.id for stone in read_outside(store, store.vault.folder)}
    assert kept == {told.id, before.id}
