"""What must hold between records and over time, beyond the shape of one field."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from records.consent import heads_of
from records.errors import InvalidField, RecordsError
from records.gone import Tombstone, bury, refuse_gone, taken_back_on
from records.quoting import stands_in
from records.sealing import is_sealed, refuse_open_part
from records.types import type_named
from records.types.common import Record
from records.wording import N_, gettext, spoken

if TYPE_CHECKING:
    from records.store import Store

R = TypeVar("R", bound=Record)


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


class TranslationStands(RecordsError):
    """A translation that was read back to the person is not changed afterwards (exit 5)."""

    sentence = N_("a consent says that {ref} was read back; its translation is not changed now")
    advice = N_(
        "record the decision anew without --read-back, change the translation, read it to the "
        "person, and record that: advocacy consent add --testimony {ref}"
    )


class NotItsWords(RecordsError):
    """An excerpt is cut out of what was said (exit 5)."""

    sentence = N_("the words of this excerpt do not stand in {ref} or its translation")
    advice = N_(
        "quote it as it stands there, with … where words are left out; what says it in other "
        "words is a summary: advocacy testimony edit {ref} --summary-from FILE"
    )


class ExcerptStands(RecordsError):
    """Words are not changed under an excerpt of them (exit 5)."""

    sentence = N_("the excerpt {ref} would no longer stand in the account or its translation")
    advice = N_("take it out, and cut it anew afterwards: advocacy excerpt delete {ref}")


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
            if old.NAME == "testimony":
                _keep_what_was_read_back(old, changes, store)
            read = {name: None for name in CHECKED if getattr(old, name)}
            changes = read | changes
    if old.NAME == "consent" and not getattr(old, "withdrawn_on", None):
        changes = _dated(changes, store)
    return changes


def _dated(said: dict[str, Any], store: "Store") -> dict[str, Any]:
    """Give a withdrawal that says no day the day of today."""
    if said.get("status") == "withdrawn" and not said.get("withdrawn_on"):
        return said | {"withdrawn_on": store.today.isoformat()}
    return said


def _keep_what_was_read_back(old: Any, changes: Mapping[str, Any], store: "Store") -> None:
    """Refuse what would leave an excerpt, or a consent to a translation, without its words."""
    consents: list[Any] = store.where(type_named("consent"), "testimony", old.id)
    read = [head for head in heads_of(old.id, consents) if head.read_back]
    if "translation" in changes and any(head.status not in UNDECIDED for head in read):
        raise TranslationStands(ref=old.ref)
    before = [getattr(old, text) or "" for text in TEXTS]
    after = [changes.get(text, getattr(old, text)) or "" for text in TEXTS]
    parts: list[Any] = store.where(type_named("excerpt"), "testimony", old.id)
    for part in parts:
        stood, stands = (any(stands_in(part.words or "", t) for t in ts) for ts in (before, after))
        if stood and not stands:
            raise ExcerptStands(ref=part.ref)


def refuse_standing(old: Record, store: "Store") -> None:
    """Refuse what is never edited. Raises AppendOnly, DecisionStands."""
    if old.APPEND_ONLY:
        raise AppendOnly(type=spoken(old.LABELS))
    if old.NAME == "consent" and getattr(old, "status", "") != "draft":
        raise DecisionStands(ref=old.ref, testimony=store.ref(getattr(old, "testimony", "")))


def _covered(store: "Store", testimony: str) -> bool:
    consents: list[Any] = store.where(type_named("consent"), "testimony", testimony)
    return any(consent.status not in UNDECIDED for consent in consents)


def before_delete(old: Record, store: "Store") -> None:
    """Refuse to delete what must stay as proof."""
    if old.NAME == "copy":
        raise AppendOnly(type=spoken(old.LABELS))
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
            _excerpt(record, store)
        case "testimony":
            refuse_gone(store, record.id, *_new_texts(record, store))


def completed(record: R, store: "Store") -> R:
    """Return a new record with what follows from what was said of it."""
    if record.NAME != "consent":
        return record
    said = {name: getattr(record, name) for name in ("status", "withdrawn_on")}
    return msgspec.structs.replace(record, **_dated(said, store))


def after_keeping(record: Any, store: "Store") -> None:
    """Do what a decision brings about: whatever takes an account back is a withdrawal."""
    if record.NAME != "consent":
        return
    consents: list[Any] = store.where(type_named("consent"), "testimony", record.testimony)
    own = taken_back_on(record.testimony, consents, store.today.isoformat())
    if own and record.id in {head.id for head in heads_of(record.testimony, consents)}:
        bury(store, Tombstone(record.testimony, "withdrawn", own, ""))
        store.log(store.get(record.testimony), "withdrawn", {})


def _new_texts(record: Any, store: "Store") -> list[str]:
    """Return the texts of an account or excerpt that are not on record of it as they are."""
    try:
        old: Any = store.get(record.id)
    except KeyError:
        old = None
    texts = {name: getattr(record, name, None) for name in (*TEXTS, "summary")}
    return [said for name, said in texts.items() if said and said != getattr(old, name, None)]


def _excerpt(record: Any, store: "Store") -> None:
    refuse_open_part(store, record.testimony)
    try:
        moved = getattr(store.get(record.id), "testimony", None) != record.testimony
    except KeyError:
        moved = True
    anew = _new_texts(record, store)
    refuse_gone(store, record.id, *anew)
    if not (anew or moved):
        return
    account: Any = store.get(record.testimony)
    if stands_in(record.words, account.words or ""):
        return
    if not stands_in(record.words, account.translation or ""):
        raise NotItsWords(ref=account.ref)
    if record.language in (None, account.language):
        # The gate knows by the language that a quotation is a translation.
        raise InvalidField(
            field="language",
            found=record.language or gettext("nothing"),
            expected=gettext("the language of the translation, where these words stand"),
        )


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
    nameless = record.identity == "named" and not record.display_name
    if nameless and record.status == "active" and not _is_erased(store, record.testimony):
        raise InvalidField(
            field="display_name",
            found=gettext("nothing"),
            expected=gettext("the name that may be printed, since identity is named"),
        )


def _is_erased(store: "Store", testimony: str) -> bool:
    """Whether nothing is left of an account: its decisions stay, without a name."""
    account: Any = store.get(testimony)
    return account.words is None and not is_sealed(store, testimony)


def _no_ring(record: Any, store: "Store", field: str) -> None:
    seen, other = {record.id}, getattr(record, field)
    while other:
        if other in seen:
            raise InvalidField(
                field=field, found=store.ref(other), expected=gettext("no ring of references")
            )
        seen.add(other)
        other = getattr(store.get(other), field)
