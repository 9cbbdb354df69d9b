"""`advocacy consultation`: log a meeting, who went, what was raised."""

from gettext import gettext as _
from typing import Any

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import given, takes_fields_of
from advocacy.options import FromOption, JsonOption, ref_argument
from advocacy.session import open_store
from advocacy.verbs.group import add_child, group, refuse_both, report
from records.errors import ExitCode
from records.types.consultation import Consultation, Delegation, Point

app = group("consultation", "list", "show", "edit", "delete", "history")


@app.command(
    help=_(
        "Log a consultation. Alone on a terminal it asks; each answer is saved at once. "
        "Example: advocacy consultation add --title 'Workshop on the draft decree' "
        "--date 15/3/2026 --host 'Ministry of Example'"
    )
)
@refusing
@takes_fields_of(Consultation)
def add(from_: FromOption = None, as_json: JsonOption = False, **options: Any) -> None:
    """Record a consultation, from options, a file, or a conversation."""
    said = given(Consultation, options)
    refuse_both(from_, said)
    with open_store() as store:
        if from_:
            from advocacy.verbs.fromfile import add_all

            add_all(store, Consultation, from_, as_json=as_json)
        elif said or not console.can_ask():
            from advocacy.asking.questions import ask_missing

            made = store.add("consultation", ask_missing(store, Consultation, said))
            report(store, made, as_json=as_json, what=_("Recorded {ref}: {title}"))
        else:
            from advocacy.asking.conversations import log_consultation

            made, broken_off = log_consultation(store)
            report(store, made, as_json=as_json, what=_("Recorded {ref}: {title}"))
            if broken_off:
                console.leave(ExitCode.INTERRUPTED)


@app.command(
    help=_(
        "Add who went: an organisation or a province, and how many. "
        "Example: advocacy consultation delegation C-7K3Q --province 'Ha Noi' --people 4"
    )
)
@refusing
@takes_fields_of(Delegation, without=("consultation",))
def delegation(
    ref: ref_argument(Consultation),  # type: ignore[valid-type]
    from_: FromOption = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:
    """Add a delegation to a consultation."""
    add_child("delegation", ref, from_, as_json=as_json, options=options)


@app.command(
    help=_(
        "Add what was raised, by whom, with what response. "
        "Example: advocacy consultation point C-7K3Q --issue 'Fines' --raised-by us"
    )
)
@refusing
@takes_fields_of(Point, without=("consultation",))
def point(
    ref: ref_argument(Consultation),  # type: ignore[valid-type]
    from_: FromOption = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:
    """Add a discussion point to a consultation."""
    add_child("point", ref, from_, as_json=as_json, options=options)
