"""Reports and timelines, which no log of issues keeps: `brief verify` says what they are."""

import io
from pathlib import Path

import pikepdf
import pytest

from advocacy.briefing.issuing.unlogged import said_by
from records import vault
from records.examples import load_example
from records.store import Store
from records.types.public_life import Campaign
from tests.advocacy.conftest import Typed
from tests.advocacy.papers import pages_of
from tests.conftest import PASSPHRASE
from tests.terminal import Said


@pytest.fixture
def centre(typed: Typed, vault_folder: Path) -> str:
    """Return the ref of the campaign that closed Detention Centre 05."""
    assert typed("campaign", "list").code == 0
    with Store(vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))) as store:
        load_example(store, "vnsw")
        return next(c.ref for c in store.every(Campaign) if "05" in (c.title or ""))


def other_bytes(paper: Path) -> str:
    """Write the same pages as other bytes beside a paper; return the file's name."""
    again = paper.with_name(f"again-{paper.name}")
    with pikepdf.open(paper) as opened:
        fresh = pikepdf.new()
        fresh.add_pages_from(opened)
        out = io.BytesIO()
        fresh.save(out)
    again.write_bytes(out.getvalue())
    return str(again)


def verified(typed: Typed, what: str) -> Said:
    said = typed("brief", "verify", what)
    assert said.code == 0, said
    assert "draft" not in said.out
    return said


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_timeline_is_known_by_the_reference_on_its_page(
    typed: Typed, centre: str, tmp_path: Path, language: str
) -> None:
    paper = tmp_path / "t.pdf"
    drawn = typed("timeline", centre, "--pdf", str(paper), "--lang", language,
                  "--audience", "donor")  # fmt: skip
    assert drawn.code == 0
    for file in (str(paper), other_bytes(paper)):
        said = verified(typed, file)
        assert "A timeline of our own making" in said.out
        assert "for: donor" in said.out
        assert "cannot be compared" in said.out
        assert "withdrawn" not in said.out
        told = typed("brief", "verify", file, "--json").json
        assert (told["kind"], told["campaign"], told["audience"]) == ("timeline", centre, "donor")
        assert told["on"]
        assert (told["briefing"], told["issue"], told["bytes_are_ours"]) == (None, None, False)


def report(typed: Typed, out: Path, *more: str) -> Path:
    made = typed(
        "report", "--since", "2008", "--until", "2026", "--out", str(out), "--lang", "en", *more
    )
    assert made.code == 0, made
    return out / "report-2008-01-01-2026-12-31-en.pdf"


def test_a_report_that_quotes_is_known_by_its_bytes_its_pages_and_its_reference(
    typed: Typed, centre: str, tmp_path: Path
) -> None:
    assert centre
    paper = report(typed, tmp_path / "r", "--audience", "network")
    told = typed("brief", "verify", str(paper), "--json").json
    assert (told["kind"], told["audience"], told["bytes_are_ours"]) == ("report", "network", True)
    assert told["briefing"]
    assert told["on"]
    assert told["reference"] in pages_of(paper.read_bytes())[0]
    renamed = paper.rename(paper.with_name("from-a-member.pdf"))
    for what in (str(renamed), other_bytes(renamed), told["reference"].lower()):
        said = verified(typed, what)
        assert "A report of our own making" in said.out
        assert "for: network" in said.out
        assert "Nothing in it has been withdrawn since." in said.out


def test_a_report_that_quotes_nobody_is_known_by_its_name_and_reference(
    typed: Typed, centre: str, tmp_path: Path
) -> None:
    assert centre
    paper = report(typed, tmp_path / "r", "--no-voices")
    said = verified(typed, str(paper))
    assert "A report of our own making" in said.out
    assert "withdrawn" not in said.out
    assert typed("brief", "verify", str(paper), "--json").json["briefing"] is None


def test_a_page_with_a_reference_of_that_shape_and_a_day_is_not_ours(store: Store) -> None:
    store.keep(Campaign(title="Openly fictional"))
    pages = ["Reference X-2026-972ZZ5, data as of 15 March 2026"]
    assert said_by(store, "report-2008-01-01-2026-12-31-en.pdf", pages) is None
