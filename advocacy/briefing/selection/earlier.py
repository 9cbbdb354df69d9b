"""What earlier papers showed to the same readers, so that two papers together tell no more."""

from advocacy.briefing.selection.counts import Shown
from advocacy.briefing.selection.request import PackRequest, present_at
from records.consent import widened
from records.store import Store
from records.types.briefing import Briefing, Issue
from records.types.consultation import Consultation


def shown_before(store: Store, request: PackRequest) -> Shown:
    """Return the counts that issues to the same bodies showed, one by one; none is forgotten."""
    return tuple(
        {label: int(number) for label, number in issue.shown}
        for issue in store.every(Issue)
        if issue.briefing and _same_readers(store, request, issue.briefing)
    )


def _same_readers(store: Store, request: PackRequest, briefing_id: str) -> bool:
    briefing = store.get(briefing_id)
    assert isinstance(briefing, Briefing)  # noqa: S101  (the field allows nothing else)
    if not briefing.consultation:
        return briefing.audience == request.briefing.audience
    meeting = store.get(briefing.consultation)
    assert isinstance(meeting, Consultation)  # noqa: S101
    room = present_at(store, meeting)
    if not room or not request.room:
        return briefing.audience == request.briefing.audience
    return not request.wide_room.isdisjoint(widened(room, request.kin))
