"""Undo: the last changes are taken back in order, and what must stand stands."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import history, vault
from records.attachments import attach, detach
from records.checking import check
from records.drafts import DraftFile, note_draft
from records.erasure import erase
from records.errors import StillReferred
from records.identities import identify, identities
from records.offices import found
from records.replaced import FINAL, MOST
from records.search import search
from records.store import Store
from records.types import every_type
from records.types.consultation import Consultation
from records.undo import CannotUndo, NothingToUndo, batches, forget, undo
from records.withdrawal import withdraw
from tests import builders
from tests.conftest import CHEAP, NOON, PASSPHRASE
from tests.records.test_erasure import pages

MARK = "MARKER9Z"


def command(store: Store) -> Store:
    """Begin what is another command: each opens a store of its own."""
    store.replaced.begin()
    return store


def contents(store: Store) -> dict[str, Any]:
    """Return all that a vault holds of records, but when it was written."""
    execute = store.vault.connection.execute
    bare: dict[str, Any] = {
        kind.NAME: [msgspec.structs.replace(one, updated="") for one in store.every(kind)]
        for kind in every_type()
    }
    for table, columns in (
        ("reference", "record, field, position, target"),
        ("passage", "record, field, words"),
        ("identity", "*"),
    ):
        rows = execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3")  # noqa: S608
        bare[table] = rows.fetchall()
    return bare


def test_an_edit_is_taken_back_and_done_again(store: Store) -> None:
    made = builders.a_consultation(store, topics=["boxes"], attendees=7)
    command(store).amend(made.id, {"date": "2016~/2018", "topics": [], "attendees": None})
    after = contents(store)
    (step,) = undo(command(store))
    assert (step.did, step.fields) == ("changed_back", ("date", "topics", "attendees"))
    one: Any = store.get(made.id)
    assert (one.date, one.topics, one.attendees) == ("2026-04-20", ("boxes",), 7)
    assert search(store, "boxes")
    assert [e.action for e in store.story(made.id)] == ["added", "edited", "undone"]
    undo(command(store))
    assert contents(store) == after
    assert check(store) == []


def test_one_command_is_undone_as_a_whole(store: Store) -> None:
    before = contents(store)
    made = builders.a_consultation(command(store))
    store.add("delegation", {"consultation": made.ref, "province": "Hà Nội", "people": 4})
    store.add("point", {"consultation": made.ref, "issue": "Boxes"})
    assert [step.type for step in undo(command(store))] == ["point", "delegation", "consultation"]
    assert contents(store) == before
    assert [step.did for step in undo(command(store))] == ["put_back"] * 3
    assert [d.consultation for d in store.children(made, "delegation")] == [made.id]  # type: ignore[attr-defined]
    assert check(store) == []


def test_a_deleted_record_comes_back_with_who_it_is_from(store: Store) -> None:
    testimony = builders.a_testimony(store)
    identify(store, testimony.id, "Nguyễn Thị Thí Dụ", "0900 000 000")
    before = contents(store)
    command(store).delete(testimony.id)
    assert identities(store) == []
    undo(command(store))
    assert contents(store) == before
    assert store.get(testimony.id).ref == testimony.ref


def test_several_changes_are_undone_together_or_not_at_all(store: Store) -> None:
    made = builders.a_consultation(store)
    before = contents(store)
    for title in ("one", "two", "three"):
        command(store).amend(made.id, {"title": title})
    undo(command(store), 3)
    assert contents(store) == before
    with pytest.raises(NothingToUndo):
        undo(command(store), 30)
    assert contents(store) == before


def test_only_the_last_commands_are_remembered(store: Store) -> None:
    made = builders.a_consultation(store)
    for number in range(MOST + 5):
        command(store).amend(made.id, {"attendees": number})
        store.amend(made.id, {"title": f"Workshop {number}"})
    kept = list(batches(store))
    assert len(kept) == MOST
    assert all([line.action for line in batch.lines] == ["edited", "edited"] for batch in kept)
    undo(command(store), MOST)
    assert store.get(made.id).attendees == 4  # type: ignore[attr-defined]


def test_a_change_that_failed_is_not_remembered(store: Store) -> None:
    made = builders.a_consultation(command(store))

    def fail() -> None:
        with command(store).vault.transaction():
            store.amend(made.id, {"title": "Another"})
            store.add("point", {"consultation": made.ref, "issue": "Boxes"})
            store.delete(made.id)

    with pytest.raises(StillReferred):
        fail()
    (newest, *_) = batches(store)
    assert [line.action for line in newest.lines] == ["added"]
    store.amend(made.id, {"title": "A third"})
    undo(command(store))
    assert store.get(made.id).title == "Workshop on the example decree"  # type: ignore[attr-defined]


def test_what_another_process_wrote_in_between_is_undone_apart(
    store: Store, vault_folder: Path, clock: Callable[[], datetime]
) -> None:
    made = builders.a_consultation(command(store))
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened, clock) as other:
        other.amend(made.id, {"attendees": 5})
    store.amend(made.id, {"title": "Another"})
    assert [[line.action for line in b.lines] for b in batches(store)][:2] == [["edited"]] * 2
    undo(command(store), 2)
    one: Any = store.get(made.id)
    assert (one.title, one.attendees) == ("Workshop on the example decree", None)


def test_a_progress_report_is_taken_out_directly_after_and_never_later(store: Store) -> None:
    promise = builders.a_commitment(store, builders.an_organisation(store))
    report = command(store).add(
        "progress", {"commitment": promise.ref, "on": "2026-03-01", "claimed": "limited"}
    )
    (step,) = undo(command(store))
    assert (step.type, step.did) == ("progress", "taken_out")
    assert [e.action for e in store.story(report.id)] == ["added", "undone"]
    assert check(store) == []


def refused(store: Store) -> str:
    """Try to undo; return the reason for which it is refused, and what is said instead."""
    before = contents(store)
    with pytest.raises(CannotUndo) as error:
        undo(command(store))
    assert contents(store) == before
    assert error.value.code == 5
    return f"{error.value} {error.value.hint}"


def test_a_withdrawal_and_an_erasure_stand(store: Store) -> None:
    testimony = builders.a_testimony(store)
    builders.a_consent(store, testimony)
    withdraw(command(store), testimony)
    assert "a withdrawal stands" in refused(store)
    erase(command(store), testimony, answered=True)
    assert "was erased" in refused(store)


def test_what_is_on_paper_or_has_no_other_copy_stands(store: Store) -> None:
    briefing = builders.a_briefing(store)
    command(store).add("issue", {"briefing": briefing.ref, "number": 1, "on": "2026-03-15"})
    assert "brief recall" in refused(store)
    testimony = builders.a_testimony(command(store))
    attach(command(store), testimony, "a.txt", b"text")
    assert "advocacy detach" in refused(store)
    detach(command(store), testimony, 1)
    assert "nothing is left of it" in refused(store)
    identify(command(store), testimony.id, "Thí Dụ", None)
    assert "testimony identity" in refused(store)
    attach(command(store), testimony, "a.txt", b"text")
    command(store).delete(testimony.id)
    assert "nothing is left of it" in refused(store)


@pytest.mark.parametrize("action", sorted(FINAL))
def test_whatever_stands_is_refused_with_a_reason(action: str, store: Store) -> None:
    made = builders.a_consultation(store)
    store.log(made, action, {})
    assert "this is not undone: " in refused(store)
    assert [batch.final for batch in batches(store)] == [True]  # what came before is forgotten


def test_the_vault_keeps_its_office(store: Store) -> None:
    assert "office" in refused(store)


def test_a_consent_is_undone_only_while_nothing_relied_on_it(store: Store) -> None:
    testimony, briefing = builders.a_testimony(store), builders.a_briefing(store)
    first = builders.a_consent(command(store), testimony)
    undo(command(store))
    with pytest.raises(KeyError):
        store.get(first.id)
    undo(command(store))  # done again
    note_draft(store, briefing.id, [(testimony.id, "used")], [DraftFile("a.pdf", "")])
    assert "printed under" in refused(store)
    builders.a_consent(command(store), testimony, supersedes=first.ref)
    assert "took the place" in refused(store)
    builders.a_consent(command(store), testimony, status="refused", supersedes=first.ref)
    assert "a withdrawal stands" in refused(store)


def test_a_consent_that_narrows_is_never_undone_into_a_wider_one(store: Store) -> None:
    testimony = builders.a_testimony(store)
    wide = builders.a_consent(store, testimony)
    builders.a_consent(command(store), testimony, supersedes=wide.ref, channels=["oral"])
    assert "consent add --testimony" in refused(store)


def test_a_withdrawal_takes_the_old_words_out_of_the_file(store: Store, tmp_path: Path) -> None:
    testimony = builders.a_testimony(store, words=f"{MARK}-first {MARK}-part")
    excerpt = command(store).add(
        "excerpt", {"testimony": testimony.ref, "words": f"{MARK}-part", "language": "en"}
    )
    command(store).delete(excerpt.id)
    command(store).amend(testimony.id, {"words": f"{MARK}-second", "summary": f"{MARK}-third"})
    for mark in ("first", "part"):  # kept for undo
        assert f"{MARK}-{mark}".encode() in pages(store, tmp_path)
    withdraw(command(store), testimony)
    left = pages(store, tmp_path)
    assert f"{MARK}-first".encode() not in left
    assert f"{MARK}-part".encode() not in left
    erase(command(store), testimony, answered=True)
    assert MARK.encode() not in pages(store, tmp_path)


def test_what_was_replaced_can_be_forgotten_at_once(store: Store, tmp_path: Path) -> None:
    testimony = builders.a_testimony(store, words=f"{MARK}-words")
    command(store).delete(testimony.id)
    assert MARK.encode() in pages(store, tmp_path)
    forget(store)
    assert MARK.encode() not in pages(store, tmp_path)
    with pytest.raises(NothingToUndo):
        undo(command(store))


def test_an_undone_import_can_be_imported_again(store: Store) -> None:
    execute = store.vault.connection.execute
    with command(store).vault.transaction():
        made = builders.an_organisation(store)
        execute("INSERT INTO imported VALUES ('organisation', 'uuid-1', ?, 'd')", (made.id,))
    undo(command(store))
    assert execute("SELECT * FROM imported").fetchall() == []
    undo(command(store))
    assert execute("SELECT * FROM imported").fetchall() == [
        ("organisation", "uuid-1", made.id, "d")
    ]
    command(store).amend(made.id, {"name_vi": "Bộ Khác"})
    undo(command(store))
    assert execute("SELECT digest FROM imported").fetchone() == ("",)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "child", "edit", "clear", "delete", "undo"]), st.integers(0, 9)
    ),
    max_size=MOST - 2,
)


@pytest.fixture(scope="module")
def one_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undo") / "vault"
    vault.create(folder, PASSPHRASE, CHEAP)
    opened = vault.open_vault(folder, vault.unlock(folder, PASSPHRASE))
    with Store(opened, lambda: NOON) as made:
        found(made, "Mạng lưới Thí dụ")
        builders.a_consultation(made)
    return folder


@settings(max_examples=60)
@given(steps=STEPS)
def test_whatever_was_done_undoing_all_of_it_is_the_beginning(
    one_vault: Path, steps: list[tuple[str, int]]
) -> None:
    opened = vault.open_vault(one_vault, vault.unlock(one_vault, PASSPHRASE))
    with Store(opened, lambda: NOON) as store:
        forget(store)
        before, done = contents(store), 0
        for what, which in steps:
            done += _did(command(store), what, which)
        assert len(list(batches(store))) == done
        if done:
            undo(command(store), done)
        assert contents(store) == before
        assert history.broken(store.chain()) == []
        assert check(store) == []


def _did(store: Store, what: str, which: int) -> bool:
    """Do one random thing; False where there was nothing to do it to."""
    meetings: list[Any] = [*store.every(Consultation)]
    one = meetings[which % len(meetings)] if meetings else None
    if what == "undo":
        any_left = any(True for _ in batches(store))
        if any_left:
            undo(store)
        return any_left
    if what == "add" or one is None:
        builders.a_consultation(store, title=f"Workshop {which}", topics=["boxes", str(which)])
    elif what == "child":
        store.add("point", {"consultation": one.ref, "issue": f"Issue {which}"})
    elif what == "edit":
        changes = {"attendees": which, "date": f"20{which}6", "summary": "Boxes."}
        same = (one.attendees, one.date, one.summary) == (which, f"20{which}6", "Boxes.")
        store.amend(one.id, changes)
        return not same
    elif what == "clear":
        same = one.date is None and one.topics == ()
        store.amend(one.id, {"date": None, "topics": []})
        return not same
    else:
        with store.vault.transaction():
            for point in store.children(one, "point"):
                store.delete(point.id)
            store.delete(one.id)
    return True
