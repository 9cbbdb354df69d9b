"""What a submission says around its asks: number, place and date, addressee, grounds, signature.

The layout is that of an official letter under Decree 30/2020/NĐ-CP, as organisations that are
no state bodies apply it.
"""

from gettext import NullTranslations

from advocacy.briefing.brief import Letter, Words
from advocacy.briefing.selection.request import PackRequest
from advocacy.briefing.selection.select import Chosen
from advocacy.briefing.wording.phrases import Phrases
from records.dates import in_words
from records.offices import own
from records.places import name as province_name
from records.store import Store
from records.types.public_life import Instrument


def letter_of(
    store: Store, request: PackRequest, chosen: Chosen, phrases: Phrases, words: NullTranslations
) -> Letter:
    """Return what frames the letter, in the language of its phrases."""
    office = own(store)
    day = in_words(request.on.isoformat(), phrases.language)
    place = province_name(office.province, phrases.language) if office.province else ""
    symbol = f"KN-{office.short_name}" if office.short_name else "KN"
    return Letter(
        symbol=symbol,
        place_and_date=f"{place}, {day}" if place else day,
        to=tuple(_addressees(request, chosen, phrases)),
        grounds=tuple(_grounds(store, request, chosen, phrases, words)),
        signatory=office.signatory or "",
        post=phrases.of(office, "signatory_post"),
    )


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
        title = phrases.must(record, "title")
        number = record.number or ""
        if number and number not in title.text:
            said = words.gettext("{title}, No. {number}").format(title=title.text, number=number)
            title = Words(said, title.language, borrowed=title.borrowed)
        found.append(title)
    return found
