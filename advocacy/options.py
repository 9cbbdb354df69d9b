"""Options and arguments that many commands share."""

from gettext import gettext as _
from typing import Annotated, Any

import typer

from advocacy.fieldoptions import refs_of
from records.types.common import Record

JsonOption = Annotated[bool, typer.Option("--json", help=_("One JSON document."))]
RevealOption = Annotated[
    bool, typer.Option("--reveal", help=_("Show sensitive fields too. Mind who sees the screen."))
]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help=_("All fields from a JSON file, one object or a list; - is standard input."),
        show_default=False,
    ),
]


def ref_argument(record: type[Record], *, optional: bool = False) -> Any:
    """Return the annotation of an argument that names a record of a type, or a child of it."""
    types = (record.NAME, *record.CHILDREN)
    return Annotated[
        str | None if optional else str,
        typer.Argument(metavar="REF", autocompletion=refs_of(types), show_default=False),
    ]
