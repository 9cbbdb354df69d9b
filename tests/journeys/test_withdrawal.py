"""Withdrawal with reach, as staff do it: blocked, called back, erased, never again."""

import json
from pathlib import Path

import pytest

from advocacy.briefing.disclosure.paper_text import text_of
from tests.terminal import Terminal

WORDS = "They took the boxes away twice and MARKER5K nobody told us the reason for it."


@pytest.fixture
def issued(terminal: Terminal) -> tuple[Terminal, str, str]:
    """A pack with one voice that was handed to two holders; the refs of voice and briefing."""
    given = {
        "contributor": "TD-01", "words": WORDS, "language": "en", "source_connection": "self",
        "checked_by": "reader", "checked_on": "2026-03-01",
    }  # fmt: skip
    testimony = terminal("testimony", "add", "--from", "-", stdin=json.dumps(given)).last
    terminal("consent", "add", "--testimony", testimony, "--preset", "leave_on_paper")
    briefing = terminal(
        "brief", "add", "--title", "Boxes", "--title-vi", "Hộp",
        "--audience", "government_meeting", "--languages", "en",
    ).last  # fmt: skip
    terminal("brief", "build", briefing, "--out", "draft", "--staff", "staff")
    terminal(
        "brief", "issue", briefing, "--out", "out", "--to", "Ministry of Examples",
        "--copies", "2", "--to", "Office of Examples", "--copies", "1",
    )  # fmt: skip
    return terminal, testimony, briefing


def test_a_withdrawal_blocks_calls_back_erases_and_stays(
    issued: tuple[Terminal, str, str],
) -> None:
    terminal, testimony, briefing = issued
    short = terminal.run("consent", "withdraw", testimony[:6])
    assert short.code == 2
    assert testimony in short.err

    said = terminal("consent", "withdraw", testimony)
    assert "draft" in said.err
    gate = terminal("brief", "preview", briefing, "--json").json
    assert [item["reason"] for item in gate["items"]] == ["withdrawn"]
    assert {m["kind"] for m in terminal("status", "--json").json} >= {"recall", "stale"}

    (recall,) = terminal("brief", "recall", briefing, "--json").json
    assert recall["testimony"] == testimony
    assert [copy["recipient"] for copy in recall["copies"]] == [
        "Ministry of Examples", "Ministry of Examples", "Office of Examples",
    ]  # fmt: skip

    terminal("brief", "recall", briefing, "--letters", "letters")
    letters = sorted((terminal.folder / "letters").iterdir())
    assert len(letters) == 4
    for letter in letters:
        text = " ".join(text_of(letter.read_bytes()).pages)
        assert "Examples" in text
        for secret in ("MARKER5K", "TD-01", testimony, "reader"):
            assert secret not in text

    refs = [copy["ref"] for copy in recall["copies"]]
    terminal(
        "brief", "recall", briefing, "--returned", refs[0], "--destroyed", refs[1],
        "--refused", refs[2], "--on", "today",
    )  # fmt: skip
    (recall,) = terminal("brief", "recall", briefing, "--json").json
    states = [copy["state"] for copy in recall["copies"]]
    assert states == ["returned", "destroyed", "refused"]
    assert recall["open"] is False

    done = terminal("testimony", "erase", testimony, "--answered", "--json").json
    assert any("Office of Examples" in told for told in done["not_reached"])
    assert not list((terminal.folder / "draft").glob("*.pdf"))
    assert terminal("testimony", "show", testimony, "--json", "--reveal").json["words"] is None
    assert terminal("search", "MARKER5K", "--json").json == []
    terminal("vault", "check")

    again = {"contributor": "TD-99", "words": WORDS, "language": "en"}
    refused = terminal.run("testimony", "add", "--from", "-", stdin=json.dumps(again))
    assert refused.code == 6
    assert "MARKER5K" not in refused.err
    kept = terminal("testimony", "show", testimony, "--json").json
    other = {"id": kept["id"], "contributor": "TD-99", "words": "Other words.", "language": "en"}
    assert terminal.run("testimony", "add", "--from", "-", stdin=json.dumps(other)).code == 6
    terminal("testimony", "add", "--from", "-", stdin=json.dumps(other | {"id": None}))


def test_a_letter_that_would_say_whom_it_concerns_is_not_written(
    issued: tuple[Terminal, str, str],
) -> None:
    terminal, testimony, briefing = issued
    # Noted only now: the title of the pack carries the person's name.
    who = json.dumps({"name": "Nguyễn Thị Hoà Mai"})
    terminal("testimony", "identity", testimony, "--from", "-", stdin=who)
    terminal("brief", "edit", briefing, "--title", "The boxes of Nguyen Thi Hoa Mai")
    terminal("consent", "withdraw", testimony)
    refused = terminal.run("brief", "recall", briefing, "--letters", "letters")
    assert refused.code == 6
    assert "Hoa Mai" not in refused.err + refused.out
    assert not list(terminal.folder.glob("letters/*"))


def test_an_erasure_without_a_withdrawal_is_refused(issued: tuple[Terminal, str, str]) -> None:
    terminal, testimony, _briefing = issued
    refused = terminal.run("testimony", "erase", testimony)
    assert refused.code == 5
    assert f"consent withdraw {testimony}" in refused.err
    assert Path(terminal.folder / "draft").is_dir()
