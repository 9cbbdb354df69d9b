"""Who held a post when: by tenures that may be uncertain, and honest about it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from records.edtf import FIRST_DAY, LAST_DAY, Edtf, parse
from records.followup.succession import Bodies, bodies_of, line_of
from records.types.commitment import Commitment
from records.types.consultation import Consultation
from records.types.public_life import Official
from records.vietnamese import names_the_same

if TYPE_CHECKING:
    from records.reader import Reader

Held = Literal["certain", "possible", "no"]


class Holder(NamedTuple):
    """Somebody who held a post, or may have."""

    official: Official
    held: Held  # certain or possible


def held(tenure: str | None, when: str | None) -> Held:
    """Say whether a tenure covers a time (both EDTF): every day of it, perhaps, or none."""
    if not tenure or not when:
        return "possible"
    term, asked = parse(tenure), parse(when)
    first, last = asked.earliest or FIRST_DAY, asked.latest or LAST_DAY
    if last < (term.earliest or FIRST_DAY) or (term.latest or LAST_DAY) < first:
        return "no"
    doubtful = any(one.approximate or one.uncertain for one in (term, asked))
    known = not (asked.unknown_start or asked.unknown_end) and not doubtful
    return "certain" if known and _began(term) <= first and last <= _ended(term) else "possible"


def _began(term: Edtf) -> str:
    """Return the day from which the tenure had certainly begun: at the latest when it ended."""
    if term.open_start:
        return FIRST_DAY
    return min(term.start.last if term.start else LAST_DAY, term.latest or LAST_DAY)


def _ended(term: Edtf) -> str:
    """Return the day until which it had certainly not ended: at the earliest when it began."""
    if term.open_end:
        return LAST_DAY
    return max(term.end.first if term.end else FIRST_DAY, term.earliest or FIRST_DAY)


def holders_of(
    officials: Iterable[Official], organisations: Iterable[str], post: str, when: str | None
) -> tuple[Holder, ...]:
    """Return who held a post of these bodies at a time, the certain first; any post where empty."""
    wanted = frozenset(organisations)
    found = [
        Holder(one, held(one.tenure, when))
        for one in officials
        if one.organisation in wanted and (not post or _same_post(one, post))
    ]
    return tuple(
        sorted((h for h in found if h.held != "no"), key=lambda h: (h.held, _tenure(h.official)))
    )


def _tenure(one: Official) -> str:
    return (parse(one.tenure).earliest or "") if one.tenure else ""


def _same_post(one: Official, post: str) -> bool:
    return any(names_the_same(said, post) for said in (one.post, one.post_vi) if said)


def holder_of(
    reader: "Reader", organisation: str, post: str, when: str | None
) -> tuple[Holder, ...]:
    """Return who sat in a chair of one body at a time."""
    return holders_of(reader.every(Official), (organisation,), post, when)


class Chair(NamedTuple):
    """The chair from which something was promised: who sat there then, who sits there now."""

    post: str
    promised: str | None  # EDTF; None where the day is not recorded
    then: tuple[Holder, ...]
    now: tuple[Holder, ...]


def chair_of(
    one: Commitment,
    officials: Iterable[Official],
    bodies: Bodies,
    promised: str | None,
    today: date,
) -> Chair | None:
    """Return the chair behind a commitment; None where neither a post nor an official is named.

    An official who is named with the promise sat there, whatever the tenure says; a record of
    one may have moved to the successor with the post. Today's chair is in the body that answers.
    """
    officials = list(officials)
    named = next((o for o in officials if o.id == one.official), None)
    post = (named.post if named else one.post) or ""
    if not post:
        return None
    body = (named.organisation if named else one.body) or ""
    line = line_of(bodies, body, today)
    then = (Holder(named, "certain"),) if named else holders_of(officials, line, post, promised)
    return Chair(post, promised, then, holders_of(officials, line[-1:], post, today.isoformat()))


def chairs(reader: "Reader", promises: Iterable[Commitment], today: date) -> dict[str, Chair]:
    """Return the chairs behind commitments, by the commitment's id."""
    officials, bodies = reader.every(Official), bodies_of(reader)
    dates = {c.id: c.date for c in reader.every(Consultation)}
    found = {}
    for one in promises:
        chair = chair_of(one, officials, bodies, dates.get(one.consultation or ""), today)
        if chair:
            found[one.id] = chair
    return found
