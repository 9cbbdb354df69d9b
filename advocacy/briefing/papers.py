"""The papers of a pack: which value goes into which design, and under which file name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advocacy.briefing.assembly.fingerprint import marked
from advocacy.briefing.brief import Brief, StaffBrief
from advocacy.briefing.designs import Design, NoSuchDesign, design_named

if TYPE_CHECKING:
    from advocacy.briefing.pack import Draft

HANDOUTS = ("handout", "submission", "bilingual")
"""The program's designs for what officials are given; a folder of one's own may replace them."""

NOT_HANDOUTS = ("staff", "recall", "recovery", "timeline", "trace", "report")


@dataclass(frozen=True)
class Paper:
    """One paper of a pack, ready to be laid out."""

    kind: str  # handout, submission, bilingual; staff
    languages: str  # en, vi; en-vi where both stand in one paper
    page: Brief | StaffBrief
    design: Design

    @property
    def name(self) -> str:
        """The paper's part of its file name: handout-en."""
        return f"{self.kind}-{self.languages}"


def handout_design(name: str) -> Design:
    """Return the design of a handout: one of ours that is meant for it, or a folder."""
    if name in NOT_HANDOUTS:
        raise NoSuchDesign(design=name, known=", ".join(HANDOUTS))
    return design_named(name)


def leaving(draft: "Draft", design: str) -> Iterator[Paper]:
    """Yield the papers that officials are given: one a language, or one in both."""
    chosen = handout_design(design)
    kind = design if design in HANDOUTS else HANDOUTS[0]
    number = draft.number
    pages = list(draft.handouts.items())
    if chosen.bilingual and len(pages) > 1:
        (first, page), (second, other) = pages[:2]
        languages = f"{first}-{second}"
        both = marked(replace(page, other=other), f"{kind}-{languages}", number)
        yield Paper(kind, languages, both, chosen)
        return
    for language, page in pages:
        yield Paper(kind, language, marked(page, f"{kind}-{language}", number), chosen)


def staying(draft: "Draft") -> Iterator[Paper]:
    """Yield the staff papers, one a language."""
    design = design_named("staff")
    for language, page in draft.staff.items():
        yield Paper("staff", language, marked(page, f"staff-{language}", draft.number), design)
