"""What takes an account back without its own command, and what was only ever read aloud."""

import json

import pytest

from advocacy.briefing.disclosure.paper_text import text_of
from tests.terminal import Terminal

WORDS = "They took the boxes away twice and MARKER5K nobody told us the reason for it."


def told(terminal: Terminal, preset: str) -> str:
    """Record an account that may be used as the preset says; return its ref."""
    given = {
        "contributor": "TD-01", "words": WORDS, "language": "en", "source_connection": "self",
        "checked_by": "reader", "checked_on": "2026-03-01",
    }  # fmt: skip
    testimony = terminal("testimony", "add", "--from", "-", stdin=json.dumps(given)).last
    terminal("consent", "add", "--testimony", testimony, "--preset", preset)
    return testimony


def briefing_of(terminal: Terminal) -> str:
    """Add a pack that has something to say also where nobody is quoted; return its ref."""
    terminal(
        "position", "add", "--title", "Boxes", "--statement", "Boxes are no evidence.",
        "--status", "adopted",
    )  # fmt: skip
    return terminal(
        "brief", "add", "--title", "Boxes", "--title-vi", "Hộp",
        "--audience", "government_meeting", "--languages", "en",
    ).last  # fmt: skip


def test_a_staff_paper_that_is_read_aloud_from_is_found_by_a_withdrawal(
    terminal: Terminal,
) -> None:
    testimony, briefing = told(terminal, "read_aloud"), briefing_of(terminal)
    terminal("brief", "build", briefing, "--out", "draft", "--staff", "ours")
    terminal(
        "brief", "issue", briefing, "--out", "out", "--staff", "kept", "--to", "Office of Examples"
    )
    (issue,) = terminal("issue", "list", "--json").json
    paper = f"kept/{briefing}-staff-en.pdf"
    assert "MARKER5K" in " ".join(text_of((terminal.folder / paper).read_bytes()).pages)
    assert terminal.run("brief", "verify", paper).code == 0

    said = terminal("consent", "withdraw", testimony)
    assert f"ours/{briefing}-staff-en.pdf" in said.err
    named = f"The staff paper of issue {issue['ref']} holds its words; destroy it yourselves."
    assert named in said.err
    assert "--letters" not in said.err  # the copies never held them
    assert {m["kind"] for m in terminal("status", "--json").json} >= {"stale"}
    for what in (paper, issue["reference"]):
        assert terminal.run("brief", "verify", what).code == 6
    assert named in terminal("brief", "recall", briefing).out
    (recall,) = terminal("brief", "recall", "--json").json
    assert (recall["copies"], recall["staff_papers"]) == ([], [issue["ref"]])

    done = terminal("testimony", "erase", testimony, "--answered", "--json").json
    assert named in done["not_reached"]
    assert any(path.endswith("-staff-en.pdf") for path in done["drafts"])
    assert not (terminal.folder / f"ours/{briefing}-staff-en.pdf").exists()


def test_where_no_staff_paper_was_written_none_is_named(terminal: Terminal) -> None:
    testimony, briefing = told(terminal, "read_aloud"), briefing_of(terminal)
    terminal("brief", "issue", briefing, "--out", "out", "--to", "Office of Examples")
    assert "staff paper" not in terminal("consent", "withdraw", testimony).err
    assert terminal("brief", "recall", "--json").json == []


@pytest.mark.parametrize("status", ["withdrawn", "refused"])
def test_a_decision_that_takes_back_does_all_that_a_withdrawal_does(
    terminal: Terminal, status: str
) -> None:
    testimony, briefing = told(terminal, "leave_on_paper"), briefing_of(terminal)
    terminal("brief", "issue", briefing, "--out", "out", "--to", "Office of Examples")
    (issue,) = terminal("issue", "list", "--json").json
    said = terminal(
        "consent", "add", "--testimony", testimony, "--status", status, "--preset", "keep"
    )
    assert f"{testimony} is withdrawn. Nothing prints it now." in said.err
    assert f"advocacy brief recall {testimony}" in said.err
    (recall,) = terminal("brief", "recall", "--json").json
    assert [copy["recipient"] for copy in recall["copies"]] == ["Office of Examples"]
    assert terminal.run("brief", "verify", issue["reference"]).code == 6
    assert json.loads((terminal.vault / "tombstones.json").read_text())["entries"]
    terminal("vault", "check")
    assert terminal("testimony", "erase", testimony, "--json").json["not_reached"]


def test_decisions_of_a_file_are_withdrawals_too(terminal: Terminal) -> None:
    testimony = told(terminal, "keep")
    decision = {
        "testimony": testimony, "identity": "anonymous", "audiences": ["internal"],
        "channels": ["print"], "method": "oral_witnessed", "status": "withdrawn",
    }  # fmt: skip
    said = terminal("consent", "add", "--from", "-", stdin=json.dumps(decision))
    assert f"{testimony} is withdrawn" in said.err
    terminal("vault", "check")


def test_a_withdrawal_says_that_it_took_effect_beside_a_list_that_was_changed(
    terminal: Terminal,
) -> None:
    one, two = told(terminal, "leave_on_paper"), told(terminal, "leave_on_paper")
    terminal("consent", "withdraw", one)
    listed = terminal.vault / "tombstones.json"
    listed.write_text(listed.read_text().replace("withdrawn", "withdrew"))
    said = terminal.run("consent", "withdraw", two)
    assert said.code == 7
    assert "Nothing prints it now" in said.err
    assert "does not carry its signature" in said.err
    assert "advocacy vault backup" in said.err
    made = terminal("consent", "show", said.last, "--json").json
    assert (made["testimony"], made["status"]) == (two, "withdrawn")
    checked = terminal.run("vault", "check")
    assert checked.code == 7
    assert "does not carry its signature" in checked.out

    listed.rename(terminal.folder / "set-aside.json")
    assert "tombstones.json lacks 2 entries" in terminal.run("vault", "check").out
    terminal("vault", "backup", "office.backup")
    terminal("vault", "check")
    assert len(json.loads(listed.read_text())["entries"]) == 2


def test_an_imported_withdrawal_stands_on_the_list_beside_the_vault(terminal: Terminal) -> None:
    (terminal.folder / "told.csv").write_text(
        "contributor,words,language,consent.identity,consent.audiences,consent.channels,"
        "consent.method,consent.status\n"
        "TD-01,Told and taken back.,en,anonymous,internal,print,written,withdrawn\n",
        encoding="utf-8",
    )
    terminal("import", "told.csv", "--as", "testimony")
    (testimony,) = terminal("testimony", "list", "--json").json
    entries = json.loads((terminal.vault / "tombstones.json").read_text())["entries"]
    assert [entry[1] for entry in entries] == ["withdrawn"]
    terminal("vault", "check")
    terminal("testimony", "erase", testimony["ref"])
