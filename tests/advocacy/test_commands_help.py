"""The help: every command says what it does, with an example, in a screen's width."""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from advocacy.cli import SECTIONS, load, run
from records.fields import fields_of
from records.types import NAMES, type_named
from tests.advocacy.conftest import Typed

VERBS = {"add", "list", "show", "edit", "delete", "history"}


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command with the words that call it."""
    for section in SECTIONS.values():
        for name in section:
            built = load(name)
            inner = getattr(built, "commands", None)
            yield from (((name, n), c) for n, c in inner.items()) if inner else [((name,), built)]


@pytest.mark.parametrize("words", [words for words, _ in commands()], ids=" ".join)
def test_every_command_says_what_it_does_with_an_example(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--help"]) == 0
    helped = capsys.readouterr().out
    told, _, example = helped.partition("Example:\n")
    assert re.search(r"\n  [A-Z][^\n]+", told)
    command = example.split("\n\n")[0].replace("\\\n", " ").split()
    assert tuple(command[1 : 1 + len(words)]) == words
    assert command[0] == "advocacy"
    assert max(len(line) for line in helped.split("\n")) <= 80


def test_the_root_lists_every_command_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    helped = capsys.readouterr().out
    for section in SECTIONS.values():
        for name in section:
            assert len(re.findall(rf"^  {name} ", helped, flags=re.MULTILINE)) == 1
    assert max(len(line) for line in helped.split("\n")) <= 80


def test_the_help_tells_the_task_of_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["consultation", "--help"]) == 0
    assert "Meetings with public bodies" in capsys.readouterr().out


def test_every_type_of_the_contract_has_its_six_verbs() -> None:
    for name in NAMES:
        if name in ("briefing", "office"):
            continue
        there = set(load(name).commands) & VERBS
        record = type_named(name)
        made_elsewhere = bool(record.PARENT) or name == "presentation"
        wanted = VERBS - ({"add"} if made_elsewhere else set())
        if record.APPEND_ONLY:
            wanted -= {"edit", "delete"}
        if name == "copy":
            wanted -= {"delete"}
        assert there == wanted, name


def test_no_option_takes_sensitive_text() -> None:
    for words, command in commands():
        name = "briefing" if words[0] == "brief" else words[0]
        if name not in NAMES or name == "office":
            continue
        # A word that is sensitive in one of these types may be harmless in another.
        kinds = [type_named(name), *(type_named(kind) for kind in type_named(name).CHILDREN)]
        sensitive = {f.name for kind in kinds for f in fields_of(kind).values() if f.sensitive}
        harmless = {f.name for kind in kinds for f in fields_of(kind).values() if not f.sensitive}
        options = {p.name for p in command.params if p.param_type_name == "option"}
        assert not options & (sensitive - harmless), words


HEAVY = ("sqlite_utils", "rich", "weasyprint", "jinja2", "cryptography", "hypothesis", "pydantic")
WATCHED = """
import sys
from advocacy import session
from advocacy.__main__ import main
session.key_of = lambda folder: bytes.fromhex({key!r})
sys.argv = ["advocacy", *{words!r}]
try:
    main()
except SystemExit as left:
    assert not left.code, left.code
print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize("words", [["--help"], ["consultation", "list"]])
def test_nothing_heavy_is_imported_on_the_way(words: list[str], typed: Typed) -> None:
    import os
    from pathlib import Path

    from records import vault
    from tests.conftest import PASSPHRASE

    typed("consultation", "add", "--title", "Example")
    key = vault.unlock(Path(os.environ["ADVOCACY_VAULT"]), PASSPHRASE).hex()
    program = WATCHED.format(key=key, words=words, heavy=HEAVY)
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stderr == "[]\n"
    assert ran.stdout
