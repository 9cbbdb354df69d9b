"""Restricted and sealed records leave by `export` as they leave by `archive`: by their ref."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from advocacy.exporting.closed import closed_ids
from records.store import Store
from records.vault import open_vault, unlock
from tests import builders
from tests.advocacy.conftest import Typed
from tests.conftest import PASSPHRASE

MARKER = "Dau-hieu-kin"


@pytest.fixture
def refs(typed: Typed, vault_folder: Path) -> dict[str, str]:
    """A restricted meeting and account, with what belongs to them, and an open meeting."""
    assert typed("campaign", "list").code == 0
    with opened(vault_folder) as store:
        body = builders.an_organisation(store)
        meeting = builders.a_consultation(
            store, title=MARKER, host=body.ref, place=MARKER, sensitivity="restricted"
        )
        point = store.add("point", {"consultation": meeting.ref, "issue": MARKER})
        account = builders.a_testimony(
            store, contributor=MARKER, role="other", province="VN-HN", sensitivity="restricted"
        )
        consent = builders.a_consent(store, account, limits=MARKER)
        public = builders.a_consultation(store, title="An open meeting")
    return {"meeting": meeting.ref, "point": point.ref, "account": account.ref,
            "consent": consent.ref, "public": public.ref, "body": body.ref}  # fmt: skip


def opened(folder: Path) -> Store:
    return Store(open_vault(folder, unlock(folder, PASSPHRASE)))


def rows(path: Path) -> dict[str, dict[str, str]]:
    text = io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
    return {row["ref"]: row for row in csv.DictReader(text)}


def test_json_says_of_them_only_which_they_are(
    typed: Typed, refs: dict[str, str], tmp_path: Path
) -> None:
    assert typed("export", "--out", str(tmp_path)).code == 0
    text = "".join(path.read_text() for path in tmp_path.glob("*.json"))
    assert MARKER not in text
    told = {one["ref"]: one for one in json.loads((tmp_path / "consultation.json").read_text())}
    closed, public = told[refs["meeting"]], told[refs["public"]]
    assert public["title"] == "An open meeting"
    said = {name for name, value in closed.items() if value not in (None, [])}
    assert said == {"id", "ref", "type", "created", "updated", "office", "sensitivity", "points",
                    "hidden"}  # fmt: skip
    assert {"title", "host", "place"} <= set(closed["hidden"])
    (point,) = closed["points"]
    assert (point["ref"], point["consultation"]) == (refs["point"], refs["meeting"])
    assert point["issue"] is None


def test_tables_say_of_them_only_which_they_are(
    typed: Typed, refs: dict[str, str], tmp_path: Path
) -> None:
    assert typed("export", "--out", str(tmp_path), "--format", "csv").code == 0
    assert not any(MARKER in path.read_text() for path in tmp_path.glob("*.csv"))
    account = rows(tmp_path / "testimony.csv")[refs["account"]]
    assert {k: v for k, v in account.items() if v} == {
        "ref": refs["account"], "sensitivity": "restricted",
    }  # fmt: skip
    consent = rows(tmp_path / "consent.csv")[refs["consent"]]
    assert {k: v for k, v in consent.items() if v} == {"ref": refs["consent"]}
    typed("export", "--out", str(tmp_path), "--format", "xlsx")
    book = load_workbook(tmp_path / "records.xlsx")
    cells = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line]
    assert refs["account"] in cells
    assert MARKER not in cells


def test_reveal_writes_them_whole(typed: Typed, refs: dict[str, str], tmp_path: Path) -> None:
    assert typed("export", "--out", str(tmp_path), "--format", "csv", "--reveal").code == 0
    assert rows(tmp_path / "consultation.csv")[refs["meeting"]]["title"] == MARKER


def test_an_archive_and_an_export_close_the_same_records(
    typed: Typed, refs: dict[str, str], vault_folder: Path, tmp_path: Path
) -> None:
    typed("archive", "--out", str(tmp_path / "archive"))
    typed("export", "--out", str(tmp_path / "export"), "--format", "csv")
    for kind in ("consultation", "point", "testimony", "consent", "organisation"):
        exported = rows(tmp_path / "export" / f"{kind}.csv")
        archived = rows(tmp_path / "archive" / "tables" / f"{kind}.csv")
        fields = next(iter(exported.values()))
        assert exported == {
            ref: {name: row[name] for name in fields} for ref, row in archived.items()
        }
    with opened(vault_folder) as store:
        shut = {store.ref(one) for one in closed_ids(store)}
    assert shut == {refs[one] for one in ("meeting", "point", "account", "consent")}
