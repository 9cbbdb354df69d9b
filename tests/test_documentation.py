"""What the README says is true: its reference, its exit codes, and its tour."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from advocacy.briefing.issuing.handing import hand_over
from advocacy.briefing.issuing.issue import Recipient
from advocacy.briefing.pack import draft_of
from advocacy.briefing.selection.request import request_for
from records import vault
from records.backup import write_backup
from records.errors import ExitCode
from records.offices import found
from records.store import Store
from records.types.briefing import Copy
from tests import builders

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PASSPHRASE = "only for this tour"
REF = re.compile(r"^[A-Z]-[0-9A-Z]{8,}$")


def tour() -> list[tuple[str, str]]:
    """Return the commands of the tour, each with the ref it shows, if it shows one."""
    return steps_in(README.split("## A tour of ten minutes")[1].split("\n## ")[0])


def steps_in(part: str) -> list[tuple[str, str]]:
    """Return the commands of a part of the README, each with the ref it shows, if it shows one."""
    steps = []
    for block in re.findall(r"```console\n(.*?)```", part, flags=re.DOTALL):
        for piece in block.strip().split("$ ")[1:]:
            command, _, shown = piece.strip().partition("\n")
            steps.append((command, shown))
    return steps


def run_all(
    folder: Path, steps: list[tuple[str, str]], refs: dict[str, str], **environment: str
) -> list[tuple[str, str]]:
    """Run the steps as a user would, in a folder; return what each answered."""
    bin_ = folder / "bin"
    bin_.mkdir()
    program = bin_ / "advocacy"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m advocacy "$@"\n')
    program.chmod(0o700)
    around = {
        **{k: v for k, v in os.environ.items() if not k.startswith("ADVOCACY_")},
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "XDG_DATA_HOME": str(folder / "data"),
        "ADVOCACY_PASSPHRASE": PASSPHRASE,
        "ADVOCACY_ARCHIVE_PASSPHRASE": "only for this archive of examples",
        **environment,
    }
    answers = []
    for written, shown in steps:
        command = written
        for placeholder, ref in refs.items():
            command = command.replace(placeholder, ref)
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=folder, env=around, capture_output=True, text=True, check=False, timeout=180,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        # Where there is no kernel keyring, unlock says so; the passphrase is given anyway.
        allowed = {0, 9} if "unlock" in command or "lock" in command.split() else {0}
        assert done.returncode in allowed, (command, done.stdout, done.stderr)
        if shown:
            assert REF.match(done.stdout.strip().split("\n")[-1]), (command, done.stdout)
            refs[shown.strip()] = done.stdout.strip().split("\n")[-1]
        answers.append((command, done.stdout))
    return answers


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str]]]:
    """Run the tour as a user would, in an empty folder, and return what each step answered."""
    folder = tmp_path_factory.mktemp("tour")
    return folder, run_all(folder, tour(), {})


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


# The recipes


def recipe(title: str) -> list[tuple[str, str]]:
    """Return the commands of a recipe."""
    part = README.split("## Recipes")[1].split("\n## ")[0]
    return steps_in(part.split(f"### {title}\n")[1].split("\n### ")[0])


def kitchen(folder: Path) -> dict[str, str]:
    """Make a vault with what the recipes name; return the refs by their placeholders."""
    key = vault.create(folder / "vault", PASSPHRASE)
    with Store(vault.open_vault(folder / "vault", key)) as store:
        found(store, "Network of Examples")
        ministry = builders.an_organisation(store)
        meeting = builders.a_consultation(
            store, host=ministry.ref, date=f"{store.today.year + 1}-04-20",
        )  # fmt: skip
        earlier = builders.a_consultation(store, title="Round table on boxes", date="2025-06-02",
                                          host=ministry.ref)  # fmt: skip
        law = store.add("instrument", {"title": "Example decree", "kind": "decree"})
        store.amend(meeting.id, {"instrument": law.ref})
        position = builders.a_position(store, instrument=law.ref)
        ask = builders.an_ask(store, position, body=ministry.ref)
        builders.some_evidence(store, supports=[ask.ref])
        promise = builders.a_commitment(store, ministry, consultation=earlier.ref, due="2025-12")
        testimony = builders.a_testimony(store, supports=[ask.ref])
        builders.a_consent(store, testimony)
        briefing = builders.a_briefing(store, languages=["en"])
        request = request_for(store, briefing, store.today)
        hand_over(
            store, draft_of(store, request, number=1, copies=1), folder / "earlier", None,
            [Recipient("Ministry of Examples", 1)], 1, design="handout", replace=False,
        )  # fmt: skip
        write_backup(store.vault, key, folder / "today.backup", store.clock())
        return {
            "C-0BBBBBB1": meeting.ref, "A-0BBBBBB2": ask.ref, "M-0BBBBBB3": promise.ref,
            "T-0BBBBBB4": testimony.ref, "Y-0BBBBBB5": store.every(Copy)[0].ref,
        }  # fmt: skip


TITLES = re.findall(r"^### (.*)$", README.split("## Recipes")[1].split("\n## ")[0], re.MULTILINE)


@pytest.mark.parametrize("title", TITLES)
def test_a_recipe_works_as_it_is_written(title: str, tmp_path: Path) -> None:
    refs = kitchen(tmp_path)
    if title == "After a meeting":
        (tmp_path / "today.backup").unlink()
    answers = dict(run_all(tmp_path, recipe(title), refs, ADVOCACY_VAULT=str(tmp_path / "vault")))
    for shown, expected in OUTCOMES[title].items():
        command = next(one for one in answers if shown in one)
        assert expected in answers[command] or list(tmp_path.glob(expected)), (command, expected)


OUTCOMES = {
    "Before a meeting": {
        "design submission": "letter/*-submission-vi.pdf",
        "design bilingual": "both/*-bilingual-en-vi.pdf",
        "brief issue": "issued/*-copy-04.pdf",
    },
    "After a meeting": {"ledger": "An answer within thirty days", "trace": "thread.pdf"},
    "A volunteer's first day": {"search": "[Hộp]", "template": "testimonies.xlsx"},
    "A laptop was lost": {"copy list": "Ministry of Examples", "backup after": "after.backup"},
    "A contributor withdraws": {"recall": "letters/*.pdf"},
    "A new office joins": {"other ask list": "Strike the words on boxes"},
    "The donor leaves": {
        "archive --out public": "public/index.html",
        "report": "report/report-*-en.pdf",
        "again consultation list": "Round table on boxes",
    },
}
