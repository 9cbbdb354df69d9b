"""From a form in the field to an archive and back: nothing differs that should not.

A form is made, filled in on a Kobo-like server, imported, corrected, imported again, searched,
printed, exported, archived and brought back, by commands alone.
"""

import csv
import json
from pathlib import Path
from typing import Any

from tests.advocacy.imports import KoboForm
from tests.advocacy.papers import pages_of
from tests.terminal import Terminal

STORY = "Người ta lấy hộp của tôi hai lần và không ai nói vì sao. +84 là số trên biển."
OTHER = "=Nobody would say where the boxes went, and I never saw them again."
TYPES = ("organisation", "position", "ask", "testimony", "consent", "briefing")
SECRET = {"ADVOCACY_ARCHIVE_PASSPHRASE": "only for this journey of examples"}


def submission(number: int, **said: Any) -> dict[str, Any]:
    """A testimony as the form collects it."""
    server = {"_id": number, "_uuid": f"uuid-{number}", "_submission_time": "2026-03-01T10:00:00"}
    return {"contributor": f"HN-0{number}", "source_connection": "self",
            "age_band": "25_to_34", "server": server, **said}  # fmt: skip


def found(terminal: Terminal, kind: str) -> list[dict[str, Any]]:
    """Every record of a type, with its sensitive fields."""
    records: list[dict[str, Any]] = json.loads(terminal(kind, "list", "--json", "--reveal").out)
    return records


def every(terminal: Terminal) -> dict[str, list[dict[str, Any]]]:
    """Every record of the journey."""
    return {kind: found(terminal, "brief" if kind == "briefing" else kind) for kind in TYPES}


def archived_and_brought_back(terminal: Terminal, elsewhere: Path) -> None:
    """The same records come back, with their history, and the same import changes nothing."""
    work = terminal.folder
    whole = every(terminal)
    terminal("archive", "--out", "archive", "--reveal", **SECRET)
    assert not [f for f in (work / "archive").rglob("*")
                if f.is_file() and b"never saw them" in f.read_bytes()]  # fmt: skip
    again = Terminal(elsewhere, terminal.passphrase, work)
    again("init", "--from-archive", "archive", **SECRET)
    assert every(again) == whole
    again("import", "b.xlsx", "--as", "testimony")
    assert every(again) == whole
    again("vault", "check")
    for kind in TYPES:
        for record in whole[kind]:
            name = "brief" if kind == "briefing" else kind
            assert (again(name, "history", record["ref"], "--json").out
                    == terminal(name, "history", record["ref"], "--json").out)  # fmt: skip


def test_a_form_goes_all_the_way_to_an_archive_and_back(terminal: Terminal, tmp_path: Path) -> None:
    work = terminal.folder
    position = terminal("position", "add", "--title", "Boxes", "--title-vi", "Hộp", "--statement",
                        "Boxes are no evidence.", "--status", "adopted").last  # fmt: skip
    ask = terminal("ask", "add", "--position", position, "--text", "Give the boxes back.",
                   "--status", "adopted").last  # fmt: skip

    # The form is made here, and filled in elsewhere.
    terminal("import", "template", "testimony", "--xlsform", "--out", "form.xlsx")
    kobo = KoboForm(work / "form.xlsx")
    first = submission(1, words=STORY, language="vi", supports=ask, consent="leave_on_paper",
                       given_on="2026-03-01", method="written")  # fmt: skip
    second = submission(2, words=OTHER, language="en", supports=ask)
    kobo.export(work / "a.xlsx", [first, second])

    # What would happen is said first, and a bad cell stops all of it.
    kobo.export(work / "bad.xlsx", [submission(3, words="x", language="tlh")])
    assert terminal.run("import", "bad.xlsx", "--as", "testimony").code == 8
    terminal("import", "a.xlsx", "--as", "testimony", "--dry-run")
    assert found(terminal, "testimony") == []
    said = terminal("import", "a.xlsx", "--as", "testimony")
    assert "consent" in said.out + said.err
    assert [one["words"] for one in found(terminal, "testimony")] == [STORY, OTHER]

    # Corrected on the server and imported again: no second record, nothing else touched.
    before = {one["contributor"]: one for one in found(terminal, "testimony")}
    second = submission(2, words=OTHER, language="en", supports=ask, province="VN-HN")
    kobo.export(work / "b.xlsx", [first, second])
    for _twice in range(2):
        terminal("import", "b.xlsx", "--as", "testimony")
    after = {one["contributor"]: one for one in found(terminal, "testimony")}
    assert after.keys() == before.keys()
    assert after["HN-01"] == before["HN-01"]
    changed = {name for name, value in after["HN-02"].items() if value != before["HN-02"][name]}
    assert changed - {"updated"} == {"province"}

    # Searched, without diacritics.
    told = after["HN-01"]["ref"]
    assert told in terminal("search", "lay hop cua toi").out

    # Printed: what has consent and was read by somebody else, and nothing else.
    (work / "reader.txt").write_text("Reader Two")
    for one in after.values():
        terminal("testimony", "checked", one["ref"], "--by-from", "reader.txt")
    pack = terminal("brief", "add", "--title", "Boxes", "--title-vi", "Hộp", "--audience",
                    "government_meeting", "--languages", "vi").last  # fmt: skip
    terminal("brief", "build", pack, "--out", "out")
    pdf = (work / "out" / f"{pack}-handout-vi.pdf").read_bytes()
    text = " ".join(" ".join(pages_of(pdf)).split())
    assert "hai lần và không ai nói vì sao" in text
    assert "never saw them again" not in text

    # Exported: nothing sensitive in it without --reveal, everything with it.
    terminal("export", "--out", "open", "--format", "csv")
    plain = "".join(file.read_text("utf-8-sig") for file in (work / "open").glob("*.csv"))
    assert "never saw them" not in plain
    terminal("export", "--out", "tables", "--format", "csv", "--type", "testimony", "--reveal")
    rows = list(csv.DictReader((work / "tables" / "testimony.csv").open(encoding="utf-8-sig")))
    assert {row["words"] for row in rows} == {STORY, "'" + OTHER}, "a formula is quoted"
    terminal("import", "tables/testimony.csv", "--as", "testimony")
    assert {one["words"] for one in found(terminal, "testimony")} == {STORY, OTHER}

    archived_and_brought_back(terminal, tmp_path / "again")
