"""What waits for staff: meetings ahead, promises that are late, decisions to look at again."""

from datetime import date
from typing import Any

import pytest

from records.morning import Matter, matters
from records.store import Store
from tests.builders import (
    a_commitment,
    a_consent,
    a_consultation,
    a_testimony,
    an_organisation,
)

TODAY = date(2026, 3, 15)


def of(store: Store, *kinds: str) -> list[Matter]:
    return [matter for matter in matters(store, TODAY) if matter.kind in kinds]


def test_an_empty_vault_has_nothing_that_waits(store: Store) -> None:
    assert matters(store, TODAY) == []


@pytest.mark.parametrize(
    ("said", "ahead"),
    [
        ("2026-03-14", False),
        ("2026-03-15", True),
        ("2026-03-16", True),
        ("2026-03", True),
        ("2026-02", False),
        ("2026", True),
        ("2026~", True),
        ("2026-03-10/2026-03-20", True),
        ("2025/2026-03-14", False),
        ("2027?", True),
        (None, False),
        ("/2013", False),
    ],
)
def test_a_meeting_is_ahead_until_its_last_possible_day(
    store: Store,
    said: str | None,
    ahead: bool,  # noqa: FBT001
) -> None:
    one = a_consultation(store, date=said)
    assert of(store, "meeting") == ([Matter("meeting", one.id, said)] if ahead else [])


def test_the_next_meeting_is_ahead_too_and_the_nearest_comes_first(store: Store) -> None:
    late = a_consultation(store, date="2026-05-01")
    past = a_consultation(store, date="2026-03-01", next_meeting="2026-04-01")
    soon = a_consultation(store, date="2026-03-20", next_meeting="2026-06")
    assert [(m.id, m.on) for m in of(store, "meeting")] == [
        (soon.id, "2026-03-20"),
        (past.id, "2026-04-01"),
        (late.id, "2026-05-01"),
        (soon.id, "2026-06"),
    ]


@pytest.mark.parametrize(
    ("due", "kind"),
    [
        ("2026-03-14", "overdue"),
        ("2026-03-15", "due_soon"),
        ("2026-04-14", "due_soon"),
        ("2026-04-15", None),
        ("2025", "overdue"),
        ("2026-02", "overdue"),
        ("2026-03", "maybe_overdue"),
        ("2026", "maybe_overdue"),
        ("2025~", "maybe_overdue"),
        ("2025?", "maybe_overdue"),
        ("2016/2020", "overdue"),
        ("2016/2020~", "maybe_overdue"),
        ("2016/2030", "maybe_overdue"),
        ("2016/..", "maybe_overdue"),
        ("2016/", "maybe_overdue"),
        ("/2025", "overdue"),
        ("../2030", "maybe_overdue"),
        ("2027", None),
        ("2027~", None),
        (None, None),
    ],
)
def test_a_promise_is_overdue_only_when_no_day_of_its_term_is_left(
    store: Store, due: str | None, kind: str | None
) -> None:
    one = a_commitment(store, an_organisation(store), due=due)
    late = of(store, "overdue", "maybe_overdue", "due_soon")
    assert late == ([Matter(kind, one.id, due)] if kind else [])


@pytest.mark.parametrize(
    ("status", "waits"),
    [
        ("stated", True),
        ("in_progress", True),
        ("partly_met", True),
        ("not_met", True),
        ("met", False),
        ("withdrawn", False),
        ("overtaken", False),
    ],
)
def test_only_open_promises_are_overdue(store: Store, status: str, waits: bool) -> None:  # noqa: FBT001
    a_commitment(store, an_organisation(store), due="2025", status=status)
    assert bool(of(store, "overdue")) == waits


@pytest.mark.parametrize(
    ("day", "waits"),
    [("2026-03-10", True), ("2026-03-15", True), ("2026-04-14", True), ("2026-04-15", False)],
)
def test_a_decision_is_looked_at_again_when_its_day_is_near(
    store: Store,
    day: str,
    waits: bool,  # noqa: FBT001
) -> None:
    one = a_consent(store, a_testimony(store), review_on=day)
    assert of(store, "review") == ([Matter("review", one.id, day)] if waits else [])


@pytest.mark.parametrize(
    ("day", "waits"),
    [("2026-03-14", False), ("2026-03-15", True), ("2026-04-14", True), ("2026-04-15", False)],
)
def test_a_decision_that_is_about_to_end_is_told(store: Store, day: str, waits: bool) -> None:  # noqa: FBT001
    one = a_consent(store, a_testimony(store), expires_on=day)
    assert of(store, "lapsing") == ([Matter("lapsing", one.id, day)] if waits else [])


def test_a_decision_that_another_replaced_does_not_wait(store: Store) -> None:
    told = a_testimony(store)
    older = a_consent(store, told, review_on="2026-03-15", expires_on="2026-03-20")
    a_consent(store, told, supersedes=older.ref)
    a_consent(store, a_testimony(store), review_on="2026-03-15", status="draft")
    assert of(store, "review", "lapsing") == []


@pytest.mark.parametrize("missing", ["checked_by", "checked_on"])
def test_an_account_that_nobody_has_read_waits(store: Store, missing: str) -> None:
    a_testimony(store)
    one = a_testimony(store, **{missing: None})
    assert of(store, "unchecked") == [Matter("unchecked", one.id, None)]


@pytest.mark.parametrize(
    ("state", "waits"), [("required", True), ("unresolved", True), ("done", False), ("none", False)]
)
def test_what_was_left_open_at_a_meeting_waits(store: Store, state: str, waits: bool) -> None:  # noqa: FBT001
    meeting = a_consultation(store, date="2025")
    one = store.add("point", {"consultation": meeting.ref, "issue": "x", "follow_up": state})
    assert of(store, "unresolved") == ([Matter("unresolved", one.id, None)] if waits else [])


def test_what_waits_has_one_order(store: Store) -> None:
    made: list[Any] = [a_testimony(store, checked_by=None), a_consultation(store)]
    a_commitment(store, an_organisation(store), due="2025")
    assert made
    assert [m.kind for m in matters(store, TODAY)] == [
        "meeting", "overdue", "unchecked", "backup_never",
    ]  # fmt: skip
