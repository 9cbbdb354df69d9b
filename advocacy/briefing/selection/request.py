"""What a pack is asked to be: from its definition, the day, and what staff leave out."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from advocacy.briefing.brief import LANGUAGES
from advocacy.briefing.selection.counts import smallest
from records.consent import Kin, Request, audiences_of, widened
from records.store import Store
from records.types.briefing import Briefing
from records.types.consultation import Consultation
from records.types.public_life import Organisation

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
    room: frozenset[str]  # ids of the bodies in the room
    wide_room: frozenset[str]  # the same with their parents and successors
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
            bodies=self.room,
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
) -> PackRequest:
    """Read what the pack needs to know of the room and of its audience."""
    kin = {o.id: (o.parent, o.successor) for o in store.every(Organisation)}
    meeting = (
        cast("Consultation", store.get(briefing.consultation)) if briefing.consultation else None
    )
    room = frozenset(body for body in ((meeting.host, *meeting.bodies) if meeting else ()) if body)
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
        without=without,
        voices=voices,
        assessments=assessments,
    )
