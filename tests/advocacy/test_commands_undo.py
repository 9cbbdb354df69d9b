"""`advocacy undo`: the last command taken back, whatever it was."""

from tests.advocacy.conftest import Typed


def test_the_last_change_is_taken_back_and_done_again(typed: Typed) -> None:
    ref = typed("consultation", "add", "--title", "Workshop", "--room", "5").last
    typed("consultation", "edit", ref, "--title", "Hearing", "--clear", "room")
    said = typed("undo", "--json")
    assert said.json == [
        {"ref": ref, "type": "consultation", "did": "changed_back", "fields": ["title", "room"]}
    ]
    shown = typed("consultation", "show", ref, "--json").json
    assert (shown["title"], shown["room"]) == ("Workshop", "5")
    assert "as before" in typed("undo").out
    assert typed("consultation", "show", ref, "--json").json["title"] == "Hearing"
    actions = [e["action"] for e in typed("consultation", "history", ref, "--json").json]
    assert actions == ["added", "edited", "undone", "undone"]
    assert typed("vault", "check").code == 0


def test_what_can_be_undone_is_listed_the_newest_first(typed: Typed) -> None:
    first = typed("consultation", "add", "--title", "Workshop").last
    second = typed("organisation", "add", "--name", "Sở Thí dụ", "--kind", "ngo").last
    typed("organisation", "edit", second, "--name", "Bộ Thí dụ")
    lines = [line.split("\t") for line in typed("undo", "--list").out.strip().split("\n")]
    assert [(n, what) for n, _when, what in lines[:3]] == [
        ("1", f"edited {second}"), ("2", f"added {second}"), ("3", f"added {first}")]  # fmt: skip
    assert lines[-1][0] == "-"  # the vault's own office
    listed = typed("undo", "--list", "--json").json
    assert listed[0]["changes"] == [{"ref": second, "action": "edited", "fields": ["name"]}]
    assert [one["can_be_undone"] for one in listed] == [True, True, True, False]
    assert typed("undo", "--last", "3").code == 0
    assert typed("consultation", "list").out == typed("organisation", "list").out == ""
    assert typed("undo", "--list").out.startswith("1\t")
    assert "undo: " in typed("undo", "--list").out


def test_a_file_with_many_records_is_one_change(typed: Typed) -> None:
    many = ",".join(f'{{"title": "Workshop {n}", "points": [{{"issue": "x"}}]}}' for n in range(9))
    typed("consultation", "add", "--from", "-", stdin=f"[{many}]")
    assert len(typed("consultation", "list").out.strip().split("\n")) == 9
    typed("undo")
    assert typed("consultation", "list").out == ""
    assert typed("point", "list").out == ""
    assert typed("vault", "check").code == 0


def test_a_progress_report_is_taken_out_and_it_is_said_that_the_history_keeps_it(
    typed: Typed,
) -> None:
    typed("organisation", "add", "--name", "Bộ Thí dụ", "--kind", "government_body")
    promise = typed("commitment", "add", "--words", "We look.", "--body", "Bộ Thí dụ",
                    "--basis", "minuted", "--status", "stated").last  # fmt: skip
    typed("commitment", "progress", promise, "--claimed", "limited", "--on", "1/3/2026")
    said = typed("undo")
    assert "taken out again" in said.out
    assert "history keeps" in said.err
    assert typed("progress", "list").out == ""


def test_what_stands_is_refused_with_its_reason_and_nothing_said_in_it(typed: Typed) -> None:
    ref = typed("testimony", "add", "--contributor", "TD-01", "--language", "vi",
                "--words-from", "-", stdin="MARKER story").last  # fmt: skip
    typed("consent", "add", "--testimony", ref, "--preset", "keep")
    typed("consent", "withdraw", ref, "--yes")
    said = typed("undo")
    assert (said.code, said.out) == (5, "")
    assert "a withdrawal stands" in said.err
    assert f"advocacy consent add --testimony {ref}" in said.err
    typed("testimony", "erase", ref, "--yes")
    assert "erased" in typed("undo").err
    for words in ((), ("--list",), ("--list", "--json")):
        said = typed("undo", *words)
        assert "MARKER" not in said.out + said.err


def test_undoing_further_than_is_remembered_changes_nothing(typed: Typed) -> None:
    ref = typed("consultation", "add", "--title", "Workshop").last
    said = typed("undo", "--last", "9")
    assert (said.code, said.out) == (3, "")
    assert typed("consultation", "list").out.startswith(ref)
    assert typed("undo", "--last", "0").code == 2


def test_old_words_can_be_forgotten_at_once(typed: Typed) -> None:
    ref = typed("consultation", "add", "--title", "Workshop").last
    typed("consultation", "delete", ref)
    assert typed("undo", "--forget").code == 0
    assert typed("undo", "--list").out == ""
    assert typed("undo").code == 3
    assert typed("undo", "--forget", "--list").code == 2
