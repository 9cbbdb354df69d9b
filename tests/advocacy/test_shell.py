import os
import re
import select
import subprocess
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from advocacy import session
from advocacy.shell.prompt import one_line, words_of
from advocacy.shell.sitting import forget_keys
from advocacy.shell.watch import Presence
from tests.conftest import PASSPHRASE
from tests.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pty is Unix's")

ROOT = Path(__file__).parents[2]
STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")
PROMPT = re.compile(
    r"\x1b\[\?2004h(?:\x1b\[[0-9;?]*[A-Za-z])*advocacy(?: \[(\d+)\])?>.*?\x1b\[\?25h", re.DOTALL
)
"""A prompt that is new: it asks for marked pastes, and shows the cursor in the end."""
CLEARED = "\x1b[3J"
CTRL_C, CTRL_D, TAB = "\x03", "\x04", "\t"


class Typist:
    """Somebody at a terminal of 80 x 24, with the program before them."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        import fcntl
        import struct
        import termios

        self.screen, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        # Who leads a session and opens a terminal gets it for its own (/dev/tty, Ctrl-C).
        opening = 'exec "$@" <"$0" >"$0" 2>&1'
        self.program = subprocess.Popen(
            ["sh", "-c", opening, os.ttyname(theirs), *command],
            cwd=folder,
            env=environment,
            start_new_session=True,
            stdin=theirs,
        )
        os.close(theirs)
        self.raw = ""
        self.letters = getincrementaldecoder("utf-8")(errors="replace")

    def sees(self, words: str, seconds: float = 15) -> str:
        """Wait for words, and return what was shown since the last wait, up to them."""
        end = time.monotonic() + seconds
        while True:
            plain = STEERING.sub("", self.raw)
            if words in plain:
                at = plain.index(words) + len(words)
                self.raw, shown = plain[at:], plain[:at]
                return shown
            assert self._read(end - time.monotonic()), (words, plain)

    def is_asked(self, after: int = 0) -> str:
        """Wait for the next prompt after this exit code, and return what was shown before it."""
        end = time.monotonic() + 15
        while not (found := PROMPT.search(self.raw)):
            assert self._read(end - time.monotonic()), self.raw
        shown, self.raw = STEERING.sub("", self.raw[: found.start()]), self.raw[found.end() :]
        assert int(found[1] or 0) == after, (found[1], shown)
        return shown

    def sees_cleared(self) -> None:
        """Wait until the screen and what can be scrolled back to are cleared."""
        end = time.monotonic() + 15
        while CLEARED not in self.raw:
            assert self._read(end - time.monotonic()), self.raw
        self.raw = self.raw.split(CLEARED)[1]

    def types(self, text: str) -> None:
        """Type, as fast as hands can after having read."""
        time.sleep(0.1)  # the prompt is there before it listens
        os.write(self.screen, text.encode())

    def pastes(self, text: str) -> None:
        """Paste as terminals do that mark it."""
        self.types(f"\x1b[200~{text}\x1b[201~")

    def ends(self) -> int:
        """Wait for the program's end and return its exit code."""
        while self._read(10):
            pass
        return self.program.wait(timeout=10)

    def close(self) -> None:
        """Leave nothing behind."""
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        os.close(self.screen)

    def _read(self, seconds: float) -> bool:
        if seconds <= 0 or not select.select([self.screen], [], [], seconds)[0]:
            return False
        try:
            # A letter may arrive in two pieces.
            self.raw += self.letters.decode(os.read(self.screen, 65536))
        except OSError:  # Linux says so when the other end is closed
            return False
        return True


Sits = Callable[..., Typist]


@pytest.fixture
def sits(terminal: Terminal) -> Iterator[Sits]:
    """Return what starts the shell on a vault and types its passphrase."""
    typists = []

    def start(*options: str) -> Typist:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "ADVOCACY_VAULT": str(terminal.vault),
            "TERM": "xterm",
            "NO_COLOR": "1",
            "PROMPT_TOOLKIT_NO_CPR": "1",  # nobody here answers where the cursor is
        }
        command = [sys.executable, "-m", "advocacy", "shell", *options]
        typist = Typist(command, terminal.folder, environment)
        typists.append(typist)
        typist.sees("Passphrase: ")
        typist.types(f"{PASSPHRASE}\n")
        typist.is_asked()
        return typist

    yield start
    for typist in typists:
        typist.close()


def test_one_passphrase_opens_the_vault_for_many_commands(terminal: Terminal, sits: Sits) -> None:
    before = {path for path in terminal.folder.parent.rglob("*") if path != terminal.vault}
    shell = sits()
    shell.types("consultation add --title 'First example'\r")
    ref = re.findall(r"C-\w{8}", shell.is_asked())[-1]
    shell.types(f"advocacy consultation show {ref}\r")  # the word itself does no harm
    assert "First example" in shell.is_asked()
    shell.types("--lang vi consultation show C\r")
    assert "Tên" in shell.is_asked()
    shell.types("consultation show\r")
    assert "error: missing argument" in shell.is_asked(2).lower()
    shell.types("consultation show C-ZZZZ\r")
    shell.is_asked(3)
    shell.types("\x1b[A\x1b[A")  # the history is there, in memory
    shell.sees("consultation show")
    shell.types(CTRL_C)
    shell.is_asked(3)
    shell.types("help\r")
    assert "Keep safe:" in shell.is_asked()
    shell.types("shell\r")
    shell.sees("this is the shell already")
    shell.types(CTRL_D)
    shell.sees("The vault is closed.")
    assert shell.ends() == 0
    after = {path for path in terminal.folder.parent.rglob("*") if path != terminal.vault}
    assert after == before
    assert not list(Path(os.environ["HOME"]).rglob("*"))


def test_commands_options_refs_and_terms_are_completed(terminal: Terminal, sits: Sits) -> None:
    ref = terminal("consultation", "add", "--title", "To be found").last
    shell = sits()
    shell.types(f"consul{TAB}")
    shell.sees("tation")
    shell.types(f" show C{TAB}")
    shell.sees(ref.removeprefix("C"))
    shell.types(f" --js{TAB}")
    shell.sees("on")
    shell.types("\r")
    assert '"title": "To be found"' in shell.is_asked()
    shell.types(f"consultation add --forum bil{TAB}")
    shell.sees("ateral_meeting")
    shell.types(CTRL_C)
    shell.is_asked()
    shell.types(f"nothing here{TAB}")  # words that make no command complete to nothing
    shell.types("\r")
    shell.is_asked(2)


@pytest.mark.parametrize("marked", [True, False], ids=["bracketed", "as if typed"])
def test_a_paste_of_several_lines_is_never_run(
    terminal: Terminal, sits: Sits, *, marked: bool
) -> None:
    shell = sits()
    lines = "campaign add --title Pasted\rcampaign add --title Too\rexit\r"
    (shell.pastes if marked else shell.types)(lines)
    shell.sees("nothing was done")
    shell.types("campaign list\r")
    shell.is_asked()
    assert terminal("campaign", "list", "--json").json == []


def test_a_pasted_command_waits_for_enter(sits: Sits) -> None:
    shell = sits()
    shell.pastes("campaign add \\\n  --title Pasted\n")
    shell.sees("--title Pasted")
    shell.types("\r")
    assert re.search(r"G-\w{8}", shell.is_asked())


def test_a_paste_into_a_question_is_its_answer(terminal: Terminal, sits: Sits) -> None:
    import readline

    if "GNU" not in (readline.__doc__ or ""):
        pytest.skip("libedit marks no paste")
    shell = sits()
    shell.types("testimony add\r")
    shell.sees("HN-07): ")
    shell.types("HN-07\n")
    shell.sees("> ")
    shell.pastes("One.\nexit\n\n.\nThe end.")
    shell.types("\n")
    shell.sees("> ")
    shell.types(".\n")
    for question in ("Language", "Province", "Collected on"):
        shell.sees(question)
        shell.types("\n")
    shell.sees("[y/N]")
    shell.types("\n")
    shell.sees("[y/N]")
    shell.types("\n")
    shell.sees("Number")
    shell.types("\n")
    shell.is_asked()
    shell.types("testimony add\r")
    shell.sees("HN-07): ")
    shell.types("\x1b[A\n")  # the arrow key brings back nothing of what was answered before
    assert "The end." not in shell.sees("This one is needed")
    shell.types(CTRL_C)
    shell.is_asked(130)
    (kept,) = terminal("testimony", "list", "--json", "--reveal").json
    assert kept["words"] == "One.\nexit\n\n.\nThe end."


def test_lock_asks_a_person_for_the_passphrase_again(sits: Sits) -> None:
    shell = sits()
    shell.types("lock\r")
    shell.sees_cleared()
    shell.sees("Ctrl-D ends.")
    shell.sees("Passphrase: ")
    shell.types("wrong\n")
    shell.sees("error: this passphrase does not open the vault")
    shell.sees("Passphrase: ")
    shell.types(f"{PASSPHRASE}\n")
    shell.is_asked()
    shell.types("consultation list\r")
    shell.is_asked()
    shell.types("lock\r")
    shell.sees("Passphrase: ")
    shell.types(CTRL_D)
    assert shell.ends() == 0


def test_it_locks_when_nobody_types(sits: Sits) -> None:
    shell = sits("--idle", "2s")
    shell.types("consultation li")
    shell.sees_cleared()
    shell.sees("Nobody typed for 2s: the vault is closed.")
    shell.sees("Passphrase: ")
    shell.types(f"{PASSPHRASE}\n")
    shell.is_asked()


def test_it_locks_in_the_middle_of_a_question_and_keeps_what_was_saved(
    terminal: Terminal, sits: Sits
) -> None:
    shell = sits("--idle", "3s")
    shell.types("consultation add\r")
    shell.sees("Title")
    shell.types("Left alone\n")
    shell.sees("Date")
    for sign in "2016":  # who types slowly is there
        time.sleep(0.8)
        shell.types(sign)
    shell.sees_cleared()
    shell.sees("Passphrase: ")
    assert [c["title"] for c in terminal("consultation", "list", "--json").json] == ["Left alone"]


def test_a_vault_named_in_a_line_is_for_that_line_with_its_own_terms(
    terminal: Terminal, tmp_path: Path, sits: Sits
) -> None:
    other = tmp_path / "other"
    terminal("--vault", str(other), "init")
    term = ("vocabulary", "add", "forum", "radio_talk", "--en", "radio talk", "--vi", "phát thanh")
    terminal("--vault", str(other), *term)
    terminal("--vault", str(other), "consultation", "add", "--title", "A", "--forum", "radio_talk")
    shell = sits()
    shell.types(f"--vault {other} consultation list --where forum=radio_talk\r")
    shell.sees("Passphrase: ")
    shell.types(f"{PASSPHRASE}\n")
    assert re.search(r"C-\w{8}", shell.is_asked())
    shell.types("consultation list\r")
    assert not re.search(r"C-\w{8}", shell.is_asked())
    shell.types("consultation add --title B --forum radio_talk\r")
    assert "this is no forum" in shell.is_asked(5)


def test_off_a_terminal_it_says_what_scripts_do(terminal: Terminal) -> None:
    said = terminal.run("shell", stdin="consultation list\n")
    assert said.code == 2
    assert "the shell needs a terminal" in said.err
    assert said.out == ""


@pytest.mark.parametrize("idle", ["0s", "13h", "-5m", "soon", ""])
def test_an_idle_time_out_of_reach_is_refused(terminal: Terminal, idle: str) -> None:
    said = terminal.run("shell", "--idle", idle)
    assert said.code == 2
    assert "error: --idle" in said.err


def test_keys_are_overwritten_when_they_are_let_go() -> None:
    key = bytearray(b"k" * 32)
    session.held["a vault"] = key
    forget_keys()
    assert key == bytes(32)
    assert session.held == {}


def test_nobody_is_there_after_the_idle_time_or_a_sleep() -> None:
    presence = Presence(60.0, now=0.0, slept=100.0)
    presence.touch(30.0)
    assert presence.gone(89.9, slept=100.0) is None
    assert presence.gone(90.0, slept=100.0) == "idle"
    assert presence.gone(91.0, slept=105.0) is None
    assert presence.gone(92.0, slept=105.1) == "slept"
    assert presence.gone(93.0, slept=105.1) is None


def test_lines_are_split_as_shells_do() -> None:
    assert words_of("add --title 'Two words' # no comment") == [
        "add", "--title", "Two words", "#", "no", "comment",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="quotation"):
        words_of("it's")


def test_a_line_that_goes_on_below_is_one_line() -> None:
    assert one_line("advocacy brief add \\\r\n  --title X\r\n").split() == [
        "advocacy", "brief", "add", "--title", "X",
    ]  # fmt: skip
    assert "\n" in one_line("one\rtwo")
