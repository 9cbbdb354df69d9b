"""What must not stand in a finished paper, and what may although it resembles it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from advocacy.briefing.disclosure.addresses import entries
from advocacy.briefing.disclosure.findings import (
    Address,
    Allowed,
    Code,
    Contact,
    Forbidden,
    Name,
    Note,
    Prose,
)
from advocacy.briefing.disclosure.person_names import as_spoken, names_in, noted_in
from advocacy.briefing.disclosure.stories import RUN
from advocacy.briefing.selection.voices import Ruling
from records.consent import Quotation
from records.fields import fields_of
from records.identities import identities
from records.offices import own
from records.places import provinces, successors
from records.types import every_type
from records.types.briefing import Briefing
from records.types.commitment import Commitment
from records.types.position import Ask, Position
from records.types.public_life import Instrument, Official, Organisation
from records.types.testimony import Excerpt, Testimony
from records.vietnamese import tokens

if TYPE_CHECKING:
    from records.store import Store

STAFF_ONLY = (("assessment", ("basis",)), ("consent", ("limits",)))
"""Prose that stays on the screen."""

SPOKEN = ("talking_points", "talking_points_vi", "not_to_say", "not_to_say_vi")
"""Prose of the staff paper; it may repeat what the handout says anyway."""

SAID_ANYWAY = (
    (Ask, ("text", "text_vi", "proposed_text", "proposed_text_vi")),
    (Position, ("title", "title_vi", "statement", "statement_vi")),
    (Commitment, ("words", "words_vi")),
)

PUBLIC_BODIES = ("government_body", "un_body", "detention_facility")
"""Kinds of organisation whose names are public; those of members and other groups are not."""

STORY = ("words", "translation", "summary")


def forbidden_for(
    store: "Store", rulings: Sequence[Ruling], *, leaves: bool = True
) -> Iterator[Forbidden]:
    """Yield what a paper must not show; `leaves` is false for the paper that stays with us."""
    yield from _people(store, rulings, leaves=leaves)
    for record in store.every(Testimony):
        yield Code(record.contributor or "", record.ref, "contributor")
        yield from _addresses(record.place, record.ref, "place")
    yield from _stories(store, rulings)
    if leaves:
        yield from _notes(store)


def allowed_for(store: "Store", rulings: Sequence[Ruling]) -> Allowed:
    """Return public names, and what the gate cleared for this pack."""
    office = own(store)
    bodies = [office.name, office.name_vi, office.short_name]
    for body in store.every(Organisation):
        if body.kind in PUBLIC_BODIES:
            bodies += [body.name, body.name_vi, *body.aliases]
    phrases = [*bodies, office.address, office.address_vi, office.signatory]
    phrases += [p.name for p in provinces().values()] + list(successors().values())
    for law in store.every(Instrument):
        phrases += [law.title, law.title_vi]
    quotations: list[str | None] = []
    for ruling in rulings:
        if isinstance(ruling.said, Quotation):
            phrases.append(ruling.said.display_name)
            # The page in the other language quotes the same account in that.
            account = ruling.excerpt or ruling.testimony
            quotations += [ruling.said.words, account.words, getattr(account, "translation", None)]
    return Allowed(*(tuple(filter(None, texts)) for texts in (phrases, quotations, bodies)))


def _people(store: "Store", rulings: Sequence[Ruling], *, leaves: bool) -> Iterator[Forbidden]:
    for held in identities(store):
        ref = store.ref(held.testimony)
        yield from _named(held.name or "", ref, "identity")
        yield from _addresses(held.contact, ref, "identity")
    cleared = {r.said.display_name for r in rulings if isinstance(r.said, Quotation)}
    for kind in every_type():
        if kind is Official and not leaves:
            continue  # who sits opposite is named in what stays with us
        fields = [f.name for f in fields_of(kind).values() if f.names_people]
        for record in store.select(kind, "1", (), fields=fields) if fields else ():
            for field in fields:
                value = getattr(record, field) or ""
                if value and value not in cleared:
                    yield from _named(value, record.ref, field)
                    yield Contact(value, record.ref, field)


def _named(value: str, ref: str, field: str) -> Iterator[Name]:
    """Yield every name in a text, whole and as its bearer is spoken of."""
    for name in names_in(value):
        yield from (Name(spoken, ref, field) for spoken in as_spoken(name))
    yield from (Name(piece, ref, field) for piece in noted_in(value))


def _addresses(value: str | None, ref: str, field: str) -> Iterator[Contact | Address]:
    """Yield what a contact or an exact place holds: numbers and handles, and each entry."""
    if value:
        yield Contact(value, ref, field)
        yield from (Address(entry, ref, field) for entry in entries(value))


def _stories(store: "Store", rulings: Sequence[Ruling]) -> Iterator[Forbidden]:
    """Yield every testimony and excerpt that the gate did not clear for this pack."""
    heard = {(r.excerpt or r.testimony).id for r in rulings if isinstance(r.said, Quotation)}
    for kind in (Testimony, Excerpt):
        for record in store.every(kind):
            for field in STORY if kind is Testimony else ("words",):
                cleared = record.id in heard and field != "summary"
                if not cleared and getattr(record, field):
                    yield Prose(getattr(record, field), record.ref, field)


def _notes(store: "Store") -> Iterator[Forbidden]:
    for kind in every_type():
        also = dict(STAFF_ONLY).get(kind.NAME, ())
        fields = ["internal_note", *also]
        for record in store.select(kind, "1", (), fields=fields):
            for field in fields:
                if getattr(record, field):
                    yield Note(getattr(record, field), record.ref, field)
    public = _runs(
        getattr(record, field) or ""
        for kind, fields in SAID_ANYWAY
        for record in store.every(kind)
        for field in fields
    )
    for record in store.every(Briefing):
        for field in SPOKEN:
            for part in _apart(getattr(record, field) or "", public):
                yield Note(part, record.ref, field)


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Return every run of `RUN` words in these texts."""
    found = set()
    for text in texts:
        words = [token.folded for token in tokens(text)]
        found |= {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    return found


def _apart(text: str, public: set[tuple[str, ...]]) -> Iterator[str]:
    """Yield the stretches of a text that do not repeat what is public."""
    words = [token.folded for token in tokens(text)]
    repeated = {
        n + k
        for n in range(len(words) - RUN + 1)
        if tuple(words[n : n + RUN]) in public
        for k in range(RUN)
    }
    part: list[str] = []
    for n, word in enumerate(words):
        if n in repeated:
            yield " ".join(part)
            part = []
        else:
            part.append(word)
    yield " ".join(part)
