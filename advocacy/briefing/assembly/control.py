"""The control block of a paper: for whom, for which meeting, as of when, and its own short code."""

import hashlib
from datetime import date

from advocacy.briefing.brief import Control, Language
from advocacy.briefing.press.filling import catalogue
from advocacy.briefing.selection.request import PackRequest
from advocacy.briefing.wording.phrases import Phrases
from records import ids
from records.offices import own
from records.places import name as province_name
from records.store import Store
from records.types.briefing import Briefing


def reference_of(store: Store, briefing: Briefing, on: date, number: int) -> str:
    """Return the pack's own short code: no ref of a record, and the same for the same issue."""
    said = f"{briefing.id} {number}".encode()
    drawn = int.from_bytes(hashlib.sha256(said).digest()[:5], "big")
    code = "".join(ids.ALPHABET[drawn >> shift & 31] for shift in range(35, 5, -5))
    short = own(store).short_name
    return f"{short}-{on.year}-{code}" if short else f"{on.year}-{code}"


def control_of(  # noqa: PLR0913  (the control block has these rows)
    store: Store, request: PackRequest, language: Language, reference: str, *, number: int,
    copies: int,
) -> Control:  # fmt: skip
    """Return the control block in this language; `number` is the issue's, 0 for a draft."""
    words = catalogue(language)
    phrases = Phrases(store, language, words)
    meeting = request.consultation
    when = phrases.date(meeting.date) if meeting else ""
    if when and meeting and meeting.starts_at:
        when = words.gettext("{day}, {time}").format(day=when, time=meeting.starts_at)
    where = ""
    if meeting:
        province = province_name(meeting.province, language) if meeting.province else ""
        where = phrases.joined(meeting.place, province)
    day = phrases.date(request.on.isoformat())
    version = (
        words.gettext("Issue {n}, {day}").format(n=number, day=day)
        if number
        else words.gettext("Draft, {day}").format(day=day)
    )
    return Control(
        prepared_for=phrases.body(meeting.host) if meeting else None,
        meeting=phrases.of(meeting, "title") if meeting else None,
        meeting_on=when,
        place=where,
        reference=reference,
        data_as_of=day,
        version=version,
        copies=copies,
        mark=request.briefing.classification or "",
    )
