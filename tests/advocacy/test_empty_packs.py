"""A pack with nothing in it: staff are told, and nobody is handed a bare cover."""

from pathlib import Path

import pytest

from advocacy.briefing.issuing.handing import hand_over
from advocacy.briefing.issuing.issue import Recipient
from advocacy.briefing.pack import EmptyPack, draft_of
from advocacy.briefing.selection.request import request_for
from records.store import Store
from records.types.briefing import Issue
from tests import builders
from tests.advocacy.conftest import Typed

EMPTY = "The pack is empty: nothing was selected, or nothing may be printed"


@pytest.fixture
def briefing(typed: Typed) -> str:
    """A pack for which nothing is on record."""
    told = typed("brief", "add", "--title", "Boxes", "--audience", "government_meeting",
                 "--languages", "en")  # fmt: skip
    assert told.code == 0, told.err
    return told.out.strip()


def test_who_previews_or_builds_an_empty_pack_is_told(
    typed: Typed, briefing: str, tmp_path: Path
) -> None:
    assert f"{EMPTY}." in typed("brief", "preview", briefing).err
    built = typed("brief", "build", briefing, "--out", str(tmp_path / "out"))
    assert (built.code, len(built.out.splitlines())) == (0, 1)
    assert f"{EMPTY}; advocacy brief preview {briefing} says why" in built.err


def test_an_empty_pack_is_not_issued(typed: Typed, briefing: str, tmp_path: Path) -> None:
    refused = typed("brief", "issue", briefing, "--out", str(tmp_path / "out"), "--to", "Ministry")
    assert (refused.code, refused.out) == (5, "")
    first, second = refused.err.splitlines()
    assert EMPTY[1:] in first
    assert f"advocacy brief preview {briefing} says why" in second
    assert not (tmp_path / "out").exists()


def test_nothing_is_logged_of_it_and_a_pack_with_one_promise_is_not_empty(
    store: Store, tmp_path: Path
) -> None:
    briefing = builders.a_briefing(store, languages=["en"])
    request = request_for(store, briefing, store.today)
    with pytest.raises(EmptyPack):
        hand_over(
            store, draft_of(store, request, number=1, copies=1), tmp_path / "out", None,
            [Recipient("Ministry", 1)], 1, design="handout", replace=False,
        )  # fmt: skip
    assert store.every(Issue) == []
    builders.a_commitment(store, builders.an_organisation(store))
    assert not draft_of(store, request).empty
