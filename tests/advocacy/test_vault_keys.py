"""The passphrase, the recovery keys and the sealing keys, from the terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from records import age, keys, vault
from tests.terminal import Said, Terminal

NEW = "một cụm khác hẳn để thử"
STORY = "MARKERWORDS they took the boxes away twice and nobody would tell us the reason."


def rephrased(terminal: Terminal, phrase: str) -> Terminal:
    return Terminal(terminal.vault, phrase, terminal.folder, terminal.environment)


def identity_file(terminal: Terminal) -> tuple[Path, str]:
    """An age key file as age-keygen writes it, made without our code; and its public half."""
    identity = pyrage.x25519.Identity.generate()
    file = terminal.folder / "officer.txt"
    file.write_text(f"# created: 2026-03-15\n# public key: {identity.to_public()}\n{identity}\n")
    return file, str(identity.to_public())


def on_a_terminal(terminal: Terminal, *words: str, typed: str) -> Said:
    """Run a command in a pseudo-terminal and type these lines."""
    import pty
    import time

    pid, device = pty.fork()
    if pid == 0:
        os.chdir(terminal.folder)
        os.environ["ADVOCACY_VAULT"] = str(terminal.vault)
        os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])
        os.execv(sys.executable, [sys.executable, "-m", "advocacy", *words])  # noqa: S606
    shown = b""
    lines = typed.splitlines(keepends=True)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            part = os.read(device, 4096)
        except OSError:  # the program has left
            break
        shown += part
        if lines and shown.rstrip(b" ").endswith(b":"):
            os.write(device, lines.pop(0).encode())
            shown += b"\n"
    status = os.waitpid(pid, 0)[1]
    return Said(os.waitstatus_to_exitcode(status), shown.decode(errors="replace"), "")


def test_the_passphrase_is_changed_and_the_old_one_opens_nothing(terminal: Terminal) -> None:
    told = terminal("vault", "passphrase", ADVOCACY_NEW_PASSPHRASE=NEW)
    assert told.out == ""
    assert "advocacy vault rotate" in told.err
    assert terminal.run("status").code == 7
    rephrased(terminal, NEW)("status")
    assert NEW not in told.err + told.out


def test_a_script_gives_the_new_passphrase_by_descriptor_or_command(terminal: Terminal) -> None:
    (terminal.folder / "new").write_text(NEW + "\n")
    command = f'"{sys.executable}" -m advocacy vault passphrase 3< new'
    done = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "ADVOCACY_VAULT": str(terminal.vault), "PYTHONPATH": str(
            Path(__file__).parents[2]), "ADVOCACY_PASSPHRASE": terminal.passphrase,
            "ADVOCACY_NEW_PASSPHRASE_FD": "3"},
        cwd=terminal.folder, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    changed = rephrased(terminal, NEW)
    changed("vault", "passphrase", ADVOCACY_NEW_PASSPHRASE_COMMAND="echo third phrase")
    rephrased(terminal, "third phrase")("status")


def test_off_a_terminal_without_a_new_passphrase_nothing_changes(terminal: Terminal) -> None:
    refused = terminal.run("vault", "passphrase")
    assert refused.code == 2
    assert "ADVOCACY_NEW_PASSPHRASE_FD" in refused.err
    terminal("status")
    assert terminal.run("vault", "passphrase", ADVOCACY_NEW_PASSPHRASE_FD="no").code == 2


def test_a_person_types_the_old_one_and_the_new_one_twice(terminal: Terminal) -> None:
    differing = on_a_terminal(
        terminal, "vault", "passphrase", typed=f"{terminal.passphrase}\n{NEW}\n{NEW} oh\n"
    )
    assert differing.code == 2
    assert NEW not in differing.out
    typed = f"{terminal.passphrase}\n{NEW}\n{NEW}\n"
    assert on_a_terminal(terminal, "vault", "passphrase", typed=typed).code == 0
    rephrased(terminal, NEW)("status")


def test_a_second_officer_gets_in_with_an_age_key(terminal: Terminal) -> None:
    file, public = identity_file(terminal)
    terminal("vault", "recovery", "--to", public, "--label", "second officer")
    listed = terminal("vault", "recovery", "--list", "--json").json
    assert listed == [{"number": 1, "recipient": public, "label": "second officer", "sound": True}]
    forgotten = rephrased(terminal, "forgotten")
    forgotten("vault", "recovery", "--from", file.name, ADVOCACY_NEW_PASSPHRASE=NEW)
    rephrased(terminal, NEW)("status")
    again = rephrased(terminal, "forgotten")
    again("vault", "recovery", "--from", "-", stdin=file.read_text(),
          ADVOCACY_NEW_PASSPHRASE="third phrase")  # fmt: skip
    rephrased(terminal, "third phrase")("status")


def test_a_recovery_key_survives_a_new_passphrase_and_a_rotation(terminal: Terminal) -> None:
    file, public = identity_file(terminal)
    terminal("vault", "recovery", "--to", public)
    terminal("vault", "passphrase", ADVOCACY_NEW_PASSPHRASE=NEW)
    told = rephrased(terminal, NEW)("vault", "rotate")
    assert "backups made before today" in told.err
    terminal("vault", "recovery", "--from", file.name, ADVOCACY_NEW_PASSPHRASE="third phrase")
    rephrased(terminal, "third phrase")("vault", "check")


def test_a_wrong_or_removed_age_key_is_refused(terminal: Terminal) -> None:
    file, public = identity_file(terminal)
    terminal("vault", "recovery", "--to", public)
    other = terminal.folder / "other.txt"
    other.write_text(age.new_identity())
    wrong = terminal.run("vault", "recovery", "--from", "other.txt", ADVOCACY_NEW_PASSPHRASE=NEW)
    assert (wrong.code, "Traceback" in wrong.err) == (7, False)
    terminal("vault", "recovery", "--remove", "1")
    gone = terminal.run("vault", "recovery", "--from", file.name, ADVOCACY_NEW_PASSPHRASE=NEW)
    assert gone.code == 7
    assert terminal.run("vault", "recovery", "--remove", "1").code == 3
    terminal("status")


def test_what_is_no_age_key_is_refused_and_not_repeated(terminal: Terminal) -> None:
    secret = age.new_identity()
    for said in (secret, "ssh-ed25519 AAAA", "age1", ""):
        refused = terminal.run("vault", "recovery", "--to", said)
        assert refused.code == 2
        assert secret not in refused.err
    (terminal.folder / "none.txt").write_text("words")
    assert terminal.run("vault", "recovery", "--from", "none.txt").code == 8
    assert terminal.run("vault", "recovery", "--from", "missing.txt").code == 8
    assert terminal.run("vault", "recovery", "--list", "--remove", "1").code == 2


def test_the_printed_sheet_opens_the_vault_as_it_is_typed_from_paper(terminal: Terminal) -> None:
    import pypdfium2

    terminal("vault", "recovery", "--print", "sheet.pdf")
    sheet = pypdfium2.PdfDocument(terminal.folder / "sheet.pdf")
    assert len(sheet) == 1
    text = sheet[0].get_textpage().get_text_range()
    sheet.close()
    lines = text.replace("\r", "").split("\n")
    first = next(n for n, line in enumerate(lines) if line.startswith("AGE-SECRET-KEY-1"))
    typed = "\n".join(lines[first : first + 4]).lower()
    assert vault.vault_id(terminal.vault) in text.replace(" ", "")
    assert "Khóa dự phòng" in text
    assert "passphrase is forgotten" in text
    done = rephrased(terminal, "forgotten")(
        "vault", "recovery", "--from", "-", stdin=typed, ADVOCACY_NEW_PASSPHRASE=NEW
    )
    secret = "".join(typed.split()).upper()
    assert secret not in done.out + done.err
    rephrased(terminal, NEW)("status")


def test_the_secret_of_the_sheet_is_nowhere_else(terminal: Terminal, tmp_path: Path) -> None:
    import pypdfium2

    room = tmp_path / "tmp"
    room.mkdir()
    told = terminal("vault", "recovery", "--print", "sheet.pdf", TMPDIR=str(room))
    sheet = pypdfium2.PdfDocument(terminal.folder / "sheet.pdf")
    lines = sheet[0].get_textpage().get_text_range().replace("\r", "").split("\n")
    metadata = str(sheet.get_metadata_dict())
    sheet.close()
    first = next(n for n, line in enumerate(lines) if line.startswith("AGE-SECRET-KEY-1"))
    data = "".join("".join(lines[first + 1 : first + 4]).split())
    assert len(data) == 58
    assert data not in told.out + told.err + metadata
    for file in [*tmp_path.rglob("*"), *Path(os.environ["HOME"]).rglob("*")]:
        if file.is_file() and file.name != "sheet.pdf":
            raw = file.read_bytes()
            assert data.encode() not in raw, file
            assert data.lower().encode() not in raw, file
    assert (terminal.folder / "sheet.pdf").stat().st_mode & 0o777 == 0o600


def test_a_sheet_that_cannot_be_written_leaves_no_key(terminal: Terminal) -> None:
    (terminal.folder / "there.pdf").write_text("mine")
    assert terminal.run("vault", "recovery", "--print", "there.pdf").code == 2
    assert terminal.run("vault", "recovery", "--print", "no/such/sheet.pdf").code == 7
    inside = str(terminal.vault / "sheet.pdf")
    assert terminal.run("vault", "recovery", "--print", inside).code == 2
    assert terminal("vault", "recovery", "--list", "--json").json == []
    assert (terminal.folder / "there.pdf").read_text() == "mine"


def test_a_rotated_vault_is_the_same_vault_under_another_key(terminal: Terminal) -> None:
    before = vault.unlock(terminal.vault, terminal.passphrase)
    ref = terminal("organisation", "add", "--name", "Bureau of Boxes", "--kind", "other").last
    told = terminal("vault", "rotate")
    assert told.out == ""
    after = vault.unlock(terminal.vault, terminal.passphrase)
    assert after != before
    assert before.hex() not in told.err
    assert after.hex() not in told.err
    assert terminal("organisation", "show", ref, "--json").json["name"] == "Bureau of Boxes"
    terminal("vault", "check")
    assert rephrased(terminal, "wrong").run("vault", "rotate").code == 7
    assert not (terminal.vault / keys.NEXT).exists()


def test_the_office_shows_a_fingerprint_that_stays(terminal: Terminal) -> None:
    told = terminal("office", "init", "--short-name", "NE")
    shown = terminal("office", "show", "--json").json["keys"]
    assert shown["fingerprint"] in told.err
    again = terminal("office", "init", "--short-name", "NE2")
    assert shown["fingerprint"] in again.err
    assert set(shown) == {"recipient", "signing", "fingerprint"}
    assert shown["fingerprint"] in terminal("office", "show").out


@pytest.fixture
def story(terminal: Terminal) -> list[str]:
    (terminal.folder / "story.txt").write_text(STORY)
    return ["testimony", "add", "--contributor", "TD-01", "--language", "en", "--words-from",
            "story.txt", "--source-connection", "self", "--sealed"]  # fmt: skip


def test_a_field_laptop_takes_in_what_it_cannot_read_back(
    terminal: Terminal, story: list[str], tmp_path: Path
) -> None:
    assert terminal.run(*story).code == 5  # no key is set
    stick = tmp_path / "stick"
    stick.mkdir()
    public = terminal("office", "seal", "--new", str(stick / "key.txt")).last
    assert public == terminal("office", "seal").last
    (terminal.folder / "who.json").write_text(json.dumps({"name": "MARKERNAME", "contact": "1"}))
    ref = terminal(*story, "--identity-from", "who.json").last
    shown = terminal("testimony", "show", ref, "--reveal")
    assert "sealed" in shown.err
    record = terminal("testimony", "show", ref, "--json", "--reveal").json
    assert (record["sensitivity"], record["words"], record["contributor"]) == ("sealed", None, None)
    listed = terminal("testimony", "list").out
    assert ref in listed
    assert "TD-01" not in listed
    assert terminal.run("testimony", "excerpt", ref, "--words-from", "story.txt").code == 5
    assert terminal.run("testimony", "edit", ref, "--role", "sex_worker").code == 5
    terminal("vault", "check")
    where = {"ADVOCACY_SEALING_KEY": str(stick / "key.txt")}
    opened = terminal("testimony", "show", ref, "--json", "--reveal", **where).json
    assert (opened["words"], opened["sensitivity"]) == (STORY, None)
    assert "sealed" not in terminal("testimony", "show", ref, **where).err
    bad = terminal.run("testimony", "list", ADVOCACY_SEALING_KEY=str(stick / "no.txt"))
    assert bad.code == 2


def test_where_the_key_file_is_remembered_records_open_while_the_stick_is_in(
    terminal: Terminal, story: list[str], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    terminal("office", "seal", "--new", str(stick / "key.txt"))
    ref = terminal(*story).last
    terminal("office", "seal", "--key", str(stick / "key.txt"))
    assert terminal("testimony", "show", ref, "--json", "--reveal").json["words"] == STORY
    stick.rename(tmp_path / "pulled out")
    assert terminal("testimony", "show", ref, "--json", "--reveal").json["words"] is None
    assert terminal.run("office", "seal", "--key", str(stick / "key.txt")).code == 2
    terminal("office", "seal", "--clear")
    assert terminal("office", "seal").out == ""


def test_a_file_of_accounts_is_sealed_with_who_they_are_from(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal("office", "seal", "--new", str(tmp_path / "key.txt"))
    person = {"name": "MARKERNAME", "contact": "0900 111 222"}
    accounts = [{"contributor": f"TD-0{n}", "words": STORY, "language": "en", "identity": person}
                for n in range(2)]  # fmt: skip
    told = terminal("testimony", "add", "--sealed", "--from", "-", stdin=json.dumps(accounts))
    assert len(told.out.split()) == 2
    where = {"ADVOCACY_SEALING_KEY": str(tmp_path / "key.txt")}
    records = terminal("testimony", "list", "--json", **where).json
    assert [r["contributor"] for r in records] == ["TD-00", "TD-01"]
    parts = [accounts[0] | {"excerpts": [{"words": "MARKERPART"}]}]
    refused = terminal.run("testimony", "add", "--sealed", "--from", "-", stdin=json.dumps(parts))
    assert refused.code == 5
    assert len(terminal("testimony", "list").out.splitlines()) == 2


def test_a_sealing_key_is_not_put_beside_the_vault_nor_over_a_file(terminal: Terminal) -> None:
    assert terminal.run("office", "seal", "--new", str(terminal.vault / "key.txt")).code == 2
    (terminal.folder / "mine.txt").write_text("mine")
    assert terminal.run("office", "seal", "--new", "mine.txt").code == 2
    own = terminal("office", "show", "--json").json["keys"]["recipient"]
    assert terminal.run("office", "seal", "--to", own).code == 5
    assert terminal.run("office", "seal", "--to", "age1nonsense").code == 2
    assert terminal("office", "seal").out == ""


def test_a_pack_withholds_what_is_sealed_and_uses_it_where_the_key_is(
    terminal: Terminal, story: list[str], tmp_path: Path
) -> None:
    key = tmp_path / "key.txt"
    terminal("office", "seal", "--new", str(key))
    (terminal.folder / "who.json").write_text(json.dumps({"name": "MARKERNAME Thị Thử"}))
    ref = terminal(*story, "--identity-from", "who.json").last
    terminal("consent", "add", "--testimony", ref, "--preset", "leave_on_paper")
    pack = terminal("brief", "add", "--title", "Boxes", "--audience", "government_meeting",
                    "--languages", "en").last  # fmt: skip
    where = {"ADVOCACY_SEALING_KEY": str(key)}
    (terminal.folder / "reader.txt").write_text("Người đọc thử")
    terminal("testimony", "checked", ref, "--by-from", "reader.txt", **where)

    def decided(folder: str, **environment: str) -> dict[str, str]:
        terminal("brief", "build", pack, "--out", f"{folder}/out", "--staff", f"{folder}/staff",
                 **environment)  # fmt: skip
        gate = json.loads((terminal.folder / folder / "staff" / "gate.json").read_text())
        return {item["decision"]: item["reason"] for item in gate["items"]}

    assert decided("closed") == {"withheld": "sealed"}
    assert set(decided("open", **where)) <= {"used", "lowered"}
    import pypdfium2

    texts = {}
    for folder in ("closed", "open"):
        paper = next((terminal.folder / folder / "out").glob("*.pdf"))
        document = pypdfium2.PdfDocument(paper)
        texts[folder] = "".join(p.get_textpage().get_text_range() for p in document)
        document.close()
    assert "MARKERWORDS" not in texts["closed"]
    assert "MARKERWORDS" in texts["open"]


def test_a_sealed_name_is_searched_for_in_a_paper_where_the_key_is(
    terminal: Terminal, story: list[str], tmp_path: Path
) -> None:
    terminal("office", "seal", "--new", str(tmp_path / "key.txt"))
    (terminal.folder / "who.json").write_text(json.dumps({"name": "Hoàng Thử Nghiệm"}))
    terminal(*story, "--identity-from", "who.json")
    terminal("position", "add", "--title", "Boxes", "--status", "adopted", "--statement",
             "As Hoàng Thử Nghiệm said, boxes are not evidence.")  # fmt: skip
    pack = terminal("brief", "add", "--title", "Boxes", "--audience", "government_meeting",
                    "--languages", "en").last  # fmt: skip
    words = ("brief", "build", pack, "--out", "out")
    refused = terminal.run(*words, ADVOCACY_SEALING_KEY=str(tmp_path / "key.txt"))
    assert refused.code == 6
    assert not (terminal.folder / "out").exists()
