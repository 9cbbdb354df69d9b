"""What earlier papers showed to the same readers, so that two papers together tell no more."""

from advocacy.briefing.selection.request import PackRequest
from records.consent import widened
from records.store import Store
from records.types.briefing import Briefing, Issue
from records.types.consultation import Consultation


def shown_before(store: Store, request: PackRequest) -> dict[str, int]:
    """Return the counts that issues to the same bodies showed, the newest of each."""
    found: dict[str, int] = {}
    for issue in sorted(store.every(Issue), key=lambda one: (one.on or "", one.number or 0)):
        if issue.briefing and _same_readers(store, request, issue.briefing):
            found |= {label: int(value) for label, value in issue.shown}
    return found


def _same_readers(store: Store, request: PackRequest, briefing_id: str) -> bool:
    briefing = store.get(briefing_id)
    assert isinstance(briefing, Briefing)  # noqa: S101  (the field allows nothing else)
    if not briefing.consultation:
        return briefing.audience == request.briefing.audience
    meeting = store.get(briefing.consultation)
    assert isinstance(meeting, Consultation)  # noqa: S101
    room = {body for body in (meeting.host, *meeting.bodies) if body}
    if not room or not request.room:
        return briefing.audience == request.briefing.audience
    return not request.wide_room.isdisjoint(widened(frozenset(room), request.kin))
