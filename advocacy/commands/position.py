"""`advocacy position`: what we hold, and the questions we will be asked about it."""

from gettext import gettext as _
from typing import Any

from advocacy.console import refusing
from advocacy.fieldoptions import takes_fields_of
from advocacy.options import FromOption, JsonOption, ref_argument
from advocacy.verbs.group import add_child, group
from records.types.position import Challenge, Position

app = group("position")


@app.command(
    help=_(
        "Add a question we will be asked, with our answer. Example: advocacy position "
        "challenge P-7K3Q --question 'Who pays?' --answer 'The budget already has a line.'"
    )
)
@refusing
@takes_fields_of(Challenge, without=("position",))
def challenge(
    ref: ref_argument(Position),  # type: ignore[valid-type]
    from_: FromOption = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:
    """Add a question with its answer to a position."""
    add_child("challenge", ref, from_, as_json=as_json, options=options)
