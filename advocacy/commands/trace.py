"""`advocacy trace`: one thread, from what we asked to what changed."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.fieldoptions import refs_of
from advocacy.options import JsonOption
from advocacy.packoptions import ReplaceOption
from advocacy.session import open_store
from advocacy.usage import UsageError
from records.store import Store

if TYPE_CHECKING:
    from advocacy.briefing.trace_paper import TraceLine
    from records.followup.thread import Step

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Follow one thread: the ask, where it was put, what was answered and promised, what came "
        "of it. From an ask, a commitment, a meeting, an outcome. "
        "Example: advocacy trace A-7K3Q --pdf thread.pdf"
    )
)
@refusing
def trace(
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", show_default=False,
            autocompletion=refs_of(("ask", "commitment", "consultation", "outcome", "position")),
        ),
    ],
    pdf: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False,
                     help=_("Print it: a page that stays with us.")),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="en|vi", show_default=False,
                     help=_("The language of the page; else that of the terminal.")),
    ] = None,
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Show the thread that a record is part of."""
    from records.followup.thread import BEGINNINGS, thread_of

    if lang is not None and lang not in settings.LANGUAGES:
        raise UsageError(_("no page is printed in this language"), _("type --lang en or --lang vi"))
    language = lang or settings.current.language
    with open_store(writing=False) as store:
        here = store.find(ref, *BEGINNINGS)[0]
        thread = thread_of(store, here, store.today)
        if pdf is not None:
            _print(store, thread, here, pdf, language, replace=replace)
        elif as_json:
            console.emit(_as_json(store, thread, here))
        else:
            _show(store, thread, here, language)


def _print(
    store: Store, thread: "Step", here: str, pdf: Path, language: str, *, replace: bool
) -> None:
    from typing import cast

    from advocacy.briefing.brief import Language
    from advocacy.briefing.trace_paper import printed, trace_paper
    from advocacy.files import new_folder, refuse_existing, write_new

    refuse_existing([pdf], replace=replace)
    paper = trace_paper(store, thread, here, cast("Language", language))
    made = printed(store, paper)
    new_folder(pdf.parent)
    write_new(pdf, made)
    console.say(str(pdf))


def _as_json(store: Store, step: "Step", here: str) -> dict[str, Any]:
    from records.followup.promises import standing
    from records.types.commitment import Commitment

    one = step.record
    said: dict[str, Any] = {
        "ref": one.ref, "type": one.NAME, "link": step.link or None, "here": one.id == here,
    }  # fmt: skip
    if isinstance(one, Commitment):
        said["lateness"] = standing(one, store.today)
    return said | {"steps": [_as_json(store, follows, here) for follows in step.steps]}


def _show(store: Store, thread: "Step", here: str, language: str) -> None:
    from typing import cast

    from advocacy.briefing.brief import Language
    from advocacy.briefing.trace_paper import Tracing

    line = Tracing(store, cast("Language", language), store.today, here).line(thread)
    if not console.on_terminal():
        _say(line)
        return
    from rich.tree import Tree

    tree = Tree(_told(line), guide_style="dim")
    _grow(tree, line)
    console.draw(tree)


def _grow(tree: Any, line: "TraceLine") -> None:
    for follows in line.lines:
        _grow(tree.add(_told(follows)), follows)


def _told(line: "TraceLine") -> Any:
    """Return a line of the tree: what it is, then its words, then what else is known."""
    told = console.text(f"{line.ref}  {_headed(line)}", "bold reverse" if line.here else "bold")
    words = _words(line)
    for said, style in ((words, ""), (" · ".join(line.facts), "" if line.late else "dim")):
        if said:
            told.append_text(console.text(f"\n{said}", style))
    return told


def _say(line: "TraceLine", depth: int = 0) -> None:
    cells = (line.ref, _headed(line), _words(line), " · ".join(line.facts))
    console.say("  " * depth + "\t".join(" ".join(cell.split()) for cell in cells))
    for follows in line.lines:
        _say(follows, depth + 1)


def _headed(line: "TraceLine") -> str:
    said = f"{line.kind}, {line.date}" if line.date else line.kind
    return _("{what} (this one)").format(what=said) if line.here else said


def _words(line: "TraceLine") -> str:
    said = line.words.text if line.words else ""
    return f"“{said}”" if said and line.quoted else said
