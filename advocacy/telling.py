"""Tells staff what a pack decided about each account, and what it leaves out."""

from gettext import gettext as _
from typing import TYPE_CHECKING

from advocacy import console, settings

if TYPE_CHECKING:
    from advocacy.briefing.pack import Draft


def show_decisions(draft: "Draft") -> None:
    """Print what was used, lowered, withheld, and why; and what else is left out."""
    vietnamese = settings.current.language == "vi"
    words = {"used": _("used"), "lowered": _("lowered"), "withheld": _("withheld")}
    lines = [
        [
            (r.excerpt or r.testimony).ref,
            words[r.said.decision],
            r.said.reason_vi if vietnamese else r.said.reason_en,
        ]
        for r in draft.rulings
    ]
    lines += [[one.ref, _("not printed"), one.why] for one in draft.left_out]
    console.rows([_("Record"), _("Decision"), _("Why")], lines)
    if any(r.said.decision == "withheld" for r in draft.rulings):
        console.note(_("Some testimonies were withheld; the reasons stand above."))


def printing(step: str) -> None:
    """Tell which paper is being printed, where somebody waits for it."""
    if console.can_ask():
        console.note(_("Printing {what} …").format(what=step))
