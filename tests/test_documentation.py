"""What the README says is true: its reference, its exit codes, and its tour."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from records.errors import ExitCode

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
REF = re.compile(r"^[A-Z]-[0-9A-Z]{8,}$")


def tour() -> list[tuple[str, str]]:
    """Return the commands of the tour, each with the ref it shows, if it shows one."""
    part = README.split("## A tour of ten minutes")[1].split("\n## ")[0]
    steps = []
    for block in re.findall(r"```console\n(.*?)```", part, flags=re.DOTALL):
        for piece in block.strip().split("$ ")[1:]:
            command, _, shown = piece.strip().partition("\n")
            steps.append((command, shown))
    return steps


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str]]]:
    """Run the tour as a user would, in an empty folder, and return what each step answered."""
    folder = tmp_path_factory.mktemp("tour")
    bin_ = folder / "bin"
    bin_.mkdir()
    program = bin_ / "advocacy"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m advocacy "$@"\n')
    program.chmod(0o700)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("ADVOCACY_")},
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "XDG_DATA_HOME": str(folder / "data"),
        "ADVOCACY_PASSPHRASE": "only for this tour",
    }
    refs: dict[str, str] = {}
    answers = []
    for written, shown in tour():
        command = written
        for placeholder, ref in refs.items():
            command = command.replace(placeholder, ref)
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        # Where there is no kernel keyring, unlock says so; the passphrase is given anyway.
        allowed = {0, 9} if "unlock" in command or "lock" in command.split() else {0}
        assert done.returncode in allowed, (command, done.stdout, done.stderr)
        if shown:
            assert REF.match(done.stdout.strip().split("\n")[-1]), (command, done.stdout)
            refs[shown.strip()] = done.stdout.strip().split("\n")[-1]
        answers.append((command, done.stdout))
    return folder, answers


def test_the_tour_runs_and_prints_a_pack_in_both_languages(
    toured: tuple[Path, list[tuple[str, str]]],
) -> None:
    folder, answers = toured
    built = next(out for command, out in answers if "brief build" in command)
    for paper in ("handout-en.pdf", "handout-vi.pdf", "staff-en.pdf", "staff-vi.pdf", "gate.json"):
        assert paper in built
    assert len(list((folder / "issued").glob("*-copy-*.pdf"))) == 4


def test_the_tour_calls_back_and_erases(toured: tuple[Path, list[tuple[str, str]]]) -> None:
    folder, answers = toured
    assert len(list((folder / "letters").glob("*.pdf"))) == 2
    assert not list((folder / "handout").glob("*.pdf")), "drafts that showed the words are gone"
    told = next(out for command, out in answers if "testimony erase" in command)
    assert told.count("Ministry of Examples") == 2
    assert (folder / "today.backup").is_file()


def test_the_tour_prints_the_testimony_until_it_is_withdrawn(
    toured: tuple[Path, list[tuple[str, str]]],
) -> None:
    _, answers = toured
    previews = [out for command, out in answers if "brief preview" in command]
    assert "lowered" in previews[0]
    assert "withheld" not in previews[0]
    assert "withheld\tThe person has withdrawn the consent." in previews[1]


def test_the_tour_finds_its_records_without_diacritics(
    toured: tuple[Path, list[tuple[str, str]]],
) -> None:
    _, answers = toured
    found = [out for command, out in answers if "search" in command]
    assert "[Hộp] [bị] [lấy] [đi]" in found[0]
    assert found[1].startswith("T-")


def test_the_reference_is_what_the_commands_say() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "reference"), "--check"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert checked.returncode == 0, "type: make reference"


def test_every_exit_code_stands_in_the_readme() -> None:
    table = README.split("## Exit codes")[1].split("\n## ")[0]
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", table, flags=re.MULTILINE)}
    assert listed == set(ExitCode)
