"""What is refused, with which exit code, in two lines that begin small; never a traceback."""

import json
import os
from pathlib import Path

import pytest

from records.keys import FILE as KEYS
from records.vault import FILE
from tests.advocacy.conftest import Typed
from tests.terminal import Said, Terminal

DEEP = "[" * 100_000
LONG = "9" * 5000


def is_refusal(said: Said, code: int) -> None:
    """Assert that nothing but an error, and perhaps a hint, was said."""
    assert (said.code, said.out) == (code, ""), said
    lines = said.err.rstrip("\n").split("\n")
    assert lines[0].startswith("error: ")
    first = lines[0].split()[1]  # a ref or a variable keeps its capitals
    assert first[:1] == first[:1].lower() or not first[1:2].islower()
    assert [line[:6] for line in lines[1:]] in ([], ["hint: "])


USAGE: list[tuple[str, ...]] = [
    ("nothing",), ("consultation", "nothing"), ("consultation", "list", "--nothing"),
    ("--lang", "xx", "status"), ("--lang",), ("--vault",), ("consultation", "show"),
    ("consultation", "list", "--limit", "-1"), ("consultation", "list", "--limit", LONG),
    ("consultation", "list", "--where", "title"), ("search", "x", "--type", "moon"),
    ("search", "x", "--limit", "-1"), ("unlock", "--for", "2d"), ("unlock", "--for", "²m"),
    ("consultation", "add"), ("commitment", "add", "--words", "x"), ("consent", "add"),
    ("consent", "add", "--testimony", "T-1", "--preset", "moon"), ("ask", "put", "A-1"),
    ("consultation", "add", "--title", "x", "--from", "-"), ("vocabulary", "list", "moon"),
    ("testimony", "list", "--where", "internal-note=x"), ("init", "--example", "moon"),
    ("consultation", "add", "--title", "x\udcff"), ("testimony", "checked", "T-1"),
    ("testimony", "add", "--words-from", "-", "--summary-from", "-"), ("office", "init"),
]  # fmt: skip


@pytest.mark.parametrize("words", USAGE, ids=range(len(USAGE)))
def test_what_makes_no_command_is_exit_2(words: tuple[str, ...], typed: Typed) -> None:
    if words[:2] == ("testimony", "checked"):
        words = ("testimony", "checked", typed("testimony", "add", "--contributor", "a",
                 "--language", "vi", "--words-from", "-", stdin="x").last)  # fmt: skip
    is_refusal(typed(*words, stdin="x"), 2)


def test_required_fields_that_are_missing_are_named(typed: Typed) -> None:
    said = typed("commitment", "add", "--words", "x")
    assert "--body, --basis, --status" in said.err
    assert "--words-from, --language" in typed("testimony", "add", "--contributor", "a").err


BAD_FILES: list[bytes] = [
    b"\xff\xfe", b"", b"{", b"[1]", b'"x"', b"null", DEEP.encode(), b'{"a":' * 2000,
    b'{"title": NaN}', b'{"title": ' + LONG.encode() + b"}", b"\x00", b"[[]]",
]  # fmt: skip


@pytest.mark.parametrize("content", BAD_FILES, ids=range(len(BAD_FILES)))
def test_a_bad_input_file_is_exit_8(content: bytes, typed: Typed) -> None:
    is_refusal(typed("consultation", "add", "--from", "-", stdin=content), 8)


def test_a_folder_or_nothing_at_all_in_place_of_a_file_is_exit_8(
    typed: Typed, tmp_path: Path
) -> None:
    for name in (str(tmp_path), str(tmp_path / "none.json"), "a\0b", "x" * 5000):
        is_refusal(typed("consultation", "add", "--from", name), 8)
        is_refusal(typed("testimony", "add", "--words-from", name), 8)


BAD_VALUES: list[tuple[dict[str, object], str]] = [
    ({"moon": 1}, "moon"), ({"\ud800": 1}, "field"), ({"title": ["x"]}, "title"),
    ({"title": True}, "title"),
    ({"title": "a\nb"}, "title"), ({"title": "x" * 2000}, "title"), ({"title": "\ud800"}, "title"),
    ({"attendees": -1}, "attendees"), ({"attendees": 10**30}, "attendees"),
    ({"attendees": "many"}, "attendees"), ({"attendees": 1e300}, "attendees"),
    ({"date": "31/2/2016"}, "date"), ({"date": "2016/2014"}, "date"), ({"date": "\ud800"}, "date"),
    ({"date": {}}, "date"), ({"starts_at": "25:00"}, "starts_at"), ({"forum": "moon"}, "forum"),
    ({"participation_quality": ["moon"]}, "participation_quality"),
    ({"province": "moon"}, "province"),
    ({"bodies": {"a": 1}}, "bodies"), ({"bodies": [1]}, "bodies"), ({"topics": [["x"]]}, "topics"),
    ({"delegations": "x"}, "delegations"), ({"delegations": [1]}, "delegations"),
    ({"delegations": [{"people": "x"}]}, "people"), ({"summary": {"a": DEEP}}, "summary"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "named"), BAD_VALUES, ids=range(len(BAD_VALUES)))
def test_a_value_that_does_not_fit_is_exit_5_and_its_field_is_named(
    given: dict[str, object], named: str, typed: Typed
) -> None:
    said = typed("consultation", "add", "--from", "-", stdin=json.dumps({"title": "x"} | given))
    is_refusal(said, 5)
    assert named in said.err
    assert typed("consultation", "list").out == ""


def test_a_refused_date_bound_or_column_is_named(typed: Typed) -> None:
    said = typed("consultation", "list", "--since", "someday")
    is_refusal(said, 5)
    assert "--since: " in said.err
    is_refusal(typed("consultation", "list", "--where", "moon=1"), 5)
    is_refusal(typed("consultation", "list", "--sort", "moon"), 5)
    is_refusal(typed("organisation", "edit", "--clear", "x", "O-1"), 3)


@pytest.mark.parametrize("ref", ["C-0000", "T-1", "", "moon", "'; DROP TABLE record; --", "*", "%"])
def test_what_is_not_there_is_exit_3(ref: str, typed: Typed) -> None:
    typed("testimony", "add", "--contributor", "a", "--language", "vi", "--words-from", "-",
          stdin="x")  # fmt: skip
    for verb in ("show", "edit", "delete", "history"):
        words = ["--title", "x"] if verb == "edit" else []
        is_refusal(typed("consultation", verb, ref, *words), 3)


def test_a_ref_of_another_type_is_refused(typed: Typed) -> None:
    made = typed("consultation", "add", "--title", "x").last
    said = typed("consultation", "add", "--title", "y", "--host", made)
    is_refusal(said, 5)
    assert "host: found consultation, expected organisation" in said.err


def test_a_ref_start_that_two_share_is_exit_4(typed: Typed) -> None:
    for title in "ab":
        typed("consultation", "add", "--title", title)
    is_refusal(typed("consultation", "show", "C-"), 4)


def test_what_others_refer_to_and_what_is_never_changed_is_exit_5(typed: Typed) -> None:
    body = typed("organisation", "add", "--name", "Ministry", "--kind", "ngo").last
    promise = typed("commitment", "add", "--words", "x", "--body", body, "--basis", "public",
                    "--status", "stated").last  # fmt: skip
    is_refusal(typed("organisation", "delete", body), 5)
    entry = typed("commitment", "progress", promise, "--claimed", "limited").last
    is_refusal(typed("commitment", "edit", entry, "--claimed", "complete"), 5)
    is_refusal(typed("commitment", "delete", entry), 5)


def test_what_is_wrong_with_the_vault_is_exit_7(
    typed: Typed, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = ("consultation", "list")
    is_refusal(typed("init"), 7)
    monkeypatch.setenv("ADVOCACY_PASSPHRASE", "another")
    is_refusal(typed(*show), 7)
    monkeypatch.delenv("ADVOCACY_PASSPHRASE")
    is_refusal(typed(*show), 7)  # nobody to ask
    monkeypatch.setenv("ADVOCACY_PASSPHRASE", "một cụm mật khẩu để thử")
    is_refusal(typed("--vault", str(vault_folder / "none"), *show), 7)
    is_refusal(typed("--vault", str(vault_folder / "none"), "lock"), 7)
    database, keys = vault_folder / FILE, vault_folder / KEYS
    good = database.read_bytes()
    database.write_bytes(good[:5000] + os.urandom(9000) + good[14000:])
    is_refusal(typed("--vault", str(vault_folder), *show), 7)
    database.write_bytes(good)
    for spoilt in (b"", b"{}", b"\xff", DEEP.encode(), keys.read_bytes()[:-20]):
        whole = keys.read_bytes()
        keys.write_bytes(spoilt)
        is_refusal(typed(*show), 7)
        keys.write_bytes(whole)
    assert typed(*show).code == 0


def test_a_passphrase_that_cannot_be_had_is_said_without_it(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value, code in (
        ("ADVOCACY_PASSPHRASE_FD", "x", 2), ("ADVOCACY_PASSPHRASE_FD", "999", 2),
        ("ADVOCACY_PASSPHRASE_FD", "9" * 40, 2), ("ADVOCACY_PASSPHRASE_COMMAND", "false", 2),
        ("ADVOCACY_PASSPHRASE_COMMAND", r"printf 'secret\377'", 7),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
        said = typed("consultation", "list")
        is_refusal(said, code)
        assert "secret" not in said.err
        monkeypatch.delenv(name)


def test_the_exit_code_of_a_child_process_is_the_refusals(terminal: Terminal) -> None:
    is_refusal(terminal.run("consultation", "show", "C-0000"), 3)
    is_refusal(terminal.run("nothing"), 2)
    alone = terminal.run("consultation")
    assert (alone.code, alone.out) == (2, "")
    assert alone.err.startswith("Usage: advocacy consultation ")
