"""`advocacy commitment`: what was promised, and what came of it."""

from gettext import gettext as _
from typing import Annotated, Any

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import refs_of, takes_fields_of
from advocacy.options import FromOption, JsonOption, RevealOption, ref_argument
from advocacy.session import open_store
from advocacy.usage import UsageError
from advocacy.verbs.group import add_child, group
from records.fields import fields_of
from records.types.commitment import Commitment, Progress

app = group("commitment")

TOLD = ("claimed", "verified", "note")
"""What makes a progress report: one of these, or evidence."""


@app.command(
    help=_(
        "Report progress: what they say, what we can show. Example: advocacy commitment "
        "progress M-7K3Q --on 2016-09 --claimed substantial --verified limited"
    )
)
@refusing
@takes_fields_of(Progress, without=("commitment",))
def progress(
    ref: ref_argument(Commitment),  # type: ignore[valid-type]
    from_: FromOption = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:
    """Add a progress report to a commitment; without `--on` it is of today."""
    if from_ is None:
        _ask_level(options)
        options["on"] = options.get("on") or "today"
    add_child("progress", ref, from_, as_json=as_json, options=options)


def _ask_level(options: dict[str, Any]) -> None:
    """Ask what the report says where nothing was given: it cannot be changed afterwards."""
    if any(options.get(name) for name in (*TOLD, "note_vi", "evidence")):
        return
    if not console.can_ask():
        raise UsageError(
            _("the progress report says nothing"),
            _("give --claimed, --verified, --note or --evidence"),
        )
    from advocacy.asking.questions import ask_field

    with open_store(writing=False) as store:
        for name in TOLD:
            options[name] = ask_field(store, Progress, fields_of(Progress)[name])
    if not any(options[name] for name in TOLD):
        raise UsageError(_("the progress report says nothing"), _("nothing was recorded"))


@app.command(
    help=_(
        "What was promised in two columns: they say, we can show; the latest first. A body's own "
        "and what it took over. Example: advocacy commitment ledger --overdue"
    )
)
@refusing
def ledger(
    body: Annotated[
        str | None,
        typer.Option(metavar="REF", show_default=False, autocompletion=refs_of(("organisation",)),
                     help=_("Only commitments that this body made or took over.")),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=_("Only those that are or may be overdue."))
    ] = False,
    as_json: JsonOption = False,
    reveal: RevealOption = False,
) -> None:  # fmt: skip
    """Show commitments weighed on the day it is."""
    from advocacy.screens import ledger as columns
    from records.followup.promises import LATE
    from records.followup.promises import ledger as weigh
    from records.followup.tenure import chairs

    with open_store(writing=False) as store:
        whose = store.meant(body, "organisation").id if body else ""
        found = weigh(store, store.today, whose)
        if overdue:
            found = [one for one in found if one.lateness in LATE]
        if as_json:
            sat = chairs(store, (one.commitment for one in found), store.today)
            console.emit([
                columns.as_json(store, one, sat.get(one.commitment.id), reveal=reveal)
                for one in found
            ])  # fmt: skip
        elif found:
            columns.show(store, found)
        else:
            console.note(_("nothing was promised that fits"))
