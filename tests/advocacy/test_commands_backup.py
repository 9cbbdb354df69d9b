"""`advocacy vault backup`, `restore` and `check --against`, as a person types them."""

import json
import os
import shutil
import stat
import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from records import vault
from records.store import Store
from tests.conftest import CHEAP
from tests.terminal import Terminal


def add(terminal: Terminal, title: str) -> str:
    return terminal(
        "consultation", "add", "--from", "-", stdin=json.dumps({"title": title, "date": "2026-04"})
    ).last


def titles(terminal: Terminal) -> list[str]:
    return sorted(one["title"] for one in terminal("consultation", "list", "--json").json)


def test_a_backup_is_made_checked_and_restored(terminal: Terminal) -> None:
    add(terminal, "Before")
    said = terminal("vault", "backup", "one.backup")
    assert said.out == "one.backup\n"
    file = terminal.folder / "one.backup"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    add(terminal, "After")

    checked = terminal("vault", "restore", "--check", "one.backup")
    assert "consultation: 1\n" in checked.out
    assert "has 1 later changes that this backup has not" in checked.out
    assert "as it was written" in checked.out
    assert titles(terminal) == ["After", "Before"]

    restored = terminal("vault", "restore", "one.backup")
    assert titles(terminal) == ["Before"]
    asides = [p for p in terminal.vault.parent.iterdir() if "-set-aside-" in p.name]
    assert len(asides) == 1
    assert str(asides[0]) in restored.err
    aside = Terminal(asides[0], terminal.passphrase, terminal.folder)
    assert titles(aside) == ["After", "Before"]
    assert terminal("vault", "check").code == 0


def test_the_answers_can_be_read_by_a_script(terminal: Terminal) -> None:
    add(terminal, "Before")
    made = terminal("vault", "backup", "one.backup", "--json").json
    assert made["file"] == "one.backup"
    found = terminal("vault", "restore", "--check", "one.backup", "--json").json
    assert found["made"] == made["made"]
    assert found["counts"] == {"consultation": 1, "office": 1}
    assert found["findings"] == []
    assert found["history"] == {"shared": 2, "ours": 0, "theirs": 0}
    assert found["set_aside"] is None
    done = terminal("vault", "restore", "one.backup", "--json").json
    assert Path(done["set_aside"]).is_dir()
    assert done["withdrawn_again"] == []


def test_the_vault_remembers_the_day_of_its_last_backup(terminal: Terminal) -> None:
    office = ZoneInfo("Asia/Ho_Chi_Minh")
    days = [datetime.now(office).date().isoformat()]
    terminal("vault", "backup", "one.backup", TZ=office.key)
    days.append(datetime.now(office).date().isoformat())  # it may be midnight there
    key = vault.unlock(terminal.vault, terminal.passphrase)
    with vault.open_vault(terminal.vault, key) as opened:
        assert Store(opened).setting("backed_up_on") in days


def test_a_vault_that_may_not_be_written_is_backed_up_all_the_same(terminal: Terminal) -> None:
    add(terminal, "Before")
    before = {p.name: p.read_bytes() for p in terminal.vault.iterdir()}
    for path in (*terminal.vault.iterdir(), terminal.vault):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        if os.geteuid() != 0:  # root may write anyway, and then remembers the day
            terminal("vault", "backup", "one.backup")
            assert {p.name: p.read_bytes() for p in terminal.vault.iterdir()} == before
        terminal("vault", "backup", "two.backup")
    finally:
        terminal.vault.chmod(0o700)
    assert terminal("vault", "restore", "--check", "two.backup", "--json").json["changes"] == 2


def test_a_backup_is_not_overwritten_unless_that_is_said(terminal: Terminal) -> None:
    terminal("vault", "backup", "one.backup")
    content = (terminal.folder / "one.backup").read_bytes()
    add(terminal, "After")
    refused = terminal.run("vault", "backup", "one.backup")
    assert refused.code == 2
    assert "--replace" in refused.err
    assert (terminal.folder / "one.backup").read_bytes() == content
    terminal("vault", "backup", "one.backup", "--replace")
    assert (terminal.folder / "one.backup").read_bytes() != content


def test_a_backup_goes_to_a_file_outside_the_vault(terminal: Terminal) -> None:
    for place in (str(terminal.vault / "one.backup"), str(terminal.folder)):
        refused = terminal.run("vault", "backup", place)
        assert refused.code == 2
        assert "outside the vault's folder" in refused.err
    refused = terminal.run("vault", "backup", "nowhere/one.backup")
    assert refused.code == 7
    assert "No such file or directory" in refused.err


def test_a_wrong_passphrase_restores_nothing(terminal: Terminal) -> None:
    terminal("vault", "backup", "one.backup")
    before = sorted(terminal.vault.parent.iterdir())
    for words in (("--check",), ()):
        refused = terminal.run(
            "vault", "restore", "one.backup", *words, ADVOCACY_PASSPHRASE="of somebody else"
        )
        assert refused.code == 7
        assert "does not open" in refused.err
        assert "of somebody else" not in refused.err
    assert sorted(terminal.vault.parent.iterdir()) == before


def test_what_is_no_backup_is_refused_with_its_own_code(terminal: Terminal) -> None:
    (terminal.folder / "letter.txt").write_text("fictional")
    for name in ("letter.txt", "nothing.backup"):
        refused = terminal.run("vault", "restore", name)
        assert refused.code == 8
        assert name in refused.err
    assert terminal("vault", "check").code == 0


def test_a_spoilt_backup_is_refused_before_anything_moves(terminal: Terminal) -> None:
    add(terminal, "Before")
    terminal("vault", "backup", "one.backup")
    content = bytearray((terminal.folder / "one.backup").read_bytes())
    content[len(content) // 2] ^= 1
    (terminal.folder / "one.backup").write_bytes(content)
    before = sorted(terminal.vault.parent.iterdir())
    refused = terminal.run("vault", "restore", "one.backup")
    assert refused.code == 8
    assert "spoilt records.db" in refused.err
    assert sorted(terminal.vault.parent.iterdir()) == before


def test_a_backup_in_which_the_check_finds_something_is_restored_only_if_that_is_said(
    terminal: Terminal,
) -> None:
    add(terminal, "Before")
    key = vault.unlock(terminal.vault, terminal.passphrase)
    with vault.open_vault(terminal.vault, key) as opened:
        opened.connection.execute("UPDATE consultation SET forum = 'no_such_term'")
    terminal("vault", "backup", "one.backup")
    refused = terminal.run("vault", "restore", "one.backup")
    assert refused.code == 7
    assert "not in its list" in refused.out
    assert "Nothing was replaced" in refused.err
    assert terminal.run("vault", "restore", "--check", "one.backup").code == 7
    assert not list(terminal.vault.parent.glob("*set-aside*"))
    terminal("vault", "restore", "one.backup", "--anyway")
    assert list(terminal.vault.parent.glob("*set-aside*"))


def test_a_lost_laptop_is_replaced_by_its_backup(terminal: Terminal, tmp_path: Path) -> None:
    add(terminal, "Before")
    terminal("vault", "backup", "one.backup")
    shutil.rmtree(terminal.vault)
    fresh = Terminal(tmp_path / "new laptop" / "vault", terminal.passphrase, terminal.folder)
    fresh("vault", "restore", "one.backup")
    assert titles(fresh) == ["Before"]


def test_a_restored_vault_opens_with_the_passphrase_of_the_day_of_its_backup(
    terminal: Terminal,
) -> None:
    terminal("vault", "backup", "one.backup")
    shutil.rmtree(terminal.vault)
    vault.create(terminal.vault, "quite another one", CHEAP)
    # The vault in place has another key, which this passphrase does not open.
    said = terminal("vault", "restore", "one.backup")
    assert "has another key" in said.out
    assert terminal("vault", "check").code == 0


def test_a_restore_withdraws_again_what_was_withdrawn_since(terminal: Terminal) -> None:
    words = {"contributor": "TD-01", "words": "They took the boxes away twice.", "language": "en"}
    ref = terminal("testimony", "add", "--from", "-", stdin=json.dumps(words)).last
    terminal("consent", "add", "--testimony", ref, "--preset", "read_aloud", "--status", "active",
             "--method", "oral_witnessed", "--given-on", "2026-03-01")  # fmt: skip
    terminal("vault", "backup", "one.backup")
    terminal("consent", "withdraw", ref, "--yes")
    said = terminal("vault", "restore", "one.backup")
    assert f"Withdrawn again: {ref}" in said.err
    assert "They took the boxes" not in said.out + said.err


def test_a_history_that_was_turned_back_is_found_against_a_backup(terminal: Terminal) -> None:
    add(terminal, "Before")
    older = terminal.folder / "older"
    shutil.copytree(terminal.vault, older)
    add(terminal, "After")
    terminal("vault", "backup", "one.backup")
    assert terminal("vault", "check", "--against", "one.backup").code == 0
    add(terminal, "Later")
    assert terminal("vault", "check", "--against", "one.backup").code == 0

    shutil.rmtree(terminal.vault)
    older.rename(terminal.vault)
    assert terminal("vault", "check").code == 0  # alone, it cannot know
    found = terminal.run("vault", "check", "--against", "one.backup")
    assert found.code == 7
    assert "1 changes that the backup of" in found.out
    add(terminal, "Instead")
    assert terminal.run("vault", "check", "--against", "one.backup").code == 7


def test_no_word_of_the_records_is_in_the_clear_while_a_backup_is_checked(
    terminal: Terminal, tmp_path: Path
) -> None:
    mark = "Hoa Mười Giờ planted these words"
    add(terminal, mark)
    said = terminal("vault", "backup", "one.backup")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    said = terminal("vault", "restore", "--check", "one.backup", TMPDIR=str(temporary))
    assert mark not in said.out + said.err
    assert list(temporary.iterdir()) == []
    with zipfile.ZipFile(terminal.folder / "one.backup") as archive:
        assert all(mark.encode() not in archive.read(name) for name in archive.namelist())
