"""`advocacy ask`: what exactly we want, and when we put it to whom."""

from gettext import gettext as _
from typing import Annotated, Any

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import given, refs_of, takes_fields_of
from advocacy.options import JsonOption, ref_argument
from advocacy.session import open_store
from advocacy.usage import UsageError
from advocacy.verbs.group import group, report
from records.types.position import Ask, Presentation

app = group("ask")


@app.command(
    help=_(
        "Put an ask at a consultation, with the response given. "
        "Example: advocacy ask put A-7K3Q --at C-9M2X --response favourable"
    )
)
@refusing
@takes_fields_of(Presentation, without=("ask", "consultation"))
def put(
    ref: ref_argument(Ask),  # type: ignore[valid-type]
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="CONSULTATION",
            help=_("The consultation (required)."),
            autocompletion=refs_of(("consultation",)),
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:
    """Record that an ask was put at a consultation."""
    if at is None and not console.can_ask():
        raise UsageError(_("ask put needs --at"), _("give the consultation: --at C-9M2X"))
    at = at or console.ask(_("At which consultation? (its ref)"))
    said = given(Presentation, options)
    with open_store() as store:
        asked = store.meant(ref, "ask")
        with store.vault.transaction():
            made = store.add("presentation", said | {"ask": asked.ref, "consultation": at})
            if getattr(asked, "status", "") in ("draft", "adopted"):
                store.amend(asked.id, {"status": "presented"})
        report(store, made, as_json=as_json, what=_("Recorded {ref}: {title}"))
