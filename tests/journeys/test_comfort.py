"""People in a hurry at a real terminal: edit, undo, many records, what was answered today."""

import pytest

from tests.journeys.test_at_the_terminal import CTRL_C, Screen, last_ref, on_screen
from tests.terminal import Terminal


def a_meeting(terminal: Terminal) -> str:
    return terminal("consultation", "add", "--title", "Hội thảo", "--date", "2016",
                    "--room", "5", "--forum", "hearing").last  # fmt: skip


def test_edit_goes_through_the_fields_and_saves_once(terminal: Terminal) -> None:
    ref = a_meeting(terminal)
    terminal("organisation", "add", "--name", "Sở Thí dụ", "--kind", "ngo")
    screen = Screen(terminal, "consultation", "edit", ref)
    screen.talks(
        ("Title [Hội thảo]", "Hội thảo thí dụ"), ("Title (Vietnamese)", ""),
        ("Date [2016]", "?"),
    )  # fmt: skip
    screen.awaits("such as 15/3/2016")
    screen.talks(("Date [2016]", "tháng 3 năm 2016"))
    screen.awaits("= March 2016")
    screen.talks(("Date as heard", ""), ("Starts at", ""), ("Room [5]", "-"), ("Host", "so thi du"))
    screen.awaits("Sở Thí dụ")
    screen.talks(
        ("Other bodies", ""), ("Officials", ""), ("Law", ""), ("Campaign", ""),
        ("Forum [hearing]", "?"),
    )  # fmt: skip
    screen.awaits("4 hearing")
    screen.talks(("Forum [hearing]", "wri"))
    screen.awaits("= written comment")
    screen.talks(("Invited", "."))
    code, shown = screen.ends()
    assert code == 0
    assert "Date: 2016 → March 2016" in shown
    assert "Room: 5 → (empty)" in shown
    made = terminal("consultation", "show", last_ref(shown), "--json").json
    assert (made["title"], made["date"], made["room"], made["forum"]) == (
        "Hội thảo thí dụ", "2016-03", None, "written_comment")  # fmt: skip
    assert [e["action"] for e in terminal("consultation", "history", ref, "--json").json] == [
        "added", "edited"]  # fmt: skip
    terminal("undo")
    assert terminal("consultation", "show", ref, "--json").json["room"] == "5"


def test_edit_shows_what_is_hidden_to_nobody_and_asks_for_it_only_when_told_to(
    terminal: Terminal,
) -> None:
    body = terminal("organisation", "add", "--name", "Sở Thí dụ", "--kind", "ngo",
                    "--internal-note-from", "-", stdin="MARKER").last  # fmt: skip
    screen = Screen(terminal, "organisation", "edit", body)
    questions = "Name [", "Name (Vietnamese)", "Also called", "Kind [NGO]"
    for question in (*questions, "", "", "Province", "", "Sensitivity", "Topics", "Sources"):
        screen.talks((question or ": ", ""))
    screen.talks(("Also what stays hidden (Internal note)? [y/N]", "y"),
                 ("Internal note, anew", "New note"), ("> ", "."))  # fmt: skip
    code, shown = screen.ends()
    assert code == 0
    assert "MARKER" not in shown
    assert "Internal note: (hidden) → (hidden)" in shown
    kept = terminal("organisation", "show", body, "--json", "--reveal").json
    assert kept["internal_note"] == "New note"


def test_breaking_off_an_edit_changes_nothing(terminal: Terminal) -> None:
    ref = a_meeting(terminal)
    screen = Screen(terminal, "consultation", "edit", ref)
    screen.talks(("Title [Hội thảo]", "Another"), ("Title (Vietnamese)", CTRL_C))
    code, shown = screen.ends()
    assert (code, "Traceback" in shown) == (130, False)
    assert terminal("consultation", "show", ref, "--json").json["title"] == "Hội thảo"
    screen = Screen(terminal, "consultation", "edit", ref)
    screen.talks(("Title [Hội thảo]", "."))
    code, shown = screen.ends()
    assert (code, "nothing was changed" in shown) == (0, True)


def test_a_decision_in_force_is_refused_before_anything_is_asked(terminal: Terminal) -> None:
    testimony = terminal("testimony", "add", "--contributor", "TD-01", "--language", "vi",
                         "--words-from", "-", stdin="Bịa.").last  # fmt: skip
    consent = terminal("consent", "add", "--testimony", testimony, "--preset", "keep").last
    code, shown = on_screen(terminal, "consent", "edit", consent)
    assert code == 5
    assert "Enter keeps" not in shown


@pytest.mark.parametrize(("said", "room"), [("y", "6"), ("", "5")])
def test_many_records_change_once_somebody_agreed(said: str, room: str, terminal: Terminal) -> None:
    ref = a_meeting(terminal)
    screen = Screen(terminal, "consultation", "edit", "--where", "room=5", "--set", "room=6")
    screen.awaits(ref)
    screen.awaits("1 of 1 records would change")
    screen.talks(("Change them? [y/N]", said))
    code, _shown = screen.ends()
    assert code == 0
    assert terminal("consultation", "show", ref, "--json").json["room"] == room


def test_what_was_answered_today_is_offered_again(terminal: Terminal) -> None:
    again = "Province (- for none) [Ha Noi]"
    for province, answer in (("Province (such as", "ha noi"), (again, ""), (again, "-")):
        screen = Screen(terminal, "testimony", "add")
        screen.talks(
            ("Contributor", "TD-01"), ("Words", "Bịa."), ("> ", "."), ("Language", "vi"),
            (province, answer), ("Collected on (such as", "hôm qua"), ("own story?", ""),
            ("under 18?", ""), ("5 publish", ""),
        )  # fmt: skip
        assert screen.ends()[0] == 0
    kept = [one["province"] for one in terminal("testimony", "list", "--json").json]
    assert kept == ["VN-HN", "VN-HN", None]


def test_who_hosts_is_offered_again_and_a_name_that_is_nearly_known_is_not_added_twice(
    terminal: Terminal,
) -> None:
    body = terminal("organisation", "add", "--name", "Bộ Thí dụ", "--kind", "ngo").last
    for asked, answers in (
        ("Who hosted it? (Enter to skip)", (("Bộ Thí", ("1 Bộ Thí dụ", "1")))),
        ("Who hosted it? (- for none) [Bộ Thí dụ]", ("", ("Add who went", ""))),
    ):
        screen = Screen(terminal, "consultation", "add")
        screen.talks(("Title: ", "Workshop"), ("Date", "-"), (asked, answers[0]), answers[1],
                     ("[y/N]", CTRL_C))  # fmt: skip
        assert screen.ends()[0] == 130
    assert [one["host"] for one in terminal("consultation", "list", "--json").json] == [body] * 2
    assert len(terminal("organisation", "list", "--json").json) == 1


def test_undo_shows_what_it_did_on_a_narrow_screen(terminal: Terminal) -> None:
    ref = a_meeting(terminal)
    terminal("consultation", "edit", ref, "--title", "Hội thảo về dự thảo " * 6)
    for words in (("undo", "--list"), ("undo",), ("saved",), ("undo",)):
        code, shown = on_screen(terminal, *words, NO_COLOR="1")
        assert code == 0
        assert max(len(line) for line in shown.split("\n")) <= 80, words
    assert "as before" in shown
