"""`advocacy status`: what is ahead, overdue or open, and what one can do about it."""

from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING, NamedTuple

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.nextsteps import in_lines
from advocacy.options import JsonOption
from advocacy.session import open_store

if TYPE_CHECKING:
    from records.followup.packs import PackState
    from records.morning import Matter
    from records.store import Store

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Line(NamedTuple):
    """A matter as it is shown."""

    matter: "Matter"
    ref: str
    when: str
    what: str
    command: str
    pack: "PackState | None"  # of a meeting


@app.command(
    help=_("What is ahead, overdue or open, each with what to type. Example: advocacy status")
)
@refusing
def status(as_json: JsonOption = False) -> None:
    """Show what waits for staff."""
    from records.morning import matters

    with open_store(writing=False) as store:
        lines = [_line(store, matter) for matter in matters(store, store.today)]
    if as_json:
        console.emit([
            {
                "kind": one.matter.kind, "ref": one.ref or None, "on": one.matter.on,
                "pack": one.pack and one.pack.state, "command": one.command,
            }
            for one in lines
        ])  # fmt: skip
        return
    titles = {
        "meeting": _("Meetings ahead"), "overdue": _("Overdue commitments"),
        "maybe_overdue": _("Commitments that may be overdue"),
        "due_soon": _("Commitments due within 30 days"),
        "review": _("Consents to review"), "lapsing": _("Consents that end soon"),
        "recall": _("Copies to call back, until"),
        "stale": _("Drafts that show withdrawn words"),
        "unchecked": _("Testimonies that nobody has read for identifying details"),
        "unresolved": _("Points to follow up"),
        "backup_never": _("Backup"), "backup_old": _("Backup"),
    }  # fmt: skip
    for kind, title in titles.items():
        found = [one for one in lines if one.matter.kind == kind]
        if found:
            console.heading(title)
            _show(found)
    if not lines:
        console.say(_("Nothing waits."))
    if console.on_terminal():
        _what_next()


def _line(store: "Store", matter: "Matter") -> Line:
    from advocacy.nextsteps import command_for
    from advocacy.screens import showing
    from records.dates import in_words
    from records.followup.packs import pack_for

    when = in_words(matter.on, settings.current.language) if matter.on else ""
    pack = pack_for(store, matter.id) if matter.kind == "meeting" else None
    command = command_for(store, matter, pack)
    if not matter.id:
        told = {"backup_never": _("This vault was never backed up; a stick is the place for it."),
                "backup_old": _("The last backup is more than a week old.")}  # fmt: skip
        return Line(matter, "", when, told[matter.kind], command, None)
    record = store.get(matter.id)
    what = showing.title_of(store, record)
    if pack is not None:
        what = f"{what} · {_pack(pack)}"
    return Line(matter, record.ref, when, what, command, pack)


def _pack(pack: "PackState") -> str:
    changed = ngettext(
        "pack is stale: {n} record changed since", "pack is stale: {n} records changed since",
        len(pack.changed),
    ).format(n=len(pack.changed))  # fmt: skip
    return {
        "none": _("no pack yet"), "defined": _("pack defined, not built"),
        "built": _("pack built, not handed over"), "stale": changed, "issued": _("pack issued"),
    }[pack.state]  # fmt: skip


def _show(lines: list[Line]) -> None:
    """Print matters; on a terminal the command stands below its matter, whole."""
    if console.on_terminal():
        pairs = []
        for one in lines:
            said = f"{one.when}: {one.what}" if one.when else one.what
            pairs += [(one.ref, said), ("", in_lines(one.command))]
        console.pairs(pairs)
        console.say()
        return
    console.rows(
        [_("Record"), _("When"), _("What"), _("Type this")],
        ([one.ref, one.when, one.what, one.command] for one in lines),
    )


def _what_next() -> None:
    console.note(_("Log a meeting:       advocacy consultation add"))
    console.note(_("Record a testimony:  advocacy testimony add"))
    console.note(_("Define a pack:       advocacy brief add"))
    console.note(_("What was promised:   advocacy commitment ledger"))
    console.note(_("Find something:      advocacy search WORDS"))
    console.note(_("Everything else:     advocacy --help"))
