"""Who was heard in the consultations and who never was: provinces on both maps, and members."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from records.edtf import parse
from records.followup.period import in_order
from records.followup.succession import bodies_of, line_of
from records.places import SECOND_MAP_SINCE, provinces, successor, successors
from records.types.consultation import Consultation, Delegation

if TYPE_CHECKING:
    from records.followup.succession import Bodies
    from records.reader import Reader

Map = Literal[63, 34]
MAPS: tuple[Map, ...] = (63, 34)
"""The provinces before July 2025, and those since; one table never mixes both."""

MEMBER = "member"


class Heard(NamedTuple):
    """Who is on record for one consultation: what was reported, and what only was counted."""

    consultation: Consultation
    provinces: tuple[str, ...]  # codes as reported, in their order
    organisations: tuple[str, ...]  # ids of the members that sent somebody, as reported
    absent: tuple[str, ...]  # ids of the members that may have existed then and sent nobody
    counted: int | None  # provinces, where the minutes give a number

    @property
    def recorded(self) -> bool:
        """Whether it is on record who went: without that, nobody was passed over."""
        return bool(self.provinces or self.organisations)

    @property
    def only_counted(self) -> bool:
        """Whether a number of provinces is known and none of their names."""
        return self.counted is not None and not self.provinces


class OnMap(NamedTuple):
    """The provinces of one map, by code: heard, perhaps heard, never heard.

    Of the 63, some may have been heard: since July 2025 only the larger unit was reported that
    they are a part of.
    """

    map: Map
    heard: tuple[str, ...]
    perhaps: tuple[str, ...]
    never: tuple[str, ...]


class Representation(NamedTuple):
    """What the consultations of a campaign, of a period or of all time add up to."""

    heard: tuple[Heard, ...]  # in the order of time
    organisations: tuple[
        str, ...
    ]  # ids of today's members that were heard, or whose forerunner was
    never: tuple[str, ...]  # ids of today's members that never were
    home: tuple[str, ...]  # provinces, as recorded, in which a member of today is at home

    def on_map(self, which: Map) -> OnMap:
        """Return the provinces of one of the two maps."""
        reported = {
            (code, _is_new(one.consultation)) for one in self.heard for code in one.provinces
        }
        if which == 34:  # noqa: PLR2004  (the name of a map)
            there = {successor(code) for code, _new in reported}
            return _sorted_out(which, successors(), there, set())
        there = {code for code, new in reported if not (new and _grew(code))}
        larger = {code for code, new in reported if new and _grew(code)}
        parts = {code for code, unit in provinces().items() if unit.successor in larger}
        return _sorted_out(which, provinces(), there, parts - there)

    def at_home(self, which: Map) -> tuple[str, ...]:
        """Return the provinces of one map in which a member of today is at home."""
        codes = provinces() if which == 63 else successors()  # noqa: PLR2004  (a map's name)
        home = {code if which == 63 else successor(code) for code in self.home}  # noqa: PLR2004
        return tuple(code for code in codes if code in home)

    @property
    def unrecorded(self) -> int:
        """Of how many of the consultations it is not on record who went."""
        return sum(not one.recorded for one in self.heard)

    @property
    def counts_apart(self) -> tuple[Heard, ...]:
        """The consultations of which a number of provinces is known and no name."""
        return tuple(one for one in self.heard if one.only_counted)


def held(reader: "Reader", today: date, campaign: str = "") -> list[Consultation]:
    """Return the consultations that have begun by today, or may have, in the order of time."""
    found = (
        reader.where(Consultation, "campaign", campaign) if campaign else reader.every(Consultation)
    )
    begun = [one for one in found if not one.date or _first(one.date) <= today.isoformat()]
    return sorted(begun, key=lambda one: in_order(one.date))


def representation(
    reader: "Reader", meetings: Iterable[Consultation], today: date
) -> Representation:
    """Add up who was heard at these consultations.

    A delegation speaks for the province that was reported, else for that of the organisation that
    sent it. A member that was merged into another is heard where its forerunner was.
    """
    bodies = bodies_of(reader)
    sent: dict[str, list[Delegation]] = {}
    for delegation in reader.every(Delegation):
        sent.setdefault(delegation.consultation or "", []).append(delegation)
    heard = tuple(_heard(bodies, one, sent.get(one.id, [])) for one in meetings)
    members = [one for one in bodies if _is_member_today(bodies, one, today)]
    spoke = {one for meeting in heard for one in meeting.organisations}
    known = {line_of(bodies, one, today)[-1] for one in spoke}
    return Representation(
        heard=heard,
        organisations=tuple(one for one in members if one in known),
        never=tuple(one for one in members if one not in known),
        home=tuple(dict.fromkeys(p for one in members if (p := bodies[one].province))),
    )


def _heard(bodies: "Bodies", meeting: Consultation, sent: list[Delegation]) -> Heard:
    named = {
        place
        for one in sent
        if (
            place := one.province or (bodies[one.organisation].province if one.organisation else "")
        )
    }
    spoke = {one.organisation for one in sent if one.organisation}
    members = [one for one, body in bodies.items() if body.kind == MEMBER]
    return Heard(
        consultation=meeting,
        provinces=tuple(code for code in provinces() if code in named),
        organisations=tuple(one for one in members if one in spoke),
        absent=tuple(
            one
            for one in members
            if one not in spoke and _may_have_existed(bodies[one].valid, meeting.date)
        ),
        counted=meeting.provinces_represented,
    )


def _is_member_today(bodies: "Bodies", one: str, today: date) -> bool:
    body = bodies[one]
    until = parse(body.valid).latest if body.valid else None
    gone = until is not None and until < today.isoformat()
    return body.kind == MEMBER and not gone and line_of(bodies, one, today) == (one,)


def _may_have_existed(valid: str | None, on: str | None) -> bool:
    """Whether a day is possible on which both were: what is unknown or open shuts nothing out."""
    if not valid or not on:
        return True
    body, meeting = parse(valid), parse(on)
    before = body.latest is not None and meeting.earliest is not None
    after = body.earliest is not None and meeting.latest is not None
    if before and (body.latest or "") < (meeting.earliest or ""):
        return False
    return not (after and (meeting.latest or "") < (body.earliest or ""))


def _is_new(meeting: Consultation) -> bool:
    """Whether a province that was reported there can only be one of the 34."""
    return bool(meeting.date) and _first(meeting.date or "") >= SECOND_MAP_SINCE


def _grew(code: str) -> bool:
    """Whether the province of this code took others in, so that it is larger than it was."""
    return sum(unit.successor == code for unit in provinces().values()) > 1


def _first(edtf: str) -> str:
    return parse(edtf).earliest or ""


def _sorted_out(which: Map, codes: Iterable[str], heard: set[str], perhaps: set[str]) -> OnMap:
    ordered = list(codes)
    return OnMap(
        map=which,
        heard=tuple(code for code in ordered if code in heard),
        perhaps=tuple(code for code in ordered if code in perhaps),
        never=tuple(code for code in ordered if code not in heard | perhaps),
    )
