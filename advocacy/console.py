"""The only printer: results to stdout, refusals and progress to stderr, prompts, JSON."""

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from gettext import gettext as _
from typing import Any, NoReturn, ParamSpec, TypeVar
from unicodedata import category

import typer

from records.errors import ExitCode, RecordsError

P = ParamSpec("P")
T = TypeVar("T")

KEPT = "\n\t"
PLAIN = dict.fromkeys(map(ord, KEPT))
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
YES = frozenset({"y", "yes", "c", "co", "có"})
NO = frozenset({"n", "no", "k", "khong", "không"})


def harmless(text: str) -> str:
    """Make control signs visible, so that a record's text cannot steer the terminal."""
    # Nearly every line is plain but for its tabs; a list is thousands of them.
    if text.translate(PLAIN).isprintable():
        return text
    return "".join(_harmless(sign) for sign in text)


def _harmless(sign: str) -> str:
    if sign in KEPT or sign.isprintable():
        return sign
    if category(sign) == "Cc":
        # Unicode has a picture for each of the first 32 control signs.
        return chr(0x2400 + ord(sign)) if ord(sign) < ord(" ") else "\ufffd"
    return "\ufffd" if sign in BIDI or category(sign) == "Cs" else sign


def width() -> int:
    """Return how many signs go into a line."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def on_terminal() -> bool:
    """Whether results go to a person's screen."""
    return sys.stdout.isatty()


def styled() -> bool:
    """Whether this screen shows words in bold, and its reader wants that (no-color.org)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and on_terminal()


def can_ask() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def say(text: str = "") -> None:
    """Print a result."""
    _print(harmless(text) + "\n")


def note(text: str = "") -> None:
    """Tell something beside the result, on stderr; a person's screen breaks no word."""
    text = harmless(text)
    if sys.stderr.isatty():
        text = "\n".join(_folded(line) for line in text.split("\n"))
    sys.stderr.write(text + "\n")


def _folded(line: str) -> str:
    from textwrap import fill

    widest = width()
    indent = line[: len(line) - len(line.lstrip())]
    if len(line) < widest:
        return line
    return fill(line, max(widest - 1, 20), subsequent_indent=indent, break_long_words=False,
                break_on_hyphens=False)  # fmt: skip


def emit(document: Any) -> None:
    """Print one JSON document."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # JSON leaves bidi controls and C1 signs bare; escaped they are the same document.
    steering = {sign for sign in text if sign not in KEPT and harmless(sign) != sign}
    for sign in steering:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    _print(text + "\n")


def _print(text: str) -> None:
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unprinted(error) from None


def _unprinted(error: OSError) -> RecordsError:
    from advocacy.files import CannotWrite

    return CannotWrite(file=_("standard output"), why=error.strerror)


def finish() -> int:
    """Hand over what is still held back; return the exit code of doing so."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go()
    except OSError as error:
        refuse(_unprinted(error))
        _let_go()
        return ExitCode.VAULT
    return ExitCode.DONE


def _let_go() -> None:
    """Lead what is still to be printed nowhere: its reader has left, or its disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse(error: RecordsError) -> None:
    """Print what is wrong and what to do instead."""
    said = str(error)
    # A sentence begins small after "error:"; a ref or an abbreviation keeps its capitals.
    small = said[:1].lower() if said[1:2].islower() else said[:1]
    note(_("error: {said}").format(said=small + said[1:]))
    if error.hint:
        note(_("hint: {hint}").format(hint=error.hint))


def refusing(command: Callable[P, T]) -> Callable[P, T]:
    """Turn a refusal into a message and an exit code; a bug keeps its traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except RecordsError as error:
            refuse(error)
            raise typer.Exit(error.code) from None
        except (KeyboardInterrupt, EOFError):
            note()
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except BrokenPipeError:
            # The reader left (`| head`): that is no mistake of anybody's.
            _let_go()
            raise typer.Exit(ExitCode.DONE) from None

    return run


def rows(columns: Sequence[str], lines: Iterable[Sequence[str]], title: str = "") -> None:
    """Print rows: a table on a terminal, tab-separated lines anywhere else."""
    if not on_terminal():
        for line in lines:
            say("\t".join(" ".join(cell.split()) for cell in line))
        return
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for n, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=n == 0)
    for line in lines:
        table.add_row(*(_plain(harmless(cell)) for cell in line))
    _rich().print(table)


def pairs(lines: Iterable[tuple[str, str]]) -> None:
    """Print label and value, one pair a line; long values hang under themselves."""
    lines = list(lines)
    if not on_terminal():
        for label, value in lines:
            say(f"{label}: {value}")
        return
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for label, value in lines:
        table.add_row(_plain(label), _plain(harmless(value)))
    _rich().print(table)


def heading(text: str) -> None:
    """Print a heading over what follows."""
    if on_terminal():
        _rich().print(_plain(harmless(text), "bold"))
    else:
        say(text)


def found(snippet: str, before: str, after: str) -> str:
    """Return a snippet with its found words marked, as this screen can show it."""
    if styled():
        return snippet.replace(before, "\x1b[1;4m").replace(after, "\x1b[0m")
    return snippet.replace(before, "[").replace(after, "]")


def marked(ref: str, what: str, snippet: str, before: str, after: str) -> None:
    """Print a search hit."""
    safe = harmless(snippet.replace(before, "\ue000").replace(after, "\ue001"))
    shown = found(safe.replace("\ue000", before).replace("\ue001", after), before, after)
    shown = " ".join(shown.split())
    _print(f"{harmless(ref)}\t{harmless(what)}\t{shown}\n")


def ask(question: str, default: str = "", *, hidden: bool = False) -> str:
    """Ask for one line; what is hidden is not shown while it is typed."""
    shown = harmless(f"{question} [{default}]: " if default else f"{question}: ")
    if hidden:
        from getpass import getpass

        return getpass(shown)
    return _line(shown).strip() or default


def _line(shown: str) -> str:
    if on_terminal():
        with suppress(ImportError):
            import readline  # arrow keys; what was typed stays in memory

            if "libedit" not in (readline.__doc__ or ""):
                # A paste of several lines is one answer and does not spill into the next.
                readline.parse_and_bind("set enable-bracketed-paste on")
        return input(shown)
    # input() would write to stdout, which carries results only.
    sys.stderr.write(shown)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def ask_prose(question: str, *, needed: bool = False, alone: Sequence[str] = ()) -> str:
    """Ask for several lines; a line with only a full stop ends them, Enter alone skips.

    A first line that is one of `alone` is the whole answer.
    """
    how = (
        _("{question} (a line with only a full stop ends it)")
        if needed
        else _("{question} (Enter skips; a line with only a full stop ends it)")
    )
    note(how.format(question=question))
    lines: list[str] = []
    with suppress(EOFError):
        while (line := _line("> ")).strip() != "." and (lines or line.strip()):
            lines.append(line)
            if line.strip() in alone and len(lines) == 1:
                break
    return "\n".join(lines).strip()


def agreed(question: str) -> bool:
    """Ask yes or no; no is the default."""
    while True:
        said = ask(_("{question} [y/N]").format(question=question)).casefold()
        if not said or said in NO:
            return False
        if said in YES:
            return True
        note(_("type y for yes, n for no"))


def leave(code: ExitCode) -> NoReturn:
    """End the command with this exit code."""
    raise typer.Exit(code)


def draw(picture: Any) -> None:
    """Print what rich has laid out of harmless texts: a table, a tree."""
    _rich().print(picture)


def text(said: str, style: str = "") -> Any:
    """Return a harmless text for a picture."""
    return _plain(harmless(said), style)


def marks(named: Iterable[bool]) -> str:
    """Return yes and no as filled and empty circles, where this screen has them."""
    dumb = on_terminal() and os.environ.get("TERM") == "dumb"
    round_ = "utf" in (sys.stdout.encoding or "").lower() and not dumb
    yes, no = ("●", "○") if round_ else ("x", "-")
    return "".join(yes if one else no for one in named)


def _plain(text: str, style: str = "") -> Any:
    from rich.text import Text

    return Text(text, style=style)


def _rich() -> Any:
    from rich.console import Console

    return Console(
        highlight=False, markup=False, emoji=False, color_system="auto" if styled() else None
    )
