"""Completion as bash runs it and as other shells ask for it: no question, no error."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.records.test_keyring import KEPT
from tests.terminal import Terminal

PROGRAM = Path(sys.executable).parent
SHELLS = {
    "bash": "complete -o default -F _advocacy_completion advocacy",
    "zsh": "compdef _advocacy_completion advocacy",
    "fish": "complete --command advocacy",
    "powershell": "Register-ArgumentCompleter -Native -CommandName advocacy",
    "pwsh": "Register-ArgumentCompleter -Native -CommandName advocacy",
}
HOSTILE = "\\$(touch PWNED) `touch PWNED` \"x\" 'y' {z} <b> | ; & * ?"


def in_shell(terminal: Terminal, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    path = f"{PROGRAM}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "ADVOCACY_VAULT": str(terminal.vault)}
    return subprocess.run(
        words, env={**environment, **more}, capture_output=True, text=True, check=False,
        timeout=60, stdin=subprocess.DEVNULL, cwd=terminal.folder,
    )  # fmt: skip


def asked(terminal: Terminal, line: str, shell: str = "fish", **more: str) -> str:
    """Return what the program offers a shell for a line, and nothing else was said."""
    said = in_shell(
        terminal, sys.executable, "-m", "advocacy", _ADVOCACY_COMPLETE=f"complete_{shell}",
        _TYPER_COMPLETE_ARGS=line, _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_WORD_TO_COMPLETE=line.rpartition(" ")[2], **more,
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, ""), said
    return said.stdout


def values(terminal: Terminal, line: str, **more: str) -> list[str]:
    return [one.partition("\t")[0] for one in asked(terminal, line, **more).split("\n") if one]


@pytest.fixture
def opened(terminal: Terminal) -> Iterator[Terminal]:
    """Return the program on a vault that is unlocked."""
    terminal("unlock", "--for", "5m")
    yield terminal
    terminal("lock")


needs_keyring = pytest.mark.skipif(not KEPT, reason="this kernel keeps no keys")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_is_given_its_script(shell: str, terminal: Terminal) -> None:
    said = in_shell(
        terminal, sys.executable, "-m", "advocacy", "--show-completion", shell,
        _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1",
    )  # fmt: skip
    assert said.returncode == 0
    assert SHELLS[shell] in said.stdout


def bash(terminal: Terminal, *words: str) -> list[str]:
    """Complete the last word in a real bash, as its Tab key does."""
    program = (
        'eval "$(_ADVOCACY_COMPLETE=source_bash advocacy)"; COMP_WORDS=("$@"); '
        "COMP_CWORD=$(($# - 1)); _advocacy_completion advocacy; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    said = in_shell(terminal, "bash", "--norc", "-c", program, "bash", *words)
    assert said.stderr == ""
    return said.stdout.split()


def test_bash_completes_commands_options_and_terms(terminal: Terminal) -> None:
    assert bash(terminal, "advocacy", "consu") == ["consultation"]
    assert bash(terminal, "advocacy", "consultation", "li") == ["list"]
    assert bash(terminal, "advocacy", "consultation", "list", "--wh") == ["--where"]
    assert bash(terminal, "advocacy", "consultation", "add", "--forum", "h") == ["hearing"]
    assert bash(terminal, "advocacy", "testimony", "add", "--province", "vn-h") == []
    assert "VN-HN" in bash(terminal, "advocacy", "testimony", "add", "--province", "VN-H")


@needs_keyring
def test_refs_are_completed_where_the_vault_is_unlocked(opened: Terminal) -> None:
    ref = opened("consultation", "add", "--title", "Hội thảo").last
    other = opened("organisation", "add", "--name", "Bộ Thí dụ", "--kind", "ngo").last
    assert bash(opened, "advocacy", "consultation", "show", ref[:4]) == [ref]
    assert values(opened, f"advocacy consultation show {ref[:4].lower()}") == [ref.lower()]
    assert asked(opened, "advocacy consultation show C-").strip() == f"{ref}\tHội thảo"
    assert values(opened, "advocacy consultation edit C- --host O") == [other]
    other_vault = f"advocacy --vault {opened.folder}/none consultation show C-"
    assert values(opened, other_vault) == []
    opened("lock")
    assert values(opened, "advocacy consultation show C-") == []


@needs_keyring
def test_the_vaults_own_terms_and_saved_lists_are_completed(opened: Terminal) -> None:
    opened("vocabulary", "add", "forum", "phone_in", "--en", "phone-in", "--vi", "gọi điện")
    opened("consultation", "list", "--save", "recent")
    opened("consultation", "list", "--save", "two words")
    assert values(opened, "advocacy consultation add --forum pho") == ["phone_in"]
    assert values(opened, "advocacy consultation list --saved ") == ["recent"]
    assert values(opened, "advocacy saved --delete re") == ["recent"]


@needs_keyring
@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_no_sign_of_a_title_means_anything_to_a_shell(shell: str, opened: Terminal) -> None:
    ref = opened("consultation", "add", "--title", HOSTILE).last
    said = asked(opened, "advocacy consultation show C-", shell)
    assert ref in said
    told = said.partition(ref)[2]
    assert "touch PWNED" in told
    assert not set("\\$`{}<>|;&*?") & set(told)


@needs_keyring
@pytest.mark.skipif(not shutil.which("zsh"), reason="no zsh here")
def test_zsh_runs_nothing_that_stands_in_a_title(opened: Terminal) -> None:
    opened("consultation", "add", "--title", HOSTILE)
    program = (
        '_arguments() { eval "print -r -- ${1#\\*: :}" >/dev/null; }; '
        'eval $(_TYPER_COMPLETE_ARGS="advocacy consultation show C-" '
        "_ADVOCACY_COMPLETE=complete_zsh advocacy)"
    )
    in_shell(opened, "zsh", "-f", "-c", program)
    assert not (opened.folder / "PWNED").exists()


def test_fields_are_completed_where_a_field_is_named(terminal: Terminal) -> None:
    assert values(terminal, "advocacy consultation list --sort dat") == ["date", "date_note"]
    assert values(terminal, "advocacy consultation list --where for") == ["forum="]
    assert values(terminal, "advocacy consultation list --where forum=h") == ["forum=hearing"]
    assert values(terminal, "advocacy testimony list --where word") == []  # sensitive
    assert values(terminal, "advocacy testimony edit --clear word") == ["words"]


@pytest.mark.parametrize(
    "line",
    [
        "advocacy consultation show 'C-",
        "advocacy nowhere at all ",
        "advocacy consultation list --where",
        "advocacy --vault",
        "advocacy --lang xx consultation show C-",
        'advocacy brief build B- --design "',
        "",
    ],
)
def test_whatever_stands_on_the_line_nothing_is_asked_or_said(
    line: str, terminal: Terminal
) -> None:
    asked(terminal, line)
    asked(terminal, line, ADVOCACY_VAULT=str(terminal.folder / "none"))


def test_a_damaged_vault_is_no_word_in_the_line(terminal: Terminal) -> None:
    (terminal.vault / "keys.json").write_text("{")
    asked(terminal, "advocacy consultation show C-")
    asked(terminal, "advocacy consultation add --forum h")
