"""Tells staff what a pack decided about each account, and what it leaves out."""

from contextlib import contextmanager
from gettext import gettext as _
from typing import TYPE_CHECKING

from advocacy import console, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID

    from advocacy.briefing.annexes import Filed
    from advocacy.briefing.pack import Draft, Progress


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


@contextmanager
def progress() -> "Iterator[Progress]":
    """Show somebody who waits which paper is being printed, and how many pages are done."""
    if not console.can_ask():
        yield lambda _paper, _done, _pages: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn(_("page {done} of about {all}").format(
            done="{task.completed}", all="{task.total}")),
        console=Console(stderr=True, no_color=not console.styled()),
        transient=True,
    )  # fmt: skip
    with shown:
        tasks: dict[str, TaskID] = {}

        def told(paper: str, done: int, pages: int) -> None:
            if paper not in tasks:
                for earlier in tasks.values():
                    shown.update(earlier, visible=False)
                what = _("Printing {what} …").format(what=paper)
                tasks[paper] = shown.add_task(what, total=pages)
            shown.update(tasks[paper], completed=done, total=pages)

        yield told
