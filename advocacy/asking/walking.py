"""`edit` at a terminal: through the fields of a record, each with what stands in it."""

from collections.abc import Iterable
from gettext import gettext as _
from typing import Any

from advocacy import console, settings
from advocacy.asking import questions as asking
from records.fields import Field, fields_of
from records.rules import refuse_standing
from records.sealing import refuse_closed
from records.store import Store
from records.types.common import Record

ENOUGH = "."
"""What is typed to save and go no further."""


class _Enough(Exception):
    """No error: the person has finished."""


def walk(store: Store, old: Record) -> dict[str, Any]:
    """Ask for each field; return what is to change. Raises what `amend` would, before asking."""
    refuse_standing(old, store)
    refuse_closed(store, old)
    fields = [f for f in fields_of(type(old)).values() if f.name != old.PARENT]
    hidden = [field for field in fields if field.sensitive]
    console.note(_("Enter keeps what stands there, - empties it, ? tells about a field, "
                   ". saves and ends."))  # fmt: skip
    changes: dict[str, Any] = {}
    try:
        _through(store, old, (field for field in fields if not field.sensitive), changes)
        names = ", ".join(field.label(settings.current.language) for field in hidden)
        if hidden and console.agreed(_("Also what stays hidden ({fields})?").format(fields=names)):
            _through(store, old, hidden, changes)
    except _Enough:
        pass
    return changes


def _through(store: Store, old: Record, fields: Iterable[Field], changes: dict[str, Any]) -> None:
    for field in fields:
        answer = _change_of(store, old, field)
        if answer is not ENOUGH:
            changes[field.name] = answer


def _change_of(store: Store, old: Record, field: Field) -> Any:
    """Ask what a field is to hold; ENOUGH where it stays as it is."""
    value = getattr(old, field.name)
    there = value not in (None, ())
    while True:
        said = _asked(store, field, value if there else None)
        if said == ENOUGH:
            raise _Enough
        if not said:
            return ENOUGH
        if said == asking.TELL:
            asking.tell(field)
        elif said == asking.EMPTY and field.required:
            console.note(_("This one is needed."))
        elif said == asking.EMPTY:
            return None if there else ENOUGH
        else:
            given = asking.understood(store, type(old), field, said)
            if given is not None:
                return given


def _asked(store: Store, field: Field, value: Any) -> str:
    shown = ""
    if value is not None:
        shown = _("hidden") if field.sensitive else asking.in_short(store, field, value)
    words = field.label(settings.current.language)
    if field.kind != "prose":
        said = console.ask(words, shown)
        return "" if said == shown else said
    if shown:
        console.note(f"{words}:")
        for line in [shown] if field.sensitive else str(value).split("\n"):
            console.note(f"  {line}")
    special = (asking.EMPTY, asking.TELL, ENOUGH)
    return console.ask_prose(_("{field}, anew").format(field=words) if shown else words,
                             alone=special)  # fmt: skip


def show_changes(store: Store, old: Record, new: Record) -> bool:
    """Show what is different now; False where nothing is."""
    lines = list(changes_in_words(store, old, new))
    for label, was, now in lines:
        console.note(f"  {label}: {was} → {now}")
    return bool(lines)


def changes_in_words(store: Store, old: Record, new: Record) -> Iterable[tuple[str, str, str]]:
    """Yield label, old and new value of every field that differs; nothing that stays hidden."""
    for field in fields_of(type(old)).values():
        values = getattr(old, field.name), getattr(new, field.name)
        if values[0] == values[1]:
            continue
        was, now = (
            _("(empty)") if value in (None, ())
            else _("(hidden)") if field.sensitive
            else asking.in_short(store, field, value)
            for value in values
        )  # fmt: skip
        yield field.label(settings.current.language), was, now
