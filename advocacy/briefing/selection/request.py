"""What a pack is asked to be: from its definition, the day, and what staff leave out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from advocacy.briefing.brief import LANGUAGES
from advocacy.briefing.selection.counts import smallest
from records.consent import Kin, Request, audiences_of, widened
from records.store import Store
from records.types.briefing import Briefing
from records.types.consultation import Consultation
from records.types.public_life import Official, Organisation
from records.vietnamese import tokens

SECTIONS = (
    "summary", "asks", "evidence", "voices", "commitments",
    "history", "representation", "sources", "annexes",
)  # fmt: skip
"""All sections, in the order in which they are printed."""


@dataclass(frozen=True)
class PackRequest:
    """One pack to be made, on one day."""

    briefing: Briefing
    on: date
    languages: tuple[str, ...]
    consultation: Consultation | None
    audiences: frozenset[str]
    kin: Kin  # parent and successor of each organisation
    room: frozenset[str]  # ids of the bodies at the meeting
    wide_room: frozenset[str]  # the same with their parents and successors
    holders: frozenset[str]  # ids of the bodies that are handed a copy
    without: frozenset[str]  # ids of records that staff leave out
    voices: bool
    assessments: bool = False  # whether the staff paper prints our views of the room

    @property
    def k(self) -> int:
        """The smallest count of people that may be printed."""
        return smallest(self.audiences)

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections to print, in order."""
        wanted = self.briefing.sections or SECTIONS
        return tuple(s for s in SECTIONS if s in wanted and (self.voices or s != "voices"))

    def gate(self, language: str, channel: str = "print") -> Request:
        """Return what the gate is asked for a page in this language.

        What is said aloud does not stay there; whatever is on paper may.
        """
        audiences = frozenset({self.briefing.audience}) if channel == "oral" else self.audiences
        return Request(
            audiences=cast("frozenset[str]", audiences),
            channel=channel,
            language=language,
            identity=self.briefing.identity or "named",
            place_detail=self.briefing.place_detail or "province",
            bodies=self.room | self.holders,
            organisations=self.kin,
            acknowledged=frozenset(self.briefing.acknowledged),
        )


def request_for(  # noqa: PLR0913  (what `brief build` may say)
    store: Store,
    briefing: Briefing,
    on: date,
    *,
    languages: tuple[str, ...] = (),
    without: frozenset[str] = frozenset(),
    voices: bool = True,
    assessments: bool = False,
    to: Iterable[str] = (),
) -> PackRequest:
    """Read what the pack needs to know of the room and of its audience.

    `to` names who is handed a copy, as the log of an issue names them.
    """
    bodies = store.every(Organisation)
    kin = {o.id: (o.parent, o.successor) for o in bodies}
    meeting = (
        cast("Consultation", store.get(briefing.consultation)) if briefing.consultation else None
    )
    room = present_at(store, meeting) if meeting else frozenset()
    own = tuple(k for k in briefing.languages if k in LANGUAGES)
    return PackRequest(
        briefing=briefing,
        on=on,
        languages=languages or own or LANGUAGES[:1],
        consultation=meeting,
        audiences=audiences_of(briefing.audience or "", briefing.stays),
        kin=kin,
        room=room,
        wide_room=widened(room, kin),
        holders=frozenset(_named_by(to, bodies, store.every(Official))),
        without=without,
        voices=voices,
        assessments=assessments,
    )


def present_at(store: Store, meeting: Consultation) -> frozenset[str]:
    """Return the bodies in the room: the host, the others, and those of the officials present."""
    officials = (cast("Official", store.get(one)) for one in meeting.officials_present)
    bodies = (meeting.host, *meeting.bodies, *(one.organisation for one in officials))
    return frozenset(body for body in bodies if body)


def _named_by(
    to: Iterable[str], bodies: list[Organisation], officials: list[Official]
) -> Iterator[str]:
    """Yield the bodies that these names say: by a name of theirs, or of one of their officials.

    A name may stand in a longer one ("the Minister, Ministry of Examples"), in any spelling.
    A post alone says nothing of the body unless it is all that was written.
    """
    written = [_spaced(name) for name in to]
    if not any(written):
        return
    for body in bodies:
        names = [_spaced(name) for name in (body.name, body.name_vi, *body.aliases) if name]
        if any(name in said for name in names for said in written if name):
            yield body.id
    for one in officials:
        name = _spaced(one.name or "")
        alone = {name, *(_spaced(post) for post in (one.post, one.post_vi) if post)}
        whole = len(name.split()) > 1  # one syllable is part of many names
        if one.organisation and any(s in alone or (whole and name in s) for s in written if s):
            yield one.organisation


def _spaced(name: str) -> str:
    """Return a name folded, a space around each word: names of whole words are found in it."""
    words = [token.folded for token in tokens(name)]
    return f" {' '.join(words)} " if words else ""
