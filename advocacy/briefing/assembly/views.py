"""Our own views of who is in the room, for the staff paper and only where staff ask for them."""

from advocacy.briefing.brief import Assessed, Placed, PowerMap, PowerRow
from advocacy.briefing.selection.request import PackRequest
from advocacy.briefing.wording.phrases import Phrases
from records.fields import fields_of
from records.followup.stakeholders import DEGREES, VIEWS, history_of, power_map
from records.followup.stakeholders import Placed as Found
from records.store import Store
from records.types.public_life import Assessment, Official, Organisation

LABELS = fields_of(Assessment)
VOCABULARY = {name: LABELS[name].vocabulary for name in VIEWS}


def in_the_room(request: PackRequest) -> frozenset[str]:
    """Return the bodies and officials that we shall sit opposite."""
    meeting = request.consultation
    return request.room | frozenset(meeting.officials_present if meeting else ())


def power_of(store: Store, request: PackRequest, phrases: Phrases) -> PowerMap | None:
    """Return the power map of everyone assessed; None where nobody was."""
    found = power_map(store)
    if not found.cells and not found.apart:
        return None
    room = in_the_room(request)

    def told(placed: tuple[Found, ...]) -> tuple[Placed, ...]:
        return tuple(
            Placed(
                name=name_of(store, one.about, phrases),
                stance=phrases.term("stance", one.stance),
                here=one.about in room,
            )
            for one in placed
        )

    return PowerMap(
        interests=tuple(phrases.term("degree", degree) for degree in DEGREES),
        rows=tuple(
            PowerRow(
                phrases.term("degree", influence),
                tuple(told(found.cells.get((influence, interest), ())) for interest in DEGREES),
            )
            for influence in reversed(DEGREES)
        ),
        apart=told(found.apart),
    )


def assessed_of(store: Store, request: PackRequest, phrases: Phrases) -> tuple[Assessed, ...]:
    """Return the assessments of everyone in the room, each one's newest first."""
    told = []
    labels = {name: LABELS[name].label(phrases.language) for name in VIEWS}
    for about in sorted(in_the_room(request)):
        for one, changed in history_of(store.where(Assessment, "about", about)):
            views = ((name, getattr(one, name)) for name in VIEWS)
            changes = (
                f"{labels[name].lower()}: {phrases.term(VOCABULARY[name], before)} → "
                f"{phrases.term(VOCABULARY[name], after)}"
                for name, before, after in changed
            )
            told.append(
                Assessed(
                    who=name_of(store, about, phrases),
                    date=phrases.date(one.date),
                    views=tuple(
                        (labels[name], phrases.term(VOCABULARY[name], key))
                        for name, key in views
                        if key
                    ),
                    changed="; ".join(changes),
                    basis=one.basis or "",
                )
            )
    return tuple(told)


def name_of(store: Store, about: str, phrases: Phrases) -> str:
    """Return a body by its name, an official by post, body and tenure."""
    who = store.get(about)
    if isinstance(who, Official):
        return phrases.joined(phrases.post(who), phrases.date(who.tenure))
    assert isinstance(who, Organisation)  # noqa: S101  (the field allows nothing else)
    return phrases.organisation(who)
