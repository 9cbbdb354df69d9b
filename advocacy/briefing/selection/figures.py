"""The counts of people that evidence and meetings would show, and why they may not be printed."""

from collections import Counter
from collections.abc import Iterator
from gettext import gettext as _

from advocacy.briefing.selection.counts import (
    SMALLEST_BASE,
    Counts,
    Shown,
    differs,
    gaps,
    too_few,
)
from advocacy.briefing.selection.units import counts_people, share_of
from records.types.consultation import Consultation
from records.types.evidence import Evidence
from records.vietnamese import fold

YEARS = range(1900, 2101)
"""A whole number that has no unit and lies here is a year."""

ROUNDED = 0.5
"""Of a hundred: so much may be lost or won where a percentage is rounded."""


def why_not(one: Evidence, k: int, shown: Shown) -> str:
    """Return why a piece of evidence may not be printed, or nothing."""
    if too_few(_asked(one), k):
        return _few(k)
    counted = people_in(one)
    base = one.denominator if _is_the_pair(one) else _base(one)
    return ("" if one.value is None else _unfounded(one, base, k)) or _why_not(
        one, counted, gaps(counted, counted), k, shown
    )


def why_no_chart(one: Evidence, k: int, shown: Shown) -> str:
    """Return why the series of a piece of evidence may not be drawn, or nothing."""
    if not points(one):
        return ""
    return _unfounded(one, _base(one), k) or _why_not(one, series_in(one), left_in(one), k, shown)


def why_not_attended(meeting: Consultation, k: int, shown: Shown) -> str:
    """Return why it may not be printed how many people came to a meeting, or nothing."""
    counted = attendance(meeting)
    return _few(k) if too_few(counted, k) else differs(counted, k, shown)


def shown_by(one: Evidence, k: int, shown: Shown) -> Counts:
    """Return what a printed piece of evidence tells of counts of people, as an issue keeps it."""
    counted = people_in(one)
    told = counted | gaps(counted, counted)
    if not why_no_chart(one, k, shown):
        told |= series_in(one) | left_in(one)
    return _labelled(one, told)


def attendance(meeting: Consultation) -> Counts:
    """Return how many people came to a meeting, where it is recorded."""
    return {} if meeting.attendees is None else {f"{meeting.id}:attendees": meeting.attendees}


def people_in(one: Evidence) -> dict[str, int]:
    """Return the counts of people that a piece of evidence states, or states as a share."""
    if one.value is None or _is_the_pair(one):
        return _asked(one)
    return _asked(one) | dict(_told(one, "value", one.value))


def points(one: Evidence) -> list[tuple[str, float]]:
    """Return the numbers of a series; where a label stands twice, the second has a number."""
    times: Counter[str] = Counter()
    found = []
    for label, value in one.series:
        if not isinstance(value, str):
            key = fold(label).strip()
            times[key] += 1
            found.append((f"{key}#{times[key]}" if times[key] > 1 else key, value))
    return found


def series_in(one: Evidence) -> dict[str, int]:
    """Return the counts of people in a series, and their sum."""
    found: dict[str, int] = {}
    for label, value in points(one):
        found |= _told(one, f"series:{label}", value)
    return found | _sums(one)


def left_in(one: Evidence) -> dict[str, int]:
    """Return what is left of those who were asked, or of the value, beside a series."""
    sums = _sums(one)
    cells = {label: n for label, n in series_in(one).items() if label not in sums}
    return gaps(cells, _asked(one)) | gaps(sums, people_in(one))


def _sums(one: Evidence) -> dict[str, int]:
    """Return the sum of a series; what is all, but for rounding, leaves nobody over."""
    found, share = points(one), share_of(one.unit, one.unit_vi)
    sums: dict[str, int] = {}
    if counted := [int(value) for _label, value in found if _of_people(one, value)]:
        sums["series"] = sum(counted)
    whole, near = sum(value for _label, value in found), share / 100 * ROUNDED * len(found)
    if share and whole < share - near:
        sums |= {what: n for what, n in _told(one, "series", whole) if what.endswith("%")}
    return sums


def _told(one: Evidence, what: str, value: float) -> Iterator[tuple[str, int]]:
    """Yield the people that a value counts, and those of whom it is a share."""
    share, base = share_of(one.unit, one.unit_vi), _base(one)
    if _of_people(one, value):
        yield what, int(value)
    if share and base is not None and (part := round(base * value / share)):
        yield f"{what}%", part


def _of_people(one: Evidence, value: float) -> bool:
    year = not (one.unit or one.unit_vi) and value in YEARS
    return counts_people(one.unit, one.unit_vi) and not year


def _asked(one: Evidence) -> dict[str, int]:
    both = {"n": one.n, "denominator": one.denominator}
    return {what: number for what, number in both.items() if number is not None}


def _base(one: Evidence) -> int | None:
    return one.denominator if one.n is None else one.n


def _is_the_pair(one: Evidence) -> bool:
    """Whether a share is that of n in the denominator, so that it tells nothing beside them."""
    share = share_of(one.unit, one.unit_vi)
    if not (share and one.n and one.denominator) or one.value is None:
        return False
    certain = not counts_people(one.unit, one.unit_vi)
    return certain and abs(one.value - share * one.n / one.denominator) < share / 100


def _unfounded(one: Evidence, base: int | None, k: int) -> str:
    """Return why a share may not stand on its base, or nothing."""
    if not k or not share_of(one.unit, one.unit_vi):
        return ""
    if base is None:
        return _("a percentage needs the number of people asked: record it with --n")
    if min(base, one.denominator or base) < SMALLEST_BASE:
        return _("a percentage of fewer than {n}").format(n=SMALLEST_BASE)
    return ""


def _why_not(
    one: Evidence, counted: dict[str, int], left: dict[str, int], k: int, shown: Shown
) -> str:
    if too_few(counted, k) and counts_people(one.unit, one.unit_vi):
        return _(
            "it counts fewer than {k} people, or its unit does not say what else it counts"
        ).format(k=k)
    if too_few(counted, k):
        return _few(k)
    if too_few(left, k):
        return _("a subtraction would tell of fewer than {k} people").format(k=k)
    return differs(_labelled(one, counted | left), k, shown)


def _few(k: int) -> str:
    return _("it counts fewer than {k} people").format(k=k)


def _labelled(one: Evidence, counted: dict[str, int]) -> Counts:
    return {f"{one.id}:{what}": number for what, number in counted.items()}
