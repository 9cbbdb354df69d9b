"""Meetings and due dates for a calendar program (RFC 5545).

A calendar lies on telephones and is read over shoulders: it tells titles of meetings and
which promise is due, never where, with whom, or what anybody said. What is `network` is told
without its title, what is `restricted` or `sealed` not at all. A date that is not certain to
the day is left out: a calendar would show it as if it were.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from gettext import gettext as _
from typing import TYPE_CHECKING, NamedTuple

from advocacy.exporting.closed import CLOSED
from records.edtf import Edtf, parse
from records.followup.promises import OPEN
from records.ids import ALPHABET
from records.reader import Reader
from records.types.commitment import Commitment
from records.types.common import Record
from records.types.consultation import Consultation
from records.types.position import Ask

if TYPE_CHECKING:
    from icalendar import Event

TYPES = ("consultation", "commitment", "ask")
HANOI = timezone(timedelta(hours=7))  # without summer time since 1975
WAITING = ("draft", "adopted", "presented")


class Entry(NamedTuple):
    """One thing in a calendar."""

    record: Record
    field: str
    summary: str
    when: str  # EDTF
    starts_at: str | None = None  # local time
    busy: bool = False


class Diary(NamedTuple):
    """A calendar, and how many entries it does not show."""

    content: bytes
    shown: int
    uncertain: tuple[str, ...]  # refs whose date is not certain to the day
    kept_back: int  # whose sensitivity keeps them out


def diary(reader: Reader, records: list[Record], *, discreet: bool, vietnamese: bool) -> Diary:
    """Return the calendar of these records; `discreet` says only that there is something."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//advocacy//EN")
    calendar.add("version", "2.0")
    shown, uncertain, kept_back = 0, [], 0
    for entry in (e for record in records for e in _entries(reader, record, vietnamese)):
        if entry.record.sensitivity in CLOSED:
            kept_back += 1
        elif not _is_certain(parse(entry.when)):
            uncertain.append(entry.record.ref)
        else:
            hushed = discreet or entry.record.sensitivity == "network"
            calendar.add_component(_event(entry, hushed=hushed))
            shown += 1
    return Diary(calendar.to_ical(), shown, tuple(dict.fromkeys(uncertain)), kept_back)


def _entries(reader: Reader, record: Record, vietnamese: bool) -> Iterator[Entry]:  # noqa: FBT001
    match record:
        case Consultation():
            title = (record.title_vi if vietnamese else None) or record.title or record.ref
            if record.date:
                yield Entry(record, "date", title, record.date, record.starts_at, busy=True)
            if record.next_meeting:
                follows = _("Next meeting after: {title}").format(title=title)
                yield Entry(record, "next_meeting", follows, record.next_meeting, busy=True)
        case Commitment() if record.due and record.status in OPEN:
            due = _("Promise due: {body} ({ref})")
            yield Entry(record, "due", _of_body(reader, due, record, vietnamese), record.due)
        case Ask() if record.deadline and record.status in WAITING:
            due = _("Ask due: {body} ({ref})")
            yield Entry(record, "deadline", _of_body(reader, due, record, vietnamese),
                        record.deadline)  # fmt: skip


def _of_body(reader: Reader, said: str, record: Commitment | Ask, vietnamese: bool) -> str:  # noqa: FBT001
    from records.types.public_life import Organisation

    body = reader.get(record.body) if record.body else None
    if not isinstance(body, Organisation) or body.sensitivity not in (None, "public"):
        return said.format(body="–", ref=record.ref)
    name = (body.name_vi if vietnamese else None) or body.name
    return said.format(body=name, ref=record.ref)


def _is_certain(when: Edtf) -> bool:
    """Whether it is a day, or runs from one day to another, without any doubt."""
    ends = (when.start, when.end)
    return all(end is not None and end.day and not end.qualified for end in ends)


def _event(entry: Entry, *, hushed: bool) -> "Event":
    from icalendar import Event

    record, when = entry.record, parse(entry.when)
    first, last = (date.fromisoformat(day or "") for day in (when.earliest, when.latest))
    event = Event()
    event.add("uid", f"{_as_uuid(record.id)}-{entry.field}@advocacy")
    revised = datetime.fromisoformat(record.updated).astimezone(UTC)
    event.add("dtstamp", revised)
    event.add("last-modified", revised)
    if entry.starts_at and first == last:
        local = datetime.fromisoformat(f"{first}T{entry.starts_at}").replace(tzinfo=HANOI)
        event.add("dtstart", local.astimezone(UTC))
    else:
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))  # the first day that is no part of it
    if hushed:
        event.add("summary", _("Meeting") if entry.busy else _("Due"))
    else:
        event.add("summary", entry.summary)
        event.add("description", record.ref)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    return event


def _as_uuid(record_id: str) -> uuid.UUID:
    """Write an id as RFC 7986 wants those of a calendar; it stays the same for ever."""
    number = 0
    for sign in record_id:
        number = number << 5 | ALPHABET.index(sign)
    return uuid.UUID(int=number)
