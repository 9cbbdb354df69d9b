"""Whether something belongs to a period: surely, perhaps or not."""

from typing import Literal, NamedTuple

from records.edtf import FIRST_DAY, parse

Belongs = Literal["yes", "perhaps", "no"]


class Period(NamedTuple):
    """A stretch of time, both days included, as ISO days."""

    since: str
    until: str


def belongs(date: str | None, period: Period) -> Belongs:
    """Say whether what has this EDTF date began within the period.

    A thing belongs to the period in which it began, so that no two periods claim it. It does so
    surely only where every day that is meant lies inside and none is about or perhaps right; what
    has no date may belong to any period. What is approximate is not widened (edtf.py).
    """
    if not date:
        return "perhaps"
    when = parse(date)
    started = when.start or when.end
    if started is None or (when.end and when.end.last < period.since):
        return "no"
    first = started.first if when.start else FIRST_DAY
    if first > period.until or (when.start and started.last < period.since):
        return "no"
    inside = period.since <= first and started.last <= period.until
    return "yes" if inside and not started.qualified else "perhaps"


def by_end(date: str | None, day: str) -> Belongs:
    """Say whether what has this EDTF date had begun by the end of a day."""
    return belongs(date, Period(FIRST_DAY, day)) if date else "perhaps"


def in_order(date: str | None) -> tuple[bool, str, str]:
    """Return what sorts dates: by the first day that is known, then the last; no date last."""
    if not date:
        return True, "", ""
    when = parse(date)
    known = when.start or when.end
    first = known.first if known else ""
    return False, first, when.latest or first
