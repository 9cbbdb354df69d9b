"""`advocacy stakeholder`: what we know of a body or a post; and the power map."""

from gettext import gettext as _
from typing import Annotated, cast

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import refs_of
from advocacy.options import JsonOption, RevealOption
from advocacy.session import open_store
from advocacy.usage import UsageError
from records.types.public_life import Official, Organisation

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "What we know of a body or a post: assessments as a history, who sits there, what was "
        "promised, when we met. Stays on the screen. Example: advocacy stakeholder O-7K3Q"
    )
)
@refusing
def stakeholder(
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", show_default=False,
                       autocompletion=refs_of(("organisation", "official")),
                       help=_("A body (its name will do) or an official.")),
    ] = None,
    map_: Annotated[
        bool, typer.Option("--map", help=_("Everyone assessed, by influence and interest."))
    ] = False,
    as_json: JsonOption = False,
    reveal: RevealOption = False,
) -> None:  # fmt: skip
    """Show one stakeholder, or the map of all."""
    from advocacy.screens import stakeholders
    from records.followup.stakeholders import power_map

    if (ref is None) != map_:
        raise UsageError(
            _("stakeholder needs a body or an official, or --map alone"),
            _("type advocacy stakeholder REF, or advocacy stakeholder --map"),
        )
    with open_store(writing=False) as store:
        if ref is None:
            found = power_map(store)
            if as_json:
                console.emit(stakeholders.map_json(store, found))
            elif found.cells or found.apart:
                stakeholders.show_map(store, found)
            else:
                console.note(_("nobody was assessed yet: advocacy assessment add"))
            return
        who = cast("Organisation | Official", store.meant(ref, "organisation", "official"))
        known = stakeholders.Known(store, who)
        if as_json:
            console.emit(stakeholders.as_json(known, reveal=reveal))
        else:
            stakeholders.show(known, reveal=reveal)
