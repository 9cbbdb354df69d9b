"""`advocacy status`: what is ahead, overdue or open, and what one can do about it."""

from gettext import gettext as _
from typing import TYPE_CHECKING

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.options import JsonOption
from advocacy.session import open_store

if TYPE_CHECKING:
    from records.morning import Matter
    from records.store import Store

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_("What is ahead, overdue or open, each with what to type. Example: advocacy status")
)
@refusing
def status(as_json: JsonOption = False) -> None:
    """Show what waits for staff."""
    from records.morning import matters

    with open_store(writing=False) as store:
        found = matters(store, store.today)
        if as_json:
            console.emit([{"kind": m.kind, "ref": store.ref(m.id), "on": m.on} for m in found])
            return
        titles = {
            "meeting": _("Meetings ahead"), "overdue": _("Overdue commitments"),
            "maybe_overdue": _("Commitments that may be overdue"),
            "review": _("Consents to review"), "lapsing": _("Consents that end soon"),
            "recall": _("Copies to call back, until"),
            "stale": _("Drafts that show withdrawn words"),
            "unchecked": _("Testimonies that nobody has read for identifying details"),
            "unresolved": _("Points to follow up"),
        }  # fmt: skip
        for kind, title in titles.items():
            lines = [_line(store, m) for m in found if m.kind == kind]
            if lines:
                console.heading(title)
                _show(lines)
        if not found:
            console.say(_("Nothing waits."))
        if console.on_terminal():
            _what_next()


def _show(lines: list[list[str]]) -> None:
    """Print matters; on a terminal the command stands below its matter, whole."""
    if console.on_terminal():
        pairs = []
        for ref, when, what, command in lines:
            pairs += [(ref, f"{when}: {what}" if when else what), ("", command)]
        console.pairs(pairs)
        console.say()
        return
    console.rows([_("Record"), _("When"), _("What"), _("Type this")], lines)


def _line(store: "Store", matter: "Matter") -> list[str]:
    from advocacy import showing
    from records.dates import in_words

    record = store.get(matter.id)
    when = in_words(matter.on, settings.current.language) if matter.on else ""
    return [record.ref, when, showing.title_of(store, record), _command(store, matter)]


def _command(store: "Store", matter: "Matter") -> str:
    """Return the command that deals with a matter."""
    from typing import cast

    from records.morning import pack_state
    from records.types.testimony import Consent

    ref = store.ref(matter.id)
    if matter.kind == "meeting":
        state = pack_state(store, matter.id)
        return {
            "none": f"advocacy brief add --consultation {ref}",
            "defined": "advocacy brief list",
            "issued": _("pack issued"),
        }[state]
    if matter.kind in ("review", "lapsing"):
        testimony = store.ref(cast("Consent", store.get(matter.id)).testimony or "")
        return f"advocacy consent add --testimony {testimony}"
    return {
        "overdue": f"advocacy commitment progress {ref}",
        "maybe_overdue": f"advocacy commitment progress {ref}",
        "recall": f"advocacy brief recall {ref}",
        "stale": f"advocacy brief build {ref}",
        "unchecked": f"advocacy testimony checked {ref}",
        "unresolved": f"advocacy consultation edit {ref} --follow-up done",
    }[matter.kind]


def _what_next() -> None:
    console.note(_("Log a meeting:       advocacy consultation add"))
    console.note(_("Record a testimony:  advocacy testimony add"))
    console.note(_("Define a pack:       advocacy brief add"))
    console.note(_("Find something:      advocacy search WORDS"))
    console.note(_("Everything else:     advocacy --help"))
