"""How far the pack for a meeting is, and whether what is in it has changed since it was made."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from records.drafts import Built, drafts
from records.types.briefing import Briefing, Issue

if TYPE_CHECKING:
    from records.reader import Reader

State = Literal["none", "defined", "built", "stale", "issued"]

PRINTED = (
    "consultation", "delegation", "testimony", "excerpt", "consent", "position", "challenge",
    "ask", "commitment", "progress", "evidence", "source", "outcome", "briefing",
)  # fmt: skip
"""The types whose records a pack prints or depends on."""

LINKS = ("testimony", "position", "commitment", "consultation")
"""Fields by which a part belongs to a record that may be selected."""


class PackState(NamedTuple):
    """The pack for a meeting: how far it is, and which records have changed since."""

    state: State
    briefing: str = ""
    draft: Built | None = None  # the newest, where one was built
    changed: tuple[str, ...] = ()  # ids


def pack_for(reader: "Reader", consultation: str) -> PackState:
    """Return how far the pack for a consultation is: of several, the one that is furthest."""
    rank = ("none", "defined", "stale", "built", "issued")
    found = [_state(reader, one) for one in reader.where(Briefing, "consultation", consultation)]
    return max(found, key=lambda one: rank.index(one.state), default=PackState("none"))


def _state(reader: "Reader", briefing: Briefing) -> PackState:
    built = [one for one in drafts(reader) if one.briefing == briefing.id]
    issues = reader.where(Issue, "briefing", briefing.id)
    draft = built[-1] if built else None
    moments = [one.at for one in built] + [one.created for one in issues]
    if not moments:
        return PackState("defined", briefing.id)
    newest = max(moments, key=_moment)
    changed = tuple(sorted(changed_since(reader, briefing, newest)))
    if changed:
        return PackState("stale", briefing.id, draft, changed)
    return PackState("issued" if issues else "built", briefing.id, draft)


def changed_since(reader: "Reader", briefing: Briefing, moment: str) -> Iterator[str]:
    """Yield the records that the pack may print and that were changed after a moment.

    A pack with a selection depends on what was selected and what belongs to it, one without on
    everything of these types. `moment` is ISO 8601, or a day, which then counts to its end.
    """
    since = _moment(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = reader.vault.connection.execute(
        f"SELECT id, type, deleted FROM record"  # noqa: S608  (our own names)
        f" WHERE updated > ? AND type IN ({', '.join('?' * len(PRINTED))})",
        (since, *PRINTED),
    ).fetchall()
    selected = frozenset(briefing.selection)
    own = {briefing.id, briefing.consultation}
    for record_id, kind, deleted in rows:
        if kind == "briefing" and record_id != briefing.id:
            continue
        if not selected or record_id in selected or record_id in own:
            yield record_id
        elif not deleted:
            record = reader.get(record_id)
            if any(getattr(record, link, None) in selected | own for link in LINKS):
                yield record_id


def _moment(said: str) -> datetime:
    if len(said) == len("2026-03-15"):
        said += "T23:59:59"
    when = datetime.fromisoformat(said)
    return when if when.tzinfo else when.astimezone()
