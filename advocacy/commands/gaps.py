"""`advocacy gaps`: provinces and member organisations that were never heard."""

from gettext import gettext as _
from typing import TYPE_CHECKING, Annotated, cast

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import refs_of
from advocacy.options import JsonOption
from advocacy.session import open_store
from advocacy.usage import UsageError

if TYPE_CHECKING:
    from records.store import Store
    from records.types.consultation import Consultation

app = typer.Typer(rich_markup_mode=None, add_completion=False)
MAPS = ("63", "34", "both")


@app.command(
    help=_(
        "Which provinces and member organisations were never heard: in all, in a campaign, or at "
        "one consultation. Example: advocacy gaps --campaign G-7K3Q --map 34"
    )
)
@refusing
def gaps(
    campaign: Annotated[
        str | None,
        typer.Option(metavar="REF", show_default=False, autocompletion=refs_of(("campaign",)),
                     help=_("Only the consultations of this campaign.")),
    ] = None,
    consultation: Annotated[
        str | None,
        typer.Option(metavar="REF", show_default=False, autocompletion=refs_of(("consultation",)),
                     help=_("Only this consultation.")),
    ] = None,
    map_: Annotated[
        str,
        typer.Option("--map", metavar="63|34|both",
                     help=_("The provinces before July 2025, those since, or each in turn.")),
    ] = "34",
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Show who was heard, and who never was."""
    from advocacy.screens import unheard
    from records.followup.representation import representation

    if map_ not in MAPS:
        raise UsageError(_("there is no such map"), _("type --map 63, --map 34 or --map both"))
    if campaign and consultation:
        raise UsageError(_("--campaign and --consultation together"), _("give one of them"))
    with open_store(writing=False) as store:
        found = representation(store, _meetings(store, campaign, consultation), store.today)
        if as_json:
            console.emit(unheard.as_json(store, found))
            return
        unheard.show(store, found, (63, 34) if map_ == "both" else (63 if map_ == "63" else 34,))


def _meetings(
    store: "Store", campaign: str | None, consultation: str | None
) -> "list[Consultation]":
    from records.followup.representation import held

    if consultation:
        return [cast("Consultation", store.meant(consultation, "consultation"))]
    return held(store, store.today, store.meant(campaign, "campaign").id if campaign else "")
