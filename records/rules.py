"""What must hold between records and over time, beyond the shape of one field."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from records.errors import InvalidField, RecordsError
from records.gone import refuse_gone
from records.sealing import refuse_open_part
from records.types import type_named
from records.types.common import Record
from records.wording import N_, gettext

if TYPE_CHECKING:
    from records.store import Store


class AppendOnly(RecordsError):
    """An entry of this type is added and never changed (exit 5)."""

    sentence = N_("a {type} is never changed, so that the record stays true")
    advice = N_("add a new one that says what is right")


class DecisionStands(RecordsError):
    """An active consent is not edited (exit 5; 1-product.md)."""

    sentence = N_("{ref} is a decision in force and is not edited")
    advice = N_("record the new decision: advocacy consent add --testimony {testimony}")


class WordsStand(RecordsError):
    """Words that somebody has consented to are not changed under them (exit 5)."""

    sentence = N_("the words of {ref} are covered by a consent and are not changed")
    advice = N_("add the corrected account as a new testimony and ask for consent to it")


TEXTS = ("words", "translation")
"""What somebody read for identifying detail; a change makes that reading void."""

CHECKED = ("checked_by", "checked_on")
UNDECIDED = ("draft", "not_recorded")
"""What a consent says while nobody has decided anything."""


def before_change(old: Record, wanted: Mapping[str, Any], store: "Store") -> dict[str, Any]:
    """Return the changes to make, or refuse them."""
    changes = dict(wanted)
    if not changes:
        return changes
    refuse_standing(old, store)
    if old.NAME in ("testimony", "excerpt"):
        account = old.id if old.NAME == "testimony" else getattr(old, "testimony", "")
        # An excerpt that moves to another account would come under what was agreed there.
        if ("words" in changes or "testimony" in changes) and _covered(store, account):
            raise WordsStand(ref=old.ref)
        if any(text in changes for text in TEXTS):
            read = {name: None for name in CHECKED if getattr(old, name)}
            changes = read | changes
    return changes


def refuse_standing(old: Record, store: "Store") -> None:
    """Refuse what is never edited. Raises AppendOnly, DecisionStands."""
    if old.APPEND_ONLY:
        raise AppendOnly(type=old.LABELS[0])
    if old.NAME == "consent" and getattr(old, "status", "") != "draft":
        raise DecisionStands(ref=old.ref, testimony=store.ref(getattr(old, "testimony", "")))


def _covered(store: "Store", testimony: str) -> bool:
    consents: list[Any] = store.where(type_named("consent"), "testimony", testimony)
    return any(consent.status not in UNDECIDED for consent in consents)


def before_delete(old: Record, store: "Store") -> None:
    """Refuse to delete what must stay as proof."""
    if old.NAME == "copy":
        raise AppendOnly(type=old.LABELS[0])
    refuse_standing(old, store)


def before_keeping(record: Record, store: "Store") -> None:
    """Refuse a record that contradicts itself or the records it points to."""
    match record.NAME:
        case "consent":
            _consent(record, store)
        case "organisation":
            _no_ring(record, store, "parent")
            _no_ring(record, store, "successor")
        case "position":
            _no_ring(record, store, "supersedes")
        case "excerpt":
            refuse_open_part(store, getattr(record, "testimony", ""))
        case "testimony":
            refuse_gone(store, record.id, getattr(record, "words", None))


def _consent(record: Any, store: "Store") -> None:
    for earlier, later in (("given_on", "expires_on"), ("given_on", "review_on")):
        start, end = getattr(record, earlier), getattr(record, later)
        if start and end and end < start:
            raise InvalidField(
                field=later, found=end, expected=gettext("a day after {day}").format(day=start)
            )
    if record.supersedes:
        older: Any = store.get(record.supersedes)
        if older.testimony != record.testimony:
            raise InvalidField(
                field="supersedes",
                found=older.ref,
                expected=gettext("a consent for the same testimony"),
            )
        _no_ring(record, store, "supersedes")
    if record.identity == "named" and record.status == "active" and not record.display_name:
        raise InvalidField(
            field="display_name",
            found=gettext("nothing"),
            expected=gettext("the name that may be printed, since identity is named"),
        )


def _no_ring(record: Any, store: "Store", field: str) -> None:
    seen, other = {record.id}, getattr(record, field)
    while other:
        if other in seen:
            raise InvalidField(
                field=field, found=store.ref(other), expected=gettext("no ring of references")
            )
        seen.add(other)
        other = getattr(store.get(other), field)
