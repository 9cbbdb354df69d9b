"""Pipes, closed streams, locales, languages, completion, and where the passphrase comes from."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from records import keyring
from tests.terminal import Terminal

MANY = json.dumps([{"title": f"Buổi họp {n} " + "x" * 200} for n in range(400)])


def shell(terminal: Terminal, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which "$ADV" is the program."""
    return subprocess.run(
        ["bash", "-c", "set -o pipefail; " + line],
        capture_output=True, text=True, check=False, cwd=terminal.folder, timeout=60,
        env={**os.environ, "ADVOCACY_VAULT": str(terminal.vault),
             "ADVOCACY_PASSPHRASE": terminal.passphrase,
             "ADV": f"{sys.executable} -m advocacy", "PYTHONPATH": str(Path.cwd()),
             **environment},
    )  # fmt: skip


@pytest.fixture
def piped(terminal: Terminal) -> Terminal:
    """Return a terminal whose vault holds more than a pipe takes at once."""
    terminal("consultation", "add", "--from", "-", stdin=MANY)
    return terminal


def test_a_reader_who_leaves_is_no_mistake(piped: Terminal) -> None:
    for words in ("consultation list", "consultation list --json", "--help"):
        said = shell(piped, f"$ADV {words} | head -n 1")
        assert (said.returncode, said.stderr) == (0, ""), words
        assert len(said.stdout.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_a_full_disk_under_the_output_is_said(piped: Terminal) -> None:
    for words in ("consultation list", "consultation list --limit 1", "vocabulary list --json"):
        said = shell(piped, f"$ADV {words} > /dev/full")
        assert said.returncode == 7, words
        assert said.stderr.startswith("error: standard output cannot be written")
        assert "Traceback" not in said.stderr


def test_closed_streams_lead_nowhere(piped: Terminal) -> None:
    for line, code in (
        ("$ADV consultation list --limit 1 >&-", 0), ("$ADV consultation list <&- >&-", 0),
        ("$ADV consultation show x 2>&-", 3), ("$ADV consultation add <&-", 2),
        ("$ADV consultation add --from - <&-", 8), ("$ADV status <&- >&- 2>&-", 0),
        ("$ADV consultation add --title x <&- >&- 2>&-", 0),
    ):  # fmt: skip
        said = shell(piped, line)
        assert said.returncode == code, (line, said)
        assert "Traceback" not in said.stderr
    assert shell(piped, "$ADV vault check").returncode == 0


def test_piped_results_are_plain_and_one_record_a_line(piped: Terminal) -> None:
    listed = piped("consultation", "list", TERM="xterm-256color", FORCE_COLOR="1", COLUMNS="20")
    lines = listed.out.splitlines()
    assert len(lines) == 400
    assert all(line.count("\t") == 2 and "\x1b" not in line for line in lines)
    assert listed.err == ""


@pytest.mark.parametrize(
    "environment",
    [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX"},
     {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
)  # fmt: skip
def test_a_locale_without_diacritics_loses_none(
    terminal: Terminal, environment: dict[str, str]
) -> None:
    whole = json.dumps({"name": "Bộ Thí dụ", "kind": "ngo"}, ensure_ascii=False)
    terminal("organisation", "add", "--from", "-", stdin=whole, **environment)
    line = "$ADV organisation add --name 'Sở Thí dụ' --kind ngo && $ADV organisation list"
    said = shell(terminal, line, **environment)
    assert [name.split("\t")[-1] for name in said.stdout.splitlines()[1:]] == [
        "Bộ Thí dụ", "Sở Thí dụ"]  # fmt: skip


def test_what_would_steer_a_terminal_is_made_harmless(terminal: Terminal) -> None:
    evil = "a\x1b[2Jb\x1b]8;;http://x\x07c\u202ed\u2066e\u200ff\x9bg\x00h\r\ni"
    for given in ({"title": evil.replace("\r\n", "")}, {"title": "x", "summary": evil}):
        whole = terminal("consultation", "add", "--json", "--from", "-", stdin=json.dumps(given))
        shown = terminal("consultation", "show", whole.json["ref"])
        for said in (whole, shown, terminal("consultation", "list"), terminal("search", "a")):
            assert not {"\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u2066", "\u200f"} & set(
                said.out + said.err
            )


def test_the_language_comes_from_the_option_the_variable_or_the_locale(
    terminal: Terminal,
) -> None:
    vietnamese = "Ghi các buổi tham vấn"
    assert vietnamese in terminal("--lang", "vi", "--help", LANG="en_US.UTF-8").out
    assert vietnamese in terminal("--lang=vi", "--help", ADVOCACY_LANG="en").out
    assert vietnamese in terminal("--help", ADVOCACY_LANG="vi", LANG="en_US.UTF-8").out
    assert vietnamese in terminal("--help", LANG="vi_VN.UTF-8").out
    assert vietnamese not in terminal("--lang", "en", "--help", ADVOCACY_LANG="vi").out
    assert vietnamese not in terminal("--help", LANG="fr_FR.UTF-8").out
    refused = terminal.run("--lang", "fr", "status")
    assert (refused.code, refused.out) == (2, "")
    # A pack's languages are not the terminal's.
    said = terminal.run("brief", "build", "B-1", "--out", "o", "--lang", "en", ADVOCACY_LANG="vi")
    assert said.err.startswith("lỗi: ")


def completed(terminal: Terminal, kind: str, words: str, **environment: str) -> str:
    """Return what a shell is offered for the last of these words."""
    return terminal.run(
        _ADVOCACY_COMPLETE=f"complete_{kind}",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split(" ")) - 1),
        _TYPER_COMPLETE_ARGS=words,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_WORD_TO_COMPLETE=words.rpartition(" ")[2],
        **environment,
    ).out


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish", "powershell"])
def test_commands_and_terms_are_completed(kind: str, terminal: Terminal) -> None:
    offered = completed(terminal, kind, "advocacy con")
    assert "consultation" in offered
    assert "consent" in offered
    assert "hearing" in completed(terminal, kind, "advocacy consultation add --forum hea")
    assert "VN-HN" in completed(terminal, kind, "advocacy consultation add --province VN-H")
    assert "delegation" in completed(terminal, kind, "advocacy consultation dele")


def test_completion_speaks_the_language_that_was_typed(terminal: Terminal) -> None:
    offered = completed(terminal, "zsh", "advocacy --lang vi consultation add --forum hea")
    assert "phiên giải trình" in offered


def has_keyring() -> bool:
    """Whether this kernel keeps keys for us; a container's often does not."""
    try:
        keyring.forget("nobody")
    except keyring.NoKeyring:
        return False
    return True


def test_refs_are_completed_only_while_the_vault_is_unlocked(terminal: Terminal) -> None:
    ref = terminal("consultation", "add", "--title", "Workshop").last
    words = f"advocacy consultation show {ref[:4]}"
    assert ref not in completed(terminal, "bash", words)
    if not has_keyring():
        assert terminal.run("unlock").code == 9
        return
    terminal("unlock", "--for", "1m")
    try:
        assert ref in completed(terminal, "bash", words, ADVOCACY_PASSPHRASE="")
        assert "Workshop" in completed(terminal, "zsh", words)
    finally:
        terminal("lock")
    assert ref not in completed(terminal, "bash", words)


def test_unlocking_ends_by_itself_and_by_locking(terminal: Terminal) -> None:
    if not has_keyring():
        refused = terminal.run("unlock", "--for", "2s")
        assert refused.code == 9
        assert refused.err.startswith("error: this machine cannot keep a vault unlocked")
        return
    import time

    terminal("unlock", "--for", "2s")
    assert terminal.run("consultation", "list", ADVOCACY_PASSPHRASE="").code == 0
    time.sleep(2.2)
    assert terminal.run("consultation", "list", ADVOCACY_PASSPHRASE="").code == 7
    terminal("unlock")
    terminal("lock")
    assert terminal.run("consultation", "list", ADVOCACY_PASSPHRASE="").code == 7


def test_the_passphrase_comes_from_a_descriptor_or_a_command(terminal: Terminal) -> None:
    line = "$ADV consultation list {} 3< <(printf '%s\\n' \"$SECRET\")"
    for environment in ({"ADVOCACY_PASSPHRASE_FD": "3"},
                        {"ADVOCACY_PASSPHRASE_COMMAND": 'printf "%s\\n" "$SECRET"'}):  # fmt: skip
        said = shell(
            terminal, line.format(""), SECRET=terminal.passphrase,
            ADVOCACY_PASSPHRASE="wrong", **environment,
        )  # fmt: skip
        assert (said.returncode, said.stderr) == (0, "")


def test_a_file_may_be_a_pipe(terminal: Terminal) -> None:
    said = shell(terminal, '$ADV consultation add --from <(echo \'{"title": "Piped"}\')')
    assert said.returncode == 0, said.stderr


def test_a_vault_is_made_once(terminal: Terminal) -> None:
    elsewhere = str(terminal.folder / "elsewhere")
    made = terminal("--vault", elsewhere, "init", "--example", "vnsw")
    assert "example records were loaded" in made.err
    again = terminal.run("--vault", elsewhere, "init")
    assert (again.code, again.out) == (7, "")
    assert terminal("--vault", elsewhere, "consultation", "list").out
    assert terminal("--vault", elsewhere, "vault", "check").out
