"""People at a real terminal: what is asked, what is shown, what Ctrl-C leaves behind."""

import os
import pty
import select
import subprocess
import sys
import time
from codecs import getincrementaldecoder

import pytest

from tests.terminal import Terminal

PATIENCE = 20.0
CTRL_C, CTRL_D = "\x03", "\x04"


class Screen:
    """A command on a pseudo-terminal; `answers` are (what is waited for, what is typed then)."""

    def __init__(self, terminal: Terminal, *words: str, **environment: str) -> None:
        self.read, self.shown = "", 0
        self.letters = getincrementaldecoder("utf-8")(errors="replace")
        leader, follower = pty.openpty()
        self.leader = leader
        self.process = subprocess.Popen(
            [sys.executable, "-m", "advocacy", *words],
            stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
            preexec_fn=lambda: _own(follower),  # noqa: PLW1509  (there are no threads here)
            cwd=terminal.folder, close_fds=True,
            env={**os.environ, "ADVOCACY_VAULT": str(terminal.vault), "TERM": "xterm-256color",
                 "ADVOCACY_PASSPHRASE": terminal.passphrase, "COLUMNS": "80", "LINES": "40",
                 **environment},
        )  # fmt: skip
        os.close(follower)

    def awaits(self, words: str) -> None:
        """Read until these words stand on the screen, after what was awaited before."""
        until = time.monotonic() + PATIENCE
        while words not in self.read[self.shown :]:
            assert time.monotonic() < until, (words, self.read)
            assert self._more(), (words, self.read)
        self.shown = self.read.index(words, self.shown) + len(words)

    def types(self, said: str) -> None:
        """Type this and Enter; a control sign alone."""
        if said in (CTRL_C, CTRL_D):
            # A question stands on the screen a moment before Python listens for Ctrl-C there.
            time.sleep(0.5)
        os.write(self.leader, (said if said in (CTRL_C, CTRL_D) else said + "\r").encode())

    def talks(self, *answers: tuple[str, str]) -> None:
        """Wait for each question and answer it."""
        for question, said in answers:
            self.awaits(question)
            self.types(said)

    def ends(self) -> tuple[int, str]:
        """Read what is left; return the exit code and the whole screen."""
        while self._more():
            pass
        code = self.process.wait(PATIENCE)
        os.close(self.leader)
        return code, self.read.replace("\r\n", "\n")

    def _more(self) -> bool:
        ready, _, _ = select.select([self.leader], [], [], PATIENCE)
        try:
            got = os.read(self.leader, 65536) if ready else b""
        except OSError:  # Linux says so at the end
            got = b""
        # A letter may arrive in two pieces.
        self.read += self.letters.decode(got)
        return bool(got)


def _own(follower: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(follower, termios.TIOCSCTTY, 0)


def on_screen(terminal: Terminal, *words: str, **environment: str) -> tuple[int, str]:
    """Run a command that asks nothing."""
    return Screen(terminal, *words, **environment).ends()


def last_ref(shown: str) -> str:
    return shown.strip().split("\n")[-1].strip()


def test_the_program_alone_shows_what_waits_and_what_one_can_do(terminal: Terminal) -> None:
    ref = terminal("consultation", "add", "--title", "Hearing " * 20, "--date", "2030").last
    code, shown = on_screen(terminal)
    assert code == 0
    assert "Meetings ahead" in shown
    assert f"advocacy brief add --for {ref}" in shown
    assert "advocacy --help" in shown
    assert terminal().out.startswith("Usage: advocacy")
    code, shown = on_screen(terminal, ADVOCACY_VAULT=str(terminal.folder / "none"))
    assert code == 7
    assert "advocacy init makes one" in shown


def test_a_consultation_is_logged_in_a_conversation(terminal: Terminal) -> None:
    terminal("organisation", "add", "--name", "Bộ Thí dụ", "--kind", "ngo")
    screen = Screen(terminal, "consultation", "add")
    screen.talks(("Title: ", ""), ("This one is needed.", "Hội thảo thí dụ"))
    screen.talks(("Date (such as", "someday"))
    screen.awaits("hint: ")
    screen.talks(("Date (such as", "tháng 3 năm 2016"))
    screen.awaits("= March 2016")
    screen.talks(
        ("Who hosted it?", "Sở Thí dụ"), ("1 Bộ Thí dụ", ""), ("Add it? [y/N]", "y"),
        ("Kind [government body]", ""), ("who went for us? [y/N]", "có"),
        ("Which organisation?", ""), ("Province", "ha noi"), ("People", "12"),
        ("who went for us? [y/N]", ""), ("was raised? [y/N]", "y"), ("Issue raised", "Hộp"),
        ("Raised by", "1"), ("Response", "It will be"), ("> ", "looked at."), ("> ", "."),
        ("was raised? [y/N]", "n"), ("What was asked of us", ""), ("promised? [y/N]", "y"),
        ("Words", "A circular."), ("> ", "."),
        ("Which body promised it? (- for none) [Sở Thí dụ]", ""),
        ("Basis [recollected]", "minuted"), ("Due", "6/2016"), ("promised? [y/N]", "n"),
    )  # fmt: skip
    code, shown = screen.ends()
    assert code == 0
    assert "_" not in shown.replace("government_body", "_")  # no keys, only words
    made = terminal("consultation", "show", last_ref(shown), "--json").json
    assert (made["title"], made["date"]) == ("Hội thảo thí dụ", "2016-03")
    host = terminal("organisation", "show", made["host"], "--json").json
    assert (host["name"], host["kind"]) == ("Sở Thí dụ", "government_body")
    assert [(d["province"], d["people"]) for d in made["delegations"]] == [("VN-HN", 12)]
    point = made["points"][0]
    assert (point["raised_by"], point["response"]) == ("us", "It will be\nlooked at.")
    promise = terminal("commitment", "list", "--json").json[0]
    assert (promise["body"], promise["basis"], promise["due"], promise["status"]) == (
        made["host"], "minuted", "2016-06", "stated")  # fmt: skip


@pytest.mark.parametrize("sign", [CTRL_C, CTRL_D])
def test_breaking_off_keeps_every_answer_and_says_how_to_go_on(
    sign: str, terminal: Terminal
) -> None:
    screen = Screen(terminal, "consultation", "add")
    screen.talks(("Title: ", "Workshop"), ("Date", "2016"), ("Who hosted it?", ""),
                 ("who went for us?", "y"), ("Which organisation?", ""), ("Province", "Ha Noi"),
                 ("People", sign))  # fmt: skip
    code, shown = screen.ends()
    ref = last_ref(shown)
    assert code == 130
    assert f"advocacy consultation point {ref}" in shown
    assert "Traceback" not in shown
    kept = terminal("consultation", "show", ref, "--json").json
    assert (kept["date"], kept["delegations"][0]["province"]) == ("2016", "VN-HN")


def test_breaking_off_before_anything_was_said_leaves_nothing(terminal: Terminal) -> None:
    screen = Screen(terminal, "consultation", "add")
    screen.talks(("Title: ", CTRL_C))
    code, shown = screen.ends()
    assert (code, "Traceback" in shown) == (130, False)
    assert terminal("consultation", "list").out == ""


def test_a_testimony_ends_with_the_one_question_about_consent(terminal: Terminal) -> None:
    screen = Screen(terminal, "testimony", "add")
    screen.talks(
        ("Contributor", "TD-01"), ("Words", "Một câu chuyện bịa."), ("> ", "."),
        ("Language", ""), ("Province", "hà n"), ("could be: Ha Nam, Ha Noi", "ha noi"),
        ("Collected on", "-"), ("own story?", "y"), ("under 18?", "y"), ("5 publish", "4"),
    )  # fmt: skip
    screen.awaits("We may read your words aloud")
    screen.talks(
        ("How it was given [oral witnessed]", ""), ("Given on", ""), ("details? [y/N]", "")
    )
    code, shown = screen.ends()
    assert code == 0
    made = terminal("testimony", "show", shown_ref(shown, "T-"), "--json").json
    assert (made["source_connection"], made["age_band"], made["language"]) == (
        "self", "under_18", "vi")  # fmt: skip
    assert made["province"] == "VN-HN"
    consent = terminal("consent", "list", "--json").json[0]
    assert consent["status"] == "active"
    assert "government_retained_copy" in consent["audiences"]
    assert "testimony checked" in shown


def shown_ref(shown: str, start: str) -> str:
    """Return the ref that stands alone on a line."""
    return next(line.strip() for line in shown.split("\n") if line.startswith(start))


def test_to_publish_is_asked_twice(terminal: Terminal) -> None:
    screen = Screen(terminal, "testimony", "add")
    screen.talks(
        ("Contributor", "TD-01"), ("Words", "Bịa."), ("> ", "."), ("Language", ""),
        ("Province", ""), ("Collected on", ""), ("own story?", "y"), ("under 18?", ""),
        ("5 publish", "publish"),
    )  # fmt: skip
    screen.awaits("cannot be taken back")
    screen.talks(("Is the person sure? [y/N]", ""))
    code, shown = screen.ends()
    assert code == 0
    assert "No consent is recorded" in shown
    assert terminal("consent", "list").out == ""


def test_the_details_of_a_consent_are_offered_to_those_who_want_them(terminal: Terminal) -> None:
    body = terminal("organisation", "add", "--name", "Sở Thí dụ", "--kind", "ngo").last
    ref = terminal("testimony", "add", "--contributor", "TD-01", "--language", "vi",
                   "--words-from", "-", stdin="Bịa.").last  # fmt: skip
    screen = Screen(terminal, "consent", "add", "--testimony", ref)
    screen.talks(
        ("5 publish", "3"), ("How it was given", "1"), ("Given on", "1/3/2026"),
        ("details? [y/N]", "y"), ("Identity shown [anonymous]", "pseudonym"),
        ("Name that may be printed", "Hoa"), ("Place detail [none]", "region"),
        ("Never before these bodies", "so thi du"), ("Limits", "Not on the radio."), ("> ", "."),
        ("Expires on", "1/1/2030"), ("Review on", ""), ("Read back", "yes"),
        ("person concerned agreed", ""), ("Information sheet", ""), ("Taken by", ""),
    )  # fmt: skip
    code, shown = screen.ends()
    assert code == 0
    kept = terminal("consent", "show", last_ref(shown), "--json", "--reveal").json
    assert (kept["identity"], kept["display_name"], kept["place_detail"]) == (
        "pseudonym", "Hoa", "region")  # fmt: skip
    assert (kept["except_bodies"], kept["limits"]) == ([body], "Not on the radio.")
    assert (kept["expires_on"], kept["read_back"], kept["method"]) == (
        "2030-01-01", True, "written")  # fmt: skip


def test_breaking_off_at_the_consent_keeps_the_testimony(terminal: Terminal) -> None:
    screen = Screen(terminal, "testimony", "add")
    screen.talks(
        ("Contributor", "TD-01"), ("Words", "Bịa."), ("> ", "."), ("Language", ""),
        ("Province", ""), ("Collected on", ""), ("own story?", "y"), ("under 18?", ""),
        ("5 publish", "1"), ("How it was given", CTRL_C),
    )  # fmt: skip
    code, shown = screen.ends()
    ref = shown_ref(shown, "T-")
    assert code == 130
    assert f"advocacy consent add --testimony {ref}" in " ".join(shown.split())
    assert terminal("testimony", "list").out.startswith(ref)
    assert terminal("consent", "list").out == ""


def test_required_fields_are_asked_for_with_defaults(terminal: Terminal) -> None:
    screen = Screen(terminal, "position", "add", "--title", "Boxes")
    screen.talks(("Statement", ""), ("This one is needed.", "No boxes."), ("> ", "."),
                 ("Status [draft]", ""))  # fmt: skip
    code, shown = screen.ends()
    assert code == 0
    made = terminal("position", "show", last_ref(shown), "--json").json
    assert (made["statement"], made["status"]) == ("No boxes.", "draft")


def test_the_passphrase_is_asked_for_and_not_shown(terminal: Terminal) -> None:
    screen = Screen(terminal, "organisation", "list", ADVOCACY_PASSPHRASE="")
    screen.talks(("Passphrase: ", terminal.passphrase))
    code, shown = screen.ends()
    assert (code, terminal.passphrase in shown) == (0, False)
    screen = Screen(terminal, "organisation", "list", ADVOCACY_PASSPHRASE="")
    screen.talks(("Passphrase: ", "something else"))
    code, shown = screen.ends()
    assert code == 7
    assert "error: this passphrase does not open the vault" in shown


def test_a_new_vault_asks_twice_for_its_passphrase(terminal: Terminal) -> None:
    for again, code in (("other", 2), ("bốn từ không liên quan", 0)):
        folder = str(terminal.folder / "new")
        screen = Screen(terminal, "--vault", folder, "init", ADVOCACY_PASSPHRASE="")
        screen.talks(("What is your organisation called?", "Mạng lưới"),
                     ("A new passphrase", "bốn từ không liên quan"),
                     ("The same once more", again))  # fmt: skip
        ended, shown = screen.ends()
        assert ended == code, shown
        assert "bốn từ" not in shown


def test_tables_fit_the_screen_and_colour_is_left_out_when_asked(terminal: Terminal) -> None:
    titles = [f'{{"title": "{"Hội thảo về dự thảo " * 8}", "date": "2016-03-15"}}'] * 2
    terminal("consultation", "add", "--from", "-", stdin="[" + ",".join(titles) + "]")
    code, shown = on_screen(terminal, "consultation", "list", NO_COLOR="1")
    assert code == 0
    assert "15 March 2016" in shown
    assert max(len(line) for line in shown.split("\n")) <= 80
    for words in (("consultation", "list"), ("search", "hoi thao"), ("status",)):
        for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            assert "\x1b[" not in on_screen(terminal, *words, **environment)[1], words
    assert "\x1b[1;4mHội\x1b[0m" in on_screen(terminal, "search", "hoi thao")[1]
    assert "\x1b" not in on_screen(terminal, "consultation", "list", "--json")[1]
    assert on_screen(terminal, "consultation", "list", COLUMNS="20", TERM="dumb")[0] == 0


def test_deleting_is_asked_for_at_a_terminal(terminal: Terminal) -> None:
    ref = terminal("consultation", "add", "--title", "Workshop").last
    screen = Screen(terminal, "consultation", "delete", ref)
    screen.talks((f"Delete {ref} Workshop? [y/N]", ""))
    assert screen.ends()[0] == 0
    assert terminal("consultation", "list").out.startswith(ref)
    screen = Screen(terminal, "consultation", "delete", ref)
    screen.talks(("[y/N]", "y"))
    assert screen.ends()[0] == 0
    assert terminal("consultation", "list").out == ""
