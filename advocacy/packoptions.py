"""The options that previewing, building and issuing a pack share."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="en,vi", show_default=False,
        help=_("The languages of the pack; else those of its definition."),
    ),
]  # fmt: skip
WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--without", metavar="REF", show_default=False,
        help=_("Leave this record out; may be given again."),
    ),
]  # fmt: skip
ToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to", metavar="WHO", show_default=False,
        help=_("Who will receive it: what they are not to read is withheld; may be given again."),
    ),
]  # fmt: skip
NoVoicesOption = Annotated[bool, typer.Option("--no-voices", help=_("Print without quotations."))]


def _designs(incomplete: str) -> list[str]:
    from advocacy.briefing.papers import HANDOUTS

    return [name for name in HANDOUTS if name.startswith(incomplete)]


DesignOption = Annotated[
    str,
    typer.Option(
        "--design", metavar="NAME|FOLDER", help=_("The design of the handout."),
        autocompletion=_designs,
    ),
]  # fmt: skip
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", show_default=False,
        help=_("Where the handout goes: only what may be handed over (required)."),
    ),
]  # fmt: skip
StaffOption = Annotated[
    Path | None,
    typer.Option(
        "--staff", metavar="DIR", show_default=False,
        help=_("Where the staff paper and gate.json go; another folder than --out."),
    ),
]  # fmt: skip
ReplaceOption = Annotated[
    bool, typer.Option("--replace", help=_("Overwrite files that are there."))
]
WordOption = Annotated[
    bool,
    typer.Option("--docx", help=_("A Word file of the handout too, for copying its text.")),
]
OriginalsOption = Annotated[
    bool,
    typer.Option(
        "--attach-originals",
        help=_("Put the files that the annexes show into the PDF too."),
    ),
]
AssessmentsOption = Annotated[
    bool,
    typer.Option(
        "--with-assessments",
        help=_("Print the power map and our assessments in the staff paper; else on screen only."),
    ),
]
