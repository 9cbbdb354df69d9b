"""How far the pack for a meeting is, and whether it still says what the records say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from records import vault
from records.drafts import DraftFile, drafts, note_draft
from records.followup.packs import pack_for
from records.offices import found
from records.store import Store
from records.types.briefing import Issue
from records.withdrawal import record_withdrawal
from tests import builders
from tests.conftest import PASSPHRASE

BEGIN = datetime(2026, 3, 15, 1, 0, tzinfo=UTC)


class Ticking:
    """A clock that goes on by a minute whenever it is read."""

    def __init__(self) -> None:
        self.reads = 0

    def __call__(self) -> datetime:
        self.reads += 1
        return BEGIN + timedelta(minutes=self.reads)


@pytest.fixture
def store(vault_folder: Path) -> Iterator[Store]:
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened, Ticking()) as made:
        found(made, "Mạng lưới Thí dụ")
        yield made


def built(store: Store, briefing: str, path: str = "/tmp/handout.pdf") -> None:  # noqa: S108
    note_draft(store, briefing, [], [DraftFile(path, "0" * 64)])


def test_a_pack_goes_from_none_to_issued(store: Store) -> None:
    meeting = builders.a_consultation(store)
    assert pack_for(store, meeting.id).state == "none"
    briefing = builders.a_briefing(store, consultation=meeting.ref)
    assert pack_for(store, meeting.id) == ("defined", briefing.id, None, ())
    built(store, briefing.id)
    state = pack_for(store, meeting.id)
    assert (state.state, state.draft) == ("built", drafts(store)[0])
    store.keep(Issue(briefing=briefing.id, number=1, on="2026-03-15"))
    assert pack_for(store, meeting.id).state == "issued"


def test_a_draft_is_stale_once_a_record_in_it_changes_and_fresh_when_built_again(
    store: Store,
) -> None:
    meeting = builders.a_consultation(store)
    position = builders.a_position(store)
    ask = builders.an_ask(store, position)
    briefing = builders.a_briefing(store, consultation=meeting.ref)
    built(store, briefing.id)
    store.amend(ask.id, {"deadline": "2027"})
    assert pack_for(store, meeting.id)[::3] == ("stale", (ask.id,))
    built(store, briefing.id)
    assert pack_for(store, meeting.id).state == "built"
    store.delete(ask.id)
    assert pack_for(store, meeting.id).state == "stale"


def test_an_issue_is_stale_too_once_its_records_change(store: Store) -> None:
    meeting = builders.a_consultation(store)
    briefing = builders.a_briefing(store, consultation=meeting.ref)
    store.keep(Issue(briefing=briefing.id, number=1, on="2026-03-15"))
    store.amend(meeting.id, {"room": "Room 9"})
    assert pack_for(store, meeting.id).state == "stale"


def test_a_pack_with_a_selection_depends_on_what_was_selected_alone(store: Store) -> None:
    meeting = builders.a_consultation(store)
    position = builders.a_position(store)
    testimony = builders.a_testimony(store, checked_by="reader")
    builders.a_consent(store, testimony)
    briefing = builders.a_briefing(
        store, consultation=meeting.ref, selection=[position.ref, testimony.ref]
    )
    built(store, briefing.id)
    builders.some_evidence(store)
    store.amend(builders.a_position(store, title="Another").id, {"status": "retired"})
    builders.a_briefing(store, title="Another pack")
    assert pack_for(store, meeting.id).state == "built"
    withdrawal = record_withdrawal(store, testimony)
    assert pack_for(store, meeting.id)[::3] == ("stale", (withdrawal.id,))
    built(store, briefing.id)
    asked = builders.an_ask(store, position)
    assert pack_for(store, meeting.id)[::3] == ("stale", (asked.id,))


def test_a_draft_of_an_older_program_counts_to_the_end_of_its_day(store: Store) -> None:
    meeting = builders.a_consultation(store)
    briefing = builders.a_briefing(store, consultation=meeting.ref)
    built(store, briefing.id)
    day = store.today.isoformat()
    store.vault.connection.execute('UPDATE draft SET "on" = ?', (day,))
    store.amend(meeting.id, {"room": "Room 9"})
    assert pack_for(store, meeting.id).state == "built"
    assert drafts(store)[0].on == day


def test_of_several_packs_for_a_meeting_the_furthest_counts(store: Store) -> None:
    meeting = builders.a_consultation(store)
    builders.a_briefing(store, consultation=meeting.ref)
    other = builders.a_briefing(store, consultation=meeting.ref)
    built(store, other.id)
    assert pack_for(store, meeting.id)[:2] == ("built", other.id)
