"""Many commands with one passphrase: the key stays in this process, and only while someone is here.

It is kept where it can be overwritten, and is when the shell locks. That is as much as Python
can do: the copies that it made on the way (bytes, the driver's own) stay until their memory is
used for something else. Ending the shell is the surer lock.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from gettext import gettext as _
from typing import Any

import typer

from advocacy import console, session, settings
from advocacy.shell.prompt import Line, words_of
from advocacy.shell.watch import Reason, Watch
from advocacy.usage import UsageError
from records import keyring, vault, vocabulary
from records.errors import ExitCode, RecordsError


class Shell:
    """One vault, open until nobody is here."""

    def __init__(
        self, run: Callable[[Sequence[str]], int], tree: Any, idle: int, idle_said: str
    ) -> None:
        self.run = run
        self.folder = settings.vault_folder()
        self.vault, self.language = settings.current.vault, settings.current.language
        self.idle_said = idle_said
        self.locked = ""
        """Why the shell is locked; empty while it is open."""
        self.watch = Watch(idle, self._leave)
        self.line = Line(tree, self._prepare, self.watch.touch)

    def open(self) -> None:
        """Ask for the passphrase as every command does. Raises what `vault.unlock` does."""
        vault.vault_id(self.folder)  # where there is no vault, nothing is asked
        _keep_out_of_core_files()
        self._hold(vault.unlock(self.folder, session.passphrase()))
        self.watch.start()
        console.note(
            _(
                "The vault is open in this shell, and closes when nobody types for {time}. "
                "help lists the commands; exit or Ctrl-D ends."
            ).format(time=self.idle_said)
        )

    def converse(self) -> None:
        """Run what is typed, line by line, until the end."""
        # The lock interrupts a question like Ctrl-C, which whoever started us may have ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = 0
        try:
            while True:
                # A Ctrl-C, by a person or by the watch, ends a line or a command and no more.
                with suppress(KeyboardInterrupt):
                    if self.locked or not self._fits():
                        self._open_again()
                        code = 0
                    line = self.line.read(f"advocacy [{code}]> " if code else "advocacy> ")
                    self.watch.look()
                    code = code if self.locked else self._do(line, code)
        except EOFError:
            console.note(_("The vault is closed."))
        finally:
            forget_keys()

    def _do(self, line: str, before: int) -> int:
        """Do what a line says, and return its exit code; an empty one changes nothing."""
        try:
            words = words_of(line)
        except ValueError:
            return _refused(
                UsageError(
                    _("a quotation mark is not closed"), _("type the line again with both marks")
                )
            )
        words = words[1:] if words[:1] == ["advocacy"] and words[1:] else words
        match words:
            case []:
                return before
            case ["exit" | "quit"]:
                raise EOFError
            case ["lock"]:
                self._lock()
                return 0
            case ["advocacy"]:
                return self._call([])
            case ["help", *rest]:
                return self._call([*rest, "--help"])
        return self._call(words)

    def _call(self, words: Sequence[str]) -> int:
        """Run a command as the program does, with this shell's vault and language."""
        settings.settle_language(["--lang", self.language, *words], os.environ)
        vocabulary.forget_added()  # of the vault before: this command may name another
        own = ["--vault", self.vault] if self.vault else []
        self.watch.running = True
        try:
            return self.run([*own, *words])
        except (KeyboardInterrupt, typer.Abort):
            return ExitCode.INTERRUPTED
        except SystemExit as left:
            return left.code if isinstance(left.code, int) else ExitCode.DONE
        except Exception:  # noqa: BLE001  (a bug: it shows its traceback and the shell lives on)
            import traceback

            traceback.print_exc()
            return ExitCode.BUG
        finally:
            self.watch.running = False
            self.watch.touch()
            settings.settle_language(["--lang", self.language], os.environ)
            settings.current.vault = self.vault
            _forget_answers()
            sys.stdout.flush()

    def _prepare(self, named: str | None) -> None:
        """Let completion see the vault that a line is about, and its own terms."""
        settings.current.vault = named or self.vault
        vocabulary.forget_added()
        with session.unlocked():
            pass

    def _hold(self, key: bytes) -> None:
        session.held[vault.vault_id(self.folder)] = bytearray(key)
        self.watch.begin()
        self.locked = ""

    def _fits(self) -> bool:
        """Whether the key is still the vault's: a rotation or a restore gives it another."""
        try:
            kept = session.held.get(vault.vault_id(self.folder))
            return kept is not None and vault.fits(self.folder, bytes(kept))
        except RecordsError:
            return True  # the vault cannot be reached: the next command says so

    def _lock(self) -> None:
        """Lock at once, for other processes too."""
        self.locked = "asked"
        forget_keys()
        with suppress(keyring.NoKeyring, vault.VaultRefusal):
            keyring.forget(vault.vault_id(self.folder))

    def _leave(self, reason: Reason) -> None:
        """Lock because nobody is here; called by the watch, from its own thread too."""
        import threading

        forget_keys()
        self.locked = reason
        if threading.current_thread() is threading.main_thread():
            return
        if self.watch.running:
            _interrupt()
        else:
            self.line.give_up()

    def _open_again(self) -> None:
        """Say why it is locked, and ask until the passphrase is right. EOFError: enough."""
        forget_keys()
        if self.locked:  # after a rotation, what it told is still to be read
            self.line.clear()
        console.note(
            {
                "asked": _("The vault is closed."),
                "idle": _("Nobody typed for {time}: the vault is closed.").format(
                    time=self.idle_said
                ),
                "slept": _("The machine slept: the vault is closed."),
            }.get(self.locked, _("The vault has another key now."))
        )
        console.note(_("Type the passphrase to go on; Ctrl-D ends."))
        while True:
            try:
                # By a person, never by the environment: that one is still there.
                self._hold(vault.unlock(self.folder, console.ask(_("Passphrase"), hidden=True)))
            except RecordsError as refusal:
                console.refuse(refusal)
            except EOFError:
                console.note()  # the question still stands on this line
                raise
            else:
                return


def forget_keys() -> None:
    """Overwrite the keys that this process keeps, and let go of them."""
    while session.held:
        with suppress(KeyError):  # the other thread was first
            _name, key = session.held.popitem()
            key[:] = bytes(len(key))


def _forget_answers() -> None:
    """Let no arrow key bring back what was typed into a command's questions."""
    readline: Any = sys.modules.get("readline")
    if readline:
        readline.clear_history()


def _interrupt() -> None:
    """Break off the command that waits, as Ctrl-C does."""
    import threading

    if sys.platform == "win32":
        import _thread

        _thread.interrupt_main()  # seen only once a line is typed: Windows wakes nobody
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def _keep_out_of_core_files() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refused(error: RecordsError) -> int:
    console.refuse(error)
    return error.code
