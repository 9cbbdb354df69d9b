"""What a submission says around its asks: number, place and date, addressee, grounds, signature.

The layout is that of an official letter under Decree 30/2020/NĐ-CP, as organisations that are
no state bodies apply it.
"""

from datetime import date
from gettext import NullTranslations

from advocacy.briefing.brief import Letter, Words
from advocacy.briefing.selection.request import PackRequest
from advocacy.briefing.selection.select import Chosen
from advocacy.briefing.wording.phrases import Phrases
from records.dates import in_words
from records.offices import own
from records.places import name as province_name
from records.store import Store
from records.types.briefing import Office
from records.types.public_life import Instrument
from records.vocabulary import label

BY_TITLE = ("law", "other")
"""Kinds whose number does not stand between kind and title."""


def letter_of(
    store: Store, request: PackRequest, chosen: Chosen, phrases: Phrases, words: NullTranslations
) -> Letter:
    """Return what frames the letter, in the language of its phrases."""
    office = own(store)
    symbol = f"KN-{office.short_name}" if office.short_name else "KN"
    return Letter(
        symbol=symbol,
        place_and_date=place_and_date(office, request.on, phrases),
        to=tuple(_addressees(request, chosen, phrases)),
        grounds=tuple(_grounds(store, request, chosen, phrases, words)),
        signatory=office.signatory or "",
        post=phrases.of(office, "signatory_post"),
    )


def place_and_date(office: Office, on: date, phrases: Phrases) -> str:
    """Return where and when a letter is written: "Hà Nội, ngày 05 tháng 01 năm 2026"."""
    day = in_words(on.isoformat(), phrases.language)
    place = province_name(office.province, phrases.language) if office.province else ""
    return f"{place}, {day}" if place else day


def _addressees(request: PackRequest, chosen: Chosen, phrases: Phrases) -> list[Words]:
    """Return the bodies in the room; without a meeting, those that the asks are made to."""
    meeting = request.consultation
    bodies = [meeting.host, *meeting.bodies] if meeting else [ask.body for ask in chosen.asks]
    return [words for body in dict.fromkeys(bodies) if (words := phrases.body(body))]


def _grounds(
    store: Store, request: PackRequest, chosen: Chosen, phrases: Phrases, words: NullTranslations
) -> list[Words]:
    """Return the laws and programmes that the letter rests on: the meeting's, then the asks'."""
    meeting = request.consultation
    linked = [
        meeting.instrument if meeting else None,
        *(position.instrument for position in chosen.positions),
        *(ask.instrument for ask in chosen.asks),
    ]
    found = []
    for instrument in dict.fromkeys(one for one in linked if one):
        record = store.get(instrument)
        assert isinstance(record, Instrument)  # noqa: S101  (the field allows nothing else)
        found.append(_cited(record, phrases, words))
    return found


def _cited(instrument: Instrument, phrases: Phrases, words: NullTranslations) -> Words:
    """Return a law or programme with its number, where a Vietnamese letter has it.

    "Nghị định số 01/2020/NĐ-CP về …": after the kind, where the title begins with one.
    """
    title, number = phrases.must(instrument, "title"), instrument.number or ""
    if not number or number in title.text:
        return title
    kind = label("instrument_kind", instrument.kind or "", title.language)
    start, rest = title.text[: len(kind)], title.text[len(kind) :]
    if instrument.kind not in BY_TITLE and start.lower() == kind.lower() and rest[:1] == " ":
        said = words.gettext("{kind} No. {number}{rest}")
        text = said.format(kind=start, number=number, rest=rest)
    else:
        text = words.gettext("{title}, No. {number}").format(title=title.text, number=number)
    return Words(text, title.language, borrowed=title.borrowed)
