"""What was asked at earlier meetings and what was answered, ask by ask."""

from typing import cast

from advocacy.briefing.brief import Answer, Answered, Words
from advocacy.briefing.selection.request import PackRequest
from advocacy.briefing.selection.select import Chosen
from advocacy.briefing.wording.phrases import Phrases
from records.sensitivity import sensitivity_allows
from records.store import Store
from records.types.consultation import Consultation
from records.types.position import Presentation
from records.types.public_life import Official
from records.vietnamese import looks_vietnamese


def answered(
    store: Store, request: PackRequest, chosen: Chosen, phrases: Phrases
) -> tuple[Answered, ...]:
    """Return the chosen asks that were put before, each with the answers in order of time."""
    order = {meeting.id: place for place, meeting in enumerate(chosen.meetings)}
    found = []
    for number, ask in enumerate(chosen.asks, start=1):
        put = [
            one
            for one in store.where(Presentation, "ask", ask.id)
            if one.consultation in order and sensitivity_allows(one.sensitivity, request.audiences)
        ]
        put.sort(key=lambda one: order[cast("str", one.consultation)])
        if put:
            text = phrases.must(ask, "text")
            answers = tuple(_answer(store, one, phrases) for one in put)
            found.append(Answered(f"A{number}", text, answers))
    return tuple(found)


def _answer(store: Store, one: Presentation, phrases: Phrases) -> Answer:
    meeting = store.get(one.consultation or "")
    assert isinstance(meeting, Consultation)  # noqa: S101  (the field allows nothing else)
    official = store.get(one.by) if one.by else None
    said = one.response_words
    return Answer(
        date=phrases.date(meeting.date),
        meeting=phrases.must(meeting, "title"),
        how=phrases.term("how", one.how),
        response=phrases.term("response", one.response),
        words=Words(said, "vi" if looks_vietnamese(said) else "en") if said else None,
        by=phrases.post(official) if isinstance(official, Official) else "",
    )
