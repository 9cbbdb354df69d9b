"""Markers planted in every sensitive field are looked for wherever they must not be."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from advocacy.briefing.disclosure.paper_text import text_of
from records.fields import fields_of
from records.types import every_type
from tests.terminal import Terminal

MARK = "ZQMARKER"


@pytest.fixture
def world(terminal: Terminal) -> tuple[Terminal, Path, dict[str, str]]:
    """A vault with a marker in every sensitive field, a home and a temp folder to look into."""
    temp = terminal.folder / "temp"
    temp.mkdir()
    terminal.environment.update({"TMPDIR": str(temp), "HISTFILE": str(temp / ".history")})
    refs: dict[str, str] = {}
    body = add(terminal, "organisation", refs, name="Ministry of Examples", kind="government_body")
    meeting = add(terminal, "consultation", refs, title="Workshop", host=body, date="2026-04-20")
    add(terminal, "delegation", refs, consultation=meeting, people=12)
    told = add(
        terminal, "testimony", refs, contributor="TD-01", language="en", source_connection="self",
        checked_on="2026-03-01", age_band="25_to_34",
    )  # fmt: skip
    add(terminal, "excerpt", refs, testimony=told, words=f"{MARK} testimony words")
    add(
        terminal, "consent", refs, testimony=told, identity="anonymous",
        audiences=["government_meeting", "government_retained_copy"], channels=["print"],
        method="written", status="draft",
    )  # fmt: skip
    position = add(terminal, "position", refs, title="P", statement="S", status="adopted")
    add(terminal, "ask", refs, position=position, text="A", status="adopted")
    add(
        terminal, "commitment", refs, words="W", body=body, basis="minuted", status="stated",
        consultation=meeting,
    )  # fmt: skip
    add(terminal, "official", refs, post="Head", organisation=body)
    add(terminal, "assessment", refs, about=body, date="2026")
    add(terminal, "outcome", refs, change="C")
    add(
        terminal, "briefing", refs, title="Pack", consultation=meeting,
        audience="government_meeting", languages=["en"],
    )  # fmt: skip
    who = {"name": f"{MARK} Person Name", "contact": f"{MARK}@example.org"}
    terminal("testimony", "identity", told, "--from", "-", stdin=json.dumps(who))
    (terminal.folder / f"{MARK}.txt").write_text(f"{MARK} in a file")
    terminal("attach", told, f"{MARK}.txt")
    (terminal.folder / f"{MARK}.txt").unlink()
    return terminal, temp, refs


def add(terminal: Terminal, name: str, refs: dict[str, str], /, **given: Any) -> str:
    """Add a record with a marker in each of its sensitive fields."""
    declared = next(k for k in every_type() if name == k.NAME)
    for field in fields_of(declared).values():
        if field.sensitive and field.kind in ("text", "prose"):
            given.setdefault(field.name, f"{MARK} {name} {field.name}")
    file = terminal.folder / "given.json"
    file.write_text(json.dumps(given))
    group = {"briefing": "brief"}.get(name, name)
    if declared.PARENT:
        parent = given.pop(declared.PARENT)
        file.write_text(json.dumps(given))
        said = terminal(declared.PARENT, name, parent, "--from", "given.json")
    else:
        said = terminal(group, "add", "--from", "given.json")
    file.unlink()
    assert MARK not in said.out + said.err
    refs[name] = said.last
    return said.last


def everything_in(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def test_no_marker_leaves_the_vault_by_any_way(
    world: tuple[Terminal, Path, dict[str, str]],
) -> None:
    terminal, temp, refs = world
    said = []
    for kind in ("consultation", "testimony", "consent", "commitment", "official", "assessment",
                 "outcome", "brief", "excerpt", "delegation"):  # fmt: skip
        ref = refs["briefing" if kind == "brief" else kind]
        said += [
            terminal(kind, "list"), terminal(kind, "list", "--json"),
            terminal(kind, "show", ref), terminal(kind, "show", ref, "--json"),
            terminal(kind, "history", ref, "--json"),
        ]  # fmt: skip
    said += [
        terminal("search", MARK), terminal("search", MARK, "--json"), terminal("status"),
        terminal("brief", "preview", refs["briefing"], "--no-voices"),
        terminal("attach", refs["testimony"]), terminal("vault", "check"),
        terminal("brief", "build", refs["briefing"], "--out", "out"),
        terminal.run("testimony", "edit", refs["testimony"], "--words-from", "nowhere.txt"),
        terminal.run("testimony", "delete", refs["testimony"]),
        terminal.run("consent", "add", "--testimony", refs["testimony"], "--status", "nonsense"),
    ]  # fmt: skip
    for one in said:
        assert MARK.lower() not in (one.out + one.err).lower(), one
    for pdf in (terminal.folder / "out").glob("*.pdf"):
        paper = text_of(pdf.read_bytes())
        assert MARK not in " ".join(paper.pages)
        assert MARK.encode() not in pdf.read_bytes()
        assert MARK not in pdf.name
    for place in (terminal.vault, temp, Path(os.environ["HOME"])):
        found = everything_in(place)
        for spelled in (MARK.encode(), MARK.lower().encode(), MARK.encode("utf-16-le")):
            assert spelled not in found, place
    assert not list(temp.iterdir()), "something was left in the temp folder"


def test_reveal_shows_what_is_hidden(world: tuple[Terminal, Path, dict[str, str]]) -> None:
    terminal, _temp, refs = world
    shown = terminal("testimony", "show", refs["testimony"], "--json", "--reveal").json
    assert shown["words"] == f"{MARK} testimony words"
    assert shown["hidden"] == []
    hidden = terminal("testimony", "show", refs["testimony"], "--json").json
    assert hidden["words"] is None
    assert "words" in hidden["hidden"]


def test_no_child_process_is_handed_the_passphrase(
    world: tuple[Terminal, Path, dict[str, str]],
) -> None:
    """A passphrase command gets the environment of its caller, and nothing that we add.

    The second one runs when the program has the passphrase already.
    """
    terminal, _temp, _refs = world
    for name, said in (("spy", terminal.passphrase), ("spy-new", "another openly fictional one")):
        spy = terminal.folder / name
        spy.write_text(f"#!/bin/sh\n{{ env; cat; }} > {name}-saw\nprintf '%s' '{said}'\n")
        spy.chmod(0o700)
    terminal(
        "vault", "passphrase", ADVOCACY_PASSPHRASE="", ADVOCACY_PASSPHRASE_COMMAND="./spy",
        ADVOCACY_NEW_PASSPHRASE_COMMAND="./spy-new",
    )  # fmt: skip
    for name in ("spy", "spy-new"):
        seen = (terminal.folder / f"{name}-saw").read_text()
        assert "ADVOCACY_VAULT=" in seen
        assert terminal.passphrase not in seen
        assert MARK not in seen


def test_a_bug_shows_its_traceback_without_what_it_was_working_on(terminal: Terminal) -> None:
    broken = terminal.folder / "sitecustomize.py"
    broken.write_text(
        "import records.values\n"
        "sound = records.values.clean\n"
        "def clean(said):\n"
        f"    if '{MARK}' in said:\n"  # with the words at hand, and not before
        "        raise RuntimeError('a bug')\n"
        "    return sound(said)\n"
        "records.values.clean = clean\n"
    )
    said = terminal.run(
        "testimony", "add", "--from", "-",
        stdin=json.dumps({"contributor": "TD-01", "words": f"{MARK} words", "language": "en"}),
        PYTHONPATH=f"{terminal.folder}:{Path(__file__).parents[2]}",
    )  # fmt: skip
    assert said.code == 1
    assert "a bug" in said.err
    assert MARK not in said.out + said.err
