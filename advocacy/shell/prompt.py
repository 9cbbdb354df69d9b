"""The line of the shell: completion as in other shells, its history in memory, a paste is text."""

import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from gettext import gettext as _
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import is_dumb_terminal

from advocacy import console
from records.errors import RecordsError

OWN_WORDS = ("exit", "help", "quit")


def words_of(line: str) -> list[str]:
    """Split a line as shells do; the backslash of a Windows path stays. ValueError: open quotes."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    if sys.platform == "win32":
        lexer.escape = ""
    return list(lexer)


def offered(
    tree: Any, words: Sequence[str], typed: str, prepare: Callable[[str | None], None]
) -> Iterator[tuple[str, str]]:
    """Yield what can follow these words and begins as typed, each with what it means.

    `tree` is the root of the commands; it is asked as typer asks it for bash and zsh, after
    `prepare` was told which `--vault` the words name.
    """
    context = tree.make_context("advocacy", list(words), resilient_parsing=True)
    prepare(context.params.get("vault"))
    while hasattr(context.command, "resolve_command"):
        # typer has no public name for the first words that a group leaves over.
        rest = [*context._protected_args, *context.args]  # noqa: SLF001
        if not rest:
            break
        name, command, rest = context.command.resolve_command(context, rest)
        if command is None:
            return
        context = command.make_context(name, rest, parent=context, resilient_parsing=True)
    for item in _answering(context, words, typed).shell_complete(context, typed):
        yield item.value, item.help or ""


def _answering(context: Any, words: Sequence[str], typed: str) -> Any:
    """Return the option or argument that the typed word is for, else the command itself."""
    if typed.startswith("-"):
        return context.command
    parameters = context.command.get_params(context)
    for one in parameters:
        if one.param_type_name == "option" and not one.is_flag and words and words[-1] in one.opts:
            return one
    for one in parameters:
        if one.param_type_name == "argument":
            source = context.get_parameter_source(one.name)
            if one.nargs == -1 or source is None or source.name != "COMMANDLINE":
                return one
    return context.command


class Commands(Completer):
    """Completes commands, options, refs and terms."""

    def __init__(self, tree: Any, prepare: Callable[[str | None], None]) -> None:
        self.tree, self.prepare = tree, prepare

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002  (prompt_toolkit's own)
    ) -> Iterable[Completion]:
        """Yield what can stand at the cursor."""
        line = document.text_before_cursor
        try:
            words = words_of(line)
        except ValueError:
            return
        typed = words.pop() if words and not line[-1:].isspace() else ""
        if not line.endswith(typed):
            return  # typed in quotes or with escapes: what is offered would not fit
        if words[:1] == ["advocacy"]:
            del words[0]
        if typed.startswith("--") and "=" in typed:
            option, _equals, typed = typed.partition("=")
            words.append(option)
        if not words:
            for word in OWN_WORDS:
                if word.startswith(typed):
                    yield Completion(word, -len(typed))
        with suppress(RecordsError):
            for value, told in offered(self.tree, words, typed, self.prepare):
                yield Completion(value, -len(typed), display_meta=console.harmless(told))


def one_line(pasted: str) -> str:
    """Return pasted text as one line where it is one: a backslash at an end joins two."""
    text = pasted.replace("\r\n", "\n").replace("\r", "\n").replace("\\\n", " ")
    return text.strip("\n")


def _bindings() -> KeyBindings:
    keys = KeyBindings()

    @keys.add(Keys.BracketedPaste)
    def paste(event: KeyPressEvent) -> None:
        text = one_line(event.data)
        if "\n" in text:
            run_in_terminal(_refuse_lines)
        else:
            event.current_buffer.insert_text(text)

    @keys.add("enter")
    def enter(event: KeyPressEvent) -> None:
        # A terminal that does not mark a paste sends it as if it were typed, at once.
        queue = event.key_processor.input_queue
        waiting = [*queue, *event.app.input.read_keys()]
        queue.clear()
        if any(_is_text(key) for key in waiting):
            event.current_buffer.reset()
            run_in_terminal(_refuse_lines)
        else:
            event.current_buffer.validate_and_handle()

    return keys


def _is_text(key: KeyPress) -> bool:
    return key.key is not Keys.CPRResponse and bool(key.data.strip())


def _refuse_lines() -> None:
    console.note(_("That paste has several lines. It is text and not commands: nothing was done."))
    console.note(_("hint: paste one command at a time; prose goes in where a command asks for it"))


class Line:
    """Reads one line after the other."""

    def __init__(
        self, tree: Any, prepare: Callable[[str | None], None], touch: Callable[[], None]
    ) -> None:
        self.session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),
            completer=Commands(tree, prepare),
            complete_while_typing=False,
            key_bindings=_bindings(),
            reserve_space_for_menu=6,
        )
        self.session.app.key_processor.before_key_press += lambda _keys: touch()

    def read(self, question: str) -> str:
        """Return the line that is typed. EOFError at Ctrl-D, KeyboardInterrupt at Ctrl-C."""
        # What was typed or pasted while a command ran was not meant for this prompt.
        clear_typeahead(self.session.input)
        _drop_typed_ahead()
        return self.session.prompt(question)

    def give_up(self) -> None:
        """Cancel the line from another thread."""
        app = self.session.app

        def leave() -> None:
            if app.is_running and not app.is_done:
                app.exit(exception=KeyboardInterrupt())

        loop = app.loop
        if loop is not None:
            with suppress(RuntimeError):  # the line was just finished, and its loop closed
                loop.call_soon_threadsafe(leave)

    def clear(self) -> None:
        """Take what was shown off the screen, and out of what can be scrolled back to."""
        if is_dumb_terminal():
            return
        output = self.session.output
        output.erase_screen()
        output.cursor_goto(0, 0)
        if sys.platform != "win32":
            output.write_raw("\x1b[3J")  # xterm's; terminals that do not know it ignore it
        output.flush()


def _drop_typed_ahead() -> None:
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)
