"""`advocacy import`: files that others filled in, and the forms to fill in."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from advocacy import console
from advocacy.console import refusing
from advocacy.options import JsonOption
from advocacy.session import open_store
from advocacy.usage import UsageError
from records.types import NAMES

if TYPE_CHECKING:
    from advocacy.importing.reading import Handed
    from advocacy.importing.tally import Report

TYPES = [name for name in NAMES if name not in ("issue", "copy", "office")]
OTHERS = ("template", "--help", "-h")
"""What may stand in the place of a file; a file of that name is `./template`."""


class FileFirst(TyperGroup):
    """Takes `import FILE` for `import file FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the word before the name of a file that may be left out."""
        given = args if not args or args[0] in ("file", *OTHERS) else ["file", *args]
        return super().parse_args(ctx, given)


app = typer.Typer(
    cls=FileFirst,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    help=_(
        "Bring in files that others filled in, and make the forms to fill in. "
        "Example: advocacy import meetings.xlsx --as consultation --dry-run"
    ),
)


def _types(incomplete: str) -> list[str]:
    return [name for name in TYPES if name.startswith(incomplete)]


@app.command(
    help=_(
        "Bring in rows of a spreadsheet, JSON, or an export of ODK or Kobo; the word `file` may "
        "be left out. All rows come in or none, and importing them again changes nothing. "
        "Example: advocacy import file meetings.xlsx --as consultation --dry-run"
    )
)
@refusing
def file(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    kind: Annotated[
        str,
        typer.Option("--as", metavar="TYPE", help=_("What each row is, such as consultation."),
                     autocompletion=_types, show_default=False),
    ],
    map_: Annotated[
        Path | None,
        typer.Option("--map", metavar="FILE", show_default=False,
                     help=_("Which heading means which field, in JSON or TOML.")),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", show_default=False,
                     help=_("The column by which a row is known when it comes again.")),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=_("The sheet with the rows."), show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would happen; write nothing."))
    ] = False,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help=_("Keep the good rows where others are bad."))
    ] = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Read a file, bring it in, and say what came of it."""
    import msgspec

    from advocacy.importing.importing import bring_in
    from advocacy.importing.mapping import read_mapping
    from advocacy.importing.reading import opened
    from advocacy.importing.refusals import BadCells, BadRowsLeft
    from advocacy.progress import counted

    _refuse_type(kind)
    mapping = read_mapping(map_)
    if key:
        mapping = msgspec.structs.replace(mapping, key=key)
    handed = opened(file)
    for encoding in handed.encodings:
        console.note(_("Read as text in {encoding}.").format(encoding=encoding))
    with open_store() as store, counted(_("Rows")) as tick:
        report = bring_in(store, handed, kind, mapping, sheet=sheet or "", dry_run=dry_run,
                          keep_good=keep_good, tick=tick)  # fmt: skip
    if as_json:
        console.emit(_as_json(handed, kind, report, dry_run=dry_run))
    else:
        _say(report)
    _tell(handed, report, dry_run=dry_run)
    if report.bad_cells:
        raise (BadRowsLeft if report.written else BadCells)(file=handed.name, n=report.bad_cells)


@app.command(
    help=_(
        "Make a workbook to fill in, in both languages, with the allowed words to choose from; "
        "or, with --xlsform, a form for ODK and Kobo that is imported without a mapping. "
        "Example: advocacy import template testimony --out testimonies.xlsx"
    )
)
@refusing
def template(
    kind: Annotated[str, typer.Argument(metavar="TYPE", autocompletion=_types, show_default=False)],
    out: Annotated[
        Path, typer.Option(metavar="FILE.xlsx", help=_("Where to write it."), show_default=False)
    ],
    xlsform: Annotated[bool, typer.Option("--xlsform", help=_("A form for ODK and Kobo."))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=_("Overwrite the file."))] = False,
) -> None:
    """Write a file to fill in; the vault's own words are in it where it is open already."""
    from advocacy.files import new_folder, refuse_existing, write_new
    from advocacy.importing.template import workbook
    from advocacy.importing.xlsform import form
    from advocacy.session import unasked
    from records.types import type_named

    _refuse_type(kind)
    if out.suffix.lower() != ".xlsx":
        raise UsageError(_("--out is to end in .xlsx"), _("such as --out meetings.xlsx"))
    refuse_existing([out], replace=replace)
    if unasked():
        open_store(writing=False).vault.close()  # which learns the vault's own terms
    new_folder(out.parent)
    write_new(out, (form if xlsform else workbook)(type_named(kind)))
    console.say(str(out))


def _refuse_type(kind: str) -> None:
    if kind not in TYPES:
        raise UsageError(
            _("there is no type {name} to import").format(name=kind[:40]),
            _("types: {names}").format(names=", ".join(TYPES)),
        )


def _as_json(handed: "Handed", kind: str, report: "Report", *, dry_run: bool) -> dict[str, Any]:
    return {
        "file": handed.name,
        "type": kind,
        "dry_run": dry_run,
        "written": report.written,
        "encodings": list(handed.encodings),
        "effects": {name: effect._asdict() for name, effect in report.effects.items()},
        "without_consent": report.without_consent,
        "examples": report.examples,
        "left": report.left,
        "sheets_not_read": list(report.aside),
        "bad_cells": report.bad_cells,
        "stopped": report.stopped,
        "problems": [problem._asdict() for problem in report.problems],
    }


def _say(report: "Report") -> None:
    """Print a line for each type: how many rows were new, changed, the same."""
    for name, effect in report.effects.items():
        told = [_("{n} new").format(n=effect.new), _("{n} changed").format(n=effect.changed),
                _("{n} unchanged").format(n=effect.unchanged)]  # fmt: skip
        told += [_("{n} bad").format(n=effect.bad)] if effect.bad else []
        told += [_("{n} erased, refused for ever").format(n=effect.gone)] if effect.gone else []
        told += [_("{n} deleted here, left so").format(n=effect.deleted)] if effect.deleted else []
        console.say(f"{name}: {', '.join(told)}")


def _tell(handed: "Handed", report: "Report", *, dry_run: bool) -> None:
    """Say what a person should know beside the numbers."""
    for problem in report.problems:
        console.note(f"{handed.name}, {problem}")
    more = report.bad_cells - len(report.problems)
    if more:
        console.note(_("and {n} more bad cells").format(n=more))
    if report.stopped:
        console.note(_("The rest of the file was not looked at."))
    for name in report.aside:
        console.note(_("The sheet {name} was not read.").format(name=name))
    if report.examples:
        console.note(_("Examples left out: {n}").format(n=report.examples))
    if report.left:
        console.note(
            _("On record and no longer in the file, left as they are: {n}").format(n=report.left)
        )
    if report.without_consent:
        console.note(
            _("Testimonies without consent: {n}. Nothing of them is printed until it is recorded: "
              "advocacy consent add --testimony REF").format(n=report.without_consent)
        )  # fmt: skip
    if dry_run:
        console.note(_("A try: nothing was written."))
