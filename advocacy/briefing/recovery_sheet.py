"""A recovery key on one sheet of paper, to be typed in when the passphrase is forgotten."""

from dataclasses import dataclass
from typing import Literal

from advocacy.briefing.designs import design_named
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.press.render import to_pdf
from records.age import BEGINS

GROUP, GROUPS_IN_LINE = 4, 5


@dataclass(frozen=True)
class RecoverySheet:
    """What the design `recovery` receives; its fixed words stand there in both languages."""

    vault: str  # in groups of four signs
    on: str  # ISO day
    begins: str
    lines: tuple[tuple[str, ...], ...]  # the secret after its beginning, line by line in groups
    language: Literal["en", "vi"] = "vi"


def printed(vault: str, on: str, secret: str) -> bytes:
    """Return the sheet as a PDF; the secret goes nowhere else."""
    groups = _groups(secret.removeprefix(BEGINS))
    lines = tuple(groups[n : n + GROUPS_IN_LINE] for n in range(0, len(groups), GROUPS_IN_LINE))
    sheet = RecoverySheet(" ".join(_groups(vault)), on, BEGINS, lines)
    design = design_named("recovery")
    return to_pdf(to_html(sheet, design), design, sheet)


def _groups(text: str) -> tuple[str, ...]:
    return tuple(text[n : n + GROUP] for n in range(0, len(text), GROUP))
