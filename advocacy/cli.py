"""Assembles the commands. A command's module is imported only when it is called."""

import os
import re
from collections.abc import Sequence
from gettext import gettext as _
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from advocacy import console, settings
from advocacy.usage import UsageError
from records.errors import ExitCode

SECTIONS: dict[str, dict[str, str]] = {
    _("Begin"): {
        "init": _("Make a vault. Example: advocacy init --example vnsw"),
        "demo": _("See the whole job done on the example. Example: advocacy demo demo"),
        "status": _("What is ahead, overdue or open."),
        "doctor": _("Is this machine able? What to install if not."),
    },
    _("Log a meeting"): {
        "consultation": _("Meetings with public bodies, who went, what was raised."),
        "commitment": _("What was promised, and what came of it."),
        "presentation": _("Asks that were put at a meeting, with the response."),
        "outcome": _("What changed, and what we contributed."),
    },
    _("Collect testimonies"): {
        "testimony": _("What people told us."),
        "consent": _("What they allow us to do with it."),
    },
    _("Hold positions"): {
        "position": _("What we hold."),
        "ask": _("What exactly we want from which body."),
        "evidence": _("Figures and findings."),
        "campaign": _("Longer efforts towards one goal."),
        "instrument": _("Laws and programmes."),
        "source": _("Where facts come from."),
    },
    _("Know the room"): {
        "organisation": _("Bodies and member organisations."),
        "official": _("People in public posts."),
        "assessment": _("Our internal view of a stakeholder."),
    },
    _("Follow up"): {
        "trace": _("One thread: asked, answered, promised, what came of it."),
        "timeline": _("A campaign in the order of time, also as a paper."),
        "gaps": _("Provinces and member organisations that were never heard."),
        "report": _("What was achieved in a period, for members and donors."),
        "stakeholder": _("What we know of a body or a post; the power map."),
    },
    _("Find"): {
        "search": _("Find records by their words, with or without diacritics."),
        "attach": _("Keep a file with a record, inside the vault."),
        "detach": _("Take a file from a record, or write it out."),
        "saved": _("Lists that you gave a name. Example: advocacy saved"),
        "browse": _("Look around in a web page, without sensitive fields."),
    },
    _("Print"): {
        "brief": _("Briefing packs: define, preview, build, issue."),
    },
    _("In and out"): {
        "import": _("Bring in spreadsheets, JSON, ODK and Kobo exports; forms to fill in."),
        "export": _("Records as tables, workbook, JSON or calendar."),
        "archive": _("Everything in open formats, for whoever comes after."),
    },
    _("Keep safe"): {
        "unlock": _("Keep the vault open for a while. Example: advocacy unlock --for 15m"),
        "lock": _("Close the vault now."),
        "shell": _("Type many commands with one passphrase. Example: advocacy shell"),
        "undo": _("Take the last change back. Example: advocacy undo --list"),
        "vault": _("Look after the vault: check it, back it up, restore it, its keys."),
        "office": _("This office: its name and address, as papers carry them."),
        "vocabulary": _("The words that fields may hold, and your own."),
    },
    _("Parts of records"): {
        "delegation": _("Who went to a consultation."),
        "point": _("What was raised at a consultation."),
        "excerpt": _("Quotable parts of testimonies."),
        "challenge": _("Questions we will be asked, with answers."),
        "progress": _("Progress reports on commitments."),
        "issue": _("Sets of papers that were handed over."),
        "copy": _("Numbered copies and who holds them."),
    },
}
TOLD = {name: told for commands in SECTIONS.values() for name, told in commands.items()}
PLAIN = {
    "presentation": ("list", "show", "edit", "delete", "history"),
    "outcome": (), "evidence": (), "campaign": (), "instrument": (), "source": (),
    "organisation": (), "official": (), "assessment": (),
    "delegation": ("list", "show", "edit", "delete", "history"),
    "point": ("list", "show", "edit", "delete", "history"),
    "excerpt": ("list", "show", "edit", "delete", "history"),
    "challenge": ("list", "show", "edit", "delete", "history"),
    "progress": ("list", "show", "history"),
    "issue": ("list", "show", "history"),
    "copy": ("list", "show", "edit", "history"),
}  # fmt: skip
"""Groups that have these verbs and nothing of their own; all six where none is named."""


OWN = {
    "consultation": "consultation", "commitment": "commitment", "testimony": "testimony",
    "consent": "consent", "position": "position", "ask": "ask", "brief": "briefing",
}  # fmt: skip
"""Groups with commands of their own beside those of their record type."""

READING = ("list", "show", "history")
"""What every type has, and people type most; built alone, without the group's other commands."""


def load(name: str, verb: str = "") -> Any:
    """Return the built command or group of this name; of a group, `verb` alone where it can be."""
    kind = name if name in PLAIN else OWN.get(name, "")
    if kind and (name in PLAIN or verb in READING):
        from advocacy.verbs.group import group

        offered = PLAIN.get(name, ())
        alone = verb in READING and (not offered or verb in offered)
        app = group(kind, *((verb,) if alone else offered))
    else:
        module = f"{name}_" if iskeyword(name) else name
        app = import_module(f"advocacy.commands.{module}").app
    built = typer.main.get_command(app)
    built.name = name
    built.help = built.help or TOLD[name]
    return built


def with_example_apart(told: str) -> str:
    """Return a help text whose example stands in lines of its own, fit to be copied."""
    from textwrap import wrap

    said, mark, example = told.partition(_("Example: "))
    if not mark:
        return told
    # Kept as it is laid out (\b), and read as one command (\ at the end of a line).
    lines = wrap(example, 74, initial_indent="  ", subsequent_indent="    ",
                 break_long_words=False, break_on_hyphens=False)  # fmt: skip
    return f"{said.strip()}\n\n\b\n{mark.strip()}\n" + " \\\n".join(lines)


class Lazy(TyperGroup):
    """A group that builds a command when it is called, and lists them by task."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Swap in the built command for the stub of the same name."""
        name, stub, rest = super().resolve_command(ctx, args)
        if not name or not stub:
            return name, stub, rest
        command = load(name, rest[0] if rest else "")
        for one in (command, *getattr(command, "commands", {}).values()):
            one.help = with_example_apart(one.help or "")
        return name, command, rest

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  (typer's own)
        """Write the commands under the task that they serve."""
        width = max(len(name) for names in SECTIONS.values() for name in names)
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), told) for name, told in commands.items()])


app = typer.Typer(
    cls=Lazy,
    name="advocacy",
    help=_(
        "Log consultations with government, keep testimonies under consent, print the packs "
        "that go into the room."
    ),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _section in SECTIONS.values():
    for _name, _told in _section.items():
        app.add_typer(
            typer.Typer(rich_markup_mode=None, add_completion=False), name=_name, help=_told
        )


@app.callback(invoke_without_command=True)
def advocacy(
    ctx: typer.Context,
    vault: Annotated[
        str | None,
        typer.Option(metavar="PATH", help=_("The vault's folder."), show_default=False),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(metavar="en|vi", help=_("The language of messages."), show_default=False),
    ] = None,
    version: Annotated[  # noqa: FBT002  (a flag)
        bool, typer.Option("--version", help=_("Print the version."))
    ] = False,
) -> None:
    """Keep what holds for every command; alone on a terminal, show the status."""
    if lang is not None and lang not in settings.LANGUAGES:
        console.refuse(
            UsageError(_("this is no language of the program"), _("type --lang en or --lang vi"))
        )
        raise typer.Exit(2)
    settings.current.vault = vault
    ctx.obj = run  # for `shell`, which is one of the commands and runs the others
    if version:
        from importlib.metadata import version as installed

        console.say(installed("advocacy"))
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        if not console.on_terminal():
            console.say(ctx.get_help())
            raise typer.Exit
        raise typer.Exit(
            load("status").main(args=[], prog_name="advocacy status", standalone_mode=False) or 0
        )


def run(given: Sequence[str]) -> int:
    """Run the command that these words make, and return its exit code."""
    try:
        words = [os.fsencode(word).decode() for word in given]
    except UnicodeError:
        console.refuse(
            UsageError(
                _("what was typed holds bytes that are no UTF-8 text"),
                _("set the terminal to UTF-8, and type it again"),
            )
        )
        return ExitCode.USAGE
    completing = settings.settle_completion(os.environ)
    try:
        code = app(args=words, prog_name="advocacy", standalone_mode=False) or 0
    except Exception as error:
        if completing:  # whatever it is, it does not belong into the line that somebody types
            return ExitCode.DONE
        # typer keeps its errors to itself; they are those that can format a message.
        if not hasattr(error, "format_message"):
            raise
        code = _misused(error)
    return code or console.finish()


def _misused(error: Any) -> int:
    """Say what typer found wrong as every refusal is said; a group alone shows its help."""
    said, told = error.format_message(), getattr(error, "ctx", None)
    if "\n" in said:
        console.note(said)
    else:
        path = told.command_path if told else "advocacy"
        hint = _("{command} --help says what can be typed").format(command=path)
        said, near = _meant(error, said)
        if near:
            hint = _("did you mean {nearest}?").format(nearest=", ".join(near))
        console.refuse(UsageError(said.rstrip("."), hint))
    return int(error.exit_code)


def _meant(error: Any, said: str) -> tuple[str, list[str]]:
    """Return what typer says without its guesses, and the nearest options or commands."""
    from records.nearest import nearest

    typed = getattr(error, "option_name", "")
    if typed and getattr(error, "ctx", None):
        shown = [p for p in error.ctx.command.params if not getattr(p, "hidden", False)]
        # An option may be meant by its label, in the language of the help.
        names = {name: p.opts[0] for p in shown for name in (*p.opts, getattr(p, "help", "") or "")}
        return str(error.message), nearest(typed, names)
    said, _mark, guesses = said.partition(". Did you mean ")
    return said, re.findall(r"'([^']+)'", guesses)
