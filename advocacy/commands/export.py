"""`advocacy export`: records as files for other programs."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.files import new_folder, refuse_existing, write_new
from advocacy.options import JsonOption
from advocacy.session import open_store
from advocacy.usage import UsageError

if TYPE_CHECKING:
    from advocacy.exporting.chosen import Chosen
    from records.store import Store

app = typer.Typer(rich_markup_mode=None, add_completion=False)
FORMATS = ("json", "csv", "xlsx", "ics")


@app.command(
    help=_(
        "Write records into files for other programs. Sensitive fields stay empty without "
        "--reveal, sealed testimonies always. "
        "Example: advocacy export --out tables --format xlsx"
    )
)
@refusing
def export(
    out: Annotated[
        Path, typer.Option(metavar="DIR", help=_("The folder to write to."), show_default=False)
    ],
    type_: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="TYPE", show_default=False,
                     help=_("Only records of this type; may be given again.")),
    ] = None,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="json|csv|xlsx|ics",
                     help=_("ics is a calendar of meetings and due dates.")),
    ] = "json",
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=VALUE", show_default=False,
                     help=_("Only records whose field has this value; may be given again.")),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help=_("From this date on."), show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help=_("Up to this date."), show_default=False)
    ] = None,
    reveal: Annotated[
        bool, typer.Option("--reveal", help=_("Sensitive fields too. Mind where the files go."))
    ] = False,
    discreet: Annotated[
        bool,
        typer.Option("--discreet", help=_("In a calendar say only that there is a meeting.")),
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help=_("Overwrite files there."))] = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Choose records, write them in a format, say what was written."""
    from advocacy.exporting.chosen import chosen, types_meant
    from advocacy.exporting.diary import TYPES
    from records.types import NAMES

    if format_ not in FORMATS:
        raise UsageError(
            _("there is no format {name} to write").format(name=format_[:20]),
            _("type --format json, csv, xlsx or ics"),
        )
    if discreet and format_ != "ics":
        raise UsageError(_("--discreet is for a calendar"), _("add --format ics"))
    among = TYPES if format_ == "ics" else NAMES
    types = types_meant(type_ or [], among) or [name for name in NAMES if name in among]
    with open_store(writing=False) as store:
        store.sealing_keys = ()  # what is sealed stays so, even where its key is
        found = chosen(store, types, named=bool(type_), where=where or [], since=since, until=until)
        files, told = _files(store, found, format_, named=bool(type_), reveal=reveal,
                             discreet=discreet)  # fmt: skip
    new_folder(out)
    refuse_existing([out / name for name in files], replace=replace)
    for name, content in files.items():
        write_new(out / name, content)
    if found.without_date:
        console.note(_("Without a date, and left out: {types}").format(
            types=", ".join(found.without_date)))  # fmt: skip
    if as_json:
        console.emit({"files": list(files), **told})
        return
    for name in files:
        console.say(str(out / name))
    _tell(told)


def _files(  # what was chosen, in which format
    store: "Store", found: "Chosen", format_: str, *, named: bool, reveal: bool, discreet: bool
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the files by name, and what there is to say of them."""
    from advocacy.exporting.diary import diary
    from advocacy.exporting.writing import files_of

    if format_ != "ics":
        written = files_of(store, found.records, format_, named=named, reveal=reveal)
        return written.files, {"records": written.counts, "hidden": written.hidden}
    made = diary(
        store,
        [record for records in found.records.values() for record in records],
        discreet=discreet,
        vietnamese=settings.current.language == "vi",
    )
    told = {"shown": made.shown, "uncertain": list(made.uncertain), "kept_back": made.kept_back}
    # A calendar without any entry is none (RFC 5545, 3.6).
    return {"calendar.ics": made.content} if made.shown else {}, told


def _tell(told: dict[str, Any]) -> None:
    """Say what the files do not hold."""
    hidden = dict.fromkeys(f for fields in told.get("hidden", {}).values() for f in fields)
    if hidden:
        console.note(
            _("Left empty, --reveal writes them: {fields}").format(fields=", ".join(hidden))
        )
    if not told.get("shown", 1):
        console.note(_("There is nothing to put into a calendar."))
    if told.get("uncertain"):
        console.note(
            _("Left out, the day is not certain: {refs}").format(refs=", ".join(told["uncertain"]))
        )
    if told.get("kept_back"):
        console.note(_("Left out by their sensitivity: {n}").format(n=told["kept_back"]))
