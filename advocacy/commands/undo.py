"""`advocacy undo`: take the last change back."""

from datetime import datetime
from gettext import gettext as _
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.options import JsonOption
from advocacy.session import open_store
from advocacy.usage import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from records.store import Store
    from records.undo import Batch, Step

app = typer.Typer(rich_markup_mode=None, add_completion=False)

FEW = 3
"""So many records are named one by one."""

LONGEST = 44
"""So many signs of a record's ref and title fit beside what was done."""


@app.command(
    help=_(
        "Take back what the last command changed; again, and it is as before. "
        "Example: advocacy undo --list"
    )
)
@refusing
def undo(
    last: Annotated[
        int, typer.Option("--last", metavar="N", min=1, help=_("The last N changes together."))
    ] = 1,
    list_: Annotated[
        bool, typer.Option("--list", help=_("Show what can be taken back, and change nothing."))
    ] = False,
    forget: Annotated[
        bool,
        typer.Option(
            "--forget", help=_("Forget what was replaced: no old word stays for an undo.")
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Undo the newest changes, list them, or forget them."""
    from records import undo as undoing

    if forget and (list_ or last > 1):
        raise UsageError(_("--forget stands alone"), _("type: advocacy undo --forget"))
    with open_store(writing=not list_) as store:
        if list_:
            _show(store, list(undoing.batches(store)), as_json=as_json)
        elif forget:
            undoing.forget(store)
            console.note(_("What was replaced is forgotten; nothing up to now can be undone."))
        else:
            done = undoing.undo(store, last)
            _tell(store, done, as_json=as_json)


def _tell(store: "Store", done: "list[Step]", *, as_json: bool) -> None:
    if as_json:
        console.emit([
            {"ref": store.ref(s.record), "type": s.type, "did": s.did, "fields": list(s.fields)}
            for s in done
        ])  # fmt: skip
        return
    words = {
        "taken_out": _("taken out again"), "put_back": _("put back"),
        "changed_back": _("as before"),
    }  # fmt: skip
    console.rows(
        [_("Record"), _("Undone"), _("Fields")],
        [[_named(store, s.record, s.type), words[s.did], _labels(s.type, s.fields)] for s in done],
    )
    if any(step.type == "progress" and step.did == "taken_out" for step in done):
        console.note(_("The history keeps that the progress report was there."))
    console.note(_("advocacy undo does it again; advocacy undo --list goes back further."))


def _show(store: "Store", found: "list[Batch]", *, as_json: bool) -> None:
    from records.replaced import FINAL

    if as_json:
        console.emit([
            {"number": n, "on": b.on, "undone": b.undone, "can_be_undone": not b.final,
             "changes": [{"ref": store.ref(i.record), "action": i.action,
                          "fields": list((i.before or {}).get("fields", ()))
                          if i.action == "edited" else []} for i in b.lines]}
            for n, b in enumerate(found, start=1)
        ])  # fmt: skip
        return
    lines = []
    for number, batch in enumerate(found, start=1):
        what = _said(store, batch, FINAL)
        if batch.undone:
            what = _("undo: {what}").format(what=what)
        lines.append(["-" if batch.final else str(number), _when(batch.on), what])
    console.rows([_("--last"), _("When"), _("What was changed")], lines)
    if not found:
        console.note(_("nothing can be undone"))


def _said(store: "Store", batch: "Batch", final: "Iterable[str]") -> str:
    """Say in a line what a command did, by ref where it is a few records."""
    from advocacy.verbs.group import ACTIONS

    words = ACTIONS() | {"founded": _("office added"), "sealed": _("sealed")}
    by_action: dict[str, list[str]] = {}
    for line in batch.lines:
        refs = by_action.setdefault(line.action, [])
        if store.ref(line.record) not in refs:
            refs.append(store.ref(line.record))
    parts = []
    for action, refs in by_action.items():
        if batch.final and action not in final:
            continue
        named = ", ".join(refs[:FEW])
        more = _(" and {n} more").format(n=len(refs) - FEW) if len(refs) > FEW else ""
        parts.append(f"{words[action]} {named}{more}")
    said = "; ".join(parts)
    return _("{what} (stays)").format(what=said) if batch.final else said


def _when(on: str) -> str:
    """Say a moment in local time."""
    moment = datetime.fromisoformat(on).astimezone()
    return f"{moment:%d/%m/%Y %H:%M}"


def _named(store: "Store", record_id: str, kind: str) -> str:
    from advocacy.screens.showing import named
    from records.types import type_named

    try:
        return shorten(named(store, record_id), LONGEST, placeholder=" …")
    except KeyError:  # it was taken out
        return (
            f"{store.ref(record_id)} {type_named(kind).LABELS[settings.current.language == 'vi']}"
        )


def _labels(kind: str, names: "Iterable[str]") -> str:
    from records.fields import fields_of
    from records.types import type_named

    fields: dict[str, Any] = fields_of(type_named(kind))
    return ", ".join(fields[name].label(settings.current.language) for name in names)
