"""A new decision takes the place of those in force."""

from records.consent import heads_of
from records.decisions import decide
from records.store import Store
from records.types.testimony import Consent, Testimony
from records.withdrawal import withdraw
from tests import builders

GRANT = {
    "identity": "anonymous", "audiences": ["internal"], "channels": ["print"],
    "method": "written", "given_on": "2026-03-10", "status": "active",
}  # fmt: skip


def heads(store: Store, testimony: Testimony) -> list[Consent]:
    return heads_of(testimony.id, store.where(Consent, "testimony", testimony.id))


def given(testimony: Testimony) -> dict[str, object]:
    return {"testimony": testimony.ref, **GRANT}


def test_the_first_decision_supersedes_nothing(store: Store) -> None:
    testimony = builders.a_testimony(store)
    assert decide(store, testimony.id, given(testimony)).supersedes is None


def test_a_decision_supersedes_the_one_in_force(store: Store) -> None:
    testimony = builders.a_testimony(store)
    first = decide(store, testimony.id, given(testimony))
    second = decide(store, testimony.id, given(testimony))
    assert second.supersedes == first.id
    assert heads(store, testimony) == [second]


def test_a_decision_answers_every_withdrawal_in_force(store: Store) -> None:
    testimony = builders.a_testimony(store)
    for _ in range(2):
        builders.a_consent(store, testimony)
    withdraw(store, testimony)
    assert {head.status for head in heads(store, testimony)} == {"withdrawn"}
    decide(store, testimony.id, given(testimony))
    assert {head.status for head in heads(store, testimony)} == {"active"}


def test_a_decision_that_names_another_leaves_the_rest_alone(store: Store) -> None:
    testimony = builders.a_testimony(store)
    one, other = builders.a_consent(store, testimony), builders.a_consent(store, testimony)
    made = decide(store, testimony.id, {**given(testimony), "supersedes": one.ref})
    assert {head.id for head in heads(store, testimony)} == {made.id, other.id}
