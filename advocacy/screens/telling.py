"""Tells staff what a pack decided about each account, and what it leaves out."""

from gettext import gettext as _
from typing import TYPE_CHECKING

from advocacy import console, settings

if TYPE_CHECKING:
    from advocacy.briefing.annexes.annexes import Filed
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
    lines += [[one.record.ref, _("annex {n}").format(n=one.number), _searched(one)]
              for one in draft.annexes.filed]  # fmt: skip
    lines += [[one.ref, _("not printed"), one.why] for one in draft.left_out]
    console.rows([_("Record"), _("Decision"), _("Why")], lines)
    withheld = [r.said.decision == "withheld" for r in draft.rulings]
    if withheld and all(withheld):
        console.note(
            _("No testimony may be quoted in this pack, so it has none; the reasons stand above.")
        )
    elif any(withheld):
        console.note(_("Some testimonies were withheld; the reasons stand above."))


def printing(step: str) -> None:
    """Tell which paper is being printed, where somebody waits for it."""
    if console.can_ask():
        console.note(_("Printing {what} …").format(what=step))


def _searched(annex: "Filed") -> str:
    if annex.searched:
        return _("chosen by staff; its words were searched")
    return _("chosen by staff; a picture or a scan, so read it: no search finds its words")
