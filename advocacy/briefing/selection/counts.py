"""Small counts of people, which could point to a person, stay out of papers.

The rules are those of the disclosure check (3-protection.md): a bound k by audience, no
percentage on a small denominator, and no count that differs by less than k from what an
earlier paper to the same readers showed.
"""

from collections.abc import Iterable, Mapping
from gettext import gettext as _

from records.types.evidence import Evidence
from records.vietnamese import fold

CLOSE = {"internal": 0, "network": 5, "allied_ngo": 5}
"""The smallest count that may be shown to those who are near; to anybody else it is `FAR`."""

FAR = 10
SMALLEST_BASE = 20
"""No percentage stands on a smaller denominator."""

PEOPLE = frozenset(
    {
        "people", "person", "persons", "member", "members", "woman", "women", "man", "men",
        "worker", "workers", "participant", "participants", "delegate", "delegates",
        "respondent", "respondents", "interviewee", "interviewees", "resident", "residents",
        "returnee", "returnees", "contributor", "contributors", "nguoi",
    }
)  # fmt: skip
PEOPLE_PHRASES = ("thanh vien", "dai bieu", "phu nu")
"""Words in a unit that say that people are counted."""

SHARES = ("percent", "%", "phan tram", "per cent")


def smallest(audiences: Iterable[str]) -> int:
    """Return k: the smallest count of people that all these audiences may be shown."""
    return max((CLOSE.get(audience, FAR) for audience in audiences), default=FAR)


def counts_people(unit: str | None) -> bool:
    """Whether a unit says that what is counted is people."""
    folded = fold(unit or "")
    return not PEOPLE.isdisjoint(folded.split()) or any(p in folded for p in PEOPLE_PHRASES)


def people_in(one: Evidence) -> dict[str, int]:
    """Return the counts of people that a piece of evidence would show, by field."""
    counted = {"n": one.n, "denominator": one.denominator}
    if counts_people(one.unit) or counts_people(one.unit_vi):
        counted["value"] = int(one.value) if one.value is not None else None
    return {field: number for field, number in counted.items() if number is not None}


def why_not(one: Evidence, k: int, shown: Mapping[str, int]) -> str:
    """Return why a piece of evidence may not be printed, or nothing.

    `shown` is what earlier papers to the same readers showed, by id and field.
    """
    counted = people_in(one)
    if any(number < k for number in counted.values()):
        return _("it counts fewer than {k} people").format(k=k)
    unit = fold(f"{one.unit or ''} {one.unit_vi or ''}")
    base = one.denominator if one.denominator is not None else one.n
    if k and base is not None and base < SMALLEST_BASE and any(s in unit for s in SHARES):
        return _("a percentage of fewer than {n}").format(n=SMALLEST_BASE)
    for field, number in counted.items():
        if 0 < abs(number - shown.get(f"{one.id}:{field}", number)) < k:
            return _("it differs by a few people from what these readers were shown before")
    return ""


def people(number: int | None, sentence: str, k: int) -> str:
    """Return the sentence with the count of people in it, or nothing where it is too small."""
    if number is None or number < k:
        return ""
    return _(sentence).format(n=number)
